import type { RecordedTitle } from "../../../core/contracts/titles.ts";
import { readCsv } from "../../../core/scoring/csv.ts";

/** Sheets of titles: columns by their names in either language, days as the register writes them. */

type Column = keyof RecordedTitle;

const NAMES: Record<Column, readonly string[]> = {
  number: ["编号", "称号编号", "number"],
  holder: ["持有者", "单位名称", "名称", "holder"],
  creditCode: ["统一社会信用代码", "credit code"],
  region: ["所在地", "行政区划代码", "region"],
  awardedOn: ["授予日期", "awarded on"],
  validUntil: ["有效期至", "valid until"],
  basis: ["授予依据", "basis"],
};
const REQUIRED: readonly Column[] = ["holder", "region", "awardedOn", "basis"];

/** Rows of a sheet, or what is wrong with its columns; `lines` are the rows of the sheet, the header being the first. */
export type SheetOfTitles = { titles: RecordedTitle[]; lines: number[] } | { unknown: string[]; missing: string[] };

/** Header of an empty sheet. */
export const templateHeader: readonly string[] = Object.values(NAMES).map(([first]) => first as string);

/** Reads a file by its name: comma separated text, or else a spreadsheet, whose reader is loaded when it is needed. */
export async function readTitleFile(file: File): Promise<SheetOfTitles> {
  if (/\.csv$/i.test(file.name)) {
    const read = readCsv(await file.text());
    if ("findings" in read) throw new Error("not a table");
    const line = (row: number) => read.columns.map((_, column) => read.cell(row, column));
    return readTitleCells([read.columns, ...Array.from({ length: read.rows }, (_, row) => line(row))]);
  }
  const { readSheet } = await import("read-excel-file/universal");
  // The library types a row by the schema it was not given.
  return readTitleCells((await readSheet(file)) as unknown as unknown[][]);
}

/** Rows with anything in them, below a header whose names are known. */
export function readTitleCells(cells: readonly (readonly unknown[])[]): SheetOfTitles {
  const [header = [], ...rows] = cells;
  const columns = header.map((cell) => columnOf(textOf(cell)));
  const unknown = header.map(textOf).filter((name, at) => name !== "" && columns[at] === null);
  const missing = REQUIRED.filter((column) => !columns.includes(column)).map((column) => NAMES[column][0] as string);
  if (unknown.length > 0 || missing.length > 0) return { unknown, missing };
  const titles: RecordedTitle[] = [];
  const lines: number[] = [];
  rows.forEach((row, index) => {
    const given = new Map<Column, string>();
    columns.forEach((column, at) => {
      const text = textOf(row[at]);
      if (column !== null && text !== "") given.set(column, text);
    });
    if (given.size === 0) return;
    titles.push({
      ...Object.fromEntries(given),
      holder: given.get("holder") ?? "",
      region: given.get("region") ?? "",
      awardedOn: given.get("awardedOn") ?? "",
      basis: given.get("basis") ?? "",
    });
    lines.push(index + 2);
  });
  return { titles, lines };
}

function columnOf(name: string): Column | null {
  const wanted = name.toLowerCase();
  const found = Object.entries(NAMES).find(([, names]) => names.includes(wanted));
  return found === undefined ? null : (found[0] as Column);
}

/** A cell as text; a day of a spreadsheet, and one written as 2023/5/10 or 2023.5.10, as YYYY-MM-DD. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const text = String(cell).trim();
  const day = /^(\d{4})[./年-](\d{1,2})[./月-](\d{1,2})日?$/.exec(text);
  return day ? `${day[1]}-${day[2]?.padStart(2, "0")}-${day[3]?.padStart(2, "0")}` : text;
}
