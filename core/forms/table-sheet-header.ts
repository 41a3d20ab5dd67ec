import { finding } from "../problems/catalogue.ts";
import type { Finding, Locale } from "../problems/finding.ts";
import { type CellField, type TableField, titleOf } from "./field-kinds.ts";
import type { SheetCell } from "./table-sheet.ts";

/** The line of column titles of a table in a spreadsheet: written as printed, found wherever it stands. */

/** Title of the column that holds the printed labels of rows. */
const LABEL = { zh: "项目", en: "Item" } as const;
/** Headings above the titles are a few lines at most. */
const LINES_LOOKED_AT = 20;

export interface SheetColumns {
  /** Column id to its place in the line. */
  places: ReadonlyMap<string, number>;
  /** Where the labels of printed rows stand. */
  label?: number;
}

/** The titles of a table's columns as printed, each with its unit: `年度网络交易额（万元）`. */
export function sheetTitles(table: TableField, locale: Locale): string[] {
  const titles = Object.values(table.items.properties).map((cell) => {
    const unit = cell["x-unit"];
    const title = titleOf(cell)[locale];
    if (unit === undefined) return title;
    return locale === "zh" ? `${title}（${unit}）` : `${title} (${unit})`;
  });
  return table["x-rows"] === undefined ? titles : [LABEL[locale], ...titles];
}

/**
 * Finds the line that has most of the table's titles.
 * @param at pointer of the table, for findings
 * @returns the columns, and what is wrong with them; without columns there is no such line
 */
export function findHeader(
  table: TableField,
  cells: readonly (readonly SheetCell[])[],
  at: string,
): { line: number; columns?: SheetColumns; findings: Finding[] } {
  let best = { line: -1, score: 0 };
  for (const [line, titles] of cells.slice(0, LINES_LOOKED_AT).entries()) {
    const score = titles.filter((title) => columnsTitled(table, title).length > 0).length;
    if (score > best.score) best = { line, score };
  }
  const titles = cells[best.line];
  if (titles === undefined) return { line: -1, findings: [finding("sheet-no-header", at)] };
  return { line: best.line, ...readTitles(table, titles, at) };
}

function readTitles(table: TableField, titles: readonly SheetCell[], at: string) {
  const places = new Map<string, number>();
  const findings: Finding[] = [];
  let label: number | undefined;
  titles.forEach((cell, place) => {
    const title = String(cell ?? "").trim();
    if (title === "") return;
    if (table["x-rows"] !== undefined && isLabel(title)) {
      label = place;
      return;
    }
    const candidates = columnsTitled(table, title);
    const column = candidates.find(({ id }) => !places.has(id));
    if (column === undefined) {
      findings.push(finding(candidates.length > 0 ? "sheet-column-twice" : "sheet-column-unknown", at, { title }));
      return;
    }
    places.set(column.id, place);
    const { unit, schema } = column;
    if (unit !== undefined && schema["x-unit"] !== undefined && unit !== plain(schema["x-unit"]))
      findings.push(finding("sheet-unit-differs", at, { title: titleOf(schema), unit: schema["x-unit"], given: unit }));
  });
  for (const [id, schema] of Object.entries(table.items.properties))
    if (!places.has(id)) findings.push(finding("sheet-column-missing", at, { title: titleOf(schema) }));
  return { columns: { places, label }, findings };
}

/** The columns a title may mean, with the unit it names, if any. */
function columnsTitled(table: TableField, cell: SheetCell): { id: string; schema: CellField; unit?: string }[] {
  const title = plain(String(cell ?? ""));
  if (title === "") return [];
  return Object.entries(table.items.properties).flatMap(([id, schema]) => {
    for (const name of Object.values(titleOf(schema)).map(plain)) {
      if (title === name) return [{ id, schema }];
      const rest = title.startsWith(`${name}(`) && title.endsWith(")") ? title.slice(name.length + 1, -1) : undefined;
      if (rest !== undefined && schema["x-unit"] !== undefined)
        return [{ id, schema, unit: rest.replace(/^单位:/, "") }];
    }
    return [];
  });
}

function isLabel(title: string): boolean {
  return Object.values(LABEL).some((label) => plain(label) === plain(title));
}

/** Without spaces, marks of required columns and the difference between full and half width. */
function plain(text: string): string {
  return text.normalize("NFKC").replace(/[\s*]/g, "").toLowerCase();
}
