import { toNumber, ZERO } from "../exact.ts";
import { pointsAt, type ScoringRun } from "../run.ts";
import { correlation } from "./data-weights.ts";
import { leafMatrix, placesOf } from "./leaf-matrix.ts";

/**
 * What each leaf does to the ranking: beside the result, in doubles, never changing it. Works on the contributions of
 * the leaves, so that every kind of tree can be looked at.
 */

/** Leaves the ranking would change without: how many applicants change place, and the largest move. */
export function leaveOneOut(run: ScoringRun): { id: string; moved: number; largestMove: number }[] {
  const { ids, leaves, values } = leafMatrix(run);
  const totals = new Float64Array(ids.length);
  for (const column of values)
    for (let at = 0; at < ids.length; at++) totals[at] = (totals[at] as number) + (column[at] as number);
  const before = placesOf(totals);
  return leaves.map((id, leaf) => {
    const after = placesOf(totals.map((total, at) => total - (values[leaf]?.[at] as number)));
    const moves = [...after].map((place, at) => Math.abs(place - (before[at] as number)));
    return { id, moved: moves.filter((move) => move > 0).length, largestMove: Math.max(0, ...moves) };
  });
}

/** What a leaf really weighs: its covariance with the total over the variance of the total (together 1). */
export function effectiveWeights(run: ScoringRun): { id: string; weight: number | null }[] {
  const { ids, leaves, values } = leafMatrix(run);
  const size = ids.length;
  const totals = Array.from({ length: size }, (_, at) =>
    values.reduce((sum, column) => sum + (column[at] as number), 0),
  );
  const centre = totals.reduce((a, b) => a + b, 0) / size;
  const variance = totals.reduce((sum, total) => sum + (total - centre) ** 2, 0);
  return leaves.map((id, leaf) => {
    const column = values[leaf] as Float64Array;
    const covariance = totals.reduce((sum, total, at) => sum + (total - centre) * (column[at] as number), 0);
    return { id, weight: variance === 0 ? null : covariance / variance };
  });
}

/** Pairs of leaves whose points go together: a measure counted twice under two names. */
export function correlatedLeaves(
  run: ScoringRun,
  least: number,
): { first: string; second: string; correlation: number }[] {
  const places = run.scheme.nodes.flatMap((node, place) => (node.leaf === null ? [] : [place]));
  const rows = run.table.ids.flatMap((_, row) => (run.ranks[row] === 0 ? [] : [row]));
  const columns = places.map((place) => rows.map((row) => toNumber(pointsAt(run, place, row) ?? ZERO)));
  return places.flatMap((first, a) =>
    places.slice(a + 1).flatMap((second, offset) => {
      const value = correlation(columns[a] as number[], columns[a + 1 + offset] as number[]);
      if (value === null || Math.abs(value) < least) return [];
      return [
        {
          first: run.scheme.nodes[first]?.id as string,
          second: run.scheme.nodes[second]?.id as string,
          correlation: value,
        },
      ];
    }),
  );
}
