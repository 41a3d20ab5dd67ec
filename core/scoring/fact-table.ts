import { pointer } from "../json/pointer.ts";
import type { Finding } from "../problems/finding.ts";
import { type Exact, formatExact } from "./exact.ts";
import type { Lookup } from "./exact-expression.ts";
import { BLANK, type FactFiller, fillerOf } from "./fact-filler.ts";
import { found } from "./findings.ts";
import type { NumberColumn } from "./number-column.ts";
import type { Fact } from "./scheme-document.ts";

/** The facts of all applicants of a run, one typed column a fact. Blank is missing, never zero. */

export type FactColumn =
  | { type: "number"; numbers: NumberColumn }
  | { type: "boolean"; values: Int8Array }
  | { type: "text"; values: readonly (string | null)[] }
  | { type: "set"; values: readonly (readonly string[] | null)[] };

export interface FactTable {
  /** Ids of the applicants, one a row. */
  ids: readonly string[];
  columns: ReadonlyMap<string, FactColumn>;
}

export function hasFact(column: FactColumn, row: number): boolean {
  if (column.type === "number") return column.numbers.has(row);
  if (column.type === "boolean") return column.values[row] !== BLANK;
  return column.values[row] !== null;
}

/** The value for an expression; undefined when blank. */
export function factValue(column: FactColumn, row: number): ReturnType<Lookup> {
  if (column.type === "number") return column.numbers.at(row) ?? undefined;
  if (column.type === "boolean") {
    const value = column.values[row];
    return value === BLANK ? undefined : value === 1;
  }
  return column.values[row] ?? undefined;
}

/** A fact as it was submitted, for people and for the trace; null when blank. */
export function factText(column: FactColumn, row: number): string | null {
  const value = factValue(column, row);
  if (value === undefined) return null;
  if (column.type === "number") return formatExact(value as Exact, 30);
  return Array.isArray(value) ? value.join(";") : String(value);
}

/** Takes values fact by fact and row by row, and says in words which of them it refuses. */
export class FactTableBuilder {
  readonly findings: Finding[] = [];
  readonly #ids: readonly string[];
  readonly #columns = new Map<string, FactColumn>();

  constructor(ids: readonly string[]) {
    this.#ids = ids;
  }

  /** Adds a column; `read` gives the value of a row: a decimal as text or number, a boolean, texts, or blank. */
  addColumn(fact: Fact, read: (row: number) => unknown): void {
    const filler = fillerOf(fact, this.#ids.length);
    for (let row = 0; row < this.#ids.length; row++) filler.take(row, read(row));
    this.addFilled(filler);
  }

  /** Adds a column that was filled row by row. */
  addFilled(filler: FactFiller): void {
    this.#columns.set(filler.fact.id, filler.finish(this.#ids.length));
    this.findings.push(...filler.refused(this.#ids));
  }

  /** Adds a column that stands already in typed form. */
  addTyped(id: string, column: FactColumn): void {
    this.#columns.set(id, column);
  }

  finish(): FactTable {
    return { ids: this.#ids, columns: this.#columns };
  }
}

/** Refuses an applicant that stands twice. */
export function checkIds(ids: readonly string[]): Finding[] {
  const seen = new Map<string, number>();
  return ids.flatMap((id, row) => {
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, row);
      if (id !== "") return [];
      return [found(pointer(row, "id"), "facts-id", `第 ${row + 1} 行缺少 id`, `Row ${row + 1} has no id`)];
    }
    return [
      found(
        pointer(row, "id"),
        "facts-duplicate",
        `第 ${row + 1} 行的 id“${id}”与第 ${first + 1} 行重复`,
        `Row ${row + 1}: id "${id}" stands in row ${first + 1} already`,
      ),
    ];
  });
}
