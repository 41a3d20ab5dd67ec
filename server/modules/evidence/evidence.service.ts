import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { EvidenceItem } from "../../../core/contracts/declarations.ts";
import type { StartUpload, UploadState } from "../../../core/contracts/evidence.ts";
import { ATTACHED_KINDS } from "../../../core/workflow/attached-kinds.ts";
import { isOwn, maySee, READER_ROLES } from "../../../core/workflow/parties.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import { getEdition } from "../definitions/definitions.service.ts";
import type { EvidenceOwner, EvidenceRow, UploadRow } from "./evidence.store.ts";
import { type EvidencePlace, placeFor, unlockedOfAttached, unlockedOfDeclaration } from "./evidence-rules.ts";
import { cleanFileName } from "./file-name.ts";

type EvidenceStores = Pick<Stores, "attached" | "definitions" | "evidence" | "now">;
type WriteStores = EvidenceStores & Pick<Stores, "audit">;

/** Bytes a piece should have. */
export const PIECE_BYTES = 2 * 1024 * 1024;
/** All files of one declaration together. */
const DECLARATION_BYTES = 1024 * 1024 * 1024;

/** What a file belongs to: a declaration, or one of its attached forms. */
export type FileOwner = { declarationId: string } | { attachedFormId: string };

/** Begins an upload: everything that can be refused before a byte is sent is refused here. */
export async function startUpload(
  stores: EvidenceStores,
  viewer: Viewer,
  of: FileOwner,
  request: StartUpload,
  maxMb: number,
): Promise<UploadState> {
  const fileName = cleanFileName(request.fileName);
  if (fileName === null) throw new Problem("file-name-empty");
  const attachedFormId = "attachedFormId" in of ? of.attachedFormId : null;
  const declarationId = "declarationId" in of ? of.declarationId : await getDeclarationOf(stores, viewer, of);
  const owner = await getOwner(stores, viewer, declarationId);
  const requirementId = request.requirementId ?? null;
  const wanted = { attachedFormId, purpose: request.purpose, requirementId };
  const place = await getPlace(stores, viewer, owner, wanted, maxMb);
  if (request.size > place.maxBytes) throw tooLarge(place);
  await checkRoom(stores, declarationId, place, request.size);
  const upload = {
    id: newId(),
    declarationId,
    attachedFormId,
    requirementId,
    purpose: request.purpose,
    party: place.party,
    fileName,
    size: request.size,
    received: 0,
    createdBy: viewer.accountId,
    createdAt: stores.now,
  };
  await stores.evidence.recordUpload(upload);
  return uploadState(upload);
}

/** An upload of the viewer, under way or done. @throws Problem `not-found` */
export async function getUpload(stores: EvidenceStores, viewer: Viewer, id: string): Promise<UploadRow> {
  const upload = await stores.evidence.findUpload(id, viewer.accountId);
  if (upload === null) throw new Problem("not-found");
  return upload;
}

/** An upload with the place it goes to, asked anew: the declaration may have moved on since it began. */
export async function getUploadPlace(
  stores: EvidenceStores,
  viewer: Viewer,
  id: string,
  maxMb: number,
): Promise<{ upload: UploadRow; owner: EvidenceOwner; place: EvidencePlace }> {
  const upload = await getUpload(stores, viewer, id);
  const owner = await getOwner(stores, viewer, upload.declarationId);
  return { upload, owner, place: await getPlace(stores, viewer, owner, upload, maxMb) };
}

export function uploadState({ id, received, size }: Pick<UploadRow, "id" | "received" | "size">): UploadState {
  return { id, received, size, pieceSize: PIECE_BYTES };
}

/** Refuses a piece that does not continue what was received. */
export function offsetWrong(received: number): Problem {
  return new Problem("upload-offset-wrong", { members: { received } });
}

/** Records that a piece is on disk. */
export async function advanceUpload(
  stores: EvidenceStores,
  viewer: Viewer,
  id: string,
  from: number,
  to: number,
): Promise<UploadState> {
  if (!(await stores.evidence.advanceUpload(id, from, to))) throw offsetWrong(from);
  return uploadState(await getUpload(stores, viewer, id));
}

/** The file a done upload became: asked again after the answer was lost, it is told again. */
export async function completedUpload(
  stores: EvidenceStores,
  viewer: Viewer,
  id: string,
): Promise<EvidenceItem | null> {
  const upload = await getUpload(stores, viewer, id);
  return upload.isDone ? evidenceItem(await getEvidence(stores, viewer, id)) : null;
}

/** Records a checked and released file as evidence and ends its upload. */
export async function completeUpload(
  stores: WriteStores,
  viewer: Viewer,
  id: string,
  file: { sha256: string; mediaType: string },
  maxMb: number,
): Promise<EvidenceItem> {
  await holdAttached(stores, viewer, (await getUpload(stores, viewer, id)).attachedFormId);
  const { upload, owner, place } = await getUploadPlace(stores, viewer, id, maxMb);
  if (!(await stores.evidence.endUpload(id, "done"))) throw new Problem("not-found");
  await checkRoom(stores, upload.declarationId, place, upload.size);
  const evidence: EvidenceRow = {
    id: upload.id,
    declarationId: upload.declarationId,
    attachedFormId: upload.attachedFormId,
    requirementId: upload.requirementId,
    purpose: upload.purpose,
    party: place.party,
    fileName: upload.fileName,
    mediaType: file.mediaType,
    size: upload.size,
    sha256: file.sha256,
    answersHash: null,
    uploadedBy: viewer.accountId,
    uploadedAt: stores.now,
  };
  await stores.evidence.recordEvidence(evidence);
  await recordChange(stores, viewer, owner, "evidence-add", evidence);
  return evidenceItem(evidence);
}

/** Ends an upload whose file was refused. */
export async function refuseUpload(stores: EvidenceStores, id: string): Promise<void> {
  await stores.evidence.endUpload(id, "refused");
}

/**
 * A file the viewer may see. Before a declaration is submitted, and while it is corrected, the applicant's files are the
 * applicant's alone but for those a version names; so is one that was taken away. Of an attached form others read what
 * was handed in last, and the time before.
 */
export async function getEvidence(stores: EvidenceStores, viewer: Viewer, id: string): Promise<EvidenceRow> {
  const found = await stores.evidence.findEvidence(scopeOf(viewer, READER_ROLES), id);
  if (found === null) throw new Problem("not-found");
  const owner = await getOwner(stores, viewer, found.declarationId);
  if (isOwn(viewer, owner) || (await isThereForOthers(stores, viewer, owner, found))) return found;
  throw new Problem("not-found");
}

async function isThereForOthers(
  stores: EvidenceStores,
  viewer: Viewer,
  { holder }: EvidenceOwner,
  { id, declarationId, attachedFormId, party, deletedAt }: EvidenceRow & { deletedAt: string | null },
): Promise<boolean> {
  const isDraft = holder === "applicant" && party === "applicant";
  if (attachedFormId === null && deletedAt === null && !isDraft) return true;
  if (attachedFormId !== null) {
    const form = await stores.attached.find(scopeOf(viewer, READER_ROLES), attachedFormId);
    if (form === null) return false;
    if (await stores.attached.wasHandedIn(attachedFormId, id)) return true;
  }
  return stores.evidence.isInVersion(declarationId, id);
}

/** Takes a file away. The file itself stays: a submitted version may name it. */
export async function removeEvidence(stores: WriteStores, viewer: Viewer, id: string, maxMb: number): Promise<void> {
  const found = await stores.evidence.findEvidence(scopeOf(viewer, READER_ROLES), id);
  if (found === null || found.deletedAt !== null) throw new Problem("not-found");
  await holdAttached(stores, viewer, found.attachedFormId);
  const owner = await getOwner(stores, viewer, found.declarationId);
  const place = await getPlace(stores, viewer, owner, found, maxMb);
  if (place.party !== found.party) throw new Problem("evidence-locked");
  await stores.evidence.removeEvidence(id, stores.now);
  await recordChange(stores, viewer, owner, "evidence-remove", found);
}

export function evidenceItem(row: EvidenceRow): EvidenceItem {
  const { id, requirementId, purpose, fileName, mediaType, size, sha256, uploadedAt } = row;
  return { id, requirementId, purpose, fileName, mediaType, size, sha256, uploadedAt };
}

/** The declaration of an attached form in the viewer's scope; the summary of a region has none and asks for no files. */
async function getDeclarationOf(
  stores: EvidenceStores,
  viewer: Viewer,
  { attachedFormId }: { attachedFormId: string },
): Promise<string> {
  const form = await stores.attached.find(scopeOf(viewer, READER_ROLES), attachedFormId);
  if (form === null || form.declarationId === null) throw new Problem("not-found");
  return form.declarationId;
}

/** Nobody hands the form in until the transaction ends: its files are those that stood. */
async function holdAttached(stores: EvidenceStores, viewer: Viewer, attachedFormId: string | null): Promise<void> {
  if (attachedFormId !== null) await stores.attached.lock(scopeOf(viewer, READER_ROLES), attachedFormId);
}

async function getOwner(stores: EvidenceStores, viewer: Viewer, declarationId: string): Promise<EvidenceOwner> {
  const owner = await stores.evidence.findOwner(scopeOf(viewer, READER_ROLES), declarationId);
  if (owner === null || !maySee(viewer, owner)) throw new Problem("not-found");
  return owner;
}

async function getPlace(
  stores: EvidenceStores,
  viewer: Viewer,
  owner: EvidenceOwner,
  wanted: Pick<EvidenceRow, "attachedFormId" | "purpose" | "requirementId">,
  maxMb: number,
): Promise<EvidencePlace> {
  const edition = await getEdition(stores, { programmeId: owner.programmeId, number: owner.editionNumber });
  const state = edition.workflow.states.get(owner.state);
  if (state === undefined) throw new Error(`state ${owner.state} is not in workflow ${edition.workflow.id}`);
  const openFlags = await stores.evidence.listOpenFlagPointers(owner.declarationId);
  const { attachedFormId } = wanted;
  const situation = { owner, state, attachedFormId, maxMb };
  if (attachedFormId === null) {
    const unlocked = unlockedOfDeclaration(state, openFlags);
    return placeFor(viewer, { ...situation, requirements: edition.bundle.form.evidence, unlocked }, wanted);
  }
  const row = await stores.attached.find(scopeOf(viewer, READER_ROLES), attachedFormId);
  if (row === null) throw new Problem("not-found");
  const pinned = await getEdition(stores, { programmeId: row.programmeId, number: row.editionNumber });
  const entry = pinned.bundle.programme.attachedForms?.find(({ id }) => id === row.attachedId);
  if (entry === undefined) throw new Problem("not-found");
  const requirements = pinned.attachedFor(entry.form, row.year).document.evidence;
  const unlocked = unlockedOfAttached(row, ATTACHED_KINDS[entry.when], state, openFlags);
  return placeFor(viewer, { ...situation, requirements, unlocked }, wanted);
}

/** @throws Problem `file-limit-reached` */
async function checkRoom(stores: EvidenceStores, declarationId: string, place: EvidencePlace, size: number) {
  const held = await stores.evidence.measure(declarationId, place);
  if (held.files >= place.maxFiles || held.bytes + size > DECLARATION_BYTES) throw new Problem("file-limit-reached");
}

function tooLarge(place: EvidencePlace): Problem {
  const mib = Math.floor(place.maxBytes / 1024 / 1024);
  return new Problem("too-large", {
    detail: { zh: `这项材料的文件不能超过 ${mib} MB`, en: `Files here may have at most ${mib} MB` },
  });
}

function recordChange(
  stores: WriteStores,
  viewer: Viewer,
  owner: EvidenceOwner,
  action: "evidence-add" | "evidence-remove",
  evidence: EvidenceRow,
): Promise<void> {
  const role = viewer.grants.find((grant) => grant.role === "applicant" || grant.role === `${evidence.party}-reviewer`);
  return record(stores, {
    actor: viewer,
    role: role?.role ?? null,
    action,
    subjectType: evidence.attachedFormId === null ? "declaration" : "attached-form",
    subjectId: evidence.attachedFormId ?? owner.declarationId,
    regionCode: owner.regionCode,
    detail: { evidenceId: evidence.id, requirementId: evidence.requirementId, sha256: evidence.sha256 },
  });
}
