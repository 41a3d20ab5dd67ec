import { Type } from "@sinclair/typebox";
import type { FastifyReply } from "fastify";
import { Problem } from "../../problem.ts";
import type { BlobStore } from "./blob-store.ts";
import type { EvidenceRow } from "./evidence.store.ts";
import { mayShowInline } from "./file-inspection.ts";
import { contentDisposition } from "./file-name.ts";

export const ContentQuery = Type.Object({ inline: Type.Optional(Type.Literal("1")) }, { additionalProperties: false });

/** A file that is shown or saved can run nothing and reach nothing. Chromium's PDF viewer starts in it all the same. */
const CLOSED = "default-src 'none'; frame-ancestors 'self'; sandbox";

/** Sends a file the viewer may see, under a name. @throws Problem `not-found` when its bytes are gone */
export async function sendFile(
  reply: FastifyReply,
  blobs: BlobStore,
  { sha256, mediaType, fileName }: Pick<EvidenceRow, "sha256" | "mediaType" | "fileName">,
  inline: boolean,
): Promise<FastifyReply> {
  const file = await blobs.read(sha256);
  if (file === null) throw new Problem("not-found");
  const kind = inline && mayShowInline(mediaType) ? "inline" : "attachment";
  return reply
    .header("content-type", mediaType)
    .header("content-length", file.size)
    .header("content-disposition", contentDisposition(fileName, kind))
    .header("content-security-policy", CLOSED)
    .header("x-content-type-options", "nosniff")
    .header("x-frame-options", "SAMEORIGIN")
    .header("cross-origin-resource-policy", "same-origin")
    .header("cache-control", "private, no-store")
    .send(file.stream);
}
