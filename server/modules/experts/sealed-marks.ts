import type { FieldCipher } from "../../crypto/field-cipher.ts";
import type { MarkRow, SheetDraft } from "./sheets.store.ts";

/** What a mark says. */
export interface MarkContent {
  /** Exact decimal, as it was written. */
  points: string;
  comment: string | null;
  /** Why it was changed. */
  reason: string | null;
}

/** One version of a mark, read. */
export type OpenMark = Omit<MarkRow, "content"> & MarkContent;

/**
 * Marks lie under cipher, drafts as those handed in: whoever reads the database or a copy of it does not read them. The
 * purpose binds each text to its place, so that a mark cannot be put on another sheet.
 */
export function sealMark(cipher: FieldCipher, { points, comment, reason, ...place }: OpenMark): MarkRow {
  return { ...place, content: cipher.encrypt(markPurpose(place), JSON.stringify({ points, comment, reason })) };
}

export function openMark(cipher: FieldCipher, { content, ...place }: MarkRow): OpenMark {
  return { ...place, ...read<MarkContent>(cipher, markPurpose(place), content) };
}

export function sealDraft(cipher: FieldCipher, assignmentId: string, draft: SheetDraft): string {
  return cipher.encrypt(draftPurpose(assignmentId), JSON.stringify(draft));
}

export function openDraft(cipher: FieldCipher, assignmentId: string, text: string): SheetDraft {
  return read(cipher, draftPurpose(assignmentId), text);
}

const markPurpose = ({ assignmentId, item, version }: Pick<MarkRow, "assignmentId" | "item" | "version">) =>
  `panel-mark ${assignmentId} ${item} ${version}`;
const draftPurpose = (assignmentId: string) => `panel-draft ${assignmentId}`;

/** What was written before marks were put under cipher is plain JSON, as is the empty draft of a new sheet. */
function read<T>(cipher: FieldCipher, purpose: string, text: string): T {
  return JSON.parse(text.startsWith("{") ? text : cipher.decrypt(purpose, text)) as T;
}
