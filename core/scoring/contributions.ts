import type { CompiledNode } from "./compile-scheme.ts";
import {
  absolute,
  add,
  compare,
  type Exact,
  exact,
  floorOf,
  isZero,
  multiply,
  ONE,
  reduced,
  subtract,
  toNumber,
  total,
  ZERO,
} from "./exact.ts";
import { pointsAt, type ScoringRun } from "./run.ts";

/** What each leaf put into the total of one applicant, and what the shares do not explain. */
export interface Contributions {
  leaves: Map<number, { share: Exact; path: Exact[]; contribution: Exact }>;
  /** A cap that took points, the difference of a mean that is no sum, the rounding of the published total. */
  adjustments: { node: number; points: Exact }[];
  total: Exact;
}

/** Walks from the root down; contributions and adjustments add up to the unrounded total exactly. Null without points. */
export function contributionsOf(run: ScoringRun, row: number): Contributions | null {
  const whole = pointsAt(run, 0, row);
  if (whole === null) return null;
  const found: Contributions = { leaves: new Map(), adjustments: [], total: whole };
  walk(run, row, 0, ONE, [], found);
  const sum = total([
    ...[...found.leaves.values()].map(({ contribution }) => contribution),
    ...found.adjustments.map(({ points }) => points),
  ]);
  if (compare(sum, whole) !== 0) throw new Error(`contributions of ${run.table.ids[row]} do not add up to the total`);
  return found;
}

function walk(run: ScoringRun, row: number, place: number, share: Exact, path: Exact[], found: Contributions): void {
  const node = run.scheme.nodes[place] as CompiledNode;
  const points = pointsAt(run, place, row) ?? ZERO;
  if (node.group === null) {
    found.leaves.set(place, { share, path, contribution: reduced(multiply(points, share)) });
    return;
  }
  const values = node.children.map((child) => pointsAt(run, child, row));
  const shares = node.group.shares(row, run.table, values);
  node.children.forEach((child, at) => {
    const part = shares[at] as Exact;
    walk(run, row, child, reduced(multiply(share, part)), [...path, part], found);
  });
  const rest = subtract(points, total(values.map((value, at) => multiply(value ?? ZERO, shares[at] as Exact))));
  if (isZero(rest)) return;
  // A linear kind may leave only the rounding of a spread weight.
  if (
    node.group.linear &&
    compare(absolute(rest), exact(1, 10n ** BigInt(run.scheme.document.numeric.step.places))) > 0
  )
    throw new Error(`points of ${node.id} do not follow from its children`);
  found.adjustments.push({ node: place, points: reduced(multiply(rest, share)) });
}

/**
 * Writes contributions with a fixed number of places so that they still add up: the last digit goes where most was cut
 * off (largest remainder; equal ones in the order given).
 */
export function roundTogether(values: readonly Exact[], places: number): Exact[] {
  const scale = 10n ** BigInt(places);
  const scaled = values.map((value) => ({ n: value.n * scale, d: value.d }));
  const floors = scaled.map(floorOf);
  const sum = total(values);
  const wanted = floorOf(add({ n: sum.n * scale, d: sum.d }, exact(1, 2)));
  const missing = Number(wanted - floors.reduce((a, b) => a + b, 0n));
  const order = scaled
    .map((value, index) => ({ rest: subtract(value, exact(floors[index] as bigint)), index }))
    .sort((a, b) => compare(b.rest, a.rest) || a.index - b.index);
  for (const { index } of order.slice(0, missing)) floors[index] = (floors[index] as bigint) + 1n;
  return floors.map((floor) => ({ n: floor, d: scale }));
}

/** How many applicants of a run are walked exactly. */
const EXACTLY = 5;

/**
 * Holds every run against the sum of its leaves: exactly for a sample of applicants, and for all others where the tree
 * is a plain sum of shares, in doubles (the exact walk is repeated whenever a trace is shown).
 */
export function assertContributions(run: ScoringRun): void {
  const rows = run.table.ids.length;
  const stride = Math.max(1, Math.ceil(rows / EXACTLY));
  for (let row = 0; row < rows; row += stride) contributionsOf(run, row);
  const { nodes } = run.scheme;
  if (!nodes.every(({ group }) => group === null || group.fixedShares)) return;
  // Shares are read off an applicant of whom everything is scored; where something is not, they are others.
  const sampleRow = run.table.ids.findIndex((_, row) =>
    nodes.every(({ leaf }, place) => leaf === null || (run.scores[place]?.codes[row] ?? -1) >= 0),
  );
  if (sampleRow < 0) return;
  const sample = contributionsOf(run, sampleRow);
  const sums = new Float64Array(rows);
  const comparable = new Uint8Array(rows).fill(1);
  nodes.forEach((node, place) => {
    const scores = run.scores[place];
    if (node.leaf === null || !scores) return;
    const share = toNumber(sample?.leaves.get(place)?.share ?? ZERO);
    const table = Float64Array.from(scores.entries, ({ points }) => toNumber(points) * share);
    for (let row = 0; row < rows; row++) {
      const code = scores.codes[row] as number;
      if (code < 0) comparable[row] = 0;
      else sums[row] = (sums[row] as number) + (table[code] as number);
    }
  });
  const root = run.columns[0];
  if (!root) return;
  for (let row = 0; row < rows; row++) {
    const points = comparable[row] === 1 ? root.at(row) : null;
    if (points === null) continue;
    const whole = Number(points.n) / Number(points.d);
    if (Math.abs(whole - (sums[row] as number)) > 1e-6 * Math.max(1, Math.abs(whole)))
      throw new Error(`contributions of ${run.table.ids[row]} do not add up to the total`);
  }
}
