import type { Knex } from "knex";

export interface ConsequenceRecord {
  id: string;
  programmeId: string;
  runId: string;
  declarationId: string;
  rule: string;
  effect: string;
  verdict: "confirmed" | "declined";
  reason: string | null;
  titleId: string | null;
  day: string;
  decidedAt: string;
  decidedBy: string;
}

/** A decision that was made, with the names a page needs. */
export interface SettledConsequence
  extends Pick<ConsequenceRecord, "declarationId" | "rule" | "verdict" | "reason" | "decidedAt"> {
  decidedByName: string;
  titleNumber: string | null;
}

/** What owners made of the decisions of runs. Rows are only ever added. */
export function makeConsequencesStore(db: Knex.Transaction) {
  return {
    async recordConsequence(row: ConsequenceRecord): Promise<void> {
      await db("consequences").insert({
        id: row.id,
        programme_id: row.programmeId,
        run_id: row.runId,
        declaration_id: row.declarationId,
        rule: row.rule,
        effect: row.effect,
        verdict: row.verdict,
        reason: row.reason,
        title_id: row.titleId,
        day: row.day,
        decided_at: row.decidedAt,
        decided_by: row.decidedBy,
      });
    },

    /** What was decided in a round, over all of its runs: a later run does not ask again. */
    async listOfRound(roundId: string): Promise<SettledConsequence[]> {
      const rows = await db("consequences as made")
        .join("scoring_runs as run", "run.id", "made.run_id")
        .join("accounts as account", "account.id", "made.decided_by")
        .leftJoin("titles as title", "title.id", "made.title_id")
        .where("run.round_id", roundId)
        .select("made.*", "account.display_name", "title.number as title_number");
      return rows.map((row) => ({
        declarationId: row.declaration_id,
        rule: row.rule,
        verdict: row.verdict,
        reason: row.reason,
        decidedAt: row.decided_at,
        decidedByName: row.display_name,
        titleNumber: row.title_number,
      }));
    },

    /** How often an effect was confirmed in a programme between two days, over all rounds. */
    async countConfirmed(programmeId: string, effect: string, from: string, to: string): Promise<number> {
      const row = await db("consequences")
        .where({ programme_id: programmeId, effect, verdict: "confirmed" })
        .where("day", ">=", from)
        .where("day", "<=", to)
        .count<{ n: number }>("* as n")
        .first();
      return Number(row?.n ?? 0);
    },
  };
}

export type ConsequencesStore = ReturnType<typeof makeConsequencesStore>;
