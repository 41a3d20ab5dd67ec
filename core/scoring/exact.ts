/**
 * Exact numbers: a fraction of two whole numbers of any size. Submitted decimals stay what was submitted, a sum is the
 * sum, and rounding happens only where a scheme says so. Doubles never take part.
 */
export interface Exact {
  readonly n: bigint;
  /** Always positive. Not always in lowest terms. */
  readonly d: bigint;
}

export const ROUNDINGS = ["half-up", "half-even", "half-down", "up", "down", "ceiling", "floor"] as const;
/** half-up, half-down, up and down look at the size without the sign; ceiling and floor at the number line. */
export type Rounding = (typeof ROUNDINGS)[number];

export const ZERO: Exact = { n: 0n, d: 1n };
export const ONE: Exact = { n: 1n, d: 1n };
export const HUNDRED: Exact = { n: 100n, d: 1n };

/** Digits before the point, and after it, that an input may have: more is a mistake of the sender. */
export const MAX_DIGITS = 30;

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}

export function exact(n: bigint | number, d: bigint | number = 1n): Exact {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new RangeError("division by zero");
  return bottom < 0n ? { n: -top, d: -bottom } : { n: top, d: bottom };
}

/** In lowest terms. */
export function reduced(x: Exact): Exact {
  const common = gcd(x.n, x.d);
  return common <= 1n ? x : { n: x.n / common, d: x.d / common };
}

export type DecimalProblem = "not-a-number" | "out-of-range";

/** Reads a decimal as written (`-12.50`, `1e3`); a problem when it is none or has more than 30 digits on a side. */
export function readDecimal(text: string): Exact | DecimalProblem {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
  if (match === null) return "not-a-number";
  const [, sign, whole = "", fraction = "", exponentText = "0"] = match;
  const exponent = Number(exponentText);
  const significant = (whole + fraction).replace(/^0+/, "");
  if (significant === "") return ZERO;
  if (Math.abs(exponent) > 400) return "out-of-range";
  const trimmed = fraction.replace(/0+$/, "");
  const before = (whole + fraction).replace(/^0+/, "").length - fraction.length + exponent;
  if (before > MAX_DIGITS || trimmed.length - exponent > MAX_DIGITS) return "out-of-range";
  const digits = BigInt(whole + trimmed) * (sign === "-" ? -1n : 1n);
  const shift = exponent - trimmed.length;
  return shift >= 0 ? { n: digits * 10n ** BigInt(shift), d: 1n } : { n: digits, d: 10n ** BigInt(-shift) };
}

/** Reads what a scheme document holds: a number, or a decimal as text. Throws a TypeError on anything else. */
export function decimal(value: string | number): Exact {
  const read = readDecimal(String(value));
  if (typeof read === "string") throw new TypeError(`"${value}" is not a decimal`);
  return read;
}

export const add = (a: Exact, b: Exact): Exact =>
  a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
export const subtract = (a: Exact, b: Exact): Exact => add(a, negate(b));
export const negate = (a: Exact): Exact => ({ n: -a.n, d: a.d });
export const multiply = (a: Exact, b: Exact): Exact => ({ n: a.n * b.n, d: a.d * b.d });
export const divide = (a: Exact, b: Exact): Exact => exact(a.n * b.d, a.d * b.n);
export const absolute = (a: Exact): Exact => (a.n < 0n ? negate(a) : a);
export const isZero = (a: Exact): boolean => a.n === 0n;
export const compare = (a: Exact, b: Exact): number => {
  const [left, right] = a.d === b.d ? [a.n, b.n] : [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
};
export const equals = (a: Exact, b: Exact): boolean => compare(a, b) === 0;
export const smaller = (a: Exact, b: Exact): Exact => (compare(a, b) <= 0 ? a : b);
export const larger = (a: Exact, b: Exact): Exact => (compare(a, b) >= 0 ? a : b);

/** Adds many: those with the same denominator first, so that few fractions have to be brought together. */
export function total(values: Iterable<Exact>): Exact {
  const byDenominator = new Map<bigint, bigint>();
  for (const { n, d } of values) byDenominator.set(d, (byDenominator.get(d) ?? 0n) + n);
  let sum = ZERO;
  for (const [d, n] of byDenominator) sum = reduced(add(sum, { n, d }));
  return sum;
}

/** The largest whole number not above x. */
export function floorOf(x: Exact): bigint {
  const quotient = x.n / x.d;
  return x.n < 0n && quotient * x.d !== x.n ? quotient - 1n : quotient;
}

/** Rounds to a number of decimal places (negative places round to tens, hundreds …). */
export function round(x: Exact, places: number, mode: Rounding): Exact {
  const scale = 10n ** BigInt(Math.abs(places));
  const [n, d] = places >= 0 ? [x.n * scale, x.d] : [x.n, x.d * scale];
  const whole = roundQuotient(n, d, mode);
  return places >= 0 ? { n: whole, d: scale } : { n: whole * scale, d: 1n };
}

function roundQuotient(n: bigint, d: bigint, mode: Rounding): bigint {
  const negative = n < 0n;
  const size = negative ? -n : n;
  const quotient = size / d;
  const rest = size % d;
  if (rest === 0n) return negative ? -quotient : quotient;
  const away = negative ? -quotient - 1n : quotient + 1n;
  const toward = negative ? -quotient : quotient;
  const twice = rest * 2n;
  switch (mode) {
    case "up":
      return away;
    case "down":
      return toward;
    case "ceiling":
      return negative ? toward : away;
    case "floor":
      return negative ? away : toward;
    case "half-up":
      return twice >= d ? away : toward;
    case "half-down":
      return twice > d ? away : toward;
    case "half-even":
      return twice > d || (twice === d && quotient % 2n === 1n) ? away : toward;
  }
}

/** How many decimal places write x without loss; undefined when no number of places does (1/3). */
export function placesOf(x: Exact): number | undefined {
  let { d } = reduced(x);
  let twos = 0;
  let fives = 0;
  while (d % 2n === 0n) {
    d /= 2n;
    twos++;
  }
  while (d % 5n === 0n) {
    d /= 5n;
    fives++;
  }
  return d === 1n ? Math.max(twos, fives) : undefined;
}

/** Denominators that are powers of ten, which nearly all are: written without reducing. */
const TENS = new Map(Array.from({ length: MAX_DIGITS + 1 }, (_, places) => [10n ** BigInt(places), places]));

/** Writes x as a decimal without superfluous zeros. A fraction that has no end is rounded half-up to `places`. */
export function formatExact(x: Exact, places = 12, mode: Rounding = "half-up"): string {
  const exactPlaces = TENS.get(x.d) ?? placesOf(x);
  const written = exactPlaces === undefined ? round(x, places, mode) : x;
  const count = exactPlaces ?? places;
  const scaled = (written.n * 10n ** BigInt(count)) / written.d;
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(count + 1, "0");
  const whole = digits.slice(0, digits.length - count);
  const fraction = digits.slice(digits.length - count).replace(/0+$/, "");
  return `${scaled < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** The nearest double: for charts, sorting keys and diagnostics, never for a stored result. */
export function toNumber(x: Exact): number {
  return Number(formatExact(x, 20));
}
