import type { Finding, LocalText } from "../core/problems/finding.ts";
import { type ProblemCode, problemCatalogue } from "../core/problems/problem-catalogue.ts";

interface ProblemExtras {
  /** What exactly was refused and why, where the catalogue's title is not enough. */
  detail?: LocalText;
  findings?: readonly Finding[];
  /** Further members, e.g. what stands on the server after a conflict. */
  members?: Readonly<Record<string, unknown>>;
  /** Seconds after which another try makes sense. */
  retryAfter?: number;
}

/** A refusal for the caller: the only error a person ever reads. Anything else becomes `unexpected`. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly extras: ProblemExtras;
  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(code);
    this.code = code;
    this.status = problemCatalogue[code].status;
    this.extras = extras;
  }
}

/** The problem as problem+json (RFC 9457). Chinese is the text of the standard members, English stands beside it. */
export function problemBody(problem: Problem, requestId: string): Record<string, unknown> {
  const { zh, en, status } = problemCatalogue[problem.code];
  const { detail, findings, members } = problem.extras;
  return {
    ...members,
    type: `urn:shenbao:problem:${problem.code}`,
    code: problem.code,
    status,
    title: zh,
    titleEn: en,
    ...(detail && { detail: detail.zh, detailEn: detail.en }),
    ...(findings && { findings }),
    requestId,
  };
}
