import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, compare, decimal, equals, formatExact, ZERO } from "../../../core/scoring/exact.ts";
import { decisionText } from "../../../core/scoring/outcome-effects.ts";
import { outputOf } from "../../../core/scoring/results.ts";
import { pointsAt } from "../../../core/scoring/run.ts";
import { contributionsText, traceOf } from "../../../core/scoring/trace.ts";
import { fact, leaf, runScheme, smallScheme } from "./small-scheme.ts";

const bins = {
  kind: "rank-bins",
  direction: "higher",
  cohort: "all",
  points: ["100", "60", "30", "0"],
  convention: "rank-position",
  ties: "share-best",
};
const scheme = smallScheme({
  facts: [fact("x", "number"), fact("y", "number"), fact("z", "number"), fact("w", "number")],
  combine: { kind: "weighted", normalise: "sum" },
  children: [
    leaf("binned", bins, { fact: "x", weight: "3.13" }),
    leaf(
      "scaled",
      { kind: "min-max", direction: "higher", cohort: "all", low: "0", high: "100", constant: "50" },
      { fact: "y", weight: "2.63" },
    ),
    leaf(
      "line",
      {
        kind: "linear",
        line: [
          ["0", "0"],
          ["7", "100"],
        ],
        below: "hold",
        above: "hold",
      },
      { fact: "z", weight: "0.75" },
    ),
    {
      id: "bonus",
      title: "加分",
      basis: "样例",
      weight: "1",
      combine: { kind: "cap", at: "20" },
      children: [
        leaf(
          "each",
          { kind: "per-unit", each: "3", per: "1", steps: "proportional", base: "0", floor: "0", cap: null },
          { fact: "w" },
        ),
      ],
    },
  ],
});

const value = fc.option(
  fc
    .tuple(fc.integer({ min: -9999, max: 99999 }), fc.integer({ min: 0, max: 4 }))
    .map(([n, places]) => formatExact({ n: BigInt(n), d: 10n ** BigInt(places) })),
  { nil: null, freq: 8 },
);
const rows = fc
  .array(fc.record({ x: value, y: value, z: value, w: value }), { minLength: 1, maxLength: 25 })
  .map((list) => list.map((row, index) => ({ id: `u${String(index).padStart(2, "0")}`, ...row })));

describe("whatever the facts", () => {
  it("contributions and adjustments add up to the total", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const run = runScheme(scheme, given);
        given.forEach((_row, row) => {
          const total = run.totals[row];
          if (!total) return;
          const { leaves, adjustments } = traceOf(run, row);
          const parts = [...leaves.map(({ contribution }) => contribution), ...adjustments.map(({ points }) => points)];
          const sum = parts.map(decimal).reduce(add, ZERO);
          expect(equals(sum, total)).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("contributions without a trace are those of the trace", () => {
    const plain = smallScheme({
      facts: scheme.facts,
      combine: { kind: "weighted", normalise: "sum" },
      children: (scheme.root as { children: object[] }).children.slice(0, 3),
      numeric: { step: { places: 12, rounding: "half-up" }, total: { places: 1, rounding: "half-up" } },
    });
    fc.assert(
      fc.property(rows, (given) => {
        const run = runScheme(plain, given);
        given.forEach((_row, row) => {
          const full = traceOf(run, row);
          const slim = contributionsText(run, row);
          expect(slim.leaves).toEqual(
            full.leaves.map(({ id, points, contribution }) => ({ id, points, contribution })),
          );
          expect(slim.adjustments).toEqual(full.adjustments);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("the order of the applicants does not matter", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const told = (list: typeof given) => {
          const run = runScheme(scheme, list);
          return new Map(
            list.map(({ id }, row) => [id, [run.totals[row] ? formatExact(run.totals[row]) : null, run.ranks[row]]]),
          );
        };
        const [forth, back] = [told(given), told([...given].reverse())];
        for (const [id, result] of forth) expect(back.get(id)).toEqual(result);
      }),
      { numRuns: 40 },
    );
  });

  it("points stay within 0 and 100 and more is never less", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const run = runScheme(scheme, given);
        for (const [place, name] of [
          [1, "x"],
          [2, "y"],
          [3, "z"],
        ] as const) {
          const known = given.flatMap((row, at) => {
            const points = pointsAt(run, place, at);
            return points === null || row[name] === null ? [] : [{ points, value: decimal(row[name]) }];
          });
          for (const a of known) {
            expect(compare(a.points, ZERO) >= 0 && compare(a.points, decimal("100")) <= 0).toBe(true);
            for (const b of known)
              if (compare(a.value, b.value) > 0) expect(compare(a.points, b.points)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("others do not change a leaf that compares nobody", () => {
    fc.assert(
      fc.property(rows, rows, (given, others) => {
        const alone = runScheme(scheme, given);
        const together = runScheme(scheme, [...given, ...others.map((row, at) => ({ ...row, id: `v${at}` }))]);
        for (let row = 0; row < given.length; row++) {
          const [own, shared] = [pointsAt(alone, 3, row), pointsAt(together, 3, row)];
          expect(shared && formatExact(shared)).toBe(own && formatExact(own));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("ranks", () => {
  const given = { kind: "given", low: "0", high: "100" };
  const ranked = (ties: string, breakers: object[] = []) =>
    smallScheme({
      facts: [fact("x", "number"), fact("y", "number")],
      children: [leaf("a", given, { fact: "x" }), leaf("b", given, { fact: "y" })],
      outcome: { rank: { on: "exact", ties, breakers, within: "all" }, rules: [] },
    });
  const tied = [
    { id: "a", x: "1.1", y: "2.3" },
    { id: "b", x: "3.4", y: "0" },
    { id: "c", x: "1", y: "1" },
    { id: "d", x: "3.4000000000000004", y: "0" },
  ];

  it.each([
    ["1224", [2, 2, 4, 1]],
    ["1334", [3, 3, 4, 1]],
    ["1223", [2, 2, 3, 1]],
    ["1234", [2, 3, 4, 1]],
  ])("%s: a computed 1.1 + 2.3 ties with a submitted 3.4, and what differs as written differs", (ties, expected) => {
    expect([...runScheme(ranked(ties), tied).ranks]).toEqual(expected);
  });

  it("breaks ties by the chain", () => {
    expect([...runScheme(ranked("1224", [{ node: "b", better: "higher" }]), tied).ranks]).toEqual([2, 3, 4, 1]);
  });

  it("counts values as equal at the declared decimals", () => {
    const document = ranked("1224");
    document.facts[0] = { ...(document.facts[0] as (typeof document.facts)[number]), decimals: 2 };
    expect([...runScheme(document, tied).ranks]).toEqual([1, 1, 4, 1]);
  });
});

describe("rules over several runs", () => {
  const document = smallScheme({
    facts: [fact("x", "number")],
    children: [leaf("a", { kind: "given", low: "0", high: "100" }, { fact: "x" })],
    outcome: {
      rank: { on: "exact", ties: "1224", breakers: [], within: "all" },
      rules: [
        {
          kind: "streak",
          id: "last",
          basis: "样例",
          from: "bottom",
          places: 1,
          runs: 2,
          effect: "remove",
          banYears: 4,
        },
        { kind: "quota", id: "top", basis: "样例", places: 2, effect: "award", tieAtCut: "admit-none" },
        {
          kind: "tiers-by-score",
          basis: "样例",
          tiers: [
            { id: "good", title: "优", from: "50" },
            { id: "fair", title: "中", from: "20" },
          ],
        },
      ],
    },
  });
  const facts = [
    { id: "a", x: 60 },
    { id: "b", x: 30 },
    { id: "c", x: 30 },
    { id: "d", x: 1 },
  ];

  it("removes who is last twice, flags a tie across the quota, and gives tiers", () => {
    const first = runScheme(document, facts);
    const effects = (run: typeof first) =>
      facts.map((_, row) => run.decisions.get(row)?.map(({ rule, effect }) => `${rule} ${effect}`) ?? []);
    expect(effects(first)).toEqual([["top award"], ["top tie-at-cut"], ["top tie-at-cut"], ["last noted"]]);
    expect(first.tiers).toEqual(["good", "fair", "fair", null]);
    const past = [{ results: facts.map(({ id }, row) => ({ id, decisions: [...(first.decisions.get(row) ?? [])] })) }];
    const second = runScheme(document, facts, { past });
    expect(second.decisions.get(3)).toMatchObject([{ rule: "last", effect: "remove", count: 2, banYears: 4 }]);
    const [decision] = second.decisions.get(3) ?? [];
    expect(decision && decisionText(decision, "zh")).toBe("连续第 2 次在后 1 名 → 取消资格，4 年内不得申报");
    expect(outputOf(second, { trace: false }).run.hashes.result).not.toBe(
      outputOf(runScheme(document, facts), { trace: false }).run.hashes.result,
    );
  });
});
