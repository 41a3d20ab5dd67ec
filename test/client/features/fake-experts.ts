import type { Page } from "playwright-core";
import type {
  Assignment,
  ConflictList,
  OwnExpert,
  SheetItem,
  SheetView,
} from "../../../core/contracts/expert-sheets.ts";
import { sampleForm } from "../harness/sample-form.ts";
import { answers, both } from "./desk-samples.ts";

/** A server of one expert with one blind sheet to mark, one handed in and one that names its applicant. */

export interface ExpertState {
  role: string;
  own: OwnExpert;
  conflicts: ConflictList;
  sheets: Record<string, SheetView>;
  /** Every write, as method, path and body. */
  writes: { call: string; body: Record<string, unknown>; key: string | undefined }[];
  /** No request gets through. */
  offline: boolean;
  /** Answers a call with a refusal in these words. */
  refuse: Record<string, { status: number; code: string; words: string }>;
}

function item(id: string, title: string, more: Partial<SheetItem> = {}): SheetItem {
  return {
    id,
    title: both(title),
    path: [both("共性指标")],
    basis: "附件6 第2页",
    low: "0",
    high: "10",
    sections: [],
    evidence: [],
    mark: null,
    versions: [],
    ...more,
  };
}

function assignment(id: string, more: Partial<Assignment> = {}): Assignment {
  return {
    id,
    code: `1F3A-0${id}`,
    roundTitle: both("2023年申报"),
    programmeTitle: both("示范企业"),
    panelTitle: both("评审专家"),
    blind: true,
    applicant: null,
    status: "assigned",
    items: 3,
    marked: 0,
    assignedAt: "2024-06-01T01:00:00Z",
    handedInAt: null,
    dueAt: null,
    openedAt: null,
    ...more,
  };
}

function sheet(id: string, more: Partial<SheetView> = {}): SheetView {
  return {
    assignment: assignment(id),
    revision: 0,
    version: { number: 1, at: "2024-05-20T01:00:00Z" },
    earlierVersion: null,
    may: { mark: true, change: false, recuse: true },
    scale: ["0", "100"],
    items: [
      item("revenue", "营收情况", { sections: ["figures"], evidence: ["e1"] }),
      item("people", "人力资源情况", { high: "5" }),
      item("brand", "品牌建设", { path: [both("分类指标"), both("品牌经销")], high: "25", sections: ["basic"] }),
    ],
    form: { editionHash: "h", form: sampleForm, indicators: {} },
    answers,
    evidence: [
      {
        id: "e1",
        requirementId: "audit-report",
        requirementTitle: both("审计报告"),
        fileName: "佐证材料-1.png",
        mediaType: "image/png",
        size: 1200,
        inline: true,
      },
    ],
    withheld: { fields: ["company_name", "contact_id"], files: 1 },
    ...more,
  };
}

export function newExpertState(): ExpertState {
  const done = sheet("a2").items.map((each) => ({
    ...each,
    mark: { points: "80", comment: "数据完整" },
    versions: [{ points: "80", reason: null, at: "2024-06-02T01:00:00Z", declarationVersion: 1 }],
  }));
  return {
    role: "expert",
    own: { id: "x1", name: "张三", profile: null },
    conflicts: { items: [] },
    sheets: {
      a1: sheet("a1"),
      a2: sheet("a2", {
        assignment: assignment("a2", { status: "handed-in", marked: 3, handedInAt: "2024-06-02T01:00:00Z" }),
        revision: 4,
        may: { mark: false, change: true, recuse: false },
        items: done,
      }),
      a3: sheet("a3", {
        assignment: assignment("a3", {
          blind: false,
          panelTitle: both("现场评审"),
          applicant: { name: "示例公司", number: "GE-1", city: "甲市", county: null },
        }),
        scale: ["0", "10"],
      }),
    },
    writes: [],
    offline: false,
    refuse: {},
  };
}

/** One transparent pixel, so that a preview has something to show. */
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

type Reply = { status: number; json?: unknown };
const ok = (json: unknown): Reply => ({ status: 200, json });
const problem = (status: number, code: string, words = code): Reply => ({
  status,
  json: { code, status, title: words, titleEn: words, requestId: "q" },
});

function read(state: ExpertState, path: string): unknown {
  const [, id] = /^\/api\/expert\/assignments\/(\w+)$/.exec(path) ?? [];
  if (id) return state.sheets[id];
  const pages: Record<string, unknown> = {
    "/api/session": {
      viewer: {
        id: "x1",
        login: "expert-1",
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
    "/api/expert/assignments": { items: Object.values(state.sheets).map((each) => each.assignment) },
    "/api/expert/profile": state.own,
    "/api/expert/conflicts": state.conflicts,
  };
  return pages[path];
}

/** What another device of the same expert does. */
export function markElsewhere(state: ExpertState, id: string, item: string, points: string): void {
  const found = state.sheets[id] as SheetView;
  state.sheets[id] = {
    ...found,
    revision: found.revision + 1,
    items: found.items.map((each) => (each.id === item ? { ...each, mark: { points, comment: null } } : each)),
  };
}

function writeSheet(state: ExpertState, found: SheetView, what: string, body: Record<string, unknown>): Reply {
  const { id } = found.assignment;
  if (what === "draft") {
    if (body.revision !== found.revision) return problem(409, "conflict-revision");
    const marks = body.marks as Record<string, { points: string; comment?: string | null } | null>;
    state.sheets[id] = {
      ...found,
      revision: found.revision + 1,
      items: found.items.map((each) => {
        const mark = marks[each.id];
        if (mark === undefined) return each;
        return { ...each, mark: mark && { points: mark.points, comment: mark.comment ?? null } };
      }),
    };
    return ok({ revision: found.revision + 1, savedAt: "2024-06-03T01:00:00Z" });
  }
  const status = { "hand-in": "handed-in", recusal: "recused", changes: "handed-in" } as const;
  const next = status[what as keyof typeof status];
  if (!next) return problem(404, "not-found");
  state.sheets[id] = {
    ...found,
    assignment: { ...found.assignment, status: next },
    may: { mark: false, change: next === "handed-in", recuse: false },
    items: found.items.map((each) =>
      what === "changes" && each.id === body.item
        ? {
            ...each,
            mark: { points: String(body.points), comment: null },
            versions: [
              ...each.versions,
              {
                points: String(body.points),
                reason: String(body.reason),
                at: "2024-06-03T02:00:00Z",
                declarationVersion: 1,
              },
            ],
          }
        : each,
    ),
  };
  return ok(state.sheets[id]);
}

function write(state: ExpertState, call: string, body: Record<string, unknown>): Reply {
  const refused = state.refuse[call];
  if (refused) return problem(refused.status, refused.code, refused.words);
  const [, id = "", what = ""] = /^\w+ \/api\/expert\/assignments\/(\w+)\/([\w-]+)$/.exec(call) ?? [];
  const found = state.sheets[id];
  if (found) return writeSheet(state, found, what, body);
  if (call === "PUT /api/expert/profile") {
    state.own = { ...state.own, profile: { ...(body as never as OwnExpert["profile"]), active: true } as never };
    return ok(state.own);
  }
  if (call === "POST /api/expert/conflicts") {
    state.conflicts = {
      items: [
        {
          id: "c1",
          organisation: { name: String(body.name), creditCode: null },
          code: null,
          reason: String(body.reason),
          declaredAt: "2024-06-03T01:00:00Z",
        },
      ],
    };
    return ok(state.conflicts);
  }
  return problem(404, "not-found");
}

/** Answers every request below /api of this page from the state. */
export async function serveExpert(page: Page, state: ExpertState): Promise<void> {
  await page.route("**/api/**", async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    if (state.offline) return route.abort();
    if (pathname.endsWith("/content")) return route.fulfill({ contentType: "image/png", body: pixel });
    let reply: Reply;
    if (request.method() === "GET") {
      const json = read(state, pathname);
      reply = json === undefined ? problem(404, "not-found") : ok(json);
    } else {
      const call = `${request.method()} ${pathname}`;
      const body = (request.postDataJSON() ?? {}) as Record<string, unknown>;
      state.writes.push({ call, body, key: request.headers()["idempotency-key"] });
      reply = write(state, call, body);
    }
    await route.fulfill({
      status: reply.status,
      contentType: reply.status < 400 ? "application/json" : "application/problem+json",
      body: JSON.stringify(reply.json),
    });
  });
}
