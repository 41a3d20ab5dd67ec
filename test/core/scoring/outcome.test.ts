import { describe, expect, it } from "vitest";
import { outputOf, type ScoreOutput } from "../../../core/scoring/results.ts";
import { fact, leaf, runScheme, smallScheme } from "./small-scheme.ts";

/** Runs totals as given, by region, under one rule; the decisions or the tier by applicant. */
function decide(
  rules: object[],
  totals: Record<string, string>,
  { past = [], ties = "1224", within = "all" }: { past?: ScoreOutput[]; ties?: string; within?: string } = {},
): { output: ScoreOutput; told: Record<string, string> } {
  const scheme = smallScheme({
    facts: [fact("x", "number"), fact("region", "text")],
    cohorts: { region: { title: "地区", by: "region", basis: "样例" } },
    children: [leaf("item", { kind: "given", low: "0", high: "100" }, { fact: "x" })],
    outcome: { rank: { on: "total", ties, breakers: [], within }, rules },
  });
  const rows = Object.entries(totals).map(([id, x]) => ({ id, x, region: id.slice(0, 1) }));
  const output = outputOf(runScheme(scheme, rows, { past }), { trace: false });
  const told = output.results.map(({ id, tier, decisions }) => [
    id,
    tier ?? decisions.map(({ effect, count }) => (count === undefined ? effect : `${effect} ${count}`)).join(" "),
  ]);
  return { output, told: Object.fromEntries(told) };
}

const top = (places: number, runs: number, more: object = {}) => [
  { kind: "streak", id: "top", basis: "样例", from: "top", places, runs, effect: "add", ...more },
];

describe("a tier with few places", () => {
  const stars = (atMost: object) => [
    {
      kind: "tiers-by-score",
      basis: "样例",
      tiers: [
        { id: "five", title: "五星", from: "90", atMost: { share: "0.25", of: "ranked", rounding: "down", ...atMost } },
        { id: "four", title: "四星", from: "80" },
      ],
    },
  ];
  const totals = { a1: "95", a2: "95", a3: "92", a4: "70", b1: "91", b2: "90", b3: "89", b4: "60" };

  it("lets equals across its line up together, or down", () => {
    expect(decide(stars({ share: "0.125", ties: "share-best" }), totals).told).toMatchObject({
      a1: "five",
      a2: "five",
      a3: "four",
    });
    expect(decide(stars({ share: "0.125", ties: "share-worst" }), totals).told).toMatchObject({
      a1: "four",
      a2: "four",
    });
  });

  it("counts its places in each ranking where groups are ranked apart", () => {
    const { told } = decide(stars({ ties: "share-best" }), totals, { within: "region" });
    expect(told).toEqual({ a1: "five", a2: "five", a3: "four", a4: "", b1: "five", b2: "four", b3: "four", b4: "" });
  });
});

describe("a quota without a number", () => {
  it("takes everybody who reaches the least", () => {
    const rule = { kind: "quota", id: "q", basis: "样例", effect: "award", tieAtCut: "admit-all", least: "70" };
    const { told } = decide([rule], { a: "70", b: "70", c: "69.99" });
    expect(told).toEqual({ a: "award", b: "award", c: "" });
  });
});

describe("equals at a cut", () => {
  const quota = [{ kind: "quota", id: "q", basis: "样例", places: 2, effect: "award", tieAtCut: "flag-only" }];

  it.each(["1224", "1334", "1223", "1234"])("are seen whatever way places are counted: %s", (ties) => {
    expect(decide(quota, { a: "9", b: "8", c: "8", d: "7" }, { ties }).told).toEqual({
      a: "award",
      b: "tie-at-cut",
      c: "tie-at-cut",
      d: "",
    });
  });

  it("go together into a tier, also where places are told apart by id", () => {
    const tiers = [
      {
        kind: "tiers-by-share",
        basis: "样例",
        rounding: "half-up",
        ties: "share-worst",
        tiers: [
          { id: "good", title: "好", share: "0.5" },
          { id: "rest", title: "其余", share: "0.5" },
        ],
      },
    ];
    expect(decide(tiers, { a: "9", b: "8", c: "8", d: "7" }, { ties: "1234" }).told).toEqual({
      a: "good",
      b: "rest",
      c: "rest",
      d: "rest",
    });
  });

  it("of the most that a streak may give are left to people, never told apart by id", () => {
    expect(decide(top(3, 1, { atMost: 2 }), { a: "9", b: "8", c: "8", d: "7" }).told).toEqual({
      a: "add 1",
      b: "tie-at-cut 1",
      c: "tie-at-cut 1",
      d: "",
    });
    expect(decide(top(3, 1, { atMost: 1 }), { a: "9", b: "8", c: "8", d: "7" }).told).toEqual({
      a: "add 1",
      b: "noted 1",
      c: "noted 1",
      d: "",
    });
  });

  it("counts the most over all rankings, by place", () => {
    const totals = { e1: "9", e2: "8", w1: "5", w2: "4" };
    expect(decide(top(2, 1, { atMost: 2 }), totals, { within: "region" }).told).toEqual({
      e1: "add 1",
      w1: "add 1",
      e2: "noted 1",
      w2: "noted 1",
    });
    expect(decide(top(2, 1, { atMost: 3 }), totals, { within: "region" }).told).toEqual({
      e1: "add 1",
      w1: "add 1",
      e2: "tie-at-cut 1",
      w2: "tie-at-cut 1",
    });
  });
});

describe("several runs in a row", () => {
  const rules = top(1, 3);

  it("are counted over all the runs given, whether those were given theirs or not", () => {
    const first = decide(rules, { a: "9", b: "1" }).output;
    const alone = decide(rules, { a: "8", b: "2" }).output;
    const chained = decide(rules, { a: "8", b: "2" }, { past: [first] }).output;
    expect(decide(rules, { a: "7", b: "3" }, { past: [alone, first] }).told.a).toBe("add 3");
    expect(decide(rules, { a: "7", b: "3" }, { past: [chained, first] }).told.a).toBe("add 3");
    expect(decide(rules, { a: "7", b: "3" }, { past: [chained] }).told.a).toBe("add 3");
    expect(decide(rules, { a: "7", b: "3" }, { past: [alone] }).told.a).toBe("noted 2");
  });

  it("begin anew after a run outside the places", () => {
    const first = decide(rules, { a: "9", b: "1" }).output;
    const outside = decide(rules, { a: "1", b: "9" }, { past: [first] }).output;
    expect(decide(rules, { a: "9", b: "1" }, { past: [outside, first] }).told).toEqual({ a: "noted 1", b: "" });
  });
});

describe("a large cohort of equals", () => {
  it("is sorted into tiers and decided without comparing everybody with everybody", () => {
    const totals = Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`u${at}`, "5"]));
    const begun = performance.now();
    const { told } = decide(
      [{ kind: "quota", id: "q", basis: "样例", places: 10, effect: "award", tieAtCut: "admit-none" }],
      totals,
    );
    expect(told.u0).toBe("tie-at-cut");
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});
