import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import { whereInScope } from "../../database/scope.ts";

/** How long a title holds. */
export interface TitleTerm {
  awardedOn: string;
  validUntil: string | null;
}

/** Somebody who holds a title, with the declaration it was awarded to. */
export interface TitleHolder extends TitleTerm {
  declarationId: string;
  roundId: string;
  programmeId: string;
  editionNumber: number;
  regionCode: string;
  regionPath: string;
  organisationId: string | null;
  applicantAccountId: string;
  applicantName: string;
}

const COLUMNS = {
  regionPath: "d.region_path",
  organisationId: "d.organisation_id",
  applicantAccountId: "d.applicant_account_id",
};

/** Who has to report on a title, and for how long. Every read of rows is bound to the viewer's scope. */
export function makeTitleHoldersStore(db: Knex.Transaction) {
  const holders = (programmeId: string | undefined) => {
    const query = db("titles as t").join("declarations as d", "d.id", "t.declaration_id").where("t.status", "valid");
    return programmeId === undefined ? query : query.where("t.programme_id", programmeId);
  };
  return {
    /** Who holds a title, as far as the scope reaches, some at a time in the order of regions and names. */
    async list(
      scope: Scope,
      programmeId: string | undefined,
      { limit, offset }: { limit: number; offset: number },
    ): Promise<TitleHolder[]> {
      const found = await whereInScope(holders(programmeId), scope, COLUMNS)
        .orderBy(["d.region_path", "d.applicant_name", "t.id"])
        .limit(limit)
        .offset(offset)
        .select("d.*", "t.awarded_on", "t.valid_until");
      return found.map((row) => ({
        declarationId: row.id,
        roundId: row.round_id,
        programmeId: row.programme_id,
        editionNumber: row.edition_number,
        regionCode: row.region_code,
        regionPath: row.region_path,
        organisationId: row.organisation_id,
        applicantAccountId: row.applicant_account_id,
        applicantName: row.applicant_name,
        ...termOf(row),
      }));
    },

    /** Every term a title of the scope has, each once with how many have it. */
    async countTerms(scope: Scope, programmeId: string | undefined): Promise<{ term: TitleTerm; titles: number }[]> {
      const found = await whereInScope(holders(programmeId), scope, COLUMNS)
        .groupBy("t.awarded_on", "t.valid_until")
        .select("t.awarded_on", "t.valid_until")
        .count("* as titles");
      return found.map((row) => ({ term: termOf(row), titles: Number(row.titles) }));
    },

    /** How long the title of a declaration the caller has found holds; null without a valid one. */
    async findTerm(declarationId: string): Promise<TitleTerm | null> {
      const row = await db("titles").where({ declaration_id: declarationId, status: "valid" }).first();
      return row === undefined ? null : termOf(row);
    },
  };
}

export type TitleHoldersStore = ReturnType<typeof makeTitleHoldersStore>;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
function termOf(row: any): TitleTerm {
  return { awardedOn: row.awarded_on, validUntil: row.valid_until };
}
