import { readFileSync } from "node:fs";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";

/** A small fictitious programme that has one of everything the server treats differently. */

export const sampleForm: FormDocument = {
  format: "shenbao-form/1",
  id: "sample/declaration",
  title: { zh: "示例申报表", en: "Sample declaration" },
  subject: "organisation",
  reportYear: 2023,
  schema: {
    type: "object",
    properties: {
      company: { type: "string", title: "企业名称", maxLength: 100 },
      turnover_prev: { type: "number", title: "{year-1}年营业收入", minimum: 0, "x-unit": "万元" },
      turnover: { type: "number", title: "{year}年营业收入", minimum: 0, "x-unit": "万元" },
      turnover_growth: { type: "number", title: "增长率", "x-unit": "%" },
      phone: { type: "string", title: "联系电话", format: "mobile", maxLength: 20, "x-sensitive": "phone" },
      representative_id: {
        type: "string",
        title: "法定代表人身份证号",
        format: "id-number",
        maxLength: 18,
        "x-sensitive": "id-number",
      },
      has_team: { type: "boolean", title: "是否有团队" },
      team_size: { type: "integer", title: "团队人数", minimum: 1, "x-visible": "has_team", "x-required": "has_team" },
      products: {
        type: "array",
        title: "主要产品",
        maxItems: 10,
        items: {
          type: "object",
          properties: {
            name: { type: "string", title: "名称", maxLength: 50 },
            sales: { type: "number", title: "销售额", minimum: 0 },
          },
          additionalProperties: false,
        },
      },
    },
    required: ["company", "turnover"],
    additionalProperties: false,
  },
  layout: {
    sections: [
      {
        id: "basics",
        title: { zh: "基本情况", en: "Basics" },
        items: [
          { field: "company" },
          { field: "turnover_prev" },
          { field: "turnover" },
          { field: "turnover_growth" },
          { field: "phone" },
          { field: "representative_id" },
          { field: "has_team" },
          { field: "team_size" },
          { field: "products" },
        ],
      },
    ],
  },
  rules: [
    {
      id: "turnover-floor",
      assert: "turnover >= 100.0",
      level: "error",
      at: ["turnover"],
      message: { zh: "营业收入应不低于100万元", en: "Turnover must be at least 100" },
      precheck: true,
    },
  ],
  calculations: [
    {
      target: "turnover_growth",
      value: "(turnover - turnover_prev) / turnover_prev * 100.0",
      round: 2,
      onUnknown: "blank",
    },
  ],
  evidence: [
    {
      id: "licence",
      title: { zh: "营业执照", en: "Business licence" },
      for: ["company"],
      minFiles: 1,
      maxFiles: 2,
      types: ["pdf", "image"],
      maxSizeMb: 1,
    },
    {
      id: "report",
      title: { zh: "总结材料", en: "Report" },
      minFiles: 0,
      maxFiles: 1,
      types: ["docx", "xlsx"],
    },
  ],
  source: { notice: "sample", readings: [] },
};

export const sampleProgramme: ProgrammeDocument = {
  format: "shenbao-programme/1",
  id: "sample",
  title: { zh: "示例项目", en: "Sample programme" },
  summary: { zh: "供测试用的项目", en: "A programme for tests" },
  kind: { zh: "示例企业", en: "Sample enterprise" },
  authority: {
    name: { zh: "示例省商务厅", en: "Sample department" },
    region: "520000",
    contact: { zh: "示例处室", en: "Sample office" },
  },
  notice: { title: { zh: "示例通知", en: "Sample notice" }, number: "示例〔2024〕1号", publishedOn: "2024-04-01" },
  guide: {
    whoMayApply: [{ zh: "企业", en: "Enterprises" }],
    materials: [{ zh: "营业执照", en: "Licence" }],
    steps: [{ zh: "填报", en: "Fill in" }],
  },
  applicant: "organisation",
  form: "sample/declaration",
  workflow: "county-city-province",
  dashboards: [],
  round: { yearOffset: -1, batches: [{ id: "may", title: { zh: "五月", en: "May" }, month: 5 }] },
  commitment: { zh: "承诺材料真实", en: "All is true" },
  naming: "{city}+{applicant}+{year}",
  publicity: { workingDays: 5 },
  award: { name: { zh: "示例称号", en: "Sample title" }, numbering: "示例-{year}-{seq}" },
  showScoreToApplicant: true,
  readings: [],
};

/** The documents of the sample programme by path, as a bundle holds them. */
export function sampleDocuments(): Record<string, unknown> {
  const workflowPath = "programmes/workflows/county-city-province.workflow.json";
  return {
    "programmes/sample.programme.json": structuredClone(sampleProgramme),
    "form-schemas/sample/declaration.form.json": structuredClone(sampleForm),
    [workflowPath]: JSON.parse(readFileSync(new URL(`../../../${workflowPath}`, import.meta.url), "utf8")),
  };
}

/** Answers that may be submitted. */
export const goodAnswers = { company: "示例商贸有限公司", turnover_prev: 100, turnover: 150, has_team: false };
