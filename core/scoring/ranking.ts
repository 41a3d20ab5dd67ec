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

/** Ranks `rows` by `keys` (whole numbers of size at most 2^52, none missing). Equal keys keep the order of `rows`. */
export function rankRows(keys: Float64Array, rows: Int32Array, better: "higher" | "lower"): Ranking {
  const size = rows.length;
  const { order, first, last, records, otherRecords } = roomFor(size);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < size; at++) {
    const key = keys[rows[at] as number] as number;
    if (key < low) low = key;
    if (key > high) high = key;
  }
  const wide = high - low >= WORD;
  const written = { size, stride: wide ? 3 : 2, records };
  writeDistances(written, keys, rows, better === "higher" ? high : low);
  const sorted = sortRecords(written, otherRecords, high - low);
  readPlaces(sorted, order, first, last);
  return { order: order.subarray(0, size), first: first.subarray(0, size), last: last.subarray(0, size) };
}

/**
 * A row each, with the distance of its key to the best one: one word of 32 bits, or two where the cohort lies farther
 * apart. They lie side by side, so that moving a record touches one line of the cache, and nothing is looked up again.
 */
interface Records {
  size: number;
  /** Words of a record: the row, the lower word, the upper one of a wide cohort. */
  stride: number;
  records: Uint32Array;
}

const WORD = 2 ** 32;

function writeDistances({ size, stride, records }: Records, keys: Float64Array, rows: Int32Array, best: number): void {
  for (let at = 0, start = 0; at < size; at++, start += stride) {
    const row = rows[at] as number;
    const distance = Math.abs((keys[row] as number) - best);
    records[start] = row;
    // Storing keeps the lowest 32 bits.
    records[start + 1] = distance;
    if (stride === 3) records[start + 2] = distance / WORD;
  }
}

/** Bits of a digit: a short list takes more passes over fewer counters. */
const digitFor = (size: number) => (size < 4096 ? 8 : 11);

/** Least significant digit first; each pass keeps the order of the one before. */
function sortRecords(given: Records, otherRecords: Uint32Array, range: number): Records {
  let from = given;
  let to = { ...given, records: otherRecords };
  for (let word = 1; word < given.stride; word++) {
    const bits = 32 - Math.clz32(word === 2 ? range / WORD : Math.min(range, WORD - 1));
    const width = Math.ceil(bits / Math.ceil(bits / digitFor(given.size)));
    const starts = new Int32Array(1 << width);
    for (let shift = 0; shift < bits; shift += width) {
      countDigits(from, word, shift, starts);
      moveByDigit(from, to.records, word, shift, starts);
      [from, to] = [to, from];
    }
  }
  return from;
}

/** Leaves in `starts` where the records of each digit begin. */
function countDigits({ size, stride, records }: Records, word: number, shift: number, starts: Int32Array): void {
  const mask = starts.length - 1;
  starts.fill(0);
  for (let at = 0, place = word; at < size; at++, place += stride)
    starts[((records[place] as number) >>> shift) & mask]!++;
  let start = 0;
  for (let digit = 0; digit <= mask; digit++) {
    const count = starts[digit] as number;
    starts[digit] = start;
    start += count * stride;
  }
}

function moveByDigit(from: Records, to: Uint32Array, word: number, shift: number, starts: Int32Array): void {
  const { size, stride, records } = from;
  const mask = starts.length - 1;
  for (let at = 0, start = 0; at < size; at++, start += stride) {
    const digit = ((records[start + word] as number) >>> shift) & mask;
    const place = starts[digit] as number;
    starts[digit] = place + stride;
    to[place] = records[start] as number;
    to[place + 1] = records[start + 1] as number;
    if (stride === 3) to[place + 2] = records[start + 2] as number;
  }
}

function readPlaces({ size, stride, records }: Records, order: Int32Array, first: Int32Array, last: Int32Array): void {
  const isEqual = (a: number, b: number) =>
    records[a + 1] === records[b + 1] && (stride === 2 || records[a + 2] === records[b + 2]);
  for (let start = 0, end = 0; start < size; start = end) {
    do end++;
    while (end < size && isEqual(start * stride, end * stride));
    for (let place = start; place < end; place++) {
      order[place] = records[place * stride] as number;
      first[place] = start;
      last[place] = end - 1;
    }
  }
}

interface Room {
  order: Int32Array;
  first: Int32Array;
  last: Int32Array;
  records: Uint32Array;
  otherRecords: Uint32Array;
}

/** Used again for each column: a run of many columns would leave as much again to be collected. Nobody else holds it. */
let kept: WeakRef<Room> | null = null;

function roomFor(size: number): Room {
  const known = kept?.deref();
  if (known !== undefined && known.order.length >= size) return known;
  const room = {
    order: new Int32Array(size),
    first: new Int32Array(size),
    last: new Int32Array(size),
    records: new Uint32Array(3 * size),
    otherRecords: new Uint32Array(3 * size),
  };
  kept = new WeakRef(room);
  return room;
}
