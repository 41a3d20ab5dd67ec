import {
  ObjectionReceipt,
  ObjectionRequest,
  PublicityList,
  PublicityNotice,
} from "../../../core/contracts/programmes.ts";
import {
  AnswerObjection,
  Objection,
  ObjectionList,
  StartPublicity,
  Withdraw,
} from "../../../core/contracts/scoring.ts";
import { Empty, IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { once } from "../../plugins/idempotency.ts";
import { viewerOf } from "../../plugins/session.ts";
import { RUN_OWNERS } from "../scoring/scoring.service.ts";
import { answerObjection, listObjections, raiseObjection } from "./objections.service.ts";
import { getNotice, listNotices } from "./public-notices.service.ts";
import { publishNotice, startPublicity, startPublicityOfRound, withdrawNotice } from "./publicity.service.ts";

const everybody = { policy: "public" } as const;
const owner = { policy: RUN_OWNERS } as const;
const tags = ["publicity"];

/** Public notices and objections: the public side and the owner's. */
export function registerPublicityRoutes(app: App, context: AppContext): void {
  const { work, cipher } = context;
  app.get("/api/public/publicity", { config: everybody, schema: { tags, response: { 200: PublicityList } } }, () =>
    work.withSnapshot(listNotices),
  );
  app.get(
    "/api/public/publicity/:id",
    { config: everybody, schema: { tags, params: IdParams, response: { 200: PublicityNotice } } },
    (request) => work.withSnapshot((stores) => getNotice(stores, request.params.id)),
  );
  app.post(
    "/api/public/publicity/:id/objections",
    {
      // Anybody may write here: counted like attempts to sign in.
      config: { ...everybody, signIn: true },
      schema: { tags, params: IdParams, body: ObjectionRequest, response: { 200: ObjectionReceipt } },
    },
    (request) => work.withTransaction((stores) => raiseObjection(stores, cipher, request.params.id, request.body)),
  );
  app.post(
    "/api/scoring-runs/:id/publicity",
    {
      config: { ...owner, idempotent: true },
      schema: { tags, params: IdParams, body: StartPublicity, response: { 200: PublicityNotice } },
    },
    (request) =>
      once(request, context, (stores) => startPublicity(stores, viewerOf(request), request.params.id, request.body)),
  );
  app.post(
    "/api/rounds/:id/publicity",
    {
      config: { ...owner, idempotent: true },
      schema: { tags, params: IdParams, body: StartPublicity, response: { 200: PublicityNotice } },
    },
    (request) =>
      once(request, context, (stores) =>
        startPublicityOfRound(stores, viewerOf(request), request.params.id, request.body),
      ),
  );
  app.post(
    "/api/publicity/:id/publish",
    {
      config: { ...owner, idempotent: true },
      schema: { tags, params: IdParams, body: Empty, response: { 200: PublicityNotice } },
    },
    (request) => once(request, context, (stores) => publishNotice(stores, viewerOf(request), request.params.id)),
  );
  app.post(
    "/api/publicity/:id/withdraw",
    { config: owner, schema: { tags, params: IdParams, body: Withdraw, response: { 200: PublicityNotice } } },
    (request) =>
      work.withTransaction((stores) =>
        withdrawNotice(stores, viewerOf(request), request.params.id, request.body.reason),
      ),
  );
  app.get(
    "/api/publicity/:id/objections",
    { config: owner, schema: { tags, params: IdParams, response: { 200: ObjectionList } } },
    (request) => work.withSnapshot((stores) => listObjections(stores, cipher, viewerOf(request), request.params.id)),
  );
  app.post(
    "/api/objections/:id/answer",
    { config: owner, schema: { tags, params: IdParams, body: AnswerObjection, response: { 200: Objection } } },
    (request) =>
      work.withTransaction((stores) =>
        answerObjection(stores, cipher, viewerOf(request), request.params.id, request.body),
      ),
  );
}
