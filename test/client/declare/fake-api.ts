import type { Page, Route } from "playwright-core";
import type { SessionViewer } from "../../../core/contracts/accounts.ts";
import type { DeclarationDetail, DeclarationSummary } from "../../../core/contracts/declarations.ts";
import { checkAnswers } from "../../../core/forms/check-answers.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { Offer } from "../../../core/forms/prefill.ts";
import { sampleForm } from "../harness/sample-form.ts";

/**
 * A server of one declaration, in the test's own memory and after the contracts: what the applicant's pages are tested
 * against without a database. `state` may be changed by a test, e.g. to be a second device.
 */
export interface FakeState {
  online: boolean;
  signedIn: boolean;
  revision: number;
  answers: Record<string, unknown>;
  detail: Partial<DeclarationDetail>;
  saves: { revision: number; changes: Record<string, unknown> }[];
  /** Earlier values, as the server offers them. */
  offers: Offer[];
  submissions: { key: string; body: unknown }[];
  uploads: Map<string, { name: string; size: number; received: number; requirementId: string }>;
  /** Breaks the next piece of an upload. */
  breakNextPiece: boolean;
  /** What the applicant may begin, and rounds of other places. */
  openRounds: { own: unknown[]; elsewhere: unknown[] };
}

const both = (text: string) => ({ zh: text, en: text });
const form = compileForm(sampleForm);

export const viewer: SessionViewer = {
  id: "u1",
  login: "zhang",
  name: "张三",
  roles: ["applicant"],
  grants: [{ role: "applicant", regionCode: null }],
  organisation: { id: "o1", name: "示例公司" },
  regionCode: "110101",
  locale: "zh",
  mustChangePassword: false,
  expiresAt: "2099-01-01T00:00:00Z",
};

const round = {
  id: "r1",
  programmeId: "p1",
  editionNumber: 1,
  programmeTitle: both("示范企业"),
  kind: both("示范企业"),
  summary: both("面向本地企业"),
  authority: both("某地商务局"),
  region: "11",
  applicant: "organisation",
  title: both("2023年示范企业申报"),
  year: 2023,
  opensAt: "2024-01-01T00:00:00Z",
  closesAt: "2099-05-31T09:30:00Z",
  status: "open",
  accepting: true,
  quota: null,
  hasScheme: true,
};

export function newState(): FakeState {
  return {
    online: true,
    signedIn: true,
    revision: 3,
    answers: {},
    detail: {},
    saves: [],
    offers: [],
    submissions: [],
    uploads: new Map(),
    breakNextPiece: false,
    openRounds: {
      own: [round, { ...round, id: "r2", title: both("2024年示范企业申报") }],
      elsewhere: [{ ...round, id: "r3", title: both("外地示范企业申报"), authority: both("外地商务局") }],
    },
  };
}

function summaryOf(state: FakeState): DeclarationSummary {
  return {
    id: "d1",
    number: state.submissions.length > 0 ? "SF2023-0001" : null,
    roundId: "r1",
    roundTitle: round.title,
    programmeId: "p1",
    programmeTitle: round.programmeTitle,
    kind: round.kind,
    year: 2023,
    applicantName: "示例公司",
    regionCode: "110101",
    city: "某市",
    county: "某区",
    state: state.submissions.length > 0 ? "county-review" : "draft",
    stateTitle: both(state.submissions.length > 0 ? "县级审核" : "草稿"),
    stage: state.submissions.length > 0 ? "county" : "apply",
    holder: both(state.submissions.length > 0 ? "某区商务局" : "示例公司"),
    mine: state.submissions.length === 0,
    stateSinceAt: "2024-05-01T00:00:00Z",
    dueAt: null,
    overdue: false,
    closesAt: round.closesAt,
    submittedAt: state.submissions.length > 0 ? "2024-05-02T03:04:00Z" : null,
    updatedAt: "2024-05-02T03:04:00Z",
    openFlags: 0,
    recommendedRank: null,
    ...state.detail.summary,
  };
}

function detailOf(state: FakeState): DeclarationDetail {
  const submitted = state.submissions.length > 0;
  return {
    revision: state.revision,
    editionNumber: 1,
    answers: state.answers,
    editable: submitted ? "none" : "all",
    editableFields: [],
    editableEvidence: [],
    transitions: submitted
      ? []
      : [
          {
            id: "submit",
            title: both("提交"),
            tone: "forward",
            requires: ["valid-answers", "commitment", "before-deadline"],
            toTitle: both("县级审核"),
          },
        ],
    mayReview: false,
    flags: [],
    verifications: [],
    evidence: [],
    steps: [],
    receipt: submitted
      ? {
          number: "SF2023-0001",
          submittedAt: "2024-05-02T03:04:00Z",
          answersHash: "ab".repeat(32),
          version: 1,
          attached: [],
        }
      : null,
    titleNumber: null,
    scoreShown: false,
    sealedForm: null,
    ...state.detail,
    summary: summaryOf(state),
  };
}

function problem(status: number, code: string, members: Record<string, unknown> = {}) {
  return { status, json: { ...members, code, status, title: `（${code}）`, titleEn: code, requestId: "q" } };
}

function evidenceCounts(state: FakeState): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of state.detail.evidence ?? []) {
    if (item.requirementId) counts[item.requirementId] = (counts[item.requirementId] ?? 0) + 1;
  }
  return counts;
}

function save(state: FakeState, body: { revision: number; changes: Record<string, unknown> }) {
  if (body.revision !== state.revision) {
    return problem(409, "conflict-revision", { revision: state.revision, answers: state.answers });
  }
  state.saves.push(body);
  for (const [field, value] of Object.entries(body.changes)) {
    if (value === null) delete state.answers[field];
    else state.answers[field] = value;
  }
  state.revision += 1;
  return { status: 200, json: { revision: state.revision, savedAt: "2024-05-02T03:04:05Z" } };
}

function startUpload(state: FakeState, body: { fileName: string; size: number; requirementId: string }) {
  const id = `up${state.uploads.size + 1}`;
  state.uploads.set(id, { name: body.fileName, size: body.size, received: 0, requirementId: body.requirementId });
  return { status: 200, json: { id, received: 0, size: body.size, pieceSize: 4 } };
}

function uploadOf(state: FakeState, id: string) {
  const upload = state.uploads.get(id);
  if (!upload) throw new Error(`no upload ${id}`);
  return upload;
}

function completeUpload(state: FakeState, id: string) {
  const upload = uploadOf(state, id);
  const item = {
    id: `e-${id}`,
    requirementId: upload.requirementId,
    purpose: "evidence" as const,
    fileName: upload.name,
    mediaType: "application/pdf",
    size: upload.size,
    sha256: "0".repeat(64),
    uploadedAt: "2024-05-02T03:04:05Z",
  };
  state.detail = { ...state.detail, evidence: [...(state.detail.evidence ?? []), item] };
  return { status: 200, json: item };
}

type Answer = { status: number; json?: unknown };

function answer(state: FakeState, route: Route): Answer {
  const request = route.request();
  const url = new URL(request.url());
  const call = `${request.method()} ${url.pathname}`;
  const upload = /^\/api\/uploads\/(\w+)/.exec(url.pathname)?.[1];
  if (call === "GET /api/session") return { status: 200, json: { viewer: state.signedIn ? viewer : null } };
  if (call === "POST /api/session") {
    state.signedIn = true;
    return { status: 200, json: { viewer } };
  }
  if (call === "GET /api/setup") return { status: 200, json: { needed: false } };
  if (call === "GET /api/public/rounds") return { status: 200, json: { items: [round] } };
  if (call === "GET /api/public/rounds/r1") {
    const guide = { whoMayApply: [], materials: [both("营业执照")], steps: [], benefits: [] };
    return { status: 200, json: { round, guide, commitment: both("本单位承诺所填内容真实。"), contact: null } };
  }
  if (!state.signedIn) return problem(401, "session-expired");
  if (request.method() !== "GET" && request.headers()["x-shenbao"] !== "1") return problem(403, "forbidden");
  switch (call) {
    case "GET /api/open-rounds":
      return { status: 200, json: state.openRounds };
    case "GET /api/declarations":
      return { status: 200, json: { items: [summaryOf(state)], total: 1, stages: {} } };
    case "POST /api/declarations":
    case "GET /api/declarations/d1":
      return { status: 200, json: detailOf(state) };
    case "GET /api/declarations/d1/offers":
      return { status: 200, json: { offers: state.offers } };
    case "GET /api/declarations/d1/form":
      return { status: 200, json: { editionHash: "h1", form: sampleForm, indicators: {} } };
    case "PATCH /api/declarations/d1/answers":
      return save(state, request.postDataJSON());
    case "GET /api/declarations/d1/findings": {
      const options = { stage: "submit" as const, today: "2024-05-01", evidenceCounts: evidenceCounts(state) };
      return { status: 200, json: { findings: checkAnswers(form, state.answers, options) } };
    }
    case "POST /api/declarations/d1/transitions/submit":
      state.submissions.push({ key: request.headers()["idempotency-key"] ?? "", body: request.postDataJSON() });
      return { status: 200, json: { declaration: detailOf(state) } };
    case "POST /api/declarations/d1/sealed-form": {
      const { sealedForm } = state.detail;
      if (sealedForm) state.detail = { ...state.detail, sealedForm: { ...sealedForm, state: "current" } };
      return { status: 200, json: detailOf(state) };
    }
    case "POST /api/declarations/d1/uploads":
      return startUpload(state, request.postDataJSON());
    default:
  }
  if (upload && request.method() === "PUT") {
    const known = uploadOf(state, upload);
    known.received += request.postDataBuffer()?.byteLength ?? 0;
    return { status: 200, json: { id: upload, received: known.received, size: known.size, pieceSize: 4 } };
  }
  if (upload && request.method() === "GET") {
    const known = uploadOf(state, upload);
    return { status: 200, json: { id: upload, received: known.received, size: known.size, pieceSize: 4 } };
  }
  if (upload) return completeUpload(state, upload);
  return problem(404, "not-found");
}

/** Answers every request below /api of this page from the state. */
export async function serveFake(page: Page, state: FakeState): Promise<void> {
  await page.route("**/api/**", async (route) => {
    const isPiece = route.request().method() === "PUT";
    if (!state.online || (isPiece && state.breakNextPiece && state.uploads.size > 0)) {
      if (isPiece && [...state.uploads.values()].some((upload) => upload.received > 0))
        return route.abort("connectionreset");
      if (!state.online) return route.abort("internetdisconnected");
    }
    const { status, json } = answer(state, route);
    await route.fulfill({ status, contentType: "application/json", body: JSON.stringify(json ?? {}) });
  });
}
