import {
  add,
  divide,
  type Exact,
  exact,
  lcm,
  multiply,
  placesOf,
  type Rounding,
  reduced,
  round,
  ZERO,
} from "./exact.ts";
import type { LeafScores } from "./leaf-scores.ts";
import { NumberColumn } from "./number-column.ts";

/**
 * Points of a node for all applicants: whole numbers over one common denominator, in a Float64Array while they fit and
 * as big integers beyond. Sums and weights are therefore exact. What is not scored is NaN or null.
 */
export class NodeColumn {
  readonly denominator: bigint;
  readonly doubles: Float64Array | null;
  readonly #bigs: readonly (bigint | null)[] | null;

  constructor(denominator: bigint, doubles: Float64Array | null, bigs: readonly (bigint | null)[] | null) {
    this.denominator = denominator;
    this.doubles = doubles;
    this.#bigs = bigs;
  }

  static of(values: readonly (Exact | null)[]): NodeColumn {
    const plain = values.map((value) => (value === null ? null : reduced(value)));
    const denominator = plain.reduce((common, value) => (value === null ? common : lcm(common, value.d)), 1n);
    const bigs = plain.map((value) => (value === null ? null : value.n * (denominator / value.d)));
    if (bigs.some((value) => value !== null && (value > SAFE || value < -SAFE)))
      return new NodeColumn(denominator, null, bigs);
    return new NodeColumn(
      denominator,
      Float64Array.from(bigs, (value) => (value === null ? Number.NaN : Number(value))),
      null,
    );
  }

  static ofScores(scores: LeafScores): NodeColumn {
    const denominator = scores.entries.reduce((common, { points }) => lcm(common, reduced(points).d), 1n);
    const numerators = scores.entries.map(({ points }) => (points.n * denominator) / points.d);
    if (numerators.some((value) => value > SAFE || value < -SAFE))
      return new NodeColumn(
        denominator,
        null,
        Array.from(scores.codes, (code) => (code < 0 ? null : (numerators[code] as bigint))),
      );
    const table = Float64Array.from(numerators, Number);
    const doubles = new Float64Array(scores.codes.length);
    for (let row = 0; row < doubles.length; row++) {
      const code = scores.codes[row] as number;
      doubles[row] = code < 0 ? Number.NaN : (table[code] as number);
    }
    return new NodeColumn(denominator, doubles, null);
  }

  has(row: number): boolean {
    return this.doubles === null ? this.#bigs?.[row] !== null : !Number.isNaN(this.doubles[row]);
  }

  at(row: number): Exact | null {
    if (this.doubles === null) {
      const n = this.#bigs?.[row] ?? null;
      return n === null ? null : { n, d: this.denominator };
    }
    const value = this.doubles[row] as number;
    return Number.isNaN(value) ? null : { n: BigInt(value), d: this.denominator };
  }

  /** Sets 1 where nothing is scored. */
  markMissing(marks: Uint8Array): void {
    if (this.doubles === null) {
      for (let row = 0; row < marks.length; row++) if (this.#bigs?.[row] === null) marks[row] = 1;
      return;
    }
    for (let row = 0; row < marks.length; row++) if (Number.isNaN(this.doubles[row])) marks[row] = 1;
  }

  /** Numbers that order as the points do; NaN where not scored or not `counted`. */
  keys(counted: Uint8Array): Float64Array {
    const { keys } =
      this.doubles === null
        ? NumberColumn.ofNumerators(this.#bigs ?? [], this.denominator)
        : { keys: Float64Array.from(this.doubles) };
    for (let row = 0; row < keys.length; row++) if (counted[row] === 0) keys[row] = Number.NaN;
    return keys;
  }

  /** Largest size of a numerator. */
  largest(): bigint {
    if (this.doubles === null)
      return (this.#bigs ?? []).reduce<bigint>((most, value) => {
        const size = value === null ? 0n : value < 0n ? -value : value;
        return size > most ? size : most;
      }, 0n);
    let most = 0;
    for (let row = 0; row < this.doubles.length; row++) {
      const size = Math.abs(this.doubles[row] as number);
      if (size > most) most = size;
    }
    return BigInt(most);
  }
}

/** Numerators up to here add and multiply exactly in a double. */
const SAFE = 2n ** 52n;

/**
 * Σ factor × child for rows where every child is scored; a row with a child that is not is left to `spread`. Doubles
 * when the bound allows, big integers otherwise: the same numbers either way.
 */
export function addLinear(
  rows: number,
  children: readonly NodeColumn[],
  factors: readonly Exact[],
  places: number,
  spread: (row: number) => Exact | null,
): NodeColumn {
  const plain = factors.map(reduced);
  let denominator = children.reduce((common, child, at) => lcm(common, child.denominator * (plain[at] as Exact).d), 1n);
  const open: number[] = [];
  const incomplete = new Uint8Array(rows);
  for (const child of children) child.markMissing(incomplete);
  for (let row = 0; row < rows; row++) if (incomplete[row] === 1) open.push(row);
  const spreadValues = new Map(open.map((row) => [row, spread(row)]));
  if (open.length > 0) denominator = lcm(denominator, 10n ** BigInt(places));
  const multipliers = children.map((child, at) => {
    const factor = plain[at] as Exact;
    return (factor.n * denominator) / (child.denominator * factor.d);
  });
  const bound = children.reduce((sum, child, at) => {
    const multiplier = multipliers[at] as bigint;
    return sum + child.largest() * (multiplier < 0n ? -multiplier : multiplier);
  }, 0n);
  const bigSpread = (row: number): bigint | null => {
    const value = spreadValues.get(row) ?? null;
    return value === null ? null : (value.n * denominator) / value.d;
  };
  if (bound <= SAFE && children.every((child) => child.doubles !== null)) {
    const sums = new Float64Array(rows);
    children.forEach((child, at) => {
      const multiplier = Number(multipliers[at]);
      const values = child.doubles as Float64Array;
      for (let row = 0; row < rows; row++) sums[row] = (sums[row] as number) + (values[row] as number) * multiplier;
    });
    const spreads = open.map(bigSpread);
    if (spreads.every((value) => value === null || (value <= SAFE && value >= -SAFE))) {
      open.forEach((row, at) => {
        const value = spreads[at] as bigint | null;
        sums[row] = value === null ? Number.NaN : Number(value);
      });
      return new NodeColumn(denominator, sums, null);
    }
  }
  const bigs = Array.from({ length: rows }, (_, row) => {
    if (spreadValues.has(row)) return bigSpread(row);
    return children.reduce((sum, child, at) => {
      const value = child.at(row) as Exact;
      return sum + value.n * (multipliers[at] as bigint);
    }, 0n);
  });
  return new NodeColumn(denominator, null, bigs);
}

/** Weighted mean of what is there, times the full factor: the weight of what is not applicable goes to its siblings. */
export function spreadWeights(
  values: readonly (Exact | null)[],
  factors: readonly Exact[],
  importance: readonly Exact[],
  step: { places: number; rounding: Rounding },
): Exact | null {
  let present = ZERO;
  let all = ZERO;
  let sum = ZERO;
  values.forEach((value, at) => {
    const weight = importance[at] as Exact;
    all = add(all, weight);
    if (value === null) return;
    present = add(present, weight);
    sum = add(sum, multiply(value, factors[at] as Exact));
  });
  if (present.n === 0n) return null;
  const whole = multiply(sum, divide(all, present));
  return (placesOf(whole) ?? Number.POSITIVE_INFINITY) <= step.places
    ? whole
    : round(whole, step.places, step.rounding);
}

export const ONE_EACH = (count: number): Exact[] => Array.from({ length: count }, () => exact(1));
