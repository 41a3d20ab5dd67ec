import type { FormDocument } from "./form-document.ts";

/**
 * A definition says `{year}` and `{year-1}`; a round sets the year. Resolving replaces them in every text of the
 * document, so a new round rolls forward without an edit.
 */

const YEAR = /(?<!\{)\{year(?:([+-])(\d))?\}(?!\})/g;
/** The number of a yearly event: `第{nth-zh:2018}届` is 第四届 in 2022, `{nth-en:2018}` is 4th. */
const NTH = /(?<!\{)\{nth-(zh|en):(\d{4})\}(?!\})/g;

/** Replaces {year}, {year-1}, {year+1} and the number of a yearly event in one text. */
export function resolveYear(text: string, year: number): string {
  return text
    .replace(YEAR, (_, sign: string | undefined, offset: string | undefined) =>
      String(sign === undefined ? year : year + (sign === "-" ? -1 : 1) * Number(offset)),
    )
    .replace(NTH, (_, language: string, base: string) =>
      language === "zh" ? chineseNumeral(year - Number(base)) : englishOrdinal(year - Number(base)),
    );
}

const DIGITS = "零一二三四五六七八九";

/** 1 to 99 as notices write them (四, 十, 十二, 二十一); other numbers in digits. */
function chineseNumeral(n: number): string {
  if (n < 1 || n > 99) return String(n);
  const tens = Math.floor(n / 10);
  const ones = n % 10 === 0 ? "" : DIGITS[n % 10];
  return tens === 0 ? `${ones}` : `${tens === 1 ? "" : DIGITS[tens]}十${ones}`;
}

function englishOrdinal(n: number): string {
  const rule = new Intl.PluralRules("en", { type: "ordinal" }).select(n);
  const suffix = { one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" }[rule];
  return `${n}${suffix}`;
}

/**
 * The document with every text resolved for a report year, and `reportYear` set to it. Periods are resolved as well
 * (`asof-2022`). Ids and expressions hold no such parameter and stay as they are.
 */
export function resolveForm(document: FormDocument, options: { year?: number } = {}): FormDocument {
  const year = options.year ?? document.reportYear;
  return { ...resolveTexts(document, year), reportYear: year };
}

/** Any document with every text in it resolved for a report year. */
export function resolveTexts<T>(value: T, year: number): T {
  return resolveValue(value, year) as T;
}

function resolveValue(value: unknown, year: number): unknown {
  if (typeof value === "string") return resolveYear(value, year);
  if (Array.isArray(value)) return value.map((entry) => resolveValue(entry, year));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, resolveValue(entry, year)]));
}
