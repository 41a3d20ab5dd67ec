import type { Knex } from "knex";
import { readJson, writeJson } from "../../database/codec.ts";
import type { RoundRow } from "./round-view.ts";

/** Rounds. They are public; who may change one is decided by the service from the authority's region. */
export function makeProgrammesStore(db: Knex.Transaction) {
  const rounds = () =>
    db("rounds as round")
      .join("programmes as programme", "programme.id", "round.programme_id")
      .join("regions as authority", "authority.code", "programme.authority_region")
      .select("round.*", "authority.path as authority_path");
  return {
    /** Every round, newest deadline first; at most a thousand. */
    async listRounds(): Promise<RoundRow[]> {
      return (await rounds().orderBy("round.closes_at", "desc").limit(1000)).map(roundRow);
    },

    async findRound(id: string): Promise<RoundRow | null> {
      const row = await rounds().where("round.id", id).first();
      return row === undefined ? null : roundRow(row);
    },

    /** Region path of the authority of a programme; `null` when there is no such programme. */
    async findAuthorityPath(programmeId: string): Promise<string | null> {
      const row = await db("programmes as programme")
        .join("regions as authority", "authority.code", "programme.authority_region")
        .where("programme.id", programmeId)
        .first("authority.path");
      return row === undefined ? null : row.path;
    },

    async recordRound(
      round: Omit<RoundRow, "authorityPath">,
      made: { at: string; by: string; batches: { id: string; month: number }[] },
    ): Promise<void> {
      await db("rounds").insert({
        id: round.id,
        programme_id: round.programmeId,
        edition_number: round.editionNumber,
        year: round.year,
        title: writeJson(round.title),
        opens_at: round.opensAt,
        closes_at: round.closesAt,
        batches: writeJson(made.batches),
        quota: round.quota,
        status: round.status,
        created_at: made.at,
        created_by: made.by,
      });
    },

    /** Changes what a round may change; a value left out stays. */
    async updateRound(id: string, change: { closesAt?: string; status?: RoundRow["status"] }): Promise<void> {
      const values = { closes_at: change.closesAt, status: change.status };
      await db("rounds").where({ id }).update(values);
    },
  };
}

export type ProgrammesStore = ReturnType<typeof makeProgrammesStore>;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
function roundRow(row: any): RoundRow {
  return {
    id: row.id,
    programmeId: row.programme_id,
    editionNumber: row.edition_number,
    title: readJson(row.title),
    year: row.year,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    status: row.status,
    quota: row.quota,
    authorityPath: row.authority_path,
  };
}
