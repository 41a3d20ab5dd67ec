import { once } from "node:events";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { type FileVerdict, refuse } from "./file-verdict.ts";

/**
 * Looks into a .docx or .xlsx. Both are ZIP archives, so the archive is distrusted first: number of entries, declared
 * and true unpacked size, ratio, names, encryption, macros. Nothing is written to disk.
 */

/** Bounds of an archive. A long report with pictures stays far below them. */
const LIMITS = {
  entries: 3000,
  unpackedBytes: 150 * 1024 * 1024,
  /** Unpacked to packed size of one entry above a mebibyte; honest XML compresses about 20 to 1, at most some 60. */
  ratio: 150,
  contentTypesBytes: 1024 * 1024,
} as const;

const KINDS = [
  {
    type: "docx",
    part: "word/document.xml",
    marker: "wordprocessingml.document.main+xml",
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  },
  {
    type: "xlsx",
    part: "xl/workbook.xml",
    marker: "spreadsheetml.sheet.main+xml",
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  },
] as const;

/** An archive beyond the bounds. */
class ArchiveUnsafe extends Error {}

/** Judges the file at `path`, known to begin like a ZIP archive. */
export async function inspectOffice(path: string): Promise<FileVerdict> {
  let archive: ZipFile;
  try {
    archive = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch {
    return refuse("file-damaged");
  }
  try {
    return await inspectArchive(archive);
  } catch (error) {
    // yauzl reports unsafe names and wrong sizes as plain errors: to the applicant the file is damaged.
    return refuse(error instanceof ArchiveUnsafe ? "file-archive-unsafe" : "file-damaged");
  } finally {
    archive.close();
  }
}

async function inspectArchive(archive: ZipFile): Promise<FileVerdict> {
  if (archive.entryCount > LIMITS.entries) throw new ArchiveUnsafe();
  const names = new Set<string>();
  let contentTypes = "";
  let unpacked = 0;
  for await (const entry of archive.eachEntry()) {
    if (entry.isEncrypted()) return refuse("file-encrypted");
    if (names.has(entry.fileName)) throw new ArchiveUnsafe();
    names.add(entry.fileName);
    checkDeclaredSize(entry, unpacked);
    const kept = entry.fileName === "[Content_Types].xml" ? LIMITS.contentTypesBytes : 0;
    const content = await unpack(archive, entry, LIMITS.unpackedBytes - unpacked, kept);
    unpacked += content.size;
    if (kept > 0) contentTypes = content.text;
  }
  // A macro-enabled document under the ending of a plain one.
  if (contentTypes.includes("macroEnabled") || [...names].some((name) => name.endsWith("vbaProject.bin"))) {
    return refuse("file-type-refused");
  }
  const kind = KINDS.find((candidate) => names.has(candidate.part) && contentTypes.includes(candidate.marker));
  return kind === undefined
    ? refuse("file-type-refused")
    : { accepted: true, type: kind.type, mediaType: kind.mediaType };
}

function checkDeclaredSize(entry: Entry, unpackedSoFar: number): void {
  const size = entry.uncompressedSize;
  if (unpackedSoFar + size > LIMITS.unpackedBytes) throw new ArchiveUnsafe();
  if (size > 1024 * 1024 && size > LIMITS.ratio * Math.max(1, entry.compressedSize)) throw new ArchiveUnsafe();
}

/** Unpacks an entry to count its true bytes, keeping at most `kept` of them as text. */
async function unpack(
  archive: ZipFile,
  entry: Entry,
  limit: number,
  kept: number,
): Promise<{ size: number; text: string }> {
  const stream = await archive.openReadStreamPromise(entry);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit) {
      stream.destroy();
      throw new ArchiveUnsafe();
    }
    if (size <= kept) pieces.push(piece);
  }
  if (!stream.destroyed) {
    stream.destroy();
    await once(stream, "close");
  }
  return { size, text: Buffer.concat(pieces).toString("utf8") };
}
