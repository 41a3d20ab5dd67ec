import { readSheet } from "read-excel-file/universal";
import writeXlsxFile, { type Cell } from "write-excel-file/universal";
import type { TableField } from "../../../core/forms/field-kinds.ts";
import {
  readSheetRows,
  type SheetCell,
  type SheetReading,
  type SheetRow,
  sheetCells,
} from "../../../core/forms/table-sheet.ts";
import { sheetTitles } from "../../../core/forms/table-sheet-header.ts";
import type { Locale } from "../../../core/problems/finding.ts";

/** XLSX files of tables. Loaded when a file is asked for: the libraries are no part of the first download. */

const MOST_FILE_BYTES = 10 * 1024 * 1024;
/** Lines of a template whose cells are prepared. */
const TEMPLATE_LINES = 50;

/**
 * A table as an XLSX file. Every text cell has the type and the format of a text: nothing in it is a formula, and a
 * spreadsheet does not turn a code of digits into a number.
 */
export function tableFile(table: TableField, rows: readonly SheetRow[], locale: Locale): Promise<Blob> {
  return fileOf(table, sheetCells(table, rows, locale), locale);
}

/** The same file with its titles alone, to be filled in. */
export function templateFile(table: TableField, locale: Locale): Promise<Blob> {
  const labels = table["x-rows"];
  const lines = labels?.length ?? Math.min(table.maxItems, TEMPLATE_LINES);
  return fileOf(
    table,
    sheetCells(
      table,
      Array.from({ length: lines }, () => ({})),
      locale,
    ),
    locale,
  );
}

function fileOf(table: TableField, cells: (string | number | null)[][], locale: Locale): Promise<Blob> {
  const titles = sheetTitles(table, locale);
  const isNumber = Object.values(table.items.properties).map(({ type }) => type === "number" || type === "integer");
  const shift = titles.length - isNumber.length;
  const head: Cell[] = titles.map((value) => ({ value, type: String, fontWeight: "bold", wrap: true }));
  const body = cells.map((line) =>
    line.map((value, at): Cell => {
      if (typeof value === "number") return { value, type: Number };
      if (value !== null) return { value, type: String, format: "@" };
      return isNumber[at - shift] ? null : { type: String, format: "@" };
    }),
  );
  return writeXlsxFile([head, ...body], {
    sheet: "Sheet1",
    stickyRowsCount: 1,
    columns: titles.map((title) => ({ width: Math.min(40, Math.max(12, title.length * 2 + 2)) })),
  }).toBlob();
}

/**
 * Reads the first sheet of an XLSX file. Formulas are not computed: their last result is read.
 * @returns null when it is no such file, or larger than a table can be
 */
export async function readTableFile(id: string, table: TableField, file: Blob): Promise<SheetReading | null> {
  if (file.size > MOST_FILE_BYTES) return null;
  const cells = await readSheet(file).catch(() => null);
  return cells === null ? null : readSheetRows(id, table, cells as unknown as SheetCell[][]);
}
