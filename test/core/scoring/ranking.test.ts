import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankRows } from "../../../core/scoring/ranking.ts";

/** What comparing gives: best first, equals in the order of their rows. */
function compared(keys: readonly number[], rows: readonly number[], better: "higher" | "lower") {
  const sign = better === "higher" ? -1 : 1;
  const key = (row: number) => keys[row] as number;
  const order = rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) => sign * (key(a.row) - key(b.row)) || a.at - b.at)
    .map(({ row }) => row);
  const sorted = order.map(key);
  return {
    order,
    first: sorted.map((each) => sorted.indexOf(each)),
    last: sorted.map((each) => sorted.lastIndexOf(each)),
  };
}

function ranked(keys: readonly number[], rows: readonly number[], better: "higher" | "lower") {
  const { order, first, last } = rankRows(Float64Array.from(keys), Int32Array.from(rows), better);
  return { order: [...order], first: [...first], last: [...last] };
}

/** Near each other, as far apart as a word of 32 bits, and as far apart as keys may be. */
const SPREADS = [3, 1000, 2 ** 32 - 1, 2 ** 32, 2 ** 33 + 5, 2 ** 52];

describe("ranking by digits", () => {
  it.each(SPREADS)("gives what comparing gives, with keys up to %d apart", (spread) => {
    const bound = Math.floor(spread / 2);
    const key = fc.oneof(fc.integer({ min: -bound, max: bound }), fc.constantFrom(-bound, bound, 0));
    fc.assert(
      fc.property(
        fc.array(key, { maxLength: 60 }),
        fc.constantFrom("higher" as const, "lower" as const),
        (keys, better) => {
          const rows = keys.flatMap((_, row) => (row % 5 === 4 ? [] : [row])).reverse();
          expect(ranked(keys, rows, better)).toEqual(compared(keys, rows, better));
        },
      ),
    );
  });

  it("ranks keys at both ends of what a column holds", () => {
    const keys = [2 ** 52, -(2 ** 52), 2 ** 52 - 1, 0, -(2 ** 52)];
    const rows = keys.map((_, row) => row);
    expect(ranked(keys, rows, "higher")).toEqual({
      order: [0, 2, 3, 1, 4],
      first: [0, 1, 2, 3, 3],
      last: [0, 1, 2, 4, 4],
    });
  });

  it("ranks a cohort large enough for wide digits as comparing does", () => {
    let state = 7;
    const keys = Array.from({ length: 5000 }, (_, row) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return row % 3 === 0 ? state % 100 : state * (row % 1000);
    });
    const rows = keys.map((_, row) => row);
    const { order } = rankRows(Float64Array.from(keys), Int32Array.from(rows), "lower");
    expect([...order]).toEqual([...rows].sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b));
  });
});
