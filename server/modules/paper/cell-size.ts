import { lineText, type PaperCell } from "../../../core/paper/paper.ts";
import { widestToken, widestWord } from "../../../core/paper/text-width.ts";

/** How small the text of a cell gets before something in it is broken that should not be. Sizes in points. */
export interface CellSizes {
  normal: number;
  smallest: number;
}

/**
 * The size of a label whose longest word would be broken, or of a number, a code or an address filled into a cell;
 * undefined where it needs no other, or the smallest would not do.
 * @param room width of the cell within its margins
 */
export function cellSize(cell: PaperCell, room: number, { normal, smallest }: CellSizes): number | undefined {
  const texts = cell.lines.map(lineText);
  if (cell.role === "value") return isOneText(cell) ? tokenSize(texts[0] ?? "", room, { normal, smallest }) : undefined;
  const size = room / Math.max(...texts.map(widestWord));
  return size >= normal ? undefined : Math.max(smallest, size);
}

/** The size of what is filled in, where a number, a code or an address would be broken; as of a cell. */
export function tokenSize(text: string, room: number, { normal, smallest }: CellSizes): number | undefined {
  const size = room / widestToken(text);
  return size >= normal || size < smallest ? undefined : size;
}

function isOneText({ lines }: PaperCell): boolean {
  return lines.length === 1 && lines[0]?.room === undefined && lines[0]?.runs.length === 1;
}
