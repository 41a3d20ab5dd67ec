import type { Readable } from "node:stream";
import { Type } from "@sinclair/typebox";
import { EvidenceItem } from "../../../core/contracts/declarations.ts";
import { CompleteUpload, StartUpload, UploadState } from "../../../core/contracts/evidence.ts";
import { IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { viewerOf } from "../../plugins/session.ts";
import { Problem } from "../../problem.ts";
import { BlobStore } from "./blob-store.ts";
import { getEvidence, getUpload, removeEvidence, startUpload, uploadState } from "./evidence.service.ts";
import type { FileScanner } from "./file-scanner.ts";
import { ContentQuery, sendFile } from "./send-file.ts";
import { makeUploadDesk } from "./upload.service.ts";

const tags = ["evidence"];
const uploaders = ["applicant", "county-reviewer", "city-reviewer", "province-reviewer"] as const;
const readers = [...uploaders, "programme-admin", "leader"] as const;
const OffsetQuery = Type.Object({ offset: Type.Integer({ minimum: 0 }) }, { additionalProperties: false });

/** Files of declarations and their attached forms: resumable uploads, download, removal. */
export function registerEvidenceRoutes(
  app: App,
  { work, config }: AppContext,
  scanner: FileScanner | null = null,
): void {
  const blobs = new BlobStore(config.DATA_DIR);
  const maxMb = config.UPLOAD_MAX_MB;
  const desk = makeUploadDesk({ work, blobs, maxMb, scanner });

  app.post(
    "/api/declarations/:id/uploads",
    {
      config: { policy: uploaders },
      schema: { tags, params: IdParams, body: StartUpload, response: { 201: UploadState } },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { params, body } = request;
      const state = await work.withTransaction((stores) =>
        startUpload(stores, viewer, { declarationId: params.id }, body, maxMb),
      );
      return reply.code(201).send(state);
    },
  );
  app.post(
    "/api/attached/:id/uploads",
    {
      config: { policy: ["applicant"] },
      schema: { tags, params: IdParams, body: StartUpload, response: { 201: UploadState } },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const of = { attachedFormId: request.params.id };
      const state = await work.withTransaction((stores) => startUpload(stores, viewer, of, request.body, maxMb));
      return reply.code(201).send(state);
    },
  );
  app.get(
    "/api/uploads/:id",
    { config: { policy: uploaders }, schema: { tags, params: IdParams, response: { 200: UploadState } } },
    (request) =>
      work.withSnapshot(async (stores) => uploadState(await getUpload(stores, viewerOf(request), request.params.id))),
  );
  app.post(
    "/api/uploads/:id/complete",
    {
      config: { policy: uploaders },
      schema: { tags, params: IdParams, body: CompleteUpload, response: { 200: EvidenceItem } },
    },
    (request) => desk.complete(viewerOf(request), request.params.id, request.body.sha256),
  );
  app.delete(
    "/api/evidence/:id",
    { config: { policy: uploaders }, schema: { tags, params: IdParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const viewer = viewerOf(request);
      await work.withTransaction((stores) => removeEvidence(stores, viewer, request.params.id, maxMb));
      return reply.code(204).send(null);
    },
  );
  app.get(
    "/api/evidence/:id/content",
    { config: { policy: readers }, schema: { tags, params: IdParams, querystring: ContentQuery } },
    async (request, reply) => {
      const evidence = await work.withSnapshot((stores) => getEvidence(stores, viewerOf(request), request.params.id));
      return sendFile(reply, blobs, evidence, request.query.inline === "1");
    },
  );

  // Pieces come as raw bytes: in a scope of their own, so that no other route takes such a body.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("application/octet-stream", (_request, payload, done) => done(null, payload));
    (scope as unknown as App).put(
      "/api/uploads/:id",
      {
        config: { policy: uploaders },
        schema: { tags, params: IdParams, querystring: OffsetQuery, response: { 200: UploadState } },
      },
      async (request) => {
        const piece = request.body as Readable | undefined | null;
        if (piece === undefined || piece === null) throw new Problem("malformed-request");
        try {
          return await desk.takePiece(viewerOf(request), request.params.id, request.query.offset, bytesOf(piece));
        } catch (error) {
          // What is left of a refused piece is read and thrown away: the connection can then be used again.
          piece.resume();
          throw error;
        }
      },
    );
  });
}

/** The bytes of a body. Leaving the loop early leaves the stream, and with it the connection, alive. */
function bytesOf(stream: Readable): AsyncIterable<Buffer> {
  return stream.iterator({ destroyOnReturn: false });
}
