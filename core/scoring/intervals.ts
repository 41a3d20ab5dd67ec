import { compare, type Exact, formatExact, readDecimal } from "./exact.ts";

/** A range of numbers, each end open, closed or absent. */
export interface Interval {
  low: Exact | null;
  lowClosed: boolean;
  high: Exact | null;
  highClosed: boolean;
}

/**
 * Reads a range as an author writes it: `>= 5`, `> 5`, `<= 5`, `< 5`, `= 5`, `[5, 10)`, `(5, 10]`, `(-inf, 5)`,
 * `[5, inf)`. Also with ≥ and ≤. Undefined when it cannot be read or holds no number.
 */
export function readInterval(text: string): Interval | undefined {
  const written = text.trim().replaceAll("≥", ">=").replaceAll("≤", "<=");
  const one = /^(>=|<=|>|<|=)\s*(\S+)$/.exec(written);
  if (one !== null) {
    const value = readDecimal(one[2] as string);
    if (typeof value === "string") return undefined;
    const [low, high] = [">", ">=", "="].includes(one[1] as string) ? [value, null] : [null, value];
    if (one[1] === "=") return { low: value, lowClosed: true, high: value, highClosed: true };
    return { low, lowClosed: one[1] === ">=", high, highClosed: one[1] === "<=" };
  }
  const two = /^([[(])\s*([^,\s]+)\s*,\s*([^,\s]+)\s*([\])])$/.exec(written);
  if (two === null) return undefined;
  const low = two[2] === "-inf" ? null : readDecimal(two[2] as string);
  const high = two[3] === "inf" ? null : readDecimal(two[3] as string);
  if (typeof low === "string" || typeof high === "string") return undefined;
  const interval = {
    low,
    lowClosed: low !== null && two[1] === "[",
    high,
    highClosed: high !== null && two[4] === "]",
  };
  return isEmpty(interval) ? undefined : interval;
}

function isEmpty({ low, lowClosed, high, highClosed }: Interval): boolean {
  if (low === null || high === null) return false;
  const order = compare(low, high);
  return order > 0 || (order === 0 && !(lowClosed && highClosed));
}

export function contains({ low, lowClosed, high, highClosed }: Interval, value: Exact): boolean {
  if (low !== null) {
    const order = compare(value, low);
    if (order < 0 || (order === 0 && !lowClosed)) return false;
  }
  if (high !== null) {
    const order = compare(value, high);
    if (order > 0 || (order === 0 && !highClosed)) return false;
  }
  return true;
}

/** Writes a range the way a reader of a notice expects it: `≥ 5`, `5 ≤ x < 10`. */
export function intervalText({ low, lowClosed, high, highClosed }: Interval): string {
  if (low !== null && high !== null) {
    if (compare(low, high) === 0) return `= ${formatExact(low)}`;
    return `${formatExact(low)} ${lowClosed ? "≤" : "<"} x ${highClosed ? "≤" : "<"} ${formatExact(high)}`;
  }
  if (low !== null) return `${lowClosed ? "≥" : ">"} ${formatExact(low)}`;
  return high === null ? "x" : `${highClosed ? "≤" : "<"} ${formatExact(high)}`;
}

export interface Coverage {
  gaps: Interval[];
  /** Pairs of places in the list. */
  overlaps: [number, number][];
}

/** Finds what a list of ranges leaves out of `within`, and which two share a number. */
export function coverageOf(intervals: readonly Interval[], within: Interval): Coverage {
  const overlaps: [number, number][] = [];
  intervals.forEach((a, i) => {
    for (let j = i + 1; j < intervals.length; j++)
      if (intersection(a, intervals[j] as Interval) !== undefined) overlaps.push([i, j]);
  });
  let open: Interval[] = [within];
  for (const interval of intervals) open = open.flatMap((rest) => without(rest, interval));
  return { gaps: open, overlaps };
}

export function intersection(a: Interval, b: Interval): Interval | undefined {
  const lowFirst = laterLow(a, b) === a ? a : b;
  const highFirst = earlierHigh(a, b) === a ? a : b;
  const both = {
    low: lowFirst.low,
    lowClosed: lowFirst.lowClosed,
    high: highFirst.high,
    highClosed: highFirst.highClosed,
  };
  return isEmpty(both) ? undefined : both;
}

function laterLow(a: Interval, b: Interval): Interval {
  if (a.low === null) return b;
  if (b.low === null) return a;
  const order = compare(a.low, b.low);
  return order > 0 || (order === 0 && !a.lowClosed) ? a : b;
}

function earlierHigh(a: Interval, b: Interval): Interval {
  if (a.high === null) return b;
  if (b.high === null) return a;
  const order = compare(a.high, b.high);
  return order < 0 || (order === 0 && !a.highClosed) ? a : b;
}

function without(rest: Interval, taken: Interval): Interval[] {
  const common = intersection(rest, taken);
  if (common === undefined) return [rest];
  const parts: Interval[] = [];
  if (common.low !== null) {
    const left = { ...rest, high: common.low, highClosed: !common.lowClosed };
    if (!isEmpty(left)) parts.push(left);
  }
  if (common.high !== null) {
    const right = { ...rest, low: common.high, lowClosed: !common.highClosed };
    if (!isEmpty(right)) parts.push(right);
  }
  return parts;
}
