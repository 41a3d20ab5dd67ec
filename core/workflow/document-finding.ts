import type { Finding } from "../problems/finding.ts";

/** A finding of level error about a document of a programme, in both languages. */
export function found(pointer: string, code: string, zh: string, en: string): Finding {
  return { pointer, code, level: "error", message: { zh, en } };
}
