import { type Scope, scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type {
  DeclarationPage,
  DeclarationQuery,
  SaveReceipt,
  SaveRequest,
} from "../../../core/contracts/declarations.ts";
import type { OpenRounds } from "../../../core/contracts/programmes.ts";
import { READER_ROLES, reviewedPaths, unlockedByFlags } from "../../../core/workflow/parties.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { record } from "../audit/audit.service.ts";
import type { Edition } from "../definitions/definitions.service.ts";
import { getRound, listAccepting } from "../programmes/programmes.service.ts";
import { isAccepting } from "../programmes/round-view.ts";
import { getRegion } from "../regions/regions.service.ts";
import { refuseBanned } from "../titles/bans.service.ts";
import { changeAnswers, type Editable } from "./answer-changes.ts";
import {
  type DeclarationStores,
  editionOf,
  namesOf,
  type OpenedDeclaration,
  openDeclaration,
} from "./declaration-access.ts";
import { declarationSummary } from "./declaration-view.ts";
import { openAnswers, sealAnswers } from "./sensitive-answers.ts";

const PAGE_SIZE = 20;

/**
 * The one declaration of the viewer's organisation (or of the viewer) in a round: begun now, or the one that is there.
 * @returns its id
 */
export async function startDeclaration(stores: DeclarationStores, viewer: Viewer, roundId: string): Promise<string> {
  const { round, edition } = await getRound(stores, roundId);
  const { programme, form } = edition.bundle;
  const isOrganisation = viewer.organisationId !== null;
  if (isOrganisation !== (programme.applicant === "organisation")) throw new Problem("applicant-kind-differs");
  const applicantKey = viewer.organisationId ?? viewer.accountId;
  const existing = await stores.declarations.findOfApplicant(roundId, applicantKey);
  if (existing !== null) return existing;
  if (!isAccepting(round, stores.now)) throw new Problem("round-not-accepting");
  const applicant = await applicantOf(stores, viewer);
  const region = await getRegion(stores, applicant.regionCode, "/regionCode");
  if (!region.path.startsWith(round.authorityPath)) throw new Problem("region-outside-programme");
  await refuseBanned(stores, programme, applicantKey);
  const initial = edition.workflow.states.get(edition.workflow.initial);
  if (initial === undefined) throw new Error(`workflow ${edition.workflow.id} has no initial state`);
  const id = newId();
  const isNew = await stores.declarations.insert({
    id,
    roundId,
    programmeId: round.programmeId,
    editionNumber: round.editionNumber,
    formId: form.id,
    organisationId: viewer.organisationId,
    applicantAccountId: viewer.accountId,
    applicantName: applicant.name,
    regionCode: region.code,
    regionPath: region.path,
    state: initial.id,
    stage: initial.stage,
    holder: initial.holder,
    at: stores.now,
  });
  if (!isNew) {
    // A colleague was faster.
    const theirs = await stores.declarations.findOfApplicant(roundId, applicantKey);
    if (theirs === null) throw new Problem("conflict-revision");
    return theirs;
  }
  await record(stores, {
    actor: viewer,
    role: "applicant",
    action: "declaration-start",
    subjectType: "declaration",
    subjectId: id,
    regionCode: region.code,
    detail: { roundId, editionNumber: round.editionNumber },
  });
  return id;
}

/** Takes changed fields into the answers, on the revision they were made on. */
export async function saveAnswers(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  request: SaveRequest,
  cipher: FieldCipher,
): Promise<SaveReceipt> {
  const opened = await openDeclaration(stores, viewer, id, true);
  const { row, form } = opened;
  const editable = await editableParts(stores, opened);
  const current = openAnswers(form.document, await stores.declarations.getAnswers(id), cipher);
  const conflict = () => new Problem("conflict-revision", { members: { revision: row.revision, answers: current } });
  if (request.revision !== row.revision) throw conflict();
  const changed = changeAnswers(form, current, request.changes, editable, { today: chinaDay(stores.now) });
  if ("refused" in changed) throw new Problem("invalid-input", { findings: changed.refused });
  const sealed = sealAnswers(form.document, changed.answers, cipher);
  if (!(await stores.declarations.saveAnswers(id, row.revision, sealed, stores.now))) throw conflict();
  await record(stores, {
    actor: viewer,
    role: "applicant",
    action: "declaration-save",
    subjectType: "declaration",
    subjectId: id,
    regionCode: row.regionCode,
    detail: { revision: row.revision + 1, fields: Object.keys(request.changes) },
  });
  return { revision: row.revision + 1, savedAt: stores.now };
}

/** What the viewer may begin now: rounds of the applicant's own region, and beside them those of other places. */
export async function listOpenRounds(stores: DeclarationStores, viewer: Viewer): Promise<OpenRounds> {
  const { regionCode } = await applicantOf(stores, viewer);
  const { path } = await getRegion(stores, regionCode, "/regionCode");
  return listAccepting(stores, viewer.organisationId === null ? "person" : "organisation", path);
}

/** A page of declarations in the viewer's scope. */
export async function listDeclarations(
  stores: DeclarationStores,
  viewer: Viewer,
  query: DeclarationQuery,
): Promise<DeclarationPage> {
  const pageSize = query.pageSize ?? PAGE_SIZE;
  const scope: Scope = scopeOf(viewer, READER_ROLES);
  const region = query.regionCode === undefined ? null : await stores.regions.find(query.regionCode);
  if (query.regionCode !== undefined && region === null) return { items: [], total: 0, stages: {} };
  const { rows, total, stages } = await stores.declarations.list({
    scope,
    queue: query.view === "queue" ? reviewedPaths(viewer) : null,
    ownOnly: query.view === "mine",
    roundId: query.roundId,
    programmeId: query.programmeId,
    stage: query.stage,
    regionPath: region?.path,
    q: query.q,
    overdueAt: query.overdue === true ? stores.now : undefined,
    since: query.since,
    sort: query.sort ?? (query.view === "queue" ? "waiting" : "submitted"),
    limit: pageSize,
    offset: ((query.page ?? 1) - 1) * pageSize,
  });
  return { items: await summariesOf(stores, viewer, rows), total, stages };
}

/** Rows as a list shows them. */
export async function summariesOf(
  stores: DeclarationStores,
  viewer: Viewer,
  rows: Awaited<ReturnType<DeclarationStores["declarations"]["list"]>>["rows"],
): Promise<DeclarationPage["items"]> {
  const names = await namesOf(
    stores,
    rows.map(({ regionPath }) => regionPath),
  );
  const editions = new Map<string, Edition>();
  const items: DeclarationPage["items"] = [];
  for (const row of rows) {
    const key = `${row.programmeId} ${row.editionNumber}`;
    const edition = editions.get(key) ?? (await editionOf(stores, row));
    editions.set(key, edition);
    const pinned = { programme: edition.bundle.programme, workflow: edition.workflow };
    const where = names.get(row.regionPath) ?? { city: "", county: null };
    items.push(declarationSummary(row, pinned, where, viewer, stores.now));
  }
  return items;
}

/** What the applicant may write now. @throws Problem `forbidden` for others, `wrong-state` when it is not the time */
async function editableParts(stores: DeclarationStores, opened: OpenedDeclaration): Promise<Editable> {
  const { row, state, parties } = opened;
  if (!parties.has("applicant")) throw new Problem("forbidden");
  if (state.editable === "all") return { kind: "all" };
  if (state.editable === "none") throw new Problem("wrong-state");
  const pointers = await stores.evidence.listOpenFlagPointers(row.id);
  return { kind: "fields", fields: new Set(unlockedByFlags(pointers).fields) };
}

async function applicantOf(stores: DeclarationStores, viewer: Viewer): Promise<{ name: string; regionCode: string }> {
  if (viewer.organisationId !== null) {
    const organisation = await stores.organisations.find(viewer.organisationId);
    if (organisation === null) throw new Problem("not-found");
    return { name: organisation.name, regionCode: organisation.regionCode };
  }
  if (viewer.regionCode === null) throw new Problem("region-outside-programme");
  return { name: viewer.name, regionCode: viewer.regionCode };
}
