import type { Viewer } from "../../../core/access/viewer.ts";
import type { DeclarationDetail, SealedFormRequest } from "../../../core/contracts/declarations.ts";
import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import { type Answers, answersForSubmission } from "../../../core/forms/form-state.ts";
import { contentHash } from "../../../core/json/canonical.ts";
import { answersCode, namesAnswers } from "../../../core/paper/version-code.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import type { CompiledWorkflow } from "../../../core/workflow/compile-workflow.ts";
import type { WorkflowFacts } from "../../../core/workflow/requirement-kinds.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { Problem } from "../../problem.ts";
import { record } from "../audit/audit.service.ts";
import type { EvidenceRow } from "../evidence/evidence.store.ts";
import { type DeclarationStores, type OpenedDeclaration, openDeclaration } from "./declaration-access.ts";
import { openAnswers } from "./sensitive-answers.ts";

/**
 * The applicant's form, printed, sealed and scanned. A scan is bound to the answers it was printed with by the version
 * code at its foot; one of other answers counts for nothing.
 */

/** Hash of the answers as they would be handed in now: what the sheet printed now bears. */
export function hashAtSubmission(form: CompiledForm, answers: Answers, now: string): string {
  return contentHash(answersForSubmission(form, answers, { today: chinaDay(now) }));
}

/** Scans of the applicant's sealed form; what a level of review sealed is another thing. */
export function sealedScans(evidence: readonly EvidenceRow[]): (EvidenceRow & { answersHash: string })[] {
  return evidence.flatMap((file) => {
    const { purpose, party, answersHash } = file;
    return purpose === "seal" && party === "applicant" && answersHash !== null ? [{ ...file, answersHash }] : [];
  });
}

export function sealedFormState(evidence: readonly EvidenceRow[], answersHash: string): WorkflowFacts["sealedForm"] {
  const scans = sealedScans(evidence);
  if (scans.some((scan) => scan.answersHash === answersHash)) return "current";
  return scans.length > 0 ? "outdated" : "none";
}

/** What a viewer is told of the sealed form; `null` when the workflow never asks for one. */
export function sealedFormView(
  { row, edition: { workflow } }: OpenedDeclaration,
  evidence: readonly EvidenceRow[],
  answersHash: string,
): DeclarationDetail["sealedForm"] {
  if (!asksSealedForm(workflow, [...workflow.states.keys()])) return null;
  return {
    code: answersCode(answersHash),
    state: sealedFormState(evidence, answersHash),
    isAsked: asksSealedForm(workflow, [row.state]),
    scans: sealedScans(evidence).map(({ id, answersHash: hash }) => ({ evidenceId: id, code: answersCode(hash) })),
  };
}

function asksSealedForm(workflow: CompiledWorkflow, states: readonly string[]): boolean {
  const leaving = states.flatMap((state) => workflow.leaving.get(state) ?? []);
  return leaving.some(({ transition: { requires } }) => requires.includes("sealed-form"));
}

/**
 * Binds uploaded scans to the answers as they stand; scans of other answers are taken away (a version that names them
 * keeps them). A scan is of one sheet: it is never bound to other answers than before.
 * @throws Problem `sealed-form-outdated` when the code at the foot names other answers, or the scan was bound to others
 */
export async function bindSealedForm(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  { code, evidenceIds }: SealedFormRequest,
  cipher: FieldCipher,
): Promise<void> {
  const { row, form, state, parties } = await openDeclaration(stores, viewer, id, true);
  if (!parties.has("applicant")) throw new Problem("not-found");
  if (state.editable === "none") throw new Problem("evidence-locked");
  const standing = await stores.evidence.listEvidence(id);
  const own = standing.filter(({ purpose, party }) => purpose === "seal" && party === "applicant");
  if (!evidenceIds.every((wanted) => own.some((file) => file.id === wanted))) throw new Problem("not-found");
  const answers = openAnswers(form.document, await stores.declarations.getAnswers(id), cipher);
  const answersHash = hashAtSubmission(form, answers, stores.now);
  if (!namesAnswers(code, answersHash)) throw codeDiffers(answersHash);
  const before = await stores.evidence.listBoundAnswers(id, evidenceIds);
  if (before.some((hash) => hash !== answersHash)) throw new Problem("sealed-form-outdated", { detail: BOUND_ALREADY });
  await stores.evidence.bindToAnswers(evidenceIds, answersHash);
  for (const scan of own) {
    const isKept = evidenceIds.includes(scan.id) || scan.answersHash === answersHash;
    if (!isKept) await stores.evidence.removeEvidence(scan.id, stores.now);
  }
  await record(stores, {
    actor: viewer,
    role: "applicant",
    action: "sealed-form-bind",
    subjectType: "declaration",
    subjectId: id,
    regionCode: row.regionCode,
    detail: { evidenceIds, answersHash },
  });
}

const BOUND_ALREADY: LocalText = {
  zh: "这份扫描件是修改前的申报表盖章件，不能用于现在的内容；请重新打印、盖章，上传新的扫描件",
  en: "This scan is of the form as it was sealed before the answers changed; print and seal the form anew and upload the new scan",
};

function codeDiffers(answersHash: string): Problem {
  const code = answersCode(answersHash);
  return new Problem("sealed-form-outdated", {
    detail: {
      zh: `页脚版本码与现在的内容（${code}）不符：若输入有误请改正；若内容已改动，请重新打印、盖章、扫描`,
      en: `The code at the foot is not that of the answers as they stand (${code}): mend it if it was mistyped; if the answers changed, print, seal and scan the form anew`,
    },
  });
}
