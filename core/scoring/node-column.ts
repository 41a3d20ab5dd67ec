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
import { inCodes, inDoubles, type Numerators, numeratorsOf, SAFE } from "./numerators.ts";

/**
 * Points of a node for all applicants: whole numbers over one common denominator. Sums and weights are therefore exact.
 */
export class NodeColumn {
  readonly denominator: bigint;
  readonly numerators: Numerators;

  constructor(denominator: bigint, numerators: Numerators) {
    this.denominator = denominator;
    this.numerators = numerators;
  }

  static of(values: readonly (Exact | null)[]): NodeColumn {
    const plain = values.map((value) => (value === null ? null : reduced(value)));
    const denominator = plain.reduce((common, value) => (value === null ? common : lcm(common, value.d)), 1n);
    const whole = plain.map((value) => (value === null ? null : value.n * (denominator / value.d)));
    return new NodeColumn(denominator, numeratorsOf(whole, denominator));
  }

  static ofScores(scores: LeafScores): NodeColumn {
    const denominator = scores.entries.reduce((common, { points }) => lcm(common, reduced(points).d), 1n);
    return new NodeColumn(denominator, inCodes(scores, denominator));
  }

  has(row: number): boolean {
    return this.numerators.has(row);
  }

  at(row: number): Exact | null {
    const n = this.numerators.at(row);
    return n === null ? null : { n, d: this.denominator };
  }

  /** Numbers that order as the points do; NaN where not scored or not `counted`. */
  keys(counted: Uint8Array): Float64Array {
    const keys = this.numerators.keys();
    for (let row = 0; row < keys.length; row++) if (counted[row] === 0) keys[row] = Number.NaN;
    return keys;
  }
}

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
  for (const child of children) child.numerators.markMissing(incomplete);
  for (let row = 0; row < rows; row++) if (incomplete[row] === 1) open.push(row);
  const spreadValues = new Map(open.map((row) => [row, spread(row)]));
  if (open.length > 0) denominator = lcm(denominator, 10n ** BigInt(places));
  const multipliers = children.map((child, at) => {
    const factor = plain[at] as Exact;
    return (factor.n * denominator) / (child.denominator * factor.d);
  });
  const bound = children.reduce((sum, child, at) => {
    const multiplier = multipliers[at] as bigint;
    return sum + child.numerators.largest() * (multiplier < 0n ? -multiplier : multiplier);
  }, 0n);
  const bigSpread = (row: number): bigint | null => {
    const value = spreadValues.get(row) ?? null;
    return value === null ? null : (value.n * denominator) / value.d;
  };
  if (bound <= SAFE && children.every(({ numerators }) => numerators.addTo !== null)) {
    const sums = new Float64Array(rows);
    children.forEach(({ numerators }, at) => {
      numerators.addTo?.(sums, Number(multipliers[at]));
    });
    const spreads = open.map(bigSpread);
    if (spreads.every((value) => value === null || (value <= SAFE && value >= -SAFE))) {
      open.forEach((row, at) => {
        const value = spreads[at] as bigint | null;
        sums[row] = value === null ? Number.NaN : Number(value);
      });
      return new NodeColumn(denominator, inDoubles(sums));
    }
  }
  const bigs = Array.from({ length: rows }, (_, row) => {
    if (spreadValues.has(row)) return bigSpread(row);
    return children.reduce((sum, child, at) => {
      const value = child.at(row) as Exact;
      return sum + value.n * (multipliers[at] as bigint);
    }, 0n);
  });
  return new NodeColumn(denominator, numeratorsOf(bigs, denominator));
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
