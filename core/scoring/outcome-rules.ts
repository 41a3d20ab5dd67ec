import { automatic, quota, streak } from "./decision-rules.ts";
import type { OutcomeRule } from "./outcome-rule.ts";
import { tiersByRank, tiersByScore, tiersByShare } from "./tier-rules.ts";

/** Everything that can follow from totals and ranks. A new kind is one more entry; what is not here is refused. */
export const OUTCOME_RULES: readonly OutcomeRule[] = [
  tiersByScore,
  tiersByShare,
  tiersByRank,
  quota,
  streak,
  automatic,
];

const BY_KIND = new Map(OUTCOME_RULES.map((rule) => [rule.kind, rule]));

export function findOutcomeRule(kind: string): OutcomeRule | undefined {
  return BY_KIND.get(kind);
}
