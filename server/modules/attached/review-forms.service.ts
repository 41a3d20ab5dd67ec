import type { AttachedItem } from "../../../core/contracts/attached.ts";
import { ATTACHED_KINDS } from "../../../core/workflow/attached-kinds.ts";
import type { OpenedDeclaration } from "../declarations/declaration-access.ts";
import type { AttachedRow } from "./attached.store.ts";
import { type AttachedStores, isReviewTime } from "./attached-access.ts";
import { type AttachedOwner, attachedItem } from "./attached-view.ts";

/** Forms that the levels of the review fill in about a declaration: what a visit found, what was checked. */

/** Those of a declaration, begun or not, as one of its readers meets them. */
export async function listReviewForms(
  stores: AttachedStores,
  opened: OpenedDeclaration,
  begun: readonly AttachedRow[],
  { withApplicant: _, ...owner }: AttachedOwner,
): Promise<AttachedItem[]> {
  const { row, edition, parties } = opened;
  const items: AttachedItem[] = [];
  for (const entry of edition.bundle.programme.attachedForms ?? []) {
    if (!ATTACHED_KINDS[entry.when].ofReview) continue;
    const found = begun.find(({ attachedId }) => attachedId === entry.id) ?? null;
    const mayBegin = found === null && parties.has(entry.by) && isReviewTime(entry, opened);
    // One that a level passed by unfilled is nothing to the others.
    if (found === null && !mayBegin) continue;
    items.push(
      await attachedItem(stores, edition, entry, owner, { row: found, year: row.year, dueOn: null, mayBegin }),
    );
  }
  return items;
}

/** Required forms of the level that holds a declaration which are not handed in as they stand. */
export async function countMissingReviewForms(
  stores: Pick<AttachedStores, "attached">,
  { row, edition }: OpenedDeclaration,
): Promise<number> {
  const required = (edition.bundle.programme.attachedForms ?? []).filter(
    (entry) => ATTACHED_KINDS[entry.when].ofReview && entry.required && entry.by === row.holder,
  );
  if (required.length === 0) return 0;
  const begun = await stores.attached.listOfDeclaration(row.id);
  const handedIn = new Set(begun.filter(({ status }) => status === "handed-in").map(({ attachedId }) => attachedId));
  return required.filter(({ id }) => !handedIn.has(id)).length;
}
