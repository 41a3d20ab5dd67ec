import { compileForm } from "../forms/compile-form.ts";
import type { FormDocument } from "../forms/form-document.ts";
import { resolveForm } from "../forms/resolve-form.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { compileScheme } from "../scoring/compile-scheme.ts";
import { buildFactTable, makeFactReader } from "../scoring/declared-facts.ts";
import { evaluate } from "../scoring/evaluate.ts";
import { formatExact } from "../scoring/exact.ts";
import type { SchemeDocument } from "../scoring/scheme-document.ts";
import { type GoldenCase, goldenDay } from "./golden-case.ts";

/** What stands for "no total" in the `score` of a golden case. */
const NO_TOTAL = "—";

/**
 * Runs the scoring half of a golden case: the sample alone as a cohort of one. An empty list means that it agrees, or
 * that it expects no score. The scheme has passed its own check and that of its sources.
 */
export function checkGoldenScore(golden: GoldenCase, form: FormDocument, scheme: SchemeDocument): Finding[] {
  const expected = golden.expect.score;
  if (expected === undefined) return [];
  const compiled = compileForm(resolveForm(form, golden.year === undefined ? {} : { year: golden.year }));
  const facts = makeFactReader(scheme.facts, compiled).read(golden.answers, goldenDay(golden, form));
  const { table, findings } = buildFactTable(scheme, ["golden"], [facts]);
  if (findings.length > 0) return findings.map((each) => ({ ...each, pointer: "/answers" }));
  const total = evaluate(compileScheme(scheme), table).totals[0] ?? null;
  const actual = total === null ? NO_TOTAL : formatExact(total, scheme.numeric.total.places);
  return actual === expected ? [] : [finding("golden-score-differs", "/expect/score", { expected, actual })];
}
