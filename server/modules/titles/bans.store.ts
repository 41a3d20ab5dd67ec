import type { Knex } from "knex";
import type { LocalText } from "../../../core/problems/finding.ts";
import { readJson, writeJson } from "../../database/codec.ts";
import { isHolder } from "./titles.store.ts";

export interface BanRecord {
  id: string;
  programmeId: string;
  /** Programmes of one authority with the same family refuse together. */
  family: string;
  titleId: string | null;
  holderKey: string | null;
  creditCode: string | null;
  holderName: string;
  ground: LocalText;
  fromDay: string;
  /** First day on which one may apply again. */
  freeOn: string;
  createdAt: string;
}

/** A ban as it is told to whom it concerns. */
export interface StandingBan extends Pick<BanRecord, "ground" | "fromDay" | "freeOn" | "holderName"> {
  title: { name: LocalText; number: string } | null;
}

/** Who may not declare, and from when on again. */
export function makeBansStore(db: Knex.Transaction) {
  return {
    async recordBan(ban: BanRecord): Promise<void> {
      await db("bans").insert({
        id: ban.id,
        programme_id: ban.programmeId,
        family: ban.family,
        title_id: ban.titleId,
        holder_key: ban.holderKey,
        credit_code: ban.creditCode,
        holder_name: ban.holderName,
        ground: writeJson(ban.ground),
        from_day: ban.fromDay,
        free_on: ban.freeOn,
        created_at: ban.createdAt,
      });
    },

    /** The ban on an applicant that lasts longest, in a family of programmes of one authority. */
    async findStanding(
      where: { family: string; authorityRegion: string; today: string },
      holder: { key: string | null; creditCode: string | null },
    ): Promise<StandingBan | undefined> {
      const row = await db("bans as ban")
        .join("programmes as programme", "programme.id", "ban.programme_id")
        .leftJoin("titles as title", "title.id", "ban.title_id")
        .where({ "ban.family": where.family, "programme.authority_region": where.authorityRegion })
        .where("ban.free_on", ">", where.today)
        .whereIn(
          "ban.id",
          db("bans")
            .where((either) => isHolder(either, holder))
            .select("id"),
        )
        .orderBy("ban.free_on", "desc")
        .first("ban.*", "title.name as title_name", "title.number as title_number");
      return row === undefined ? undefined : { ...standingOf(row), title: titleOf(row) };
    },

    /** The ban that the cancellation of a title brought. */
    async findOfTitle(titleId: string): Promise<Omit<StandingBan, "title"> | undefined> {
      const row = await db("bans").where({ title_id: titleId }).orderBy("free_on", "desc").first();
      return row === undefined ? undefined : standingOf(row);
    },
  };
}

export type BansStore = ReturnType<typeof makeBansStore>;

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function standingOf(row: any): Omit<StandingBan, "title"> {
  return { ground: readJson(row.ground), fromDay: row.from_day, freeOn: row.free_on, holderName: row.holder_name };
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function titleOf(row: any): StandingBan["title"] {
  return row.title_name === null ? null : { name: readJson(row.title_name), number: row.title_number };
}
