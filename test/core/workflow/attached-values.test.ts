import { describe, expect, it } from "vitest";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { yearlyDueOn } from "../../../core/workflow/attached-kinds.ts";
import { type DeclarationFacts, draftRows, takenValues } from "../../../core/workflow/attached-values.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { readDocument } from "./programme-files.ts";

const form = compileForm(readDocument<FormDocument>("form-schemas/guizhou-park/declaration.form.json"));
const entries = readDocument<ProgrammeDocument>("programmes/guizhou-park.programme.json").attachedForms ?? [];
const entry = (id: string) => entries.find((one) => one.id === id)!;
const facts = (applicant: string, rank: number | null, answers: Record<string, unknown>): DeclarationFacts => ({
  form,
  answers,
  meta: { applicant, city: "贵阳市", county: null, rank, number: null, "title-number": null },
  today: "2024-05-06",
});

describe("values taken from a declaration", () => {
  it("are in the unit of the attached form, and what the declaration leaves blank is left out", () => {
    expect(takenValues(entry("roster"), facts("甲", null, { name: "甲园区", turnover: 1.5, staff_50: false }))).toEqual(
      {
        park_or_base: "甲园区",
        declared_turnover: 15_000,
        declared_staff_50: false,
      },
    );
    expect(takenValues({}, facts("甲", null, { name: "甲" }))).toEqual({});
  });

  it("make a row for each recommended declaration, in the order given", () => {
    const drafted = draftRows(entry("summary"), [
      facts("乙", 1, { operator_name: "乙公司", operator_type: "private", turnover: 2 }),
      facts("丙", 2, {}),
    ]);
    expect(drafted).toEqual({
      projects: [
        { no: 1, city_name: "贵阳市", firm_name: "乙公司", kind: "park", ownership: "private", turnover: 20_000 },
        { no: 2, city_name: "贵阳市", kind: "park" },
      ],
    });
  });
});

describe("yearlyDueOn", () => {
  it("is a day of the year after, or none", () => {
    expect(yearlyDueOn({ due: { month: 3, day: 31 } }, 2025)).toBe("2026-03-31");
    expect(yearlyDueOn({ due: { days: 31 } }, 2025)).toBeNull();
    expect(yearlyDueOn({}, 2025)).toBeNull();
  });
});
