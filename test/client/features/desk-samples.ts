import type { AttachedDetail } from "../../../core/contracts/attached.ts";
import type { ConsequenceList } from "../../../core/contracts/consequences.ts";
import type { DeclarationDetail, DeclarationSummary } from "../../../core/contracts/declarations.ts";
import type { RunDetail, RunResult, RunSummary } from "../../../core/contracts/scoring.ts";
import type { RunSensitivity, RunSimulation } from "../../../core/contracts/scoring-advice.ts";
import type { TitleDetail, TitlePage, TitleRow, TitleRules } from "../../../core/contracts/titles.ts";
import { sampleForm } from "../harness/sample-form.ts";

/** What the fake desk holds: two declarations, a round, a run, a notice. */

export const both = (text: string) => ({ zh: text, en: text });

export function result(
  id: string,
  rank: number | null,
  total: string | null,
  more: Partial<RunResult> = {},
): RunResult {
  return {
    declarationId: id,
    number: `GE-${id}`,
    applicantName: `企业${id}`,
    city: "甲市",
    county: "乙县",
    eligible: true,
    reasons: [],
    total,
    rank,
    tier: null,
    tierTitle: null,
    decisions: [],
    groups: [{ id: "g", title: both("运营"), points: total ?? "0" }],
    ...more,
  };
}

function summary(id: string, more: Partial<DeclarationSummary> = {}): DeclarationSummary {
  return {
    id,
    number: `GE-${id}`,
    roundId: "r1",
    roundTitle: both("2023年申报"),
    programmeId: "sample",
    programmeTitle: both("示范企业"),
    kind: both("示范企业"),
    year: 2023,
    applicantName: `示例公司${id}`,
    regionCode: "110101",
    city: "甲市",
    county: "乙县",
    state: "county-review",
    stateTitle: both("县级审核"),
    stage: "county",
    holder: both("乙县商务局"),
    mine: true,
    stateSinceAt: "2024-05-01T00:00:00Z",
    dueAt: "2024-05-15T00:00:00Z",
    overdue: true,
    closesAt: "2099-05-31T09:30:00Z",
    submittedAt: "2024-05-01T00:00:00Z",
    updatedAt: "2024-05-01T00:00:00Z",
    openFlags: 0,
    recommendedRank: 1,
    ...more,
  };
}

export const answers = { company_name: "示例公司", has_platform: false, sales: 150, sales_prev: 100 };

export function detail(id: string): DeclarationDetail {
  return {
    summary: summary(id),
    revision: 3,
    editionNumber: 1,
    answers,
    editable: "none",
    editableFields: [],
    editableEvidence: [],
    transitions: [
      { id: "recommend", title: both("推荐"), tone: "forward", requires: ["no-open-flags"], toTitle: both("市级审核") },
      { id: "return", title: both("退回补正"), tone: "back", requires: ["flags"], toTitle: both("退回补正") },
    ],
    mayReview: true,
    flags: [],
    verifications: [],
    evidence: [
      {
        id: "e1",
        requirementId: sampleForm.evidence[0]?.id ?? null,
        purpose: "evidence",
        fileName: "审计.pdf",
        mediaType: "application/pdf",
        size: 1200,
        sha256: "0".repeat(64),
        uploadedAt: "2024-05-01T00:00:00Z",
      },
    ],
    steps: [],
    receipt: {
      number: `GE-${id}`,
      submittedAt: "2024-05-02T00:00:00Z",
      answersHash: "ab".repeat(32),
      version: 2,
      attached: [],
    },
    titleNumber: null,
    scoreShown: false,
    sealedForm: null,
  };
}

export const round = {
  id: "r1",
  programmeId: "sample",
  editionNumber: 1,
  programmeTitle: both("示范企业"),
  kind: both("示范企业"),
  summary: both("面向本地企业"),
  authority: both("某地商务局"),
  region: "11",
  applicant: "organisation",
  title: both("2023年申报"),
  year: 2023,
  opensAt: "2024-01-01T00:00:00Z",
  closesAt: "2099-05-31T09:30:00Z",
  status: "open",
  accepting: true,
  quota: 1,
  hasScheme: true,
};

export const run: RunSummary = {
  id: "run1",
  number: 1,
  roundId: "r1",
  createdAt: "2024-06-01T00:00:00Z",
  createdBy: "province",
  applicants: 3,
  engine: "shenbao-scoring/3",
  hashes: { scheme: "a", facts: "b", cohort: "c", marks: "d", result: "e" },
  assumptions: [both("同分并列")],
  weights: null,
  past: [],
};
const proposed = { rule: "top", effect: "award", count: null, banYears: null, sentence: both("前 1 名之内 → 拟认定") };
export const results = [
  result("1", 1, "90", { decisions: [proposed] }),
  result("2", 2, "88"),
  result("3", null, null, { eligible: false }),
];

/** How the points of the first result came about. */
export const explanation = {
  run,
  result: results[0],
  preconditions: [{ id: "p", holds: true, sentence: both("注册满一年"), basis: "附件5" }],
  nodes: [
    {
      id: "l",
      depth: 1,
      kind: "leaf",
      title: both("销售额"),
      basis: "附件5",
      input: "150 万元",
      points: "90",
      max: "100",
      contribution: "90",
      sentence: both("150 万元 → 90 分"),
      flags: [],
      evidence: ["e1"],
    },
  ],
};

export const consequences: ConsequenceList = {
  counts: true,
  caps: [
    {
      id: "c",
      text: both("每年新增不超过 20 家"),
      source: "第十一条",
      effect: "add",
      places: 20,
      used: 3,
      until: null,
    },
  ],
  items: [
    {
      declarationId: "2",
      applicantName: "企业2",
      act: "cancel",
      recognised: ["QY-2024-7"],
      decision: {
        rule: "last-two",
        effect: "remove",
        count: 2,
        banYears: 4,
        sentence: both("连续第 2 次在后 2 名 → 取消资格，4 年内不得申报"),
      },
      settled: null,
    },
    {
      declarationId: "1",
      applicantName: "企业1",
      act: "list",
      recognised: [],
      decision: proposed,
      settled: null,
    },
  ],
};

const titleRow: TitleRow = {
  id: "t1",
  number: "SX-2023-0001",
  programmeId: "sample",
  name: both("省级示范企业"),
  holder: "示例公司",
  region: "甲市",
  awardedOn: "2023-05-10",
  validUntil: "2025-05-09",
  status: "valid",
  creditCode: null,
  declarationId: null,
  origin: "recorded",
};
const grounds = [{ id: "false-material", text: both("提供虚假材料"), source: "第十七条（一）", banYears: 3 }];
export const titles: TitlePage = {
  items: [titleRow, { ...titleRow, id: "t2", number: "SX-2023-0002", status: "cancelled" }],
  total: 2,
};
export const titleDetail: TitleDetail = {
  title: titleRow,
  authority: both("某省商务厅"),
  events: [
    {
      kind: "recorded",
      at: "2024-06-01T00:00:00Z",
      day: "2023-05-10",
      by: "张三",
      ground: null,
      reason: "系统上线前认定",
      validUntil: "2025-05-09",
    },
  ],
  ban: null,
  grounds,
  validYears: 2,
  source: null,
  recognised: [{ id: "t9", number: "SX-REC-2024-0001", name: both("省级示范基地"), status: "valid" }],
};
export const titleRules: TitleRules = {
  programmes: [
    {
      id: "sample",
      title: both("省级示范企业"),
      region: "110000",
      applicant: "organisation",
      validYears: 2,
      grounds,
      recognition: [{ id: "national", text: both("获评国家级的自动列入"), source: "第十五条" }],
    },
  ],
};

const standing = (declarationId: string, applicantName: string, city: string) => ({
  declarationId,
  applicantName,
  city,
});

export const sensitivity = (places: number): RunSensitivity => ({
  places,
  draws: 1000,
  spread: 0.25,
  seed: 1,
  weights: [
    { id: "base", title: both("基础"), depth: 1, parent: "total", by: "weight", value: "80" },
    { id: "sales", title: both("销售额"), depth: 2, parent: "base", by: "weight", value: "60" },
    { id: "staff", title: both("从业人数"), depth: 2, parent: "base", by: "weight", value: "40" },
    { id: "jury", title: both("专家评审"), depth: 1, parent: "total", by: "weight", value: "20" },
  ],
  applicants: [
    { ...standing("1", "示例公司", "甲市"), rank: 1, best: 1, worst: 2, chanceOfPlaces: 0.996, tierStability: null },
    { ...standing("2", "乙公司", "乙市"), rank: 2, best: 1, worst: 2, chanceOfPlaces: 0.004, tierStability: null },
  ],
  leaves: [
    { id: "sales", title: both("销售额"), effective: 0.7, moved: 2, largestMove: 1 },
    { id: "staff", title: both("从业人数"), effective: 0.3, moved: 0, largestMove: 0 },
  ],
  correlated: [
    {
      first: { id: "sales", title: both("销售额") },
      second: { id: "staff", title: both("从业人数") },
      correlation: 0.97,
    },
  ],
});

/** The second overtakes the first as soon as the jury counts for anything else. */
export const simulation = (weights: string): RunSimulation => {
  const turned = weights.includes("jury:");
  const [first, second] = turned ? [2, 1] : [1, 2];
  return {
    places: 1,
    applicants: [
      {
        ...standing("2", "乙公司", "乙市"),
        before: { total: "88", rank: 2, tier: null },
        after: { total: turned ? "91.5" : "88", rank: second, tier: null },
        change: turned ? "enters" : "out",
      },
      {
        ...standing("1", "示例公司", "甲市"),
        before: { total: "90", rank: 1, tier: null },
        after: { total: turned ? "89" : "90", rank: first, tier: null },
        change: turned ? "leaves" : "in",
      },
    ],
    cities: [
      { city: "乙市", before: 0, after: turned ? 1 : 0 },
      { city: "甲市", before: 1, after: turned ? 0 : 1 },
    ],
  };
};

export const uncounted: RunDetail["uncounted"] = [
  {
    panelId: "experts",
    declarationId: "1",
    applicantName: "企业1",
    item: "revenue",
    itemTitle: both("营收情况"),
    expertName: "李四",
    points: "60",
    why: both("专家须回避，保留但不计"),
  },
];

export const notice = {
  id: "n1",
  roundId: "r1",
  kind: both("示范企业"),
  title: both("拟认定名单公示"),
  authority: both("某地商务局"),
  contact: both("电子商务处"),
  startsOn: "2099-06-01",
  endsOn: "2099-06-08",
  workingDays: 5,
  calendarComplete: true,
  status: "public",
  publishedAt: null,
};

/** A form of the county about a declaration that nobody has begun. */
export const siteCheck = (): AttachedDetail => ({
  item: {
    id: null,
    attached: "site-check",
    title: both("县级现场核查表"),
    when: "with-review",
    by: "county",
    mayBegin: true,
    required: true,
    year: 2023,
    status: "missing",
    to: null,
    dueOn: null,
    overdue: false,
    handedInAt: null,
    answersHash: null,
    reason: null,
    source: null,
    declarationId: "d1",
    roundId: "r1",
    programmeTitle: both("示范企业"),
    owner: "示例公司",
    regionCode: "110101",
  },
  revision: 0,
  form: {
    editionHash: "h",
    form: {
      ...sampleForm,
      id: "sample/site-check",
      subject: "authority",
      schema: {
        type: "object",
        properties: { visitors: { type: "string", title: "核查人员", maxLength: 60 } },
        required: ["visitors"],
        additionalProperties: false,
      },
      layout: { sections: [{ id: "visit", title: "现场核查", items: [{ field: "visitors" }] }] },
      rules: [],
      calculations: [],
      evidence: [],
    },
    indicators: {},
  },
  answers: {},
  editableFields: ["visitors"],
  evidence: [],
  editableEvidence: [],
  before: null,
  taken: [],
  offers: [],
  mayHandIn: true,
  mayDecide: false,
  mayReveal: false,
  mayDraft: false,
});
