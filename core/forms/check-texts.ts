import { pointer } from "../json/pointer.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import type { FormDocument } from "./form-document.ts";

/** Keys whose strings are expressions or technical, not texts. */
const NOT_TEXTS = new Set(
  "$schema id format x-visible x-required x-readonly x-period visible when assert value at for pattern".split(" "),
);
/** Where a text may stand as a bare string, which is Chinese alone. */
const TEXT_KEYS = ["title", "block", "help", "hint", "message", "note"];
const BRACES = /(?<!\{)\{([^{}]*)\}(?!\})/g;
const YEAR = /^(year([+-]\d)?|nth-(zh|en):\d{4})$/;

/**
 * Judges the texts: only year parameters in braces, and English beside the Chinese. What lacks English is told once,
 * with its number and the first place, as an info: the form works, in Chinese.
 */
export function checkTexts(form: FormDocument): Finding[] {
  const findings: Finding[] = [];
  const chinese: string[] = [];
  visit(form, [], { findings, chinese });
  const first = chinese[0];
  if (first !== undefined) findings.push(finding("form-no-english", first, { count: chinese.length }));
  return findings;
}

interface Sink {
  findings: Finding[];
  /** Pointers of what is in Chinese only. */
  chinese: string[];
}

function visit(value: unknown, path: (string | number)[], sink: Sink): void {
  if (typeof value === "string") {
    for (const match of value.matchAll(BRACES))
      if (!YEAR.test(match[1] ?? ""))
        sink.findings.push(finding("form-text-parameter", pointer(...path), { name: match[0] }));
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((entry, index) => {
      visit(entry, [...path, index], sink);
    });
    return;
  }
  const record = value as Record<string, unknown>;
  if (lacksEnglish(record, path)) sink.chinese.push(pointer(...path));
  for (const [key, entry] of Object.entries(record))
    if (!NOT_TEXTS.has(key) || typeof entry === "object") visit(entry, [...path, key], sink);
}

/** Fields and choices say it in `x-en`, texts beside `zh`; a bare string where a text may stand is Chinese only. */
function lacksEnglish(record: Record<string, unknown>, path: readonly (string | number)[]): boolean {
  if (path[0] === "source" || path.at(-1) === "x-en") return false;
  if (typeof record.zh === "string") return record.en === undefined;
  if ("const" in record) return record["x-en"] === undefined;
  if (path[0] === "schema" && typeof record.title === "string" && "type" in record)
    return (record["x-en"] as { title?: string } | undefined)?.title === undefined;
  return TEXT_KEYS.some((key) => typeof record[key] === "string");
}
