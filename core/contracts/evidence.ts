import { type Static, Type } from "@sinclair/typebox";
import { Id } from "./shared.ts";

/**
 * Resumable uploads in pieces, so that a broken line loses nothing:
 *   POST   /api/declarations/:id/uploads   StartUpload -> UploadState
 *   POST   /api/attached/:id/uploads       StartUpload -> UploadState (for an attached form of a declaration)
 *   GET    /api/uploads/:id                -> UploadState (where to go on)
 *   PUT    /api/uploads/:id?offset=N       application/octet-stream piece -> UploadState; a wrong offset answers 409 with `received`
 *   POST   /api/uploads/:id/complete       CompleteUpload -> EvidenceItem (signature and structure are checked here)
 *   GET    /api/evidence/:id/content       the file (attachment, nosniff, sandboxed; ?inline=1 for pdf and image)
 *   DELETE /api/evidence/:id
 */

export const StartUpload = Type.Object(
  {
    purpose: Type.Union([Type.Literal("evidence"), Type.Literal("seal")]),
    requirementId: Type.Optional(Id),
    fileName: Type.String({ minLength: 1, maxLength: 255 }),
    size: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
);

export const UploadState = Type.Object({
  id: Id,
  received: Type.Integer(),
  size: Type.Integer(),
  /** Bytes a piece should have. */
  pieceSize: Type.Integer(),
});

export const CompleteUpload = Type.Object(
  { sha256: Type.Optional(Type.String({ pattern: "^[0-9a-f]{64}$" })) },
  { additionalProperties: false },
);

export type StartUpload = Static<typeof StartUpload>;
export type UploadState = Static<typeof UploadState>;
export type CompleteUpload = Static<typeof CompleteUpload>;
