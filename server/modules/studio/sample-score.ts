import type { Static } from "@sinclair/typebox";
import type { SampleScore, ScoreSample } from "../../../core/contracts/studio.ts";
import { readBundle } from "../../../core/editions/bundle.ts";
import { documentPath } from "../../../core/editions/document-paths.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import { resolveForm } from "../../../core/forms/resolve-form.ts";
import { buildFactTable, makeFactReader } from "../../../core/scoring/declared-facts.ts";
import { evaluate } from "../../../core/scoring/evaluate.ts";
import { traceOf } from "../../../core/scoring/trace.ts";
import { schemeOf } from "../definitions/compiled-schemes.ts";
import { outcomeOf } from "../scoring/cohort-scoring.ts";
import { makeFactWords } from "../scoring/fact-words.ts";
import { explainNodes } from "../scoring/result-explanation.ts";

/**
 * Scores sample answers with the scheme of a draft, as one cohort; nothing is read or kept. A draft with errors is not
 * scored: its findings come back instead.
 * @param day the day the samples count as handed in, `YYYY-MM-DD`
 */
export function scoreSamples(request: Static<typeof ScoreSample>, day: string): SampleScore {
  const { bundle, findings } = readBundle(request.documents);
  if (bundle === undefined || bundle.scheme === null) return { findings, results: [] };
  const scheme = schemeOf(bundle.scheme);
  const form = compileForm(resolveForm(bundle.form, { year: request.year }), bundle.catalogue);
  const reader = makeFactReader(scheme.document.facts, form);
  const words = makeFactWords(reader, form, bundle.catalogue);
  const facts = request.samples.map((answers) => reader.read(answers, day));
  const ids = facts.map((_, index) => `sample-${index + 1}`);
  const built = buildFactTable(scheme.document, ids, facts);
  if (built.findings.length > 0) {
    const file = documentPath("scheme", bundle.programme.scheme ?? "");
    return { findings: [...findings, ...built.findings.map((finding) => ({ ...finding, file }))], results: [] };
  }
  const run = evaluate(scheme, built.table);
  const results = ids.map((_, row) => {
    const { eligible, total, rank } = outcomeOf(run, row);
    const lines = explainNodes(run, row, traceOf(run, row), words, () => []).flatMap(({ id, points, sentence }) =>
      sentence === null ? [] : [{ id, points, sentence }],
    );
    return { eligible, total, rank, lines };
  });
  return { findings, results };
}
