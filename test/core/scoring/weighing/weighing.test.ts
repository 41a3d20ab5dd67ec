import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkScheme } from "../../../../core/scoring/check-scheme.ts";
import { compare, decimal, exact, total } from "../../../../core/scoring/exact.ts";
import type { SchemeDocument } from "../../../../core/scoring/scheme-document.ts";
import { pairsOf, readJudgement, SCALE } from "../../../../core/scoring/weighing/ahp-kind.ts";
import { apportion } from "../../../../core/scoring/weighing/apportion.ts";
import { adviseStop, summariseRound, weightsFrom } from "../../../../core/scoring/weighing/weigh.ts";
import { groupsThatDiffer, groupsToWeigh, withWeights } from "../../../../core/scoring/weighing/weighed-groups.ts";
import { findWeighingKind, WEIGHING_KINDS } from "../../../../core/scoring/weighing/weighing-kinds.ts";
import { builtInDocuments } from "../../../helpers/programmes.ts";

const delphi = findWeighingKind("delphi")!;
const ahp = findWeighingKind("ahp")!;
const national = async () =>
  (await builtInDocuments())["scoring-schemas/national-base-2022/scoring.scheme.json"] as SchemeDocument;

describe("the largest remainder", () => {
  it("adds up exactly, whatever the shares", () => {
    const shares = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 12 }).filter((all) => all.some((n) => n > 0));
    fc.assert(
      fc.property(
        shares,
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 0, max: 4 }),
        (all, cents, places) => {
          const whole = exact(cents, 100);
          const parts = apportion(
            all.map((n) => exact(n)),
            whole,
            places,
          )!;
          expect(compare(total(parts.map(decimal)), whole)).toBe(0);
          expect(new Set(parts.map((part) => part.split(".")[1]?.length ?? 0)).size).toBe(1);
        },
      ),
    );
  });

  it("gives the unit to the largest loss, equal losses to the larger share, then to the first", () => {
    expect(
      apportion(
        [1, 1, 1].map((n) => exact(n)),
        exact(100),
        0,
      ),
    ).toEqual(["34", "33", "33"]);
    expect(
      apportion(
        [1, 1, 1].map((n) => exact(n)),
        exact(10),
        2,
      ),
    ).toEqual(["3.34", "3.33", "3.33"]);
    // 41.25, 28.75 and 30: both lose, the second more.
    expect(apportion(["41.25", "28.75", "30"].map(decimal), exact(100), 0)).toEqual(["41", "29", "30"]);
    // 12.5 and 87.5 lose the same.
    expect(
      apportion(
        [1, 7].map((n) => exact(n)),
        exact(100),
        0,
      ),
    ).toEqual(["12", "88"]);
    // The whole itself has two places.
    expect(
      apportion(
        [1, 1].map((n) => exact(n)),
        decimal("6.25"),
        0,
      ),
    ).toEqual(["3.13", "3.12"]);
    expect([apportion([exact(0), exact(0)], exact(100), 0), apportion([exact(-1), exact(2)], exact(100), 0)]).toEqual([
      null,
      null,
    ]);
  });
});

describe("groups to weigh", () => {
  it("are those whose children print weights, with what these add up to", async () => {
    const groups = groupsToWeigh(await national());
    expect(groups.map(({ id }) => id).slice(0, 4)).toEqual(["total", "quantitative", "capacity", "facilities"]);
    const by = (id: string) => groups.find((group) => group.id === id);
    expect(by("quantitative")).toMatchObject({ whole: "100", ofOwnWeight: false, places: 2 });
    expect(by("capacity")).toMatchObject({ whole: "20.00", ofOwnWeight: true, places: 2 });
    expect(by("total")).toMatchObject({ whole: "100", places: 0 });
    expect(by("capacity")?.items.map(({ id, weight }) => [id, weight])).toEqual([
      ["facilities", "8.00"],
      ["tenants", "12.00"],
    ]);
  });

  it("take new weights, with their source, and nothing else changes", async () => {
    const scheme = await national();
    const round = `study/2@${"0".repeat(64)}`;
    const weights = { capacity: { facilities: "9.00", tenants: "11.00" } };
    const changed = withWeights(scheme, weights, { kind: "delphi", round, basis: "第六条" });
    expect(
      groupsToWeigh(changed)
        .find(({ id }) => id === "capacity")
        ?.items.map(({ weight }) => weight),
    ).toEqual(["9.00", "11.00"]);
    expect(changed.weights).toEqual({ kind: "delphi", round, basis: "第六条" });
    expect(checkScheme(changed).filter(({ level }) => level === "error")).toEqual([]);
    const back = withWeights(changed, { capacity: { facilities: "8.00", tenants: "12.00" } }, scheme.weights!);
    expect(back).toEqual(scheme);
    expect(groupsThatDiffer(scheme, weights)).toEqual([]);
    expect(groupsThatDiffer(scheme, { capacity: { facilities: "20.00" }, gone: { a: "1" } })).toEqual([
      "capacity",
      "gone",
    ]);
  });

  it("cite a round in its form only, and printed weights none", async () => {
    const scheme = await national();
    const found = (weights: object) => checkScheme({ ...scheme, weights }).map(({ pointer, code }) => [pointer, code]);
    expect(found({ kind: "delphi", round: "the second", basis: "x" })).toContainEqual([
      "/weights/round",
      "shape-pattern",
    ]);
    expect(found({ kind: "printed", round: `a/1@${"0".repeat(64)}`, basis: "x" })).toContainEqual([
      "/weights/round",
      "scheme-weights-round",
    ]);
  });
});

describe("a Delphi round", () => {
  const group = async () => groupsToWeigh(await national()).find(({ id }) => id === "capacity")!;

  it("takes shares that add up to 100 and says what is missing", async () => {
    const check = async (answer: Record<string, string>) =>
      delphi.checkAnswer(await group(), answer).map(({ pointer, code }) => `${pointer} ${code}`);
    expect(await check({ facilities: "40.05", tenants: "59.95" })).toEqual([]);
    expect(await check({ facilities: "40", tenants: "59.99" })).toEqual([" weights-sum"]);
    expect(await check({ facilities: "40" })).toEqual(["/tenants weights-share"]);
    expect(await check({ facilities: "1e1", tenants: "-1", other: "3" })).toEqual([
      "/other weights-unknown",
      "/facilities weights-share",
      "/tenants weights-share",
    ]);
  });

  it("is summed up without a name, and its weights add up exactly", async () => {
    const groups = [await group()];
    const answers = [
      ["30", "70"],
      ["40", "60"],
      ["45", "55"],
    ].map(([facilities = "", tenants = ""]) => ({ capacity: { facilities, tenants } }));
    const [first] = summariseRound(delphi, groups, answers, null);
    expect(first).toMatchObject({
      items: [
        { id: "facilities", median: 40, lowerQuartile: 35, upperQuartile: 42.5, mean: 38.3333 },
        { id: "tenants", median: 60 },
      ],
      agreement: { w: 1, chiSquare: 3, freedom: 1 },
      stability: null,
      shares: { median: ["40", "60"], mean: ["38.333333333333", "61.666666666667"] },
    });
    expect(weightsFrom(groups, [first!], "median")).toEqual({ capacity: { facilities: "8.00", tenants: "12.00" } });
    expect(weightsFrom(groups, [first!], "mean")).toEqual({ capacity: { facilities: "7.67", tenants: "12.33" } });
    const [second] = summariseRound(delphi, groups, answers.slice(0, 1), [first!]);
    expect(second?.stability).toBe(0);
    expect(adviseStop(first!, 0.25)).toEqual({ spread: true, agreement: false, stable: null });
    expect(adviseStop(second!, 0.25)).toEqual({ spread: null, agreement: null, stable: false });
  });

  it("gives a level below the new weight of its group to divide", async () => {
    const groups = groupsToWeigh(await national()).filter(({ id }) => ["quantitative", "capacity"].includes(id));
    const fifth = Object.fromEntries(groups[0]!.items.map(({ id }) => [id, id === "capacity" ? "30" : "17.5"]));
    const answer = { quantitative: fifth, capacity: { facilities: "50", tenants: "50" } };
    const summaries = summariseRound(delphi, groups, [answer, answer, answer], null);
    expect(weightsFrom(groups, summaries, "median")).toEqual({
      quantitative: { capacity: "30.00", service: "17.50", support: "17.50", example: "17.50", innovation: "17.50" },
      capacity: { facilities: "15.00", tenants: "15.00" },
    });
  });

  it("has no weights when every median is 0", async () => {
    const group3 = groupsToWeigh(await national()).find(({ items }) => items.length === 3)!;
    const [a, b, c] = group3.items.map(({ id }) => id) as [string, string, string];
    const one = (id: string) => ({ [group3.id]: { [a]: "0", [b]: "0", [c]: "0", [id]: "100" } });
    const summaries = summariseRound(delphi, [group3], [one(a), one(b), one(c)], null);
    expect(summaries[0]?.shares.median).toBeNull();
    expect(weightsFrom([group3], summaries, "median")).toBeNull();
    expect(weightsFrom([group3], summaries, "mean")).not.toBeNull();
  });
});

describe("a round of comparisons", () => {
  const group = async () => groupsToWeigh(await national()).find(({ items }) => items.length === 3)!;
  const answerOf = (keys: string[], values: string[]) => Object.fromEntries(keys.map((key, at) => [key, values[at]!]));

  it("reads the scale of Saaty as exact fractions", () => {
    expect(SCALE).toHaveLength(17);
    expect(readJudgement("1/3")).toEqual({ n: 1n, d: 3n });
    expect([readJudgement("0"), readJudgement("10"), readJudgement("1/1"), readJudgement("2/3")]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it("refuses comparisons left out and tells where they contradict one another", async () => {
    const of = await group();
    const keys = pairsOf(of).map(({ key }) => key);
    expect(ahp.checkAnswer(of, { [keys[0]!]: "3" }).map(({ pointer }) => pointer)).toEqual([
      `/${keys[1]}`,
      `/${keys[2]}`,
    ]);
    expect(ahp.consistencyOf(of, { [keys[0]!]: "3" })).toBeNull();
    const circle = ahp.consistencyOf(of, answerOf(keys, ["9", "1/9", "9"]))!;
    expect(circle.consistent).toBe(false);
    expect(circle.doubt?.triple).toEqual(of.items.map(({ id }) => id));
    const sound = ahp.consistencyOf(of, answerOf(keys, ["2", "4", "2"]))!;
    expect(sound).toMatchObject({ ratio: 0, consistent: true, doubt: null });
  });

  it("brings opposite judgements together to equal weights, by both rules, with the same digits every time", async () => {
    const of = await group();
    const keys = pairsOf(of).map(({ key }) => key);
    const answers = [answerOf(keys, ["3", "5", "2"]), answerOf(keys, ["1/3", "1/5", "1/2"])].map((answer) => ({
      [of.id]: answer,
    }));
    const [summary] = summariseRound(ahp, [of], answers, null);
    for (const rule of ahp.rules) {
      const shares = summary!.shares[rule.id]!.map(Number);
      for (const share of shares) expect(share).toBeCloseTo(100 / 3, 9);
    }
    expect(summary).toEqual(summariseRound(ahp, [of], answers, null)[0]);
    expect(summary).toMatchObject({ inconsistent: 0, consistency: { ratio: 0 } });
  });

  it("keeps the weights of one consistent judge", async () => {
    const of = await group();
    const keys = pairsOf(of).map(({ key }) => key);
    const [summary] = summariseRound(ahp, [of], [{ [of.id]: answerOf(keys, ["2", "4", "2"]) }], null);
    for (const shares of Object.values(summary!.shares))
      for (const [at, part] of [4, 2, 1].entries()) expect(Number(shares![at])).toBeCloseTo((100 * part) / 7, 9);
  });
});

it("every kind has rules in both languages", () => {
  for (const { rules, title } of WEIGHING_KINDS)
    for (const text of [title, ...rules.flatMap((rule) => [rule.title, rule.summary])])
      expect([text.zh, text.en].every((each) => each.length > 1)).toBe(true);
});
