import type { Stores } from "../../stores.ts";

/** Roles that run scorings and publish lists, in the region of the programme's authority. */
export const RUN_OWNERS = ["programme-admin", "province-reviewer"] as const;

/** Total of the latest run each declaration stands in; null where it has none. For projections, not for people. */
export function latestTotals(
  stores: Pick<Stores, "scoring">,
  declarationIds: readonly string[],
): Promise<Map<string, string | null>> {
  return stores.scoring.latestTotals(declarationIds);
}
