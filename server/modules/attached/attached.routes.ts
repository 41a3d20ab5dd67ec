import {
  AttachedDecision,
  AttachedDetail,
  AttachedDraft,
  AttachedList,
  AttachedStart,
  HandInRequest,
  ReportList,
  ReportQuery,
} from "../../../core/contracts/attached.ts";
import {
  FindingList,
  Revealed,
  RevealRequest,
  SaveReceipt,
  SaveRequest,
} from "../../../core/contracts/declarations.ts";
import { IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { once } from "../../plugins/idempotency.ts";
import { viewerOf } from "../../plugins/session.ts";
import {
  getAllFindings,
  getAttachedFindings,
  getDraft,
  listOfRound,
  listWithDeclaration,
  saveAttached,
  startOfDeclaration,
  startOfRound,
} from "./attached.service.ts";
import { decideAttached, handIn } from "./attached-hand-in.ts";
import { revealAttached } from "./attached-reveal.ts";
import { getAttached } from "./attached-view.ts";
import { listReports } from "./reports.service.ts";

const tags = ["attached"];
const reviewers = ["county-reviewer", "city-reviewer", "province-reviewer"] as const;
const authors = ["applicant", ...reviewers] as const;
const readers = ["applicant", ...reviewers, "programme-admin", "leader"] as const;

/** Attached forms: what goes with a declaration, summaries of a region, reports of those who hold a title. */
export function registerAttachedRoutes(app: App, context: AppContext): void {
  const { work, cipher } = context;
  app.get(
    "/api/declarations/:id/findings",
    { config: { policy: readers }, schema: { tags, params: IdParams, response: { 200: FindingList } } },
    (request) => work.withSnapshot((stores) => getAllFindings(stores, viewerOf(request), request.params.id, cipher)),
  );
  app.get(
    "/api/declarations/:id/attached",
    { config: { policy: readers }, schema: { tags, params: IdParams, response: { 200: AttachedList } } },
    (request) => work.withSnapshot((stores) => listWithDeclaration(stores, viewerOf(request), request.params.id)),
  );
  app.post(
    "/api/declarations/:id/attached",
    {
      config: { policy: authors },
      schema: { tags, params: IdParams, body: AttachedStart, response: { 200: AttachedDetail } },
    },
    (request) => {
      const viewer = viewerOf(request);
      return work.withTransaction(async (stores) => {
        const id = await startOfDeclaration(stores, viewer, request.params.id, request.body, cipher);
        return getAttached(stores, viewer, id, cipher);
      });
    },
  );
  app.get(
    "/api/rounds/:id/attached",
    { config: { policy: reviewers }, schema: { tags, params: IdParams, response: { 200: AttachedList } } },
    (request) => work.withSnapshot((stores) => listOfRound(stores, viewerOf(request), request.params.id)),
  );
  app.post(
    "/api/rounds/:id/attached",
    {
      config: { policy: reviewers },
      schema: { tags, params: IdParams, body: AttachedStart, response: { 200: AttachedDetail } },
    },
    (request) => {
      const viewer = viewerOf(request);
      return work.withTransaction(async (stores) => {
        const id = await startOfRound(stores, viewer, request.params.id, request.body);
        return getAttached(stores, viewer, id, cipher);
      });
    },
  );
  app.get(
    "/api/reports",
    { config: { policy: readers }, schema: { tags, querystring: ReportQuery, response: { 200: ReportList } } },
    (request) => work.withSnapshot((stores) => listReports(stores, viewerOf(request), request.query)),
  );
  app.get(
    "/api/attached/:id",
    { config: { policy: readers }, schema: { tags, params: IdParams, response: { 200: AttachedDetail } } },
    (request) => work.withSnapshot((stores) => getAttached(stores, viewerOf(request), request.params.id, cipher)),
  );
  app.patch(
    "/api/attached/:id/answers",
    {
      config: { policy: authors },
      schema: { tags, params: IdParams, body: SaveRequest, response: { 200: SaveReceipt } },
    },
    (request) =>
      work.withTransaction((stores) =>
        saveAttached(stores, viewerOf(request), request.params.id, request.body, cipher),
      ),
  );
  app.get(
    "/api/attached/:id/findings",
    { config: { policy: readers }, schema: { tags, params: IdParams, response: { 200: FindingList } } },
    (request) =>
      work.withSnapshot((stores) => getAttachedFindings(stores, viewerOf(request), request.params.id, cipher)),
  );
  app.get(
    "/api/attached/:id/draft",
    { config: { policy: authors }, schema: { tags, params: IdParams, response: { 200: AttachedDraft } } },
    (request) => work.withSnapshot((stores) => getDraft(stores, viewerOf(request), request.params.id, cipher)),
  );
  app.post(
    "/api/attached/:id/hand-in",
    {
      config: { policy: authors, idempotent: true },
      schema: { tags, params: IdParams, body: HandInRequest, response: { 200: AttachedDetail } },
    },
    (request) => {
      const viewer = viewerOf(request);
      const { id } = request.params;
      return once(request, context, async (stores) => {
        await handIn(stores, viewer, id, request.body.revision, cipher);
        return getAttached(stores, viewer, id, cipher);
      });
    },
  );
  app.post(
    "/api/attached/:id/decision",
    {
      config: { policy: reviewers, idempotent: true },
      schema: { tags, params: IdParams, body: AttachedDecision, response: { 200: AttachedDetail } },
    },
    (request) => {
      const viewer = viewerOf(request);
      const { id } = request.params;
      return once(request, context, async (stores) => {
        await decideAttached(stores, viewer, id, request.body);
        return getAttached(stores, viewer, id, cipher);
      });
    },
  );
  app.post(
    "/api/attached/:id/reveal",
    {
      config: { policy: reviewers },
      schema: { tags, params: IdParams, body: RevealRequest, response: { 200: Revealed } },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { params, body } = request;
      return { value: await work.withTransaction((stores) => revealAttached(stores, viewer, params.id, body, cipher)) };
    },
  );
}
