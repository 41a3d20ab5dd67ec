import { type Scope, scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { PublicityNotice } from "../../../core/contracts/programmes.ts";
import type { StartPublicity } from "../../../core/contracts/scoring.ts";
import { type LocalText, toLocalText } from "../../../core/problems/finding.ts";
import { findSystemTransition } from "../../../core/workflow/decide.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import { type Edition, getEdition } from "../definitions/definitions.service.ts";
import { getRound } from "../programmes/programmes.service.ts";
import { placeNames } from "../scoring/region-names.ts";
import { RUN_OWNERS } from "../scoring/scoring.service.ts";
import { awardTitle } from "../titles/award.service.ts";
import { takeSystemTransition } from "../workflow/workflow.service.ts";
import { awardNames, awardTier, holderOf } from "./award-names.ts";
import { checkChoice, checkStart } from "./list-checks.ts";
import type { Candidate, NoticeRecord } from "./publicity.store.ts";
import { isPeriodOver, publicityPeriod } from "./publicity-period.ts";

/**
 * The public notice of a list, from its start to the titles: who is on it is moved by system transitions of the
 * workflow, in the same transaction as the notice itself.
 */

export type PublicityStores = Stores;

const scopeOfOwner = (viewer: Viewer): Scope => scopeOf(viewer, RUN_OWNERS);

/** Puts chosen applicants of a run on public notice, beginning on a day. */
export async function startPublicity(
  stores: PublicityStores,
  viewer: Viewer,
  runId: string,
  request: StartPublicity,
): Promise<PublicityNotice> {
  const run = await stores.scoring.findRun(scopeOfOwner(viewer), runId);
  if (run === undefined) throw new Problem("not-found");
  return startList(stores, viewer, { roundId: run.roundId, runId, runAt: run.createdAt }, request);
}

/** Puts chosen declarations of a round on public notice where the programme has no scheme: people decide, without ranks. */
export async function startPublicityOfRound(
  stores: PublicityStores,
  viewer: Viewer,
  roundId: string,
  request: StartPublicity,
): Promise<PublicityNotice> {
  if (!(await stores.scoring.isOwned(scopeOfOwner(viewer), roundId))) throw new Problem("not-found");
  const { edition } = await getRound(stores, roundId);
  if (edition.bundle.scheme !== null) throw new Problem("wrong-state", { detail: HAS_SCHEME });
  return startList(stores, viewer, { roundId, runId: null, runAt: null }, request);
}

async function startList(
  stores: PublicityStores,
  viewer: Viewer,
  { roundId, runId, runAt }: { roundId: string; runId: string | null; runAt: string | null },
  request: StartPublicity,
): Promise<PublicityNotice> {
  const { edition } = await getRound(stores, roundId);
  const { programme } = edition.bundle;
  await stores.scoring.lockRound(roundId);
  const candidates = new Map(
    (await candidatesOf(stores, { roundId, runId })).map((candidate) => [candidate.declarationId, candidate]),
  );
  const titles = await stores.titles.titleNumbers([...candidates.keys()]);
  const mayList = (state: string) => findSystemTransition(edition.workflow, state, "publicity") !== null;
  const findings = [
    ...checkStart(request.startsOn, runAt, stores.now),
    ...checkChoice(request.declarationIds, candidates, titles, mayList, programme.award.nameFromTier === true),
  ];
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  const chosen = [...candidates.values()].filter(({ declarationId }) => request.declarationIds.includes(declarationId));
  const nameOf = await placeNames(
    stores,
    chosen.map(({ regionPath }) => regionPath),
  );
  const { workingDays } = programme.publicity;
  const period = publicityPeriod(request.startsOn, workingDays, await stores.definitions.loadCalendar());
  const id = newId();
  await stores.publicity.lockDeclarations(request.declarationIds);
  for (const { declarationId } of chosen) {
    await takeSystemTransition(stores, { declarationId, stage: "publicity", actor: viewer });
  }
  await stores.publicity.recordNotice({
    id,
    roundId,
    runId,
    title: request.title,
    ...period,
    workingDays,
    items: chosen.map(({ declarationId, applicantName, regionPath, rank, tier }) => ({
      declarationId,
      applicantName,
      ...nameOf(regionPath),
      rank,
      tier: awardTier(edition, tier),
    })),
    createdAt: stores.now,
    createdBy: viewer.accountId,
  });
  await stores.programmes.updateRound(roundId, { status: "publicity" });
  await recordLine(stores, viewer, "publicity-start", id, edition, {
    runId,
    declarations: chosen.map(({ declarationId }) => declarationId),
    ...period,
  });
  return ownNotice(stores, viewer, id);
}

/**
 * Publishes the final list and awards its titles. Refused before the last day is over and while an objection is open.
 * Applicants of the same run, or of the round where none was scored, who stand on no list are told that they were not
 * selected; those who have the title already by a decision are left where they are.
 */
export async function publishNotice(stores: PublicityStores, viewer: Viewer, id: string): Promise<PublicityNotice> {
  const notice = await holdOwned(stores, viewer, id);
  if (notice.status !== "public") throw new Problem("wrong-state", { detail: NOT_PUBLIC });
  if (!isPeriodOver(notice, stores.now)) throw new Problem("wrong-state", { detail: stillRunning(notice.endsOn) });
  const open = await stores.objections.countOpenObjections(id);
  if (open > 0) throw new Problem("wrong-state", { detail: objectionsOpen(open) });
  if (!(await stores.publicity.changeStatus(id, "public", "published", stores.now)))
    throw new Problem("wrong-state", { detail: NOT_PUBLIC });
  const edition = await editionOf(stores, notice);
  const candidates = await candidatesOf(stores, notice);
  await stores.publicity.lockDeclarations(candidates.map(({ declarationId }) => declarationId));
  await stores.titles.lockTitles(notice.programmeId);
  const numbers: string[] = [];
  for (const item of notice.items) {
    const candidate = candidates.find(({ declarationId }) => declarationId === item.declarationId);
    if (candidate === undefined) throw new Error(`declaration ${item.declarationId} is no candidate of ${id}`);
    // A workflow may award from the evaluation, by a decision over several rounds; a list awards only who is on notice.
    if (candidate.stage !== "publicity")
      throw new Problem("wrong-state", { detail: offNotice(candidate.applicantName) });
    await takeSystemTransition(stores, { declarationId: item.declarationId, stage: "awarded", actor: viewer });
    const holder = await holderOf(stores, candidate);
    const named = await awardNames(stores, edition, notice.year, item);
    const award = { year: notice.year, named, origin: "list" as const };
    numbers.push((await awardTitle(stores, viewer, edition.bundle.programme, holder, award)).number);
  }
  const held = await stores.titles.titleNumbers(candidates.map(({ declarationId }) => declarationId));
  const notSelected = candidates.filter(({ stage, declarationId }) => stage === "scoring" && !held.has(declarationId));
  for (const { declarationId } of notSelected) {
    await takeSystemTransition(stores, { declarationId, stage: "ended", actor: viewer });
  }
  if ((await stores.publicity.countStanding(notice.roundId)) === 0) {
    await stores.programmes.updateRound(notice.roundId, { status: "published" });
  }
  await recordLine(stores, viewer, "publicity-publish", id, edition, {
    titles: numbers,
    notSelected: notSelected.length,
  });
  return ownNotice(stores, viewer, id);
}

/** Takes a notice back before it is published: everybody on it stands at the evaluation again. */
export async function withdrawNotice(
  stores: PublicityStores,
  viewer: Viewer,
  id: string,
  reason: string,
): Promise<PublicityNotice> {
  const notice = await holdOwned(stores, viewer, id);
  if (!(await stores.publicity.changeStatus(id, "public", "withdrawn", null)))
    throw new Problem("wrong-state", { detail: NOT_PUBLIC });
  await stores.publicity.lockDeclarations(notice.items.map(({ declarationId }) => declarationId));
  for (const { declarationId } of notice.items) {
    await takeSystemTransition(stores, { declarationId, stage: "scoring", actor: viewer, reason });
  }
  if ((await stores.publicity.countStanding(notice.roundId)) === 0) {
    await stores.programmes.updateRound(notice.roundId, { status: "closed" });
  }
  await recordLine(stores, viewer, "publicity-withdraw", id, await editionOf(stores, notice), { reason });
  return ownNotice(stores, viewer, id);
}

/** A notice as the public reads it, with the numbers of titles once they are awarded. */
export async function noticeView(stores: PublicityStores, notice: NoticeRecord): Promise<PublicityNotice> {
  const { programme } = (await editionOf(stores, notice)).bundle;
  const numbers = await stores.titles.titleNumbers(notice.items.map(({ declarationId }) => declarationId));
  return {
    id: notice.id,
    roundId: notice.roundId,
    kind: toLocalText(programme.kind),
    title: notice.title,
    authority: toLocalText(programme.authority.name),
    contact: programme.authority.contact === undefined ? null : toLocalText(programme.authority.contact),
    startsOn: notice.startsOn,
    endsOn: notice.endsOn,
    workingDays: notice.workingDays,
    calendarComplete: notice.calendarComplete,
    status: notice.status,
    publishedAt: notice.publishedAt,
    items: notice.items.map((item) => ({ ...item, titleNumber: numbers.get(item.declarationId) ?? null })),
  };
}

/** Who may stand on a list: the applicants of its run, or of its round where nothing is scored. */
function candidatesOf(
  stores: PublicityStores,
  { roundId, runId }: { roundId: string; runId: string | null },
): Promise<Candidate[]> {
  return runId === null ? stores.publicity.listRoundCandidates(roundId) : stores.publicity.listCandidates(runId);
}

/** The notice of an authority the viewer acts for. @throws Problem `not-found` */
export async function getOwned(stores: PublicityStores, viewer: Viewer, id: string): Promise<NoticeRecord> {
  const notice = await stores.publicity.findOwned(scopeOfOwner(viewer), id);
  if (notice === undefined) throw new Problem("not-found");
  return notice;
}

/** As `getOwned`, held with its round until the transaction ends; read after the lock, so that it is as it stands. */
async function holdOwned(stores: PublicityStores, viewer: Viewer, id: string): Promise<NoticeRecord> {
  const { roundId } = await getOwned(stores, viewer, id);
  await stores.scoring.lockRound(roundId);
  await stores.publicity.lockNotice(id);
  return getOwned(stores, viewer, id);
}

async function ownNotice(stores: PublicityStores, viewer: Viewer, id: string): Promise<PublicityNotice> {
  return noticeView(stores, await getOwned(stores, viewer, id));
}

export function editionOf(stores: PublicityStores, notice: NoticeRecord): Promise<Edition> {
  return getEdition(stores, { programmeId: notice.programmeId, number: notice.editionNumber });
}

async function recordLine(
  stores: PublicityStores,
  viewer: Viewer,
  action: string,
  id: string,
  edition: Edition,
  detail: Record<string, unknown>,
): Promise<void> {
  await record(stores, {
    actor: viewer,
    role: viewer.grants.find((grant) => (RUN_OWNERS as readonly string[]).includes(grant.role))?.role ?? null,
    action,
    subjectType: "publicity",
    subjectId: id,
    regionCode: edition.bundle.programme.authority.region,
    detail,
  });
}

const HAS_SCHEME: LocalText = {
  zh: "本项目有评价指标体系，请从评分结果选择单位后公示",
  en: "This programme has a scoring scheme; choose from a scoring run",
};
const NOT_PUBLIC: LocalText = {
  zh: "这份名单已不在公示中（已公布或已撤销）",
  en: "This list is no longer on public notice (published or withdrawn)",
};

function stillRunning(endsOn: string): LocalText {
  return {
    zh: `公示期至 ${endsOn} 结束，之后才能公布`,
    en: `The public notice runs to the end of ${endsOn}; it can be published after that`,
  };
}

function offNotice(name: string): LocalText {
  return {
    zh: `“${name}”已不在公示环节，请撤销公示后重新确定名单`,
    en: `"${name}" no longer stands at the public notice; withdraw the notice and choose the list anew`,
  };
}

function objectionsOpen(count: number): LocalText {
  return {
    zh: `还有 ${count} 条异议没有答复，请先答复`,
    en: `${count} objections are still open; answer them first`,
  };
}
