import type { LeafScores } from "./leaf-scores.ts";
import { NumberColumn } from "./number-column.ts";

/** Whole numbers of a column, one a row; null where nothing is scored. Each way of holding them gives the same numbers. */
export interface Numerators {
  at(row: number): bigint | null;
  has(row: number): boolean;
  /** Sets 1 where nothing is scored. */
  markMissing(marks: Uint8Array): void;
  /** Numbers that order as these do; NaN where there is none. */
  keys(): Float64Array;
  /** At least the largest size. */
  largest(): bigint;
  /** Adds `multiplier` times each to `sums`, where all of them are exact in a double; null where they are not. */
  addTo: ((sums: Float64Array, multiplier: number) => void) | null;
}

/** Numbers up to here add and multiply exactly in a double. */
export const SAFE = 2n ** 52n;

const isSafe = (value: bigint | null) => value === null || (value <= SAFE && value >= -SAFE);
const sizeOf = (value: bigint | null) => (value === null ? 0n : value < 0n ? -value : value);
const largestOf = (values: readonly (bigint | null)[]) =>
  values.reduce<bigint>((most, value) => (sizeOf(value) > most ? sizeOf(value) : most), 0n);

/** Doubles while they all fit, big integers beyond. */
export function numeratorsOf(values: readonly (bigint | null)[], denominator: bigint): Numerators {
  return values.every(isSafe)
    ? inDoubles(Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))))
    : inIntegers(values, denominator);
}

/** NaN where nothing is scored. */
export function inDoubles(doubles: Float64Array): Numerators {
  const has = (row: number) => !Number.isNaN(doubles[row]);
  return {
    has,
    at: (row) => (has(row) ? BigInt(doubles[row] as number) : null),
    markMissing(marks) {
      for (let row = 0; row < marks.length; row++) if (Number.isNaN(doubles[row])) marks[row] = 1;
    },
    keys: () => Float64Array.from(doubles),
    largest() {
      let most = 0;
      for (let row = 0; row < doubles.length; row++) {
        const size = Math.abs(doubles[row] as number);
        if (size > most) most = size;
      }
      return BigInt(most);
    },
    addTo(sums, multiplier) {
      for (let row = 0; row < sums.length; row++)
        sums[row] = (sums[row] as number) + (doubles[row] as number) * multiplier;
    },
  };
}

function inIntegers(integers: readonly (bigint | null)[], denominator: bigint): Numerators {
  return {
    has: (row) => integers[row] !== null,
    at: (row) => integers[row] ?? null,
    markMissing(marks) {
      for (let row = 0; row < marks.length; row++) if (integers[row] === null) marks[row] = 1;
    },
    keys: () => NumberColumn.ofNumerators(integers, denominator).keys,
    largest: () => largestOf(integers),
    addTo: null,
  };
}

/** Points of a leaf as they are scored: a code a row into few numbers, so that nothing is written for each row. */
export function inCodes({ codes, entries }: LeafScores, denominator: bigint): Numerators {
  const numbers = entries.map(({ points }) => (points.n * denominator) / points.d);
  const has = (row: number) => (codes[row] as number) >= 0;
  const at = (row: number) => (has(row) ? (numbers[codes[row] as number] as bigint) : null);
  return {
    has,
    at,
    markMissing(marks) {
      for (let row = 0; row < marks.length; row++) if ((codes[row] as number) < 0) marks[row] = 1;
    },
    keys: () =>
      numeratorsOf(
        Array.from(codes, (_, row) => at(row)),
        denominator,
      ).keys(),
    largest: () => largestOf(numbers),
    addTo: numbers.every(isSafe)
      ? (sums, multiplier) => {
          const products = Float64Array.from(numbers, (value) => Number(value) * multiplier);
          for (let row = 0; row < sums.length; row++) {
            const code = codes[row] as number;
            sums[row] = code < 0 ? Number.NaN : (sums[row] as number) + (products[code] as number);
          }
        }
      : null,
  };
}
