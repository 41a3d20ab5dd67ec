import type { Finding } from "../problems/finding.ts";
import { found } from "./findings.ts";

/** A table before its cells are typed. Cells are read on demand, so that a large one is not held twice. */
export interface RawTable {
  columns: readonly string[];
  rows: number;
  /** What stands in a cell; null when nothing does. */
  cell(row: number, column: number): unknown;
  /** The text the cells stand in, and where each begins: short numbers are read from it without copying. */
  source?: { text: string; startOf(row: number, column: number): number };
}

const COMMA = 44;
const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Reads comma separated text (RFC 4180: quoted cells may hold commas, line ends and doubled quotes) with a header line.
 * A row with another number of cells is a finding, never a shifted value.
 */
export function readCsv(text: string): RawTable | { findings: Finding[] } {
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  if (!/\S/.test(text.slice(start, start + 10_000)) && text.trim() === "") return { findings: [emptyFile()] };
  const first = readRecord(text, skipBlankLines(text, start));
  if (first === null) return unclosed(1);
  if (first.starts.length === 0) return { findings: [emptyFile()] };
  const columns = first.starts.map((at) => cellText(text, at).trim());
  const separator = columns.length === 1 ? /[;\t，；]/.exec(columns[0] as string)?.[0] : undefined;
  if (separator !== undefined) return { findings: [wrongSeparator(separator)] };
  // Every cell but the last of a line is followed by a separator.
  const starts = new Int32Array(Math.min(text.length + 1, columns.length * countLines(text, first.next)));
  const findings: Finding[] = [];
  let rows = 0;
  for (let at = skipBlankLines(text, first.next); at < text.length; ) {
    const record = readRecord(text, at);
    if (record === null) return unclosed(rows + 1);
    if (record.starts.length !== columns.length && findings.length < 100)
      findings.push(
        found(
          `/${rows}`,
          "csv-cells",
          `第 ${rows + 1} 行有 ${record.starts.length} 个单元格，表头有 ${columns.length} 个（数字中的千分位逗号须去掉）`,
          `Row ${rows + 1} has ${record.starts.length} cells, the header ${columns.length} (leave out commas between thousands)`,
        ),
      );
    else if (record.stray !== undefined && findings.length < 100)
      findings.push(
        found(
          `/${rows}/${columns[record.stray]}`,
          "csv-quote",
          `第 ${rows + 1} 行“${columns[record.stray]}”列的引号之后还有文字（单元格内的引号须写两个）`,
          `Row ${rows + 1}, column "${columns[record.stray]}": text after the closing quotation mark (write a quotation mark inside a cell twice)`,
        ),
      );
    else if (findings.length === 0) starts.set(record.starts, rows * columns.length);
    rows++;
    at = skipBlankLines(text, record.next);
  }
  if (findings.length > 0) return { findings };
  const startOf = (row: number, column: number) => starts[row * columns.length + column] as number;
  return { columns, rows, cell: (row, column) => cellText(text, startOf(row, column)), source: { text, startOf } };
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

/**
 * Where the cells of one record begin, and where the next record does; null when a quotation mark is never closed.
 * `stray` is the first cell with something behind its closing quotation mark.
 */
function readRecord(text: string, from: number): { starts: number[]; next: number; stray?: number } | null {
  const starts: number[] = [];
  let stray: number | undefined;
  for (let at = from; at < text.length || starts.length > 0; ) {
    starts.push(at);
    const end = cellEnd(text, at);
    if (end < 0) return null;
    if (text.charCodeAt(at) === QUOTE && text.slice(closingQuote(text, at) + 1, end).trim() !== "")
      stray ??= starts.length - 1;
    if (text.charCodeAt(end) !== COMMA) return { starts, next: end + 1, ...(stray !== undefined && { stray }) };
    at = end + 1;
  }
  return { starts, next: text.length, ...(stray !== undefined && { stray }) };
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
function cellText(text: string, start: number): string {
  if (text.charCodeAt(start) !== QUOTE) return text.slice(start, cellEnd(text, start));
  const close = closingQuote(text, start);
  return text.slice(start + 1, close).replaceAll('""', '"');
}

/** Lines from a place on: never fewer than records. */
function countLines(text: string, from: number): number {
  let lines = 1;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) lines++;
  }
  return lines;
}
