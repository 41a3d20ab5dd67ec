import type { Viewer } from "../../../core/access/viewer.ts";
import type { RecommendationList, RecommendationOrder } from "../../../core/contracts/declarations.ts";
import { contentHash } from "../../../core/json/canonical.ts";
import { reviewedPaths } from "../../../core/workflow/parties.ts";
import { Problem } from "../../problem.ts";
import { record } from "../audit/audit.service.ts";
import { summariesOf } from "../declarations/declarations.service.ts";
import type { DeclarationRow } from "../declarations/declarations.store.ts";
import { isRankedLevel, listRanked, type RankedLevel } from "../declarations/ranked-list.ts";
import { getRound } from "../programmes/programmes.service.ts";
import { codesOf } from "../regions/regions.service.ts";
import type { WorkflowStores } from "./effects.ts";

interface OwnList {
  level: RankedLevel;
  regionPath: string;
  rows: DeclarationRow[];
}

/**
 * What the viewer's region has recommended in a round, in its order. A level that recommends nothing itself reads the
 * orders of the level below, region by region; those are not its own to change.
 */
export async function getRecommendations(
  stores: WorkflowStores,
  viewer: Viewer,
  roundId: string,
): Promise<RecommendationList> {
  await getReviewedRound(stores, viewer, roundId);
  const list = await ownList(stores, viewer, roundId);
  const rows = list.rows.length > 0 ? list.rows : await listBelow(stores, roundId, list);
  return { level: list.level, revision: revisionOf(list.rows), items: await summariesOf(stores, viewer, rows) };
}

/**
 * Puts the list into another order: the same declarations, each once. An order made on an older list is refused, and
 * one that was made public can no longer be changed.
 */
export async function orderRecommendations(
  stores: WorkflowStores,
  viewer: Viewer,
  roundId: string,
  request: RecommendationOrder,
): Promise<RecommendationList> {
  const round = await getReviewedRound(stores, viewer, roundId);
  if (round.status !== "open" && round.status !== "closed") throw new Problem("wrong-state");
  await stores.workflow.lockRound(roundId);
  const list = await ownList(stores, viewer, roundId);
  if (list.rows.length === 0) throw new Problem("forbidden");
  const revision = revisionOf(list.rows);
  if (request.revision !== revision) throw new Problem("conflict-revision", { members: { revision } });
  const byId = new Map(list.rows.map((row) => [row.id, row]));
  const isComplete = new Set(request.order).size === byId.size && request.order.every((id) => byId.has(id));
  if (!isComplete || request.order.length !== byId.size) throw orderRefused();
  for (const [index, id] of request.order.entries()) {
    const row = byId.get(id);
    if (row === undefined || row.ranks[list.level] === index + 1) continue;
    await stores.workflow.updateRanks(id, { ...row.ranks, [list.level]: index + 1 });
  }
  await record(stores, {
    actor: viewer,
    role: `${list.level}-reviewer`,
    action: "recommendations-order",
    subjectType: "round",
    subjectId: roundId,
    regionCode: codesOf(list.regionPath).at(-1) ?? null,
    detail: { level: list.level, order: request.order },
  });
  return getRecommendations(stores, viewer, roundId);
}

/** A round whose programme lies above the viewer's own region; any other does not exist for the viewer. */
async function getReviewedRound(stores: WorkflowStores, viewer: Viewer, roundId: string) {
  const { round } = await getRound(stores, roundId);
  const authority = await stores.programmes.findAuthorityPath(round.programmeId);
  const isReviewed = reviewedPaths(viewer).some(
    ({ regionPath }) => authority !== null && regionPath.startsWith(authority),
  );
  if (!isReviewed) throw new Problem("not-found");
  return round;
}

async function ownList(stores: WorkflowStores, viewer: Viewer, roundId: string): Promise<OwnList> {
  const [own] = reviewedPaths(viewer);
  if (own === undefined || !isRankedLevel(own.party)) throw new Problem("forbidden");
  const rows = await listRanked(stores, roundId, own.regionPath, own.party);
  return { level: own.party, regionPath: own.regionPath, rows };
}

/** Orders of the nearest level below that has any, region by region. */
async function listBelow(
  stores: WorkflowStores,
  roundId: string,
  { level, regionPath }: OwnList,
): Promise<DeclarationRow[]> {
  for (const lower of LEVELS_BELOW[level]) {
    const rows = await listRanked(stores, roundId, regionPath, lower);
    // Regions stand in the order of their codes; within one the order is its own.
    const regionOf = (row: DeclarationRow) => codesOf(row.regionPath).slice(0, DEPTHS[lower]).join("/");
    if (rows.length > 0) return rows.sort((a, b) => compareText(regionOf(a), regionOf(b)));
  }
  return [];
}

const LEVELS_BELOW: Record<RankedLevel, readonly RankedLevel[]> = {
  county: [],
  city: ["county"],
  province: ["city", "county"],
};
/** Codes of a region path down to a level. */
const DEPTHS: Record<RankedLevel, number> = { province: 1, city: 2, county: 3 };

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Changes with the order and with what stands in it, and with nothing else. */
function revisionOf(rows: readonly DeclarationRow[]): string {
  return contentHash(rows.map(({ id }) => id)).slice(0, 16);
}

function orderRefused(): Problem {
  return new Problem("invalid-input", {
    findings: [
      {
        pointer: "/order",
        code: "order-incomplete",
        level: "error",
        message: {
          zh: "顺序须包含名单中的每一个申报，且各一次",
          en: "The order must name every declaration of the list, each once",
        },
      },
    ],
  });
}
