import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from "docx";
import { headLines, isCentred, type Line, type PaperCell, type PaperPart } from "../../../core/paper/paper.ts";
import { cellSize, tokenSize } from "./cell-size.ts";
import { broken, lineHeight, lineParagraph, paragraph, SIZE, TWIPS } from "./docx-lines.ts";
import { estimatedCuts } from "./estimated-cuts.ts";
import { keptPieces } from "./kept-rows.ts";
import type { PiecePart } from "./split-piece.ts";

/** Tables of a paper as tables of DOCX. Lengths are in twips (1/20 pt). */

/** At the left and right of a cell. */
const CELL_MARGIN = 60;
/** Room that is counted on: the font that stands in for one that is not there may be wider. */
const STAND_IN = 0.93;
/** In points. */
const TYPE_SIZE = { text: SIZE.text / 2, line: lineHeight(SIZE.text) / TWIPS, below: 2, cell: 4 };

const rule = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
const NO_RULE = { style: BorderStyle.NIL };
const RULED = { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule };

/**
 * The rows of a grid, kept on one page where they belong together: a table for each run of pages that ends by force.
 * @param place where it begins on its page, how high a page is, in points, and whether its last row stays with what
 *   stands below it
 * @returns the tables with what parts them, and how far the last page is filled
 */
export function gridTables(
  { columns, rows }: Extract<PaperPart, { kind: "grid" }>,
  width: number,
  place: { top: number; room: number; keepsLast: boolean },
): { blocks: (Table | Paragraph)[]; bottom: number } {
  const widths = columns.map((share) => Math.round((width * share) / 1000));
  const pieces = keptPieces(rows, columns, width / TWIPS, TYPE_SIZE);
  const { parts, bottom } = estimatedCuts(pieces, place.top, place.room);
  const tables: TableRow[][] = [[]];
  for (const [index, part] of parts.entries()) {
    if (part.isPageBreak) tables.push([]);
    tables.at(-1)?.push(...partRows(part, widths, place.keepsLast && index === parts.length - 1));
  }
  const blocks = tables.flatMap((made, index) => [...(index === 0 ? [] : [pageBreak()]), ruledTable(widths, made)]);
  return { blocks: tables[0]?.length === 0 ? blocks.slice(1) : blocks, bottom };
}

function partRows({ rows, isKept, isLow }: PiecePart, widths: readonly number[], keepsLast: boolean): TableRow[] {
  return rows.map((row, index) => {
    const isHeading = row[0]?.role === "band";
    const keepNext = index === rows.length - 1 ? keepsLast && isKept : isKept || isHeading;
    return new TableRow({
      cantSplit: isKept || isLow[index] === true,
      children: row.map((cell) => gridCell(cell, widths, keepNext)),
    });
  });
}

/** No word processor begins a page within a table for a paragraph's sake: the table ends, and another begins. */
function pageBreak(): Paragraph {
  const spacing = { before: 0, after: 0, line: TWIPS, lineRule: LineRuleType.EXACT };
  return new Paragraph({ pageBreakBefore: true, spacing });
}

function gridCell(cell: PaperCell, widths: readonly number[], keepNext: boolean): TableCell {
  const { lines, column, columnSpan, rowSpan } = cell;
  const size = widths.slice(column, column + columnSpan).reduce((sum, each) => sum + each, 0);
  return new TableCell({
    columnSpan,
    rowSpan,
    width: { size, type: WidthType.DXA },
    borders: {
      ...(cell.isOpenAbove === true && { top: NO_RULE }),
      ...(cell.isOpenBelow === true && { bottom: NO_RULE }),
    },
    margins: {
      ...(cell.isOpenAbove === true && { top: 0 }),
      ...(cell.isOpenBelow === true && { bottom: 0 }),
    },
    verticalAlign: isCentred(cell) ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
    children:
      lines.length > 0
        ? lines.map((line) => lineParagraph(line, size - 2 * CELL_MARGIN, { keepNext, ...sizeOf(cell, size) }))
        : [paragraph([], AlignmentType.LEFT, { keepNext })],
  });
}

/** What may be counted on within the margins of a cell, in points. */
function roomOf(width: number): number {
  return (STAND_IN * (width - 2 * CELL_MARGIN)) / TWIPS;
}

/** Half points, as Word counts. */
function sizeOf(cell: PaperCell, width: number): { size: number } | undefined {
  const size = cellSize(cell, roomOf(width), {
    normal: SIZE.text / 2,
    smallest: SIZE.small / 2,
  });
  return size === undefined ? undefined : { size: Math.floor(2 * size) };
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
  const text = (value: string, width: number, keepNext: boolean) => {
    const sizes = { normal: SIZE.list / 2, smallest: SIZE.listSmall / 2 };
    const size = Math.floor(2 * (tokenSize(value, roomOf(width), sizes) ?? sizes.normal));
    return paragraph(broken(value, { size }), AlignmentType.LEFT, { keepNext, size });
  };
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
        children: row.map((value, index) =>
          cell(index, [text(value, widths[index] ?? 0, keepsLast && at === rows.length - 1)]),
        ),
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
