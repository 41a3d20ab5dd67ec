import { type Concordance, concordance } from "../advice/agreement.ts";
import { delphiRound } from "../advice/delphi.ts";
import type { WeighedGroup } from "./weighed-groups.ts";
import type { ItemSummary } from "./weighing-kind.ts";

/** How values of persons lie: rows are the items of the group, columns the persons; figures to four places. */
export function summariseItems(
  group: WeighedGroup,
  values: readonly (readonly number[])[],
): { items: ItemSummary[]; agreement: Concordance | null } {
  const items = delphiRound(values).items.map((item, at) => ({
    id: group.items[at]?.id as string,
    median: shown(item.median),
    lowerQuartile: shown(item.lowerQuartile),
    upperQuartile: shown(item.upperQuartile),
    mean: shown(item.mean),
    variation: item.variation === null ? null : shown(item.variation),
  }));
  const found = concordance(values);
  const agreement = found && { ...found, w: shown(found.w), chiSquare: shown(found.chiSquare), p: shown(found.p) };
  return { items, agreement };
}

/** A figure as it is kept and shown: to four places. */
export function shown(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
