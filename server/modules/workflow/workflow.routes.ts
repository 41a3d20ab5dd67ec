import { Type } from "@sinclair/typebox";
import {
  RecommendationList,
  RecommendationOrder,
  TransitionReceipt,
  TransitionRequest,
} from "../../../core/contracts/declarations.ts";
import { Id, IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { once } from "../../plugins/idempotency.ts";
import { viewerOf } from "../../plugins/session.ts";
import { getDeclaration } from "../declarations/declaration-detail.ts";
import { getRecommendations, orderRecommendations } from "./recommendations.service.ts";
import { takeTransition } from "./workflow.service.ts";

const tags = ["workflow"];
const reviewers = ["county-reviewer", "city-reviewer", "province-reviewer"] as const;
const TransitionParams = Type.Object({ id: Id, transitionId: Id });

/** The door through which a declaration changes its state, and the order of recommendation. */
export function registerWorkflowRoutes(app: App, context: AppContext): void {
  const { work, cipher } = context;
  app.post(
    "/api/declarations/:id/transitions/:transitionId",
    {
      config: { policy: ["applicant", ...reviewers], idempotent: true },
      schema: { tags, params: TransitionParams, body: TransitionRequest, response: { 200: TransitionReceipt } },
    },
    (request) => {
      const viewer = viewerOf(request);
      const { id, transitionId } = request.params;
      return once(request, context, async (stores) => {
        await takeTransition(stores, viewer, id, transitionId, request.body, cipher);
        return { declaration: (await getDeclaration(stores, viewer, id, cipher)).detail };
      });
    },
  );
  app.get(
    "/api/rounds/:id/recommendations",
    { config: { policy: reviewers }, schema: { tags, params: IdParams, response: { 200: RecommendationList } } },
    (request) => work.withSnapshot((stores) => getRecommendations(stores, viewerOf(request), request.params.id)),
  );
  app.put(
    "/api/rounds/:id/recommendations",
    {
      config: { policy: reviewers },
      schema: { tags, params: IdParams, body: RecommendationOrder, response: { 200: RecommendationList } },
    },
    (request) => {
      const viewer = viewerOf(request);
      return work.withTransaction((stores) => orderRecommendations(stores, viewer, request.params.id, request.body));
    },
  );
}
