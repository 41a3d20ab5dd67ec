import type { FormDocument } from "./form-document.ts";

/**
 * A definition says `{year}` and `{year-1}`; a round sets the year. Resolving replaces them in every text of the
 * document, so a new round rolls forward without an edit.
 */

const YEAR = /(?<!\{)\{year(?:([+-])(\d))?\}(?!\})/g;

/** Replaces {year}, {year-1}, {year+1} in one text. */
export function resolveYear(text: string, year: number): string {
  return text.replace(YEAR, (_, sign: string | undefined, offset: string | undefined) =>
    String(sign === undefined ? year : year + (sign === "-" ? -1 : 1) * Number(offset)),
  );
}

/**
 * The document with every text resolved for a report year, and `reportYear` set to it. Periods are resolved as well
 * (`asof-2022`). Ids and expressions hold no such parameter and stay as they are.
 */
export function resolveForm(document: FormDocument, options: { year?: number } = {}): FormDocument {
  const year = options.year ?? document.reportYear;
  return { ...(resolveValue(document, year) as FormDocument), reportYear: year };
}

function resolveValue(value: unknown, year: number): unknown {
  if (typeof value === "string") return resolveYear(value, year);
  if (Array.isArray(value)) return value.map((entry) => resolveValue(entry, year));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, resolveValue(entry, year)]));
}
