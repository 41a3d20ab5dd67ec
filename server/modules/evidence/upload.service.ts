import type { Viewer } from "../../../core/access/viewer.ts";
import type { EvidenceItem } from "../../../core/contracts/declarations.ts";
import type { UploadState } from "../../../core/contracts/evidence.ts";
import { Problem } from "../../problem.ts";
import type { UnitOfWork } from "../../unit-of-work.ts";
import { type BlobStore, PieceTooLarge } from "./blob-store.ts";
import {
  advanceUpload,
  completedUpload,
  completeUpload,
  getUpload,
  getUploadPlace,
  offsetWrong,
  PIECE_BYTES,
  refuseUpload,
} from "./evidence.service.ts";
import { inspectFile } from "./file-inspection.ts";
import type { FileScanner } from "./file-scanner.ts";

/**
 * The long part of an upload: bytes are written, hashed and looked into outside any transaction; a short unit of work
 * before asks whether it may be, one after records that it was.
 */
export interface UploadDesk {
  /** Takes a piece that continues the upload at `offset`. */
  takePiece(viewer: Viewer, uploadId: string, offset: number, piece: AsyncIterable<Buffer>): Promise<UploadState>;
  /** Checks a finished upload and makes it evidence. `sha256` is what the sender holds, where it says so. */
  complete(viewer: Viewer, uploadId: string, sha256: string | undefined): Promise<EvidenceItem>;
}

/** A client may send larger pieces than it is asked to, up to this. */
const MAX_PIECE_BYTES = 4 * PIECE_BYTES;

export function makeUploadDesk(parts: {
  work: UnitOfWork;
  blobs: BlobStore;
  maxMb: number;
  /** Asked when the installation has one. */
  scanner: FileScanner | null;
}): UploadDesk {
  const { work, blobs, maxMb, scanner } = parts;
  /** Uploads being written or checked in this process: two requests never touch one file together. */
  const busy = new Set<string>();

  async function alone<T>(uploadId: string, received: number, action: () => Promise<T>): Promise<T> {
    if (busy.has(uploadId)) throw offsetWrong(received);
    busy.add(uploadId);
    try {
      return await action();
    } finally {
      busy.delete(uploadId);
    }
  }

  async function refuse(uploadId: string, problem: Problem): Promise<never> {
    await work.withTransaction((stores) => refuseUpload(stores, uploadId));
    await blobs.discard(uploadId);
    throw problem;
  }

  return {
    async takePiece(viewer, uploadId, offset, piece) {
      const { received } = await work.withSnapshot((stores) => getUpload(stores, viewer, uploadId));
      return alone(uploadId, received, async () => {
        const upload = await work.withSnapshot((stores) => getUpload(stores, viewer, uploadId));
        if (upload.isDone || offset !== upload.received) throw offsetWrong(upload.received);
        const limit = Math.min(MAX_PIECE_BYTES, upload.size - offset);
        const end = await writePiece(blobs, uploadId, offset, piece, limit);
        return work.withTransaction((stores) => advanceUpload(stores, viewer, uploadId, offset, end));
      });
    },

    async complete(viewer, uploadId, sha256) {
      const { received } = await work.withSnapshot((stores) => getUpload(stores, viewer, uploadId));
      return alone(uploadId, received, async () => {
        const earlier = await work.withSnapshot((stores) => completedUpload(stores, viewer, uploadId));
        if (earlier !== null) return earlier;
        const { upload, place } = await work.withSnapshot((stores) => getUploadPlace(stores, viewer, uploadId, maxMb));
        if (upload.received !== upload.size) {
          throw new Problem("upload-incomplete", { members: { received: upload.received } });
        }
        const hash = await blobs.hash(uploadId);
        if (sha256 !== undefined && sha256 !== hash) return refuse(uploadId, new Problem("upload-hash-differs"));
        const path = blobs.quarantinePath(uploadId);
        const verdict = await inspectFile(path, upload.fileName, place.types);
        if (!verdict.accepted) return refuse(uploadId, new Problem(verdict.fault));
        if (scanner !== null && !(await scanner.passes(path, verdict))) {
          return refuse(uploadId, new Problem("file-scan-refused"));
        }
        await blobs.release(uploadId, hash);
        const file = { sha256: hash, mediaType: verdict.mediaType };
        const item = await work.withTransaction((stores) => completeUpload(stores, viewer, uploadId, file, maxMb));
        await blobs.discard(uploadId);
        return item;
      });
    },
  };
}

async function writePiece(
  blobs: BlobStore,
  uploadId: string,
  offset: number,
  piece: AsyncIterable<Buffer>,
  limit: number,
): Promise<number> {
  try {
    return await blobs.write(uploadId, offset, piece, limit);
  } catch (error) {
    if (error instanceof PieceTooLarge) throw new Problem("too-large");
    throw error;
  }
}
