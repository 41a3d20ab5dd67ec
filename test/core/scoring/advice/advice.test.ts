import { describe, expect, it } from "vitest";
import { harshness, intraclassCorrelation, kendallW } from "../../../../core/scoring/advice/agreement.ts";
import { groupMatrix, pairWeights } from "../../../../core/scoring/advice/ahp.ts";
import { correlation, criticWeights, entropyWeights } from "../../../../core/scoring/advice/data-weights.ts";
import { delphiRound, stability } from "../../../../core/scoring/advice/delphi.ts";
import { correlatedLeaves, effectiveWeights, leaveOneOut } from "../../../../core/scoring/advice/sensitivity.ts";
import { WeightDraws, weightIntervals } from "../../../../core/scoring/advice/weight-draws.ts";
import { fact, leaf, runScheme, smallScheme } from "../small-scheme.ts";

/** Six targets judged by four judges: table 2 of Shrout and Fleiss (1979). */
const judged = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

describe("agreement of experts", () => {
  it("gives the published ICC(2,1) = .29 and ICC(2,4) = .62", () => {
    const icc = intraclassCorrelation(judged);
    expect(icc?.single).toBeCloseTo(0.29, 2);
    expect(icc?.average).toBeCloseTo(0.62, 2);
    expect(intraclassCorrelation([[1, 2]])).toBeNull();
  });

  it("is 1 when all order alike and 0 when two order the opposite way", () => {
    expect(
      kendallW([
        [1, 10],
        [2, 20],
        [3, 30],
      ]),
    ).toBe(1);
    expect(
      kendallW([
        [1, 3],
        [2, 2],
        [3, 1],
      ]),
    ).toBe(0);
    expect(
      kendallW([
        [1, 1],
        [1, 1],
      ]),
    ).toBeNull();
  });

  it("tells who is harsh", () => {
    expect(
      harshness([
        [8, 6],
        [9, 5],
      ]),
    ).toEqual([1.5, -1.5]);
  });
});

describe("weights", () => {
  it("follow from comparisons, with the consistency ratio", () => {
    const consistent = pairWeights([
      [1, 2, 4],
      [1 / 2, 1, 2],
      [1 / 4, 1 / 2, 1],
    ]);
    for (const weights of [consistent?.eigenvector, consistent?.geometricMean])
      for (const [at, share] of [4 / 7, 2 / 7, 1 / 7].entries()) expect(weights?.[at]).toBeCloseTo(share, 12);
    expect(consistent?.ratio).toBeCloseTo(0, 9);
    // A circle of preferences: nobody weighs more, and it is far from consistent.
    const circle = pairWeights([
      [1, 3, 1 / 3],
      [1 / 3, 1, 3],
      [3, 1 / 3, 1],
    ]);
    expect([consistent?.consistent, circle?.consistent]).toEqual([true, false]);
    expect(circle?.lambda).toBeCloseTo(1 + 3 + 1 / 3, 9);
    expect(circle?.ratio).toBeCloseTo(4 / 3 / 2 / 0.58, 6);
    expect(
      pairWeights([
        [1, 2],
        [2, 1],
      ]),
    ).toBeNull();
    expect(
      groupMatrix([
        [
          [1, 2],
          [1 / 2, 1],
        ],
        [
          [1, 8],
          [1 / 8, 1],
        ],
      ])[0]?.[1],
    ).toBeCloseTo(4, 12);
  });

  it("are told from round to round", () => {
    const first = delphiRound([
      [10, 20, 30, 40, 50],
      [1, 1, 1, 1, 1],
    ]);
    expect(first.items[0]).toMatchObject({ median: 30, lowerQuartile: 20, upperQuartile: 40, mean: 30 });
    expect(first.items[0]?.variation).toBeCloseTo(Math.sqrt(250) / 30, 12);
    expect(first.agreement).toBe(1);
    expect(
      stability(
        first,
        delphiRound([
          [30, 30, 30],
          [2, 2, 2],
        ]),
        0.05,
      ),
    ).toBe(0.5);
  });

  it("are advised by the data", () => {
    expect(
      entropyWeights([
        [1, 1, 1],
        [0, 0, 9],
      ]),
    ).toEqual([0, 1]);
    const critic = criticWeights([
      [1, 2, 3],
      [1, 2, 3],
      [3, 1, 2],
    ]);
    expect(critic[0]).toBeCloseTo(critic[1] as number, 12);
    expect(critic[2]).toBeGreaterThan(critic[0] as number);
    expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
    expect(correlation([1, 1, 1], [1, 2, 3])).toBeNull();
  });
});

describe("sensitivity", () => {
  const given = { kind: "given", low: "0", high: "100" };
  const scheme = smallScheme({
    facts: ["x", "y", "z"].map((id) => fact(id, "number")),
    children: ["x", "y", "z"].map((id) => leaf(`leaf-${id}`, given, { fact: id })),
  });
  const run = runScheme(scheme, [
    { id: "a", x: 90, y: 90, z: 5 },
    { id: "b", x: 50, y: 50, z: 6 },
    { id: "c", x: 10, y: 10, z: 86 },
  ]);

  it("is repeatable, keeps the leader and widens what is close", () => {
    const options = { draws: 200, spread: 0.25, seed: 7, top: 1 };
    const first = weightIntervals(run, options);
    expect(weightIntervals(run, options)).toEqual(first);
    expect(first[0]).toEqual({ id: "a", rank: 1, lowest: 1, highest: 1, chanceOfTop: 1, tierStability: null });
    expect(first.slice(1).map(({ lowest, highest }) => [highest, lowest])).toEqual([
      [2, 3],
      [2, 3],
    ]);
  });

  it("gives the same in pieces as at once", () => {
    const pieces = new WeightDraws(run, { spread: 0.25, seed: 7, top: 1 });
    for (const count of [1, 50, 149]) pieces.draw(count);
    expect(pieces.intervals()).toEqual(weightIntervals(run, { draws: 200, spread: 0.25, seed: 7, top: 1 }));
  });

  it("tells how firm a tier is, by its line or by its places", () => {
    const tiered = (rule: object) =>
      smallScheme({
        facts: [fact("x", "number"), fact("y", "number")],
        children: ["x", "y"].map((id) => leaf(id, { kind: "given", low: "0", high: "50" }, { fact: id })),
        outcome: { rank: { on: "exact", ties: "1224", breakers: [], within: "all" }, rules: [rule] },
      });
    const tiers = [
      { id: "good", title: "良好" },
      { id: "fair", title: "一般" },
    ];
    const rows = [
      { id: "a", x: 48, y: 48 },
      { id: "b", x: 10, y: 39 },
      { id: "c", x: 38, y: 10 },
      { id: "d", x: 2, y: 2 },
    ];
    const stability = (rule: object) =>
      weightIntervals(runScheme(tiered(rule), rows), { draws: 500, spread: 0.25, seed: 3, top: 2 }).map(
        ({ tierStability }) => tierStability ?? -1,
      );
    const [a, b, c, d] = stability({
      kind: "tiers-by-score",
      basis: "样例",
      tiers: [
        { ...tiers[0], from: "49" },
        { ...tiers[1], from: "0" },
      ],
    }) as [number, number, number, number];
    expect([a, d]).toEqual([1, 1]);
    expect(b).toBeGreaterThan(0.3);
    expect(b).toBeLessThan(0.8);
    expect(c).toBeLessThan(1);
    const byRank = stability({ kind: "tiers-by-rank", basis: "样例", tiers: [{ ...tiers[0], to: 2 }, tiers[1]] });
    expect([byRank[0], byRank[3]]).toEqual([1, 1]);
    expect(byRank[1]).toBeCloseTo(byRank[2] as number, 9);
  });

  it("tells what a leaf moves, weighs and repeats", () => {
    expect(leaveOneOut(run).find(({ id }) => id === "leaf-z")).toEqual({ id: "leaf-z", moved: 1, largestMove: 1 });
    expect(leaveOneOut(run).find(({ id }) => id === "leaf-x")?.moved).toBeGreaterThan(0);
    expect(effectiveWeights(run).reduce((sum, { weight }) => sum + (weight ?? 0), 0)).toBeCloseTo(1, 9);
    expect(correlatedLeaves(run, 0.95).map(({ first, second }) => [first, second])).toEqual([["leaf-x", "leaf-y"]]);
  });
});
