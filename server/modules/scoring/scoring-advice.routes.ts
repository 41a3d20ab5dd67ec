import {
  RunSensitivity,
  RunSimulation,
  SensitivityQuery,
  SimulationQuery,
} from "../../../core/contracts/scoring-advice.ts";
import { IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { viewerOf } from "../../plugins/session.ts";
import { RUN_OWNERS } from "./scoring.service.ts";
import { readFrozenRun, sensitivityOf, simulationOf } from "./scoring-advice.service.ts";

const config = { policy: RUN_OWNERS } as const;
const tags = ["scoring"];

/** Sensitivity and simulation beside a run, for its owner. They read; they store nothing. */
export function registerScoringAdviceRoutes(app: App, { work }: AppContext): void {
  app.get(
    "/api/scoring-runs/:id/sensitivity",
    { config, schema: { tags, params: IdParams, querystring: SensitivityQuery, response: { 200: RunSensitivity } } },
    async (request) => {
      const frozen = await work.withSnapshot((stores) => readFrozenRun(stores, viewerOf(request), request.params.id));
      return sensitivityOf(frozen, request.query.places);
    },
  );
  app.get(
    "/api/scoring-runs/:id/simulation",
    { config, schema: { tags, params: IdParams, querystring: SimulationQuery, response: { 200: RunSimulation } } },
    async (request) => {
      const { places, weights } = request.query;
      const frozen = await work.withSnapshot((stores) => readFrozenRun(stores, viewerOf(request), request.params.id));
      const changes = weights === "" ? [] : weights.split(",").map((each) => each.split(":") as [string, string]);
      return simulationOf(frozen, places, new Map(changes));
    },
  );
}
