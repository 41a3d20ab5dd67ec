import type { FormDocument } from "../../../core/forms/form-document.ts";

/** A form with one field of every kind the kit renders. `{year}` has been resolved. */
export const sampleForm: FormDocument = {
  format: "shenbao-form/1",
  id: "sample/every-kind",
  title: { zh: "示例申报表", en: "Sample form" },
  subject: "organisation",
  reportYear: 2023,
  schema: {
    type: "object",
    properties: {
      company_name: {
        type: "string",
        title: "企业名称",
        "x-en": { title: "Company name" },
        description: "与营业执照一致",
        maxLength: 60,
      },
      contact_id: {
        type: "string",
        title: "法定代表人身份证号",
        format: "id-number",
        "x-sensitive": "id-number",
        maxLength: 18,
      },
      has_platform: { type: "boolean", title: "是否自建平台" },
      platform_url: { type: "string", title: "平台网址", format: "url", maxLength: 200, "x-visible": "has_platform" },
      business_kind: {
        type: "string",
        title: "业务类型",
        oneOf: [
          { const: "retail", title: "零售", "x-en": "Retail" },
          { const: "wholesale", title: "批发", "x-en": "Wholesale" },
          { const: "other", title: "其他", "x-en": "Other" },
        ],
        "x-other": { choice: "other", field: "business_kind_other" },
      },
      business_kind_other: { type: "string", title: "其他业务类型", maxLength: 40 },
      channels: {
        type: "array",
        title: "销售渠道",
        items: {
          type: "string",
          oneOf: [
            { const: "live", title: "直播" },
            { const: "shop", title: "网店" },
            { const: "app", title: "小程序" },
          ],
        },
        maxItems: 3,
        uniqueItems: true,
      },
      sales_prev: { type: "number", title: "2022年营业收入", "x-unit": "万元", minimum: 0 },
      sales: { type: "number", title: "2023年营业收入", "x-unit": "万元", minimum: 0 },
      sales_growth: { type: "number", title: "营业收入增长率", "x-unit": "%" },
      founded_on: { type: "string", title: "成立日期", format: "date", maxLength: 10 },
      joined_in: { type: "string", title: "入驻年月", format: "year-month", maxLength: 7 },
      introduction: { type: "string", title: "企业简介", "x-widget": "long-text", maxLength: 500 },
      stores: {
        type: "array",
        title: "店铺明细",
        items: {
          type: "object",
          properties: {
            name: { type: "string", title: "店铺名称", maxLength: 60 },
            turnover: { type: "number", title: "交易额", "x-unit": "万元", minimum: 0 },
            own: { type: "boolean", title: "是否自营" },
            kind: {
              type: "string",
              title: "类型",
              oneOf: [
                { const: "flagship", title: "旗舰店" },
                { const: "franchise", title: "专营店" },
              ],
            },
          },
          required: ["name"],
          additionalProperties: false,
        },
        maxItems: 300,
      },
    },
    required: ["company_name", "has_platform", "sales", "channels"],
    additionalProperties: false,
  },
  layout: {
    sections: [
      {
        id: "basic",
        title: "基本情况",
        items: [
          { field: "company_name" },
          { field: "contact_id" },
          { sentence: "是否自建平台：{{has_platform}}；平台网址：{{platform_url}}。" },
          { field: "business_kind" },
          { field: "business_kind_other" },
          { field: "channels" },
          { field: "founded_on" },
          { field: "joined_in" },
          { field: "introduction" },
          { note: "本表一式两份。" },
        ],
      },
      {
        id: "figures",
        title: "经营数据",
        items: [
          {
            sentence: "2022年营业收入{{sales_prev}}万元，2023年营业收入{{sales}}万元，增长率{{sales_growth}}%。",
            no: "1.",
          },
          { field: "stores" },
        ],
      },
    ],
  },
  rules: [
    {
      id: "sales-fall",
      when: "sales < sales_prev",
      assert: "sales * 2.0 >= sales_prev",
      level: "warning",
      at: ["sales"],
      message: { zh: "营业收入下降一半以上，请核对单位", en: "Sales fell by more than half; check the unit" },
    },
  ],
  calculations: [{ target: "sales_growth", value: "growth(sales, sales_prev)", round: 2, onUnknown: "blank" }],
  evidence: [{ id: "audit-report", title: "审计报告", for: ["sales"], minFiles: 1, maxFiles: 3, types: ["pdf"] }],
  source: { notice: "sample", readings: [] },
};
