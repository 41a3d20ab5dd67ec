import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import knex, { type Knex } from "knex";
import pg from "pg";
import type { Settings } from "../config/settings.ts";
import { sqliteReader, sqliteWriter } from "./sqlite-dialect.ts";

export type DatabaseKind = "sqlite" | "postgres";

/** The open database. Nothing outside server/database and the stores touches knex. */
export interface Database {
  readonly kind: DatabaseKind;
  /** Runs work in one transaction that may write; commits when it resolves, rolls back when it rejects. */
  write<T>(work: (transaction: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Runs work on one consistent snapshot; a write inside it fails. Does not wait for writers. */
  read<T>(work: (transaction: Knex.Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const ACQUIRE_TIMEOUT_MS = 10_000;
const BUSY_TIMEOUT_MS = 5_000;

// count(*) and bigint come as text by default; every one of ours fits into a number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Opens the database that the configuration names; makes the folder of an SQLite file.
 * @param isDurable false lets an SQLite file wait for no disk: for one that is thrown away when its making is cut short
 */
export async function openDatabase(
  config: Pick<Settings, "DATABASE_URL" | "DATABASE_POOL" | "DATA_DIR">,
  isDurable = true,
): Promise<Database> {
  if (config.DATABASE_URL !== undefined) return openPostgres(config.DATABASE_URL, config.DATABASE_POOL);
  // For its owner alone: there are names and files of applicants in it.
  await mkdir(config.DATA_DIR, { recursive: true, mode: 0o700 });
  return openSqlite(join(config.DATA_DIR, "shenbao.sqlite"), config.DATABASE_POOL, isDurable);
}

function openPostgres(connectionString: string, pool: number): Database {
  const db = knex({
    client: "pg",
    connection: {
      connectionString,
      application_name: "shenbao",
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
    pool: { min: 0, max: pool },
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
  });
  return {
    kind: "postgres",
    write: (work) => db.transaction(work),
    read: (work) => db.transaction(work, { readOnly: true, isolationLevel: "repeatable read" }),
    close: () => db.destroy(),
  };
}

/** One writer and several readers: under WAL a reader neither waits for the writer nor holds it up. */
function openSqlite(filename: string, readers: number, isDurable: boolean): Database {
  const open = (client: typeof Knex.Client, max: number, pragmas: string[]) =>
    knex({
      client,
      connection: { filename },
      useNullAsDefault: true,
      pool: {
        min: 0,
        max,
        afterCreate: (
          raw: { exec(sql: string, done: (error: Error | null) => void): void },
          done: (error: Error | null, raw: unknown) => void,
        ) => raw.exec(pragmas.map((pragma) => `PRAGMA ${pragma};`).join(" "), (error) => done(error, raw)),
      },
      acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    });
  const shared = [`busy_timeout = ${BUSY_TIMEOUT_MS}`, "foreign_keys = ON"];
  const writer = open(sqliteWriter, 1, [
    ...shared,
    "journal_mode = WAL",
    `synchronous = ${isDurable ? "FULL" : "OFF"}`,
  ]);
  const reader = open(sqliteReader, readers, [...shared, "query_only = ON"]);
  return {
    kind: "sqlite",
    write: (work) => writer.transaction(work),
    read: (work) => reader.transaction(work),
    close: async () => {
      // Readers first: the last connection to close folds the log into the file.
      await reader.destroy();
      await writer.destroy();
    },
  };
}
