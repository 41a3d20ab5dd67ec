import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import type { PublicityItem } from "../../../core/contracts/programmes.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { readBoolean, readJson, writeJson } from "../../database/codec.ts";
import { whereInScope } from "../../database/scope.ts";

export type NoticeStatus = "public" | "published" | "withdrawn";

export interface NoticeRecord {
  id: string;
  roundId: string;
  runId: string;
  programmeId: string;
  editionNumber: number;
  year: number;
  title: LocalText;
  startsOn: string;
  endsOn: string;
  workingDays: number;
  calendarComplete: boolean;
  items: PublicityItem[];
  status: NoticeStatus;
  publishedAt: string | null;
}

export interface NewNotice {
  id: string;
  roundId: string;
  runId: string;
  title: LocalText;
  startsOn: string;
  endsOn: string;
  workingDays: number;
  calendarComplete: boolean;
  items: PublicityItem[];
  createdAt: string;
  createdBy: string;
}

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

/** An applicant of a scoring run who may be put on the list. */
export interface Candidate {
  declarationId: string;
  applicantName: string;
  regionCode: string;
  regionPath: string;
  stage: string;
  eligible: boolean;
  rank: number | null;
}

const AUTHORITY = { regionPath: "authority.path", organisationId: null, applicantAccountId: null } as const;

/** Public notices, what is objected to them, and the titles they end in. */
export function makePublicityStore(db: Knex.Transaction) {
  const notices = () =>
    db("publicity as notice")
      .join("rounds as round", "round.id", "notice.round_id")
      .join("programmes as programme", "programme.id", "round.programme_id")
      .join("regions as authority", "authority.code", "programme.authority_region")
      .select("notice.*", "round.programme_id", "round.edition_number", "round.year");
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
    async recordNotice(notice: NewNotice): Promise<void> {
      await db("publicity").insert({
        id: notice.id,
        round_id: notice.roundId,
        run_id: notice.runId,
        title: writeJson(notice.title),
        starts_on: notice.startsOn,
        ends_on: notice.endsOn,
        working_days: notice.workingDays,
        calendar_complete: notice.calendarComplete,
        items: writeJson(notice.items),
        status: "public",
        created_at: notice.createdAt,
        created_by: notice.createdBy,
      });
    },

    /** Applicants of a run with where they stand now, by rank; those without a rank last. */
    async listCandidates(runId: string): Promise<Candidate[]> {
      const rows = await db("scoring_results as result")
        .join("declarations as declaration", "declaration.id", "result.declaration_id")
        .where("result.run_id", runId)
        .orderByRaw("case when result.rank is null then 1 else 0 end, result.rank, declaration.id")
        .select("declaration.id", "declaration.applicant_name", "declaration.region_code", "declaration.region_path")
        .select("declaration.stage", "result.eligible", "result.rank");
      return rows.map((row) => ({
        declarationId: row.id,
        applicantName: row.applicant_name,
        regionCode: row.region_code,
        regionPath: row.region_path,
        stage: row.stage,
        eligible: readBoolean(row.eligible),
        rank: row.rank,
      }));
    },

    /** The state a declaration is in. For a declaration that was found on a notice in the owner's scope. */
    async findState(declarationId: string): Promise<string | undefined> {
      return (await db("declarations").where({ id: declarationId }).first("state"))?.state;
    },

    /**
     * Holds declarations until the transaction ends. Called before the first of them is moved: each move writes to the
     * audit, and whoever holds that must wait for nobody else.
     */
    async lockDeclarations(ids: readonly string[]): Promise<void> {
      const sorted = [...ids].sort();
      for (let at = 0; at < sorted.length; at += 500) {
        const some = sorted.slice(at, at + 500);
        await db("declarations").whereIn("id", some).orderBy("id").forUpdate().select("id");
      }
    },

    /** Holds a notice until the transaction ends: what is decided about it cannot cross. */
    async lockNotice(id: string): Promise<void> {
      await db("publicity").where({ id }).forUpdate().first("id");
    },

    /** Holds a programme's titles until the transaction ends, so that two lists cannot take the same number. */
    async lockTitles(programmeId: string): Promise<void> {
      await db("programmes").where({ id: programmeId }).forUpdate().first("id");
    },

    /** Notices anybody may read that have begun, newest first; a withdrawn one stays readable as withdrawn. */
    async listPublic(today: string, limit: number): Promise<NoticeRecord[]> {
      const rows = await notices()
        .where("notice.starts_on", "<=", today)
        .orderBy("notice.starts_on", "desc")
        .limit(limit);
      return rows.map(noticeOf);
    },

    async findPublic(id: string, today: string): Promise<NoticeRecord | undefined> {
      const row = await notices().where("notice.id", id).where("notice.starts_on", "<=", today).first();
      return row === undefined ? undefined : noticeOf(row);
    },

    /** A notice of an authority in the owner's scope. */
    async findOwned(scope: Scope, id: string): Promise<NoticeRecord | undefined> {
      const row = await whereInScope(notices().where("notice.id", id), scope, AUTHORITY).first();
      return row === undefined ? undefined : noticeOf(row);
    },

    /**
     * Moves a notice from one status to another. False when somebody else was first: nothing is changed then.
     * @param publishedAt ISO UTC when it becomes published, null otherwise
     */
    async changeStatus(id: string, from: NoticeStatus, to: NoticeStatus, publishedAt: string | null): Promise<boolean> {
      const changed = await db("publicity")
        .where({ id, status: from })
        .update({ status: to, published_at: publishedAt });
      return changed === 1;
    },

    async replaceItems(id: string, items: readonly PublicityItem[]): Promise<void> {
      await db("publicity")
        .where({ id })
        .update({ items: writeJson(items) });
    },

    /** Notices of a round on which objections are heard, or that wait to be published. */
    async countStanding(roundId: string): Promise<number> {
      return count(
        await db("publicity").where({ round_id: roundId, status: "public" }).count<{ n: number }>("* as n").first(),
      );
    },

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

export type PublicityStore = ReturnType<typeof makePublicityStore>;

function count(row: { n: number } | undefined): number {
  return Number(row?.n ?? 0);
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function noticeOf(row: any): NoticeRecord {
  return {
    id: row.id,
    roundId: row.round_id,
    runId: row.run_id,
    programmeId: row.programme_id,
    editionNumber: row.edition_number,
    year: row.year,
    title: readJson(row.title),
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    workingDays: row.working_days,
    calendarComplete: readBoolean(row.calendar_complete),
    items: readJson(row.items),
    status: row.status,
    publishedAt: row.published_at,
  };
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
