import { chiSquareTail } from "./chi-square.ts";

/**
 * How far experts agree: beside the result, in doubles, never part of a score. Rows are the items that were judged,
 * columns the experts; every expert judged every item.
 */

export interface Icc {
  /** ICC(2,1): one expert's mark, experts drawn at random, absolute agreement. */
  single: number;
  /** ICC(2,k): the mean of the experts. */
  average: number;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Intraclass correlation of Shrout and Fleiss (1979), two-way random. Null with fewer than two rows or columns. */
export function intraclassCorrelation(marks: readonly (readonly number[])[]): Icc | null {
  const n = marks.length;
  const k = marks[0]?.length ?? 0;
  if (n < 2 || k < 2 || marks.some((row) => row.length !== k)) return null;
  const whole = mean(marks.flat());
  const rowMeans = marks.map(mean);
  const columnMeans = Array.from({ length: k }, (_, at) => mean(marks.map((row) => row[at] as number)));
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + (value - whole) ** 2, 0);
  const between = (k * squares(rowMeans)) / (n - 1);
  const raters = (n * squares(columnMeans)) / (k - 1);
  const rest = (squares(marks.flat()) - k * squares(rowMeans) - n * squares(columnMeans)) / ((n - 1) * (k - 1));
  const single = (between - rest) / (between + (k - 1) * rest + (k * (raters - rest)) / n);
  const average = (between - rest) / (between + (raters - rest) / n);
  return Number.isFinite(single) && Number.isFinite(average) ? { single, average } : null;
}

/** Mean ranks from 1, equal values sharing the mean of their places. */
export function meanRanks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && order[end]?.value === order[start]?.value) end++;
    for (let at = start; at < end; at++) ranks[order[at]?.index as number] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** Kendall's W, corrected for ties: 1 when all experts order the items alike. Null when nothing can be ordered. */
export function kendallW(marks: readonly (readonly number[])[]): number | null {
  const n = marks.length;
  const k = marks[0]?.length ?? 0;
  if (n < 2 || k < 2) return null;
  const byExpert = Array.from({ length: k }, (_, at) => meanRanks(marks.map((row) => row[at] as number)));
  const sums = Array.from({ length: n }, (_, item) =>
    byExpert.reduce((sum, ranks) => sum + (ranks[item] as number), 0),
  );
  const centre = mean(sums);
  const spread = sums.reduce((total, sum) => total + (sum - centre) ** 2, 0);
  const ties = byExpert.reduce((total, ranks) => total + tieTerm(ranks), 0);
  const most = k * k * (n ** 3 - n) - k * ties;
  return most === 0 ? null : (12 * spread) / most;
}

function tieTerm(ranks: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + count ** 3 - count, 0);
}

/** Kendall's W with its test against chance. */
export interface Concordance {
  w: number;
  /** k·(n−1)·W, with n−1 degrees of freedom (Kendall and Babington Smith 1939); cautious with few experts. */
  chiSquare: number;
  freedom: number;
  /** How often chance alone orders the items as much alike. */
  p: number;
}

/** Whether experts order the items alike by more than chance. Null where there is no W. */
export function concordance(marks: readonly (readonly number[])[]): Concordance | null {
  const w = kendallW(marks);
  if (w === null) return null;
  const freedom = marks.length - 1;
  const chiSquare = (marks[0]?.length ?? 0) * freedom * w;
  return { w, chiSquare, freedom, p: chiSquareTail(chiSquare, freedom) };
}

/** How an expert marks against the others: mean distance from the mean of each item; below zero is harsh. */
export function harshness(marks: readonly (readonly number[])[]): number[] {
  const k = marks[0]?.length ?? 0;
  return Array.from({ length: k }, (_, at) => mean(marks.map((row) => (row[at] as number) - mean(row))));
}
