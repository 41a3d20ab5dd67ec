import type { Knex } from "knex";

export interface SessionRow {
  tokenHash: string;
  accountId: string;
  createdAt: string;
  expiresAt: string;
}

export interface SignInFailures {
  failures: number;
  lockedUntil: string | null;
}

export interface SessionsStore {
  insert(session: SessionRow): Promise<void>;
  /** A session that has not expired. */
  find(tokenHash: string, now: string): Promise<SessionRow | null>;
  remove(tokenHash: string): Promise<void>;
  removeOfAccount(accountId: string): Promise<void>;
  removeExpired(now: string): Promise<number>;

  findFailures(loginHashes: readonly string[]): Promise<Map<string, SignInFailures>>;
  /** As findFailures for one login, held until the transaction ends: guesses at the same time wait for each other. */
  lockFailures(loginHash: string, now: string): Promise<SignInFailures | null>;
  /** Counts one more failure and returns how many there are since the last success or lock. */
  countFailure(loginHash: string, now: string): Promise<number>;
  lock(loginHash: string, lockedUntil: string): Promise<void>;
  forgetFailures(loginHash: string): Promise<void>;
  forgetFailuresBefore(time: string): Promise<number>;
}

export function makeSessionsStore(db: Knex.Transaction): SessionsStore {
  return {
    async insert(session) {
      await db("sessions").insert({
        token_hash: session.tokenHash,
        account_id: session.accountId,
        created_at: session.createdAt,
        expires_at: session.expiresAt,
      });
    },
    async find(tokenHash, now) {
      const row = await db("sessions").where({ token_hash: tokenHash }).where("expires_at", ">", now).first();
      if (row === undefined) return null;
      return {
        tokenHash: row.token_hash,
        accountId: row.account_id,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      };
    },
    async remove(tokenHash) {
      await db("sessions").where({ token_hash: tokenHash }).delete();
    },
    async removeOfAccount(accountId) {
      await db("sessions").where({ account_id: accountId }).delete();
    },
    removeExpired: (now) => db("sessions").where("expires_at", "<=", now).delete(),

    async findFailures(loginHashes) {
      if (loginHashes.length === 0) return new Map();
      const rows = await db("sign_in_failures").whereIn("login_hash", [...loginHashes]);
      return new Map(rows.map((row) => [row.login_hash, { failures: row.failures, lockedUntil: row.locked_until }]));
    },
    async lockFailures(loginHash, now) {
      await db("sign_in_failures")
        .insert({ login_hash: loginHash, failures: 0, last_at: now })
        .onConflict("login_hash")
        .ignore();
      const row = await db("sign_in_failures").where({ login_hash: loginHash }).first().forUpdate();
      return row === undefined ? null : { failures: row.failures, lockedUntil: row.locked_until };
    },
    async countFailure(loginHash, now) {
      const [row] = await db("sign_in_failures")
        .insert({ login_hash: loginHash, failures: 1, last_at: now })
        .onConflict("login_hash")
        .merge({ failures: db.raw("sign_in_failures.failures + 1"), last_at: now })
        .returning("failures");
      return Number(row.failures);
    },
    async lock(loginHash, lockedUntil) {
      await db("sign_in_failures").where({ login_hash: loginHash }).update({ failures: 0, locked_until: lockedUntil });
    },
    async forgetFailures(loginHash) {
      await db("sign_in_failures").where({ login_hash: loginHash }).delete();
    },
    forgetFailuresBefore: (time) => db("sign_in_failures").where("last_at", "<", time).delete(),
  };
}
