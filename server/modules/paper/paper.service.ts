import type { Viewer } from "../../../core/access/viewer.ts";
import type { DeclarationSummary } from "../../../core/contracts/declarations.ts";
import { type Answers, answersForSubmission } from "../../../core/forms/form-state.ts";
import { contentHash } from "../../../core/json/canonical.ts";
import { paperOfForm } from "../../../core/paper/paper-of-form.ts";
import { versionCode } from "../../../core/paper/version-code.ts";
import { type Locale, textIn } from "../../../core/problems/finding.ts";
import { resolveNaming } from "../../../core/workflow/naming.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import type { Stores } from "../../stores.ts";
import { type AttachedStores, openAttached } from "../attached/attached-access.ts";
import { getAttached } from "../attached/attached-view.ts";
import { type DeclarationStores, openDeclaration } from "../declarations/declaration-access.ts";
import { getDeclaration } from "../declarations/declaration-detail.ts";
import { getRound } from "../programmes/programmes.service.ts";
import type { Sheet } from "./sheet.ts";

/** A sheet with the name of its file, without an ending. */
export interface NamedSheet {
  sheet: Sheet;
  name: string;
}

interface DeclarationSheet extends NamedSheet {
  /** True when it shows exactly what was handed in. */
  isHandedIn: boolean;
}

/**
 * The sheet of a declaration as the viewer may see it: the applicant its answers as they stand, everybody else those
 * that were handed in, with telephones and ID numbers masked. Marked as a draft while it is not what was handed in,
 * unless it is printed to be sealed: its version code ties the seal to these answers.
 * @throws Problem `not-found` out of the viewer's scope
 */
export async function getDeclarationSheet(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
  locale: Locale,
): Promise<DeclarationSheet> {
  const { row, edition, form, parties } = await openDeclaration(stores, viewer, id);
  const { detail } = await getDeclaration(stores, viewer, id, cipher);
  const { answers: shown, receipt, sealedForm, summary } = detail;
  const isOpen = parties.has("applicant") && row.holder === "applicant";
  const today = chinaDay(isOpen ? stores.now : (row.submittedAt ?? stores.now));
  const answers: Answers = answersForSubmission(form, shown, { today });
  const handedIn = receipt?.answersHash ?? null;
  // Others see what was handed in, masked: its hash is the stored one.
  const answersHash = parties.has("applicant") ? contentHash(answers) : handedIn;
  const { programme, catalogue } = edition.bundle;
  const isHandedIn = handedIn !== null && answersHash === handedIn;
  return {
    isHandedIn,
    sheet: {
      paper: paperOfForm({ form: form.document, answers, locale, catalogue }),
      locale,
      isDraft: !isHandedIn && !(isOpen && sealedForm?.isAsked === true),
      code: versionCode({ editionHash: edition.hash, answersHash, number: row.number }),
    },
    name: `${materialsName(programme, summary)} ${textIn(form.document.title, "zh")}`,
  };
}

/** What all materials of a declaration are called by the naming rule of its notice. */
export function materialsName(programme: ProgrammeDocument, summary: DeclarationSummary): string {
  return resolveNaming(programme.naming, {
    city: summary.city,
    county: summary.county ?? "",
    applicant: summary.applicantName,
    year: summary.year,
    kind: textIn(programme.kind, "zh"),
    programme: textIn(programme.title, "zh"),
  });
}

/**
 * The sheet of an attached form as the viewer may see it; a draft while it is not what was handed in.
 * @throws Problem `not-found` out of the viewer's scope
 */
export async function getAttachedSheet(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
  locale: Locale,
): Promise<NamedSheet> {
  const { edition, form, isAuthor } = await openAttached(stores, viewer, id);
  const { item, answers: shown } = await getAttached(stores, viewer, id, cipher);
  const today = chinaDay(item.handedInAt ?? stores.now);
  const answers: Answers = answersForSubmission(form, shown, { today });
  const answersHash = isAuthor ? contentHash(answers) : item.answersHash;
  const paper = paperOfForm({ form: form.document, answers, locale, catalogue: edition.bundle.catalogue });
  return {
    sheet: {
      paper,
      locale,
      isDraft: item.answersHash === null || answersHash !== item.answersHash,
      code: versionCode({ editionHash: edition.hash, answersHash, number: null }),
    },
    name: `${item.owner} ${paper.title}`,
  };
}

/** The empty sheet of a round's form. @throws Problem `not-found` */
export async function getEmptySheet(
  stores: Pick<Stores, "definitions" | "programmes" | "now">,
  roundId: string,
  locale: Locale,
): Promise<NamedSheet> {
  const { round, edition } = await getRound(stores, roundId);
  const { document } = edition.formFor(round.year);
  const paper = paperOfForm({ form: document, answers: {}, locale, catalogue: edition.bundle.catalogue });
  return {
    sheet: {
      paper,
      locale,
      isDraft: false,
      code: versionCode({ editionHash: edition.hash, answersHash: null, number: null }),
    },
    name: `${round.year} ${paper.title}`,
  };
}
