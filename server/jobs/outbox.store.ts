import type { Knex } from "knex";
import { newId } from "../crypto/ids.ts";
import { readJson, writeJson } from "../database/codec.ts";

/** What is still to be done after a command has committed. A new kind is one more entry here and in the outbox job. */
type OutboxMessage =
  /** A declaration changed its state, or its answers or score as others read them. */
  | { kind: "declaration-changed"; payload: { declarationId: string } }
  /** A dataset may have changed: every fact is to be made anew. */
  | { kind: "facts-rebuild"; payload: Record<string, never> };

export interface OutboxRow {
  id: string;
  message: OutboxMessage;
}

export interface OutboxStore {
  /** Records what is to be done, in the transaction of the command it follows from. */
  add(message: OutboxMessage, now: string): Promise<void>;
  /** Oldest first. */
  listWaiting(limit: number): Promise<OutboxRow[]>;
  markDone(ids: readonly string[], now: string): Promise<void>;
  /** Forgets what was done before a time; returns how many. */
  removeDoneBefore(time: string): Promise<number>;
}

export function makeOutboxStore(db: Knex.Transaction): OutboxStore {
  return {
    async add(message, now) {
      await db("outbox").insert({
        id: newId(),
        kind: message.kind,
        payload: writeJson(message.payload),
        created_at: now,
        done_at: null,
      });
    },
    async listWaiting(limit) {
      const rows = await db("outbox").whereNull("done_at").orderBy(["created_at", "id"]).limit(limit);
      return rows.map((row) => ({
        id: row.id,
        message: { kind: row.kind, payload: readJson(row.payload) } as OutboxMessage,
      }));
    },
    async markDone(ids, now) {
      await db("outbox").whereIn("id", ids).update({ done_at: now });
    },
    removeDoneBefore: (time) => db("outbox").where("done_at", "<", time).delete(),
  };
}
