import { Type } from "@sinclair/typebox";
import {
  AssignmentList,
  ChangeMark,
  ConflictList,
  ConflictRequest,
  HandIn,
  OwnExpert,
  Recusal,
  SaveSheet,
  SheetReceipt,
  SheetView,
} from "../../../core/contracts/expert-sheets.ts";
import { OwnProfile } from "../../../core/contracts/experts.ts";
import { Id, IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { once } from "../../plugins/idempotency.ts";
import { viewerOf } from "../../plugins/session.ts";
import { BlobStore } from "../evidence/blob-store.ts";
import { ContentQuery, sendFile } from "../evidence/send-file.ts";
import { changeOwnExpert, declareConflict, getOwnExpert, listOwnConflicts } from "./experts.service.ts";
import {
  changeMark,
  getSheet,
  getSheetFile,
  handInSheet,
  listAssignments,
  recuse,
  saveSheet,
} from "./sheets.service.ts";

const tags = ["experts"];
const config = { policy: ["expert"] as const };
const writes = { ...config, idempotent: true };
const ofSheet = { tags, params: IdParams, response: { 200: SheetView } };
const FileParams = Type.Object({ id: Id, evidenceId: Id });

/** An expert's own side: profile, conflicts, sheets. */
export function registerSheetRoutes(app: App, context: AppContext): void {
  const { work, cipher } = context;
  const blobs = new BlobStore(context.config.DATA_DIR);
  app.get("/api/expert/profile", { config, schema: { tags, response: { 200: OwnExpert } } }, (request) =>
    work.withSnapshot((stores) => getOwnExpert(stores, viewerOf(request))),
  );
  app.put(
    "/api/expert/profile",
    { config, schema: { tags, body: OwnProfile, response: { 200: OwnExpert } } },
    (request) => work.withTransaction((stores) => changeOwnExpert(stores, viewerOf(request), request.body)),
  );
  app.get("/api/expert/conflicts", { config, schema: { tags, response: { 200: ConflictList } } }, (request) =>
    work.withSnapshot((stores) => listOwnConflicts(stores, viewerOf(request))),
  );
  app.post(
    "/api/expert/conflicts",
    { config: writes, schema: { tags, body: ConflictRequest, response: { 200: ConflictList } } },
    (request) => once(request, context, (stores) => declareConflict(stores, viewerOf(request), request.body)),
  );
  app.get("/api/expert/assignments", { config, schema: { tags, response: { 200: AssignmentList } } }, (request) =>
    work.withSnapshot((stores) => listAssignments(stores, viewerOf(request), cipher)),
  );
  app.get("/api/expert/assignments/:id", { config, schema: ofSheet }, (request) =>
    work.withSnapshot((stores) => getSheet(stores, viewerOf(request), request.params.id, cipher)),
  );
  app.put(
    "/api/expert/assignments/:id/draft",
    { config, schema: { tags, params: IdParams, body: SaveSheet, response: { 200: SheetReceipt } } },
    (request) =>
      work.withTransaction((stores) => saveSheet(stores, viewerOf(request), request.params.id, request.body, cipher)),
  );
  app.post("/api/expert/assignments/:id/hand-in", { config: writes, schema: { ...ofSheet, body: HandIn } }, (request) =>
    once(request, context, (stores) => handInSheet(stores, viewerOf(request), request.params.id, request.body, cipher)),
  );
  app.post(
    "/api/expert/assignments/:id/changes",
    { config: writes, schema: { ...ofSheet, body: ChangeMark } },
    (request) =>
      once(request, context, (stores) =>
        changeMark(stores, viewerOf(request), request.params.id, request.body, cipher),
      ),
  );
  app.post(
    "/api/expert/assignments/:id/recusal",
    { config: writes, schema: { ...ofSheet, body: Recusal } },
    (request) =>
      once(request, context, (stores) => recuse(stores, viewerOf(request), request.params.id, request.body, cipher)),
  );
  app.get(
    "/api/expert/assignments/:id/evidence/:evidenceId/content",
    { config, schema: { tags, params: FileParams, querystring: ContentQuery } },
    async (request, reply) => {
      const { id, evidenceId } = request.params;
      const file = await work.withSnapshot((stores) => getSheetFile(stores, viewerOf(request), id, evidenceId, cipher));
      return sendFile(reply, blobs, file, request.query.inline === "1");
    },
  );
}
