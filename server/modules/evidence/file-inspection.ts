import { type FileHandle, open } from "node:fs/promises";
import { fileTypeFromBuffer } from "file-type";
import { extensionOf } from "./file-name.ts";
import { type EvidenceFileType, type FileVerdict, refuse } from "./file-verdict.ts";
import { imageSize } from "./image-size.ts";
import { inspectOffice } from "./office-inspection.ts";

/**
 * Decides what a file is by its signature and structure; the media type a client claims is never asked for.
 * Only a bounded beginning and end of the file are read, except for office archives, which have bounds of their own.
 */

const HEAD_BYTES = 64 * 1024;
const TAIL_BYTES = 2048;
const MAX_IMAGE_SIDE = 30_000;
const MAX_IMAGE_PIXELS = 150_000_000;

/** Types by media type, with the endings a name may carry. */
const KNOWN_TYPES: Record<string, { type: EvidenceFileType; endings: string[] }> = {
  "application/pdf": { type: "pdf", endings: ["pdf"] },
  "image/png": { type: "image", endings: ["png"] },
  "image/jpeg": { type: "image", endings: ["jpg", "jpeg", "jpe", "jfif"] },
  "image/webp": { type: "image", endings: ["webp"] },
  "video/mp4": { type: "video", endings: ["mp4", "m4v"] },
  "video/quicktime": { type: "video", endings: ["mov"] },
  "video/webm": { type: "video", endings: ["webm"] },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": { type: "docx", endings: ["docx"] },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": { type: "xlsx", endings: ["xlsx"] },
};

/**
 * Judges the file at `path`, a finished upload.
 * @param fileName the cleaned name, whose ending has to fit what the file is
 * @param allowed types the place of the file takes
 */
export async function inspectFile(
  path: string,
  fileName: string,
  allowed: readonly EvidenceFileType[],
): Promise<FileVerdict> {
  const { head, tail } = await readEnds(path);
  const verdict = isArchive(head) ? await inspectOffice(path) : await inspectPlain(head, tail);
  if (!verdict.accepted) return verdict;
  if (!allowed.includes(verdict.type)) return refuse("file-type-refused");
  const endings = KNOWN_TYPES[verdict.mediaType]?.endings ?? [];
  return endings.includes(extensionOf(fileName)) ? verdict : refuse("file-extension-differs");
}

/** True for a media type a browser may show in place. */
export function mayShowInline(mediaType: string): boolean {
  const type = KNOWN_TYPES[mediaType]?.type;
  return type === "pdf" || type === "image";
}

async function inspectPlain(head: Buffer, tail: Buffer): Promise<FileVerdict> {
  const mediaType = (await fileTypeFromBuffer(head))?.mime;
  const known = mediaType === undefined ? undefined : KNOWN_TYPES[mediaType];
  if (mediaType === undefined || known === undefined) return refuse("file-type-refused");
  if (known.type === "pdf") return inspectPdf(head, tail);
  if (known.type === "image") return inspectImage(head, mediaType);
  return { accepted: true, type: known.type, mediaType };
}

/**
 * A PDF begins with its header and has its trailer near the end; one cut off on the way has not. Scanners pad the end
 * with a few bytes, which every reader accepts.
 */
function inspectPdf(head: Buffer, tail: Buffer): FileVerdict {
  const end = tail.toString("latin1");
  const whole = /^%PDF-[12]\.\d/.test(head.toString("latin1", 0, 8)) && /startxref\s+\d+\s+%%EOF/.test(end);
  if (!whole) return refuse("file-damaged");
  return { accepted: true, type: "pdf", mediaType: "application/pdf" };
}

function inspectImage(head: Buffer, mediaType: string): FileVerdict {
  const size = imageSize(head, mediaType);
  if (size === null || size.width === 0 || size.height === 0) return refuse("file-damaged");
  const tooLarge = Math.max(size.width, size.height) > MAX_IMAGE_SIDE || size.width * size.height > MAX_IMAGE_PIXELS;
  return tooLarge ? refuse("file-image-too-large") : { accepted: true, type: "image", mediaType };
}

function isArchive(head: Buffer): boolean {
  return head.length >= 4 && head.readUInt32BE(0) === 0x504b0304;
}

async function readEnds(path: string): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const head = await readAt(file, 0, Math.min(size, HEAD_BYTES));
    const tail = await readAt(file, Math.max(0, size - TAIL_BYTES), Math.min(size, TAIL_BYTES));
    return { head, tail };
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
