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
      id: "a",
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
