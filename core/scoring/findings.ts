import type { Finding, Level } from "../problems/finding.ts";

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
