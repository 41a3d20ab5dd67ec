import type { Knex } from "knex";
import type { Party } from "../../../core/workflow/workflow-document.ts";
import { readJson, writeJson } from "../../database/codec.ts";

export interface FlagRow {
  id: string;
  pointer: string;
  message: string;
  raisedBy: string;
  raisedAt: string;
  party: Party;
  resolvedAt: string | null;
}

export interface VerificationRow {
  pointer: string;
  verdict: "accept" | "flag";
  verifiedValue: number | string | null;
  party: Party;
  at: string;
}

/**
 * What a review says about a declaration: flags and verified values. The caller has found the declaration in the
 * viewer's scope before.
 */
export function makeReviewsStore(db: Knex.Transaction) {
  return {
    async listFlags(declarationId: string): Promise<FlagRow[]> {
      const found = await db("declaration_flags")
        .where({ declaration_id: declarationId })
        .orderBy([{ column: "raised_at" }, { column: "id" }]);
      return found.map(flagRow);
    },

    async recordFlag(declarationId: string, flag: FlagRow): Promise<void> {
      await db("declaration_flags").insert({
        id: flag.id,
        declaration_id: declarationId,
        pointer: flag.pointer,
        message: flag.message,
        raised_by: flag.raisedBy,
        raised_at: flag.raisedAt,
        level_of: flag.party,
        resolved_at: null,
      });
    },

    /** Takes back an open flag that a party raised; false when there is none. */
    async removeFlag(declarationId: string, flagId: string, party: Party): Promise<boolean> {
      const removed = await db("declaration_flags")
        .where({ id: flagId, declaration_id: declarationId, level_of: party, resolved_at: null })
        .delete();
      return removed === 1;
    },

    async listVerifications(declarationId: string): Promise<(VerificationRow & { by: string })[]> {
      const found = await db("declaration_verifications").where({ declaration_id: declarationId }).orderBy("pointer");
      return found.map((row) => ({
        pointer: row.pointer,
        verdict: row.verdict,
        verifiedValue: row.verified_value === null ? null : readJson(row.verified_value),
        party: row.party,
        by: row.by,
        at: row.at,
      }));
    },

    async putVerification(declarationId: string, verification: VerificationRow & { by: string }): Promise<void> {
      const values = {
        verdict: verification.verdict,
        verified_value: verification.verifiedValue === null ? null : writeJson(verification.verifiedValue),
        party: verification.party,
        by: verification.by,
        at: verification.at,
      };
      await db("declaration_verifications")
        .insert({ declaration_id: declarationId, pointer: verification.pointer, ...values })
        .onConflict(["declaration_id", "pointer"])
        .merge(values);
    },

    async removeVerification(declarationId: string, pointer: string): Promise<void> {
      await db("declaration_verifications").where({ declaration_id: declarationId, pointer }).delete();
    },
  };
}

export type ReviewsStore = ReturnType<typeof makeReviewsStore>;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
function flagRow(row: any): FlagRow {
  return {
    id: row.id,
    pointer: row.pointer,
    message: row.message,
    raisedBy: row.raised_by,
    raisedAt: row.raised_at,
    party: row.level_of,
    resolvedAt: row.resolved_at,
  };
}
