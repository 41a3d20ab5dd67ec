import type { Finding, Level, LocalText } from "../problems/finding.ts";

/** A finding about a scheme or about facts, in both languages. */
export function found(
  pointer: string,
  code: string,
  zh: string,
  en: string,
  level: Level = "error",
  source?: string,
): Finding {
  return { pointer, code, level, message: { zh, en }, ...(source === undefined ? {} : { source }) };
}

/** Both languages of a text that is the same in both (a number, an id). */
export const both = (text: string): LocalText => ({ zh: text, en: text });
