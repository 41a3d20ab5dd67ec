import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BlobStore, PieceTooLarge } from "../../../server/modules/evidence/blob-store.ts";

let folder: string;
let blobs: BlobStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "blobs-"));
  blobs = new BlobStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

async function* piece(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
}

const sha = (text: string) => createHash("sha256").update(text).digest("hex");

describe("BlobStore", () => {
  it("grows an upload in pieces and releases it under its hash", async () => {
    expect(await blobs.write("u1", 0, piece("he", "llo"), 10)).toBe(5);
    expect(await blobs.write("u1", 5, piece(" you"), 10)).toBe(9);
    expect(await blobs.hash("u1")).toBe(sha("hello you"));
    await blobs.release("u1", sha("hello you"));
    expect(await readFile(blobs.blobPath(sha("hello you")), "utf8")).toBe("hello you");
    await blobs.discard("u1");
    expect(await readdir(join(folder, "blobs", "quarantine"))).toEqual([]);
  });

  it("writes a piece that broke off over again", async () => {
    async function* broken() {
      yield Buffer.from("garbage");
      throw new Error("line lost");
    }
    await expect(blobs.write("u1", 0, broken(), 100)).rejects.toThrow("line lost");
    expect(await blobs.write("u1", 0, piece("ok"), 100)).toBe(2);
    expect(await blobs.hash("u1")).toBe(sha("ok"));
  });

  it("does not go on after a gap", async () => {
    await blobs.write("u1", 0, piece("ab"), 10);
    await expect(blobs.write("u1", 3, piece("d"), 10)).rejects.toThrow("lost bytes");
  });

  it("stops a piece that is too large", async () => {
    await expect(blobs.write("u1", 0, piece("12345", "6"), 5)).rejects.toBeInstanceOf(PieceTooLarge);
  });

  it("keeps the same content once", async () => {
    for (const id of ["u1", "u2"]) {
      await blobs.write(id, 0, piece("same"), 10);
      await blobs.release(id, sha("same"));
    }
    const read = await blobs.read(sha("same"));
    expect(read?.size).toBe(4);
    read?.stream.destroy();
  });

  it("takes no path for an id or a hash", async () => {
    await expect(blobs.write("../evil", 0, piece("x"), 1)).rejects.toThrow("not an upload id");
    await expect(blobs.read("../../etc/passwd")).rejects.toThrow("not a SHA-256");
    expect(await blobs.read(sha("absent"))).toBeNull();
  });
});
