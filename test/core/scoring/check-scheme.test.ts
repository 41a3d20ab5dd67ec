import { describe, expect, it } from "vitest";
import { checkScheme } from "../../../core/scoring/check-scheme.ts";
import { fact, leaf, smallScheme } from "./small-scheme.ts";

const number = fact("x", "number");
const yes = fact("y", "boolean");
const given = { kind: "given", low: "0", high: "10" };
const bands = (ranges: string[]) => ({
  kind: "bands",
  bands: ranges.map((range) => ({ in: range, points: "1" })),
  otherwise: { points: "0" },
});
const codesOf = (changes: Parameters<typeof smallScheme>[0]) =>
  checkScheme(smallScheme(changes)).map(({ code, level, pointer }) => `${level} ${code} ${pointer}`);

describe("the lint of a scheme", () => {
  it("finds a cohort that is not there, also inside a score by category", () => {
    const ranked = {
      kind: "rank-bins",
      direction: "higher",
      cohort: "nope",
      points: ["2", "1"],
      convention: "from-best",
      ties: "share-best",
    };
    const byKind = { kind: "by", by: "kind", cases: { "a/b": ranked } };
    expect(codesOf({ facts: [number, fact("kind", "text")], children: [leaf("l", byKind, { fact: "x" })] })).toEqual([
      "error scheme-unknown-cohort /root/children/0/score/cases/a~1b/cohort",
    ]);
  });

  it("passes a sound one", () => {
    expect(codesOf({ facts: [number], children: [leaf("a", given, { fact: "x", max: "10" })] })).toEqual([]);
  });

  it.each([
    ["another kind", { kind: "magic" }, "error scheme-unknown-kind /root/children/0/score/kind"],
    ["an overlap", bands([">= 5", "[3, 5]"]), "error scheme-overlap /root/children/0/score/bands/1/in"],
    ["a gap", bands(["> 5", "< 5"]), "warning scheme-gap /root/children/0/score/bands"],
    ["an unreadable range", bands(["more than 5"]), "error scheme-range /root/children/0/score/bands/0/in"],
    ["a parameter too many", { ...given, colour: "red" }, "error shape-unknown /root/children/0/score/colour"],
    [
      "a parameter too few",
      { kind: "rank-bins", direction: "higher", cohort: "all", points: ["1", "2"], ties: "share-best" },
      "error shape-missing /root/children/0/score/convention",
    ],
    [
      "an unknown cohort",
      { kind: "min-max", direction: "higher", cohort: "region", low: "0", high: "1", constant: "0" },
      "error scheme-unknown-cohort /root/children/0/score/cohort",
    ],
    [
      "an unknown fact in a formula",
      { kind: "formula", points: "z + 1.0", text: "z", low: "0", high: "1" },
      "error expression-unknown-field /root/children/0/score/points",
    ],
  ])("finds %s", (_name, score, expected) => {
    const own = score.kind === "formula" ? {} : { fact: "x" };
    expect(codesOf({ facts: [number], children: [leaf("a", score, own)] })).toContain(expected);
  });

  it("finds yes/no under rank bins", () => {
    const score = {
      kind: "rank-bins",
      direction: "higher",
      cohort: "all",
      points: ["2", "1"],
      convention: "ntile",
      ties: "share-best",
    };
    expect(codesOf({ facts: [yes], children: [leaf("a", score, { fact: "y" })] })).toEqual([
      "error scheme-yes-no-ranked /root/children/0/score",
    ]);
  });

  it("finds full marks that cannot be reached, and points above them", () => {
    expect(codesOf({ facts: [number], children: [leaf("a", given, { fact: "x", max: "12" })] })).toEqual([
      "warning scheme-unreachable /root/children/0/max",
    ]);
    expect(codesOf({ facts: [number], children: [leaf("a", given, { fact: "x", max: "9" })] })).toEqual([
      "error scheme-above-max /root/children/0/max",
    ]);
  });

  it("finds weights that do not add up", () => {
    const children = [leaf("a", given, { fact: "x", weight: "60" }), leaf("b", given, { fact: "x", weight: "40.04" })];
    expect(codesOf({ facts: [number], combine: { kind: "weighted", normalise: "hundred" }, children })).toEqual([
      "error scheme-weight-sum /root/children",
    ]);
  });

  it("finds limits that contradict each other, and shares that are none", () => {
    const unit = { kind: "per-unit", each: "1", per: "1", steps: "complete", base: "0", floor: "5", cap: "2" };
    const at = (score: object, more: object = {}) =>
      codesOf({ facts: [number], children: [leaf("a", score, { fact: "x", ...more })] });
    expect(at(unit)).toEqual(["error scheme-limits /root/children/0/score/floor"]);
    expect(at({ kind: "given", low: "9", high: "1" })).toEqual(["error scheme-limits /root/children/0/score/low"]);
    expect(
      at({ kind: "goalposts", from: "1", to: "2", scale: "linear", outside: "hold", low: "9", high: "1" }),
    ).toEqual([]);
    const scaled = { kind: "min-max", direction: "higher", cohort: "all", low: "0", high: "10", constant: "50" };
    expect(at(scaled)).toEqual(["warning scheme-constant /root/children/0/score/constant"]);
    expect(at(given, { outliers: { kind: "cap", low: "5", high: "1" } })).toEqual([
      "error scheme-limits /root/children/0/outliers/low",
    ]);
    const ends = { kind: "winsorise", lower: "0.5", upper: "0.5", cohort: "all" };
    expect(at(given, { outliers: ends })).toEqual(["error scheme-share /root/children/0/outliers"]);
    expect(at(given, { outliers: { ...ends, upper: "1.5" } })).toEqual([
      "error scheme-share /root/children/0/outliers/upper",
    ]);
    const children = [leaf("a", given, { fact: "x" })];
    expect(codesOf({ facts: [number], children, group: { availability: "50" } })).toEqual([
      "error scheme-share /root/availability",
    ]);
    expect(codesOf({ facts: [fact("x", "number", { minimum: "5", maximum: "1" })], children })).toEqual([
      "error scheme-limits /facts/0/minimum",
    ]);
    const weighed = [leaf("a", given, { fact: "x", weight: "110" }), leaf("b", given, { fact: "x", weight: "-10" })];
    const combine = { kind: "weighted", normalise: "hundred" };
    expect(codesOf({ facts: [number], combine, children: weighed })).toEqual([
      "error scheme-weight-negative /root/children/1/weight",
    ]);
  });

  it("finds points in the wrong order, rows that are never reached and lines nobody reaches", () => {
    const bins = {
      kind: "rank-bins",
      direction: "higher",
      cohort: "all",
      points: ["20", "60", "100"],
      convention: "from-best",
      ties: "share-best",
    };
    const at = (score: object, more: object = {}) => codesOf({ facts: [number], children: [leaf("a", score, more)] });
    expect(at(bins, { fact: "x" })).toEqual(["warning scheme-points-order /root/children/0/score/points"]);
    const rows = [
      { when: [">= 1"], points: "1" },
      { when: [">= 5"], points: "2" },
    ];
    const table = { kind: "table", hit: "first", inputs: ["x"], rows, otherwise: { points: "0" } };
    expect(at(table)).toEqual(["warning scheme-row-shadowed /root/children/0/score/rows/1"]);
    expect(at({ ...table, rows: [...rows].reverse() })).toEqual([]);
    const rules = [
      { kind: "tiers-by-score", basis: "样例", tiers: [{ id: "a", title: "甲", from: "90" }] },
      { kind: "quota", id: "q", basis: "样例", places: 1, effect: "award", tieAtCut: "flag-only", least: "11" },
      { kind: "quota", id: "r", basis: "样例", places: 1, effect: "award", tieAtCut: "flag-only", least: "10" },
    ];
    const outcome = { rank: { on: "exact", ties: "1224", breakers: [], within: "all" }, rules };
    expect(codesOf({ facts: [number], children: [leaf("a", given, { fact: "x" })], outcome })).toEqual([
      "warning scheme-line-unreachable /outcome/rules/0/tiers/0/from",
      "warning scheme-line-unreachable /outcome/rules/1/least",
    ]);
    const twice = { ...outcome, rules: [rules[2], rules[2]] };
    expect(codesOf({ facts: [number], children: [leaf("a", given, { fact: "x" })], outcome: twice })).toEqual([
      "error scheme-duplicate /outcome/rules/1/id",
    ]);
  });

  it("says in words how ids and numbers are written, and which words a place takes", () => {
    const said = (changes: object) =>
      checkScheme(smallScheme({ facts: [number], children: [leaf("a", given, { fact: "x" })], ...changes })).map(
        ({ message }) => message.en,
      );
    expect(said({ children: [leaf("A_1", given, { fact: "x" })] })[0]).toContain("small letters, digits and hyphens");
    expect(said({ facts: [fact("my-fact", "number")] })[0]).toContain("small letters, digits and underscores");
    expect(said({ children: [leaf("a", { ...given, high: "1,5" }, { fact: "x" })] })[0]).toContain(
      "a number like 12.5 (no commas, percent sign or exponent)",
    );
    expect(said({ children: [leaf("a", given, { fact: "x", missing: "none" })] })[0]).toContain(
      '"zero" or "reject" or "not-applicable" or "ask"',
    );
  });

  it("finds unknown, unread and circular facts", () => {
    const children = [leaf("a", given, { fact: "nothing" })];
    expect(codesOf({ facts: [number], children })).toContain("error scheme-unknown-fact /root/children/0/fact");
    const circle = [fact("x", "number", { computed: "y1 + 1.0" }), fact("y1", "number", { computed: "x + 1.0" })];
    expect(codesOf({ facts: circle, children: [leaf("a", given, { fact: "x" })] })).toContain(
      "error scheme-cycle /facts/0/computed",
    );
    expect(codesOf({ facts: [number, yes], children: [leaf("a", given, { fact: "x" })] })).toEqual([
      "warning scheme-fact-unread /facts/1",
    ]);
  });

  it("finds a panel nobody can satisfy, and shares that are not one", () => {
    const panels = {
      p: {
        title: "组",
        scale: ["0", "10"],
        minimum: 2,
        pool: { kind: "trimmed", dropHigh: 1, dropLow: 1 },
        blind: true,
        conflicts: [],
        basis: "样例",
      },
    };
    const children = [leaf("a", { kind: "panel", panel: "p", low: "0", high: "1" }), leaf("b", given, { fact: "x" })];
    expect(codesOf({ facts: [number], panels, children })).toEqual(["error scheme-panel-minimum /panels/p/minimum"]);
    const tiers = [
      { id: "first", title: "一", share: "0.3" },
      { id: "second", title: "二", share: "0.6" },
    ];
    const outcome = {
      rank: { on: "exact", ties: "1224", breakers: [], within: "all" },
      rules: [{ kind: "tiers-by-share", basis: "样例", rounding: "half-up", ties: "share-best", tiers }],
    };
    expect(codesOf({ facts: [number], outcome, children: [leaf("b", given, { fact: "x" })] })).toEqual([
      "error scheme-share-sum /outcome/rules/0/tiers",
    ]);
  });

  it("finds an effect that is none, and one the engine keeps to itself", () => {
    const rank = { on: "exact", ties: "1224", breakers: [], within: "all" };
    const rule = (effect: string) => ({
      kind: "automatic",
      id: `to-${effect}`,
      basis: "样例",
      when: "x > 1.0",
      effect,
      message: "x",
    });
    const rules = [rule("recognise"), rule("recognize"), rule("noted")];
    expect(codesOf({ facts: [number], outcome: { rank, rules }, children: [leaf("b", given, { fact: "x" })] })).toEqual(
      ["error scheme-unknown-effect /outcome/rules/1/effect", "error scheme-unknown-effect /outcome/rules/2/effect"],
    );
  });

  it("never throws, whatever it is given", () => {
    for (const document of [null, 7, [], {}, { format: "shenbao-scheme/1", root: { children: [{}] } }])
      expect(checkScheme(document).some(({ level }) => level === "error")).toBe(true);
  });
});
