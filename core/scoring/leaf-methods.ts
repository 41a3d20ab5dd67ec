import type { LeafMethod } from "./leaf-method.ts";
import { makeByMethod } from "./methods/by-method.ts";
import { linear, perUnit, step } from "./methods/line-methods.ts";
import { formula, given, panel, ratio } from "./methods/own-methods.ts";
import { forcedShares, percentile, rankAward, rankBins } from "./methods/rank-methods.ts";
import { goalposts, minMax, quantileBins, target, zScore } from "./methods/scale-methods.ts";
import { table } from "./methods/table-method.ts";
import { bands, boolean, count } from "./methods/threshold-methods.ts";

/** Every way of turning a fact into points. A new kind is one more entry; what is not here is refused. */
export const LEAF_METHODS: readonly LeafMethod[] = [
  boolean,
  count,
  bands,
  linear,
  perUnit,
  step,
  table,
  rankAward,
  rankBins,
  quantileBins,
  forcedShares,
  percentile,
  minMax,
  goalposts,
  zScore,
  target,
  ratio,
  formula,
  given,
  panel,
  makeByMethod((kind) => findLeafMethod(kind)),
];

const BY_KIND = new Map(LEAF_METHODS.map((method) => [method.kind, method]));

export function findLeafMethod(kind: string): LeafMethod | undefined {
  return BY_KIND.get(kind);
}
