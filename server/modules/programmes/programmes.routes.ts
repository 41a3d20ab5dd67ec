import {
  ChangeRoundRequest,
  OpenRoundRequest,
  PrecheckRequest,
  PrecheckResult,
  RoundDetail,
  RoundForm,
  RoundList,
  RoundSummary,
} from "../../../core/contracts/programmes.ts";
import { IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { viewerOf } from "../../plugins/session.ts";
import {
  changeRound,
  getRoundDetail,
  getRoundForm,
  listOwnRounds,
  listPublicRounds,
  openRound,
  precheckRound,
  ROUND_MANAGERS,
} from "./programmes.service.ts";

const tags = ["programmes"];

/** Programmes as the public sees them, and their rounds as the owner runs them. */
export function registerProgrammeRoutes(app: App, { work }: AppContext): void {
  app.get("/api/public/rounds", { config: { policy: "public" }, schema: { tags, response: { 200: RoundList } } }, () =>
    work.withSnapshot(listPublicRounds),
  );
  app.get(
    "/api/public/rounds/:id",
    { config: { policy: "public" }, schema: { tags, params: IdParams, response: { 200: RoundDetail } } },
    (request) => work.withSnapshot((stores) => getRoundDetail(stores, request.params.id)),
  );
  app.get(
    "/api/public/rounds/:id/form",
    { config: { policy: "public" }, schema: { tags, params: IdParams, response: { 200: RoundForm } } },
    (request) => work.withSnapshot((stores) => getRoundForm(stores, request.params.id)),
  );
  app.post(
    "/api/public/rounds/:id/precheck",
    {
      config: { policy: "public" },
      bodyLimit: 64 * 1024,
      schema: { tags, params: IdParams, body: PrecheckRequest, response: { 200: PrecheckResult } },
    },
    (request) => work.withSnapshot((stores) => precheckRound(stores, request.params.id, request.body.answers)),
  );
  app.get(
    "/api/rounds",
    {
      config: {
        policy: ["programme-admin", "province-reviewer", "city-reviewer", "county-reviewer", "leader", "expert"],
      },
      schema: { tags, response: { 200: RoundList } },
    },
    (request) => work.withSnapshot((stores) => listOwnRounds(stores, viewerOf(request))),
  );
  app.post(
    "/api/rounds",
    {
      config: { policy: ROUND_MANAGERS },
      schema: { tags, body: OpenRoundRequest, response: { 201: RoundSummary } },
    },
    async (request, reply) => {
      const round = await work.withTransaction((stores) => openRound(stores, viewerOf(request), request.body));
      return reply.code(201).send(round);
    },
  );
  app.patch(
    "/api/rounds/:id",
    {
      config: { policy: ROUND_MANAGERS },
      schema: { tags, params: IdParams, body: ChangeRoundRequest, response: { 200: RoundSummary } },
    },
    (request) =>
      work.withTransaction((stores) => changeRound(stores, viewerOf(request), request.params.id, request.body)),
  );
}
