import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Knex } from "knex";
import type { Database } from "../database/connect.ts";
import { verifyAudit } from "../modules/audit/audit.service.ts";
import { makeAuditStore } from "../modules/audit/audit.store.ts";
import { BlobStore } from "../modules/evidence/blob-store.ts";
import { BackupError, fileHash, type Manifest } from "./manifest.ts";
import { tables } from "./tables.ts";

const PAGE = 1000;

/**
 * Writes a backup into an empty folder while the product may be at work: rows from one consistent snapshot, then the
 * files those rows name. The format is the same for SQLite and PostgreSQL, so a backup of one restores into the other.
 */
export async function backup(
  database: Database,
  { dataDir, target, now }: { dataDir: string; target: string; now: string },
): Promise<Manifest> {
  await mkdir(join(target, "tables"), { recursive: true });
  await mkdir(join(target, "files"), { recursive: true });
  if ((await readdir(join(target, "tables"))).length > 0) throw new BackupError(`${target} is not empty`);
  const manifest = await database.read(async (transaction): Promise<Manifest> => {
    const written: Manifest["tables"] = {};
    // A database that this version has not brought up to date yet lacks the newest tables.
    for (const table of tables)
      if (await transaction.schema.hasTable(table))
        written[table] = await writeTable(transaction, table, join(target, "tables"));
    const audit = await verifyAudit({ audit: makeAuditStore(transaction), now });
    const steps = await transaction("schema_migrations").orderBy("number").select("name");
    const files = await transaction("evidence").distinct("sha256", "size");
    return {
      format: "shenbao-backup/1",
      createdAt: now,
      migrations: steps.map((step: { name: string }) => step.name),
      tables: written,
      files: Object.fromEntries(
        files.map((file: { sha256: string; size: number }) => [file.sha256, Number(file.size)]),
      ),
      audit: { count: audit.count, headHash: audit.headHash },
    };
  });
  const blobs = new BlobStore(dataDir);
  for (const sha256 of Object.keys(manifest.files)) {
    const copy = join(target, "files", sha256);
    try {
      await copyFile(blobs.blobPath(sha256), copy);
    } catch (error) {
      throw new BackupError(`file ${sha256}: ${(error as Error).message}`);
    }
    if ((await fileHash(copy)) !== sha256) throw new BackupError(`file ${sha256} is damaged in the store`);
  }
  await writeFile(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function writeTable(
  transaction: Knex.Transaction,
  table: string,
  folder: string,
): Promise<{ rows: number; sha256: string }> {
  const columns = Object.keys(await transaction(table).columnInfo()).sort();
  const hash = createHash("sha256");
  let rows = 0;
  async function* pages(): AsyncGenerator<string> {
    for (;;) {
      // Ordering by every column makes the pages disjoint without knowing the key of each table.
      const page: Record<string, unknown>[] = await transaction(table)
        .select(columns)
        .orderBy(columns.map((column) => ({ column })))
        .limit(PAGE)
        .offset(rows);
      if (page.length === 0) return;
      const text = `${page.map((row) => JSON.stringify(row)).join("\n")}\n`;
      hash.update(text);
      rows += page.length;
      yield text;
    }
  }
  await pipeline(pages, createWriteStream(join(folder, `${table}.ndjson`)));
  return { rows, sha256: hash.digest("hex") };
}
