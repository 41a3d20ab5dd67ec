import { Type } from "@sinclair/typebox";
import { ResultExplanation, RunDetail, RunDifferences, RunList } from "../../../core/contracts/scoring.ts";
import { Empty, Id, IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { once } from "../../plugins/idempotency.ts";
import { viewerOf } from "../../plugins/session.ts";
import {
  compareRuns,
  explainOwnResult,
  explainResult,
  getRun,
  listRuns,
  RUN_OWNERS,
  runScoring,
} from "./scoring.service.ts";

const owner = { policy: RUN_OWNERS } as const;
const tags = ["scoring"];
const ResultParams = Type.Object({ id: Id, declarationId: Id });
const PairParams = Type.Object({ id: Id, otherId: Id });

/** Scoring runs of a round for its owner, and the applicant's own points. */
export function registerScoringRoutes(app: App, context: AppContext): void {
  const { work } = context;
  app.post(
    "/api/rounds/:id/scoring-runs",
    {
      config: { ...owner, idempotent: true },
      schema: { tags, params: IdParams, body: Empty, response: { 200: RunDetail } },
    },
    (request) =>
      once(request, context, (stores) => runScoring(stores, viewerOf(request), request.params.id, context.cipher)),
  );
  app.get(
    "/api/rounds/:id/scoring-runs",
    { config: owner, schema: { tags, params: IdParams, response: { 200: RunList } } },
    (request) => work.withSnapshot((stores) => listRuns(stores, viewerOf(request), request.params.id)),
  );
  app.get(
    "/api/scoring-runs/:id",
    { config: owner, schema: { tags, params: IdParams, response: { 200: RunDetail } } },
    (request) => work.withSnapshot((stores) => getRun(stores, viewerOf(request), request.params.id)),
  );
  app.get(
    "/api/scoring-runs/:id/results/:declarationId",
    { config: owner, schema: { tags, params: ResultParams, response: { 200: ResultExplanation } } },
    (request) =>
      work.withSnapshot((stores) =>
        explainResult(stores, viewerOf(request), request.params.id, request.params.declarationId),
      ),
  );
  app.get(
    "/api/scoring-runs/:id/differences/:otherId",
    { config: owner, schema: { tags, params: PairParams, response: { 200: RunDifferences } } },
    (request) =>
      work.withSnapshot((stores) => compareRuns(stores, viewerOf(request), request.params.id, request.params.otherId)),
  );
  app.get(
    "/api/declarations/:id/score",
    { config: { policy: ["applicant"] }, schema: { tags, params: IdParams, response: { 200: ResultExplanation } } },
    (request) => work.withSnapshot((stores) => explainOwnResult(stores, viewerOf(request), request.params.id)),
  );
}
