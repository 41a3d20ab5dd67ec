import type { AttachedDetail } from "../../core/contracts/attached.ts";
import type { Flag } from "../../core/contracts/declarations.ts";
import type { Offer } from "../../core/forms/prefill.ts";
import { type DraftWork, openDraft } from "../draft-kit/draft-work.ts";

/**
 * Opens an attached form for work.
 * @param flags flags of its declaration that point into it, their pointers inside its answers
 */
export async function openAttachedWork(
  detail: AttachedDetail,
  viewerId: string,
  flags: readonly Flag[],
): Promise<DraftWork> {
  const id = detail.item.id ?? "";
  const work = await openDraft({
    form: detail.form,
    path: `/api/attached/${id}`,
    keptAs: `attached-${id}`,
    viewerId,
    revision: detail.revision,
    answers: detail.answers,
    editable: detail.editableFields.length === 0 ? "none" : new Set(detail.editableFields),
    evidence: detail.evidence,
    // Its files are handed in below its fields.
    evidenceHref: (requirement) => `#evidence-${requirement}`,
    flags,
    showAll: flags.length > 0,
    comparesOffers: false,
  });
  work.offers.set(detail.offers as Offer[]);
  return work;
}
