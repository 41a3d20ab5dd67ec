import type { Knex } from "knex";
import type { LocalText } from "../../../core/problems/finding.ts";
import { readJson, writeJson } from "../../database/codec.ts";

export interface TitleRecord {
  id: string;
  number: string;
  programmeId: string;
  declarationId: string;
  holderName: string;
  regionCode: string;
  name: LocalText;
  awardedOn: string;
  validUntil: string | null;
  status: "valid" | "expired" | "cancelled";
}

/** Titles that were awarded; their numbers are public. */
export function makeTitlesStore(db: Knex.Transaction) {
  return {
    /** Holds a programme's titles until the transaction ends, so that two lists cannot take the same number. */
    async lockTitles(programmeId: string): Promise<void> {
      await db("programmes").where({ id: programmeId }).forUpdate().first("id");
    },

    /** Titles of a programme whose rounds were of a report year: the sequence of the next number is one more. */
    async countTitles(programmeId: string, year: number): Promise<number> {
      return count(
        await db("titles as title")
          .join("declarations as declaration", "declaration.id", "title.declaration_id")
          .join("rounds as round", "round.id", "declaration.round_id")
          .where({ "title.programme_id": programmeId, "round.year": year })
          .count<{ n: number }>("* as n")
          .first(),
      );
    },

    async isTitleNumberTaken(number: string): Promise<boolean> {
      return (await db("titles").where({ number }).first("id")) !== undefined;
    },

    async recordTitle(title: TitleRecord): Promise<void> {
      await db("titles").insert({
        id: title.id,
        number: title.number,
        programme_id: title.programmeId,
        declaration_id: title.declarationId,
        holder_name: title.holderName,
        region_code: title.regionCode,
        name: writeJson(title.name),
        awarded_on: title.awardedOn,
        valid_until: title.validUntil,
        status: title.status,
      });
    },

    /** Numbers of the titles of some declarations. */
    async titleNumbers(declarationIds: readonly string[]): Promise<Map<string, string>> {
      const rows = await db("titles").whereIn("declaration_id", declarationIds).select("declaration_id", "number");
      return new Map(rows.map((row) => [row.declaration_id, row.number]));
    },

    /** A title by its public number, with the programme's latest edition and the region's name. */
    async findTitle(
      number: string,
    ): Promise<(TitleRecord & { regionName: string; editionNumber: number }) | undefined> {
      const row = await db("titles as title")
        .join("declarations as declaration", "declaration.id", "title.declaration_id")
        .join("regions as region", "region.code", "title.region_code")
        .where("title.number", number)
        .first("title.*", "region.name as region_name", "declaration.edition_number");
      return row === undefined
        ? undefined
        : { ...titleOf(row), regionName: row.region_name, editionNumber: row.edition_number };
    },
  };
}

export type TitlesStore = ReturnType<typeof makeTitlesStore>;

function count(row: { n: number } | undefined): number {
  return Number(row?.n ?? 0);
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function titleOf(row: any): TitleRecord {
  return {
    id: row.id,
    number: row.number,
    programmeId: row.programme_id,
    declarationId: row.declaration_id,
    holderName: row.holder_name,
    regionCode: row.region_code,
    name: readJson(row.name),
    awardedOn: row.awarded_on,
    validUntil: row.valid_until,
    status: row.status,
  };
}
