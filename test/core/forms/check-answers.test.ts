import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CheckOptions, checkAnswers } from "../../../core/forms/check-answers.ts";
import { compiledSample, validAnswers } from "./sample-form.ts";

const form = compiledSample();
const SUBMIT: CheckOptions = {
  stage: "submit",
  today: "2024-06-01",
  evidenceCounts: { licence: 1, "platform-proof": 1 },
};
const DRAFT: CheckOptions = { stage: "draft", today: "2024-06-01" };

/** Findings for the valid answers with some replaced, as "pointer code"; undefined takes an answer away. */
function findingsAfter(changes: Record<string, unknown>, options: CheckOptions = SUBMIT): string[] {
  const answers = Object.fromEntries(
    Object.entries({ ...validAnswers(), ...changes }).filter(([, value]) => value !== undefined),
  );
  return checkAnswers(form, answers, options).map(({ pointer, code }) => `${pointer} ${code}`);
}

describe("answers", () => {
  it("that are complete and right give no finding", () => {
    expect(findingsAfter({})).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["text for a number", { turnover: "300" }, "/turnover answer-type-number"],
    ["a fraction for a whole number", { staff: 1.5 }, "/staff answer-type-integer"],
    ["a number for a text", { name: 5 }, "/name answer-type-text"],
    ["a text for yes or no", { has_platform: "yes", platform_name: undefined }, "/has_platform answer-type-boolean"],
    ["a scalar for ticks", { services: "live" }, "/services answer-type-choices"],
    ["an object for a table", { tenants: { tenant: "x" } }, "/tenants answer-type-table"],
    ["scalars for rows", { tenants: [5] }, "/tenants/0 answer-type-table"],
    ["less than the least", { turnover: -1 }, "/turnover answer-minimum"],
    ["more than the most", { staff: 10000 }, "/staff answer-maximum"],
    ["a choice that is none", { firm_type: "foreign" }, "/firm_type answer-choice"],
    ["a tick that is none", { services: ["live", "x"] }, "/services/1 answer-choice"],
    ["the same tick twice", { services: ["live", "live"] }, "/services answer-duplicate"],
    ["too many ticks", { services: ["live", "storage", "live"] }, "/services answer-too-many"],
    ["too long a text", { name: "长".repeat(101) }, "/name answer-too-long"],
    ["too short a text", { story: "短" }, "/story answer-too-short"],
    ["a wrong check digit", { credit_code: "91350100M000100Y44" }, "/credit_code answer-credit-code"],
    ["a date that is none", { founded_on: "2023-02-30" }, "/founded_on answer-date"],
    ["a missing required field", { name: undefined }, "/name answer-required"],
    ["an emptied required field", { name: "" }, "/name answer-required"],
    ["a missing field required by a condition", { platform_name: undefined }, "/platform_name answer-required"],
    ["a missing fill-in of other", { firm_type: "other" }, "/firm_type_other answer-other-missing"],
    ["a missing cell", { tenants: [{ sales: 1 }] }, "/tenants/0/tenant answer-required"],
    [
      "a wrong cell",
      { tenants: [{ tenant: "x" }, { tenant: "y", sales: "1" }] },
      "/tenants/1/sales answer-type-number",
    ],
    ["an unknown column", { tenants: [{ tenant: "x", "a/b": 1 }] }, "/tenants/0/a~1b answer-column-unknown"],
    [
      "an unknown column with half a character",
      { tenants: [{ tenant: "x", "\ud800": 1 }] },
      "/tenants/0/\ud800 answer-column-unknown",
    ],
    ["an unknown field", { turnovr: 1 }, "/turnovr answer-unknown-field"],
    ["a field named constructor", { constructor: 1 }, "/constructor answer-unknown-field"],
    ["a broken rule", { turnover: 100 }, "/turnover large-enough"],
    ["a broken rule of dates", { founded_on: "2023-12-01" }, "/founded_on old-enough"],
    ["a broken rule of a table", { tenants: [{ tenant: "x", sales: 301 }] }, "/tenants list-agrees"],
    ["another calculated value", { growth_rate: 49 }, "/growth_rate answer-calculated"],
    ["a calculated value that is no number", { growth_rate: "50" }, "/growth_rate answer-calculated"],
    [
      "a calculated value that should be blank",
      { growth_rate: 50, turnover_before: 0 },
      "/growth_rate answer-calculated",
    ],
  ])("with %s are refused", (_, changes, expected) => {
    expect(findingsAfter(changes)).toContain(expected);
  });

  it("name the field in both languages and say how to mend it", () => {
    const [found] = checkAnswers(form, { ...validAnswers(), turnover: "300" }, SUBMIT);
    expect(found?.message).toEqual({
      zh: "“{year}年交易额”应为数字，请只填数字，不带单位和符号",
      en: '"Turnover {year}" must be a number without unit or sign',
    });
  });

  it("carry the clause of a rule and its further places", () => {
    const found = checkAnswers(form, { ...validAnswers(), turnover: 100 }, SUBMIT).find(
      ({ code }) => code === "large-enough",
    );
    expect(found).toMatchObject({ level: "error", related: ["/firm_type"] });
    const old = checkAnswers(form, { ...validAnswers(), founded_on: "2024-05-01" }, SUBMIT).find(
      ({ code }) => code === "old-enough",
    );
    expect(old?.source).toBe("二（二）3");
  });

  it("that look like another unit are asked about", () => {
    const [slip] = checkAnswers(form, { ...validAnswers(), turnover_before: 0.3 }, SUBMIT);
    expect(slip).toMatchObject({ pointer: "/turnover", code: "answer-unit-slip", level: "warning" });
    expect(slip?.message.en).toContain("about 1000 times");
    expect(findingsAfter({ turnover_before: 3 })).toEqual([]);
    expect(findingsAfter({ turnover_before: 0 })).toEqual([]);
  });

  it("take the calculated value when it agrees or is left out", () => {
    expect(findingsAfter({ growth_rate: 50 })).toEqual([]);
    expect(findingsAfter({ growth_rate: null })).toEqual([]);
  });

  it("are judged where they are visible only", () => {
    const hidden = { has_platform: false, platform_name: 5, tenants: "wrong", story: "x", firm_type_other: 7 };
    expect(findingsAfter(hidden)).toEqual([]);
  });

  it("leave a rule unevaluated while an input is blank", () => {
    expect(findingsAfter({ founded_on: undefined, tenants: undefined, turnover_before: undefined })).toEqual([]);
    expect(checkAnswers(form, validAnswers(), { stage: "submit", evidenceCounts: SUBMIT.evidenceCounts })).toEqual([]);
  });

  it("may be incomplete as a draft, but not wrong", () => {
    expect(checkAnswers(form, {}, DRAFT)).toEqual([]);
    expect(findingsAfter({ name: undefined, story: "短", tenants: [{}] }, DRAFT)).toEqual([]);
    expect(findingsAfter({ turnover: "300" }, DRAFT)).toContain("/turnover answer-type-number");
  });

  it("treat an emptied cell as blank", () => {
    expect(findingsAfter({ tenants: [{ tenant: "x", sales: null }] })).toEqual([]);
    expect(findingsAfter({ tenants: [{ tenant: "x", sales: "" }] })).toEqual([]);
  });
});

describe("evidence", () => {
  const withCounts = (evidenceCounts: Record<string, number>, changes = {}) =>
    findingsAfter(changes, { ...SUBMIT, evidenceCounts });

  it("is asked for at submission, by its condition and its fields", () => {
    expect(withCounts({})).toEqual([
      "/evidence/licence answer-evidence-missing",
      "/evidence/platform-proof answer-evidence-missing",
    ]);
    expect(withCounts({ licence: 1 }, { has_platform: false })).toEqual([]);
    expect(withCounts({ licence: 1, "platform-proof": 1 }, { turnover: 1001 })).toEqual([
      "/evidence/audit answer-evidence-missing",
    ]);
    expect(withCounts({ licence: 3, "platform-proof": 1 })).toEqual(["/evidence/licence answer-evidence-many"]);
    expect(withCounts(Object.create({ licence: 1, "platform-proof": 1 }))).toHaveLength(2);
  });

  it("is not asked for in a draft, nor by a caller without files", () => {
    expect(findingsAfter({}, { ...DRAFT, evidenceCounts: {} })).toEqual([]);
    expect(findingsAfter({}, { stage: "submit", today: "2024-06-01" })).toEqual([]);
  });
});

describe("hostile answers", () => {
  it("are refused before anything walks them", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    const started = performance.now();
    for (const [value, code] of [
      [{ name: deep }, "json-too-deep"],
      [{ name: "x".repeat(200_000) }, "json-string-too-long"],
      [{ tenants: new Array(200_000).fill({ tenant: "x" }) }, "json-too-large"],
      [{ turnover: Number.NaN }, "json-not-json"],
      [null, "shape-type"],
      [[], "shape-type"],
      ["x", "shape-type"],
    ] as const)
      expect(checkAnswers(form, value, SUBMIT).map((found) => found.code)).toEqual([code]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("cannot satisfy a required field by what every object inherits", () => {
    const strange = compiledSample();
    const answers = JSON.parse('{"__proto__": {"name": "x", "turnover": 1}}');
    const codes = checkAnswers(strange, answers, SUBMIT).map(({ pointer, code }) => `${pointer} ${code}`);
    expect(codes).toContain("/__proto__ answer-unknown-field");
    expect(codes).toContain("/name answer-required");
  });

  it("give at most three hundred findings in little time", () => {
    const rows = Array.from({ length: 20 }, () => ({ tenant: 5, sales: "x" }));
    const extra = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`unknown_${i}`, "x".repeat(100)]));
    const started = performance.now();
    const findings = checkAnswers(form, { ...validAnswers(), tenants: rows, ...extra }, SUBMIT);
    expect(findings).toHaveLength(300);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it("never throw, whatever they are", () => {
    const keys = fc.constantFrom(...Object.keys(validAnswers()), "growth_rate", "firm_type_other", "other");
    fc.assert(
      fc.property(fc.dictionary(keys, fc.anything({ maxDepth: 3 })), (answers) => {
        for (const stage of ["draft", "submit"] as const) checkAnswers(form, answers, { ...SUBMIT, stage });
      }),
      { numRuns: 1000 },
    );
  });
});
