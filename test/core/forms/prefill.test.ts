import { describe, expect, it } from "vitest";
import { catalogueOf } from "../../../core/forms/catalogue-document.ts";
import { checkAnswers } from "../../../core/forms/check-answers.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FieldSchema, FormDocument } from "../../../core/forms/form-document.ts";
import { type EarlierDeclaration, listOffers, openOffers } from "../../../core/forms/prefill.ts";
import { resolveForm } from "../../../core/forms/resolve-form.ts";

const { units } = catalogueOf({
  units: {
    format: "shenbao-units/1",
    units: [
      { id: "元", title: { zh: "元", en: "CNY" }, dimension: "money", base: "元", factor: 1 },
      { id: "万元", title: { zh: "万元", en: "CNY 10,000" }, dimension: "money", base: "元", factor: 10_000 },
      { id: "亿元", title: { zh: "亿元", en: "CNY 100m" }, dimension: "money", base: "元", factor: 100_000_000 },
    ],
  },
});

function formOf(id: string, properties: Record<string, FieldSchema>, more: Partial<FormDocument> = {}): FormDocument {
  return {
    format: "shenbao-form/1",
    id,
    title: { zh: "表", en: "Form" },
    subject: "organisation",
    reportYear: 2023,
    schema: { type: "object", properties, additionalProperties: false },
    layout: {
      sections: [
        { id: "all", title: { zh: "全部", en: "All" }, items: Object.keys(properties).map((field) => ({ field })) },
      ],
    },
    rules: [],
    calculations: [],
    evidence: [],
    source: { notice: "sample", readings: [] },
    ...more,
  };
}

const turnover = (id: string, period: string, unit = "万元"): FieldSchema => ({
  type: "number",
  title: id,
  minimum: 0,
  "x-unit": unit,
  "x-indicator": "turnover",
  "x-period": period,
});

const own = formOf("sample/own", {
  company: { type: "string", title: "企业名称", maxLength: 10 },
  contact_id: { type: "string", title: "证件", "x-sensitive": "id-number", maxLength: 18 },
  accident: { type: "boolean", title: "年度内是否发生事故" },
  report_text: { type: "string", title: "{year}年总结" },
  turnover_previous: turnover("{year-1}年交易额", "{year-1}"),
  turnover_current: turnover("{year}年交易额", "{year}"),
  orders_previous: { type: "integer", title: "{year-1}年订单", "x-period": "{year-1}" },
  orders_current: { type: "integer", title: "{year}年订单", "x-period": "{year}" },
});
const target = compileForm(resolveForm(own, { year: 2024 }));

function earlier(form: FormDocument, year: number, answers: Record<string, unknown>, day = `${year}-06-01`) {
  return {
    form: resolveForm(form, { year }),
    answers,
    title: { zh: `${year}年申报`, en: `Round ${year}` },
    submittedAt: `${day}T00:00:00.000Z`,
  } satisfies EarlierDeclaration;
}

const offered = (declarations: EarlierDeclaration[], profile?: Record<string, unknown>) =>
  Object.fromEntries(listOffers(target, { declarations, profile, units }).map((one) => [one.field, one.value]));

describe("offers from the same form", () => {
  it("repeat what has no year, and turn last year's current into this year's previous", () => {
    const answers = { company: "甲公司", turnover_current: 12, turnover_previous: 9, orders_current: 7 };
    expect(offered([earlier(own, 2023, answers)])).toEqual({
      company: "甲公司",
      turnover_previous: 12,
      orders_previous: 7,
    });
  });

  it("say where each value was handed in", () => {
    const offers = listOffers(target, { declarations: [earlier(own, 2023, { turnover_current: 12 })], units });
    expect(offers).toEqual([
      {
        field: "turnover_previous",
        value: 12,
        unit: "万元",
        source: {
          kind: "declaration",
          title: { zh: "2023年申报", en: "Round 2023" },
          year: 2023,
          field: "turnover_current",
          fieldTitle: { zh: "2023年交易额", en: "2023年交易额" },
        },
      },
    ]);
  });

  it("do not carry a text whose title names the year, nor figures of a year that is not asked", () => {
    expect(offered([earlier(own, 2023, { report_text: "去年的总结" })])).toEqual({});
    expect(offered([earlier(own, 2023, { accident: false })])).toEqual({});
    expect(offered([earlier(own, 2024, { accident: false })])).toEqual({ accident: false });
    expect(offered([earlier(own, 2021, { turnover_current: 12, turnover_previous: 9 })])).toEqual({});
  });

  it("take the newest submission, whatever the order they come in", () => {
    const older = earlier(own, 2022, { company: "旧名" });
    const newer = earlier(own, 2023, { company: "新名" });
    expect(offered([older, newer])).toEqual({ company: "新名" });
    expect(offered([newer, older])).toEqual({ company: "新名" });
  });

  it("leave out a value that the field would not take any more", () => {
    expect(offered([earlier(own, 2023, { company: "一二三四五六七八九十多" })])).toEqual({});
  });
});

describe("offers from another form", () => {
  const other = formOf("other/form", {
    sales: { ...turnover("交易额", "{year}", "亿元") },
    company: { type: "string", title: "企业名称" },
  });

  it("share indicator and year, with the unit converted", () => {
    expect(offered([earlier(other, 2024, { sales: 0.1234, company: "别的表" })])).toEqual({ turnover_current: 1234 });
    expect(offered([earlier(other, 2023, { sales: 0.3 })])).toEqual({ turnover_previous: 3000 });
  });

  it("take a blank without a period as the report year's, and the end of a year as that year", () => {
    const undated = formOf("other/undated", { sales: { ...turnover("交易额", "{year}"), "x-period": undefined } });
    const atEnd = formOf("other/end", { sales: turnover("交易额", "asof-{year}") });
    expect(offered([earlier(undated, 2024, { sales: 5 })])).toEqual({ turnover_current: 5 });
    expect(offered([earlier(atEnd, 2024, { sales: 6 })])).toEqual({ turnover_current: 6 });
  });

  it("are none when two of its figures could be meant, or the units have nothing in common", () => {
    const two = formOf("other/two", { a: turnover("甲", "{year}"), b: turnover("乙", "{year}") });
    const strange = formOf("other/strange", { a: turnover("甲", "{year}", "平方米") });
    expect(offered([earlier(two, 2024, { a: 1, b: 2 })])).toEqual({});
    expect(offered([earlier(two, 2024, { a: 1 })])).toEqual({ turnover_current: 1 });
    expect(offered([earlier(strange, 2024, { a: 1 })])).toEqual({});
  });

  it("stand behind the same form", () => {
    const same = earlier(own, 2023, { turnover_current: 10 }, "2023-01-01");
    expect(offered([earlier(other, 2023, { sales: 1 }), same])).toEqual({ turnover_previous: 10 });
  });
});

describe("offers from the profile", () => {
  it("come last, by id, and only what fits", () => {
    expect(offered([], { company: "甲公司", turnover_current: "很多", unknown: 1 })).toEqual({ company: "甲公司" });
    expect(offered([earlier(own, 2023, { company: "申报名" })], { company: "资料名" })).toEqual({ company: "申报名" });
  });

  it("hold nothing that objects inherit", () => {
    const odd = compileForm(
      formOf("sample/odd", Object.fromEntries([["constructor", { type: "string", title: "x" } as const]])),
    );
    expect(listOffers(odd, { declarations: [earlier(own, 2023, {})], profile: {} })).toEqual([]);
  });
});

describe("open offers", () => {
  it("never overwrite an answer or a field that may not be written", () => {
    const offers = listOffers(target, {
      declarations: [earlier(own, 2023, { company: "甲", turnover_current: 2 })],
      units,
    });
    const open = (answers: Record<string, unknown>, locked = "") =>
      openOffers(offers, answers, (field) => field !== locked).map(({ field }) => field);
    expect(open({})).toEqual(["company", "turnover_previous"]);
    expect(open({ company: "乙" })).toEqual(["turnover_previous"]);
    expect(open({ turnover_previous: 0 })).toEqual(["company"]);
    expect(open({ company: "" }, "turnover_previous")).toEqual(["company"]);
  });
});

describe("a figure far from what was handed in before", () => {
  const known = listOffers(target, { declarations: [earlier(own, 2023, { turnover_current: 1234 })], units });
  const slips = (turnover_previous: number) =>
    checkAnswers(target, { turnover_previous }, { stage: "draft", earlier: known });

  it.each([12_340_000, 1_234_000, 1.234, 0.1234])("is asked about: %s", (value) => {
    expect(slips(value)).toMatchObject([{ code: "answer-unit-slip", level: "warning", pointer: "/turnover_previous" }]);
  });

  it("names the earlier figure and where it stands", () => {
    expect(slips(12_340_000)[0]?.message.zh).toBe(
      "“2023年交易额”是“2023年申报：1,234 万元”的约 10000 倍，请确认单位（万元）没有弄错",
    );
    expect(slips(0.1234)[0]?.message.zh).toContain("“2023年申报：1,234 万元”是“2023年交易额”的约 10000 倍");
  });

  it.each([1234, 3000, 123_400, 0])("is left alone: %s", (value) => {
    expect(slips(value)).toEqual([]);
  });
});
