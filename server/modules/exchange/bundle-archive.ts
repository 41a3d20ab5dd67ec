import { strToU8, type Zippable, zipSync } from "fflate";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { type Documents, locateDocument } from "../../../core/editions/document-paths.ts";
import { findJsonExcess } from "../../../core/json/json-limits.ts";
import type { Finding, LocalText } from "../../../core/problems/finding.ts";
import { characterOf } from "../../plugins/validation.ts";

/**
 * A programme as one ZIP: the same files, at the same paths, that stand in form-schemas/, scoring-schemas/ and
 * programmes/. An archive from outside is distrusted: entries, sizes and paths are bounded before anything is unpacked,
 * and what was declared is compared with what really comes out.
 */

/** Bounds of an archive; the largest built-in programme has some twenty files of a few kilobytes. */
export const BUNDLE_LIMITS = {
  archiveBytes: 4 * 1024 * 1024,
  entries: 400,
  entryBytes: 2 * 1024 * 1024,
  unpackedBytes: 16 * 1024 * 1024,
} as const;

/** A finding with the file it concerns; the file is empty for the archive as a whole. */
interface BundleFinding extends Finding {
  file: string;
}

export interface BundleContents {
  documents: Documents;
  findings: BundleFinding[];
}

/** A day every archive is stamped with, so that the same documents give the same bytes. */
const STAMP = new Date(2000, 0, 1);

/** Packs documents into a ZIP, in path order; the same documents give the same bytes. */
export function packBundle(documents: Documents): Uint8Array {
  const files: Zippable = {};
  for (const path of Object.keys(documents).sort()) {
    files[path] = strToU8(`${JSON.stringify(documents[path], null, 2)}\n`);
  }
  return zipSync(files, { mtime: STAMP, level: 6 });
}

/** Unpacks a bundle. Never throws for what the archive holds: every reason to refuse it is a finding. */
export async function unpackBundle(bytes: Uint8Array): Promise<BundleContents> {
  if (bytes.length > BUNDLE_LIMITS.archiveBytes) return refusedWhole("too-large");
  let archive: ZipFile;
  try {
    archive = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true, validateEntrySizes: true });
  } catch {
    return refusedWhole("not-zip");
  }
  try {
    return await readEntries(archive);
  } catch {
    // yauzl reports unsafe names, wrong sizes and broken streams as plain errors.
    return refusedWhole("damaged");
  } finally {
    archive.close();
  }
}

async function readEntries(archive: ZipFile): Promise<BundleContents> {
  if (archive.entryCount > BUNDLE_LIMITS.entries) return refusedWhole("too-many");
  const contents: BundleContents = { documents: {}, findings: [] };
  let unpacked = 0;
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName.endsWith("/")) continue;
    const refusal = refusalOf(entry, contents.documents);
    if (refusal !== null) {
      contents.findings.push(archiveFinding(refusal, entry.fileName));
      continue;
    }
    unpacked += entry.uncompressedSize;
    if (unpacked > BUNDLE_LIMITS.unpackedBytes) return refusedWhole("too-large");
    readDocument(entry.fileName, await readBytes(archive, entry), contents);
  }
  if (Object.keys(contents.documents).length === 0 && contents.findings.length === 0) return refusedWhole("empty");
  return contents;
}

/** Why an entry is not unpacked at all; null when it may be. */
function refusalOf(entry: Entry, documents: Documents): keyof typeof REFUSALS | null {
  if (locateDocument(entry.fileName) === undefined) return "unknown-path";
  if (entry.isEncrypted()) return "encrypted";
  if (Object.hasOwn(documents, entry.fileName)) return "twice";
  return entry.uncompressedSize > BUNDLE_LIMITS.entryBytes ? "file-too-large" : null;
}

async function readBytes(archive: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await archive.openReadStreamPromise(entry);
  const pieces: Buffer[] = [];
  for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

function readDocument(path: string, bytes: Buffer, contents: BundleContents): void {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    contents.findings.push(archiveFinding("not-json", path));
    return;
  }
  const excess = findJsonExcess(document);
  if (excess !== null) {
    contents.findings.push({ ...archiveFinding("beyond-limits", path), pointer: excess.pointer });
    return;
  }
  // As for every other body: what no database can store does not come in by a file either.
  const character = characterOf(document, "");
  if (character !== null) contents.findings.push({ ...character, file: path });
  else contents.documents[path] = document;
}

const REFUSALS = {
  "too-large": {
    zh: "压缩包过大：打包后不超过 4 MB，解开后不超过 16 MB",
    en: "The archive is too large: at most 4 MB packed and 16 MB unpacked",
  },
  "too-many": { zh: "压缩包内文件超过 400 个", en: "The archive holds more than 400 files" },
  "not-zip": { zh: "这不是 ZIP 压缩包", en: "This is not a ZIP archive" },
  damaged: {
    zh: "压缩包已损坏，或其中有不安全的文件名或大小",
    en: "The archive is damaged, or holds an unsafe name or size",
  },
  empty: { zh: "压缩包内没有文件", en: "The archive holds no files" },
  "unknown-path": {
    zh: "不认识的文件位置；只收 form-schemas/、scoring-schemas/、programmes/ 下的定义文件",
    en: "No document stands at this path; only those of form-schemas/, scoring-schemas/ and programmes/ are taken",
  },
  encrypted: { zh: "文件已加密，无法读取", en: "The file is encrypted and cannot be read" },
  twice: { zh: "同一文件出现两次", en: "The file is there twice" },
  "file-too-large": { zh: "文件超过 2 MB", en: "The file is larger than 2 MB" },
  "not-json": { zh: "不是 UTF-8 编码的 JSON", en: "This is not JSON in UTF-8" },
  "beyond-limits": {
    zh: "嵌套过深、内容过多或文本过长",
    en: "Nested too deep, too many values, or a text too long",
  },
} satisfies Record<string, LocalText>;

function archiveFinding(reason: keyof typeof REFUSALS, file: string): BundleFinding {
  return { file, pointer: "", code: `bundle-${reason}`, level: "error", message: REFUSALS[reason] };
}

function refusedWhole(reason: keyof typeof REFUSALS): BundleContents {
  return { documents: {}, findings: [archiveFinding(reason, "")] };
}
