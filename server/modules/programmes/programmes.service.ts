import type { Viewer } from "../../../core/access/viewer.ts";
import type {
  ChangeRoundRequest,
  OpenRoundRequest,
  OpenRounds,
  PrecheckResult,
  RoundDetail,
  RoundForm,
  RoundList,
  RoundSummary,
} from "../../../core/contracts/programmes.ts";
import { precheck } from "../../../core/forms/precheck.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import { toLocalText } from "../../../core/problems/finding.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import { type Edition, getEdition, getProgramme, viewForm } from "../definitions/definitions.service.ts";
import { byPublicOrder, isAccepting, type RoundRow, roundDetail, roundSummary } from "./round-view.ts";

type ReadStores = Pick<Stores, "definitions" | "programmes" | "now">;
type WriteStores = ReadStores & Pick<Stores, "audit">;

/** Roles that open and change rounds, in the region of the programme's authority. */
export const ROUND_MANAGERS = ["programme-admin", "province-reviewer"] as const;

/** A round with the edition it is pinned to. @throws Problem `not-found` */
export async function getRound(stores: ReadStores, id: string): Promise<{ round: RoundRow; edition: Edition }> {
  const round = await stores.programmes.findRound(id);
  if (round === null) throw new Problem("not-found");
  return { round, edition: await editionOf(stores, round) };
}

/** Every round, as the public sees them. */
export async function listPublicRounds(stores: ReadStores): Promise<RoundList> {
  const rounds = await stores.programmes.listRounds();
  return { items: await summaries(stores, rounds) };
}

/** The rounds of programmes whose authority lies above or within a region of the viewer. */
export async function listOwnRounds(stores: ReadStores, viewer: Viewer): Promise<RoundList> {
  const paths = viewer.grants.flatMap((grant) => (grant.regionPath === null ? [] : [grant.regionPath]));
  const rounds = await stores.programmes.listRounds();
  const own = rounds.filter(({ authorityPath }) =>
    paths.some((path) => path.startsWith(authorityPath) || authorityPath.startsWith(path)),
  );
  return { items: await summaries(stores, own) };
}

/** Rounds that take declarations of a kind of applicant now: where one's region belongs, and in other places. */
export async function listAccepting(
  stores: ReadStores,
  applicant: RoundSummary["applicant"],
  regionPath: string,
): Promise<OpenRounds> {
  const accepting = (await stores.programmes.listRounds()).filter((round) => isAccepting(round, stores.now));
  const isOwn = ({ authorityPath }: RoundRow) => regionPath.startsWith(authorityPath);
  const pick = async (rounds: readonly RoundRow[]) =>
    (await summaries(stores, rounds)).filter((round) => round.applicant === applicant);
  return { own: await pick(accepting.filter(isOwn)), elsewhere: await pick(accepting.filter((row) => !isOwn(row))) };
}

export async function getRoundDetail(stores: ReadStores, id: string): Promise<RoundDetail> {
  const { round, edition } = await getRound(stores, id);
  return roundDetail(round, edition.bundle.programme, stores.now);
}

/** The form of a round with its years resolved. */
export async function getRoundForm(stores: ReadStores, id: string): Promise<RoundForm> {
  const { round, edition } = await getRound(stores, id);
  return viewForm(edition, edition.formFor(round.year));
}

/** Judges eligibility on partial answers, before any account. */
export async function precheckRound(
  stores: ReadStores,
  id: string,
  answers: Record<string, unknown>,
): Promise<PrecheckResult> {
  const { round, edition } = await getRound(stores, id);
  const result = precheck(edition.formFor(round.year), answers, { today: chinaDay(stores.now) });
  const findings = result.rules.flatMap(({ finding }) => (finding === undefined ? [] : [finding]));
  const isRefused = result.rules.some(({ verdict, finding }) => verdict === "fails" && finding?.level === "error");
  const isOpen = result.rules.some(({ verdict }) => verdict === "unknown");
  return {
    verdict: isRefused ? "not-eligible" : isOpen ? "incomplete" : "eligible",
    fields: result.fields.map((field) => field.id),
    findings,
  };
}

/** Opens a round of an edition. Only for those who manage programmes of the authority's region. */
export async function openRound(stores: WriteStores, viewer: Viewer, request: OpenRoundRequest): Promise<RoundSummary> {
  const authorityPath = await stores.programmes.findAuthorityPath(request.programmeId);
  if (authorityPath === null) throw new Problem("not-found");
  const role = managingRole(viewer, authorityPath);
  const edition = await getEdition(stores, { programmeId: request.programmeId, number: request.editionNumber });
  if (Date.parse(request.closesAt) <= Date.parse(request.opensAt)) throw datesRefused("/closesAt");
  const round: RoundRow = {
    id: newId(),
    programmeId: request.programmeId,
    editionNumber: request.editionNumber,
    title: request.title,
    year: request.year,
    opensAt: instant(request.opensAt),
    closesAt: instant(request.closesAt),
    status: "open",
    quota: request.quota ?? null,
    authorityPath,
  };
  const { batches } = edition.bundle.programme.round;
  await stores.programmes.recordRound(round, {
    at: stores.now,
    by: viewer.login,
    batches: batches.map(({ id, month, title }) => ({ id, month, title: toLocalText(title) })),
  });
  await record(stores, {
    actor: viewer,
    role,
    action: "round-open",
    subjectType: "round",
    subjectId: round.id,
    regionCode: edition.bundle.programme.authority.region,
    detail: { programmeId: round.programmeId, editionNumber: round.editionNumber, closesAt: round.closesAt },
  });
  return roundSummary(round, edition.bundle.programme, stores.now);
}

/** Moves the deadline of a round, closes it early, or opens it again before anything was made public. */
export async function changeRound(
  stores: WriteStores,
  viewer: Viewer,
  id: string,
  change: ChangeRoundRequest,
): Promise<RoundSummary> {
  const { round, edition } = await getRound(stores, id);
  const role = managingRole(viewer, round.authorityPath);
  if (round.status !== "open" && round.status !== "closed") throw new Problem("wrong-state");
  const closesAt = change.closesAt === undefined ? round.closesAt : instant(change.closesAt);
  if (Date.parse(closesAt) <= Date.parse(round.opensAt)) throw datesRefused("/closesAt");
  const changed: RoundRow = { ...round, closesAt, status: change.status ?? round.status };
  await stores.programmes.updateRound(id, { closesAt: changed.closesAt, status: changed.status });
  await record(stores, {
    actor: viewer,
    role,
    action: "round-change",
    subjectType: "round",
    subjectId: id,
    regionCode: edition.bundle.programme.authority.region,
    detail: {
      before: { closesAt: round.closesAt, status: round.status },
      after: { closesAt: changed.closesAt, status: changed.status },
    },
  });
  return roundSummary(changed, edition.bundle.programme, stores.now);
}

async function summaries(stores: ReadStores, rounds: readonly RoundRow[]): Promise<RoundSummary[]> {
  const items: RoundSummary[] = [];
  // One after another: they share one transaction.
  for (const round of rounds) {
    const programme = await getProgramme(stores, { programmeId: round.programmeId, number: round.editionNumber });
    items.push(roundSummary(round, programme, stores.now));
  }
  return items.sort(byPublicOrder(stores.now));
}

function editionOf(stores: ReadStores, round: RoundRow): Promise<Edition> {
  return getEdition(stores, { programmeId: round.programmeId, number: round.editionNumber });
}

/** The role in which a viewer manages programmes of an authority. @throws Problem `forbidden` */
function managingRole(viewer: Viewer, authorityPath: string): (typeof ROUND_MANAGERS)[number] {
  for (const role of ROUND_MANAGERS) {
    const covers = viewer.grants.some(
      (grant) => grant.role === role && grant.regionPath !== null && authorityPath.startsWith(grant.regionPath),
    );
    if (covers) return role;
  }
  throw new Problem("forbidden");
}

/** As stored: with milliseconds, so that text order is time order. */
function instant(text: string): string {
  return new Date(text).toISOString();
}

function datesRefused(pointer: string): Problem {
  const finding: Finding = {
    pointer,
    code: "round-dates",
    level: "error",
    message: { zh: "截止时间应晚于开始时间", en: "The deadline must lie after the opening" },
  };
  return new Problem("invalid-input", { findings: [finding] });
}
