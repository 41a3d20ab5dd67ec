import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { compileScheme } from "../../../core/scoring/compile-scheme.ts";
import { buildFactTable, makeFactReader } from "../../../core/scoring/declared-facts.ts";
import { evaluate } from "../../../core/scoring/evaluate.ts";
import { resultOf } from "../../../core/scoring/results.ts";
import type { SchemeDocument } from "../../../core/scoring/scheme-document.ts";

const top = new URL("../../../", import.meta.url);
const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, top), "utf8")) as T;
const programmes = readdirSync(new URL("scoring-schemas/", top)).filter((name) => /^[a-z0-9-]+$/.test(name));

interface Golden {
  answers: Record<string, unknown>;
  expect: { findings: { rule?: string; level?: string }[] };
}

/** Preconditions that answers do not meet: those of the scheme, not leaves without a mark. */
function unmet(programme: string, answers: Record<string, unknown>): string[] {
  const scheme = read<SchemeDocument>(`scoring-schemas/${programme}/scoring.scheme.json`);
  const form = compileForm(read<FormDocument>(`form-schemas/${scheme.form}.form.json`));
  const facts = makeFactReader(scheme.facts, form).read(answers, "2024-06-01");
  const { table, findings } = buildFactTable(scheme, ["a"], [facts]);
  expect(findings).toEqual([]);
  const stops = new Set(scheme.eligibility?.filter(({ effect }) => effect !== "flag").map(({ id }) => id));
  const { reasons } = resultOf(evaluate(compileScheme(scheme), table), 0, false);
  return reasons.map(({ id }) => id).filter((id) => stops.has(id));
}

/** Golden cases of the scored form; a programme with several declared forms keeps them in a folder for each. */
function casesOf(programme: string) {
  const form = programme === "sichuan-top100" ? "/enterprise" : "";
  const folder = `programmes/golden/${programme}${form}/`;
  return readdirSync(new URL(folder, top))
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name, read<Golden>(`${folder}${name}`)] as const);
}

describe("preconditions of the schemes beside the forms of their notices", () => {
  it.each(programmes)("%s: what the form takes without a finding, no precondition stops", (programme) => {
    const clean = casesOf(programme).filter(
      ([
        ,
        {
          expect: { findings },
        },
      ]) => findings.length === 0,
    );
    expect(clean.length).toBeGreaterThan(0);
    for (const [name, { answers }] of clean) expect([name, unmet(programme, answers)]).toEqual([name, []]);
  });

  it.each([
    ["shanxi-enterprise", "sx-e-05-turnover", ["retail-platform"]],
    ["shanxi-enterprise", "sx-e-06-turnover", ["wholesale-platform"]],
    ["shanxi-enterprise", "sx-e-07-revenue", ["service-platform"]],
    ["shanxi-enterprise", "sx-e-08-sales", ["brand"]],
    ["shanxi-enterprise", "sx-e-09", ["service"]],
    ["shanxi-base", "sx-b-01-one-year", ["in-use"]],
    ["shanxi-base", "sx-b-02-turnover", ["turnover"]],
    ["shanxi-base", "sx-b-03-area", ["area"]],
    ["shanxi-base", "sx-b-03-live-area", []],
    ["shanxi-base", "sx-b-04-growth", ["growing"]],
    ["shanxi-base", "sx-b-04-share", ["firm-share"]],
  ])("%s %s: what the form refuses by a threshold, the scheme refuses", (programme, name, expected) => {
    expect(unmet(programme, read<Golden>(`programmes/golden/${programme}/${name}.json`).answers)).toEqual(expected);
  });

  it("Shanxi: a composite enterprise without a service income of its own is taken by its parts (annex 6, article 5)", () => {
    const { answers } = read<Golden>("programmes/golden/shanxi-enterprise/full-composite.json");
    const parts = {
      ...answers,
      composite_types: ["brand", "service"],
      annual_service_income: undefined,
      goods_turnover_current: undefined,
    };
    expect(unmet("shanxi-enterprise", { ...parts, service_turnover_current: 5000 })).toEqual([]);
    expect(unmet("shanxi-enterprise", { ...parts, service_turnover_current: 4999.99 })).toEqual(["composite"]);
    expect(
      unmet("shanxi-enterprise", { ...parts, composite_types: ["service"], service_turnover_current: 9000 }),
    ).toEqual(["composite", "tables-of-type"]);
  });

  it("Sichuan: two years of lawful operation, three for a leading platform (articles 6 and 7)", () => {
    const scheme = read<SchemeDocument>("scoring-schemas/sichuan-top100/scoring.scheme.json");
    const years = (founded: string, awards: string[]) =>
      unmet(scheme.id.split("/")[0] as string, {
        legal_person: true,
        no_illegal_record: true,
        not_reviewing_association: true,
        not_cancelled_in_3_years: true,
        founded_on: founded,
        signed_on: "2022-10-01",
        awards,
      });
    expect(years("2020-10-01", ["rural"])).toEqual([]);
    expect(years("2020-10-02", ["rural"])).toEqual(["two-years"]);
    expect(years("2020-10-01", ["leading-platform"])).toEqual(["leading-platform"]);
    expect(years("2019-10-01", ["leading-platform", "rural"])).toEqual([]);
  });
});

describe("national 2022, annex 3: a measure made of several questions is yes when all are", () => {
  const scheme = read<SchemeDocument>("scoring-schemas/national-base-2022/scoring.scheme.json");
  const form = compileForm(read<FormDocument>(`form-schemas/${scheme.form}.form.json`));
  const { answers } = read<Golden>("programmes/golden/national-base-2022/full.json");
  const reader = makeFactReader(scheme.facts, form);

  it.each([
    ["talent_policy", "talent_training_policy"],
    ["statistics_monitoring", "data_reported"],
    ["publicity", "government_industry_research"],
    ["green_publicity", "green_training"],
    ["green_fund", "digital_operation_firms"],
    ["green_warehouse", "resource_sharing"],
    ["green_warehouse", "clean_vehicles"],
    ["saving_systems", "waste_sorting"],
    ["safety_rules", "safety_head"],
    ["emergency_plan", "emergency_drills"],
    ["special_fund", "special_fund_paid"],
  ])("%s asks %s, too", (fact, field) => {
    expect(reader.read(answers, "2023-06-30")[fact]).toBe(true);
    const no = field === "digital_operation_firms" ? 0 : false;
    expect(reader.read({ ...answers, [field]: no }, "2023-06-30")[fact]).toBe(false);
  });
});
