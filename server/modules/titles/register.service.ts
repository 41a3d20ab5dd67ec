import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type {
  PublicTitles,
  TitleDetail,
  TitlePage,
  TitleQuery,
  TitleRow,
  TitleRules,
  TitleVerification,
} from "../../../core/contracts/titles.ts";
import { toLocalText } from "../../../core/problems/finding.ts";
import { cancellationGrounds } from "../../../core/workflow/award-rules.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { Problem } from "../../problem.ts";
import { getProgramme } from "../definitions/definitions.service.ts";
import type { TitleStores } from "./award.service.ts";
import type { FoundTitle, TitleFilter } from "./titles.store.ts";

/** The register as it is read: by its keeper with everything, by everybody with what is public. */

/** Roles that keep the register, in the region of the programme's authority. */
export const TITLE_KEEPERS = ["programme-admin", "province-reviewer"] as const;

const PAGE_SIZE = 20;

/** The role in which somebody keeps the register. */
export function keeperRole(viewer: Viewer): (typeof TITLE_KEEPERS)[number] | null {
  return TITLE_KEEPERS.find((role) => viewer.grants.some((grant) => grant.role === role)) ?? null;
}

/** Titles of the viewer's authority, newest first. */
export async function listTitles(stores: TitleStores, viewer: Viewer, query: TitleQuery): Promise<TitlePage> {
  const filter = await filterOf(stores, query);
  if (filter === null) return { items: [], total: 0 };
  const { titles, total } = await stores.titles.list(scopeOf(viewer, TITLE_KEEPERS), filter);
  return { items: titles.map((title) => titleRow(title, stores.now)), total };
}

/** A title with its history and what may be done about it. */
export async function getTitle(stores: TitleStores, viewer: Viewer, id: string): Promise<TitleDetail> {
  const title = await stores.titles.findOwned(scopeOf(viewer, TITLE_KEEPERS), id);
  if (title === undefined) throw new Problem("not-found");
  const programme = await programmeOf(stores, title);
  const ban = await stores.bans.findOfTitle(id);
  const source = title.recognisedFrom === null ? undefined : await stores.titles.findLinked(title.recognisedFrom);
  const recognised = await stores.titles.listRecognisedFrom(id);
  return {
    title: titleRow(title, stores.now),
    authority: toLocalText(programme.authority.name),
    events: await stores.titles.listEvents(id),
    ban: ban === undefined ? null : { ground: ban.ground, fromDay: ban.fromDay, freeOn: ban.freeOn },
    grounds: cancellationGrounds(programme.award),
    validYears: programme.award.validYears ?? null,
    source: source === undefined ? null : linkTo(source, stores.now),
    recognised: recognised.map((each) => linkTo(each, stores.now)),
  };
}

/** What each programme of the viewer's authority says about titles. */
export async function listTitleRules(stores: TitleStores, viewer: Viewer): Promise<TitleRules> {
  const programmes: TitleRules["programmes"] = [];
  for (const { id, editionNumber } of await stores.titles.listOwnedProgrammes(scopeOf(viewer, TITLE_KEEPERS))) {
    const { title, applicant, authority, award } = await getProgramme(stores, {
      programmeId: id,
      number: editionNumber,
    });
    programmes.push({
      id,
      title: toLocalText(title),
      region: authority.region,
      applicant,
      validYears: award.validYears ?? null,
      grounds: cancellationGrounds(award),
      recognition: (award.recognition ?? []).map((rule) => ({
        id: rule.id,
        text: toLocalText(rule.text),
        source: rule.source,
      })),
    });
  }
  return { programmes };
}

/** Titles that hold today, for everybody. */
export async function listPublicTitles(stores: TitleStores, query: TitleQuery): Promise<PublicTitles> {
  const programmes = await stores.titles.listAwarding();
  const filter = await filterOf(stores, query);
  if (filter === null) return { items: [], total: 0, programmes };
  const { titles, total } = await stores.titles.listValid(chinaDay(stores.now), filter);
  return { items: titles.map(publicTitle), total, programmes };
}

/** Whether a title with this number was awarded, to whom, and whether it is still valid. */
export async function verifyTitle(stores: TitleStores, number: string): Promise<TitleVerification> {
  const title = await stores.titles.findByNumber(number);
  if (title === undefined) throw new Problem("not-found");
  const programme = await programmeOf(stores, title);
  const { programmeId: _, ...shown } = publicTitle(title);
  const events = title.status === "cancelled" ? await stores.titles.listEvents(title.id) : [];
  const cancelled = events.findLast(({ kind }) => kind === "cancelled");
  return {
    ...shown,
    authority: toLocalText(programme.authority.name),
    status: statusOf(title, stores.now),
    cancelled: cancelled?.ground ? { on: cancelled.day, ground: cancelled.ground } : null,
  };
}

/** A title as the keeper's list shows it. */
export function titleRow(title: FoundTitle, now: string): TitleRow {
  const { id, creditCode, declarationId, origin } = title;
  return { ...publicTitle(title), id, status: statusOf(title, now), creditCode, declarationId, origin };
}

function linkTo(title: FoundTitle, now: string): TitleDetail["recognised"][number] {
  return { id: title.id, number: title.number, name: title.name, status: statusOf(title, now) };
}

function publicTitle(title: FoundTitle): PublicTitles["items"][number] {
  const { number, programmeId, name, holderName, regionName, awardedOn, validUntil } = title;
  return { number, programmeId, name, holder: holderName, region: regionName, awardedOn, validUntil };
}

/** A title is over with its last day, also before the job has come by. */
function statusOf(title: FoundTitle, now: string): TitleRow["status"] {
  const isOver = title.validUntil !== null && chinaDay(now) > title.validUntil;
  return title.status === "valid" && isOver ? "expired" : title.status;
}

async function filterOf(stores: TitleStores, query: TitleQuery): Promise<TitleFilter | null> {
  const region = query.regionCode === undefined ? undefined : await stores.regions.find(query.regionCode);
  if (region === null) return null;
  const limit = query.pageSize ?? PAGE_SIZE;
  const { programmeId, status, q } = query;
  return { programmeId, status, q, regionPath: region?.path, limit, offset: ((query.page ?? 1) - 1) * limit };
}

function programmeOf(stores: TitleStores, title: FoundTitle) {
  return getProgramme(stores, { programmeId: title.programmeId, number: title.editionNumber });
}
