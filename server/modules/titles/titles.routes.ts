import { Type } from "@sinclair/typebox";
import { IdParams } from "../../../core/contracts/shared.ts";
import {
  CancelTitle,
  PublicTitles,
  RecordedTitles,
  RecordTitles,
  RenewTitle,
  TitleDetail,
  TitlePage,
  TitleQuery,
  TitleRules,
  TitleVerification,
} from "../../../core/contracts/titles.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { once } from "../../plugins/idempotency.ts";
import { viewerOf } from "../../plugins/session.ts";
import { recordTitles } from "./record-titles.service.ts";
import {
  getTitle,
  listPublicTitles,
  listTitleRules,
  listTitles,
  TITLE_KEEPERS,
  verifyTitle,
} from "./register.service.ts";
import { cancelTitle, renewTitle } from "./title-changes.service.ts";

const everybody = { policy: "public" } as const;
const keeper = { policy: TITLE_KEEPERS } as const;
const tags = ["titles"];
const NumberParams = Type.Object({ number: Type.String({ minLength: 1, maxLength: 64 }) });

/** The register of titles: what everybody may look up, and what its keeper does. */
export function registerTitlesRoutes(app: App, context: AppContext): void {
  const { work } = context;
  app.get(
    "/api/public/titles",
    { config: everybody, schema: { tags, querystring: TitleQuery, response: { 200: PublicTitles } } },
    (request) => work.withSnapshot((stores) => listPublicTitles(stores, request.query)),
  );
  app.get(
    "/api/public/titles/:number",
    { config: everybody, schema: { tags, params: NumberParams, response: { 200: TitleVerification } } },
    (request) => work.withSnapshot((stores) => verifyTitle(stores, request.params.number)),
  );
  app.get(
    "/api/titles",
    { config: keeper, schema: { tags, querystring: TitleQuery, response: { 200: TitlePage } } },
    (request) => work.withSnapshot((stores) => listTitles(stores, viewerOf(request), request.query)),
  );
  app.get("/api/titles/rules", { config: keeper, schema: { tags, response: { 200: TitleRules } } }, (request) =>
    work.withSnapshot((stores) => listTitleRules(stores, viewerOf(request))),
  );
  app.get(
    "/api/titles/:id",
    { config: keeper, schema: { tags, params: IdParams, response: { 200: TitleDetail } } },
    (request) => work.withSnapshot((stores) => getTitle(stores, viewerOf(request), request.params.id)),
  );
  app.post(
    "/api/titles",
    {
      config: { ...keeper, idempotent: true },
      schema: { tags, body: RecordTitles, response: { 200: RecordedTitles } },
    },
    (request) => once(request, context, (stores) => recordTitles(stores, viewerOf(request), request.body)),
  );
  app.post(
    "/api/titles/:id/cancel",
    {
      config: { ...keeper, idempotent: true },
      schema: { tags, params: IdParams, body: CancelTitle, response: { 200: TitleDetail } },
    },
    (request) =>
      once(request, context, (stores) => cancelTitle(stores, viewerOf(request), request.params.id, request.body)),
  );
  app.post(
    "/api/titles/:id/renew",
    {
      config: { ...keeper, idempotent: true },
      schema: { tags, params: IdParams, body: RenewTitle, response: { 200: TitleDetail } },
    },
    (request) =>
      once(request, context, (stores) => renewTitle(stores, viewerOf(request), request.params.id, request.body)),
  );
}
