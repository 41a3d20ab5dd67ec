import { pointer } from "../json/pointer.ts";
import type { Finding, LocalText } from "../problems/finding.ts";
import { compare, decimal, type Exact, formatExact, placesOf, readDecimal, round } from "./exact.ts";
import type { Lookup } from "./exact-expression.ts";
import { found } from "./findings.ts";
import { numberAdvice } from "./number-advice.ts";
import { type NumberColumn, NumberColumnBuilder } from "./number-column.ts";
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

/** A boolean that was not given. */
const BLANK = -1;

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

  /**
   * Adds a column; `read` gives the value of a row: a decimal as text or number, a boolean, texts, or blank. `source`
   * tells where the cells of the column begin in a text.
   */
  addColumn(fact: Fact, read: (row: number) => unknown, source?: { text: string; startOf(row: number): number }): void {
    const rows = this.#ids.length;
    if (fact.type === "number") {
      this.#columns.set(fact.id, { type: "number", numbers: this.#numbers(fact, read, source) });
    } else if (fact.type === "boolean") {
      const values = new Int8Array(rows).fill(BLANK);
      for (let row = 0; row < rows; row++) values[row] = this.#boolean(fact, row, read(row));
      this.#columns.set(fact.id, { type: "boolean", values });
    } else if (fact.type === "text") {
      const values = Array.from({ length: rows }, (_, row) => this.#text(fact, row, read(row)));
      this.#columns.set(fact.id, { type: "text", values });
    } else {
      const values = Array.from({ length: rows }, (_, row) => this.#set(fact, row, read(row)));
      this.#columns.set(fact.id, { type: "set", values });
    }
  }

  /** Adds a column that stands already in typed form. */
  addTyped(id: string, column: FactColumn): void {
    this.#columns.set(id, column);
  }

  finish(): FactTable {
    return { ids: this.#ids, columns: this.#columns };
  }

  #numbers(
    fact: Fact,
    read: (row: number) => unknown,
    source: Parameters<FactTableBuilder["addColumn"]>[2],
  ): NumberColumn {
    const builder = new NumberColumnBuilder(this.#ids.length);
    const careful = fact.decimals !== undefined || fact.minimum !== undefined || fact.maximum !== undefined;
    for (let row = 0; row < this.#ids.length; row++) {
      if (!careful && source !== undefined && builder.addPlain(row, source.text, source.startOf(row))) continue;
      const value = read(row);
      if (isBlank(value)) continue;
      if (!careful && typeof value === "string" && builder.addPlain(row, value)) continue;
      const number = this.#number(fact, row, value);
      if (number !== null) builder.addExact(row, number);
    }
    return builder.finish();
  }

  #number(fact: Fact, row: number, value: unknown): Exact | null {
    if (isCounted(value)) return value;
    const read =
      typeof value === "number" || typeof value === "string" ? readDecimal(String(value)) : ("not-a-number" as const);
    if (read === "not-a-number") return this.#refuse(fact, row, value, numberAdvice(String(value)));
    if (read === "out-of-range") return this.#refuse(fact, row, value, OUT_OF_RANGE);
    const places = placesOf(read) ?? 0;
    const kept = fact.decimals !== undefined && places > fact.decimals ? round(read, fact.decimals, "half-up") : read;
    if (fact.minimum !== undefined && compare(kept, decimal(fact.minimum)) < 0)
      return this.#refuse(fact, row, value, {
        zh: `小于下限 ${fact.minimum}`,
        en: `below the minimum ${fact.minimum}`,
      });
    if (fact.maximum !== undefined && compare(kept, decimal(fact.maximum)) > 0)
      return this.#refuse(fact, row, value, {
        zh: `大于上限 ${fact.maximum}`,
        en: `above the maximum ${fact.maximum}`,
      });
    return kept;
  }

  #boolean(fact: Fact, row: number, value: unknown): number {
    if (isBlank(value)) return BLANK;
    const known = typeof value === "boolean" ? value : BOOLEANS.get(plainText(value)?.toLowerCase() ?? "");
    if (known !== undefined) return known ? 1 : 0;
    this.#refuse(fact, row, value, { zh: "应为 true 或 false（是/否）", en: "must be true or false" });
    return BLANK;
  }

  #text(fact: Fact, row: number, value: unknown): string | null {
    if (isBlank(value)) return null;
    const text = plainText(value);
    if (text === null) return this.#refuse(fact, row, value, { zh: "应为文本", en: "must be a text" });
    if (fact.choices === undefined || fact.choices.includes(text)) return text;
    return this.#refuse(fact, row, value, {
      zh: `不在选项之列：${fact.choices.join(" | ")}`,
      en: `is none of: ${fact.choices.join(" | ")}`,
    });
  }

  #set(fact: Fact, row: number, value: unknown): readonly string[] | null {
    if (value === null || value === undefined || value === "") return null;
    const items = Array.isArray(value) ? value.map(plainText) : (plainText(value)?.split(";") ?? [null]);
    if (typeof value === "boolean" || items.includes(null))
      return this.#refuse(fact, row, value, { zh: "应为若干选项的代码", en: "must be a list of codes" });
    const codes = [...new Set((items as string[]).map((item) => item.trim()).filter((item) => item !== ""))];
    // Without choices to hold them against, several codes in one cell would count as one.
    if (fact.choices === undefined && typeof value === "string" && /[,，；、]/.test(value))
      return this.#refuse(fact, row, value, {
        zh: "的选项之间须用半角分号 ; 隔开",
        en: "must have semicolons ; between the codes",
      });
    const strange = codes.find((code) => fact.choices !== undefined && !fact.choices.includes(code));
    if (strange === undefined) return codes;
    return this.#refuse(fact, row, strange, {
      zh: `不在选项之列：${fact.choices?.join(" | ")}`,
      en: `is none of: ${fact.choices?.join(" | ")}`,
    });
  }

  #refuse(fact: Fact, row: number, value: unknown, why: LocalText): null {
    const shown = String(typeof value === "object" ? JSON.stringify(value) : value)
      .replace(/\p{Cc}/gu, "\ufffd")
      .slice(0, 40);
    const id = this.#ids[row] ?? "";
    this.findings.push(
      found(
        pointer(row, fact.id),
        "facts-value",
        `第 ${row + 1} 行（${id}）“${fact.id}”列的“${shown}”${why.zh}`,
        `Row ${row + 1} (${id}), column "${fact.id}": "${shown}" ${why.en}`,
      ),
    );
    return null;
  }
}

const OUT_OF_RANGE = {
  zh: "超出可计算的范围（整数、小数各 30 位以内）",
  en: "is out of range (30 digits on either side)",
};
const BOOLEANS = new Map([
  ["true", true],
  ["false", false],
  ["是", true],
  ["否", false],
  ["yes", true],
  ["no", false],
  ["1", true],
  ["0", false],
]);

/** A text without blanks at its ends, which would make another group of it; null for a list or an object. */
function plainText(value: unknown): string | null {
  return typeof value === "object" ? null : String(value).trim();
}

/** A number the engine has counted itself, for a computed fact. */
function isCounted(value: unknown): value is Exact {
  return typeof value === "object" && value !== null && typeof (value as Partial<Exact>).n === "bigint";
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
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
