/**
 * A finding is one thing wrong (or worth knowing) about a document or about answers, at one place.
 * Every checker in `core/` returns findings; nothing in `core/` throws for bad user input.
 */

/** Text for people, Chinese first. A plain string is Chinese only. */
export type Text = string | { zh: string; en?: string };

/** A text in every language the product speaks. */
export interface LocalText {
  zh: string;
  en: string;
}

/** Languages of the product. */
export type Locale = "zh" | "en";

/** How bad a finding is: an error blocks, a warning asks, an info tells. */
export type Level = "error" | "warning" | "info";

/** One finding. `pointer` is an RFC 6901 JSON pointer into the document or the answers. */
export interface Finding {
  pointer: string;
  /** Lower-kebab code of the finding (see core/problems/catalogue.ts), or the id of an authored rule. */
  code: string;
  level: Level;
  message: LocalText;
  /** Clause of the notice the finding rests on, where one is known. */
  source?: string;
  /** Further places the finding concerns (a rule over several fields). */
  related?: string[];
}

/** Resolves an authored text in one language; falls back to Chinese, which every text has. */
export function textIn(text: Text | undefined, locale: Locale): string {
  if (text === undefined) return "";
  if (typeof text === "string") return text;
  return locale === "en" ? (text.en ?? text.zh) : text.zh;
}

/** Makes an authored text a text in every language. */
export function toLocalText(text: Text): LocalText {
  return typeof text === "string" ? { zh: text, en: text } : { zh: text.zh, en: text.en ?? text.zh };
}

/** True when any finding blocks. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.level === "error");
}
