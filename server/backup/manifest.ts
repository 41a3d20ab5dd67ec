import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type Static, Type } from "@sinclair/typebox";

const Sha256 = Type.String({ pattern: "^[0-9a-f]{64}$" });

/** What a backup holds, with the hash of each part: a flipped byte is found and named. */
export const Manifest = Type.Object(
  {
    format: Type.Literal("shenbao-backup/1"),
    createdAt: Type.String(),
    /** Schema steps the rows were written under. */
    migrations: Type.Array(Type.String()),
    tables: Type.Record(Type.String(), Type.Object({ rows: Type.Integer(), sha256: Sha256 })),
    /** Uploaded files by their own SHA-256, with their size in bytes. */
    files: Type.Record(Sha256, Type.Integer()),
    audit: Type.Object({ count: Type.Integer(), headHash: Type.String() }),
  },
  { additionalProperties: false },
);
export type Manifest = Static<typeof Manifest>;

/** A backup that cannot be made or taken back; the message says which part and why. */
export class BackupError extends Error {}

/** SHA-256 of a file on disk, read as a stream. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
