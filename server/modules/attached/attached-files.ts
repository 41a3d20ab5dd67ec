import type { EvidenceRow } from "../evidence/evidence.store.ts";
import { isUnlocked, unlockedOfAttached } from "../evidence/evidence-rules.ts";
import type { HandedInFile } from "./attached.store.ts";
import type { AttachedStores, OpenedAttached } from "./attached-access.ts";

/** Files of attached forms: uploaded as those of a declaration, handed in and read with their form. */

/** The files a viewer reads: its author's as they stand, for everybody else those that were handed in. */
export async function readFiles(
  stores: AttachedStores,
  { row, isAuthor }: Pick<OpenedAttached, "row" | "isAuthor">,
): Promise<EvidenceRow[]> {
  if (isAuthor) return stores.evidence.listOfAttached(row.id);
  if (row.declarationId === null) return [];
  const handedIn = await stores.attached.listHandedInFiles(row.id);
  return stores.evidence.listByIds(
    row.declarationId,
    handedIn.map(({ id }) => id),
  );
}

/** The files that stand, as a version names them. */
export async function standingFiles(stores: AttachedStores, id: string): Promise<HandedInFile[]> {
  const files = await stores.evidence.listOfAttached(id);
  return files.map(({ id: file, requirementId, sha256, fileName }) => ({ id: file, requirementId, sha256, fileName }));
}

/** Requirements whose files the viewer may change now. */
export async function editableEvidence(
  stores: AttachedStores,
  { row, kind, form, owner, isAuthor }: OpenedAttached,
): Promise<string[]> {
  if (!isAuthor || owner === null) return [];
  const pointers = await stores.evidence.listOpenFlagPointers(owner.row.id);
  const unlocked = unlockedOfAttached(row, kind, owner.state, pointers);
  return form.document.evidence.map(({ id }) => id).filter((id) => isUnlocked(unlocked, id));
}
