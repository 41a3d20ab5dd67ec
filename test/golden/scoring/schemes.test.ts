import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { checkFactSources } from "../../../core/scoring/check-fact-sources.ts";
import { checkScheme } from "../../../core/scoring/check-scheme.ts";
import { compileScheme } from "../../../core/scoring/compile-scheme.ts";
import { buildFactTable, makeFactReader } from "../../../core/scoring/declared-facts.ts";
import { evaluate } from "../../../core/scoring/evaluate.ts";
import { outputOf } from "../../../core/scoring/results.ts";
import type { SchemeDocument } from "../../../core/scoring/scheme-document.ts";
import { scoreTable } from "../../../core/scoring/score-table.ts";

const top = new URL("../../../", import.meta.url);
const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, top), "utf8")) as T;
const programmes = readdirSync(new URL("scoring-schemas/", top)).filter((name) => /^[a-z0-9-]+$/.test(name));
const schemeOf = (programme: string) => read<SchemeDocument>(`scoring-schemas/${programme}/scoring.scheme.json`);

/** What is wrong in the sources themselves, and nothing else. */
const SOURCE_FINDINGS: Record<string, string[]> = {
  "guizhou-park": ["scheme-gap"],
  "guizhou-live-base": ["scheme-gap"],
  "national-base-2022": [...Array.from({ length: 4 }, () => "scheme-weight-sum"), "scheme-leaf-weight-sum"],
};

describe("the schemes of the notices", () => {
  it("are the nine of them", () => {
    expect(programmes).toHaveLength(9);
  });

  it.each(programmes)(
    "%s: only what the source itself gets wrong is found, and every fact has its field",
    (programme) => {
      const scheme = schemeOf(programme);
      expect(scheme.id).toBe(`${programme}/scoring`);
      expect(checkScheme(scheme).map(({ code }) => code)).toEqual(SOURCE_FINDINGS[programme] ?? []);
      expect(checkFactSources(scheme, read<FormDocument>(`form-schemas/${scheme.form}.form.json`))).toEqual([]);
    },
  );

  it("the printed weights of 2022 add up to 100.04 %", () => {
    const found = checkScheme(schemeOf("national-base-2022")).find(({ code }) => code === "scheme-leaf-weight-sum");
    expect(found?.message.zh).toContain("76 项末级权重合计 100.04%");
  });
});

/** Scores answers of a form, each changed from a full declaration. */
function scoreAnswers(programme: string, changes: readonly Record<string, unknown>[]) {
  const scheme = schemeOf(programme);
  const form = compileForm(read<FormDocument>(`form-schemas/${scheme.form}.form.json`));
  const full = read<{ answers: Record<string, unknown> }>(`programmes/golden/${programme}/full.json`).answers;
  const reader = makeFactReader(scheme.facts, form);
  const compiled = compileScheme(scheme);
  const ids = changes.map((_, at) => `case-${at}`);
  const facts = changes.map((change) => reader.read({ ...full, ...change }, "2024-06-01"));
  const { table, findings } = buildFactTable(scheme, ids, facts);
  expect(findings).toEqual([]);
  const { results } = outputOf(evaluate(compiled, table), { trace: false });
  return ids.map((id) => {
    const result = results.find((each) => each.id === id);
    return [result?.eligible ? result.total : null, result?.reasons.map((reason) => reason.id) ?? []];
  });
}

describe("Guizhou 2024, annex 5", () => {
  it("scores enterprises row by row", () => {
    expect(
      scoreAnswers("guizhou-enterprise", [
        {},
        { online_share_percent: 20 },
        { online_share_percent: 19.99 },
        { own_website: false, own_website_icp: undefined },
        { own_website: true, own_website_icp: false },
        { rural_results: false, social_benefit: false, logistics_supply_chain: undefined },
        { annual_sales: 199.99 },
        { online_retail: 99 },
        { firm_kind: "platform", annual_sales: undefined, annual_turnover: 1000 },
      ]),
    ).toEqual([
      ["100", []],
      ["100", []],
      ["85", []],
      ["100", []],
      ["90", []],
      ["55", []],
      [null, ["service-sales"]],
      [null, ["online-retail"]],
      ["100", []],
    ]);
  });

  it("scores live teams row by row", () => {
    expect(
      scoreAnswers("guizhou-live-team", [
        {},
        { live_experience_months: 5 },
        { fans_over_1m: false, brand_case: false },
        { farm_sales_over_500k: false },
        { live_sales: 499.99 },
      ]),
    ).toEqual([
      ["100", []],
      ["85", []],
      ["70", []],
      ["90", []],
      [null, ["live-sales"]],
    ]);
  });

  it("caps the bonus of parks at 20 and flags exactly 500,000 USD", () => {
    const scheme = schemeOf("guizhou-park");
    const line = (id: string, plan: boolean, usd: string) =>
      JSON.stringify({
        id,
        turnover: 3,
        online_retail: 3000,
        executes_quality_plan: plan,
        cross_border_business: true,
        cross_border_sales: usd,
      });
    const factsText = [line("a", true, "500001"), line("b", false, "499999"), line("c", false, "500000")].join("\n");
    const { output } = scoreTable({ scheme, factsText, factsFormat: "ndjson", trace: true });
    expect(output?.results.map(({ id, total }) => [id, total])).toEqual([
      ["a", "20"],
      ["b", "3"],
      ["c", "0"],
    ]);
    const flagged = output?.results[2]?.leaves.find(({ id }) => id === "cross-border");
    expect(flagged).toMatchObject({ flags: [{ zh: "恰为 50 万美金，文件没有规定" }, {}] });
  });
});

describe("Shanxi 2023, annex 6", () => {
  const scheme = schemeOf("shanxi-enterprise");
  const rowOf = (type: string) => ({
    enterprise_type: type,
    composite_count: 2,
    goods_turnover_current: 100000,
    brand_sales_current: 5000,
    revenue_current: 1000,
    employees_total: 500,
  });
  const items = JSON.stringify(scheme.root).matchAll(
    /"id":"([a-z-]+)","title":[^}]+\},"basis":"[^"]+","max":"[^"]+","score"/g,
  );
  const marksText = ["applicant,leaf,expert,points"];
  for (const [, item] of items)
    for (const expert of ["e1", "e2", "e3"]) {
      const mark = item?.startsWith("brand-") ? 50 : item?.startsWith("service-") ? 100 : 80;
      marksText.push(`a,${item},${expert},${mark}`);
    }
  const score = (type: string, tables: string[], marks: string) =>
    scoreTable({
      scheme,
      factsText: JSON.stringify({ id: "a", ...rowOf(type), tables }),
      factsFormat: "ndjson",
      marksText: marks,
      trace: false,
    }).output?.results[0];

  it("adds 40 common points and the mean of the tables that apply", () => {
    // 40 × 0.8 + (60 × 0.5 + 60 × 1) / 2 = 77
    expect(score("composite", ["brand", "service"], marksText.join("\n"))?.total).toBe("77");
    expect(score("brand", ["brand"], marksText.join("\n"))?.total).toBe("62");
  });

  it("refuses tables that are not those of the type, and a composite enterprise on one or on the innovative one", () => {
    const stopped = (type: string, tables: string[]) =>
      score(type, tables, marksText.join("\n"))?.reasons.some(({ id }) => id === "tables-of-type");
    expect(stopped("composite", ["brand"])).toBe(true);
    expect(stopped("composite", ["brand", "innovative"])).toBe(true);
    expect(stopped("composite", ["goods", "life", "brand", "service"])).toBe(false);
    expect(stopped("brand", ["brand", "service"])).toBe(true);
    expect(stopped("brand", ["service"])).toBe(true);
    expect(stopped("platform", ["goods", "life"])).toBe(false);
    expect(stopped("platform", ["brand"])).toBe(true);
  });

  it("asks for marks of the tables that apply, and only for those", () => {
    const without = (prefix: string) => marksText.filter((line) => !line.includes(`,${prefix}-`)).join("\n");
    expect(score("brand", ["brand"], without("service"))?.total).toBe("62");
    expect(score("service", ["service"], without("service"))).toMatchObject({ eligible: false, total: null });
  });
});

describe("national 2022, annex 2", () => {
  it("bins quantities, gives yes/no straight, and weighs 80 to 20", () => {
    const scheme = schemeOf("national-base-2022");
    const numbers = scheme.facts.filter(({ type }) => type === "number").map(({ id }) => id);
    const yes = scheme.facts.filter(({ type, id }) => type === "boolean" && id !== "accident").map(({ id }) => id);
    const row = (id: string, value: number, answer: boolean) => ({
      id,
      applicant_kind: "demonstration",
      ...Object.fromEntries(numbers.map((name) => [name, value])),
      ...Object.fromEntries(yes.map((name) => [name, answer])),
      no_major_accident: true,
      not_cancelled_in_4_years: true,
      accident: false,
    });
    const rows = [row("a", 5, true), row("b", 4, true), row("c", 3, true), row("d", 2, true), row("e", 1, true)];
    const marks = ["applicant,leaf,expert,points"];
    for (const { id } of rows)
      for (const item of ["capacity", "service", "support", "example", "innovation"])
        for (const expert of ["e1", "e2", "e3"]) marks.push(`${id},experts-${item},${expert},90`);
    const { output } = scoreTable({
      scheme,
      factsText: rows.map((each) => JSON.stringify(each)).join("\n"),
      factsFormat: "ndjson",
      marksText: marks.join("\n"),
      trace: true,
    });
    const told = output?.results.map(({ id, total, rank }) => [id, total, rank]);
    expect(told?.[0]).toEqual(["a", "98", 1]);
    expect(told?.map(([id]) => id)).toEqual(["a", "b", "c", "d", "e"]);
    const leafOf = (at: number) => output?.results[at]?.leaves.find(({ id }) => id === "ecommerce-area");
    // 2.40 of 8.00, 8.00 of 20.00, 20 % and 80 %: 0.0192 of the whole.
    expect(leafOf(1)).toMatchObject({ rank: 2, n: 5, line: 2, points: "80", share: "0.0192", contribution: "1.536" });
  });
});
