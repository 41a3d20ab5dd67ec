import type { Knex } from "knex";
import type { Documents } from "../../../core/editions/document-paths.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import type { Calendar } from "../../../core/workflow/working-days.ts";
import { readJson, writeJson } from "../../database/codec.ts";

export interface EditionKey {
  programmeId: string;
  number: number;
}

/** An edition without its documents. */
export interface EditionRow extends EditionKey {
  hash: string;
  note: string;
  publishedAt: string;
  publishedBy: string;
}

/** Programmes and their frozen editions. Public data once published: no scope is asked. */
export function makeDefinitionsStore(db: Knex.Transaction) {
  const editions = () =>
    db("editions").select("programme_id", "number", "hash", "note", "published_at", "published_by");
  return {
    async findEdition({ programmeId, number }: EditionKey): Promise<EditionRow | null> {
      const row = await editions().where({ programme_id: programmeId, number }).first();
      return row === undefined ? null : editionRow(row);
    },

    async findLatestEdition(programmeId: string): Promise<EditionRow | null> {
      const row = await editions().where({ programme_id: programmeId }).orderBy("number", "desc").first();
      return row === undefined ? null : editionRow(row);
    },

    /** Editions of a programme, newest first. */
    async listEditions(programmeId: string): Promise<EditionRow[]> {
      const rows = await editions().where({ programme_id: programmeId }).orderBy("number", "desc");
      return rows.map(editionRow);
    },

    /** The documents of an edition that exists. */
    async getDocuments({ programmeId, number }: EditionKey): Promise<Documents> {
      const row = await db("editions").where({ programme_id: programmeId, number }).first("bundle");
      return readJson<Documents>(row.bundle);
    },

    /** Writes the years a calendar holds; other years stay as they are. */
    async replaceCalendar(calendar: Calendar): Promise<void> {
      for (const year of calendar.years) {
        await db("holidays").where("day", ">=", `${year}-01-01`).where("day", "<=", `${year}-12-31`).delete();
      }
      const rows = [
        ...[...calendar.off].map((day) => ({ day, kind: "holiday" })),
        ...[...calendar.worked].map((day) => ({ day, kind: "working" })),
      ];
      for (let at = 0; at < rows.length; at += 100) await db("holidays").insert(rows.slice(at, at + 100));
    },

    /** The working-day calendar as loaded; a year without any row counts as not announced. */
    async loadCalendar(): Promise<Calendar> {
      const rows: { day: string; kind: string }[] = await db("holidays").select("day", "kind");
      const daysOf = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map(({ day }) => day));
      return {
        years: new Set(rows.map(({ day }) => Number(day.slice(0, 4)))),
        off: daysOf("holiday"),
        worked: daysOf("working"),
      };
    },

    /** Records a programme, or its new title and authority. */
    async saveProgramme(programme: { id: string; authorityRegion: string; title: LocalText }): Promise<void> {
      const values = { authority_region: programme.authorityRegion, title: writeJson(programme.title) };
      await db("programmes")
        .insert({ id: programme.id, ...values })
        .onConflict("id")
        .merge(values);
    },

    /** Freezes an edition; the number must be the next one. */
    async recordEdition(edition: EditionRow, documents: Documents): Promise<void> {
      await db("editions").insert({
        programme_id: edition.programmeId,
        number: edition.number,
        hash: edition.hash,
        bundle: writeJson(documents),
        note: edition.note,
        published_at: edition.publishedAt,
        published_by: edition.publishedBy,
      });
      await db("programmes").where({ id: edition.programmeId }).update({ latest_edition: edition.number });
    },
  };
}

export type DefinitionsStore = ReturnType<typeof makeDefinitionsStore>;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
function editionRow(row: any): EditionRow {
  return {
    programmeId: row.programme_id,
    number: row.number,
    hash: row.hash,
    note: row.note,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
  };
}
