import { catalogueOf, type FormCatalogue } from "../../../core/forms/catalogue-document.ts";
import { type CompiledForm, compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";

/** A small form with one field of every kind, for the tests of core/forms. Every call gives a fresh copy. */
export function sampleForm(): FormDocument {
  return {
    format: "shenbao-form/1",
    id: "sample/form-one",
    title: { zh: "{year}年申报表", en: "Declaration {year}" },
    subject: "organisation",
    reportYear: 2023,
    schema: {
      type: "object",
      properties: {
        name: { type: "string", title: "名称", "x-en": { title: "Name" }, maxLength: 100 },
        credit_code: { type: "string", title: "代码", "x-en": { title: "Code" }, format: "credit-code" },
        founded_on: { type: "string", title: "成立日期", "x-en": { title: "Founded" }, format: "date" },
        firm_type: {
          type: "string",
          title: "类型",
          "x-en": { title: "Type" },
          oneOf: [
            { const: "state", title: "国有企业", "x-en": "State-owned" },
            { const: "private", title: "民营企业", "x-en": "Private" },
            { const: "other", title: "其他", "x-en": "Other" },
          ],
          "x-other": { choice: "other", field: "firm_type_other" },
        },
        firm_type_other: { type: "string", title: "其他类型", "x-en": { title: "Other type" }, maxLength: 50 },
        turnover: {
          type: "number",
          title: "{year}年交易额",
          "x-en": { title: "Turnover {year}" },
          "x-unit": "万元",
          "x-indicator": "turnover",
          "x-period": "{year}",
          minimum: 0,
        },
        turnover_before: {
          type: "number",
          title: "{year-1}年交易额",
          "x-en": { title: "Turnover {year-1}" },
          "x-unit": "万元",
          "x-indicator": "turnover",
          "x-period": "{year-1}",
          minimum: 0,
        },
        growth_rate: { type: "number", title: "增长率", "x-en": { title: "Growth" }, "x-unit": "%" },
        staff: {
          type: "integer",
          title: "人数",
          "x-en": { title: "Staff" },
          "x-unit": "人",
          minimum: 0,
          maximum: 9999,
        },
        has_platform: { type: "boolean", title: "有平台", "x-en": { title: "Has a platform" } },
        platform_name: {
          type: "string",
          title: "平台名称",
          "x-en": { title: "Platform" },
          maxLength: 50,
          "x-visible": "has_platform",
          "x-required": "has_platform",
        },
        services: {
          type: "array",
          title: "服务",
          "x-en": { title: "Services" },
          items: {
            type: "string",
            oneOf: [
              { const: "live", title: "直播电商", "x-en": "Live" },
              { const: "storage", title: "仓储物流", "x-en": "Storage" },
            ],
          },
          maxItems: 2,
          uniqueItems: true,
        },
        tenants: {
          type: "array",
          title: "名单",
          "x-en": { title: "Tenants" },
          items: {
            type: "object",
            properties: {
              tenant: { type: "string", title: "企业", "x-en": { title: "Firm" }, maxLength: 50 },
              sales: { type: "number", title: "销售额", "x-en": { title: "Sales" }, "x-unit": "万元", minimum: 0 },
            },
            required: ["tenant"],
            additionalProperties: false,
          },
          maxItems: 20,
        },
        story: {
          type: "string",
          title: "事迹",
          "x-en": { title: "Story" },
          minLength: 5,
          maxLength: 1000,
          "x-widget": "long-text",
        },
        eligible: { type: "boolean", title: "省内注册", "x-en": { title: "Registered here" }, "x-paper": false },
      },
      required: ["name", "turnover", "firm_type"],
      additionalProperties: false,
    },
    layout: {
      sections: [
        {
          id: "basics",
          title: { zh: "基本情况", en: "Basics" },
          items: [
            { field: "name" },
            { field: "credit_code" },
            { field: "founded_on" },
            { field: "firm_type" },
            { field: "firm_type_other" },
            { field: "eligible" },
          ],
        },
        {
          id: "figures",
          title: { zh: "经营数据", en: "Figures" },
          items: [
            {
              sentence:
                "1. {year}年交易额{{turnover}}万元，上年{{turnover_before}}万元，增长{{growth_rate}}%；{{staff}}人。",
            },
            { field: "has_platform" },
            { field: "platform_name" },
            { field: "services" },
          ],
        },
        {
          id: "tenant-list",
          title: { zh: "名单", en: "List" },
          visible: "has_platform",
          items: [{ field: "tenants" }, { field: "story" }],
        },
        {
          id: "opinion",
          title: { zh: "审核意见", en: "Opinion" },
          items: [
            { official: "city_opinion", title: { zh: "意见", en: "Opinion" }, kind: "long-text", by: "city" },
            { seal: "city_seal", title: { zh: "盖章", en: "Seal" }, by: "city" },
            { official: "city_date", title: { zh: "日期", en: "Date" }, kind: "date", by: "city" },
          ],
        },
      ],
    },
    rules: [
      {
        id: "old-enough",
        assert: "years_since(founded_on, today) >= 1",
        level: "error",
        at: ["founded_on"],
        message: { zh: "成立须满一年", en: "Founded at least a year ago" },
        source: "二（二）3",
        precheck: true,
      },
      {
        id: "large-enough",
        when: "firm_type == 'private'",
        assert: "turnover >= 200",
        level: "error",
        at: ["turnover", "firm_type"],
        message: { zh: "民营企业交易额须不少于200万元", en: "Private firms need 2 million yuan" },
        precheck: true,
      },
      {
        id: "list-agrees",
        assert: "sum(tenants.map(t, orZero(t.sales))) <= turnover",
        level: "warning",
        at: ["tenants"],
        message: { zh: "名单合计大于交易额", en: "The list adds up to more than the turnover" },
      },
    ],
    calculations: [{ target: "growth_rate", value: "growth(turnover, turnover_before)", round: 2, onUnknown: "blank" }],
    evidence: [
      {
        id: "licence",
        title: { zh: "营业执照", en: "Licence" },
        minFiles: 1,
        maxFiles: 2,
        types: ["pdf", "image"],
      },
      {
        id: "platform-proof",
        title: { zh: "平台证明", en: "Proof of the platform" },
        for: ["platform_name"],
        minFiles: 1,
        maxFiles: 5,
        types: ["pdf"],
        source: "四（四）",
      },
      {
        id: "audit",
        title: { zh: "审计报告", en: "Audit" },
        when: "turnover > 1000",
        for: ["turnover"],
        minFiles: 1,
        maxFiles: 1,
        types: ["pdf"],
      },
    ],
    source: { notice: "sample", readings: [] },
  };
}

/** Units and one indicator for the sample form. */
export function sampleCatalogue(): FormCatalogue {
  const unit = (id: string, dimension: string, base: string, factor: number) => ({
    id,
    title: id,
    dimension,
    base,
    factor,
  });
  return catalogueOf({
    units: {
      format: "shenbao-units/1",
      units: [
        unit("元", "money", "元", 1),
        unit("万元", "money", "元", 10000),
        unit("美元", "money", "美元", 1),
        unit("%", "share", "%", 1),
        unit("人", "persons", "人", 1),
      ],
    },
    indicators: {
      format: "shenbao-indicators/1",
      indicators: [{ id: "turnover", title: "交易额", unit: "元", kind: "amount", definition: "交易总额" }],
    },
    codeLists: [
      {
        format: "shenbao-code-list/1",
        id: "cities",
        title: "城市",
        codes: [
          { code: "a", title: "甲" },
          { code: "b", title: "乙" },
        ],
      },
    ],
  });
}

/** The sample form, changed by a test and compiled. */
export function compiledSample(change: (form: FormDocument) => void = () => {}): CompiledForm {
  const form = sampleForm();
  change(form);
  return compileForm(form, sampleCatalogue());
}

/** Answers that submit without a finding. */
export function validAnswers(): Record<string, unknown> {
  return {
    name: "甲公司",
    credit_code: "91350100M000100Y43",
    founded_on: "2020-05-01",
    firm_type: "private",
    turnover: 300,
    turnover_before: 200,
    staff: 12,
    has_platform: true,
    platform_name: "甲平台",
    services: ["live"],
    tenants: [{ tenant: "乙", sales: 10.5 }],
    story: "五个字以上",
    eligible: true,
  };
}
