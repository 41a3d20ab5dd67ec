import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { ObjectionRequest } from "../../../core/contracts/programmes.ts";
import type { AnswerObjection, Objection, ObjectionList } from "../../../core/contracts/scoring.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { findSystemTransition } from "../../../core/workflow/decide.ts";
import type { Stage } from "../../../core/workflow/workflow-document.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { record } from "../audit/audit.service.ts";
import { RUN_OWNERS } from "../scoring/scoring.service.ts";
import { takeSystemTransition } from "../workflow/workflow.service.ts";
import type { ObjectionRecord } from "./objections.store.ts";
import { editionOf, getOwned, type PublicityStores } from "./publicity.service.ts";
import { isHearingObjections } from "./publicity-period.ts";

/** Objections to a list: anybody may raise one while the notice runs; the owner answers each before the list is final. */

/** Binds the encrypted contact to its column. */
const CONTACT = "objection-contact";

/** Levels of review an upheld objection leads back to, the first that the workflow knows a way to. */
const REVIEW_STAGES: readonly Stage[] = ["province", "city", "county"];

/** Takes an objection from the public. Its contact is encrypted before it is stored. */
export async function raiseObjection(
  stores: PublicityStores,
  cipher: FieldCipher,
  publicityId: string,
  request: ObjectionRequest,
): Promise<{ id: string; receivedAt: string }> {
  await stores.publicity.lockNotice(publicityId);
  const notice = await stores.publicity.findPublic(publicityId, chinaDay(stores.now));
  if (notice === undefined || !notice.items.some(({ declarationId }) => declarationId === request.declarationId))
    throw new Problem("not-found");
  if (notice.status !== "public" || !isHearingObjections(notice, stores.now))
    throw new Problem("past-deadline", { detail: overText(notice.endsOn) });
  const objection = {
    id: newId(),
    publicityId,
    declarationId: request.declarationId,
    fact: request.fact,
    text: request.text,
    contactCipher: cipher.encrypt(CONTACT, request.contact),
    receivedAt: stores.now,
  };
  await stores.objections.recordObjection(objection);
  await record(stores, {
    actor: "system",
    role: null,
    action: "objection-raise",
    subjectType: "objection",
    subjectId: objection.id,
    detail: { publicityId, declarationId: request.declarationId },
  });
  return { id: objection.id, receivedAt: stores.now };
}

/** Objections to a notice of the viewer's region, oldest first; contacts are masked. */
export async function listObjections(
  stores: PublicityStores,
  cipher: FieldCipher,
  viewer: Viewer,
  publicityId: string,
): Promise<ObjectionList> {
  await getOwned(stores, viewer, publicityId);
  const objections = await stores.objections.listObjections(scopeOf(viewer, RUN_OWNERS), publicityId);
  return { items: objections.map((objection) => objectionView(objection, cipher)) };
}

/** Answers an objection. Upholding it takes the declaration off the list and back to review. */
export async function answerObjection(
  stores: PublicityStores,
  cipher: FieldCipher,
  viewer: Viewer,
  id: string,
  request: AnswerObjection,
): Promise<Objection> {
  const objection = await stores.objections.findObjection(scopeOf(viewer, RUN_OWNERS), id);
  if (objection === undefined) throw new Problem("not-found");
  await stores.publicity.lockNotice(objection.publicityId);
  const settled = { status: request.verdict, answer: request.answer, at: stores.now, by: viewer.accountId };
  if (!(await stores.objections.answerObjection(id, settled))) throw new Problem("wrong-state", { detail: ANSWERED });
  const notice = await getOwned(stores, viewer, objection.publicityId);
  const { workflow, bundle } = await editionOf(stores, notice);
  const isListed = notice.items.some(({ declarationId }) => declarationId === objection.declarationId);
  if (request.verdict === "upheld" && notice.status === "public" && isListed) {
    const { declarationId } = objection;
    const state = await stores.publicity.findState(declarationId);
    const stage = REVIEW_STAGES.find((level) => state !== undefined && findSystemTransition(workflow, state, level));
    if (stage === undefined) throw new Problem("wrong-state", { detail: NO_WAY_BACK });
    await takeSystemTransition(stores, { declarationId, stage, actor: viewer, reason: request.answer });
    await stores.publicity.replaceItems(
      notice.id,
      notice.items.filter((item) => item.declarationId !== declarationId),
    );
  }
  await record(stores, {
    actor: viewer,
    role: viewer.grants.find((grant) => (RUN_OWNERS as readonly string[]).includes(grant.role))?.role ?? null,
    action: "objection-answer",
    subjectType: "objection",
    subjectId: id,
    regionCode: bundle.programme.authority.region,
    detail: { verdict: request.verdict, declarationId: objection.declarationId },
  });
  return objectionView({ ...objection, status: request.verdict, answer: request.answer }, cipher);
}

function objectionView(objection: ObjectionRecord, cipher: FieldCipher): Objection {
  const { contactCipher, ...shown } = objection;
  return { ...shown, contact: masked(cipher.decrypt(CONTACT, contactCipher)) };
}

/** The first and the last two characters: enough to know a contact again, not to use it. */
function masked(contact: string): string {
  const characters = [...contact];
  return characters.length < 6
    ? "*".repeat(characters.length)
    : `${characters.slice(0, 2).join("")}${"*".repeat(characters.length - 4)}${characters.slice(-2).join("")}`;
}

const ANSWERED: LocalText = { zh: "这条异议已经答复", en: "This objection has been answered already" };
const NO_WAY_BACK: LocalText = {
  zh: "本项目的流程没有设置异议成立后的去向",
  en: "The workflow of this programme has no way back to review for an upheld objection",
};

function overText(endsOn: string): LocalText {
  return {
    zh: `异议受理到 ${endsOn} 为止`,
    en: `Objections were taken until the end of ${endsOn}`,
  };
}
