import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { resolveForm } from "../../../core/forms/resolve-form.ts";
import { rolledAnswers } from "../../../server/demo/rolled-answers.ts";

const formOf = (id: string, year: number): FormDocument =>
  resolveForm(JSON.parse(readFileSync(new URL(`../../../form-schemas/${id}.form.json`, import.meta.url), "utf8")), {
    year,
  });

describe("sample answers of one year for another", () => {
  it("move the months of the year and the day of filling in, not what lies before", () => {
    const answers = {
      period_start: "2023-01",
      period_end: "2023-12",
      filled_on: "2024-05-08",
      founded_on: "2019-08-01",
    };
    expect(rolledAnswers(formOf("guizhou-park/declaration", 2026), answers, 2024, "2026-06-01")).toEqual({
      period_start: "2025-01",
      period_end: "2025-12",
      filled_on: "2026-05-08",
      founded_on: "2019-08-01",
    });
  });

  it("move no day beyond today, and stay as they are in their own year", () => {
    const form = (year: number) => formOf("guizhou-park/declaration", year);
    const answers = { filled_on: "2024-05-08", period_end: "2023-12" };
    expect(rolledAnswers(form(2025), answers, 2024, "2025-05-06")).toEqual({
      filled_on: "2025-05-06",
      period_end: "2024-12",
    });
    expect(rolledAnswers(form(2024), answers, 2024, "2025-05-06")).toEqual(answers);
  });

  it("give a leap day its day before in other years, and leave texts and rows without days alone", () => {
    expect(rolledAnswers(formOf("guizhou-park/roster", 2025), { filled_on: "2024-02-29" }, 2024, "2026-01-01")).toEqual(
      {
        filled_on: "2025-02-28",
      },
    );
    const answers = { park_or_base: "2024-05", tenants: [{ firm_name: "2024-05-01", turnover: 3 }] };
    expect(rolledAnswers(formOf("guizhou-park/roster", 2026), answers, 2024, "2026-06-01")).toEqual(answers);
  });
});
