import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { AttachedList, AttachedStart } from "../../../core/contracts/attached.ts";
import type { FindingList, SaveReceipt, SaveRequest } from "../../../core/contracts/declarations.ts";
import type { Answers } from "../../../core/forms/form-state.ts";
import type { AttachedForm } from "../../../core/workflow/attached-form-document.ts";
import { ATTACHED_KINDS, yearlyDueOn } from "../../../core/workflow/attached-kinds.ts";
import { takenValues } from "../../../core/workflow/attached-values.ts";
import { READER_ROLES, reviewedPaths } from "../../../core/workflow/parties.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { changeAnswers } from "../declarations/answer-changes.ts";
import { type OpenedDeclaration, openDeclaration } from "../declarations/declaration-access.ts";
import { getFindings } from "../declarations/declaration-detail.ts";
import { sealAnswers } from "../declarations/sensitive-answers.ts";
import { getRound } from "../programmes/programmes.service.ts";
import { codesOf } from "../regions/regions.service.ts";
import type { AttachedRow, NewAttached } from "./attached.store.ts";
import { type AttachedStores, editableFields, getEntry, isReviewTime, openAttached } from "./attached-access.ts";
import { attachedFindings, currentAnswers, draftedRows, factsOf, findingsWithDeclaration } from "./attached-answers.ts";
import { recordAttached } from "./attached-audit.ts";
import { type AttachedOwner, attachedItem } from "./attached-view.ts";
import { addDays, reportYears } from "./report-years.ts";
import { listReviewForms } from "./review-forms.service.ts";

/** Forms that go in with a declaration, begun or not; for its reviewers also those they fill in about it. */
export async function listWithDeclaration(stores: AttachedStores, viewer: Viewer, id: string): Promise<AttachedList> {
  const opened = await openDeclaration(stores, viewer, id);
  const { row, edition, parties } = opened;
  const begun = await stores.attached.listOfDeclaration(id);
  const owner: AttachedOwner = {
    declarationId: id,
    roundId: row.roundId,
    regionCode: row.regionCode,
    regionPath: row.regionPath,
    name: row.applicantName,
    withApplicant: row.holder === "applicant",
  };
  const items: AttachedList["items"] = [];
  for (const entry of edition.bundle.programme.attachedForms ?? []) {
    const kind = ATTACHED_KINDS[entry.when];
    if (kind.of !== "declaration" || kind.isHandedIn) continue;
    const found = begun.find(({ attachedId }) => attachedId === entry.id) ?? null;
    // What was begun after the submission was not handed in, and is not there for others.
    const isThere = parties.has("applicant") || found?.handedInAt != null;
    const state = { row: isThere ? found : null, year: row.year, dueOn: null };
    items.push(await attachedItem(stores, edition, entry, owner, state));
  }
  // What a review says of a declaration is not for its applicant to read.
  if (!parties.has("applicant")) items.push(...(await listReviewForms(stores, opened, begun, owner)));
  return { items };
}

/**
 * Begins a form of a declaration, or finds the one that is there.
 * @returns its id
 * @throws Problem `forbidden` for others than who fills it in, `wrong-state` when it is not the time
 */
export async function startOfDeclaration(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  request: AttachedStart,
  cipher: FieldCipher,
): Promise<string> {
  const opened = await openDeclaration(stores, viewer, id, true);
  const entry = getEntry(opened.edition, request.attached);
  const kind = ATTACHED_KINDS[entry.when];
  if (kind.of !== "declaration") throw new Problem("not-found");
  if (!opened.parties.has(entry.by)) throw new Problem("forbidden");
  const begun = (await stores.attached.listOfDeclaration(id)).filter(({ attachedId }) => attachedId === entry.id);
  const { year, sequence } = await periodOf(stores, opened, entry, begun, request.year);
  const existing = begun.find((one) => one.year === year && one.sequence === sequence);
  if (existing !== undefined) return existing.id;
  if (!isTimeFor(entry, opened)) throw new Problem("wrong-state");
  const { row } = opened;
  return insert(stores, viewer, id, entry, {
    declarationId: id,
    roundId: row.roundId,
    year,
    sequence,
    regionCode: row.regionCode,
    regionPath: row.regionPath,
    dueOn: dueOnOf(entry, year, stores.now),
    answers: kind.keepsValues ? {} : takenValues(entry, await factsOf(stores, row, cipher, true)),
  });
}

/** Whether a form of a declaration may be begun now, as far as the state of the declaration says. */
function isTimeFor(entry: AttachedForm, opened: OpenedDeclaration): boolean {
  const kind = ATTACHED_KINDS[entry.when];
  if (kind.ofReview) return isReviewTime(entry, opened);
  return kind.afterTitle || opened.state.editable !== "none";
}

/** The year a form is about, and which of that year it is: a change report is begun anew once the last is handed in. */
async function periodOf(
  stores: AttachedStores,
  { row }: OpenedDeclaration,
  entry: AttachedForm,
  begun: readonly AttachedRow[],
  wanted: number | undefined,
): Promise<{ year: number; sequence: number }> {
  const kind = ATTACHED_KINDS[entry.when];
  if (!kind.afterTitle) return { year: row.year, sequence: 0 };
  const term = await stores.titleHolders.findTerm(row.id);
  if (term === null) throw new Problem("wrong-state");
  const today = chinaDay(stores.now);
  if (kind.due === "yearly") {
    const years = reportYears(term, today);
    const year = wanted ?? years.at(-1);
    if (year === undefined || !years.includes(year)) throw new Problem("wrong-state");
    return { year, sequence: 0 };
  }
  const open = begun.find(({ status }) => status === "draft" || status === "returned");
  return open ?? { year: Number(today.slice(0, 4)), sequence: begun.length + 1 };
}

function dueOnOf(entry: AttachedForm, year: number, now: string): string | null {
  if (entry.due !== undefined && "days" in entry.due) return addDays(chinaDay(now), entry.due.days);
  return yearlyDueOn(entry, year);
}

/** Summaries of a round: the viewer's own, begun or not, and those handed in below. */
export async function listOfRound(stores: AttachedStores, viewer: Viewer, roundId: string): Promise<AttachedList> {
  const { round, edition } = await getReviewedRound(stores, viewer, roundId);
  const rows = await stores.attached.listSummaries(scopeOf(viewer, READER_ROLES), roundId);
  const items: AttachedList["items"] = [];
  for (const entry of edition.bundle.programme.attachedForms ?? []) {
    if (ATTACHED_KINDS[entry.when].of !== "region") continue;
    const begun = rows.filter(({ attachedId }) => attachedId === entry.id);
    const own = reviewedPaths(viewer).filter(({ party }) => party === entry.by);
    const missing = own.filter(({ regionPath }) => !begun.some((row) => row.regionPath === regionPath));
    for (const { regionPath } of missing) {
      const owner = regionOwner(roundId, regionPath);
      items.push(await attachedItem(stores, edition, entry, owner, { row: null, year: round.year, dueOn: null }));
    }
    for (const row of begun) {
      const owner = regionOwner(roundId, row.regionPath);
      items.push(await attachedItem(stores, edition, entry, owner, { row, year: row.year, dueOn: row.dueOn }));
    }
  }
  return { items };
}

/** Begins the summary of the viewer's region in a round, or finds the one that is there; its id. */
export async function startOfRound(
  stores: AttachedStores,
  viewer: Viewer,
  roundId: string,
  { attached }: AttachedStart,
): Promise<string> {
  const { round, edition } = await getReviewedRound(stores, viewer, roundId);
  const entry = getEntry(edition, attached);
  const own = reviewedPaths(viewer).find(
    ({ party, regionPath }) => party === entry.by && regionPath.startsWith(round.authorityPath),
  );
  if (ATTACHED_KINDS[entry.when].of !== "region") throw new Problem("not-found");
  if (own === undefined) throw new Problem("forbidden");
  const key = `${roundId} ${own.regionPath}`;
  const { regionCode, regionPath } = regionOwner(roundId, own.regionPath);
  const found = await stores.attached.findOf(key, entry.id, round.year, 0);
  if (found !== null) return found.id;
  return insert(stores, viewer, key, entry, {
    declarationId: null,
    roundId,
    year: round.year,
    sequence: 0,
    regionCode,
    regionPath,
    dueOn: null,
    answers: {},
  });
}

function regionOwner(roundId: string, regionPath: string) {
  return { declarationId: null, roundId, regionCode: codesOf(regionPath).at(-1) ?? "", regionPath, name: null };
}

/** A round whose programme lies above a region the viewer reviews; any other does not exist for the viewer. */
async function getReviewedRound(stores: AttachedStores, viewer: Viewer, roundId: string) {
  const found = await getRound(stores, roundId);
  const isReviewed = reviewedPaths(viewer).some(({ regionPath }) => regionPath.startsWith(found.round.authorityPath));
  if (!isReviewed) throw new Problem("not-found");
  return found;
}

async function insert(
  stores: AttachedStores,
  viewer: Viewer,
  ownerKey: string,
  entry: AttachedForm,
  made: Omit<NewAttached, "id" | "attachedId" | "formId" | "reviewParty" | "at">,
): Promise<string> {
  const reviewParty = ATTACHED_KINDS[entry.when].ofReview ? entry.by : null;
  const form = { ...made, id: newId(), attachedId: entry.id, formId: entry.form, reviewParty, at: stores.now };
  const isNew = await stores.attached.insert(ownerKey, form);
  const row = await stores.attached.findOf(ownerKey, entry.id, made.year, made.sequence);
  // A colleague may have been faster: theirs is the one.
  if (row === null) throw new Problem("conflict-revision");
  if (isNew)
    await recordAttached(
      stores,
      viewer,
      { row, entry, reviewer: null, isAuthor: true, isReceiver: false },
      "attached-start",
      {},
    );
  return row.id;
}

/** Takes changed fields into the answers, on the revision they were made on. */
export async function saveAttached(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  request: SaveRequest,
  cipher: FieldCipher,
): Promise<SaveReceipt> {
  const opened = await openAttached(stores, viewer, id, true);
  const { row, form, isAuthor } = opened;
  if (!isAuthor) throw new Problem("forbidden");
  const editable = await editableFields(stores, opened);
  if (editable.length === 0) throw new Problem("wrong-state");
  const current = await currentAnswers(stores, opened, cipher);
  const conflict = () => new Problem("conflict-revision", { members: { revision: row.revision, answers: current } });
  if (request.revision !== row.revision) throw conflict();
  const fields = { kind: "fields", fields: new Set(editable) } as const;
  const calculated = [...form.fields.values()].filter(({ calculate }) => calculate !== undefined).map(({ id }) => id);
  for (const id of calculated) fields.fields.add(id);
  const changed = changeAnswers(form, current, request.changes, fields, { today: chinaDay(stores.now) });
  if ("refused" in changed) throw new Problem("invalid-input", { findings: changed.refused });
  const sealed: Answers = sealAnswers(form.document, changed.answers, cipher);
  if (!(await stores.attached.saveAnswers(id, row.revision, sealed, stores.now))) throw conflict();
  await recordAttached(stores, viewer, opened, "attached-save", {
    revision: row.revision + 1,
    fields: Object.keys(request.changes),
  });
  return { revision: row.revision + 1, savedAt: stores.now };
}

/** Findings of a declaration and of all that is handed in with it, as they would stand in the way of a submission. */
export async function getAllFindings(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
): Promise<FindingList> {
  const { findings } = await getFindings(stores, viewer, id, cipher);
  const { row, parties } = await openDeclaration(stores, viewer, id);
  const attached = await findingsWithDeclaration(stores, row, cipher, parties.has("applicant"));
  return { findings: [...findings, ...attached] };
}

/** Findings as they would stand in the way of handing it in. */
export async function getAttachedFindings(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
): Promise<FindingList> {
  return { findings: await attachedFindings(stores, await openAttached(stores, viewer, id), cipher) };
}

/** Rows for the table of a summary, from what is recommended now. @throws Problem `forbidden` for others */
export async function getDraft(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
): Promise<{ answers: Record<string, unknown> }> {
  const opened = await openAttached(stores, viewer, id);
  if (!opened.isAuthor || opened.entry.rows === undefined) throw new Problem("forbidden");
  return { answers: { ...(await draftedRows(stores, opened, cipher)) } };
}
