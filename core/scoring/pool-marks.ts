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
  /** The lowest and the highest of them; null without any. */
  low: Exact | null;
  high: Exact | null;
}

/** Pools by mean, median or trimmed mean; a trimmed mean needs more marks than it drops. */
export function poolMarks(marks: readonly Mark[], panel: Panel): Pooled {
  const counted = marks.length;
  const sorted = marks.map(({ points }) => points).sort(compare);
  const given = { counted, low: sorted[0] ?? null, high: sorted.at(-1) ?? null };
  if (counted < panel.minimum || counted === 0) return { ...given, value: null };
  if (panel.pool.kind === "median") return { ...given, value: quantile(sorted, exact(1, 2), 7) };
  if (panel.pool.kind === "mean") return { ...given, value: mean(sorted) };
  const kept = sorted.slice(panel.pool.dropLow, sorted.length - panel.pool.dropHigh);
  return { ...given, value: kept.length === 0 ? null : mean(kept) };
}
