import { createHash } from "node:crypto";
import { constants, createReadStream, type ReadStream } from "node:fs";
import { type FileHandle, link, mkdir, open, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Files on disk, named by what they hold: `blobs/<first two digits>/<sha256>`. An upload grows in `blobs/quarantine`
 * and gets its place only after it was looked into, so that nothing unchecked can ever be served. Names of
 * people's files never reach a path. Nothing here runs inside a database transaction.
 */

const UPLOAD_ID = /^[A-Za-z0-9_-]{1,64}$/;
const SHA_256 = /^[0-9a-f]{64}$/;

/** More bytes came than the piece may have. */
export class PieceTooLarge extends Error {}

export class BlobStore {
  readonly #root: string;

  /** @param dataFolder folder that holds `blobs/` */
  constructor(dataFolder: string) {
    this.#root = join(dataFolder, "blobs");
  }

  /** Path of an upload in quarantine. */
  quarantinePath(uploadId: string): string {
    if (!UPLOAD_ID.test(uploadId)) throw new Error("not an upload id");
    return join(this.#root, "quarantine", `${uploadId}.part`);
  }

  /** Path of a released file. */
  blobPath(sha256: string): string {
    if (!SHA_256.test(sha256)) throw new Error("not a SHA-256");
    return join(this.#root, sha256.slice(0, 2), sha256);
  }

  /**
   * Writes a piece at `offset` and forces it to disk. A piece that broke off earlier is written over.
   * @param limit bytes the piece may have at most; one more and `PieceTooLarge` is thrown
   * @returns bytes of the upload now on disk
   */
  async write(uploadId: string, offset: number, piece: AsyncIterable<Buffer>, limit: number): Promise<number> {
    const path = this.quarantinePath(uploadId);
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      if ((await file.stat()).size < offset) throw new Error("an upload has lost bytes that were acknowledged");
      let at = offset;
      for await (const bytes of piece) {
        if (at + bytes.length - offset > limit) throw new PieceTooLarge();
        await writeAll(file, bytes, at);
        at += bytes.length;
      }
      await file.truncate(at);
      await file.sync();
      return at;
    } finally {
      await file.close();
    }
  }

  /** SHA-256 of an upload in quarantine, read as a stream. */
  async hash(uploadId: string): Promise<string> {
    const hash = createHash("sha256");
    for await (const bytes of createReadStream(this.quarantinePath(uploadId))) hash.update(bytes as Buffer);
    return hash.digest("hex");
  }

  /**
   * Gives a checked upload its place and makes that durable. The same content is kept once. The upload stays in
   * quarantine until `discard`: when the row about it is not written, everything can be tried again.
   */
  async release(uploadId: string, sha256: string): Promise<void> {
    const to = this.blobPath(sha256);
    await mkdir(dirname(to), { recursive: true });
    try {
      await link(this.quarantinePath(uploadId), to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    await syncFolder(dirname(to));
    await syncFolder(this.#root);
  }

  /** Takes an upload out of quarantine. */
  async discard(uploadId: string): Promise<void> {
    await rm(this.quarantinePath(uploadId), { force: true });
  }

  /** Opens a released file; `null` when it is missing. */
  async read(sha256: string): Promise<{ size: number; stream: ReadStream } | null> {
    const path = this.blobPath(sha256);
    if (!(await exists(path))) return null;
    return { size: (await stat(path)).size, stream: createReadStream(path) };
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
