import { type Scope, scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type {
  ChangeList,
  CreateProgramme,
  Draft,
  EditionList,
  EditionSummary,
  PublishRequest,
  SaveDraft,
  StudioList,
} from "../../../core/contracts/studio.ts";
import { checkBundle } from "../../../core/editions/bundle.ts";
import { recordOf, textOf } from "../../../core/editions/change.ts";
import { findChanges } from "../../../core/editions/changes.ts";
import { type Documents, documentPath } from "../../../core/editions/document-paths.ts";
import { renameProgramme } from "../../../core/editions/rename.ts";
import { starterProgramme } from "../../../core/editions/starter-documents.ts";
import type { Finding, LocalText } from "../../../core/problems/finding.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import { getProgramme, publishEdition } from "../definitions/definitions.service.ts";
import type { DraftRecord } from "./studio.store.ts";

/**
 * Drafts of programmes: one for each, kept as it is typed, checked on every save, and published as the next edition
 * when nothing stands against it. Only programme administrators of the authority's region reach them.
 */

type StudioStores = Pick<Stores, "studio" | "definitions" | "audit" | "outbox" | "regions" | "now">;

const ROLES = ["programme-admin"] as const;

const scopeOfAdmin = (viewer: Viewer): Scope => scopeOf(viewer, ROLES);

/** Programmes of the viewer's region with their editions, drafts and rounds. */
export async function listProgrammes(stores: StudioStores, viewer: Viewer): Promise<StudioList> {
  return { items: await stores.studio.listProgrammes(scopeOfAdmin(viewer), stores.now) };
}

/** The draft of a programme; the latest edition as revision 0 when nobody has begun one. */
export async function getDraft(stores: StudioStores, viewer: Viewer, programmeId: string): Promise<Draft> {
  return draftView(await findDraft(stores, viewer, programmeId));
}

/** Replaces the draft made on `revision`. @throws Problem `conflict-revision` with the draft that stands */
export async function saveDraft(
  stores: StudioStores,
  viewer: Viewer,
  programmeId: string,
  request: SaveDraft,
): Promise<Draft> {
  const standing = await findDraft(stores, viewer, programmeId);
  const draft = { programmeId, revision: request.revision + 1, documents: request.documents, updatedAt: stores.now };
  const isSaved =
    standing.revision === request.revision &&
    (standing.revision === 0
      ? await stores.studio.recordDraft(draft, viewer.login)
      : await stores.studio.replaceDraft(draft, request.revision, viewer.login));
  if (!isSaved) throw new Problem("conflict-revision", { members: { draft: draftView(standing) } });
  await record(stores, { ...entry(viewer, "draft-save", programmeId), detail: { revision: draft.revision } });
  return draftView(draft);
}

/** Begins a programme as a copy of another's latest edition, with ids of its own. */
export async function createProgramme(stores: StudioStores, viewer: Viewer, request: CreateProgramme): Promise<Draft> {
  const source = await stores.definitions.findLatestEdition(request.copyOf);
  if (source === null) throw new Problem("not-found");
  const { id, copyOf, blank = false } = request;
  const make = blank ? starterProgramme : renameProgramme;
  const documents = make(await stores.definitions.getDocuments(source), copyOf, id);
  return beginProgramme(stores, viewer, id, documents, "programme-create", { copyOf, blank });
}

/**
 * Takes documents from outside (an unpacked bundle) in as a draft: of the programme they hold, a new one when its id
 * is free. Nothing is published.
 */
export async function importDraft(stores: StudioStores, viewer: Viewer, documents: Documents): Promise<Draft> {
  const programmes = Object.keys(documents).flatMap(
    (path) => /^programmes\/([^/]+)\.programme\.json$/.exec(path)?.[1] ?? [],
  );
  const [id] = programmes;
  if (id === undefined || programmes.length > 1)
    throw new Problem("invalid-input", { findings: checkBundle(documents) });
  if (!(await stores.studio.isProgrammeTaken(id))) {
    return beginProgramme(stores, viewer, id, documents, "programme-import", {});
  }
  const { revision } = await findDraft(stores, viewer, id);
  return saveDraft(stores, viewer, id, { revision, documents });
}

/** Documents of an edition (the latest without a number), or of the draft. */
export async function getDocuments(
  stores: StudioStores,
  viewer: Viewer,
  programmeId: string,
  edition: number | "draft" | "latest",
): Promise<Documents> {
  const draft = await findDraft(stores, viewer, programmeId);
  if (edition === "draft") return draft.documents;
  const key =
    edition === "latest"
      ? await stores.definitions.findLatestEdition(programmeId)
      : await stores.definitions.findEdition({ programmeId, number: edition });
  if (key === null) throw new Problem("not-found");
  return stores.definitions.getDocuments(key);
}

/** What publishing the draft would change against the latest edition, and how many declarations are being filled in. */
export async function listChanges(stores: StudioStores, viewer: Viewer, programmeId: string): Promise<ChangeList> {
  const { documents } = await findDraft(stores, viewer, programmeId);
  const latest = await stores.definitions.findLatestEdition(programmeId);
  if (latest === null) return { changes: findChanges({}, documents), liveDeclarations: 0 };
  return {
    changes: findChanges(await stores.definitions.getDocuments(latest), documents),
    liveDeclarations: await stores.studio.countLiveDeclarations(programmeId, latest.number),
  };
}

/** What stands against publishing documents that only another module knows. */
export type PublishCheck = (stores: Stores, programmeId: string, documents: Documents) => Promise<Finding[]>;

/**
 * Freezes the draft as the next edition. Refused while a finding of level error stands, golden cases and what other modules
 * know included.
 */
export async function publishDraft(
  stores: Stores,
  viewer: Viewer,
  programmeId: string,
  request: PublishRequest,
  checks: readonly PublishCheck[],
): Promise<EditionSummary> {
  const draft = await findDraft(stores, viewer, programmeId);
  if (draft.revision !== request.revision)
    throw new Problem("conflict-revision", { members: { draft: draftView(draft) } });
  await requireOwnRegion(stores, viewer, draft.documents, programmeId);
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await check(stores, programmeId, draft.documents)));
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  const published = await publishEdition(stores, draft.documents, { by: viewer.login, note: request.note });
  if (!published.isNew) throw new Problem("already-exists", { detail: UNCHANGED });
  await record(stores, {
    ...entry(viewer, "edition-publish", `${programmeId}/${published.number}`),
    subjectType: "edition",
    detail: { hash: published.hash },
  });
  return {
    programmeId,
    number: published.number,
    hash: published.hash,
    note: request.note,
    publishedAt: stores.now,
    publishedBy: viewer.login,
  };
}

/** Editions of a programme, newest first. */
export async function listEditions(stores: StudioStores, viewer: Viewer, programmeId: string): Promise<EditionList> {
  if ((await stores.studio.findProgramme(scopeOfAdmin(viewer), programmeId)) === undefined)
    throw new Problem("not-found");
  const items: EditionList["items"] = [];
  for (const edition of await stores.definitions.listEditions(programmeId)) {
    const { round } = await getProgramme(stores, { programmeId, number: edition.number });
    items.push({ ...edition, yearOffset: round.yearOffset });
  }
  return { items };
}

const UNCHANGED: LocalText = {
  zh: "草稿与最新版完全相同，无需发布",
  en: "The draft is exactly the latest edition; there is nothing to publish",
};
const OTHER_REGION: LocalText = {
  zh: "主管部门所在地区不归您管理，请改为您所管理的地区",
  en: "The authority's region is not yours to administer; set one that is",
};
const OTHER_PROGRAMME: LocalText = {
  zh: "创建项目文件的编号与本项目不符，不能改名发布",
  en: "The programme document has another id than this programme; it cannot be published under another name",
};

async function findDraft(stores: StudioStores, viewer: Viewer, programmeId: string): Promise<DraftRecord> {
  const programme = await stores.studio.findProgramme(scopeOfAdmin(viewer), programmeId);
  if (programme === undefined) throw new Problem("not-found");
  const draft = await stores.studio.findDraft(programmeId);
  if (draft !== undefined) return draft;
  const latest = await stores.definitions.findLatestEdition(programmeId);
  if (latest === null) throw new Problem("not-found");
  return {
    programmeId,
    revision: 0,
    documents: await stores.definitions.getDocuments(latest),
    updatedAt: latest.publishedAt,
  };
}

function draftView(draft: DraftRecord): Draft {
  return { ...draft, findings: checkBundle(draft.documents) };
}

async function beginProgramme(
  stores: StudioStores,
  viewer: Viewer,
  id: string,
  documents: Documents,
  action: string,
  detail: Record<string, unknown>,
): Promise<Draft> {
  if (await stores.studio.isProgrammeTaken(id)) throw new Problem("already-exists");
  const owned = await withOwnRegion(stores, viewer, documents, id);
  const programme = recordOf(owned.documents[documentPath("programme", id)]);
  await stores.definitions.saveProgramme({
    id,
    authorityRegion: owned.region,
    title: textOf(programme.title, id),
  });
  const draft: DraftRecord = { programmeId: id, revision: 1, documents: owned.documents, updatedAt: stores.now };
  await stores.studio.recordDraft(draft, viewer.login);
  await record(stores, { ...entry(viewer, action, id), regionCode: owned.region, detail });
  return draftView(draft);
}

/** A copy of another province's programme becomes one of the administrator's own region. */
async function withOwnRegion(
  stores: StudioStores,
  viewer: Viewer,
  documents: Documents,
  id: string,
): Promise<{ documents: Documents; region: string }> {
  const path = documentPath("programme", id);
  const programme = recordOf(documents[path]);
  const authority = recordOf(programme.authority);
  if (typeof authority.region === "string" && (await isOwnRegion(stores, viewer, authority.region)))
    return { documents, region: authority.region };
  const own = viewer.grants.find((grant) => grant.role === "programme-admin" && grant.regionCode !== null)?.regionCode;
  if (own === undefined || own === null) throw new Problem("forbidden");
  return {
    documents: { ...documents, [path]: { ...programme, authority: { ...authority, region: own } } },
    region: own,
  };
}

/** A draft may name any region while it is typed; publishing it needs one that the viewer administers. */
async function requireOwnRegion(
  stores: StudioStores,
  viewer: Viewer,
  documents: Documents,
  programmeId: string,
): Promise<void> {
  const file = documentPath("programme", programmeId);
  if (!Object.hasOwn(documents, file))
    throw refused(
      Object.keys(documents).find((path) => path.endsWith(".programme.json")) ?? file,
      "/id",
      OTHER_PROGRAMME,
    );
  const region = recordOf(recordOf(documents[file]).authority).region;
  if (typeof region === "string" && !(await isOwnRegion(stores, viewer, region)))
    throw refused(file, "/authority/region", OTHER_REGION);
}

async function isOwnRegion(stores: StudioStores, viewer: Viewer, code: string): Promise<boolean> {
  const region = await stores.regions.find(code);
  return region !== null && scopeOfAdmin(viewer).regionPaths.some((own) => region.path.startsWith(own));
}

function refused(file: string, pointer: string, message: LocalText): Problem {
  const finding = { file, pointer, code: "studio-refused", level: "error" as const, message };
  return new Problem("invalid-input", { findings: [finding] });
}

function entry(viewer: Viewer, action: string, subjectId: string) {
  return { actor: viewer, role: ROLES[0], action, subjectType: "programme", subjectId };
}
