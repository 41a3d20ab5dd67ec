import type { Finding } from "../problems/finding.ts";
import { found } from "./findings.ts";
import { sourceOf, type TextSource } from "./text-source.ts";

/** A table before its cells are typed. */
export interface RawTable {
  columns: readonly string[];
  rows: number;
  /** What stands in a cell; null when nothing does. */
  cell(row: number, column: number): unknown;
}

/** Takes the cells of one column while the text is gone over, so that a large table is never held as cells. */
export interface CellTaker {
  /** Reads a common cell where it stands: the place behind it, or -1 when it has to be taken as text. */
  readPlain?(row: number, text: string, at: number): number;
  take(row: number, cell: string): void;
}

const COMMA = 44;
const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Reads a small table of comma separated text, with its cells at hand. Refuses what streamCsv refuses. */
export function readCsv(text: string): RawTable | { findings: Finding[] } {
  const cells: string[][] = [];
  const read = streamCsv(sourceOf(text), (columns) => {
    cells.push(...columns.map(() => []));
    return cells.map((column) => ({ take: (row, cell) => (column[row] = cell) }));
  });
  if ("findings" in read) return read;
  return { ...read, cell: (row, column) => cells[column]?.[row] ?? null };
}

/**
 * Reads comma separated text (RFC 4180: quoted cells may hold commas, line ends and doubled quotes) with a header line.
 * A row with another number of cells is a finding, never a shifted value. `open` is told the columns and the most rows
 * there can be, and says who takes each column.
 */
export function streamCsv(
  source: TextSource,
  open: (columns: readonly string[], mostRows: number) => readonly (CellTaker | undefined)[],
): { columns: readonly string[]; rows: number } | { findings: Finding[] } {
  const { length, lines, isBlank } = measure(source);
  if (isBlank) return { findings: [emptyFile()] };
  const columns: string[] = [];
  const takeHeader: CellTaker = { take: (_, cell) => columns.push(cell.trim()) };
  let takers: readonly (CellTaker | undefined)[] | null = null;
  let mostRows = 0;
  const takerOf = (column: number) => (takers === null ? takeHeader : takers[column]);
  const findings: Finding[] = [];
  let rows = 0;
  for (const part of partsOf(source)) {
    let at = skipBlankLines(part.text, 0);
    while (at < part.text.length) {
      if (takers === null) columns.length = 0;
      const record = readRecord(part.text, at, rows, takerOf);
      // A quoted cell may go on in the next part: then all of its record is read again.
      if (record === null && !part.isLast) break;
      if (record === null) return unclosed(rows + 1);
      if (takers !== null) {
        if (findings.length < 100) findings.push(...wrongRecord(record, rows, columns));
        rows++;
      } else {
        const separator = columns.length === 1 ? /[;\t，；]/.exec(columns[0] as string)?.[0] : undefined;
        if (separator !== undefined) return { findings: [wrongSeparator(separator)] };
        // Every cell but the last of a line is followed by a separator.
        mostRows = Math.min(lines, Math.ceil((length + 1) / columns.length));
        takers = open(columns, mostRows);
      }
      at = skipBlankLines(part.text, record.next);
    }
    part.leave(at);
  }
  if (findings.length > 0) return { findings };
  if (rows > mostRows) throw new Error("the table changed while it was read");
  return { columns, rows };
}

function wrongRecord({ cells, stray }: CsvRecord, row: number, columns: readonly string[]): Finding[] {
  if (cells !== columns.length)
    return [
      found(
        `/${row}`,
        "csv-cells",
        `第 ${row + 1} 行有 ${cells} 个单元格，表头有 ${columns.length} 个（数字中的千分位逗号须去掉）`,
        `Row ${row + 1} has ${cells} cells, the header ${columns.length} (leave out commas between thousands)`,
      ),
    ];
  if (stray === undefined) return [];
  return [
    found(
      `/${row}/${columns[stray]}`,
      "csv-quote",
      `第 ${row + 1} 行“${columns[stray]}”列的引号之后还有文字（单元格内的引号须写两个）`,
      `Row ${row + 1}, column "${columns[stray]}": text after the closing quotation mark (write a quotation mark inside a cell twice)`,
    ),
  ];
}

const emptyFile = () => found("", "csv-empty", "文件是空的", "The file is empty");

const unclosed = (row: number) => ({
  findings: [
    found(
      "",
      "csv-quote",
      `引号没有闭合（自第 ${row} 行附近）`,
      `A quotation mark is never closed (from about row ${row})`,
    ),
  ],
});

const wrongSeparator = (separator: string): Finding => {
  const shown = separator === "\t" ? "Tab" : separator;
  return found(
    "",
    "csv-separator",
    `列之间用的是“${shown}”，须为半角逗号（另存为“CSV UTF-8（逗号分隔）”）`,
    `The columns are separated by "${shown}"; commas are needed (save as "CSV UTF-8 (comma delimited)")`,
  );
};

function skipBlankLines(text: string, from: number): number {
  let at = from;
  while (at < text.length && isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

const isLineEnd = (code: number) => code === LINE_FEED || code === CARRIAGE_RETURN;

interface CsvRecord {
  cells: number;
  /** Where the next record begins. */
  next: number;
  /** The first cell with something behind its closing quotation mark. */
  stray?: number;
}

/** Hands the cells of one record to who takes them; null when a quotation mark is never closed. */
function readRecord(
  text: string,
  from: number,
  row: number,
  takerOf: (column: number) => CellTaker | undefined,
): CsvRecord | null {
  let cells = 0;
  let stray: number | undefined;
  for (let at = from; at < text.length || cells > 0; cells++) {
    const taker = takerOf(cells);
    let end = taker?.readPlain?.(row, text, at) ?? -1;
    if (end < 0) {
      end = cellEnd(text, at);
      if (end < 0) return null;
      if (text.charCodeAt(at) === QUOTE && text.slice(closingQuote(text, at) + 1, end).trim() !== "") stray ??= cells;
      taker?.take(row, cellText(text, at, end));
    }
    if (text.charCodeAt(end) !== COMMA)
      return { cells: cells + 1, next: end + 1, ...(stray !== undefined && { stray }) };
    at = end + 1;
  }
  return { cells, next: text.length };
}

/** The separator after a cell, or the end of the text; -1 when its quotation mark is never closed. */
function cellEnd(text: string, start: number): number {
  let at = start;
  if (text.charCodeAt(at) === QUOTE) {
    at = closingQuote(text, start) + 1;
    if (at === 0) return -1;
  }
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === LINE_FEED || code === CARRIAGE_RETURN) break;
  }
  return at;
}

function closingQuote(text: string, start: number): number {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0 || text.charCodeAt(at + 1) !== QUOTE) return at;
  }
}

/** What a cell says; blanks behind its closing quotation mark do not belong to it. */
function cellText(text: string, start: number, end: number): string {
  if (text.charCodeAt(start) !== QUOTE) return text.slice(start, end);
  const close = closingQuote(text, start);
  return text.slice(start + 1, close).replaceAll('""', '"');
}

/** How long a text is and how many lines it has at most: never fewer than records. */
function measure(source: TextSource): { length: number; lines: number; isBlank: boolean } {
  let length = 0;
  let lines = 1;
  let isBlank = true;
  for (const piece of source.pieces()) {
    for (let at = 0; at < piece.length; at++) if (isLineEnd(piece.charCodeAt(at))) lines++;
    length += piece.length;
    isBlank &&= piece.trim() === "";
  }
  return { length, lines, isBlank };
}

interface Part {
  text: string;
  isLast: boolean;
  /** What begins here is read with the next part. */
  leave(at: number): void;
}

/** The text in parts that end with a line, without a byte order mark. */
function* partsOf(source: TextSource): Iterable<Part> {
  let rest = "";
  const part = (text: string, isLast: boolean): Part => ({
    text,
    isLast,
    leave: (at) => {
      rest = text.slice(at);
    },
  });
  let held: string | null = null;
  for (const piece of source.pieces()) {
    if (held === null) {
      held = piece.startsWith("\uFEFF") ? piece.slice(1) : piece;
      continue;
    }
    const text: string = rest + held;
    const end = text.lastIndexOf("\n") + 1;
    rest = "";
    if (end > 0) yield part(text.slice(0, end), false);
    rest += text.slice(end);
    held = piece;
  }
  yield part(rest + (held ?? ""), true);
}
