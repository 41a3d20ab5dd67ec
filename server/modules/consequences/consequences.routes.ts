import { ConsequenceList, DecideConsequences } from "../../../core/contracts/consequences.ts";
import { IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { once } from "../../plugins/idempotency.ts";
import { viewerOf } from "../../plugins/session.ts";
import { RUN_OWNERS } from "../scoring/scoring.service.ts";
import { decideConsequences, listConsequences } from "./consequences.service.ts";

const owner = { policy: RUN_OWNERS } as const;
const tags = ["scoring"];

/** What a run proposes beyond its list, for the owner to confirm or decline. */
export function registerConsequencesRoutes(app: App, context: AppContext): void {
  app.get(
    "/api/scoring-runs/:id/consequences",
    { config: owner, schema: { tags, params: IdParams, response: { 200: ConsequenceList } } },
    (request) => context.work.withSnapshot((stores) => listConsequences(stores, viewerOf(request), request.params.id)),
  );
  app.post(
    "/api/scoring-runs/:id/consequences",
    {
      config: { ...owner, idempotent: true },
      schema: { tags, params: IdParams, body: DecideConsequences, response: { 200: ConsequenceList } },
    },
    (request) =>
      once(request, context, (stores) =>
        decideConsequences(stores, viewerOf(request), request.params.id, request.body),
      ),
  );
}
