import type { Viewer } from "../../../core/access/viewer.ts";
import type { AttachedDecision } from "../../../core/contracts/attached.ts";
import { type Answers, answersForSubmission } from "../../../core/forms/form-state.ts";
import { contentHash } from "../../../core/json/canonical.ts";
import { hasErrors } from "../../../core/problems/finding.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { Problem } from "../../problem.ts";
import type { DeclarationRow } from "../declarations/declarations.store.ts";
import type { VersionRow } from "../declarations/history.store.ts";
import { sealAnswers } from "../declarations/sensitive-answers.ts";
import { type AttachedStores, editableFields, type OpenedAttached, openAttached } from "./attached-access.ts";
import { attachedFindings, currentAnswers, formsWithDeclaration } from "./attached-answers.ts";
import { recordAttached } from "./attached-audit.ts";
import { standingFiles } from "./attached-files.ts";

/** Handing in: with a declaration by its submission, or by itself to the level the notice names. */

/** Keeps what goes in with a declaration; sealed answers and hashes for its version, by the form's id. */
export async function handInWithDeclaration(
  stores: AttachedStores,
  row: DeclarationRow,
  cipher: FieldCipher,
): Promise<VersionRow["attached"]> {
  const kept: VersionRow["attached"] = {};
  for (const { entry, form, row: begun, answers: current, facts } of await formsWithDeclaration(
    stores,
    row,
    cipher,
    true,
  )) {
    if (begun === null || current === null) continue;
    const answers = answersForSubmission(form, current, { today: facts.today });
    const answersHash = contentHash(answers);
    const sealed: Answers = sealAnswers(form.document, answers, cipher);
    const files = await standingFiles(stores, begun.id);
    await stores.attached.handIn(begun.id, { answers: sealed, answersHash, files }, stores.now);
    kept[entry.id] = { answers: sealed, answersHash, files };
  }
  return kept;
}

/**
 * Hands a summary or a report to its level.
 * @throws Problem `forbidden` for others, `wrong-state` when it lies there already, `answers-not-valid` with findings
 */
export async function handIn(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  revision: number,
  cipher: FieldCipher,
): Promise<void> {
  const opened = await openAttached(stores, viewer, id, true);
  const { row, form, isAuthor } = opened;
  if (!isAuthor) throw new Problem("forbidden");
  if (!(await mayHandIn(stores, opened))) throw new Problem("wrong-state");
  if (revision !== row.revision) throw new Problem("conflict-revision", { members: { revision: row.revision } });
  const findings = await attachedFindings(stores, opened, cipher);
  if (hasErrors(findings)) throw new Problem("answers-not-valid", { findings });
  const current = await currentAnswers(stores, opened, cipher);
  const answers = answersForSubmission(form, current, { today: chinaDay(stores.now) });
  const answersHash = contentHash(answers);
  const sealed = sealAnswers(form.document, answers, cipher);
  const files = await standingFiles(stores, id);
  await stores.attached.handIn(id, { answers: sealed, answersHash, files }, stores.now);
  await recordAttached(stores, viewer, opened, "attached-hand-in", { answersHash, files });
}

/** Whether it is the viewer's to hand in now: not handed in yet, or of a review that is still going on. */
export async function mayHandIn(stores: AttachedStores, opened: OpenedAttached): Promise<boolean> {
  const { kind, row } = opened;
  const isOpen = kind.ofReview || row.status === "draft" || row.status === "returned";
  return kind.isHandedIn && isOpen && (await editableFields(stores, opened)).length > 0;
}

/**
 * Accepts what was handed in, or returns it with a reason.
 * @throws Problem `forbidden` for others than the level it was handed to, `wrong-state`, `reason-missing`,
 *   `conflict-revision` when it was returned and handed in anew since it was read
 */
export async function decideAttached(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  { revision, verdict, reason }: AttachedDecision,
): Promise<void> {
  const opened = await openAttached(stores, viewer, id, true);
  if (!opened.isReceiver) throw new Problem("forbidden");
  if (opened.row.status !== "handed-in" || !opened.kind.isJudged) throw new Problem("wrong-state");
  const { row } = opened;
  if (revision !== row.revision) throw new Problem("conflict-revision", { members: { revision: row.revision } });
  const why = reason?.trim() ?? "";
  if (verdict === "return" && why === "") throw new Problem("reason-missing");
  const status = verdict === "accept" ? "accepted" : "returned";
  await stores.attached.decide(id, status, why === "" ? null : why, stores.now);
  await recordAttached(stores, viewer, opened, `attached-${verdict}`, { reason: why });
}
