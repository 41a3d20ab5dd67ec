import type { Page } from "playwright-core";
import type {
  GroupFeedback,
  Sheet,
  StudyDetail,
  StudyGroup,
  WeightAdvice,
  WeightOptions,
} from "../../../core/contracts/weights.ts";

/** A server of one study: what the pages of weights are tested against. */

const both = (text: string) => ({ zh: text, en: text });

export const group: StudyGroup = {
  id: "potential",
  title: both("创新潜力"),
  whole: "6.00",
  ofOwnWeight: true,
  places: 2,
  items: [
    { id: "fund", title: both("扶持资金"), basis: "附件2", weight: "2.40" },
    { id: "plan", title: both("发展规划"), basis: "附件2", weight: "1.80" },
    { id: "research", title: both("科研合作"), basis: "附件2", weight: "1.80" },
  ],
};
const second: StudyGroup = {
  ...group,
  id: "application",
  title: both("创新应用"),
  items: [
    { id: "incentives", title: both("激励措施"), basis: "附件2", weight: "3.00" },
    { id: "firms", title: both("创新企业"), basis: "附件2", weight: "3.00" },
  ],
};

export const feedback: GroupFeedback = {
  id: "potential",
  items: [
    { id: "fund", median: 40, lowerQuartile: 35, upperQuartile: 45, mean: 40.5, variation: 0.12 },
    { id: "plan", median: 30, lowerQuartile: 28, upperQuartile: 33, mean: 30.1, variation: 0.09 },
    { id: "research", median: 30, lowerQuartile: 25, upperQuartile: 34, mean: 29.4, variation: 0.31 },
  ],
  agreement: { w: 0.71, chiSquare: 8.52, freedom: 2, p: 0.0141 },
  stability: null,
  consistency: null,
  inconsistent: null,
  shares: { median: ["40", "30", "30"], mean: ["40.5", "30.1", "29.4"] },
  comments: ["资金最能说明投入"],
  advice: { spread: false, agreement: true, stable: null },
};

const title = both("示范基地权重征询");
const programmeTitle = both("示范基地");

export interface StudyState {
  role: "programme-admin" | "expert";
  kind: "delphi" | "ahp";
  detail: StudyDetail;
  sheet: Sheet;
  /** What the newest run says of the group. */
  advice: WeightAdvice["groups"][number];
  writes: { call: string; body: Record<string, unknown>; key: string | undefined }[];
  /** The round is closed before the next write arrives, which is refused. */
  closedMeanwhile?: boolean;
}

const rounds = [
  { id: "now", programmeId: "base", title: both("2024年申报"), accepting: true },
  { id: "past", programmeId: "base", title: both("2023年申报"), accepting: false },
];

/** A study in its second round, the first one closed. */
export function newStudy(role: StudyState["role"], kind: StudyState["kind"] = "delphi"): StudyState {
  const kindTitle = both(kind === "delphi" ? "德尔菲法" : "层次分析法（AHP）");
  return {
    role,
    kind,
    writes: [],
    advice: {
      id: "potential",
      title: group.title,
      applicants: 12,
      items: group.items.map(({ id, title: named }, at) => ({
        id,
        title: named,
        present: 30,
        entropy: at === 0 ? 62.5 : 18.75,
        critic: at === 0 ? 50 : 25,
        measured: "points",
      })),
    },
    detail: {
      study: {
        id: "s1",
        programmeId: "base",
        programmeTitle,
        title,
        kind,
        kindTitle,
        rule: "median",
        ruleTitle: both("中位数"),
        status: "open",
        revision: 4,
        round: 2,
        invited: 3,
        createdAt: "2024-06-01T00:00:00Z",
      },
      minimum: 3,
      variationLimit: 0.25,
      groups: [group],
      participants: ["甲", "乙", "丙"].map((name, at) => ({ accountId: `a${at}`, name, answered: at < 2 })),
      rounds: [
        {
          number: 1,
          openedAt: "2024-06-01T00:00:00Z",
          closedAt: "2024-06-02T00:00:00Z",
          feedback: { answers: 3, groups: [feedback] },
        },
        { number: 2, openedAt: "2024-06-03T00:00:00Z", closedAt: null, feedback: null },
      ],
      result: null,
      abandoned: null,
    },
    sheet: {
      invitation: { id: "s1", title, programmeTitle, kindTitle, status: "open", round: 2, handedIn: false },
      kind,
      groups: kind === "delphi" ? [group, second] : [group],
      answer: { round: 2, revision: "r0", values: {}, comments: {} },
      previous:
        kind === "delphi"
          ? {
              round: 1,
              answers: 3,
              groups: [feedback],
              own: { values: { potential: { fund: "35", plan: "35", research: "30" } }, comments: {} },
            }
          : null,
      result: null,
    },
  };
}

const options: WeightOptions = {
  groups: [
    {
      ...group,
      id: "innovation",
      title: both("创新能力"),
      items: [
        { ...group.items[0]!, id: "potential" },
        { ...group.items[1]!, id: "application" },
      ],
    },
    group,
    second,
  ],
  kinds: [
    {
      kind: "delphi",
      title: both("德尔菲法"),
      mostItems: 50,
      rules: [{ id: "median", title: both("中位数"), summary: both("取中位数") }],
    },
    {
      kind: "ahp",
      title: both("层次分析法"),
      mostItems: 15,
      rules: [{ id: "eigenvector", title: both("特征向量法"), summary: both("主特征向量") }],
    },
  ],
  candidates: ["a0", "a1", "a2"].map((accountId, at) => ({ accountId, name: `专家${at}`, login: `expert-${at}` })),
};

function read(state: StudyState, path: string): unknown {
  const pages: Record<string, unknown> = {
    "/api/session": {
      viewer: {
        id: "u1",
        login: "somebody",
        name: "张三",
        roles: [state.role],
        grants: [{ role: state.role, regionCode: "110000" }],
        organisation: null,
        regionCode: "110000",
        locale: "zh",
        mustChangePassword: false,
        expiresAt: "2099-01-01T00:00:00Z",
      },
    },
    "/api/setup": { needed: false },
    "/api/rounds": { items: rounds },
    "/api/rounds/past/scoring-runs": {
      items: [
        { id: "run2", number: 2, applicants: 12 },
        { id: "run1", number: 1, applicants: 9 },
      ],
    },
    "/api/scoring-runs/run2/weight-advice": { runNumber: 2, groups: [state.advice] },
    "/api/studio/programmes": {
      items: [
        {
          id: "base",
          title: programmeTitle,
          latestEdition: 1,
          draftRevision: 3,
          draftChangedAt: null,
          rounds: 0,
          openRounds: 0,
        },
      ],
    },
    "/api/programmes/base/weight-options": options,
    "/api/weight-studies": { items: [state.detail.study] },
    "/api/weight-studies/s1": state.detail,
    "/api/weight-invitations": { items: [state.sheet.invitation] },
    "/api/weight-invitations/s1": state.sheet,
  };
  return pages[path];
}

function write(state: StudyState, call: string, body: Record<string, unknown>): unknown {
  const { detail, sheet } = state;
  switch (call) {
    case "PUT /api/weight-invitations/s1/answer":
      sheet.answer = { ...sheet.answer!, ...(body as object), revision: `r${state.writes.length}` };
      return { revision: sheet.answer.revision };
    case "POST /api/weight-invitations/s1/answer/hand-in":
      sheet.invitation.handedIn = true;
      return sheet;
    case "POST /api/weight-invitations/s1/answer/take-back":
      sheet.invitation.handedIn = false;
      sheet.answer = { ...sheet.answer!, revision: "back" };
      return sheet;
    case "POST /api/weight-studies/s1/abandon":
      detail.study = { ...detail.study, status: "abandoned", revision: 5 };
      detail.abandoned = { at: "2024-06-04T00:00:00Z", by: "李四", reason: String(body.reason) };
      return detail;
    case "POST /api/weight-studies/s1/rounds/close":
      detail.study = { ...detail.study, status: "closed", revision: 5 };
      detail.rounds[1] = {
        ...detail.rounds[1]!,
        closedAt: "2024-06-05T00:00:00Z",
        feedback: { answers: 3, groups: [feedback] },
      };
      return detail;
    case "POST /api/weight-studies/s1/freeze":
      detail.study = { ...detail.study, status: "frozen", revision: 6 };
      detail.result = {
        citation: `s1/2@${"0".repeat(64)}`,
        round: 2,
        hash: "0".repeat(64),
        basis: String(body.basis),
        weights: { potential: { fund: "2.40", plan: "1.80", research: "1.80" } },
        frozenAt: "2024-06-06T00:00:00Z",
      };
      return detail;
    case "POST /api/weight-studies/s1/take-over":
      return { programmeId: "base", draftRevision: 4, errors: 0 };
    case "POST /api/weight-studies":
      return detail;
    default:
      return undefined;
  }
}

/** Answers every call of a page from the state. */
export async function serveStudies(page: Page, state: StudyState): Promise<void> {
  await page.route("**/api/**", async (route) => {
    const request = route.request();
    const path = new URL(request.url()).pathname;
    const call = `${request.method()} ${path}`;
    if (request.method() === "GET") {
      const found = read(state, path);
      return route.fulfill(
        found === undefined ? { status: 404, json: { code: "not-found", title: path } } : { json: found },
      );
    }
    const body = (request.postDataJSON() ?? {}) as Record<string, unknown>;
    state.writes.push({ call, body, key: request.headers()["idempotency-key"] });
    if (state.closedMeanwhile) {
      state.sheet.answer = null;
      const words = { title: "本轮已经关闭", titleEn: "The round is closed" };
      return route.fulfill({ status: 409, json: { code: "wrong-state", status: 409, requestId: "q", ...words } });
    }
    const answer = write(state, call, body);
    return route.fulfill(
      answer === undefined ? { status: 404, json: { code: "not-found", title: call } } : { json: answer },
    );
  });
}
