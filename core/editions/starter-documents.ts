import type { FormDocument } from "../forms/form-document.ts";
import type { ProgrammeDocument } from "../workflow/programme-document.ts";
import { type DocumentKind, type Documents, documentPath, documentsOfKind, locateDocument } from "./document-paths.ts";

/**
 * What a document begins as: the smallest of its kind that the check passes, so that whoever writes one starts from
 * something that works and sees each part of it in place.
 */

/** Kinds somebody adds to a programme by name; catalogues and the programme itself are there already. */
export const STARTER_KINDS = [
  "form",
  "scheme",
  "workflow",
  "dataset",
  "dashboard",
  "golden",
] as const satisfies DocumentKind[];
export type StarterKind = (typeof STARTER_KINDS)[number];

const T = (zh: string, en: string) => ({ zh, en });

/** Makes the document of a kind with an id inside a programme whose declared form is about a year. */
const MAKERS: Record<Exclude<StarterKind, "workflow">, (programmeId: string, id: string, year: number) => unknown> = {
  form: (_, id, year) => ({
    format: "shenbao-form/1",
    id,
    title: T("新的表", "New form"),
    subject: "organisation",
    reportYear: year,
    schema: {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      properties: {
        name: { type: "string", title: "单位名称", "x-en": { title: "Name" }, maxLength: 100 },
        sales_current: {
          type: "number",
          title: "{year}年销售额",
          "x-en": { title: "Sales, {year}" },
          minimum: 0,
          "x-unit": "万元",
          "x-period": "{year}",
        },
      },
      required: ["name", "sales_current"],
      additionalProperties: false,
    },
    layout: {
      sections: [
        { id: "basics", title: T("基本情况", "Basics"), items: [{ field: "name" }, { field: "sales_current" }] },
      ],
    },
    rules: [],
    calculations: [],
    evidence: [],
    source: { notice: "（请填写通知名称）", designedByUs: false, readings: [] },
  }),
  scheme: (programmeId, id) => ({
    format: "shenbao-scheme/1",
    id,
    title: T("新的评分表", "New scheme"),
    basis: "（请填写条款）",
    form: `${programmeId}/declaration`,
    numeric: { step: { places: 6, rounding: "half-up" }, total: { places: 2, rounding: "half-up" } },
    population: "eligible",
    facts: [{ id: "sales_current", title: T("销售额", "Sales"), type: "number", unit: "万元" }],
    eligibility: [],
    root: {
      id: "total",
      title: T("总分", "Total"),
      basis: "（请填写条款）",
      max: "100",
      combine: { kind: "sum" },
      children: [
        {
          id: "sales",
          title: T("销售额", "Sales"),
          basis: "（请填写条款）",
          max: "100",
          fact: "sales_current",
          score: { kind: "bands", bands: [{ in: ">= 100", points: "100" }], otherwise: { points: "0" } },
          missing: "zero",
        },
      ],
    },
    outcome: { rank: { on: "total", ties: "1224", breakers: [], within: "all" }, rules: [] },
    assume: [],
    untranslated: [],
  }),
  dataset: (programmeId, id) => ({
    format: "shenbao-dataset/1",
    id,
    title: T("新的数据口径", "New dataset"),
    forms: [`${programmeId}/declaration`],
    dimensions: {
      region: { kind: "tree", title: T("地区", "Region"), levels: ["province", "city", "county"] },
      year: { kind: "year", title: T("年度", "Year") },
    },
    fields: {},
    measures: { declarations: { kind: "count", title: T("申报数", "Declarations") } },
    populations: { all: { title: T("全部申报", "All declarations"), where: [] } },
    defaultPopulation: "all",
  }),
  dashboard: (programmeId, id) => ({
    format: "shenbao-dashboard/1",
    id,
    title: T("新的看板", "New dashboard"),
    dataset: programmeId,
    audience: "internal",
    controls: [{ id: "year", kind: "year", title: T("年度", "Year"), dimension: "year", default: "latest" }],
    tiles: [
      {
        id: "declarations",
        title: T("各地申报数", "Declarations by region"),
        at: { x: 0, y: 0, w: 12, h: 6 },
        view: "bar",
        measures: ["declarations"],
        by: ["region"],
        drill: true,
      },
    ],
  }),
  golden: () => ({
    title: T("完整有效的申报", "A full and valid declaration"),
    answers: { name: "示例单位", sales_current: 100 },
    expect: { findings: [] },
  }),
};

/** A document to begin from, with the path it stands at. A workflow begins as the one the programme has. */
export function starterDocument(
  documents: Documents,
  kind: StarterKind,
  programmeId: string,
  name: string,
): { path: string; content: unknown } {
  const id = ["workflow", "dataset", "dashboard"].includes(kind) ? name : `${programmeId}/${name}`;
  const path = documentPath(kind, id);
  if (kind !== "workflow") return { path, content: MAKERS[kind](programmeId, id, reportYearOf(documents)) };
  const [workflow] = documentsOfKind(documents, "workflow");
  return { path, content: { ...(workflow?.content as object | undefined), id } };
}

/**
 * A new programme from nothing but the frame of another: its authority, its workflow and the shared catalogues. Form,
 * scheme, dataset and dashboard are those to begin from.
 */
export function starterProgramme(documents: Documents, from: string, to: string): Documents {
  const source = documents[documentPath("programme", from)] as ProgrammeDocument;
  const frame = Object.entries(documents).filter(([path]) => isFrame(path, source.workflow));
  const parts = (["form", "scheme", "dataset", "dashboard"] as const).map((kind) =>
    starterDocument(documents, kind, to, STARTER_NAMES[kind] ?? to),
  );
  const { authority, workflow, round } = source;
  const programme: ProgrammeDocument = {
    format: "shenbao-programme/1",
    id: to,
    title: T("新的项目", "New programme"),
    summary: T("（请用一句话说明）", "(say it in one sentence)"),
    kind: T("示范单位", "Demonstration unit"),
    authority,
    notice: { title: T("（请填写通知名称）", "(name of the notice)") },
    guide: { whoMayApply: [], materials: [], steps: [] },
    applicant: "organisation",
    form: `${to}/declaration`,
    attachedForms: [],
    scheme: `${to}/scoring`,
    workflow,
    dashboards: [to],
    round: { yearOffset: round.yearOffset, batches: [] },
    commitment: T("本单位承诺所填内容和材料真实。", "We commit that what we declare is true."),
    naming: "{city}{county}+{applicant}+{year}年{kind}申报资料",
    publicity: { workingDays: 5 },
    award: { name: T("（请填写称号名称）", "(name of the title)"), numbering: `${to.toUpperCase()}-{year}-{seq}` },
    showScoreToApplicant: false,
    readings: [],
  };
  return Object.fromEntries([
    ...frame,
    [documentPath("programme", to), programme],
    ...parts.map(({ path, content }) => [path, content] as const),
  ]);
}

const STARTER_NAMES: Partial<Record<StarterKind, string>> = { form: "declaration", scheme: "scoring" };

/** The review line of a programme and what all programmes share. */
function isFrame(path: string, workflow: string): boolean {
  const located = locateDocument(path);
  if (located === undefined) return false;
  if (located.kind === "workflow") return located.id === workflow;
  return ["units", "indicators", "code-list", "holidays"].includes(located.kind);
}

/** Whoever writes a form says its year; a new one must have one. */
const SOME_YEAR = 2025;

/** The report year of the form a programme declares; of any form while the programme names none that is there. */
function reportYearOf(documents: Documents): number {
  const forms = documentsOfKind(documents, "form").map(({ content }) => content as Partial<FormDocument> | null);
  const declared = documentsOfKind(documents, "programme")[0]?.content as Partial<ProgrammeDocument> | undefined;
  const form = forms.find((each) => each?.id === declared?.form) ?? forms[0];
  return typeof form?.reportYear === "number" ? form.reportYear : SOME_YEAR;
}
