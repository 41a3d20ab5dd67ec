import { loadBuiltIn } from "../../../server/modules/definitions/definitions.service.ts";
import { programmeDocuments } from "../../helpers/programmes.ts";
import type { TestApp } from "../../helpers/server.ts";

export const TEAM = "guizhou-live-team";

/** A small scheme over the team form: a precondition, bands, a yes/no with evidence, and a capped bonus. */
export const sampleScheme = {
  format: "shenbao-scheme/1",
  id: `${TEAM}/scoring`,
  title: "示例评价体系",
  basis: "示例附件",
  form: `${TEAM}/declaration`,
  numeric: { step: { places: 12, rounding: "half-up" }, total: { places: 2, rounding: "half-up" } },
  population: "all",
  facts: [
    { id: "live_sales", title: { zh: "直播销售额", en: "Live sales" }, type: "number", unit: "万元" },
    { id: "streamers_over_5", title: { zh: "主播5人以上", en: "Five streamers" }, type: "boolean" },
    { id: "warehouse_system", title: "仓储系统", type: "boolean" },
    { id: "in_ecommerce_park", title: "入驻园区", type: "boolean" },
    { id: "ownership", title: "单位类型", type: "text" },
  ],
  eligibility: [
    {
      id: "sales",
      assert: "live_sales >= 500.0",
      effect: "no-total",
      unknown: "fails",
      message: { zh: "直播销售额500万元以上", en: "Live sales of 5 million yuan or more" },
      basis: "示例附件 前置条件",
    },
    {
      id: "not-government",
      assert: "ownership != 'government'",
      effect: "flag",
      unknown: "passes",
      message: { zh: "非政府单位", en: "Not a government body" },
      basis: "示例附件 前置条件",
    },
  ],
  root: {
    id: "total",
    title: "总分",
    basis: "示例附件",
    combine: { kind: "sum" },
    children: [
      {
        id: "base",
        title: { zh: "基本分", en: "Base" },
        basis: "示例附件 一",
        max: "100",
        combine: { kind: "sum" },
        children: [
          {
            id: "size",
            title: { zh: "业务规模", en: "Size" },
            basis: "示例附件 一（一）",
            max: "60",
            fact: "live_sales",
            missing: "zero",
            score: {
              kind: "bands",
              bands: [
                { in: ">= 1000", points: "60" },
                { in: "[500, 1000)", points: "40.5" },
              ],
              otherwise: { points: "0" },
            },
          },
          {
            id: "team",
            title: "团队",
            basis: "示例附件 一（二）",
            max: "40",
            fact: "streamers_over_5",
            missing: "zero",
            score: { kind: "boolean", true: "40", false: "0" },
          },
        ],
      },
      {
        id: "bonus",
        title: "加分",
        basis: "示例附件 二",
        max: "5",
        combine: { kind: "cap", at: "5" },
        children: [
          {
            id: "facilities",
            title: "设施",
            basis: "示例附件 二（一）",
            missing: "zero",
            score: {
              kind: "formula",
              text: { zh: "仓储系统齐备且入驻园区得10分，否则1分", en: "10 with a warehouse system in a park, else 1" },
              points: "warehouse_system && in_ecommerce_park ? 10.0 : 1.0",
              low: "0",
              high: "10",
            },
          },
        ],
      },
    ],
  },
  outcome: { rank: { on: "exact", ties: "1224", breakers: [], within: "all" }, rules: [] },
  assume: [{ text: { zh: "示例假定", en: "An assumption" }, nodes: ["size"] }],
  untranslated: [],
};

/** The sample scheme with rules on what follows. */
export function withRules(rules: readonly object[]): object {
  return { ...sampleScheme, outcome: { ...sampleScheme.outcome, rules } };
}

/** Publishes the team programme with the sample scheme, and with or without points shown to applicants. */
export async function loadScoredProgramme(
  app: TestApp,
  showScoreToApplicant = true,
  scheme: object | null = sampleScheme,
  award: object = {},
  // biome-ignore lint/suspicious/noExplicitAny: a document as it is read
  changeWorkflow: (workflow: any) => object = (workflow) => workflow,
): Promise<void> {
  const documents = Object.fromEntries(
    Object.entries(await programmeDocuments(TEAM)).filter(([path]) => !path.startsWith("programmes/golden/")),
  );
  const path = `programmes/${TEAM}.programme.json`;
  const { scheme: _, ...programme } = documents[path] as { award: object; scheme?: string };
  const scored = scheme === null ? {} : { scheme: `${TEAM}/scoring` };
  documents[path] = { ...programme, ...scored, showScoreToApplicant, award: { ...programme.award, ...award } };
  delete documents[`scoring-schemas/${TEAM}/scoring.scheme.json`];
  if (scheme !== null) documents[`scoring-schemas/${TEAM}/scoring.scheme.json`] = scheme;
  const line = Object.keys(documents).find((each) => each.startsWith("programmes/workflows/"));
  if (line !== undefined) documents[line] = changeWorkflow(documents[line]);
  await app.context.work.withTransaction((stores) => loadBuiltIn(stores, documents));
}
