import type { DeclarationRow } from "../declarations/declarations.store.ts";
import { isRankedLevel, listRanked, type RankedLevel } from "../declarations/ranked-list.ts";
import { codesOf } from "../regions/regions.service.ts";
import type { EffectSituation, WorkflowStores } from "./effects.ts";

/**
 * Path of the region that acts as a level on a declaration: the part of its path down to that level. A region that
 * has no such level acts as itself (a zone that stands for a county).
 */
async function actingPath(
  stores: Pick<WorkflowStores, "regions">,
  regionPath: string,
  level: RankedLevel,
): Promise<string> {
  const codes = codesOf(regionPath);
  const regions = await stores.regions.listByCodes(codes);
  return regions.find((region) => region.level === level)?.path ?? regionPath;
}

/** Places the acting region may still recommend; null when the round sets no quota. */
export async function quotaLeft(
  stores: Pick<WorkflowStores, "declarations" | "regions" | "workflow">,
  row: DeclarationRow,
  level: RankedLevel,
): Promise<number | null> {
  if (row.quota === null) return null;
  await stores.workflow.lockRound(row.roundId);
  const path = await actingPath(stores, row.regionPath, level);
  const ranked = await listRanked(stores, row.roundId, path, level);
  const used = ranked.filter(({ id }) => id !== row.id).length;
  return Math.max(0, row.quota - used);
}

/** Adds a declaration to the end of its region's order; one that stands in it keeps its place. */
export async function rankLast({ stores, opened, change }: EffectSituation): Promise<void> {
  const { row } = opened;
  if (!isRankedLevel(row.holder) || row.ranks[row.holder] !== undefined) return;
  await stores.workflow.lockRound(row.roundId);
  const path = await actingPath(stores, row.regionPath, row.holder);
  const ranked = await listRanked(stores, row.roundId, path, row.holder);
  const last = ranked.at(-1)?.ranks[row.holder] ?? 0;
  change.ranks = { ...row.ranks, [row.holder]: last + 1 };
}
