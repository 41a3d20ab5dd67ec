import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { sampleDocuments } from "../declarations/sample-programme.ts";

/** The sample programme with a roster, a summary, a yearly and a change report. */

const text = (zh: string, en: string) => ({ zh, en });

function form(id: string, subject: string, properties: Record<string, unknown>, required: string[], rest = {}) {
  return {
    format: "shenbao-form/1",
    id: `sample/${id}`,
    title: text(`{year}年示例${id}`, `Sample ${id} {year}`),
    subject,
    reportYear: 2023,
    schema: {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      properties,
      required,
      additionalProperties: false,
    },
    layout: {
      sections: [
        {
          id: "all",
          title: text("内容", "Content"),
          items: Object.keys(properties).map((field) => ({ field })),
        },
      ],
    },
    rules: [],
    calculations: [],
    evidence: [],
    source: { notice: "sample", readings: [] },
    ...rest,
  };
}

const amount = (title: string) => ({ type: "number", title, "x-en": { title: "Amount" }, minimum: 0 });

const file = (id: string, zh: string, en: string, minFiles: number) => ({
  id,
  title: text(zh, en),
  minFiles,
  maxFiles: 2,
  types: ["pdf"],
});

const roster = form(
  "roster",
  "organisation",
  {
    declared_turnover: amount("申报营业收入"),
    tenants: {
      type: "array",
      title: "入驻企业",
      "x-en": { title: "Tenants" },
      minItems: 1,
      maxItems: 50,
      items: {
        type: "object",
        properties: {
          name: { type: "string", title: "名称", "x-en": { title: "Name" }, maxLength: 50 },
          phone: {
            type: "string",
            title: "电话",
            "x-en": { title: "Phone" },
            format: "mobile",
            "x-sensitive": "phone",
          },
          turnover: amount("营业收入"),
        },
        required: ["name"],
        additionalProperties: false,
      },
    },
  },
  ["tenants"],
  {
    evidence: [{ ...file("lease", "入驻合同", "Leases", 0), for: ["tenants"] }],
    rules: [
      {
        id: "total-agrees",
        assert: "approx(sum(tenants.map(row, row.turnover)), declared_turnover, 1.0)",
        level: "error",
        at: ["tenants"],
        message: text("名单合计与申报表不一致", "The total differs from the declaration"),
      },
    ],
  },
);

const summary = form(
  "summary",
  "authority",
  {
    rows: {
      type: "array",
      title: "推荐",
      "x-en": { title: "Recommended" },
      maxItems: 50,
      items: {
        type: "object",
        properties: {
          no: { type: "integer", title: "序号", "x-en": { title: "No." } },
          name: { type: "string", title: "名称", "x-en": { title: "Name" }, maxLength: 200 },
          turnover: amount("营业收入"),
          score: amount("评分"),
        },
        required: ["name", "score"],
        additionalProperties: false,
      },
    },
  },
  ["rows"],
);

const annual = form(
  "annual",
  "organisation",
  {
    title_number: { type: "string", title: "称号编号", "x-en": { title: "Title number" }, maxLength: 64 },
    work: { type: "string", title: "主要工作", "x-en": { title: "Work" }, maxLength: 2000 },
  },
  ["work"],
  { evidence: [file("audit", "审计报告", "Audit report", 1)] },
);

const change = form(
  "change",
  "organisation",
  { what: { type: "string", title: "变更事项", "x-en": { title: "Change" }, maxLength: 200 } },
  ["what"],
);

const attachedForms: ProgrammeDocument["attachedForms"] = [
  {
    id: "roster",
    form: "sample/roster",
    when: "with-declaration",
    by: "applicant",
    required: true,
    values: [{ field: "declared_turnover", from: "turnover" }],
    source: "示例通知 附件3",
  },
  {
    id: "summary",
    form: "sample/summary",
    when: "with-recommendation",
    by: "city",
    to: "province",
    required: true,
    rows: {
      table: "rows",
      values: [
        { field: "no", meta: "rank" },
        { field: "name", meta: "applicant" },
        { field: "turnover", from: "turnover" },
      ],
    },
  },
  {
    id: "annual",
    form: "sample/annual",
    when: "yearly",
    by: "applicant",
    to: "city",
    required: true,
    due: { month: 3, day: 31 },
    values: [{ field: "title_number", meta: "title-number" }],
  },
  {
    id: "change",
    form: "sample/change",
    when: "on-change",
    by: "applicant",
    to: "city",
    required: false,
    due: { days: 31 },
  },
];

/** Documents of the sample programme with its attached forms. */
export function attachedDocuments(): Record<string, unknown> {
  const documents = sampleDocuments();
  const path = "programmes/sample.programme.json";
  documents[path] = { ...(documents[path] as ProgrammeDocument), attachedForms };
  for (const one of [roster, summary, annual, change]) documents[`form-schemas/${one.id}.form.json`] = one;
  return documents;
}

/** A roster that agrees with the sample answers. */
export const goodRoster = {
  tenants: [
    { name: "甲店", phone: "13800000001", turnover: 100 },
    { name: "乙店", turnover: 50 },
  ],
};
