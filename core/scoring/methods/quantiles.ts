import { add, type Exact, exact, floorOf, multiply, ONE, subtract } from "../exact.ts";

/** Quantile types of Hyndman and Fan that statistics packages name by number. */
export const QUANTILE_TYPES = [1, 2, 6, 7] as const;
export type QuantileType = (typeof QUANTILE_TYPES)[number];

/**
 * The p-quantile of values sorted ascending, exactly. Type 1 takes an observed value, 2 averages at jumps, 6 is
 * (n+1)p (spreadsheet QUARTILE.EXC), 7 is (n−1)p+1 (spreadsheet QUARTILE.INC, the default of R and numpy).
 */
export function quantile(sorted: readonly Exact[], p: Exact, type: QuantileType): Exact {
  const n = sorted.length;
  if (n === 0) throw new RangeError("quantile of nothing");
  const at = (index: number) => sorted[Math.min(n - 1, Math.max(0, index))] as Exact;
  if (type === 1 || type === 2) {
    const position = multiply(exact(n), p);
    const whole = Number(floorOf(position));
    if (position.n % position.d !== 0n) return at(whole);
    return type === 1 ? at(whole - 1) : multiply(add(at(whole - 1), at(whole)), exact(1, 2));
  }
  const position = type === 6 ? multiply(exact(n + 1), p) : add(multiply(exact(n - 1), p), ONE);
  const whole = floorOf(position);
  const fraction = subtract(position, exact(whole));
  const low = at(Number(whole) - 1);
  return add(low, multiply(fraction, subtract(at(Number(whole)), low)));
}

export function mean(values: readonly Exact[]): Exact {
  const sum = values.reduce(add);
  return { n: sum.n, d: sum.d * BigInt(values.length) };
}
