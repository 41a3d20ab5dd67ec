import { contributionsOf } from "../contributions.ts";
import { toNumber, ZERO } from "../exact.ts";
import type { ScoringRun } from "../run.ts";

/** Contributions of every leaf for the ranked applicants of a run, in doubles: for advice, never for a result. */
export interface LeafMatrix {
  /** Rows of the run. */
  rows: number[];
  ids: string[];
  ranks: number[];
  /** Ids of the leaves. */
  leaves: string[];
  /** A column a leaf. */
  values: Float64Array[];
}

export function leafMatrix(run: ScoringRun): LeafMatrix {
  const rows = run.table.ids.flatMap((_, row) => (run.ranks[row] === 0 ? [] : [row]));
  const places = run.scheme.nodes.flatMap((node, place) => (node.leaf === null ? [] : [place]));
  return {
    rows,
    ids: rows.map((row) => run.table.ids[row] as string),
    ranks: rows.map((row) => run.ranks[row] as number),
    leaves: places.map((place) => run.scheme.nodes[place]?.id as string),
    values: contributionsBy(run, rows, places),
  };
}

function contributionsBy(run: ScoringRun, rows: readonly number[], places: readonly number[]): Float64Array[] {
  const values = places.map(() => new Float64Array(rows.length));
  const isWhole = (row: number) => places.every((place) => (run.scores[place]?.codes[row] ?? -1) >= 0);
  const fixed = run.scheme.nodes.every(({ group }) => group === null || group.fixedShares);
  // Where the shares are the same for everyone of whom all is scored, they are read off one of them.
  const sample = fixed ? rows.find(isWhole) : undefined;
  const shares = sample === undefined ? undefined : contributionsOf(run, sample)?.leaves;
  const points = places.map((place) => run.scores[place]?.entries.map((entry) => toNumber(entry.points)) ?? []);
  rows.forEach((row, at) => {
    const own = shares !== undefined && isWhole(row) ? shares : contributionsOf(run, row)?.leaves;
    places.forEach((place, leaf) => {
      const code = run.scores[place]?.codes[row] ?? -1;
      const share = own?.get(place)?.share ?? ZERO;
      (values[leaf] as Float64Array)[at] = code < 0 ? 0 : (points[leaf]?.[code] as number) * shareNumber(share);
    });
  });
  return values;
}

/** Shares are few; each is turned into a double once. */
const SHARES = new WeakMap<object, number>();

function shareNumber(share: { n: bigint; d: bigint }): number {
  const known = SHARES.get(share) ?? toNumber(share);
  SHARES.set(share, known);
  return known;
}

/** Competition places of totals, the largest first. */
export function placesOf(totals: Float64Array): Int32Array {
  const sorted = Float64Array.from(totals).sort();
  const size = sorted.length;
  return Int32Array.from(totals, (total) => {
    let [low, high] = [0, size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as number) <= total) low = middle + 1;
      else high = middle;
    }
    return size - low + 1;
  });
}
