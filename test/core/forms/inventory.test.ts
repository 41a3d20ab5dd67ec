import { readdirSync, readFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";
import { describe, expect, it } from "vitest";
import { answerTypes, rootName } from "../../../core/forms/answer-types.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { inventory } from "../../../core/forms/inventory.ts";
import { fieldsOfSection, sentenceParts } from "../../../core/forms/layout.ts";
import { resolveForm, resolveYear } from "../../../core/forms/resolve-form.ts";
import { sectionSchema } from "../../../core/forms/section-schema.ts";
import { compiledSample, sampleForm } from "./sample-form.ts";

/** Every form of the repository: what holds for the sample must hold for them. */
const folder = new URL("../../../form-schemas/", import.meta.url);
const forms = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".form.json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as FormDocument);

describe("the inventory", () => {
  const rows = inventory(sampleForm(), { year: 2024 });

  it("lists every blank of the paper once, in order", () => {
    expect(rows.map(({ id }) => id)).toEqual([
      "name",
      "credit_code",
      "founded_on",
      "firm_type",
      "turnover",
      "turnover_before",
      "growth_rate",
      "staff",
      "has_platform",
      "platform_name",
      "services",
      "tenants",
      "story",
      "city_opinion",
      "city_seal",
      "city_date",
    ]);
  });

  it("tells kind, unit, period, options and columns as printed", () => {
    const row = (id: string) => rows.find((each) => each.id === id);
    expect(rows.map(({ kind }) => kind)).toEqual(
      "text text date single-choice number number number number boolean text multi-choice table long-text long-text seal date".split(
        " ",
      ),
    );
    expect(row("turnover")).toEqual({
      id: "turnover",
      section: "经营数据",
      label: "2024年交易额",
      kind: "number",
      unit: "万元",
      period: "2024",
      options: null,
      other: false,
      required: true,
      when: null,
      columns: null,
      evidence: ["审计报告"],
    });
    expect(row("turnover_before")).toMatchObject({ label: "2023年交易额", period: "2023" });
    expect(row("firm_type")).toMatchObject({ options: ["国有企业", "民营企业", "其他"], other: true });
    expect(row("platform_name")).toMatchObject({ when: "has_platform", required: false });
    expect(row("tenants")?.columns).toEqual([
      { label: "企业", kind: "text", unit: null },
      { label: "销售额", kind: "number", unit: "万元" },
    ]);
    expect(row("city_seal")).toMatchObject({ kind: "seal", label: "盖章", section: "审核意见" });
  });

  it("takes the year of the notice itself by default", () => {
    expect(inventory(sampleForm()).find(({ id }) => id === "turnover")?.label).toBe("2023年交易额");
  });

  it("rolls with the year in every form: same blanks, no parameter left over", () => {
    expect(forms.length).toBeGreaterThan(4);
    for (const form of forms) {
      const first = inventory(form, { year: 2031 });
      const second = inventory(form, { year: 2032 });
      expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
      expect(new Set(first.map(({ id }) => id)).size, form.id).toBe(first.length);
      expect(JSON.stringify(first), form.id).not.toMatch(/\{year/);
    }
  });
});

describe("resolving the year", () => {
  it("reaches every text and leaves the blanks of sentences alone", () => {
    expect(resolveYear("{year-1}、{year}、{year+1}{{year}}", 2024)).toBe("2023、2024、2025{{year}}");
    const form = resolveForm(sampleForm(), { year: 2030 });
    expect(form.reportYear).toBe(2030);
    expect(form.title).toEqual({ zh: "2030年申报表", en: "Declaration 2030" });
    expect(JSON.stringify(form)).not.toContain("{year");
    expect(JSON.stringify(form)).toContain("{{turnover_before}}");
  });
});

describe("layout", () => {
  it("splits a sentence into words and blanks", () => {
    expect(sentenceParts("面积{{area}}平方米，{{ count }}间")).toEqual([
      { text: "面积" },
      { field: "area" },
      { text: "平方米，" },
      { field: "count" },
      { text: "间" },
    ]);
    expect(sentenceParts("没有空")).toEqual([{ text: "没有空" }]);
    expect(fieldsOfSection(sampleForm().layout.sections[1]!).slice(0, 4)).toEqual([
      "turnover",
      "turnover_before",
      "growth_rate",
      "staff",
    ]);
  });

  it("gives the schema of a section in the order of the layout", () => {
    const form = compiledSample((each) => each.layout.sections[0]!.items.reverse());
    expect(Object.keys(sectionSchema(form, "basics")?.properties ?? {})).toEqual([
      "eligible",
      "firm_type_other",
      "firm_type",
      "founded_on",
      "credit_code",
      "name",
    ]);
    expect(sectionSchema(form, "basics")?.required).toEqual(["firm_type", "name"]);
    expect(sectionSchema(form, "nowhere")).toBeUndefined();
  });
});

describe("types of answers", () => {
  it("come out with an ASCII name, unions of codes and no tuples", async () => {
    expect(rootName("guide/live-team")).toBe("GuideLiveTeamAnswers");
    const text = await compile(answerTypes(sampleForm()) as object, "Answers", { bannerComment: "" });
    expect(text).toContain("export interface SampleFormOneAnswers");
    expect(text).toContain('firm_type?: "state" | "private" | "other"');
    expect(text).toContain('services?: ("live" | "storage")[]');
    expect(text).not.toMatch(/NoName|[\u4e00-\u9fff]/);
  });
});
