import { emptyScope } from "../../../core/access/scope.ts";
import type { Stores } from "../../stores.ts";
import type { DeclarationRow, Ranks } from "./declarations.store.ts";

export type RankedLevel = keyof Ranks;

const LEVELS: readonly string[] = ["county", "city", "province"] satisfies RankedLevel[];

/** Narrows a party to a level that orders recommendations. */
export function isRankedLevel(party: string): party is RankedLevel {
  return LEVELS.includes(party);
}

/** Declarations that a region has recommended at a level, in their order. */
export async function listRanked(
  stores: Pick<Stores, "declarations">,
  roundId: string,
  regionPath: string,
  level: RankedLevel,
): Promise<DeclarationRow[]> {
  const scope = { ...emptyScope, regionPaths: [regionPath] };
  const rows = await stores.declarations.listOfRound(scope, roundId, regionPath);
  return rows
    .filter((row) => row.ranks[level] !== undefined)
    .sort((a, b) => (a.ranks[level] ?? 0) - (b.ranks[level] ?? 0));
}
