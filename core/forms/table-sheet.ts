import { type Schema, Validator } from "@cfworker/json-schema";
import { pointer } from "../json/pointer.ts";
import { type FindingCode, finding, type Params } from "../problems/catalogue.ts";
import type { Finding, Locale } from "../problems/finding.ts";
import { isBlankValue } from "../rules/expression.ts";
import { answerSchema } from "./answer-schema.ts";
import { checkValue } from "./check-value.ts";
import { type CellField, choicesOf, type TableField, titleOf } from "./field-kinds.ts";
import { parseNumber } from "./parse-number.ts";
import { findHeader, type SheetColumns } from "./table-sheet-header.ts";

/**
 * A table of a form as the cells of a spreadsheet, and back: columns by their printed titles with units, choices by
 * their titles. It knows no file format. What it writes is text and numbers, never a formula; what it reads and cannot
 * understand stays as it was written, with a finding, so that nothing a person wrote is lost.
 */

export type SheetCell = string | number | boolean | Date | null | undefined;
export type SheetRow = Readonly<Record<string, unknown>>;

const words = {
  zh: { yes: "是", no: "否" },
  en: { yes: "Yes", no: "No" },
} as const;
/** Words for yes and no that people write into cells. */
const YES = new Set(["是", "有", "√", "✓", "y", "yes", "true", "1"]);
const NO = new Set(["否", "无", "×", "n", "no", "false", "0"]);
/** What a spreadsheet shows for a formula that failed. */
const CELL_ERROR = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|GETTING_DATA)$/;
/** A spreadsheet keeps 15 digits of a number. */
const FIRST_INEXACT = 1e15;

/**
 * The cells of a table, below its line of titles. A text is a text whatever it begins with (`=`, `+`, `-`, `@`, and
 * their full-width forms): a writer must give strings the type of texts and read no formula into them.
 */
export function sheetCells(table: TableField, rows: readonly SheetRow[], locale: Locale): (string | number | null)[][] {
  const labels = table["x-rows"];
  const shown = labels === undefined ? rows : labels.map((_, at) => rows[at] ?? {});
  return shown.map((row, at) => {
    const cells = Object.entries(table.items.properties).map(([id, cell]) => writtenCell(cell, row[id], locale));
    return labels === undefined ? cells : [labels[at] ?? "", ...cells];
  });
}

function writtenCell(cell: CellField, value: unknown, locale: Locale): string | number | null {
  if (isBlankValue(value)) return null;
  if (typeof value === "boolean") return value ? words[locale].yes : words[locale].no;
  const choice = choicesOf(cell)?.find((one) => one.const === value);
  if (choice !== undefined) return (locale === "en" ? choice["x-en"] : undefined) ?? choice.title;
  return typeof value === "number" ? value : String(value);
}

export interface SheetReading {
  /** Rows as the table takes them. */
  rows: SheetRow[];
  /** The line of the sheet each row stands in, counted from 1 as spreadsheets show it. */
  lines: number[];
  /** At the table itself when it is about the sheet as a whole, else at the cell (`/tenants/3/name`). */
  findings: Finding[];
  /** True when the sheet as a whole cannot be taken. Wrong cells do not block: a draft may hold them. */
  isBlocked: boolean;
}

/**
 * Reads rows from a sheet. The line of titles is looked for, so a heading above it does no harm; columns may stand in
 * any order and be titled in either language.
 * @param cells values as a reader gives them: formulas by their last result, days as dates in UTC
 */
export function readSheetRows(id: string, table: TableField, cells: readonly (readonly SheetCell[])[]): SheetReading {
  const at = pointer(id);
  const found = findHeader(table, cells, at);
  const findings = [...found.findings];
  const rows: SheetRow[] = [];
  const lines: number[] = [];
  if (found.columns !== undefined) {
    const body = cells.slice(found.line + 1);
    for (const [below, line] of body.entries()) {
      if (line.every((cell) => textOf(cell) === "")) continue;
      const place = placeOf(table, found.columns, line, rows.length);
      const number = found.line + below + 2;
      if (place === undefined) {
        const title = textOf(line[found.columns.label ?? 0]);
        findings.push(finding("sheet-row-unknown", at, { title: `${number}: ${title}` }));
        continue;
      }
      const read = readRow(table, found.columns, line, pointer(id, place));
      rows[place] = read.row;
      lines[place] = number;
      findings.push(...read.findings);
    }
    if (rows.length === 0 && findings.every(({ level }) => level !== "error"))
      findings.push(finding("sheet-no-rows", at));
  }
  const filled = Array.from(rows, (row) => row ?? {});
  const judged = filled.length === 0 ? [] : checkRows(id, table, filled);
  const told = new Set(findings.map((one) => one.pointer).filter((one) => one !== at));
  findings.push(...judged.filter((one) => !told.has(one.pointer)));
  return {
    rows: filled,
    lines,
    findings,
    isBlocked: filled.length === 0 || findings.some((one) => one.pointer === at && one.level === "error"),
  };
}

function checkRows(id: string, table: TableField, rows: readonly SheetRow[]): Finding[] {
  const validator = new Validator(answerSchema(table) as Schema, "7", false);
  return checkValue({ id, schema: table, validator }, rows, "submit");
}

/** Where a line goes: printed rows by their label, others one after the other. */
function placeOf(
  table: TableField,
  columns: SheetColumns,
  line: readonly SheetCell[],
  next: number,
): number | undefined {
  const labels = table["x-rows"];
  if (labels === undefined || columns.label === undefined) return next;
  const label = textOf(line[columns.label]);
  const place = labels.findIndex((one) => one.trim() === label);
  return place < 0 ? undefined : place;
}

function readRow(table: TableField, columns: SheetColumns, line: readonly SheetCell[], at: string) {
  const row: Record<string, unknown> = {};
  const findings: Finding[] = [];
  for (const [column, place] of columns.places) {
    const schema = table.items.properties[column];
    if (schema === undefined) continue;
    const read = readCell(schema, line[place]);
    if (read.code !== undefined) {
      const params: Params = { title: titleOf(schema) };
      findings.push(finding(read.code, at + pointer(column), params));
    }
    if (read.value !== undefined) row[column] = read.value;
  }
  return { row, findings };
}

function readCell(schema: CellField, cell: SheetCell): { value?: unknown; code?: FindingCode } {
  const text = textOf(cell);
  if (text === "") return {};
  if (CELL_ERROR.test(text)) return { code: "sheet-cell-error" };
  if (schema.type === "number" || schema.type === "integer") {
    return { value: typeof cell === "number" ? cell : parseNumber(text) };
  }
  if (schema.type === "boolean") {
    if (typeof cell === "boolean") return { value: cell };
    const word = text.toLowerCase();
    return { value: YES.has(word) ? true : NO.has(word) ? false : text };
  }
  const choice = choicesOf(schema)?.find((one) => [one.title, one["x-en"], String(one.const)].includes(text));
  if (choice !== undefined) return { value: choice.const };
  if (typeof cell === "number" && Math.abs(cell) >= FIRST_INEXACT) return { value: text, code: "sheet-digits-lost" };
  if (schema.type !== "string") return { value: text };
  if (schema.format === "date") return { value: dayOf(text) };
  if (schema.format === "year-month") return { value: dayOf(text).replace(/^(\d{4}-\d{2})-\d{2}$/, "$1") };
  return { value: text };
}

/** A cell as the text a person sees; a date as its day. */
function textOf(cell: SheetCell): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().slice(0, 10);
  if (typeof cell === "boolean") return cell ? words.zh.yes : words.zh.no;
  return String(cell).trim();
}

/** `2024/6/3`, `2024.6.3`, `2024年6月3日` and `2024年6月` as days and months are stored; other texts as they are. */
function dayOf(text: string): string {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(?:(\d{1,2})\s*日?)?)?$/.exec(text);
  if (match === null) return text;
  const [, year, month = "", day] = match;
  return [year, month.padStart(2, "0"), ...(day === undefined ? [] : [day.padStart(2, "0")])].join("-");
}
