import { compare, type Exact, exact, ONE, type Rounding, reduced, round } from "./exact.ts";

/**
 * Square root, logarithm and powers by whole numbers only, so that every machine gives the same digits. Worked with 20
 * digits more than are asked for, then rounded.
 */

const GUARD = 20;

/** The square root of a value not below zero, rounded to `places`. */
export function squareRoot(x: Exact, places: number, mode: Rounding): Exact {
  if (x.n < 0n) throw new RangeError("square root of a negative value");
  const scale = 10n ** BigInt(places + GUARD);
  return round({ n: integerRoot((x.n * scale * scale) / x.d), d: scale }, places, mode);
}

/** Places of a root that has no end. */
const ROOT_PLACES = 30;

/** The square root in an expression: a fraction where there is one, else to 30 places; none below zero. */
export function rootOf(x: Exact): Exact | undefined {
  if (x.n < 0n) return undefined;
  const { n, d } = reduced(x);
  const root = { n: integerRoot(n), d: integerRoot(d) };
  const isSquare = root.n * root.n === n && root.d * root.d === d;
  return isSquare ? root : squareRoot(x, ROOT_PLACES, "half-even");
}

function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let guess = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (guess + n / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** The natural logarithm of a positive value, rounded to `places`. */
export function logarithm(x: Exact, places: number, mode: Rounding): Exact {
  if (x.n <= 0n) throw new RangeError("logarithm of a value that is not positive");
  const scale = 10n ** BigInt(places + GUARD);
  return round({ n: scaledLogarithm(x, scale), d: scale }, places, mode);
}

/** ln(x) · scale: halves or doubles x until it is near 1, then ln(x) = 2·artanh((x−1)/(x+1)). */
function scaledLogarithm(x: Exact, scale: bigint): bigint {
  let { n, d } = reduced(x);
  let halvings = 0n;
  while (n > 2n * d) {
    d *= 2n;
    halvings++;
  }
  while (2n * n < d) {
    n *= 2n;
    halvings--;
  }
  const lnTwo = 2n * artanh(1n, 3n, scale);
  return 2n * artanh(n - d, n + d, scale) + halvings * lnTwo;
}

function artanh(n: bigint, d: bigint, scale: bigint): bigint {
  const square = (n * n * scale) / (d * d);
  let term = (n * scale) / d;
  let sum = 0n;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += term / k;
    term = (term * square) / scale;
  }
  return sum;
}

/** e to the power x, rounded to `places`. |x| at most 200. */
export function exponential(x: Exact, places: number, mode: Rounding): Exact {
  const limit = exact(200n);
  if (compare(x, limit) > 0 || compare({ n: -x.n, d: x.d }, limit) > 0) throw new RangeError("exponent too large");
  const scale = 10n ** BigInt(places + GUARD + 90);
  // e^x = (e^(x/2^k))^(2^k): the series of a small exponent ends soon.
  const halvings = 12n;
  const small = (x.n * scale) / (x.d << halvings);
  let term = scale;
  let sum = 0n;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = (term * small) / (scale * k);
  }
  for (let k = 0n; k < halvings; k++) sum = (sum * sum) / scale;
  return round({ n: sum, d: scale }, places, mode);
}

/** Product of powers `x_i ^ (w_i / Σw)`, the weighted geometric mean, rounded to `places`. Zero when any x is zero. */
export function geometricMean(
  values: readonly { value: Exact; weight: Exact }[],
  places: number,
  mode: Rounding,
): Exact {
  if (values.some(({ value }) => value.n < 0n)) throw new RangeError("geometric mean of a negative value");
  if (values.some(({ value }) => value.n === 0n)) return exact(0n);
  const first = values[0]?.value ?? ONE;
  if (values.every(({ value }) => compare(value, first) === 0)) return round(first, places, mode);
  const scale = 10n ** BigInt(places + GUARD + 10);
  let top = 0n;
  let bottom = 0n;
  const shared = values.reduce((product, { weight }) => product * weight.d, 1n);
  for (const { value, weight } of values) {
    const share = (weight.n * shared) / weight.d;
    top += scaledLogarithm(value, scale) * share;
    bottom += share;
  }
  return exponential({ n: top, d: bottom * scale }, places, mode);
}
