import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import { whereInScope } from "../../database/scope.ts";

export interface ObjectionRecord {
  id: string;
  publicityId: string;
  declarationId: string;
  applicantName: string;
  fact: string;
  text: string;
  contactCipher: string;
  receivedAt: string;
  status: "open" | "upheld" | "dismissed";
  answer: string | null;
}

const AUTHORITY = { regionPath: "authority.path", organisationId: null, applicantAccountId: null } as const;

/** What is objected to public notices. */
export function makeObjectionsStore(db: Knex.Transaction) {
  const objections = (scope: Scope) =>
    whereInScope(
      db("objections as objection")
        .join("publicity as notice", "notice.id", "objection.publicity_id")
        .join("rounds as round", "round.id", "notice.round_id")
        .join("programmes as programme", "programme.id", "round.programme_id")
        .join("regions as authority", "authority.code", "programme.authority_region")
        .join("declarations as declaration", "declaration.id", "objection.declaration_id")
        .select("objection.*", "declaration.applicant_name"),
      scope,
      AUTHORITY,
    );

  return {
    async recordObjection(objection: Omit<ObjectionRecord, "applicantName" | "status" | "answer">): Promise<void> {
      await db("objections").insert({
        id: objection.id,
        publicity_id: objection.publicityId,
        declaration_id: objection.declarationId,
        fact: objection.fact,
        text: objection.text,
        contact_cipher: objection.contactCipher,
        status: "open",
        created_at: objection.receivedAt,
      });
    },

    async listObjections(scope: Scope, publicityId: string): Promise<ObjectionRecord[]> {
      const rows = await objections(scope).where("objection.publicity_id", publicityId).orderBy("objection.created_at");
      return rows.map(objectionOf);
    },

    async findObjection(scope: Scope, id: string): Promise<ObjectionRecord | undefined> {
      const row = await objections(scope).where("objection.id", id).first();
      return row === undefined ? undefined : objectionOf(row);
    },

    async countOpenObjections(publicityId: string): Promise<number> {
      return count(
        await db("objections")
          .where({ publicity_id: publicityId, status: "open" })
          .count<{ n: number }>("* as n")
          .first(),
      );
    },

    /** Settles an open objection. False when it was settled already. */
    async answerObjection(
      id: string,
      settled: { status: "upheld" | "dismissed"; answer: string; at: string; by: string },
    ): Promise<boolean> {
      const changed = await db("objections")
        .where({ id, status: "open" })
        .update({ status: settled.status, answer: settled.answer, answered_at: settled.at, answered_by: settled.by });
      return changed === 1;
    },
  };
}

export type ObjectionsStore = ReturnType<typeof makeObjectionsStore>;

function count(row: { n: number } | undefined): number {
  return Number(row?.n ?? 0);
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function objectionOf(row: any): ObjectionRecord {
  return {
    id: row.id,
    publicityId: row.publicity_id,
    declarationId: row.declaration_id,
    applicantName: row.applicant_name,
    fact: row.fact,
    text: row.text,
    contactCipher: row.contact_cipher,
    receivedAt: row.created_at,
    status: row.status,
    answer: row.answer,
  };
}
