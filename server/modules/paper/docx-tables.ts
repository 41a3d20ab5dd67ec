import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from "docx";
import {
  headLines,
  isCentred,
  type Line,
  lineText,
  type PaperCell,
  type PaperPart,
} from "../../../core/paper/paper.ts";
import { widestWord } from "../../../core/paper/text-width.ts";
import { broken, lineParagraph, paragraph, SIZE, TWIPS } from "./docx-lines.ts";
import { keptPieces } from "./kept-rows.ts";

/** Tables of a paper as tables of DOCX. Lengths are in twips (1/20 pt). */

/** At the left and right of a cell. */
const CELL_MARGIN = 60;

const rule = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
const RULED = { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule };

/** The rows of a grid, kept on one page where they belong together. */
export function gridTable({ columns, rows }: Extract<PaperPart, { kind: "grid" }>, width: number): Table {
  const widths = columns.map((share) => Math.round((width * share) / 1000));
  const pieces = keptPieces(rows, columns, width / TWIPS);
  return ruledTable(
    widths,
    pieces.flatMap(({ rows: piece, isKept, isLow }) =>
      piece.map((row, index) => {
        const keepNext = isKept && index < piece.length - 1;
        return new TableRow({
          cantSplit: isKept || isLow[index] === true,
          children: row.map((cell) => gridCell(cell, widths, keepNext)),
        });
      }),
    ),
  );
}

function gridCell(cell: PaperCell, widths: readonly number[], keepNext: boolean): TableCell {
  const { lines, column, columnSpan, rowSpan } = cell;
  const size = widths.slice(column, column + columnSpan).reduce((sum, each) => sum + each, 0);
  return new TableCell({
    columnSpan,
    rowSpan,
    width: { size, type: WidthType.DXA },
    verticalAlign: isCentred(cell) ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
    children:
      lines.length > 0
        ? lines.map((line) => lineParagraph(line, size - 2 * CELL_MARGIN, { keepNext, ...labelSize(cell, size) }))
        : [new Paragraph({ keepNext })],
  });
}

/** A label is smaller where its longest word would be broken. */
function labelSize({ role, lines }: PaperCell, width: number): { size: number } | undefined {
  const words = Math.max(...lines.map((line) => widestWord(lineText(line))));
  const size = Math.floor((2 * (width - 2 * CELL_MARGIN)) / TWIPS / words);
  return role === "value" || size >= SIZE.text ? undefined : { size: Math.max(SIZE.small, size) };
}

/**
 * A list, its head on every page.
 * @param keepsLast true where its last row stays with what stands below the list
 */
export function listTable(
  { columns, rows }: Extract<PaperPart, { kind: "table" }>,
  width: number,
  keepsLast: boolean,
): Table {
  const total = columns.reduce((sum, column) => sum + column.width, 0);
  const widths = columns.map((column) => Math.round((width * column.width) / total));
  const cell = (index: number, children: Paragraph[]) =>
    new TableCell({ width: { size: widths[index] ?? 0, type: WidthType.DXA }, children });
  const text = (value: string, keepNext: boolean) =>
    paragraph(broken(value, { size: SIZE.list }), AlignmentType.LEFT, { keepNext });
  const title = (line: Line, width: number) => lineParagraph(line, width - 2 * CELL_MARGIN, { size: SIZE.list });
  const head = new TableRow({
    tableHeader: true,
    children: columns.map((column, index) =>
      cell(
        index,
        headLines(column).map((line) => title(line, widths[index] ?? 0)),
      ),
    ),
  });
  // Word tears a row that is higher than a page all the same.
  const body = rows.map(
    (row, at) =>
      new TableRow({
        cantSplit: true,
        children: row.map((value, index) => cell(index, [text(value, keepsLast && at === rows.length - 1)])),
      }),
  );
  return ruledTable(widths, [head, ...body]);
}

function ruledTable(columnWidths: number[], rows: TableRow[]): Table {
  return new Table({
    rows,
    columnWidths,
    width: { size: columnWidths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: RULED,
    margins: { left: CELL_MARGIN, right: CELL_MARGIN, top: 30, bottom: 30 },
  });
}
