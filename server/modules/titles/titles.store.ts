import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import type { TitleEvent, TitleQuery } from "../../../core/contracts/titles.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { readJson, writeJson } from "../../database/codec.ts";
import { whereInScope } from "../../database/scope.ts";

export interface TitleRecord {
  id: string;
  number: string;
  programmeId: string;
  /** Null for one given outside the rounds. */
  declarationId: string | null;
  /** Who holds it over all rounds: organisation or account; null while nobody here is known to be the holder. */
  holderKey: string | null;
  creditCode: string | null;
  holderName: string;
  regionCode: string;
  name: LocalText;
  awardedOn: string;
  validUntil: string | null;
  status: "valid" | "expired" | "cancelled";
  origin: "list" | "decision" | "recorded";
  /** The title of another programme that was taken over; null for one with a ground of its own. */
  recognisedFrom: string | null;
}

/** A title as it is read: with its region's name and the edition that says what holds for it. */
export interface FoundTitle extends TitleRecord {
  regionName: string;
  editionNumber: number;
}

export interface EventRecord {
  kind: TitleEvent["kind"];
  at: string;
  day: string;
  by: string | null;
  ground: LocalText | null;
  reason: string | null;
  validUntil: string | null;
}

export interface TitleFilter extends Pick<TitleQuery, "programmeId" | "status" | "q"> {
  regionPath?: string | undefined;
  limit: number;
  offset: number;
}

const AUTHORITY = { regionPath: "authority.path", organisationId: null, applicantAccountId: null } as const;

/** The register of titles and its history; numbers are public. */
export function makeTitlesStore(db: Knex.Transaction) {
  const found = () =>
    db("titles as title")
      .join("regions as region", "region.code", "title.region_code")
      .leftJoin("regions as above", "above.code", "region.parent_code")
      .join("programmes as programme", "programme.id", "title.programme_id")
      .join("regions as authority", "authority.code", "programme.authority_region")
      .leftJoin("declarations as declaration", "declaration.id", "title.declaration_id");
  const columns = [
    "title.*",
    "region.name as region_name",
    // A county is told with its city: several have the same name.
    db.raw("case when region.level = 'county' and above.level = 'city' then above.name end as city_name"),
    db.raw("coalesce(declaration.edition_number, programme.latest_edition) as edition_number"),
  ];
  const filtered = (query: Knex.QueryBuilder, filter: Omit<TitleFilter, "limit" | "offset">) => {
    if (filter.programmeId !== undefined) query.where("title.programme_id", filter.programmeId);
    if (filter.status !== undefined) query.where("title.status", filter.status);
    if (filter.regionPath !== undefined)
      query
        .where("region.path", ">=", filter.regionPath)
        .where("region.path", "<", `${filter.regionPath.slice(0, -1)}0`);
    if (filter.q !== undefined && filter.q !== "") {
      const part = `%${filter.q.replace(/[\\%_]/g, "\\$&")}%`;
      query.where((either) =>
        either
          .whereRaw("title.holder_name like ? escape '\\'", [part])
          .orWhereRaw("title.number like ? escape '\\'", [part]),
      );
    }
    return query;
  };
  const page = async (query: Knex.QueryBuilder, { limit, offset }: TitleFilter) => {
    const total = count(await query.clone().count<{ n: number }>("* as n").first());
    const rows = await query
      .orderBy([{ column: "title.awarded_on", order: "desc" }, { column: "title.number" }])
      .limit(limit)
      .offset(offset)
      .select(columns);
    return { titles: rows.map(foundOf), total };
  };

  return {
    /** Holds a programme's titles until the transaction ends, so that two lists cannot take the same number. */
    async lockTitles(programmeId: string): Promise<void> {
      await db("programmes").where({ id: programmeId }).forUpdate().first("id");
    },

    /** Titles of a programme whose numbers are of a year: the sequence of the next number is one more. */
    async countNumbers(programmeId: string, pattern: string): Promise<number> {
      return count(
        await db("titles")
          .where("programme_id", programmeId)
          .whereRaw("number like ? escape '\\'", [pattern])
          .count<{ n: number }>("* as n")
          .first(),
      );
    },

    async isTitleNumberTaken(number: string): Promise<boolean> {
      return (await db("titles").where({ number }).first("id")) !== undefined;
    },

    /** True when the register holds a title of a programme for a holder of that name and code from that day on. */
    async isRecorded(
      programmeId: string,
      { holderName, creditCode, awardedOn }: Pick<TitleRecord, "holderName" | "creditCode" | "awardedOn">,
    ): Promise<boolean> {
      const same = { holder_name: holderName, credit_code: creditCode, awarded_on: awardedOn };
      return (
        (await db("titles")
          .where({ programme_id: programmeId, ...same })
          .first("id")) !== undefined
      );
    },

    async recordTitle(title: TitleRecord): Promise<void> {
      await db("titles").insert({
        id: title.id,
        number: title.number,
        programme_id: title.programmeId,
        declaration_id: title.declarationId,
        holder_key: title.holderKey,
        credit_code: title.creditCode,
        holder_name: title.holderName,
        region_code: title.regionCode,
        name: writeJson(title.name),
        awarded_on: title.awardedOn,
        valid_until: title.validUntil,
        status: title.status,
        origin: title.origin,
        recognised_from: title.recognisedFrom,
      });
    },

    /** Adds to the history of a title; whoever adds holds the titles of its programme, or takes the title's own row. */
    async recordEvent(titleId: string, id: string, event: EventRecord): Promise<void> {
      const before = await db("title_events").where({ title_id: titleId }).count<{ n: number }>("* as n").first();
      await db("title_events").insert({
        seq: count(before) + 1,
        id,
        title_id: titleId,
        kind: event.kind,
        at: event.at,
        day: event.day,
        by: event.by,
        ground: event.ground === null ? null : writeJson(event.ground),
        reason: event.reason,
        valid_until: event.validUntil,
      });
    },

    /** What happened to a title that was found in the owner's scope, oldest first. */
    async listEvents(titleId: string): Promise<EventRecord[]> {
      const rows = await db("title_events as event")
        .leftJoin("accounts as account", "account.id", "event.by")
        .where("event.title_id", titleId)
        .orderBy("event.seq")
        .select("event.*", "account.display_name as by_name");
      return rows.map((row) => ({
        kind: row.kind,
        at: row.at,
        day: row.day,
        by: row.by_name,
        ground: row.ground === null ? null : readJson(row.ground),
        reason: row.reason,
        validUntil: row.valid_until,
      }));
    },

    /** Changes what a title comes to. False when it is no longer as the caller read it. */
    async changeTitle(
      title: Pick<TitleRecord, "id" | "status">,
      change: { status: TitleRecord["status"]; validUntil: string | null },
    ): Promise<boolean> {
      const changed = await db("titles")
        .where({ id: title.id, status: title.status })
        .update({ status: change.status, valid_until: change.validUntil });
      return changed === 1;
    },

    /** Numbers of the titles of some declarations. */
    async titleNumbers(declarationIds: readonly string[]): Promise<Map<string, string>> {
      const rows = await db("titles").whereIn("declaration_id", declarationIds).select("declaration_id", "number");
      return new Map(rows.map((row) => [row.declaration_id, row.number]));
    },

    /** A title by its public number. */
    async findByNumber(number: string): Promise<FoundTitle | undefined> {
      const row = await found().where("title.number", number).first(columns);
      return row === undefined ? undefined : foundOf(row);
    },

    /** A title of an authority in the owner's scope. */
    async findOwned(scope: Scope, id: string): Promise<FoundTitle | undefined> {
      const row = await whereInScope(found().where("title.id", id), scope, AUTHORITY).first(columns);
      return row === undefined ? undefined : foundOf(row);
    },

    /** Titles of a programme that an applicant holds on a day, newest first. One is over also before the job has come by. */
    async listHeld(
      programmeId: string,
      holder: { key: string | null; creditCode: string | null },
      today: string,
    ): Promise<TitleRecord[]> {
      const rows = await db("titles")
        .where({ programme_id: programmeId, status: "valid" })
        .where((either) => either.whereNull("valid_until").orWhere("valid_until", ">=", today))
        .where((either) => isHolder(either, holder))
        .orderBy("awarded_on", "desc");
      return rows.map(titleOf);
    },

    /** Titles other programmes gave because of this one, by number. */
    async listRecognisedFrom(id: string): Promise<FoundTitle[]> {
      return (await found().where("title.recognised_from", id).orderBy("title.number").select(columns)).map(foundOf);
    },

    /** Titles other programmes gave because of one title rest on the one that took its place. */
    async moveRecognised(from: string, to: string): Promise<void> {
      await db("titles").where({ recognised_from: from }).update({ recognised_from: to });
    },

    /** A title by id, for who holds another that leads to it, or has entered it. */
    async findLinked(id: string): Promise<FoundTitle | undefined> {
      const row = await found().where("title.id", id).first(columns);
      return row === undefined ? undefined : foundOf(row);
    },

    /** Titles of authorities in the owner's scope, newest first. */
    async list(scope: Scope, filter: TitleFilter): Promise<{ titles: FoundTitle[]; total: number }> {
      return page(whereInScope(filtered(found(), filter), scope, AUTHORITY), filter);
    },

    /** Titles that hold today, for everybody. */
    async listValid(today: string, filter: TitleFilter): Promise<{ titles: FoundTitle[]; total: number }> {
      const query = filtered(found(), { ...filter, status: "valid" }).where((either) =>
        either.whereNull("title.valid_until").orWhere("title.valid_until", ">=", today),
      );
      return page(query, filter);
    },

    /** Programmes with a title, by id. */
    async listAwarding(): Promise<{ id: string; title: LocalText; region: string }[]> {
      const rows = await db("programmes")
        .whereIn("id", db("titles").distinct("programme_id"))
        .orderBy("id")
        .select("id", "title", "authority_region");
      return rows.map((row) => ({ id: row.id, title: readJson(row.title), region: row.authority_region }));
    },

    /** Programmes whose authority lies in the owner's scope, with their latest edition. */
    async listOwnedProgrammes(scope: Scope): Promise<{ id: string; editionNumber: number }[]> {
      const query = db("programmes as programme")
        .join("regions as authority", "authority.code", "programme.authority_region")
        .whereNotNull("programme.latest_edition")
        .orderBy("programme.id");
      const rows = await whereInScope(query, scope, AUTHORITY).select("programme.id", "programme.latest_edition");
      return rows.map((row) => ({ id: row.id, editionNumber: row.latest_edition }));
    },

    /** Programmes of one authority with their latest edition: recognition leads from one to another. */
    async listProgrammesOf(authorityRegion: string): Promise<{ id: string; editionNumber: number }[]> {
      const rows = await db("programmes")
        .where("authority_region", authorityRegion)
        .whereNotNull("latest_edition")
        .orderBy("id")
        .select("id", "latest_edition");
      return rows.map((row) => ({ id: row.id, editionNumber: row.latest_edition }));
    },

    /** Valid titles whose last day is over, some at a time. */
    async listOver(today: string, limit: number): Promise<TitleRecord[]> {
      const rows = await db("titles")
        .where({ status: "valid" })
        .where("valid_until", "<", today)
        .orderBy("valid_until")
        .limit(limit);
      return rows.map(titleOf);
    },
  };
}

export type TitlesStore = ReturnType<typeof makeTitlesStore>;

/** Narrows a query to rows of a holder, known here or by the credit code alone. Nobody holds what names neither. */
export function isHolder(
  either: Knex.QueryBuilder,
  { key, creditCode }: { key: string | null; creditCode: string | null },
): void {
  either.whereRaw("1 = 0");
  if (key !== null) either.orWhere("holder_key", key);
  if (creditCode !== null) either.orWhere("credit_code", creditCode);
}

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
    holderKey: row.holder_key,
    creditCode: row.credit_code,
    holderName: row.holder_name,
    regionCode: row.region_code,
    name: readJson(row.name),
    awardedOn: row.awarded_on,
    validUntil: row.valid_until,
    status: row.status,
    origin: row.origin,
    recognisedFrom: row.recognised_from,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function foundOf(row: any): FoundTitle {
  return {
    ...titleOf(row),
    regionName: `${row.city_name ?? ""}${row.region_name}`,
    editionNumber: Number(row.edition_number),
  };
}
