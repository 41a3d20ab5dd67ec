import type { Finding, LocalText } from "../../core/problems/finding.ts";

/** What the server says when it refuses: RFC 9457 problem+json with a code, a title in both languages and pointers. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  /** Lower-kebab code of the problem catalogue; `offline` and `unreadable` are made here. */
  readonly code: string;
  readonly text: LocalText;
  readonly findings: readonly Finding[];
  readonly requestId: string | null;
  /** Extension members of the problem, e.g. what stands on the server after a conflict. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Seconds after which another try makes sense, where the server says so. */
  readonly retryAfter: number | null;

  constructor(given: {
    status: number;
    code: string;
    text: LocalText;
    findings?: readonly Finding[];
    requestId?: string | null;
    body?: Record<string, unknown>;
    retryAfter?: number | null;
  }) {
    super(given.text.en);
    this.status = given.status;
    this.code = given.code;
    this.text = given.text;
    this.findings = given.findings ?? [];
    this.requestId = given.requestId ?? null;
    this.body = given.body ?? {};
    this.retryAfter = given.retryAfter ?? null;
  }
}

const offlineText: LocalText = {
  zh: "网络不通，请检查网络后重试。",
  en: "No connection. Check the network and try again.",
};
const unreadableText: LocalText = {
  zh: "服务暂时没有给出可用的答复，请稍后重试。",
  en: "The service gave no usable answer. Try again later.",
};

/** A request that never reached the server. */
export function offlineProblem(): ApiProblem {
  return new ApiProblem({ status: 0, code: "offline", text: offlineText });
}

function localText(value: unknown): LocalText | null {
  if (typeof value === "string" && value !== "") return { zh: value, en: value };
  if (typeof value !== "object" || value === null) return null;
  const { zh, en } = value as { zh?: unknown; en?: unknown };
  return typeof zh === "string" ? { zh, en: typeof en === "string" ? en : zh } : null;
}

/**
 * Reads a refusal. Both spellings of a two-language text are understood: `{"title": {"zh", "en"}}` and
 * `{"title": "…", "titleEn": "…"}`. Never throws.
 */
export function readProblem(status: number, body: unknown, retryAfter: string | null): ApiProblem {
  const members =
    typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
  const base = localText(members.detail) ?? localText(members.title);
  const titleEn = typeof members.titleEn === "string" ? members.titleEn : null;
  const text = base ? { zh: base.zh, en: titleEn && base.en === base.zh ? titleEn : base.en } : unreadableText;
  const findings = Array.isArray(members.findings) ? members.findings : members.errors;
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new ApiProblem({
    status,
    code: typeof members.code === "string" ? members.code : "unreadable",
    text,
    findings: Array.isArray(findings) ? (findings as Finding[]) : [],
    requestId: typeof members.requestId === "string" ? members.requestId : null,
    body: members,
    retryAfter: Number.isFinite(seconds) ? seconds : null,
  });
}

/** The problem behind anything thrown; an unexpected error becomes an unreadable answer. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({ status: 0, code: "unreadable", text: unreadableText });
}
