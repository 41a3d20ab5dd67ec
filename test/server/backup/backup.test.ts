import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backup } from "../../../server/backup/backup.ts";
import type { Manifest } from "../../../server/backup/manifest.ts";
import { restore } from "../../../server/backup/restore.ts";
import { tables } from "../../../server/backup/tables.ts";
import { type Database, type DatabaseKind, openDatabase } from "../../../server/database/connect.ts";
import { migrate } from "../../../server/database/migrate.ts";
import { migrations } from "../../../server/database/migrations/index.ts";
import { verifyAudit } from "../../../server/modules/audit/audit.service.ts";
import { BlobStore } from "../../../server/modules/evidence/blob-store.ts";
import { makeUnitOfWork } from "../../../server/unit-of-work.ts";
import { makeTestPlace, type TestPlace, testedKind } from "../../helpers/database.ts";
import { openRound, standDeclaration } from "../../helpers/declarations.ts";
import { loadProgrammes } from "../../helpers/programmes.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";

const now = "2026-01-01T00:00:00.000Z";
const content = Buffer.from("%PDF-1.4 a file of evidence, as good as any for a copy");

let home: TestApp;
let folder: string;
let manifest: Manifest;
let fileHash: string;
const callers: Caller[] = [];
const opened: { place: TestPlace; database: Database }[] = [];

/** An empty database elsewhere. */
async function elsewhere(kind: DatabaseKind = testedKind): Promise<{ place: TestPlace; database: Database }> {
  const place = await makeTestPlace(kind);
  const database = await openDatabase({ ...place, DATABASE_POOL: 2 });
  opened.push({ place, database });
  return { place, database };
}

async function counts(database: Database): Promise<Record<string, number>> {
  return database.read(async (db) => {
    const found: Record<string, number> = {};
    for (const table of tables) found[table] = Number((await db(table).count({ n: "*" }))[0]?.n);
    return found;
  });
}

beforeAll(async () => {
  home = await startTestApp();
  await loadProgrammes(home, "guizhou-live-team");
  folder = await mkdtemp(join(tmpdir(), "shenbao-backup-"));
  const round = await openRound(home, "guizhou-live-team");
  const { id, accountId } = await standDeclaration(home, {
    roundId: round,
    programmeId: "guizhou-live-team",
    region: "520115",
    state: "city-review",
    stage: "city",
    answers: { name: "贵州“样例”公司\n第二行", live_sales: 0.1 + 0.2 },
  });
  const blobs = new BlobStore(home.place.DATA_DIR);
  await blobs.write(
    "upload-1",
    0,
    (async function* () {
      yield content;
    })(),
    content.length,
  );
  fileHash = await blobs.hash("upload-1");
  await blobs.release("upload-1", fileHash);
  await home.database.write(async (db) => {
    await db("evidence").insert({
      id: "evidence-1",
      declaration_id: id,
      requirement_id: "report",
      purpose: "evidence",
      file_name: "申报书.pdf",
      media_type: "application/pdf",
      size: content.length,
      sha256: fileHash,
      status: "released",
      party: "applicant",
      uploaded_by: accountId,
      created_at: now,
    });
    await db("upload_sessions").insert({
      id: "upload-2",
      declaration_id: id,
      purpose: "evidence",
      file_name: "半份.pdf",
      size: 100,
      received: 50,
      party: "applicant",
      created_by: accountId,
      created_at: now,
      status: "open",
    });
  });
  for (let at = 0; at < 6; at += 1) callers.push(await home.signInAs("applicant"));
  // The backup is made while people write.
  let isWriting = true;
  let written = 0;
  let underWrite = 0;
  let begun = () => {};
  const underWay = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const writers = callers.map(async (caller) => {
    while (isWriting) {
      underWrite += 1;
      const answer = await caller.call("PATCH", "/api/organisation", { profile: { value: ++written } });
      underWrite -= 1;
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
      if (written > 20) begun();
    }
  });
  await underWay;
  expect(underWrite).toBeGreaterThan(0);
  manifest = await backup(home.database, { dataDir: home.place.DATA_DIR, target: join(folder, "whole"), now });
  isWriting = false;
  await Promise.all(writers);
});
afterAll(async () => {
  for (const { place, database } of opened) {
    await database.close();
    await place.remove();
  }
  await home.close();
  await rm(folder, { recursive: true, force: true });
});

describe("the list of tables", () => {
  it("is the schema", async () => {
    const found: { name: string }[] = await home.database.read(async (db) =>
      home.database.kind === "sqlite"
        ? db.raw("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        : (await db.raw("select tablename as name from pg_tables where schemaname = 'public'")).rows,
    );
    expect(found.map(({ name }) => name).sort()).toEqual([...tables, "schema_migrations"].sort());
  });

  it("names what is referred to first", async () => {
    if (home.database.kind !== "sqlite") return;
    await home.database.read(async (db) => {
      for (const [at, table] of tables.entries()) {
        const references: { table: string }[] = await db.raw(`pragma foreign_key_list(${table})`);
        for (const { table: target } of references)
          expect(tables.indexOf(target as never), `${table} -> ${target}`).toBeLessThanOrEqual(at);
      }
    });
  });
});

describe("a backup made under writes", () => {
  it("comes back elsewhere with the same rows, files and audit chain", async () => {
    const { place, database } = await elsewhere();
    const taken = await restore(database, { source: join(folder, "whole"), dataDir: place.DATA_DIR, now });
    expect(taken).toEqual(manifest);
    expect(await counts(database)).toEqual(
      Object.fromEntries(Object.entries(manifest.tables).map(([table, { rows }]) => [table, rows])),
    );
    expect(manifest.tables.declarations?.rows).toBe(1);
    const stored = readFileSync(new BlobStore(place.DATA_DIR).blobPath(fileHash));
    expect(stored.equals(content)).toBe(true);
    const audit = await makeUnitOfWork(database, () => new Date(now)).withSnapshot(verifyAudit);
    expect(audit).toMatchObject({ ok: true, count: manifest.audit.count, headHash: manifest.audit.headHash });
    const [row, upload] = await database.read(async (db) => [
      await db("declarations").first(),
      await db("upload_sessions").first(),
    ]);
    expect(JSON.parse(row.answers)).toEqual({ name: "贵州“样例”公司\n第二行", live_sales: 0.1 + 0.2 });
    // Its first half is no part of the backup: it must be begun anew, not go on.
    expect(upload.status).toBe("abandoned");
  });

  it("gives the same backup again from where it came back", async () => {
    const { place, database } = await elsewhere();
    await restore(database, { source: join(folder, "whole"), dataDir: place.DATA_DIR, now });
    const again = await backup(database, { dataDir: place.DATA_DIR, target: join(folder, "again"), now });
    const { upload_sessions: _, ...rest } = manifest.tables;
    const { upload_sessions: __, ...restAgain } = again.tables;
    expect(restAgain).toEqual(rest);
    expect({ ...again, tables: null }).toEqual({ ...manifest, tables: null });
  });

  it("of an earlier version comes back, too, and is brought up to date", async () => {
    const old = await mkdtemp(join(folder, "old-"));
    const source = await elsewhere();
    // As an earlier version left it: without the tables and columns that came since.
    await migrate(source.database, migrations.slice(0, 7));
    await source.database.write(async (db) => {
      await db("accounts").insert({
        id: "a",
        login: "a",
        display_name: "a",
        password_hash: "x",
        must_change_password: false,
        locale: "zh",
        status: "active",
        password_changed_at: now,
        created_at: now,
      });
    });
    await backup(source.database, { dataDir: source.place.DATA_DIR, target: old, now });
    const { place, database } = await elsewhere();
    await restore(database, { source: old, dataDir: place.DATA_DIR, now });
    expect(await database.read((db) => db("schema_migrations"))).toHaveLength(migrations.length);
    expect(await database.read((db) => db("accounts").first("login"))).toEqual({ login: "a" });
    const late = await elsewhere();
    await migrate(late.database);
    await expect(restore(late.database, { source: old, dataDir: late.place.DATA_DIR, now })).rejects.toThrow(
      "later version than the backup",
    );
  });

  it.skipIf(!process.env.TEST_DATABASE_URL)("moves between SQLite and PostgreSQL and back", async () => {
    const other = await elsewhere(testedKind === "postgres" ? "sqlite" : "postgres");
    await restore(other.database, { source: join(folder, "whole"), dataDir: other.place.DATA_DIR, now });
    const target = join(folder, "other");
    const moved = await backup(other.database, { dataDir: other.place.DATA_DIR, target, now });
    expect(moved.audit).toEqual(manifest.audit);
    const back = await elsewhere();
    await restore(back.database, { source: target, dataDir: back.place.DATA_DIR, now });
    const counted = await counts(back.database);
    for (const [table, { rows }] of Object.entries(manifest.tables)) expect(counted[table], table).toBe(rows);
  });
});

describe("a restore is refused", () => {
  async function flipped(part: string): Promise<string> {
    const copy = await mkdtemp(join(folder, "flipped-"));
    await cp(join(folder, "whole"), copy, { recursive: true });
    const path = join(copy, part);
    const bytes = readFileSync(path);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] as number) ^ 1;
    writeFileSync(path, bytes);
    return copy;
  }

  it("when a byte of a table or of a file is flipped, which is named, and nothing is written", async () => {
    const { place, database } = await elsewhere();
    for (const part of ["tables/audit_lines.ndjson", `files/${fileHash}`]) {
      const source = await flipped(part);
      await expect(restore(database, { source, dataDir: place.DATA_DIR, now })).rejects.toThrow(
        `damaged or missing: ${part}`,
      );
    }
    expect(readdirSync(place.DATA_DIR)).not.toContain("blobs");
    // The same database still takes the whole one.
    await restore(database, { source: join(folder, "whole"), dataDir: place.DATA_DIR, now });
  });

  it("into a database that is in use, which stays as it is", async () => {
    const lines = (await counts(home.database)).audit_lines;
    await expect(
      restore(home.database, { source: join(folder, "whole"), dataDir: home.place.DATA_DIR, now }),
    ).rejects.toThrow("not empty");
    expect((await counts(home.database)).audit_lines).toBe(lines);
  });

  it("when the manifest is missing, of another format, or from a newer version", async () => {
    const { place, database } = await elsewhere();
    const take = (source: string) => restore(database, { source, dataDir: place.DATA_DIR, now });
    await expect(take(join(folder, "nowhere"))).rejects.toThrow("manifest.json");
    const changed = async (change: (manifest: Record<string, unknown>) => void) => {
      const copy = await mkdtemp(join(folder, "changed-"));
      await cp(join(folder, "whole"), copy, { recursive: true });
      const path = join(copy, "manifest.json");
      const read = JSON.parse(readFileSync(path, "utf8"));
      change(read);
      writeFileSync(path, JSON.stringify(read));
      return copy;
    };
    await expect(
      take(
        await changed((read) => {
          read.format = "shenbao-backup/9";
        }),
      ),
    ).rejects.toThrow("manifest.json/format");
    await expect(
      take(
        await changed((read) => {
          (read.migrations as string[]).push("9999-later");
        }),
      ),
    ).rejects.toThrow("9999-later");
    await expect(
      take(
        await changed((read) => {
          delete (read.tables as Record<string, unknown>).evidence;
        }),
      ),
    ).rejects.toThrow("evidence");
  });

  it("as is a backup into a folder that holds one", async () => {
    await expect(
      backup(home.database, { dataDir: home.place.DATA_DIR, target: join(folder, "whole"), now }),
    ).rejects.toThrow("not empty");
  });
});
