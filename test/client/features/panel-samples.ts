import type { DrawRecord, Expert, PanelDetail, PanelReport, PanelSummary } from "../../../core/contracts/experts.ts";
import { both } from "./desk-samples.ts";

/** What the fake panel server holds: two experts of whom one withdrew, two declarations, a report. */

export const experts: Expert[] = [
  {
    id: "x1",
    login: "expert-1",
    name: "张三",
    regionCode: "110000",
    profile: { employerName: "某大学", employerCreditCode: "12110000400000000X", fields: ["跨境电商"], active: true },
    conflicts: 1,
    open: 2,
  },
  {
    id: "x2",
    login: "expert-2",
    name: "李四",
    regionCode: "110000",
    profile: { employerName: "某研究院", employerCreditCode: null, fields: [], active: true },
    conflicts: 0,
    open: 1,
  },
  { id: "x3", login: "expert-3", name: "王五", regionCode: "110000", profile: null, conflicts: 0, open: 0 },
];

const panel: PanelSummary = {
  roundId: "r1",
  panelId: "experts",
  title: both("评审专家"),
  basis: "第十条",
  state: "marking",
  blind: true,
  scale: ["0", "100"],
  minimum: 2,
  pool: both("平均"),
  conflicts: [
    { id: "declared", title: both("专家声明") },
    { id: "same-organisation", title: both("同一单位") },
  ],
  items: [
    { id: "revenue", title: both("营收情况"), path: [both("经营型")] },
    { id: "people", title: both("人力资源情况"), path: [] },
  ],
  declarations: 2,
  onTheWay: 0,
  sheets: { assigned: 4, handedIn: 3 },
  due: null,
  opening: null,
};

const draw = {
  number: 1,
  seed: `${"c".repeat(64)} 23080112`,
  nonce: "c".repeat(64),
  commitment: "d".repeat(64),
  publicLot: "23080112",
  reason: null,
  perDeclaration: 2,
  maxLoad: 3,
  fields: [],
  keep: false,
  declarations: 2,
  experts: 2,
  assigned: 4,
  inputHash: "a".repeat(64),
  resultHash: "b".repeat(64),
  at: "2024-06-01T01:00:00Z",
  by: "省级管理员",
};

const assignment = (id: string, expert: string, name: string) => ({
  id,
  expertId: expert,
  expertName: name,
  status: "active" as const,
  draw: 1,
  reason: null,
  mayRelease: true,
});

export function newDetail(): PanelDetail {
  return {
    panel,
    dues: [],
    draws: [draw],
    nextDraw: { number: 2, commitment: "e".repeat(64) },
    uncovered: [{ declarationId: "d2", code: "1F3A-09BD", missing: 1, why: both("缺 1 位专家：其余专家均应回避") }],
    experts: [
      { id: "x1", name: "张三", employer: "某大学", fields: ["跨境电商"], drawable: true, assigned: 2, handedIn: 2 },
      { id: "x2", name: "李四", employer: "某研究院", fields: [], drawable: true, assigned: 1, handedIn: 1 },
      { id: "x4", name: "赵六", employer: "某协会", fields: [], drawable: true, assigned: 0, handedIn: 0 },
    ],
    declarations: [
      {
        declarationId: "d1",
        code: "1F3A-09BC",
        number: "GE-1",
        applicantName: "示例公司一",
        city: "甲市",
        county: "乙县",
        version: 1,
        reopened: false,
        unmarked: false,
        assignments: [assignment("s1", "x1", "张三"), assignment("s2", "x2", "李四")],
        excluded: [],
      },
      {
        declarationId: "d2",
        code: "1F3A-09BD",
        number: "GE-2",
        applicantName: "示例公司二",
        city: "甲市",
        county: null,
        version: 1,
        reopened: false,
        unmarked: false,
        assignments: [
          assignment("s3", "x1", "张三"),
          { ...assignment("s4", "x2", "李四"), status: "recused", reason: "曾任顾问", mayRelease: false },
        ],
        excluded: [{ expertId: "x2", kinds: ["declared"] }],
      },
    ],
    mayRedraw: false,
  };
}

export const record: DrawRecord = {
  draw,
  input: {
    seed: draw.seed,
    perDeclaration: 2,
    maxLoad: 3,
    declarations: ["d1", "d2"],
    experts: ["x1", "x2"],
    excluded: [{ declaration: "d2", expert: "x2" }],
    standing: [],
  },
  assigned: [
    { declaration: "d1", expert: "x1" },
    { declaration: "d1", expert: "x2" },
  ],
  uncovered: [],
  reproduced: true,
};

const agreement = { experts: ["x1", "x2"], declarations: 2, iccSingle: 0.42, iccAverage: 0.78, kendallW: null };

export function reportOf(opened: PanelSummary): PanelReport {
  return {
    panel: opened,
    experts: [
      { id: "x1", name: "张三", sheets: 2, harshness: -4.5 },
      { id: "x2", name: "李四", sheets: 2, harshness: 4.5 },
    ],
    agreement: [agreement],
    items: [
      {
        id: "revenue",
        title: both("营收情况"),
        path: [both("经营型")],
        marks: 4,
        mean: 80.25,
        disagreement: 3.1,
        agreement: [agreement],
      },
      { id: "people", title: both("人力资源情况"), path: [], marks: 4, mean: 70, disagreement: 9.9, agreement: [] },
    ],
    declarations: [
      {
        declarationId: "d1",
        code: "1F3A-09BC",
        number: "GE-1",
        applicantName: "示例公司一",
        items: [
          {
            id: "revenue",
            title: both("营收情况"),
            path: [both("经营型")],
            pooled: "82.5",
            low: "80",
            high: "85",
            deviation: 2.5,
            marks: [
              {
                expertId: "x1",
                expertName: "张三",
                points: "80",
                comment: "增长放缓",
                versions: [
                  { points: "75", reason: null, at: "2024-06-02T01:00:00Z", declarationVersion: 1 },
                  { points: "80", reason: "复核审计报告", at: "2024-06-03T01:00:00Z", declarationVersion: 1 },
                ],
                counted: true,
              },
              { expertId: "x2", expertName: "李四", points: "85", comment: null, versions: [], counted: true },
            ],
          },
        ],
      },
    ],
    uncounted: [
      {
        panelId: "experts",
        declarationId: "d2",
        applicantName: "示例公司二",
        item: "revenue",
        itemTitle: both("营收情况"),
        expertName: "李四",
        points: "60",
        why: both("专家已回避"),
      },
    ],
  };
}
