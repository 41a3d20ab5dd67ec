import type { Viewer } from "../../../core/access/viewer.ts";
import type { RevealRequest } from "../../../core/contracts/declarations.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { Problem } from "../../problem.ts";
import { sensitiveValue } from "../declarations/sensitive-answers.ts";
import { type AttachedStores, openAttached } from "./attached-access.ts";
import { readAnswers } from "./attached-answers.ts";
import { recordAttached } from "./attached-audit.ts";

/**
 * Shows one masked value of what was handed in to a reviewer of its region; who, what and why stand in the audit.
 * @throws Problem `forbidden` for others, `invalid-input` for a pointer to what is not masked
 */
export async function revealAttached(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  { pointer, reason }: RevealRequest,
  cipher: FieldCipher,
): Promise<string | null> {
  const opened = await openAttached(stores, viewer, id);
  if (opened.reviewer === null) throw new Problem("forbidden");
  const value = sensitiveValue(opened.form.document, await readAnswers(stores, opened, cipher), pointer);
  await recordAttached(stores, viewer, opened, "attached-reveal", { pointer, reason });
  return value;
}
