import { lineText, type PaperCell } from "../../../core/paper/paper.ts";
import { textWidth } from "../../../core/paper/text-width.ts";
import { spreadRows } from "./spread-rows.ts";

/** Which rows of a table are kept on one page, for every renderer. Lengths are in points. */

/** Height up to which rows are kept on one page. */
const KEPT_HEIGHT = 320;

/** Height up to which a row is not torn. */
const LOW_HEIGHT = 400;

/** How high what is printed gets: size of the text, height of a line, room below a paragraph, and above and below a cell. */
export interface TypeSize {
  text: number;
  line: number;
  below: number;
  cell: number;
}

export interface KeptPiece {
  rows: PaperCell[][];
  /** Stands on one page. */
  isKept: boolean;
  /** For each row: where the piece goes on over pages, it needs not be torn. */
  isLow: boolean[];
  /** For each row, about. */
  heights: number[];
}

/**
 * Rows in pieces that are kept on one page where they may be: rows that share a row title always hang together, and a
 * heading stays with what follows it. A piece that might be higher than a page is left to break.
 */
export function keptPieces(
  paperRows: readonly PaperCell[][],
  columns: readonly number[],
  width: number,
  size: TypeSize,
): KeptPiece[] {
  const heightOf = (row: readonly PaperCell[]) => rowHeight(row, columns, width, size);
  const rows = spreadRows(paperRows, (row) => heightOf(row) > KEPT_HEIGHT);
  const pieces: KeptPiece[] = [];
  let heading: PaperCell[][] = [];
  for (let at = 0; at < rows.length; ) {
    const count = Math.max(1, ...(rows[at] ?? []).map(({ rowSpan }) => rowSpan));
    const group = rows.slice(at, at + count);
    at += count;
    const isHeading = group[0]?.[0]?.role === "band";
    if (isHeading && at < rows.length) {
      heading.push(...group);
      continue;
    }
    const heights = group.map(heightOf);
    pieces.push({
      rows: [...heading, ...group],
      isKept: heights.reduce((sum, each) => sum + each, 0) <= KEPT_HEIGHT,
      isLow: [...heading.map(() => true), ...heights.map((each) => each <= LOW_HEIGHT)],
      heights: [...heading.map(heightOf), ...heights],
    });
    heading = [];
  }
  return pieces;
}

/** About: a text of wide letters is higher than this, but a kept piece is less than half a page high. */
function rowHeight(row: readonly PaperCell[], columns: readonly number[], width: number, size: TypeSize): number {
  const sheet = columns.reduce((sum, share) => sum + share, 0);
  return Math.max(
    ...row.map(({ column, columnSpan, lines }) => {
      const share = columns.slice(column, column + columnSpan).reduce((sum, each) => sum + each, 0);
      const perLine = Math.max(1, Math.floor(((width * share) / sheet - 10) / size.text));
      const printed = lines.flatMap((line) => [
        ...lineText(line)
          .split("\n")
          .map((text) => Math.max(1, Math.ceil(textWidth(text) / perLine))),
        line.room ?? 0,
      ]);
      return printed.reduce((sum, count) => sum + count, 0) * size.line + lines.length * size.below + size.cell;
    }),
  );
}
