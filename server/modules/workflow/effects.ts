import type { Viewer } from "../../../core/access/viewer.ts";
import { answersForSubmission } from "../../../core/forms/form-state.ts";
import { contentHash } from "../../../core/json/canonical.ts";
import type { Effect } from "../../../core/workflow/workflow-document.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import type { Stores } from "../../stores.ts";
import type { AttachedStores } from "../attached/attached-access.ts";
import { handInWithDeclaration } from "../attached/attached-hand-in.ts";
import type { OpenedDeclaration } from "../declarations/declaration-access.ts";
import { sealedScans } from "../declarations/sealed-form.ts";
import { openAnswers, sealAnswers } from "../declarations/sensitive-answers.ts";
import { rankLast } from "./ranking.ts";
import type { StateChange } from "./workflow.store.ts";

export type WorkflowStores = AttachedStores & Pick<Stores, "workflow" | "outbox">;

/** What an effect works on. `change` becomes part of the one write of the transition. */
export interface EffectSituation {
  stores: WorkflowStores;
  /** Null for a step the system takes: the owner's account stands behind it, but nobody declares anything. */
  cipher: FieldCipher | null;
  actor: Viewer;
  opened: OpenedDeclaration;
  change: StateChange;
}

/** One entry for each kind of effect of core/workflow; the type refuses a kind without one. */
export const EFFECTS: Record<Effect, (situation: EffectSituation) => Promise<void>> = {
  "issue-receipt": issueReceipt,
  "keep-version": keepVersion,
  "remember-returner": async ({ opened, change }) => {
    change.returnedFrom = opened.row.state;
  },
  "close-flags": ({ stores, opened }) => stores.workflow.resolveFlags(opened.row.id, stores.now),
  "rank-last": rankLast,
  // The applicant reads the step in the status line and in the list; there is no other channel to write to.
  "notify-applicant": async () => undefined,
  // The title is written by the list that awards it, in the same transaction; the step itself is the award.
  "award-title": async () => undefined,
};

/** A receipt number is given once and kept through every correction. */
async function issueReceipt({ stores, opened, change }: EffectSituation): Promise<void> {
  change.submittedAt = stores.now;
  if (opened.row.number !== null) return;
  const prefix = `${receiptPrefix(opened.row.programmeId)}-${opened.row.year}`;
  const sequence = await stores.workflow.nextOf(`receipt:${prefix}`);
  change.number = `${prefix}-${String(sequence).padStart(6, "0")}`;
}

/**
 * Short form of a programme id for receipts: first letters of its words, or the beginning of its only one. Programmes
 * with the same short form share one sequence, so numbers stay unique.
 */
function receiptPrefix(programmeId: string): string {
  const words = programmeId.split("-");
  const short = words.length > 1 ? words.map((word) => word.slice(0, 1)).join("") : programmeId.slice(0, 4);
  return short.toUpperCase();
}

/**
 * Keeps what is handed in: the visible answers with everything calculated, those of the attached forms, and the files
 * that stood. Each hash is of the canonical JSON of the answers as given, so anybody who holds them can check it.
 */
async function keepVersion({ stores, cipher, actor, opened, change }: EffectSituation): Promise<void> {
  if (cipher === null) throw new Error("a system transition cannot keep a version");
  const { row, form } = opened;
  const stored = await stores.declarations.getAnswers(row.id);
  const answers = answersForSubmission(form, openAnswers(form.document, stored, cipher), {
    today: chinaDay(stores.now),
  });
  const latest = await stores.history.findLatestVersion(row.id);
  const evidence = await stores.evidence.listEvidence(row.id);
  const answersHash = contentHash(answers);
  await stores.workflow.recordVersion(row.id, {
    number: (latest?.number ?? 0) + 1,
    answers: sealAnswers(form.document, answers, cipher),
    answersHash,
    evidence: [
      ...evidence.filter(({ purpose }) => purpose === "evidence"),
      ...sealedScans(evidence).filter((scan) => scan.answersHash === answersHash),
    ].map(({ id, requirementId, sha256, fileName }) => ({ id, requirementId, sha256, fileName })),
    attached: await handInWithDeclaration(stores, row, cipher),
    submittedAt: stores.now,
    submittedBy: actor.accountId,
  });
  // What the level it comes to found about an earlier version says nothing of this one.
  if (change.holder !== undefined) await stores.attached.reopenReview(row.id, change.holder, stores.now);
  change.answersHash = answersHash;
  change.submittedAt = stores.now;
}
