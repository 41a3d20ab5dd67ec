import type { Knex } from "knex";

export interface StoredCommand {
  route: string;
  bodyHash: string;
  /** The answer as JSON, encrypted. */
  response: string;
}

export interface IdempotencyStore {
  /**
   * Takes a key for this transaction. Returns null when it was free; otherwise what was stored with it. Of two
   * transactions with the same key the second waits until the first has ended.
   */
  claim(key: {
    accountId: string;
    key: string;
    route: string;
    bodyHash: string;
    now: string;
  }): Promise<StoredCommand | null>;
  complete(key: { accountId: string; key: string; response: string }): Promise<void>;
  /** Forgets keys from before a time; returns how many. */
  removeBefore(time: string): Promise<number>;
}

export function makeIdempotencyStore(db: Knex.Transaction): IdempotencyStore {
  return {
    async claim({ accountId, key, route, bodyHash, now }) {
      const taken = await db("idempotency")
        .insert({ account_id: accountId, key, route, body_hash: bodyHash, created_at: now })
        .onConflict(["account_id", "key"])
        .ignore()
        .returning("key");
      if (taken.length > 0) return null;
      const row = await db("idempotency").where({ account_id: accountId, key }).first();
      return { route: row.route, bodyHash: row.body_hash, response: row.response };
    },
    async complete({ accountId, key, response }) {
      await db("idempotency").where({ account_id: accountId, key }).update({ response });
    },
    removeBefore: (time) => db("idempotency").where("created_at", "<", time).delete(),
  };
}
