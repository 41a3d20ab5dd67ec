import { parseNumber } from "./number-text.ts";

/** Rows of a table field: pure operations that share every row they do not touch. */

export type Row = Readonly<Record<string, unknown>>;

/** What the model must know of a column. */
export interface ColumnModel {
  id: string;
  kind: "text" | "number" | "boolean" | "choice";
  /** Choices of a choice column, value and printed title. */
  choices?: readonly { value: unknown; title: string }[];
}

export function setCell(rows: readonly Row[], at: number, column: string, value: unknown): readonly Row[] {
  const row = rows[at];
  if (row === undefined || Object.is(row[column], value)) return rows;
  const { [column]: _before, ...rest } = row;
  const next = value === undefined ? rest : { ...row, [column]: value };
  return rows.map((one, index) => (index === at ? next : one));
}

export function insertRow(rows: readonly Row[], at: number, row: Row = {}): readonly Row[] {
  return [...rows.slice(0, at), row, ...rows.slice(at)];
}

export function deleteRow(rows: readonly Row[], at: number): readonly Row[] {
  return rows.filter((_, index) => index !== at);
}

/**
 * Cells of a clipboard text as spreadsheets write it: tabs between cells, line ends between rows, quoted cells may
 * hold both.
 */
export function parseClipboard(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at += 1) {
    const glyph = source[at];
    if (quoted) {
      if (glyph !== '"') cell += glyph;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (glyph === '"' && cell === "") quoted = true;
    else if (glyph === "\t") {
      row.push(cell);
      cell = "";
    } else if (glyph === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else cell += glyph;
  }
  rows.push([...row, cell]);
  return rows;
}

const yes = new Set(["是", "有", "√", "✓", "y", "yes", "true", "1"]);
const no = new Set(["否", "无", "×", "n", "no", "false", "0"]);

/** A pasted text as an answer of the column. What cannot be read is kept as text, for the check to point at. */
export function readCell(text: string, column: ColumnModel): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  switch (column.kind) {
    case "number":
      return parseNumber(trimmed);
    case "boolean": {
      const word = trimmed.toLowerCase();
      return yes.has(word) ? true : no.has(word) ? false : trimmed;
    }
    case "choice": {
      const choice = column.choices?.find((one) => one.title === trimmed || one.value === trimmed);
      return choice ? choice.value : trimmed;
    }
    default:
      return trimmed;
  }
}

export interface PasteResult {
  rows: readonly Row[];
  /** Cells taken over. */
  cells: number;
  /** Rows that no longer fitted into the table. */
  droppedRows: number;
}

/**
 * Lays pasted cells over the table from a cell on, adding rows up to `maxRows`. A first line that repeats the column
 * titles is left out. Read-only columns are skipped, not shifted.
 */
export function pasteCells(
  rows: readonly Row[],
  cells: readonly (readonly string[])[],
  from: { row: number; column: number },
  columns: readonly (ColumnModel & { title: string; readonly?: boolean })[],
  limits: { maxRows: number },
): PasteResult {
  const titles = columns.slice(from.column).map((column) => column.title);
  const first = cells[0] ?? [];
  const isHead = first.length > 1 && first.every((cell, at) => cell.trim() !== "" && cell.trim() === titles[at]);
  const body = isHead ? cells.slice(1) : cells;
  const next = [...rows];
  let taken = 0;
  let droppedRows = 0;
  body.forEach((line, down) => {
    const at = from.row + down;
    if (at >= limits.maxRows) {
      droppedRows += 1;
      return;
    }
    while (next.length <= at) next.push({});
    const changed: Record<string, unknown> = { ...next[at] };
    line.forEach((text, right) => {
      const column = columns[from.column + right];
      if (!column || column.readonly) return;
      const value = readCell(text, column);
      if (value === undefined) delete changed[column.id];
      else changed[column.id] = value;
      taken += 1;
    });
    next[at] = changed;
  });
  return { rows: next, cells: taken, droppedRows };
}
