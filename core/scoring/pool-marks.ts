import { compare, type Exact, exact } from "./exact.ts";
import type { Mark } from "./mark-table.ts";
import { mean, quantile } from "./methods/quantiles.ts";
import type { Panel } from "./scheme-document.ts";

/** Marks of one item brought to one value. */
export interface Pooled {
  /** Null with fewer marks than the panel demands. */
  value: Exact | null;
  /** How many marks were given. */
  counted: number;
}

/** Pools by mean, median or trimmed mean; a trimmed mean needs more marks than it drops. */
export function poolMarks(marks: readonly Mark[], panel: Panel): Pooled {
  const counted = marks.length;
  if (counted < panel.minimum || counted === 0) return { value: null, counted };
  const sorted = marks.map(({ points }) => points).sort(compare);
  if (panel.pool.kind === "median") return { value: quantile(sorted, exact(1, 2), 7), counted };
  if (panel.pool.kind === "mean") return { value: mean(sorted), counted };
  const kept = sorted.slice(panel.pool.dropLow, sorted.length - panel.pool.dropHigh);
  return { value: kept.length === 0 ? null : mean(kept), counted };
}
