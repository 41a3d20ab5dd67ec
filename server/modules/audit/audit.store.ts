import type { Knex } from "knex";
import type { AuditQuery } from "../../../core/contracts/audit.ts";
import { readJson, writeJson } from "../../database/codec.ts";
import type { AuditHead, ChainedLine } from "./audit-chain.ts";

const HEAD = "audit-head";

export interface AuditStore {
  /** Number and hash of the last line, held until the transaction ends so that lines cannot cross. */
  lockHead(): Promise<AuditHead>;
  /** As lockHead, without holding it. */
  readHead(): Promise<AuditHead>;
  append(line: ChainedLine): Promise<void>;
  /** Lines after a number, in order. */
  listAfter(seq: number, limit: number): Promise<ChainedLine[]>;
  /** Newest first, with the count of all that match. */
  list(query: AuditQuery): Promise<{ lines: ChainedLine[]; total: number }>;
}

const EMPTY: AuditHead = { count: 0, hash: "" };

export function makeAuditStore(db: Knex.Transaction): AuditStore {
  const readHead = async (lock: boolean): Promise<AuditHead> => {
    const query = db("meta").where({ key: HEAD }).first("value");
    const row = await (lock ? query.forUpdate() : query);
    return row === undefined ? EMPTY : readJson<AuditHead>(row.value);
  };
  return {
    async lockHead() {
      // The row must be there to be locked; of two first lines at once one waits here for the other.
      await db("meta")
        .insert({ key: HEAD, value: writeJson(EMPTY) })
        .onConflict("key")
        .ignore();
      return readHead(true);
    },
    readHead: () => readHead(false),
    async append(line) {
      await db("audit_lines").insert({
        seq: line.seq,
        at: line.at,
        actor: line.actor,
        actor_role: line.actorRole,
        action: line.action,
        subject_type: line.subjectType,
        subject_id: line.subjectId,
        region_code: line.regionCode,
        detail: writeJson(line.detail),
        prev_hash: line.prevHash,
        hash: line.hash,
      });
      await db("meta")
        .where({ key: HEAD })
        .update({ value: writeJson({ count: line.seq, hash: line.hash } satisfies AuditHead) });
    },
    async listAfter(seq, limit) {
      return (await db("audit_lines").where("seq", ">", seq).orderBy("seq").limit(limit)).map(lineOf);
    },
    async list(query) {
      const matching = db("audit_lines").where((where) => {
        if (query.action !== undefined) where.where("action", query.action);
        if (query.actor !== undefined) where.where("actor", query.actor);
        if (query.subjectId !== undefined) where.where("subject_id", query.subjectId);
      });
      const counted = await matching.clone().count({ total: "*" }).first();
      const page = matching
        .clone()
        .orderBy("seq", "desc")
        .limit(query.limit ?? 50);
      if (query.before !== undefined) page.where("seq", "<", query.before);
      return { lines: (await page).map(lineOf), total: Number(counted?.total ?? 0) };
    },
  };
}

function lineOf(row: Record<string, unknown>): ChainedLine {
  return {
    seq: row.seq as number,
    at: row.at as string,
    actor: row.actor as string,
    actorRole: row.actor_role as string | null,
    action: row.action as string,
    subjectType: row.subject_type as string,
    subjectId: row.subject_id as string | null,
    regionCode: row.region_code as string | null,
    detail: readJson(row.detail),
    prevHash: row.prev_hash as string,
    hash: row.hash as string,
  };
}
