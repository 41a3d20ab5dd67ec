import { pointer } from "../json/pointer.ts";
import type { Finding, LocalText } from "../problems/finding.ts";
import { compare, decimal, type Exact, placesOf, readDecimal, round } from "./exact.ts";
import type { FactColumn } from "./fact-table.ts";
import { found } from "./findings.ts";
import { numberAdvice } from "./number-advice.ts";
import { NumberColumnBuilder } from "./number-column.ts";
import type { Fact } from "./scheme-document.ts";
import { ownText } from "./text-source.ts";

/** Fills the column of one fact row by row, and says in words which values it refuses. */
export interface FactFiller {
  fact: Fact;
  /** Reads a common number where it stands in a table: the place behind it, or -1 when it has to be taken as a value. */
  readPlain?(row: number, text: string, at: number): number;
  /** A decimal as text or number, a boolean, texts, or blank. */
  take(row: number, value: unknown): void;
  finish(rows: number): FactColumn;
  /** What was refused; the ids of the applicants stand in the words. */
  refused(ids: readonly string[]): Finding[];
}

/** A boolean that was not given. */
export const BLANK = -1;

type Refuse = (row: number, value: unknown, why: LocalText) => null;

/** A filler for as many rows as there can be. */
export function fillerOf(fact: Fact, mostRows: number): FactFiller {
  const refusals: { row: number; shown: string; why: LocalText }[] = [];
  const refuse: Refuse = (row, value, why) => {
    const shown = String(typeof value === "object" ? JSON.stringify(value) : value)
      .replace(/\p{Cc}/gu, "\ufffd")
      .slice(0, 40);
    // A row that was read again is refused once.
    if (refusals.at(-1)?.row === row) refusals.pop();
    refusals.push({ row, shown, why });
    return null;
  };
  const refused = (ids: readonly string[]) =>
    refusals.map(({ row, shown, why }) =>
      found(
        pointer(row, fact.id),
        "facts-value",
        `第 ${row + 1} 行（${ids[row] ?? ""}）“${fact.id}”列的“${shown}”${why.zh}`,
        `Row ${row + 1} (${ids[row] ?? ""}), column "${fact.id}": "${shown}" ${why.en}`,
      ),
    );
  return { fact, refused, ...columnOf(fact, mostRows, refuse) };
}

function columnOf(fact: Fact, mostRows: number, refuse: Refuse): Pick<FactFiller, "readPlain" | "take" | "finish"> {
  if (fact.type === "number") return fillNumbers(fact, mostRows, refuse);
  if (fact.type === "boolean") {
    const values = new Int8Array(mostRows).fill(BLANK);
    return {
      take: (row, value) => {
        values[row] = booleanOf(row, value, refuse);
      },
      finish: (rows) => ({ type: "boolean", values: values.subarray(0, rows) }),
    };
  }
  if (fact.type === "text")
    return fillList(
      (row, value) => textOf(fact, row, value, refuse),
      (values) => ({ type: "text", values }),
    );
  return fillList(
    (row, value) => setOf(fact, row, value, refuse),
    (values) => ({ type: "set", values }),
  );
}

function fillList<Value>(
  read: (row: number, value: unknown) => Value | null,
  finish: (values: (Value | null)[]) => FactColumn,
): Pick<FactFiller, "take" | "finish"> {
  const values: (Value | null)[] = [];
  return {
    take: (row, value) => {
      values[row] = read(row, value);
    },
    finish: (rows) => finish(Array.from({ length: rows }, (_, row) => values[row] ?? null)),
  };
}

function fillNumbers(fact: Fact, mostRows: number, refuse: Refuse): Pick<FactFiller, "readPlain" | "take" | "finish"> {
  const builder = new NumberColumnBuilder(mostRows);
  const careful = fact.decimals !== undefined || fact.minimum !== undefined || fact.maximum !== undefined;
  return {
    ...(!careful && { readPlain: (row, text, at) => builder.readCell(row, text, at) }),
    take(row, value) {
      if (isBlank(value)) return;
      if (!careful && typeof value === "string" && builder.addPlain(row, value)) return;
      const number = numberOf(fact, row, value, refuse);
      if (number !== null) builder.addExact(row, number);
    },
    finish: (rows) => ({ type: "number", numbers: builder.finish(rows) }),
  };
}

function numberOf(fact: Fact, row: number, value: unknown, refuse: Refuse): Exact | null {
  if (isCounted(value)) return value;
  const read =
    typeof value === "number" || typeof value === "string" ? readDecimal(String(value)) : ("not-a-number" as const);
  if (read === "not-a-number") return refuse(row, value, numberAdvice(String(value)));
  if (read === "out-of-range") return refuse(row, value, OUT_OF_RANGE);
  const places = placesOf(read) ?? 0;
  const kept = fact.decimals !== undefined && places > fact.decimals ? round(read, fact.decimals, "half-up") : read;
  if (fact.minimum !== undefined && compare(kept, decimal(fact.minimum)) < 0)
    return refuse(row, value, {
      zh: `小于下限 ${fact.minimum}`,
      en: `below the minimum ${fact.minimum}`,
    });
  if (fact.maximum !== undefined && compare(kept, decimal(fact.maximum)) > 0)
    return refuse(row, value, {
      zh: `大于上限 ${fact.maximum}`,
      en: `above the maximum ${fact.maximum}`,
    });
  return kept;
}

function booleanOf(row: number, value: unknown, refuse: Refuse): number {
  if (isBlank(value)) return BLANK;
  const known = typeof value === "boolean" ? value : BOOLEANS.get(plainText(value)?.toLowerCase() ?? "");
  if (known !== undefined) return known ? 1 : 0;
  refuse(row, value, { zh: "应为 true 或 false（是/否）", en: "must be true or false" });
  return BLANK;
}

function textOf(fact: Fact, row: number, value: unknown, refuse: Refuse): string | null {
  if (isBlank(value)) return null;
  const text = plainText(value);
  if (text === null) return refuse(row, value, { zh: "应为文本", en: "must be a text" });
  if (fact.choices === undefined || fact.choices.includes(text)) return ownText(text);
  return refuse(row, value, {
    zh: `不在选项之列：${fact.choices.join(" | ")}`,
    en: `is none of: ${fact.choices.join(" | ")}`,
  });
}

function setOf(fact: Fact, row: number, value: unknown, refuse: Refuse): readonly string[] | null {
  if (value === null || value === undefined || value === "") return null;
  const items = Array.isArray(value) ? value.map(plainText) : (plainText(value)?.split(";") ?? [null]);
  if (typeof value === "boolean" || items.includes(null))
    return refuse(row, value, { zh: "应为若干选项的代码", en: "must be a list of codes" });
  const codes = [...new Set((items as string[]).map((item) => ownText(item.trim())).filter((item) => item !== ""))];
  // Without choices to hold them against, several codes in one cell would count as one.
  if (fact.choices === undefined && typeof value === "string" && /[,，；、]/.test(value))
    return refuse(row, value, {
      zh: "的选项之间须用半角分号 ; 隔开",
      en: "must have semicolons ; between the codes",
    });
  const strange = codes.find((code) => fact.choices !== undefined && !fact.choices.includes(code));
  if (strange === undefined) return codes;
  return refuse(row, strange, {
    zh: `不在选项之列：${fact.choices?.join(" | ")}`,
    en: `is none of: ${fact.choices?.join(" | ")}`,
  });
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
