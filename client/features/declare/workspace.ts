import type { DeclarationDetail, OfferList } from "../../../core/contracts/declarations.ts";
import type { RoundForm } from "../../../core/contracts/programmes.ts";
import { get } from "../../api/client.ts";
import { type DraftWork, openDraft } from "../../draft-kit/draft-work.ts";

/** One declaration being worked on. */
export interface Workspace extends DraftWork {
  detail: DeclarationDetail;
}

/** Earlier values are a help: without them the form is filled in as ever. */
async function fetchOffers(id: string, { offers, store }: DraftWork): Promise<void> {
  const found = await get<OfferList>(`/api/declarations/${id}/offers`).catch(() => null);
  if (found === null || found.offers.length === 0) return;
  offers.set(found.offers);
  store.evaluateNow();
}

/** Opens a declaration for work. */
export async function openWorkspace(detail: DeclarationDetail, form: RoundForm, viewerId: string): Promise<Workspace> {
  const { id } = detail.summary;
  const work = await openDraft({
    form,
    path: `/api/declarations/${id}`,
    keptAs: id,
    viewerId,
    revision: detail.revision,
    answers: detail.answers,
    editable: detail.editable === "flagged" ? new Set(detail.editableFields) : detail.editable,
    evidence: detail.evidence,
    evidenceHref: (requirement) => `/declarations/${id}/evidence#evidence-${requirement}`,
    flags: detail.flags,
    showAll: detail.flags.length > 0,
    comparesOffers: true,
  });
  if (detail.editable !== "none") void fetchOffers(id, work);
  return { ...work, detail };
}
