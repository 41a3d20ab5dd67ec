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

function stringOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/**
 * Reads a refusal: Chinese stands in the standard members (`title`, `detail`), English beside it (`titleEn`, `detailEn`);
 * the detail, where there is one, says more exactly what the title says. Never throws.
 */
export function readProblem(status: number, body: unknown, retryAfter: string | null): ApiProblem {
  const members =
    typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
  const zh = stringOf(members.detail) ?? stringOf(members.title);
  const en = stringOf(members.detailEn) ?? stringOf(members.titleEn) ?? zh;
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new ApiProblem({
    status,
    code: stringOf(members.code) ?? "unreadable",
    text: zh && en ? { zh, en } : unreadableText,
    findings: Array.isArray(members.findings) ? (members.findings as Finding[]) : [],
    requestId: stringOf(members.requestId),
    body: members,
    retryAfter: Number.isFinite(seconds) ? seconds : null,
  });
}

/** The problem behind anything thrown; an unexpected error becomes an unreadable answer. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({ status: 0, code: "unreadable", text: unreadableText });
}
