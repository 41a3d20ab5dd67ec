import type { Knex } from "knex";
import type { ConflictDeclaration } from "../../../core/scoring/experts/conflict-kinds.ts";
import type { DrawInput, DrawResult } from "../../../core/scoring/experts/draw.ts";
import { readBoolean, readJson, writeJson } from "../../database/codec.ts";

/** A declaration that stands, or stood, at the evaluation. */
export interface CandidateRow extends ConflictDeclaration {
  number: string | null;
  /** Version handed in last. */
  version: number;
  submittedAt: string;
  atEvaluation: boolean;
}

export interface DrawRow {
  number: number;
  /** Null for a draw from before it was fixed beforehand. */
  nonce: string | null;
  publicLot: string | null;
  /** Why it replaced an earlier one. */
  reason: string | null;
  keep: boolean;
  fields: string[];
  input: DrawInput;
  result: DrawResult;
  inputHash: string;
  resultHash: string;
  at: string;
  by: string;
}

/** Until when a panel takes sheets, as it was set once. */
export interface DueRow {
  dueAt: string;
  reason: string | null;
  at: string;
  by: string;
}

export interface OpeningRow {
  panelId: string;
  reason: string | null;
  at: string;
  by: string;
}

/** Draws and openings of panels, and the declarations they concern. The caller has found the round in its scope. */
export function makePanelsStore(db: Knex.Transaction) {
  // biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
  const candidates = (): Knex.QueryBuilder<any, any[]> =>
    db("declarations as declaration")
      .leftJoin("organisations as organisation", "organisation.id", "declaration.organisation_id")
      .join("declaration_versions as version", "version.declaration_id", "declaration.id")
      .groupBy("declaration.id", "organisation.credit_code")
      .select("declaration.*", "organisation.credit_code")
      .max({ version: "version.number", submitted: "version.submitted_at" });

  return {
    /** Holds a round until the transaction ends: draws, sheets and the opening of its panels follow one another. */
    async holdRound(roundId: string): Promise<void> {
      await db("rounds").where({ id: roundId }).forUpdate().first("id");
    },

    /** Declarations of a round that stand at the evaluation, in the order of their ids. */
    async listCandidates(roundId: string): Promise<CandidateRow[]> {
      const rows = await candidates()
        .where({ "declaration.round_id": roundId, "declaration.stage": "scoring" })
        .orderBy("declaration.id");
      return rows.map(candidateRow);
    },

    /** Declarations by id, wherever they stand. */
    async findCandidates(ids: readonly string[]): Promise<Map<string, CandidateRow>> {
      const found = new Map<string, CandidateRow>();
      for (let at = 0; at < ids.length; at += 500) {
        const rows = await candidates().whereIn("declaration.id", ids.slice(at, at + 500));
        for (const row of rows) found.set(row.id, candidateRow(row));
      }
      return found;
    },

    /** Declarations of a round that are under review, or returned for correction: they may still reach the evaluation. */
    async countOnTheWay(roundId: string): Promise<number> {
      const row = await db("declarations")
        .where({ round_id: roundId })
        .where((either) =>
          either
            .whereIn("stage", ["county", "city", "province"])
            .orWhere((returned) => returned.where({ stage: "apply" }).whereNotNull("returned_from")),
        )
        .count<{ n: number }>("* as n")
        .first();
      return Number(row?.n ?? 0);
    },

    async nextDraw(roundId: string, panelId: string): Promise<number> {
      const row = await db("panel_draws")
        .where({ round_id: roundId, panel_id: panelId })
        .max<{ last: number | null }>("number as last")
        .first();
      return (row?.last ?? 0) + 1;
    },

    async recordDraw(roundId: string, panelId: string, draw: Omit<DrawRow, "by"> & { by: string }): Promise<void> {
      await db("panel_draws").insert({
        round_id: roundId,
        panel_id: panelId,
        number: draw.number,
        seed_given: draw.publicLot !== null,
        nonce: draw.nonce,
        public_lot: draw.publicLot,
        reason: draw.reason,
        keep: draw.keep,
        fields: writeJson(draw.fields),
        input: writeJson(draw.input),
        result: writeJson(draw.result),
        input_hash: draw.inputHash,
        result_hash: draw.resultHash,
        created_at: draw.at,
        created_by: draw.by,
      });
    },

    /** Draws of a panel, newest first; `by` is the name of who drew. */
    async listDraws(roundId: string, panelId: string): Promise<DrawRow[]> {
      const rows = await db("panel_draws as draw")
        .join("accounts as account", "account.id", "draw.created_by")
        .where({ "draw.round_id": roundId, "draw.panel_id": panelId })
        .orderBy("draw.number", "desc")
        .select("draw.*", "account.display_name");
      return rows.map((row) => ({
        number: row.number,
        nonce: row.nonce,
        publicLot: row.public_lot,
        reason: row.reason,
        keep: readBoolean(row.keep),
        fields: readJson(row.fields),
        input: readJson(row.input),
        result: readJson(row.result),
        inputHash: row.input_hash,
        resultHash: row.result_hash,
        at: row.created_at,
        by: row.display_name,
      }));
    },

    async recordDue(roundId: string, panelId: string, due: DueRow): Promise<void> {
      const { length } = await db("panel_dues").where({ round_id: roundId, panel_id: panelId }).select("number");
      await db("panel_dues").insert({
        round_id: roundId,
        panel_id: panelId,
        number: length + 1,
        due_at: due.dueAt,
        reason: due.reason,
        set_at: due.at,
        set_by: due.by,
      });
    },

    /** Due times of a panel, the one that holds first; `by` is the name of who set it. */
    async listDues(roundId: string, panelId: string): Promise<DueRow[]> {
      const rows = await db("panel_dues as due")
        .join("accounts as account", "account.id", "due.set_by")
        .where({ "due.round_id": roundId, "due.panel_id": panelId })
        .orderBy("due.number", "desc")
        .select("due.*", "account.display_name");
      return rows.map((row) => ({ dueAt: row.due_at, reason: row.reason, at: row.set_at, by: row.display_name }));
    },

    /** Panels of a round that are opened. */
    async listOpenings(roundId: string): Promise<OpeningRow[]> {
      const rows = await db("panel_openings as opening")
        .join("accounts as account", "account.id", "opening.opened_by")
        .where("opening.round_id", roundId)
        .select("opening.*", "account.display_name");
      return rows.map((row) => ({
        panelId: row.panel_id,
        reason: row.reason,
        at: row.opened_at,
        by: row.display_name,
      }));
    },

    async recordOpening(roundId: string, opening: OpeningRow): Promise<void> {
      await db("panel_openings").insert({
        round_id: roundId,
        panel_id: opening.panelId,
        reason: opening.reason,
        opened_at: opening.at,
        opened_by: opening.by,
      });
    },
  };
}

export type PanelsStore = ReturnType<typeof makePanelsStore>;

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function candidateRow(row: any): CandidateRow {
  return {
    id: row.id,
    number: row.number,
    applicantAccountId: row.applicant_account_id,
    organisationId: row.organisation_id,
    applicantName: row.applicant_name,
    creditCode: row.credit_code,
    regionPath: row.region_path,
    version: Number(row.version),
    submittedAt: row.submitted,
    atEvaluation: row.stage === "scoring",
  };
}
