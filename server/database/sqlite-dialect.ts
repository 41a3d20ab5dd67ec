import { createRequire } from "node:module";
import type { Knex } from "knex";

/**
 * knex opens every SQLite transaction with a deferred BEGIN. One that reads first and writes later then fails at once
 * with BUSY_SNAPSHOT when another process has written in between; busy_timeout does not help. Writers therefore begin
 * with BEGIN IMMEDIATE, which waits for its turn.
 */

const require = createRequire(import.meta.url);

interface SqliteTransaction {
  query(connection: unknown, sql: string): Promise<unknown>;
  begin(connection: unknown): Promise<unknown>;
}
type Class<T> = new (...args: unknown[]) => T;

const BaseClient = require("knex/lib/dialects/sqlite3/index.js") as Class<{
  transaction(...args: unknown[]): SqliteTransaction;
}>;
const BaseTransaction =
  require("knex/lib/dialects/sqlite3/execution/sqlite-transaction.js") as Class<SqliteTransaction>;

class ImmediateTransaction extends BaseTransaction {
  override begin(connection: unknown): Promise<unknown> {
    return this.query(connection, "BEGIN IMMEDIATE;");
  }
}

class SqliteWriter extends BaseClient {
  override transaction(...args: unknown[]): SqliteTransaction {
    return new ImmediateTransaction(this, ...args);
  }
}

/** Client whose transactions begin with BEGIN IMMEDIATE. */
export const sqliteWriter = SqliteWriter as unknown as typeof Knex.Client;
/** Client whose transactions only read. */
export const sqliteReader = BaseClient as unknown as typeof Knex.Client;
