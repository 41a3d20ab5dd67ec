import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { OfferList } from "../../../core/contracts/declarations.ts";
import { type EarlierDeclaration, listOffers, type Offer } from "../../../core/forms/prefill.ts";
import { READER_ROLES } from "../../../core/workflow/parties.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { Problem } from "../../problem.ts";
import { type DeclarationStores, editionOf, type OpenedDeclaration, openDeclaration } from "./declaration-access.ts";
import { openAnswers } from "./sensitive-answers.ts";

/** What the applicant of a declaration said before: offered to it again, and laid beside what it says now. */

/** Earlier values for the fields of a declaration, for its applicant alone. @throws Problem `not-found`, `forbidden` */
export async function getOffers(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
): Promise<OfferList> {
  const opened = await openDeclaration(stores, viewer, id);
  if (!opened.parties.has("applicant")) throw new Problem("forbidden");
  const { organisationId } = opened.row;
  const organisation = organisationId === null ? null : await stores.organisations.find(organisationId);
  return { offers: await earlierOffers(stores, viewer, opened, cipher, organisation?.profile) };
}

/**
 * Values of the applicant's earlier submissions, as far as the viewer may see those: a reviewer is not told what was
 * declared in a region that is not theirs. Others than the applicant get figures alone, never a text.
 */
export async function earlierOffers(
  stores: DeclarationStores,
  viewer: Viewer,
  { row, edition, form, parties }: OpenedDeclaration,
  cipher: FieldCipher,
  profile?: Readonly<Record<string, unknown>>,
): Promise<Offer[]> {
  const isApplicant = parties.has("applicant");
  const before = isApplicant ? stores.now : (row.submittedAt ?? stores.now);
  const found = await stores.declarations.listEarlier(scopeOf(viewer, READER_ROLES), row, before);
  const declarations: EarlierDeclaration[] = [];
  for (const { row: before, answers, submittedAt } of found) {
    const { document } = (await editionOf(stores, before)).formFor(before.year);
    const given = openAnswers(document, answers, cipher);
    declarations.push({ form: document, answers: given, title: before.roundTitle, submittedAt });
  }
  const offers = listOffers(form, { declarations, profile, units: edition.bundle.catalogue.units });
  return isApplicant ? offers : offers.filter(({ value }) => typeof value === "number");
}
