import type { Viewer } from "../../../core/access/viewer.ts";
import type {
  Flag,
  FlagRequest,
  RevealRequest,
  Verification,
  VerificationRequest,
} from "../../../core/contracts/declarations.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { parsePointer, pointer as pointerTo } from "../../../core/json/pointer.ts";
import { ATTACHED_KINDS } from "../../../core/workflow/attached-kinds.ts";
import { reviewerRole } from "../../../core/workflow/parties.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { record } from "../audit/audit.service.ts";
import { isFormPointer } from "./answer-changes.ts";
import {
  answersKnownTo,
  type DeclarationStores,
  namesOf,
  type OpenedDeclaration,
  openDeclaration,
} from "./declaration-access.ts";
import { isReviewing } from "./declaration-detail.ts";
import { partyName } from "./declaration-view.ts";
import { isSensitive, openAnswers, pointerRefused, sensitiveValue } from "./sensitive-answers.ts";

/** Marks something to correct. Only the reviewer who holds the declaration may. */
export async function raiseFlag(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  { pointer, message }: FlagRequest,
): Promise<Flag> {
  const opened = await openForReview(stores, viewer, id, pointer);
  const { row } = opened;
  const flag = {
    id: newId(),
    pointer,
    message,
    raisedBy: viewer.accountId,
    raisedAt: stores.now,
    party: row.holder,
    resolvedAt: null,
  };
  await stores.reviews.recordFlag(id, flag);
  await recordReview(stores, viewer, opened, "declaration-flag", { flagId: flag.id, pointer });
  return {
    id: flag.id,
    pointer,
    message,
    raisedBy: await holderName(stores, opened),
    raisedAt: flag.raisedAt,
    resolvedAt: null,
  };
}

/** Takes back a flag of one's own level that is not settled. */
export async function removeFlag(stores: DeclarationStores, viewer: Viewer, id: string, flagId: string): Promise<void> {
  const opened = await openForReview(stores, viewer, id, null);
  if (!(await stores.reviews.removeFlag(id, flagId, opened.row.holder))) throw new Problem("not-found");
  await recordReview(stores, viewer, opened, "declaration-unflag", { flagId });
}

/** Records what the reviewer found at one place; the latest finding stands. */
export async function verify(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  request: VerificationRequest,
): Promise<Verification | null> {
  const { pointer, verdict } = request;
  const opened = await openForReview(stores, viewer, id, pointer);
  // A verified ID number or telephone would lie in the open.
  const place = formAt(opened, pointer);
  const isOpenSecret = request.verifiedValue !== undefined && isSensitive(place.document, place.pointer);
  if (isOpenSecret) throw pointerRefused(pointer);
  await recordReview(stores, viewer, opened, "declaration-verify", { pointer, verdict });
  if (verdict === null) {
    await stores.reviews.removeVerification(id, pointer);
    return null;
  }
  const verifiedValue = request.verifiedValue ?? null;
  const { holder: party } = opened.row;
  await stores.reviews.putVerification(id, {
    pointer,
    verdict,
    verifiedValue,
    party,
    by: viewer.accountId,
    at: stores.now,
  });
  return { pointer, verdict, verifiedValue, by: await holderName(stores, opened), at: stores.now };
}

/** Shows one masked value to a reviewer of the declaration's region; who, what and why stand in the audit. */
export async function reveal(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  { pointer, reason }: RevealRequest,
  cipher: FieldCipher,
): Promise<string | null> {
  const opened = await openDeclaration(stores, viewer, id);
  const { row, form, parties } = opened;
  const role = reviewerRole(parties);
  if (role === null) throw new Problem("forbidden");
  const known = openAnswers(form.document, await answersKnownTo(stores, row, false), cipher);
  const value = sensitiveValue(form.document, known, pointer);
  await record(stores, {
    actor: viewer,
    role,
    action: "declaration-reveal",
    subjectType: "declaration",
    subjectId: id,
    regionCode: row.regionCode,
    detail: { pointer, reason },
  });
  return value;
}

/** Notes that the reviewer who holds the declaration has looked at it: from then on it cannot be withdrawn. */
export async function noteOpened(stores: DeclarationStores, viewer: Viewer, id: string): Promise<void> {
  const opened = await openDeclaration(stores, viewer, id, true);
  if (opened.row.openedAt === null && isReviewing(opened)) await stores.declarations.markOpened(id, stores.now);
}

async function openForReview(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  pointer: string | null,
): Promise<OpenedDeclaration> {
  const opened = await openDeclaration(stores, viewer, id, true);
  if (!isReviewing(opened)) throw new Problem("wrong-party");
  if (pointer === null) return opened;
  const place = formAt(opened, pointer);
  if (!isFormPointer(place.document, place.pointer)) throw pointerRefused(pointer);
  return opened;
}

/** The form a pointer leads into: the declared one, or behind `/attached/<id>` one that is handed in with it. */
function formAt({ row, edition, form }: OpenedDeclaration, at: string): { document: FormDocument; pointer: string } {
  const [root, id, ...rest] = at.startsWith("/attached/") ? parsePointer(at) : [];
  if (root === undefined) return { document: form.document, pointer: at };
  const entry = edition.bundle.programme.attachedForms?.find((one) => one.id === id);
  if (entry === undefined || ATTACHED_KINDS[entry.when].isHandedIn) throw pointerRefused(at);
  const { document } = edition.attachedFor(entry.form, row.year);
  return { document, pointer: pointerTo(...rest) };
}

async function holderName(stores: DeclarationStores, { row, edition }: OpenedDeclaration) {
  const names = (await namesOf(stores, [row.regionPath])).get(row.regionPath) ?? { city: "", county: null };
  return partyName(row.holder, names, edition.bundle.programme);
}

function recordReview(
  stores: DeclarationStores,
  viewer: Viewer,
  { row }: OpenedDeclaration,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  return record(stores, {
    actor: viewer,
    role: reviewerRole(new Set([row.holder])),
    action,
    subjectType: "declaration",
    subjectId: row.id,
    regionCode: row.regionCode,
    detail,
  });
}
