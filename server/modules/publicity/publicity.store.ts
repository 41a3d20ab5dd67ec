import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import type { PublicityItem } from "../../../core/contracts/programmes.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import type { Stage } from "../../../core/workflow/workflow-document.ts";
import { readBoolean, readJson, writeJson } from "../../database/codec.ts";
import { whereInScope } from "../../database/scope.ts";

export type NoticeStatus = "public" | "published" | "withdrawn";

export interface NoticeRecord {
  id: string;
  roundId: string;
  /** Null for a list that rests on no scoring. */
  runId: string | null;
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
  runId: string | null;
  title: LocalText;
  startsOn: string;
  endsOn: string;
  workingDays: number;
  calendarComplete: boolean;
  items: PublicityItem[];
  createdAt: string;
  createdBy: string;
}

/** An applicant of a scoring run who may be put on the list. */
export interface Candidate {
  declarationId: string;
  /** Who it is over all rounds. */
  applicantKey: string;
  applicantName: string;
  regionCode: string;
  regionPath: string;
  state: string;
  stage: Stage;
  eligible: boolean;
  rank: number | null;
  /** Id of the tier it stands in. */
  tier: string | null;
}

const AUTHORITY = { regionPath: "authority.path", organisationId: null, applicantAccountId: null } as const;

/** Public notices and who may stand on them. */
export function makePublicityStore(db: Knex.Transaction) {
  const notices = () =>
    db("publicity as notice")
      .join("rounds as round", "round.id", "notice.round_id")
      .join("programmes as programme", "programme.id", "round.programme_id")
      .join("regions as authority", "authority.code", "programme.authority_region")
      .select("notice.*", "round.programme_id", "round.edition_number", "round.year");
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
        .select(
          "declaration.applicant_key",
          "declaration.state",
          "declaration.stage",
          "result.eligible",
          "result.rank",
          "result.tier",
        );
      return rows.map(candidateOf);
    },

    /** Declarations of a round that stand at the evaluation or on a notice, for a programme without a scheme. */
    async listRoundCandidates(roundId: string): Promise<Candidate[]> {
      const rows = await db("declarations as declaration")
        .where("declaration.round_id", roundId)
        .whereIn("declaration.stage", ["scoring", "publicity"])
        .orderBy("declaration.id")
        .select("declaration.id", "declaration.applicant_name", "declaration.region_code", "declaration.region_path")
        .select("declaration.applicant_key", "declaration.state", "declaration.stage");
      return rows.map((row) => candidateOf({ ...row, eligible: true, rank: null, tier: null }));
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
  };
}

export type PublicityStore = ReturnType<typeof makePublicityStore>;

function count(row: { n: number } | undefined): number {
  return Number(row?.n ?? 0);
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function candidateOf(row: any): Candidate {
  return {
    declarationId: row.id,
    applicantKey: row.applicant_key,
    applicantName: row.applicant_name,
    regionCode: row.region_code,
    regionPath: row.region_path,
    state: row.state,
    stage: row.stage,
    eligible: readBoolean(row.eligible),
    rank: row.rank,
    tier: row.tier,
  };
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
    // Notices of earlier versions say nothing of tiers.
    items: readJson<PublicityItem[]>(row.items).map((item) => ({ ...item, tier: item.tier ?? null })),
    status: row.status,
    publishedAt: row.published_at,
  };
}
