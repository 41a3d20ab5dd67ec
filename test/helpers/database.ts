import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { DatabaseKind } from "../../server/database/connect.ts";

/** A database of a test file's own: a new folder with an SQLite file, or a new database of the given PostgreSQL server. */
export interface TestPlace {
  kind: DatabaseKind;
  DATA_DIR: string;
  DATABASE_URL?: string;
  /** Removes folder and database; everything that uses them is closed before. */
  remove(): Promise<void>;
}

/** What the suite runs on: PostgreSQL when TEST_DATABASE_URL names a server, else SQLite. */
export const testedKind: DatabaseKind = process.env.TEST_DATABASE_URL ? "postgres" : "sqlite";

export async function makeTestPlace(kind: DatabaseKind = testedKind): Promise<TestPlace> {
  const folder = await mkdtemp(join(tmpdir(), "shenbao-test-"));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  if (kind === "sqlite") return { kind, DATA_DIR: folder, remove: removeFolder };
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error("TEST_DATABASE_URL names no PostgreSQL server");
  const name = `shenbao_test_${randomBytes(6).toString("hex")}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    kind,
    DATA_DIR: folder,
    DATABASE_URL: url.toString(),
    remove: async () => {
      await onServer(server, `drop database if exists ${name} with (force)`);
      await removeFolder();
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
