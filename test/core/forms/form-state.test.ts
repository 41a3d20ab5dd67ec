import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkAnswers } from "../../../core/forms/check-answers.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import {
  answersForSubmission,
  calculate,
  formState,
  roundHalfAway,
  visibleFields,
} from "../../../core/forms/form-state.ts";
import { precheck } from "../../../core/forms/precheck.ts";
import { compiledSample, sampleForm, validAnswers } from "./sample-form.ts";

const form = compiledSample();
const TODAY = { today: "2024-06-01" };

describe("visibility", () => {
  it("follows the field's, the section's and the choice's condition", () => {
    expect(visibleFields(form, {}).has("platform_name")).toBe(false);
    expect(visibleFields(form, {}).has("tenants")).toBe(false);
    expect(visibleFields(form, { has_platform: true }).has("platform_name")).toBe(true);
    expect(visibleFields(form, { has_platform: true }).has("tenants")).toBe(true);
    expect(visibleFields(form, { firm_type: "state" }).has("firm_type_other")).toBe(false);
    expect(visibleFields(form, { firm_type: "other" }).has("firm_type_other")).toBe(true);
  });

  it("counts a hidden answer as not given, along a whole chain", () => {
    const chain = compiledSample((each) => {
      each.schema.properties.staff!["x-visible"] = "platform_name == 'x'";
    });
    expect(visibleFields(chain, { has_platform: true, platform_name: "x" }).has("staff")).toBe(true);
    expect(visibleFields(chain, { has_platform: false, platform_name: "x" }).has("staff")).toBe(false);
  });

  it("stands in the paper's order", () => {
    const order = [...form.fields.keys()];
    const visible = [...visibleFields(form, { has_platform: true, firm_type: "other" })];
    expect(visible).toEqual(order);
  });

  it("never submits a hidden answer, and what is submitted shows the same fields", () => {
    const answers = fc.record(
      {
        name: fc.string(),
        firm_type: fc.constantFrom("state", "private", "other", ""),
        firm_type_other: fc.string(),
        turnover: fc.option(fc.integer({ min: 0, max: 1000 })),
        turnover_before: fc.option(fc.integer({ min: 0, max: 3 })),
        has_platform: fc.option(fc.boolean()),
        platform_name: fc.string(),
        services: fc.subarray(["live", "storage"]),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(answers, (given) => {
        const visible = visibleFields(form, given);
        const submitted = answersForSubmission(form, given);
        for (const id of Object.keys(submitted)) expect(visible.has(id)).toBe(true);
        expect(visibleFields(form, submitted)).toEqual(visible);
        expect(answersForSubmission(form, submitted)).toEqual(submitted);
        const codes = checkAnswers(form, submitted, { stage: "draft" }).map(({ code }) => code);
        expect(codes).not.toContain("answer-calculated");
      }),
    );
  });
});

describe("calculations", () => {
  it("are rounded, blank with a reason, and stand in what is submitted", () => {
    expect(calculate(form, { turnover: 1, turnover_before: 3 })).toEqual({ growth_rate: { value: -66.67 } });
    expect(calculate(form, { turnover: 1 })).toEqual({ growth_rate: { unknown: "blank" } });
    expect(calculate(form, { turnover: 1, turnover_before: 0 })).toEqual({ growth_rate: { unknown: "not-finite" } });
    expect(answersForSubmission(form, { turnover: 3, turnover_before: 2, growth_rate: 7 }).growth_rate).toBe(50);
    expect(Object.keys(answersForSubmission(form, { turnover: 3, growth_rate: 7 }))).toEqual(["turnover"]);
  });

  it("may build on each other in any order of the document", () => {
    const chained = compiledSample((each) => {
      each.calculations.unshift({ target: "staff", value: "growth_rate * 2", onUnknown: "blank" });
    });
    expect(calculate(chained, { turnover: 3, turnover_before: 2 })).toEqual({
      growth_rate: { value: 50 },
      staff: { value: 100 },
    });
  });

  it("round half away from zero on the digits that are shown", () => {
    expect(roundHalfAway(1.005, 2)).toBe(1.01);
    expect(roundHalfAway(-1.005, 2)).toBe(-1.01);
    expect(roundHalfAway(2.5, 0)).toBe(3);
    expect(roundHalfAway(-0.001, 2)).toBe(0);
    expect(roundHalfAway(1e21, 2)).toBe(1e21);
    expect(roundHalfAway(1 / 3, undefined)).toBe(1 / 3);
  });
});

describe("a code list", () => {
  const withList = (each: FormDocument) => {
    each.schema.properties.name = { type: "string", title: "城市", "x-code-list": "cities" };
  };

  it("gives the choices, and a form whose list is missing does not compile", () => {
    const listed = compiledSample(withList);
    const codes = (name: string) => checkAnswers(listed, { name }, { stage: "draft" }).map(({ code }) => code);
    expect(codes("a")).toEqual([]);
    expect(codes("c")).toEqual(["answer-choice"]);
    const document = sampleForm();
    withList(document);
    expect(() => compileForm(document)).toThrow(/code list "cities"/);
  });
});

describe("compiling", () => {
  it("throws on what checkForm refuses", () => {
    const compile = (change: (form: FormDocument) => void) => () => compiledSample(change);
    expect(compile((form) => Object.assign(form.rules[0]!, { assert: "nothing > 1" }))).toThrow(/rules\/0\/assert/);
    expect(compile((form) => Object.assign(form.calculations[0]!, { value: "growth_rate" }))).toThrow(/circular/);
  });
});

describe("required and read-only", () => {
  it("follow their conditions and what is calculated", () => {
    const state = formState(form, { has_platform: true, firm_type: "other" });
    expect([...state.required].sort()).toEqual(["firm_type", "firm_type_other", "name", "platform_name", "turnover"]);
    expect([...state.readonly]).toEqual(["growth_rate"]);
  });
});

describe("the pre-check", () => {
  it("asks the fields its rules read, as far as they apply", () => {
    expect(precheck(form, {}, TODAY).fields.map(({ id }) => id)).toEqual(["founded_on", "firm_type", "turnover"]);
  });

  it("gives a verdict for every rule, unknown while an answer is missing", () => {
    const verdicts = (answers: Record<string, unknown>, options = TODAY as { today?: string }) =>
      precheck(form, answers, options).rules.map(({ id, verdict }) => `${id} ${verdict}`);
    expect(verdicts({})).toEqual(["old-enough unknown", "large-enough unknown"]);
    expect(verdicts({ founded_on: "2024-01-01", firm_type: "state" })).toEqual([
      "old-enough fails",
      "large-enough holds",
    ]);
    expect(verdicts(validAnswers())).toEqual(["old-enough holds", "large-enough holds"]);
    expect(verdicts({ ...validAnswers(), turnover: 1 })).toEqual(["old-enough holds", "large-enough fails"]);
    expect(verdicts(validAnswers(), {})).toEqual(["old-enough unknown", "large-enough holds"]);
    expect(precheck(form, { ...validAnswers(), turnover: 1 }, TODAY).rules[1]?.finding?.pointer).toBe("/turnover");
  });
});
