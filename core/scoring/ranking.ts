/**
 * Orders the rows of a cohort by a column, by counting digits instead of comparing: the cost grows with the number of
 * rows, and five applicants take the same path as a hundred thousand.
 */

/** Good until the next ranking: the room is used again. */
export interface Ranking {
  /** Rows, best first. */
  order: Int32Array;
  /** For each place in `order`: the first and the last place (from 0) that hold the same value. */
  first: Int32Array;
  last: Int32Array;
}

/** Values of a digit: a short list takes more passes over fewer counters. */
const bucketsFor = (size: number) => (size < 4096 ? 1 << 8 : 1 << 11);

/** Ranks `rows` by `keys` (whole numbers of size at most 2^52, none missing). Equal keys keep the order of `rows`. */
export function rankRows(keys: Float64Array, rows: Int32Array, better: "higher" | "lower"): Ranking {
  const size = rows.length;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < size; i++) {
    const key = keys[rows[i] as number] as number;
    if (key < low) low = key;
    if (key > high) high = key;
  }
  const order = sortByDigits(
    keys,
    rows,
    better === "higher" ? { from: high, sign: -1 } : { from: low, sign: 1 },
    high - low,
  );
  const { first, last } = scratchFor(size);
  let start = 0;
  for (let i = 1; i <= size; i++) {
    if (i < size && keys[order[i] as number] === keys[order[start] as number]) continue;
    for (let j = start; j < i; j++) {
      first[j] = start;
      last[j] = i - 1;
    }
    start = i;
  }
  return { order, first: first.subarray(0, size), last: last.subarray(0, size) };
}

/** Least significant digit first; each pass keeps the order of the one before. */
function sortByDigits(
  keys: Float64Array,
  rows: Int32Array,
  { from, sign }: { from: number; sign: 1 | -1 },
  range: number,
): Int32Array {
  const size = rows.length;
  const scratch = scratchFor(size);
  let current = scratch.rows;
  let next = scratch.otherRows;
  let distances = scratch.distances;
  let nextDistances = scratch.otherDistances;
  const { digits } = scratch;
  current.set(rows);
  if (size < 2 || range === 0) return current.subarray(0, size);
  for (let i = 0; i < size; i++) distances[i] = ((keys[rows[i] as number] as number) - from) * sign;
  const buckets = bucketsFor(size);
  const counts = new Int32Array(buckets);
  for (let unit = 1; unit <= range; unit *= buckets) {
    counts.fill(0);
    for (let i = 0; i < size; i++) {
      const digit = Math.floor((distances[i] as number) / unit) % buckets;
      digits[i] = digit;
      counts[digit] = (counts[digit] as number) + 1;
    }
    let sum = 0;
    for (let bucket = 0; bucket < buckets; bucket++) {
      const count = counts[bucket] as number;
      counts[bucket] = sum;
      sum += count;
    }
    for (let i = 0; i < size; i++) {
      const digit = digits[i] as number;
      const place = counts[digit] as number;
      counts[digit] = place + 1;
      next[place] = current[i] as number;
      nextDistances[place] = distances[i] as number;
    }
    [current, next] = [next, current];
    [distances, nextDistances] = [nextDistances, distances];
  }
  return current.subarray(0, size);
}

interface Scratch {
  rows: Int32Array;
  otherRows: Int32Array;
  distances: Float64Array;
  otherDistances: Float64Array;
  digits: Int32Array;
  first: Int32Array;
  last: Int32Array;
}

/** Room for sorting, used again for each column: a run of many columns would leave as much again to be collected. */
let kept: Scratch | null = null;
/** A larger one is not kept after its run. */
const MOST_KEPT = 1 << 17;

function scratchFor(size: number): Scratch {
  if (kept !== null && kept.rows.length >= size) return kept;
  const scratch = {
    rows: new Int32Array(size),
    otherRows: new Int32Array(size),
    distances: new Float64Array(size),
    otherDistances: new Float64Array(size),
    digits: new Int32Array(size),
    first: new Int32Array(size),
    last: new Int32Array(size),
  };
  if (size <= MOST_KEPT) kept = scratch;
  return scratch;
}
