import { Type } from "@sinclair/typebox";
import { IdParams } from "../../../core/contracts/shared.ts";
import {
  AbandonStudy,
  ChangeParticipants,
  CreateStudy,
  FreezeStudy,
  HandIn,
  InvitationList,
  OnRevision,
  SaveAnswer,
  SavedAnswer,
  Sheet,
  StudyDetail,
  StudyList,
  TakenOver,
  TakeOver,
  WeightAdvice,
  WeightOptions,
} from "../../../core/contracts/weights.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { once } from "../../plugins/idempotency.ts";
import { viewerOf } from "../../plugins/session.ts";
import { RUN_OWNERS } from "../scoring/scoring.service.ts";
import { takeOver } from "./take-over.service.ts";
import { adviseWeights } from "./weight-advice.service.ts";
import { getSheet, handIn, listInvitations, PARTICIPANTS, saveAnswer, takeBack } from "./weight-answers.service.ts";
import { abandonStudy, closeRound, freezeStudy, openRound } from "./weight-rounds.service.ts";
import * as studies from "./weights.service.ts";

const owner = { policy: studies.STUDY_OWNERS } as const;
const participant = { policy: PARTICIPANTS } as const;
const tags = ["weights"];
const SourceQuery = Type.Object({ source: Type.Union([Type.Literal("draft"), Type.Literal("latest")]) });

/** Studies of weights for programme administrators, and the sheets of those who are asked. */
export function registerWeightRoutes(app: App, context: AppContext): void {
  registerOwnerRoutes(app, context);
  registerParticipantRoutes(app, context);
}

function registerOwnerRoutes(app: App, context: AppContext): void {
  const { work, cipher } = context;
  app.get(
    "/api/programmes/:id/weight-options",
    { config: owner, schema: { tags, params: IdParams, querystring: SourceQuery, response: { 200: WeightOptions } } },
    (request) =>
      work.withSnapshot((stores) =>
        studies.listOptions(stores, viewerOf(request), request.params.id, request.query.source),
      ),
  );
  app.get("/api/weight-studies", { config: owner, schema: { tags, response: { 200: StudyList } } }, (request) =>
    work.withSnapshot((stores) => studies.listStudies(stores, viewerOf(request))),
  );
  app.post(
    "/api/weight-studies",
    {
      config: { ...owner, idempotent: true },
      schema: { tags, body: CreateStudy, response: { 200: StudyDetail } },
    },
    (request) =>
      once(request, context, (stores) => studies.createStudy(stores, viewerOf(request), request.body, cipher)),
  );
  app.get(
    "/api/weight-studies/:id",
    { config: owner, schema: { tags, params: IdParams, response: { 200: StudyDetail } } },
    (request) => work.withSnapshot((stores) => studies.getStudy(stores, viewerOf(request), request.params.id, cipher)),
  );
  app.put(
    "/api/weight-studies/:id/participants",
    { config: owner, schema: { tags, params: IdParams, body: ChangeParticipants, response: { 200: StudyDetail } } },
    (request) =>
      work.withTransaction((stores) =>
        studies.changeParticipants(stores, viewerOf(request), request.params.id, request.body, cipher),
      ),
  );
  const steps = { "/rounds": openRound, "/rounds/close": closeRound };
  for (const [path, step] of Object.entries(steps))
    app.post(
      `/api/weight-studies/:id${path}`,
      {
        config: { ...owner, idempotent: true },
        schema: { tags, params: IdParams, body: OnRevision, response: { 200: StudyDetail } },
      },
      (request) =>
        once(request, context, (stores) =>
          step(stores, viewerOf(request), request.params.id, request.body.revision, cipher),
        ),
    );
  app.post(
    "/api/weight-studies/:id/freeze",
    {
      config: { ...owner, idempotent: true },
      schema: { tags, params: IdParams, body: FreezeStudy, response: { 200: StudyDetail } },
    },
    (request) =>
      once(request, context, (stores) =>
        freezeStudy(stores, viewerOf(request), request.params.id, request.body, cipher),
      ),
  );
  app.post(
    "/api/weight-studies/:id/abandon",
    {
      config: { ...owner, idempotent: true },
      schema: { tags, params: IdParams, body: AbandonStudy, response: { 200: StudyDetail } },
    },
    (request) =>
      once(request, context, (stores) =>
        abandonStudy(stores, viewerOf(request), request.params.id, request.body, cipher),
      ),
  );
  app.post(
    "/api/weight-studies/:id/take-over",
    {
      config: { ...owner, idempotent: true },
      schema: { tags, params: IdParams, body: TakeOver, response: { 200: TakenOver } },
    },
    (request) =>
      once(request, context, (stores) => takeOver(stores, viewerOf(request), request.params.id, request.body)),
  );
  app.get(
    "/api/scoring-runs/:id/weight-advice",
    { config: { policy: RUN_OWNERS }, schema: { tags, params: IdParams, response: { 200: WeightAdvice } } },
    (request) => work.withSnapshot((stores) => adviseWeights(stores, viewerOf(request), request.params.id)),
  );
}

function registerParticipantRoutes(app: App, context: AppContext): void {
  const { work, cipher } = context;
  app.get(
    "/api/weight-invitations",
    { config: participant, schema: { tags, response: { 200: InvitationList } } },
    (request) => work.withSnapshot((stores) => listInvitations(stores, viewerOf(request), cipher)),
  );
  app.get(
    "/api/weight-invitations/:id",
    { config: participant, schema: { tags, params: IdParams, response: { 200: Sheet } } },
    (request) => work.withSnapshot((stores) => getSheet(stores, viewerOf(request), request.params.id, cipher)),
  );
  app.put(
    "/api/weight-invitations/:id/answer",
    { config: participant, schema: { tags, params: IdParams, body: SaveAnswer, response: { 200: SavedAnswer } } },
    (request) =>
      work.withTransaction((stores) => saveAnswer(stores, viewerOf(request), request.params.id, request.body, cipher)),
  );
  const commands = { "/hand-in": handIn, "/take-back": takeBack };
  for (const [path, command] of Object.entries(commands))
    app.post(
      `/api/weight-invitations/:id/answer${path}`,
      {
        config: { ...participant, idempotent: true },
        schema: { tags, params: IdParams, body: HandIn, response: { 200: Sheet } },
      },
      (request) =>
        once(request, context, (stores) => command(stores, viewerOf(request), request.params.id, request.body, cipher)),
    );
}
