import { contentHash } from "../../../core/json/canonical.ts";
import { type Finding, type LocalText, toLocalText } from "../../../core/problems/finding.ts";
import { buildFactTable, type FactReader, makeFactReader } from "../../../core/scoring/declared-facts.ts";
import { evaluate } from "../../../core/scoring/evaluate.ts";
import { formatExact } from "../../../core/scoring/exact.ts";
import { countMarks, type GivenMark, type UncountedMark } from "../../../core/scoring/experts/counted-marks.ts";
import type { PastRun } from "../../../core/scoring/outcome.ts";
import { ENGINE } from "../../../core/scoring/results.ts";
import type { ScoringRun } from "../../../core/scoring/run.ts";
import { resultHash } from "../../../core/scoring/run-hashes.ts";
import { type ResultTrace, traceOf } from "../../../core/scoring/trace.ts";
import { weightsSentence } from "../../../core/scoring/weighing/weights-source.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { Problem } from "../../problem.ts";
import { attachedFormsOf, placeOf } from "../attached/surroundings.ts";
import { schemeOf } from "../definitions/compiled-schemes.ts";
import type { Edition } from "../definitions/definitions.service.ts";
import { makeFactWords } from "./fact-words.ts";
import type { PlaceNames } from "./region-names.ts";
import { explainGroups, explainNodes, explainPreconditions } from "./result-explanation.ts";
import type { StoredTrace } from "./result-trace.ts";
import type { CohortMember, ResultRecord, RunRecord } from "./scoring.store.ts";

/** What a run comes to, before it is recorded. */
export interface ScoredCohort {
  hashes: RunRecord["hashes"];
  engine: string;
  assumptions: LocalText[];
  weights: LocalText | null;
  uncounted: UncountedMark[];
  results: ResultRecord<StoredTrace>[];
}

/**
 * Scores a frozen cohort. Depends on its arguments alone: the same cohort, scheme and form give the same bytes.
 * @param cohort in the order of declaration ids
 * @param given marks of opened panels, in an order that depends on ids alone
 * @param past decisions of earlier rounds, newest first, by the declarations of this cohort
 * @throws Problem `invalid-input` with a finding for each answer the scheme cannot count
 */
export function scoreCohort(
  edition: Edition,
  year: number,
  cohort: readonly CohortMember[],
  nameOf: (regionPath: string) => PlaceNames,
  given: readonly GivenMark[],
  past: readonly PastRun[],
): ScoredCohort {
  const scheme = schemeOf(edition.bundle.scheme);
  const form = edition.formFor(year);
  const attachedForms = attachedFormsOf(edition, year);
  const reader = makeFactReader(scheme.document.facts, form, attachedForms);
  const words = makeFactWords(reader, form, edition.bundle.catalogue, attachedForms);
  const facts = cohort.map(({ answers, attached, regionPath, submittedAt }) =>
    reader.read(answers, chinaDay(submittedAt), { place: placeOf(nameOf(regionPath)), attached }),
  );
  const { table, findings } = buildFactTable(
    scheme.document,
    cohort.map(({ declarationId }) => declarationId),
    facts,
  );
  if (findings.length > 0) throw new Problem("invalid-input", { findings: findings.map(namedAfter(cohort)) });
  const { marks, uncounted } = countMarks(scheme.document, new Set(table.ids), given);
  const run = evaluate(scheme, table, { marks, past });
  const traces = table.ids.map((_, row) => traceOf(run, row));
  const results = cohort.map((member, row): ResultRecord<StoredTrace> => {
    const evidence = evidenceReader(reader, form.document.evidence, member.evidence);
    return {
      ...outcomeOf(run, row),
      declarationId: member.declarationId,
      trace: {
        who: { number: member.number, applicantName: member.applicantName, ...nameOf(member.regionPath) },
        version: { number: member.version, answersHash: member.answersHash },
        facts: facts[row] ?? {},
        reasons: (run.reasons.get(row) ?? []).filter(({ stops }) => stops).map(({ message }) => message),
        groups: explainGroups(run, row),
        preconditions: explainPreconditions(run, row, words),
        nodes: explainNodes(run, row, traces[row] as ResultTrace, words, evidence),
      },
    };
  });
  return {
    hashes: {
      scheme: scheme.hash,
      facts: contentHash(facts.map((values, row) => ({ id: table.ids[row], values }))),
      cohort: contentHash(
        cohort.map(({ declarationId, version, answersHash }) => ({ declarationId, version, answersHash })),
      ),
      marks: contentHash(
        given.map(({ panel, applicant, item, expert, points, conflicts }) => ({
          panel,
          applicant,
          item,
          expert,
          points,
          conflicts,
        })),
      ),
      result: resultHash(run),
    },
    engine: ENGINE,
    assumptions: scheme.document.assume.map(({ text }) => toLocalText(text)),
    weights: scheme.document.weights === undefined ? null : weightsSentence(scheme.document.weights),
    uncounted,
    results,
  };
}

/** Total, rank, tier and what follows for one row, as they are kept. */
export function outcomeOf(
  run: ScoringRun,
  row: number,
): Pick<ResultRecord<never>, "eligible" | "total" | "rank" | "tier" | "decisions"> {
  const total = run.totals[row] ?? null;
  return {
    eligible: run.eligible[row] === 1,
    total: total === null ? null : formatExact(total, run.scheme.document.numeric.total.places),
    rank: run.ranks[row] || null,
    tier: run.tiers[row] ?? null,
    decisions: [...(run.decisions.get(row) ?? [])],
  };
}

/** Files behind a fact: those of the requirements that name one of its fields. */
function evidenceReader(
  reader: FactReader,
  requirements: readonly { id: string; for?: readonly string[] | undefined }[],
  files: CohortMember["evidence"],
): (factIds: readonly string[]) => string[] {
  return (factIds) => {
    const fields = new Set(factIds.flatMap((id) => reader.fieldsOf(id)));
    const asked = new Set(
      requirements.filter((each) => each.for?.some((field) => fields.has(field))).map(({ id }) => id),
    );
    return files.flatMap(({ id, requirementId }) => (requirementId !== null && asked.has(requirementId) ? [id] : []));
  };
}

/** Says whose answer it is instead of the number of a row. */
function namedAfter(cohort: readonly CohortMember[]): (finding: Finding) => Finding {
  return (finding) => {
    const [, row = "", fact = ""] = finding.pointer.split("/");
    const member = cohort[Number(row)];
    if (member === undefined) return finding;
    const { zh, en } = finding.message;
    return {
      ...finding,
      pointer: `/declarations/${member.declarationId}/${fact}`,
      message: { zh: `${member.applicantName}：${zh}`, en: `${member.applicantName}: ${en}` },
    };
  };
}
