import type { Viewer } from "../../../core/access/viewer.ts";
import type { AttachedDetail, AttachedItem } from "../../../core/contracts/attached.ts";
import type { Answers } from "../../../core/forms/form-state.ts";
import { toLocalText } from "../../../core/problems/finding.ts";
import type { AttachedForm } from "../../../core/workflow/attached-form-document.ts";
import { ATTACHED_KINDS } from "../../../core/workflow/attached-kinds.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { namesOf } from "../declarations/declaration-access.ts";
import { partyName, type RegionNames } from "../declarations/declaration-view.ts";
import { hiddenChanges } from "../declarations/hidden-changes.ts";
import { maskAnswers, openAnswers } from "../declarations/sensitive-answers.ts";
import { type Edition, viewForm } from "../definitions/definitions.service.ts";
import { evidenceItem } from "../evidence/evidence.service.ts";
import type { AttachedRow } from "./attached.store.ts";
import {
  type AttachedStores,
  editableFields,
  type OpenedAttached,
  openAttached,
  takenFields,
} from "./attached-access.ts";
import { factsOf, offersFrom, readAnswers } from "./attached-answers.ts";
import { editableEvidence, readFiles } from "./attached-files.ts";
import { mayHandIn } from "./attached-hand-in.ts";

/** Whose form it is and where it belongs, also while nobody has begun it. */
export interface AttachedOwner {
  declarationId: string | null;
  roundId: string;
  regionCode: string;
  regionPath: string;
  /** The applicant; null for a region, which is called by its name. */
  name: string | null;
  /** City and county of the region, where the caller has asked for many together. */
  names?: RegionNames | undefined;
  /** Set for what goes with a declaration: whether that lies with the applicant now. */
  withApplicant?: boolean;
}

/** One attached form in a list, in the words of its edition. */
export async function attachedItem(
  stores: AttachedStores,
  edition: Edition,
  entry: AttachedForm,
  owner: AttachedOwner,
  state: { row: AttachedRow | null; year: number; dueOn: string | null; mayBegin?: boolean },
): Promise<AttachedItem> {
  const { row, year, dueOn } = state;
  const { programme } = edition.bundle;
  const names = owner.names ??
    (await namesOf(stores, [owner.regionPath])).get(owner.regionPath) ?? { city: "", county: null };
  const isWaiting = row === null || row.status === "draft" || row.status === "returned";
  const status = row === null ? "missing" : owner.withApplicant === true ? "draft" : row.status;
  return {
    id: row?.id ?? null,
    attached: entry.id,
    title: toLocalText(edition.attachedFor(entry.form, year).document.title),
    when: entry.when,
    by: entry.by,
    mayBegin: state.mayBegin === true,
    required: entry.required,
    year,
    status,
    to: entry.to === undefined ? null : partyName(entry.to, names, programme),
    dueOn,
    overdue: ATTACHED_KINDS[entry.when].isHandedIn && isWaiting && dueOn !== null && chinaDay(stores.now) > dueOn,
    handedInAt: row?.handedInAt ?? null,
    answersHash: row?.answersHash ?? null,
    reason: row?.reason ?? null,
    source: entry.source ?? null,
    declarationId: owner.declarationId,
    roundId: owner.roundId,
    programmeTitle: toLocalText(programme.title),
    owner: owner.name ?? names.county ?? names.city,
    regionCode: owner.regionCode,
  };
}

/** An attached form as one viewer may see it and act on it. @throws Problem `not-found` out of the viewer's scope */
export async function getAttached(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
): Promise<AttachedDetail> {
  const opened = await openAttached(stores, viewer, id);
  const { row, edition, entry, kind, form, owner, isReceiver } = opened;
  const editable = await editableFields(stores, opened);
  const item = await attachedItem(stores, edition, entry, ownerOf(opened), {
    row,
    year: row.year,
    dueOn: row.dueOn,
  });
  return {
    item,
    revision: row.revision,
    form: viewForm(edition, form),
    answers: { ...(await shownAnswers(stores, opened, cipher)) },
    editableFields: editable,
    evidence: (await readFiles(stores, opened)).map(evidenceItem),
    editableEvidence: await editableEvidence(stores, opened),
    before: await shownBefore(stores, opened, cipher),
    taken: takenFields(opened),
    offers: editable.length === 0 || owner === null || kind.ofReview ? [] : await offersOf(stores, opened, cipher),
    mayHandIn: await mayHandIn(stores, opened),
    mayDecide: kind.isJudged && isReceiver && row.status === "handed-in",
    mayReveal: opened.reviewer !== null,
    mayDraft: entry.rows !== undefined && editable.length > 0,
  };
}

function ownerOf({ row, owner, kind }: OpenedAttached): AttachedOwner {
  const { declarationId, roundId, regionCode, regionPath } = row;
  return {
    declarationId,
    roundId,
    regionCode,
    regionPath,
    name: row.applicantName,
    ...(owner !== null && !kind.isHandedIn && { withApplicant: owner.row.holder === "applicant" }),
  };
}

/** Telephones and ID numbers are masked for everybody but its author. */
async function shownAnswers(stores: AttachedStores, opened: OpenedAttached, cipher: FieldCipher): Promise<Answers> {
  const answers = await readAnswers(stores, opened, cipher);
  return opened.isAuthor ? answers : maskAnswers(opened.form.document, answers);
}

/** What was handed in the time before the last; null for its author, and where there is none. */
async function shownBefore(
  stores: AttachedStores,
  opened: OpenedAttached,
  cipher: FieldCipher,
): Promise<AttachedDetail["before"]> {
  const { document } = opened.form;
  const before = opened.isAuthor ? null : await stores.attached.findBefore(opened.row.id);
  if (before === null) return null;
  const answers = openAnswers(document, before.answers, cipher);
  return {
    answers: { ...maskAnswers(document, answers) },
    files: before.files,
    handedInAt: before.at,
    hiddenChanges: hiddenChanges(document, answers, await readAnswers(stores, opened, cipher)),
  };
}

async function offersOf(
  stores: AttachedStores,
  { owner, form, edition, isAuthor }: OpenedAttached,
  cipher: FieldCipher,
): Promise<AttachedDetail["offers"]> {
  if (owner === null) return [];
  const facts = await factsOf(stores, owner.row, cipher, isAuthor);
  return offersFrom(form, facts, owner.row, edition.bundle.catalogue.units);
}
