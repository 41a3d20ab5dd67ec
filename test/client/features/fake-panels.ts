import type { Page } from "playwright-core";
import type { Expert, PanelDetail, PanelList } from "../../../core/contracts/experts.ts";
import { round } from "./desk-samples.ts";
import { experts, newDetail, record, reportOf } from "./panel-samples.ts";

/** A server of one round with one panel, for the owner of the programme. */

export interface PanelState {
  detail: PanelDetail | null;
  experts: Expert[];
  /** Every write, as method, path and body. */
  writes: { call: string; body: Record<string, unknown>; key: string | undefined }[];
  /** Answers a call with a refusal. */
  refuse: Record<string, { status: number; code: string; words: string }>;
}

export function newPanelState(): PanelState {
  return { detail: newDetail(), experts: structuredClone(experts), writes: [], refuse: {} };
}

const path = "/api/rounds/r1/panels/experts";

type Reply = { status: number; json?: unknown };
const ok = (json: unknown): Reply => ({ status: 200, json });
const problem = (status: number, code: string, words = code): Reply => ({
  status,
  json: { code, status, title: words, titleEn: words, requestId: "q" },
});

function read(state: PanelState, address: string): Reply {
  const { detail } = state;
  const pages: Record<string, unknown> = {
    "/api/session": {
      viewer: {
        id: "u1",
        login: "province",
        name: "省级管理员",
        roles: ["programme-admin"],
        grants: [{ role: "programme-admin", regionCode: "110000" }],
        organisation: null,
        regionCode: "110000",
        locale: "zh",
        mustChangePassword: false,
        expiresAt: "2099-01-01T00:00:00Z",
      },
    },
    "/api/setup": { needed: false },
    "/api/rounds": { items: [round] },
    "/api/declarations": { items: [], total: 0, stages: { scoring: 2 } },
    "/api/rounds/r1/scoring-runs": { items: [] },
    "/api/public/publicity": { items: [] },
    "/api/experts": { items: state.experts },
    "/api/rounds/r1/panels": { items: detail ? [detail.panel] : [] } satisfies PanelList,
    [path]: detail,
    [`${path}/draws/1`]: record,
  };
  if (address === `${path}/report`)
    return detail?.panel.opening ? ok(reportOf(detail.panel)) : problem(409, "panels-not-open", "尚未启封");
  return pages[address] ? ok(pages[address]) : problem(404, "not-found");
}

function write(state: PanelState, call: string, body: Record<string, unknown>): Reply {
  const refused = state.refuse[call];
  if (refused) return problem(refused.status, refused.code, refused.words);
  const { detail } = state;
  if (call.startsWith("PUT /api/experts/")) {
    state.experts = state.experts.map((expert) =>
      call.endsWith(`/${expert.id}`) ? { ...expert, profile: body as never as Expert["profile"] } : expert,
    );
    return ok(state.experts[0]);
  }
  if (!detail) return problem(404, "not-found");
  if (call === `POST ${path}/assignments`) {
    const added = {
      id: "s9",
      expertId: String(body.expertId),
      expertName: detail.experts.find(({ id }) => id === body.expertId)?.name ?? "",
      status: "active" as const,
      draw: null,
      reason: String(body.reason),
      mayRelease: true,
    };
    state.detail = {
      ...detail,
      declarations: detail.declarations.map((row) =>
        row.declarationId === body.declarationId ? { ...row, assignments: [...row.assignments, added] } : row,
      ),
    };
  } else if (call === "POST /api/panel-assignments/s1/release") {
    state.detail = {
      ...detail,
      declarations: detail.declarations.map((row) => ({
        ...row,
        assignments: row.assignments.map((each) =>
          each.id === "s1" ? { ...each, status: "released" as const, reason: String(body.reason) } : each,
        ),
      })),
    };
  } else if (call === `POST ${path}/opening`) {
    state.detail = {
      ...detail,
      panel: {
        ...detail.panel,
        state: "opened",
        opening: { at: "2024-06-05T01:00:00Z", by: "省级管理员", reason: String(body.reason) },
      },
      nextDraw: null,
      declarations: detail.declarations.map((row) => ({
        ...row,
        assignments: row.assignments.map((each) => ({ ...each, mayRelease: false })),
      })),
    };
  } else if (call === `POST ${path}/due`) {
    const due = {
      dueAt: String(body.dueAt),
      reason: body.reason === undefined ? null : String(body.reason),
      at: `2024-06-0${detail.dues.length + 1}T01:00:00Z`,
      by: "省级管理员",
    };
    state.detail = { ...detail, panel: { ...detail.panel, due }, dues: [due, ...detail.dues] };
  } else if (call !== `POST ${path}/draws`) return problem(404, "not-found");
  return ok(state.detail);
}

/** Answers every request below /api of this page from the state. */
export async function servePanels(page: Page, state: PanelState): Promise<void> {
  await page.route("**/api/**", async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    let reply: Reply;
    if (request.method() === "GET") reply = read(state, pathname);
    else {
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
