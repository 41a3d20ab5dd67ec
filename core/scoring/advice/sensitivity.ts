import { contributionsOf } from "../contributions.ts";
import { toNumber, ZERO } from "../exact.ts";
import { pointsAt, type ScoringRun } from "../run.ts";
import { correlation } from "./data-weights.ts";

/**
 * What would happen to the ranking if weights were a little different: beside the result, in doubles, never changing
 * it. Works on the contributions of the leaves, so that every kind of tree can be looked at.
 */

export interface Interval {
  id: string;
  rank: number;
  lowest: number;
  highest: number;
  /** Share of the draws in which the applicant stood among the first `top`. */
  chanceOfTop: number;
}

/** Contributions of every leaf for the ranked applicants. */
interface Matrix {
  ids: string[];
  ranks: number[];
  leaves: string[];
  values: Float64Array[];
}

function matrixOf(run: ScoringRun): Matrix {
  const rows = run.table.ids.flatMap((_, row) => (run.ranks[row] === 0 ? [] : [row]));
  const places = run.scheme.nodes.flatMap((node, place) => (node.leaf === null ? [] : [place]));
  const values = places.map(() => new Float64Array(rows.length));
  rows.forEach((row, at) => {
    const parts = contributionsOf(run, row);
    places.forEach((place, leaf) => {
      (values[leaf] as Float64Array)[at] = toNumber(parts?.leaves.get(place)?.contribution ?? ZERO);
    });
  });
  return {
    ids: rows.map((row) => run.table.ids[row] as string),
    ranks: rows.map((row) => run.ranks[row] as number),
    leaves: places.map((place) => run.scheme.nodes[place]?.id as string),
    values,
  };
}

/** Draws every leaf's weight within ±`spread` of its own, `draws` times; the seed makes it repeatable. */
export function weightIntervals(
  run: ScoringRun,
  options: { draws: number; spread: number; seed: number; top: number },
): Interval[] {
  const { ids, ranks, values } = matrixOf(run);
  const random = seededNumbers(options.seed);
  const lowest = new Int32Array(ids.length);
  const highest = new Int32Array(ids.length).fill(ids.length);
  const atTop = new Int32Array(ids.length);
  for (let draw = 0; draw < options.draws; draw++) {
    const totals = new Float64Array(ids.length);
    for (const column of values) {
      const factor = 1 + options.spread * (2 * random() - 1);
      for (let at = 0; at < totals.length; at++) totals[at] = (totals[at] as number) + factor * (column[at] as number);
    }
    placesOf(totals).forEach((place, at) => {
      lowest[at] = Math.max(lowest[at] as number, place);
      highest[at] = Math.min(highest[at] as number, place);
      if (place <= options.top) atTop[at] = (atTop[at] as number) + 1;
    });
  }
  return ids.map((id, at) => ({
    id,
    rank: ranks[at] as number,
    lowest: lowest[at] as number,
    highest: highest[at] as number,
    chanceOfTop: (atTop[at] as number) / options.draws,
  }));
}

/** Competition places of totals, the largest first. */
function placesOf(totals: Float64Array): Int32Array {
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

/** Leaves the ranking would change without: how many applicants change place, and the largest move. */
export function leaveOneOut(run: ScoringRun): { id: string; moved: number; largestMove: number }[] {
  const { ids, leaves, values } = matrixOf(run);
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
  const { ids, leaves, values } = matrixOf(run);
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

/** Numbers from 0 to 1 by whole-number steps (mulberry32), the same for a seed on every machine. */
function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
