import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Finding } from "../../core/problems/finding.ts";
import type { ProblemCode } from "../../core/problems/problem-catalogue.ts";
import type { App } from "../app-types.ts";
import { problemOfFailure } from "../database/failure.ts";
import { Problem, problemBody } from "../problem.ts";

/** Seconds to wait where the server cannot know better. */
const RETRY_SECONDS = 5;

/** Every refusal leaves here, as problem+json from the catalogue. What went wrong inside goes to the log alone. */
export function installProblems(app: App): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(asProblem(error), request, reply, error));
}

/** Answers a request with a problem. `cause` is logged when the fault is ours. */
export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply, cause?: unknown) {
  if (problem.status >= 500) request.log.error({ err: cause ?? problem }, problem.code);
  const retryAfter = problem.extras.retryAfter ?? ([503, 507].includes(problem.status) ? RETRY_SECONDS : undefined);
  if (retryAfter !== undefined) reply.header("retry-after", String(retryAfter));
  return (
    reply
      .code(problem.status)
      .header("cache-control", "no-store")
      .type("application/problem+json; charset=utf-8")
      // Past the serializer of the route: a problem has a shape of its own.
      .serializer((body: unknown) => JSON.stringify(body))
      .send(problemBody(problem, request.id))
  );
}

/** The problem behind anything thrown. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const thrown = error as Partial<FastifyError> & { findings?: Finding[] };
  if (thrown.validation !== undefined) {
    const findings = (thrown.validation as unknown as { findings?: Finding[] }[]).flatMap(
      (each) => each.findings ?? [],
    );
    return new Problem(thrown.validationContext === "body" ? "invalid-input" : "malformed-request", { findings });
  }
  const failure = problemOfFailure(error);
  if (failure !== null) return new Problem(failure);
  const refusal = BY_STATUS[thrown.statusCode ?? 500];
  return new Problem(refusal ?? ((thrown.statusCode ?? 500) < 500 ? "malformed-request" : "unexpected"));
}

/** Refusals of fastify and its plugins, by status. */
const BY_STATUS: Record<number, ProblemCode | undefined> = {
  401: "not-signed-in",
  403: "forbidden",
  404: "not-found",
  405: "method-not-allowed",
  413: "too-large",
  415: "unsupported-type",
  429: "too-many-requests",
  503: "unavailable",
};
