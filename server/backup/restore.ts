import { createReadStream } from "node:fs";
import { copyFile, mkdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { Value } from "@sinclair/typebox/value";
import type { Knex } from "knex";
import type { Database } from "../database/connect.ts";
import { migrate } from "../database/migrate.ts";
import { migrations } from "../database/migrations/index.ts";
import { verifyAudit } from "../modules/audit/audit.service.ts";
import { makeAuditStore } from "../modules/audit/audit.store.ts";
import { BlobStore } from "../modules/evidence/blob-store.ts";
import { BackupError, fileHash, Manifest } from "./manifest.ts";
import { tables } from "./tables.ts";

const BATCH = 200;

/**
 * Takes a backup into an empty database and data folder. Every part is checked against the manifest before anything is
 * written; the rows come in one transaction, and the audit chain must end where it ended. Rows of an earlier version come
 * into the schema they were written under, and are brought up to date there as those of a running database are.
 */
export async function restore(
  database: Database,
  { source, dataDir, now }: { source: string; dataDir: string; now: string },
): Promise<Manifest> {
  const manifest = await readManifest(source);
  await checkParts(manifest, source);
  await migrate(
    database,
    migrations.filter(({ name }) => manifest.migrations.includes(name)),
  );
  await database.read((transaction) => checkSchema(transaction, manifest));
  // Asked again below, with the writer held; here, so that not even a file is written beside what is there.
  await database.read(refuseWhenUsed);
  const blobs = new BlobStore(dataDir);
  for (const sha256 of Object.keys(manifest.files)) {
    const path = blobs.blobPath(sha256);
    await mkdir(dirname(path), { recursive: true });
    await copyFile(join(source, "files", sha256), path);
  }
  await database.write(async (transaction) => {
    await refuseWhenUsed(transaction);
    const held = tables.filter((table) => Object.hasOwn(manifest.tables, table));
    for (const table of [...held].reverse()) await transaction(table).del();
    for (const table of held) await readTable(transaction, table, join(source, "tables", `${table}.ndjson`));
    // Pieces of unfinished uploads are no part of a backup: such an upload is begun anew.
    await transaction("upload_sessions").where({ status: "open" }).update({ status: "abandoned" });
    const audit = await verifyAudit({ audit: makeAuditStore(transaction), now });
    if (!audit.ok || audit.headHash !== manifest.audit.headHash || audit.count !== manifest.audit.count)
      throw new BackupError(`the audit log does not continue as it was written (line ${audit.firstBad ?? "?"})`);
  });
  await migrate(database);
  return manifest;
}

async function refuseWhenUsed(transaction: Knex.Transaction): Promise<void> {
  if ((await transaction("accounts").first("id")) !== undefined)
    throw new BackupError("the database is not empty; restore into a new one");
}

async function readManifest(source: string): Promise<Manifest> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(join(source, "manifest.json"), "utf8"));
  } catch (error) {
    throw new BackupError(`manifest.json: ${(error as Error).message}`);
  }
  const error = Value.Errors(Manifest, content).First();
  if (error) throw new BackupError(`manifest.json${error.path}: ${error.message}`);
  const manifest = content as Manifest;
  const unknown = manifest.migrations.filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) throw new BackupError(`the backup was made by a newer version (${unknown.join(", ")})`);
  return manifest;
}

/** The schema is the one the rows were written under, and the backup holds every table of it. */
async function checkSchema(transaction: Knex.Transaction, manifest: Manifest): Promise<void> {
  const steps: { name: string }[] = await transaction("schema_migrations").select("name");
  if (steps.some(({ name }) => !manifest.migrations.includes(name)))
    throw new BackupError("the database is of a later version than the backup; restore into a new one");
  const missing: string[] = [];
  for (const table of tables)
    if (!Object.hasOwn(manifest.tables, table) && (await transaction.schema.hasTable(table))) missing.push(table);
  if (missing.length > 0) throw new BackupError(`the backup lacks ${missing.join(", ")}`);
}

async function checkParts(manifest: Manifest, source: string): Promise<void> {
  const damaged: string[] = [];
  for (const [table, { sha256 }] of Object.entries(manifest.tables))
    if ((await hashOrNull(join(source, "tables", `${table}.ndjson`))) !== sha256)
      damaged.push(`tables/${table}.ndjson`);
  for (const [sha256, size] of Object.entries(manifest.files)) {
    const path = join(source, "files", sha256);
    const found = await stat(path).catch(() => null);
    if (found?.size !== size || (await hashOrNull(path)) !== sha256) damaged.push(`files/${sha256}`);
  }
  if (damaged.length > 0) throw new BackupError(`damaged or missing: ${damaged.join(", ")}`);
}

function hashOrNull(path: string): Promise<string | null> {
  return fileHash(path).catch(() => null);
}

async function readTable(transaction: Knex.Transaction, table: string, path: string): Promise<void> {
  let batch: Record<string, unknown>[] = [];
  const flush = async () => {
    if (batch.length > 0) await transaction(table).insert(batch);
    batch = [];
  };
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === "") continue;
    batch.push(JSON.parse(line) as Record<string, unknown>);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
}
