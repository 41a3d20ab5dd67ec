import { createRequire } from "node:module";
import type { Knex } from "knex";

/**
 * knex's own SQLite transactions do not hold where it matters here:
 * - they open with a deferred BEGIN. One that reads first and writes later fails at once with BUSY_SNAPSHOT when another
 *   process has written in between; busy_timeout does not help. Writers therefore begin with BEGIN IMMEDIATE.
 * - when the disk is full SQLite rolls back by itself; knex's ROLLBACK then fails and hides why. The first error counts.
 * - a COMMIT that fails leaves the transaction open on a connection that goes back to the pool. It is rolled back.
 * - a BEGIN that fails does not keep the work from being started. It does here.
 */

const require = createRequire(import.meta.url);

interface RawConnection {
  /** Set, the pool throws the connection away. */
  __knex__disposed?: unknown;
}
interface SqliteTransaction {
  client: { query(connection: RawConnection, sql: string): Promise<unknown> };
  _completed: boolean;
  _resolver(value: unknown): void;
  _rejecter(error: unknown): void;
}
type Class<T> = new (...args: unknown[]) => T;

const BaseClient = require("knex/lib/dialects/sqlite3/index.js") as Class<{
  transaction(...args: unknown[]): SqliteTransaction;
}>;
const BaseTransaction =
  require("knex/lib/dialects/sqlite3/execution/sqlite-transaction.js") as Class<SqliteTransaction>;

class FirmTransaction extends BaseTransaction {
  begin(connection: RawConnection): Promise<unknown> {
    return this.client.query(connection, "BEGIN;");
  }
  async commit(connection: RawConnection, value: unknown): Promise<void> {
    this._completed = true;
    try {
      await this.client.query(connection, "COMMIT;");
    } catch (error) {
      return this.rollback(connection, error);
    }
    this._resolver(value);
  }
  async rollback(connection: RawConnection, error: unknown): Promise<void> {
    this._completed = true;
    try {
      await this.client.query(connection, "ROLLBACK;");
    } catch (failure) {
      if (!/no transaction is active/.test((failure as Error).message)) connection.__knex__disposed = failure;
    }
    this._rejecter(error);
  }
}

class ImmediateTransaction extends FirmTransaction {
  override begin(connection: RawConnection): Promise<unknown> {
    return this.client.query(connection, "BEGIN IMMEDIATE;");
  }
}

class SqliteReader extends BaseClient {
  override transaction(...args: unknown[]): SqliteTransaction {
    return new FirmTransaction(this, ...args);
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
export const sqliteReader = SqliteReader as unknown as typeof Knex.Client;
