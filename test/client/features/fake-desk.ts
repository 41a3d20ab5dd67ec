import type { Page } from "playwright-core";
import type { AttachedDetail } from "../../../core/contracts/attached.ts";
import type { DeclarationDetail } from "../../../core/contracts/declarations.ts";
import type { FileFinding } from "../../../core/contracts/studio.ts";
import { sampleForm } from "../harness/sample-form.ts";
import {
  answers,
  both,
  consequences,
  detail,
  explanation,
  notice,
  results,
  round,
  run,
  sensitivity,
  simulation,
  titleDetail,
  titleRules,
  titles,
  uncounted,
} from "./desk-samples.ts";

/** A server of two declarations, one run, one notice and one draft: what officials' pages are tested against. */

export const formPath = "form-schemas/sample/every-kind.form.json";
const programmePath = "programmes/sample.programme.json";

export interface DeskState {
  role: string;
  details: Record<string, DeclarationDetail>;
  documents: Record<string, unknown>;
  revision: number;
  findings: FileFinding[];
  /** Every write, as method, path and body. */
  writes: { call: string; body: unknown; key: string | undefined }[];
  /** Answers a write with a refusal in these words. */
  refuse: Record<string, string>;
  /** A form the level fills in about the declaration, as it stands; undefined where the programme has none. */
  reviewForm?: AttachedDetail;
  /** Refuses a write with these findings. */
  rowErrors?: Record<string, { pointer: string; zh: string }[]>;
}

export function newDesk(role: string): DeskState {
  return {
    role,
    details: { d1: detail("d1"), d2: detail("d2") },
    documents: { [formPath]: sampleForm, [programmePath]: { title: both("示范企业"), form: "sample/every-kind" } },
    revision: 0,
    findings: [],
    writes: [],
    refuse: {},
  };
}

const draft = ({ revision, documents, findings }: DeskState) => ({
  programmeId: "sample",
  revision,
  documents,
  findings,
  updatedAt: "2024-05-01T00:00:00Z",
});

type Reply = { status: number; json?: unknown };
const ok = (json: unknown): Reply => ({ status: 200, json });
const problem = (status: number, code: string, title = code): Reply => ({
  status,
  json: { code, status, title, titleEn: title, requestId: "q" },
});

function read(state: DeskState, path: string, query: URLSearchParams): unknown {
  if (path === "/api/attached/visit1") return state.reviewForm;
  const declaration = /^\/api\/declarations\/(d\d)(\/.*)?$/.exec(path);
  if (declaration) {
    const [, id = "", part] = declaration;
    if (part === "/form") return { editionHash: "h", form: sampleForm, indicators: {} };
    if (part === "/attached") return { items: state.reviewForm ? [state.reviewForm.item] : [] };
    if (part === "/score") return id === "d1" ? explanation : undefined;
    if (part === "/findings")
      return { findings: [{ pointer: "/sales", code: "jump", level: "warning", message: both("比上年增长过快") }] };
    if (part?.startsWith("/versions/")) {
      const number = Number(part.slice(10));
      const then = number === 1 ? { ...answers, sales: 140 } : answers;
      return {
        number,
        answers: then,
        answersHash: "h",
        submittedAt: "2024-05-01T00:00:00Z",
        evidence: [],
        hiddenChanges: number === 2 ? ["/company_name"] : [],
      };
    }
    return state.details[id];
  }
  const list = Object.values(state.details).map((each) => each.summary);
  const pages: Record<string, unknown> = {
    "/api/session": {
      viewer: {
        id: "u1",
        login: "official",
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
    "/api/declarations": query.has("since")
      ? { items: [], total: 0, stages: {} }
      : { items: list, total: list.length, stages: { county: list.length } },
    "/api/rounds": { items: [round] },
    "/api/open-rounds": { own: [round], elsewhere: [] },
    "/api/public/rounds": { items: [round] },
    "/api/public/rounds/r1": {
      round,
      notice: { title: both("通知"), number: null, publishedOn: "2024-01-01", body: null },
      contact: null,
      guide: { whoMayApply: [both("企业")], materials: [both("营业执照")], steps: [both("填报")], benefits: [] },
      batches: [],
      commitment: both("承诺"),
      publicityWorkingDays: 5,
      again: [both("被取消称号的，3 年内不得再次申报")],
    },
    "/api/rounds/r1/panels": { items: [] },
    "/api/rounds/r1/recommendations": { level: "county", revision: "v1", items: list },
    "/api/rounds/r1/scoring-runs": { items: [run] },
    "/api/scoring-runs/run1": { run, results, uncounted },
    "/api/scoring-runs/run1/sensitivity": sensitivity(Number(query.get("places"))),
    "/api/scoring-runs/run1/simulation": simulation(query.get("weights") ?? ""),
    "/api/scoring-runs/run1/results/1": explanation,
    "/api/scoring-runs/run1/consequences": consequences,
    "/api/titles": titles,
    "/api/titles/rules": titleRules,
    "/api/titles/t1": titleDetail,
    "/api/public/titles": {
      items: titles.items.slice(0, 1),
      total: 1,
      programmes: [{ id: "sample", title: both("省级示范企业"), region: "110000" }],
    },
    "/api/public/titles/SX-2023-0002": {
      ...titles.items[1],
      authority: both("某省商务厅"),
      cancelled: { on: "2024-06-03", ground: both("提供虚假材料（第十七条（一））") },
    },
    "/api/public/publicity": { items: [notice] },
    "/api/public/publicity/n1": {
      ...notice,
      items: [
        {
          declarationId: "d1",
          applicantName: "示例公司",
          city: "甲市",
          county: null,
          rank: 1,
          tier: both("五星"),
          titleNumber: null,
        },
      ],
    },
    "/api/publicity/n1/objections": {
      items: [
        {
          id: "o1",
          publicityId: "n1",
          declarationId: "d1",
          applicantName: "示例公司",
          fact: "销售额",
          text: "与年报不符",
          contact: "139****0000",
          receivedAt: "2024-06-02T00:00:00Z",
          status: "open",
          answer: null,
        },
      ],
    },
    "/api/studio/programmes": {
      items: [
        {
          id: "sample",
          title: both("示范企业"),
          latestEdition: 1,
          draftRevision: null,
          draftChangedAt: null,
          rounds: 1,
          openRounds: 1,
        },
      ],
    },
    "/api/studio/programmes/sample/draft": draft(state),
    "/api/studio/programmes/sample/editions": {
      items: [
        {
          programmeId: "sample",
          number: 1,
          hash: "h".repeat(64),
          note: "首版",
          publishedAt: "2024-01-01T00:00:00Z",
          publishedBy: "admin",
          yearOffset: -1,
        },
      ],
    },
    "/api/studio/programmes/sample/changes": { changes: [], liveDeclarations: 0 },
    "/api/dashboards": {
      items: [
        { id: "b1", title: both("看板一"), summary: both("各地申报进度") },
        { id: "b2", title: both("看板二"), summary: null },
      ],
    },
    "/api/accounts": {
      items: [
        {
          id: "a1",
          login: "county-1",
          displayName: "李四",
          organisationName: null,
          regionCode: "110101",
          status: "active",
          grants: [{ role: "county-reviewer", regionCode: "110101" }],
          phone: null,
          idNumber: null,
          lockedUntil: null,
          createdAt: "2024-01-01T00:00:00Z",
        },
      ],
      total: 1,
    },
    "/api/regions/110101": {
      region: { code: "110101", name: "乙县", nameEn: "Yi County", level: "county" },
      above: [],
    },
    "/api/audit": {
      items: [
        {
          seq: 2,
          at: "2024-01-01T00:00:00Z",
          actor: "county-1",
          actorRole: "county-reviewer",
          action: "declaration-county-return",
          subjectType: "declaration",
          subjectId: "d1",
          regionCode: null,
          detail: { from: "county-review" },
          hash: "h",
        },
        {
          seq: 1,
          at: "2024-01-01T00:00:00Z",
          actor: "county-1",
          actorRole: null,
          action: "sign-in",
          subjectType: "account",
          subjectId: "a1",
          regionCode: null,
          detail: {},
          hash: "h",
        },
      ],
      total: 2,
    },
  };
  return pages[path];
}

function write(state: DeskState, call: string, body: Record<string, unknown>): Reply {
  const wrong = state.rowErrors?.[call];
  if (wrong) {
    const findings = wrong.map(({ pointer, zh }) => ({ pointer, code: "wrong", level: "error", message: both(zh) }));
    return { status: 422, json: { code: "invalid-input", status: 422, title: "内容有误", titleEn: "x", findings } };
  }
  const refused = state.refuse[call];
  if (refused) return problem(409, "wrong-state", refused);
  if (call === "POST /api/public/publicity/n1/objections") return ok({ id: "o2" });
  if (state.reviewForm && call === "POST /api/declarations/d1/attached") {
    const item = { ...state.reviewForm.item, id: "visit1", status: "draft" as const, mayBegin: false };
    state.reviewForm = { ...state.reviewForm, item };
    return ok(state.reviewForm);
  }
  if (state.reviewForm && call === "PATCH /api/attached/visit1/answers")
    return ok({ revision: ++state.reviewForm.revision, savedAt: "2024-05-03T00:00:00Z" });
  if (state.reviewForm && call === "POST /api/attached/visit1/hand-in") {
    const item = { ...state.reviewForm.item, status: "handed-in" as const, handedInAt: "2024-05-03T00:00:00Z" };
    state.reviewForm = { ...state.reviewForm, item };
    return ok(state.reviewForm);
  }
  const [, id = "", what = ""] = /^\w+ \/api\/declarations\/(d\d)\/(\w+)/.exec(call) ?? [];
  const found = state.details[id];
  if (found && what === "flags") {
    const flag = {
      id: "f1",
      pointer: String(body.pointer),
      message: String(body.message),
      raisedBy: both("县局"),
      raisedAt: "2024-05-03T00:00:00Z",
      resolvedAt: null,
    };
    state.details[id] = { ...found, flags: [...found.flags, flag] };
    return ok(flag);
  }
  if (found && what === "verifications") {
    const verification = {
      pointer: String(body.pointer),
      verdict: "accept" as const,
      verifiedValue: (body.verifiedValue as number) ?? null,
      by: both("县局"),
      at: "2024-05-03T00:00:00Z",
    };
    state.details[id] = { ...found, verifications: body.verdict === null ? [] : [verification] };
    return ok(verification);
  }
  if (call === "PUT /api/studio/programmes/sample/draft") {
    if (body.revision !== state.revision) return problem(409, "conflict-revision");
    state.revision += 1;
    state.documents = body.documents as Record<string, unknown>;
    return ok(draft(state));
  }
  if (call === "POST /api/studio/check") return ok({ findings: state.findings });
  return problem(404, "not-found");
}

/** Answers every request below /api of this page from the state. */
export async function serveDesk(page: Page, state: DeskState): Promise<void> {
  await page.route("**/api/**", async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    let reply: Reply;
    if (request.method() === "GET") {
      const json = read(state, url.pathname, url.searchParams);
      reply = json === undefined ? problem(404, "not-found") : ok(json);
    } else {
      const call = `${request.method()} ${url.pathname}`;
      const body = request.postDataJSON() as Record<string, unknown>;
      state.writes.push({ call, body, key: request.headers()["idempotency-key"] });
      reply = write(state, call, body ?? {});
    }
    await route.fulfill({
      status: reply.status,
      contentType: reply.status < 400 ? "application/json" : "application/problem+json",
      body: JSON.stringify(reply.json),
    });
  });
}
