import { Type } from "@sinclair/typebox";
import {
  DeclarationDetail,
  DeclarationPage,
  DeclarationQuery,
  DeclarationVersion,
  Flag,
  FlagRequest,
  OfferList,
  Revealed,
  RevealRequest,
  SaveReceipt,
  SaveRequest,
  SealedFormRequest,
  StartRequest,
  Verification,
  VerificationRequest,
} from "../../../core/contracts/declarations.ts";
import { OpenRounds, RoundForm } from "../../../core/contracts/programmes.ts";
import { Id, IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { once } from "../../plugins/idempotency.ts";
import { viewerOf } from "../../plugins/session.ts";
import { getDeclaration, getDeclarationForm, getVersion } from "./declaration-detail.ts";
import { listDeclarations, listOpenRounds, saveAnswers, startDeclaration } from "./declarations.service.ts";
import { getOffers } from "./offers.service.ts";
import { noteOpened, raiseFlag, removeFlag, reveal, verify } from "./review.service.ts";
import { bindSealedForm } from "./sealed-form.ts";

const tags = ["declarations"];
const reviewers = ["county-reviewer", "city-reviewer", "province-reviewer"] as const;
const readers = ["applicant", ...reviewers, "programme-admin", "leader"] as const;

const FlagParams = Type.Object({ id: Id, flagId: Id });
const VersionParams = Type.Object({ id: Id, number: Type.Integer({ minimum: 1, maximum: 100_000 }) });

/** Declarations: drafts, lists, and what a review says about them. Their state changes in the workflow module. */
export function registerDeclarationRoutes(app: App, context: AppContext): void {
  const { work, cipher } = context;
  app.post(
    "/api/declarations",
    {
      config: { policy: ["applicant"] },
      schema: { tags, body: StartRequest, response: { 200: DeclarationDetail } },
    },
    async (request) => {
      const viewer = viewerOf(request);
      return work.withTransaction(async (stores) => {
        const id = await startDeclaration(stores, viewer, request.body.roundId);
        return (await getDeclaration(stores, viewer, id, cipher)).detail;
      });
    },
  );
  app.get(
    "/api/declarations",
    {
      config: { policy: readers },
      schema: { tags, querystring: DeclarationQuery, response: { 200: DeclarationPage } },
    },
    (request) => work.withSnapshot((stores) => listDeclarations(stores, viewerOf(request), request.query)),
  );
  app.get(
    "/api/open-rounds",
    { config: { policy: ["applicant"] }, schema: { tags, response: { 200: OpenRounds } } },
    (request) => work.withSnapshot((stores) => listOpenRounds(stores, viewerOf(request))),
  );
  app.get(
    "/api/declarations/:id",
    { config: { policy: readers }, schema: { tags, params: IdParams, response: { 200: DeclarationDetail } } },
    async (request) => {
      const viewer = viewerOf(request);
      const { id } = request.params;
      const { detail, isUnread } = await work.withSnapshot((stores) => getDeclaration(stores, viewer, id, cipher));
      if (isUnread) await work.withTransaction((stores) => noteOpened(stores, viewer, id));
      return detail;
    },
  );
  app.post(
    "/api/declarations/:id/sealed-form",
    {
      config: { policy: ["applicant"], idempotent: true },
      schema: { tags, params: IdParams, body: SealedFormRequest, response: { 200: DeclarationDetail } },
    },
    (request) => {
      const viewer = viewerOf(request);
      const { id } = request.params;
      return once(request, context, async (stores) => {
        await bindSealedForm(stores, viewer, id, request.body, cipher);
        return (await getDeclaration(stores, viewer, id, cipher)).detail;
      });
    },
  );
  app.get(
    "/api/declarations/:id/form",
    { config: { policy: readers }, schema: { tags, params: IdParams, response: { 200: RoundForm } } },
    (request) => work.withSnapshot((stores) => getDeclarationForm(stores, viewerOf(request), request.params.id)),
  );
  app.patch(
    "/api/declarations/:id/answers",
    {
      config: { policy: ["applicant"] },
      schema: { tags, params: IdParams, body: SaveRequest, response: { 200: SaveReceipt } },
    },
    (request) =>
      work.withTransaction((stores) => saveAnswers(stores, viewerOf(request), request.params.id, request.body, cipher)),
  );
  app.get(
    "/api/declarations/:id/offers",
    { config: { policy: ["applicant"] }, schema: { tags, params: IdParams, response: { 200: OfferList } } },
    (request) => work.withSnapshot((stores) => getOffers(stores, viewerOf(request), request.params.id, cipher)),
  );
  app.get(
    "/api/declarations/:id/versions/:number",
    { config: { policy: readers }, schema: { tags, params: VersionParams, response: { 200: DeclarationVersion } } },
    (request) => {
      const { id, number } = request.params;
      return work.withSnapshot((stores) => getVersion(stores, viewerOf(request), id, number, cipher));
    },
  );
  app.post(
    "/api/declarations/:id/flags",
    {
      config: { policy: reviewers },
      schema: { tags, params: IdParams, body: FlagRequest, response: { 201: Flag } },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { params, body } = request;
      const flag = await work.withTransaction((stores) => raiseFlag(stores, viewer, params.id, body));
      return reply.code(201).send(flag);
    },
  );
  app.delete(
    "/api/declarations/:id/flags/:flagId",
    { config: { policy: reviewers }, schema: { tags, params: FlagParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { id, flagId } = request.params;
      await work.withTransaction((stores) => removeFlag(stores, viewer, id, flagId));
      return reply.code(204).send(null);
    },
  );
  app.put(
    "/api/declarations/:id/verifications",
    {
      config: { policy: reviewers },
      schema: { tags, params: IdParams, body: VerificationRequest, response: { 200: Verification, 204: Type.Null() } },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { params, body } = request;
      const verification = await work.withTransaction((stores) => verify(stores, viewer, params.id, body));
      return verification === null ? reply.code(204).send(null) : reply.code(200).send(verification);
    },
  );
  app.post(
    "/api/declarations/:id/reveal",
    {
      config: { policy: reviewers },
      schema: { tags, params: IdParams, body: RevealRequest, response: { 200: Revealed } },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { params, body } = request;
      return { value: await work.withTransaction((stores) => reveal(stores, viewer, params.id, body, cipher)) };
    },
  );
}
