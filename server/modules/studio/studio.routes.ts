import { IdParams } from "../../../core/contracts/shared.ts";
import {
  ChangeList,
  CheckRequest,
  CheckResult,
  CreateProgramme,
  Draft,
  EditionList,
  EditionSummary,
  PublishRequest,
  SampleScore,
  SaveDraft,
  ScoreSample,
  StudioList,
} from "../../../core/contracts/studio.ts";
import { checkBundle } from "../../../core/editions/bundle.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { once } from "../../plugins/idempotency.ts";
import { viewerOf } from "../../plugins/session.ts";
import { scoreSamples } from "./sample-score.ts";
import * as studio from "./studio.service.ts";

const config = { policy: ["programme-admin"] } as const;
const tags = ["studio"];

/** Drafts, their checks, and editions, for programme administrators. */
export function registerStudioRoutes(app: App, context: AppContext, checks: readonly studio.PublishCheck[]): void {
  const { work, clock } = context;
  app.get("/api/studio/programmes", { config, schema: { tags, response: { 200: StudioList } } }, (request) =>
    work.withSnapshot((stores) => studio.listProgrammes(stores, viewerOf(request))),
  );
  app.post(
    "/api/studio/programmes",
    { config, schema: { tags, body: CreateProgramme, response: { 200: Draft } } },
    (request) => work.withTransaction((stores) => studio.createProgramme(stores, viewerOf(request), request.body)),
  );
  app.get(
    "/api/studio/programmes/:id/draft",
    { config, schema: { tags, params: IdParams, response: { 200: Draft } } },
    (request) => work.withSnapshot((stores) => studio.getDraft(stores, viewerOf(request), request.params.id)),
  );
  app.put(
    "/api/studio/programmes/:id/draft",
    { config, schema: { tags, params: IdParams, body: SaveDraft, response: { 200: Draft } } },
    (request) =>
      work.withTransaction((stores) => studio.saveDraft(stores, viewerOf(request), request.params.id, request.body)),
  );
  // Pure: nothing is read or kept, so no unit of work is opened.
  app.post(
    "/api/studio/check",
    { config, schema: { tags, body: CheckRequest, response: { 200: CheckResult } } },
    async (request) => ({ findings: checkBundle(request.body.documents) }),
  );
  app.post(
    "/api/studio/score",
    { config, schema: { tags, body: ScoreSample, response: { 200: SampleScore } } },
    async (request) => scoreSamples(request.body, chinaDay(clock().toISOString())),
  );
  app.get(
    "/api/studio/programmes/:id/changes",
    { config, schema: { tags, params: IdParams, response: { 200: ChangeList } } },
    (request) => work.withSnapshot((stores) => studio.listChanges(stores, viewerOf(request), request.params.id)),
  );
  app.post(
    "/api/studio/programmes/:id/editions",
    {
      config: { ...config, idempotent: true },
      schema: { tags, params: IdParams, body: PublishRequest, response: { 200: EditionSummary } },
    },
    (request) =>
      once(request, context, (stores) =>
        studio.publishDraft(stores, viewerOf(request), request.params.id, request.body, checks),
      ),
  );
  app.get(
    "/api/studio/programmes/:id/editions",
    { config, schema: { tags, params: IdParams, response: { 200: EditionList } } },
    (request) => work.withSnapshot((stores) => studio.listEditions(stores, viewerOf(request), request.params.id)),
  );
}
