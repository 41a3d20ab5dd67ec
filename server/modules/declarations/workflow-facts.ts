import { checkAnswers } from "../../../core/forms/check-answers.ts";
import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import type { Answers } from "../../../core/forms/form-state.ts";
import type { Offer } from "../../../core/forms/prefill.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import type { RegionFacts, WorkflowFacts } from "../../../core/workflow/requirement-kinds.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { EvidenceRow } from "../evidence/evidence.store.ts";
import type { RegionRow } from "../regions/regions.store.ts";
import type { DeclarationRow } from "./declarations.store.ts";

/** What the workflow asks of a declaration and a command, gathered from where each of it lies. */

/**
 * Findings as at submission.
 * @param earlier what the applicant handed in before, for a reader to be asked about; it never stands in the way
 */
export function findingsAtSubmission(
  form: CompiledForm,
  answers: Answers,
  evidence: readonly EvidenceRow[],
  now: string,
  earlier: readonly Offer[] = [],
): Finding[] {
  return checkAnswers(form, answers, {
    stage: "submit",
    today: chinaDay(now),
    earlier,
    evidenceCounts: evidenceCounts(evidence),
  });
}

/** Files that stand, by requirement. */
export function evidenceCounts(evidence: readonly EvidenceRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { purpose, requirementId } of evidence) {
    if (purpose === "evidence" && requirementId !== null) counts[requirementId] = (counts[requirementId] ?? 0) + 1;
  }
  return counts;
}

/** The region of a declaration as the targets of a transition see it. */
export function regionFacts(region: Pick<RegionRow, "level" | "kind">): RegionFacts {
  return {
    level: region.level,
    kind: region.kind,
    hasCounty: region.level === "county" && region.kind === "division",
  };
}

/** Facts that hold whatever the command carries; the command's own parts begin as not there. */
export function standingFacts(row: DeclarationRow, region: RegionFacts): WorkflowFacts {
  return {
    answersValid: false,
    committed: false,
    deadlineAt: row.closesAt,
    opened: row.openedAt !== null,
    opinion: null,
    reason: null,
    flags: 0,
    openFlags: row.openFlags,
    sealPresent: false,
    sealedForm: "none",
    reviewFormsMissing: 0,
    quotaLeft: null,
    returnedFrom: row.returnedFrom,
    region,
  };
}
