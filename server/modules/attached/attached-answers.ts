import { checkAgreement } from "../../../core/forms/check-agreement.ts";
import { checkAnswers } from "../../../core/forms/check-answers.ts";
import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import type { Answers } from "../../../core/forms/form-state.ts";
import { listOffers, type Offer } from "../../../core/forms/prefill.ts";
import { pointer } from "../../../core/json/pointer.ts";
import { finding } from "../../../core/problems/catalogue.ts";
import { type Finding, toLocalText } from "../../../core/problems/finding.ts";
import type { AttachedForm } from "../../../core/workflow/attached-form-document.ts";
import { ATTACHED_KINDS } from "../../../core/workflow/attached-kinds.ts";
import { type DeclarationFacts, draftRows, takenValues } from "../../../core/workflow/attached-values.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { answersKnownTo, type DeclarationStores, editionOf, namesOf } from "../declarations/declaration-access.ts";
import type { DeclarationRow } from "../declarations/declarations.store.ts";
import { listRanked, type RankedLevel } from "../declarations/ranked-list.ts";
import { openAnswers } from "../declarations/sensitive-answers.ts";
import { evidenceCounts } from "../declarations/workflow-facts.ts";
import { getEdition } from "../definitions/definitions.service.ts";
import type { EvidenceRow } from "../evidence/evidence.store.ts";
import { type AttachedStores, type OpenedAttached, takenFields } from "./attached-access.ts";
import { readFiles } from "./attached-files.ts";

/** A declaration as the expressions of attached forms see it, for its applicant or for somebody else. */
export async function factsOf(
  stores: DeclarationStores,
  row: DeclarationRow,
  cipher: FieldCipher,
  isApplicant: boolean,
): Promise<DeclarationFacts> {
  const form = (await editionOf(stores, row)).formFor(row.year);
  const names = (await namesOf(stores, [row.regionPath])).get(row.regionPath);
  return {
    form,
    answers: openAnswers(form.document, await answersKnownTo(stores, row, isApplicant), cipher),
    meta: {
      applicant: row.applicantName,
      city: names?.city ?? "",
      county: names?.county ?? null,
      rank: row.ranks.city ?? row.ranks.county ?? null,
      number: row.number,
      "title-number": await stores.declarations.findTitleNumber(row.id),
    },
    today: chinaDay(stores.now),
  };
}

/** Answers with what the declaration says in the fields that always hold it. */
export function withTaken(entry: AttachedForm, answers: Answers, facts: DeclarationFacts): Answers {
  const kept: Record<string, unknown> = { ...answers };
  for (const field of takenFields({ entry, kind: ATTACHED_KINDS[entry.when] })) delete kept[field];
  return { ...kept, ...takenValues(entry, facts) };
}

/** The answers of an attached form as its author has them now. */
export async function currentAnswers(
  stores: AttachedStores,
  { row, entry, kind, form, owner }: OpenedAttached,
  cipher: FieldCipher,
): Promise<Answers> {
  const stored = openAnswers(form.document, await stores.attached.getAnswers(row.id), cipher);
  if (owner === null || !kind.keepsValues) return stored;
  return withTaken(entry, stored, await factsOf(stores, owner.row, cipher, entry.by === "applicant"));
}

/** What the declaration says for fields of an attached form: offered, and laid beside what is said there. */
export function offersFrom(
  form: CompiledForm,
  facts: DeclarationFacts,
  row: Pick<DeclarationRow, "roundTitle" | "updatedAt">,
  units: Parameters<typeof listOffers>[1]["units"],
): Offer[] {
  const { document } = facts.form;
  const declaration = { form: document, answers: facts.answers, title: row.roundTitle, submittedAt: row.updatedAt };
  return listOffers(form, { declarations: [declaration], units });
}

/**
 * The answers a viewer reads, as they were given: its author's as they stand, for everybody else those that were
 * handed in.
 */
export async function readAnswers(
  stores: AttachedStores,
  opened: OpenedAttached,
  cipher: FieldCipher,
): Promise<Answers> {
  // What a review has handed in stands as it was judged by, with everything calculated, until it is changed again.
  const stands = opened.kind.ofReview && opened.row.status === "handed-in";
  if (opened.isAuthor && !stands) return currentAnswers(stores, opened, cipher);
  const handedIn = await stores.attached.findHandedIn(opened.row.id);
  return handedIn === null ? {} : openAnswers(opened.form.document, handedIn, cipher);
}

/** Findings of an attached form as at handing it in; pointers lead into its answers. */
export async function attachedFindings(
  stores: AttachedStores,
  opened: OpenedAttached,
  cipher: FieldCipher,
): Promise<Finding[]> {
  const { form, owner, edition } = opened;
  const answers = await readAnswers(stores, opened, cipher);
  const files = await readFiles(stores, opened);
  const found = ownFindings(opened.entry, form, { answers, files }, chinaDay(stores.now));
  if (owner === null) return [...found, ...(await rowCountFindings(stores, opened, answers))];
  if (opened.kind.ofReview) return found; // What a review finds is what may differ.
  const facts = await factsOf(stores, owner.row, cipher, opened.isAuthor);
  const offers = offersFrom(form, facts, owner.row, edition.bundle.catalogue.units);
  return [...found, ...checkAgreement(form, answers, offers)];
}

/** A summary names every recommended declaration: another number of rows is asked about. */
async function rowCountFindings(stores: AttachedStores, opened: OpenedAttached, answers: Answers): Promise<Finding[]> {
  const { entry } = opened;
  if (entry.rows === undefined) return [];
  const rows = answers[entry.rows.table];
  const expected = (await recommended(stores, opened)).length;
  const count = Array.isArray(rows) ? rows.length : 0;
  return count === expected ? [] : [finding("attached-row-count", pointer(entry.rows.table), { count, expected })];
}

function recommended(stores: AttachedStores, { row, entry }: OpenedAttached): Promise<DeclarationRow[]> {
  return listRanked(stores, row.roundId, row.regionPath, entry.by as RankedLevel);
}

/** The rows a summary may begin with: the declarations of its region, in the order of recommendation. */
export async function draftedRows(
  stores: AttachedStores,
  opened: OpenedAttached,
  cipher: FieldCipher,
): Promise<Answers> {
  const facts: DeclarationFacts[] = [];
  for (const [index, row] of (await recommended(stores, opened)).entries()) {
    const one = await factsOf(stores, row, cipher, false);
    facts.push({ ...one, meta: { ...one.meta, rank: index + 1 } });
  }
  return draftRows(opened.entry, facts);
}

/**
 * Findings of everything that is handed in with a declaration; pointers begin with `/attached/<id>`. One nobody has
 * begun is missing when it is required.
 */
export async function findingsWithDeclaration(
  stores: AttachedStores,
  row: DeclarationRow,
  cipher: FieldCipher,
  isApplicant: boolean,
): Promise<Finding[]> {
  const all: Finding[] = [];
  const forms = await formsWithDeclaration(stores, row, cipher, isApplicant);
  for (const { entry, form, row: begun, answers, facts, units } of forms) {
    const root = pointer("attached", entry.id);
    if (begun === null || answers === null) {
      const title = toLocalText(form.document.title);
      if (entry.required) all.push({ ...finding("attached-missing", root, { title }), ...sourceOf(entry) });
      continue;
    }
    const files = await readFiles(stores, { row: begun, isAuthor: isApplicant });
    const found = ownFindings(entry, form, { answers, files }, facts.today);
    found.push(...checkAgreement(form, answers, offersFrom(form, facts, row, units)));
    all.push(...found.map((one) => ({ ...one, pointer: root + one.pointer })));
  }
  return all;
}

/**
 * Each form that goes with a declaration: compiled, with its answers as they stand, or for others than the applicant as
 * they were handed in; null where there are none.
 */
export async function formsWithDeclaration(
  stores: AttachedStores,
  row: DeclarationRow,
  cipher: FieldCipher,
  isApplicant: boolean,
) {
  const edition = await getEdition(stores, { programmeId: row.programmeId, number: row.editionNumber });
  const entries = (edition.bundle.programme.attachedForms ?? []).filter(
    ({ when }) => ATTACHED_KINDS[when].of === "declaration" && !ATTACHED_KINDS[when].isHandedIn,
  );
  if (entries.length === 0) return [];
  const facts = await factsOf(stores, row, cipher, isApplicant);
  const begun = await stores.attached.listOfDeclaration(row.id);
  const made = [];
  for (const entry of entries) {
    const form = edition.attachedFor(entry.form, row.year);
    const found = begun.find(({ attachedId }) => attachedId === entry.id) ?? null;
    const known =
      found && (await (isApplicant ? stores.attached.getAnswers(found.id) : stores.attached.findHandedIn(found.id)));
    const answers = known && withTaken(entry, openAnswers(form.document, known, cipher), facts);
    made.push({ entry, form, row: found, answers, facts, units: edition.bundle.catalogue.units });
  }
  return made;
}

/** What the declaration leaves blank is asked for there, not here. */
function ownFindings(
  entry: AttachedForm,
  form: CompiledForm,
  { answers, files }: { answers: Answers; files: readonly EvidenceRow[] },
  today: string,
): Finding[] {
  const taken = new Set(takenFields({ entry, kind: ATTACHED_KINDS[entry.when] }).map((field) => pointer(field)));
  return checkAnswers(form, answers, { stage: "submit", today, evidenceCounts: evidenceCounts(files) }).filter(
    ({ code, pointer: at }) => code !== "answer-required" || !taken.has(at),
  );
}

function sourceOf({ source }: AttachedForm): { source?: string } {
  return source === undefined ? {} : { source };
}
