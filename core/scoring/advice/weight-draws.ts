import { decimal, toNumber } from "../exact.ts";
import type { ScoringRun } from "../run.ts";
import { type LeafMatrix, leafMatrix, placesOf } from "./leaf-matrix.ts";

export interface Interval {
  id: string;
  rank: number;
  /** The worst and the best place in any draw. */
  lowest: number;
  highest: number;
  /** Share of the draws in which the applicant stood among the first `top`. */
  chanceOfTop: number;
  /** Share of the draws in which it kept its tier; null where the scheme has none. */
  tierStability: number | null;
}

export interface DrawOptions {
  /** Every leaf's weight is drawn within ± this share of its own. */
  spread: number;
  /** The same seed gives the same draws on every machine. */
  seed: number;
  top: number;
}

/**
 * What becomes of the ranking when every weight is a little different. Draws are taken in as many pieces as the caller
 * likes, so that a large cohort does not hold up everything else. Works on the contributions of the leaves.
 */
export class WeightDraws {
  readonly #matrix: LeafMatrix;
  readonly #options: DrawOptions;
  readonly #random: () => number;
  readonly #means: number[];
  readonly #tierOf: ((place: number, total: number) => string | null) | null;
  readonly #tiers: (string | null)[];
  readonly #lowest: Int32Array;
  readonly #highest: Int32Array;
  readonly #atTop: Int32Array;
  readonly #sameTier: Int32Array;
  #draws = 0;

  constructor(run: ScoringRun, options: DrawOptions) {
    this.#matrix = leafMatrix(run);
    this.#options = options;
    this.#random = seededNumbers(options.seed);
    const { ids, rows, values } = this.#matrix;
    this.#means = values.map((column) => column.reduce((sum, value) => sum + value, 0));
    this.#tierOf = tierReader(run, this.#matrix);
    this.#tiers = rows.map((row) => run.tiers[row] ?? null);
    this.#lowest = new Int32Array(ids.length);
    this.#highest = new Int32Array(ids.length).fill(ids.length);
    this.#atTop = new Int32Array(ids.length);
    this.#sameTier = new Int32Array(ids.length);
  }

  draw(count: number): void {
    for (let draw = 0; draw < count; draw++) this.#drawOnce();
    this.#draws += count;
  }

  intervals(): Interval[] {
    const { ids, ranks } = this.#matrix;
    return ids.map((id, at) => ({
      id,
      rank: ranks[at] as number,
      lowest: this.#lowest[at] as number,
      highest: this.#highest[at] as number,
      chanceOfTop: (this.#atTop[at] as number) / this.#draws,
      tierStability: this.#tierOf === null ? null : (this.#sameTier[at] as number) / this.#draws,
    }));
  }

  #drawOnce(): void {
    const { values, ids } = this.#matrix;
    const totals = new Float64Array(ids.length);
    let before = 0;
    let after = 0;
    values.forEach((column, leaf) => {
      const factor = 1 + this.#options.spread * (2 * this.#random() - 1);
      const mean = this.#means[leaf] as number;
      before += mean;
      after += factor * mean;
      for (let at = 0; at < totals.length; at++) totals[at] = (totals[at] as number) + factor * (column[at] as number);
    });
    // Weights that all rose a little are no better marks: the cohort keeps its mean.
    const scale = after === 0 ? 1 : before / after;
    const places = placesOf(totals);
    for (let at = 0; at < totals.length; at++) {
      const place = places[at] as number;
      if (place > (this.#lowest[at] as number)) this.#lowest[at] = place;
      if (place < (this.#highest[at] as number)) this.#highest[at] = place;
      if (place <= this.#options.top) this.#atTop[at]!++;
      if (this.#tierOf?.(place, (totals[at] as number) * scale) === this.#tiers[at]) this.#sameTier[at]!++;
    }
  }
}

/** Draws every leaf's weight within ±`spread` of its own, `draws` times. */
export function weightIntervals(run: ScoringRun, options: DrawOptions & { draws: number }): Interval[] {
  const draws = new WeightDraws(run, options);
  draws.draw(options.draws);
  return draws.intervals();
}

/** How a draw tells tiers: by the lines of the scheme, else by the places they had; null without tiers. */
function tierReader(run: ScoringRun, { rows, ranks }: LeafMatrix) {
  const byScore = run.scheme.document.outcome.rules.find(({ kind }) => kind === "tiers-by-score");
  if (byScore !== undefined) {
    const lines = (byScore as unknown as { tiers: { id: string; from: string }[] }).tiers.map(({ id, from }) => ({
      id,
      from: toNumber(decimal(from)),
    }));
    return (_place: number, total: number) => lines.find(({ from }) => total >= from - 1e-9)?.id ?? null;
  }
  const known = new Map(rows.map((row, at) => [ranks[at] as number, run.tiers[row] ?? null]));
  if (![...known.values()].some((tier) => tier !== null)) return null;
  const byPlace: (string | null)[] = [];
  for (let place = 1; place <= rows.length; place++) byPlace[place] = known.get(place) ?? byPlace[place - 1] ?? null;
  return (place: number) => byPlace[place] ?? null;
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
