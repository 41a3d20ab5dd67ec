import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import type { UncountedMark } from "../../../core/contracts/experts.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import type { Decision } from "../../../core/scoring/run.ts";
import { readBoolean, readJson, writeJson } from "../../database/codec.ts";
import { whereInScope } from "../../database/scope.ts";

/** What a run keeps beside its hashes: enough to tell its list without a trace. */
export interface RunRecord {
  id: string;
  roundId: string;
  programmeId: string;
  number: number;
  hashes: { scheme: string; facts: string; cohort: string; marks: string; result: string };
  engine: string;
  /** What the scheme assumes, in its words at the time. */
  assumptions: LocalText[];
  /** Where weights that people fixed come from. */
  weights: LocalText | null;
  /** Marks of experts that were kept but not counted. */
  uncounted: UncountedMark[];
  applicants: number;
  /** Earlier runs that rules over several runs looked at, newest first. */
  past: PastRunMark[];
  createdAt: string;
  createdBy: string;
}

/** An earlier run as a later one remembers it. */
export interface PastRunMark {
  runId: string;
  roundId: string;
  number: number;
  /** Its result hash. */
  result: string;
}

/** What an earlier run decided about one applicant. */
export interface PastDecisions {
  applicantKey: string;
  decisions: Decision[];
}

/** One result; `Trace` is whatever the engine gave, kept word for word. */
export interface ResultRecord<Trace> {
  declarationId: string;
  total: string | null;
  rank: number | null;
  tier: string | null;
  eligible: boolean;
  decisions: Decision[];
  trace: Trace;
}

/** One applicant of a cohort as it is frozen: the version that was handed in last, with its files. */
export interface CohortMember {
  declarationId: string;
  /** Who declares, the same over all rounds. */
  applicantKey: string;
  number: string | null;
  applicantName: string;
  regionPath: string;
  version: number;
  answers: Record<string, unknown>;
  answersHash: string;
  submittedAt: string;
  evidence: { id: string; requirementId: string | null }[];
  /** Answers to the attached forms handed in with it, by the form's id in the programme. */
  attached: Record<string, Record<string, unknown>>;
}

/** What a run made of a declaration; null where it has no total or stands in no tier. */
export interface Standing {
  total: string | null;
  tier: string | null;
}

const IN_ONE_INSERT = 100;
/** Puts the run a published list rests on before the others of its round. */
const COUNTING_FIRST = "case when notice.published_at is null then 1 else 0 end, notice.published_at desc";
/** A run belongs to the authority of its programme: that region decides who sees it. */
const AUTHORITY = { regionPath: "authority.path", organisationId: null, applicantAccountId: null } as const;

/** Runs and results. Rows are only ever added: a change is a new run. */
export function makeScoringStore(db: Knex.Transaction) {
  const runs = (scope: Scope) =>
    whereInScope(
      db("scoring_runs as run")
        .join("programmes as programme", "programme.id", "run.programme_id")
        .join("regions as authority", "authority.code", "programme.authority_region")
        .join("accounts as account", "account.id", "run.created_by")
        .select("run.*", "account.display_name as created_by_name"),
      scope,
      AUTHORITY,
    );

  return {
    /** True when the authority of a round's programme lies in the scope. */
    async isOwned(scope: Scope, roundId: string): Promise<boolean> {
      const query = db("rounds as round")
        .join("programmes as programme", "programme.id", "round.programme_id")
        .join("regions as authority", "authority.code", "programme.authority_region")
        .where("round.id", roundId);
      return (await whereInScope(query, scope, AUTHORITY).first("round.id")) !== undefined;
    },

    /** Holds a round until the transaction ends, so that two runs of it follow one another. */
    async lockRound(roundId: string): Promise<void> {
      await db("rounds").where({ id: roundId }).forUpdate().first("id");
    },

    /**
     * The cohort of a round: declarations that stand at the evaluation, as last handed in, in the order of their ids.
     * The caller has found the round in its scope.
     */
    async listCohort(roundId: string): Promise<CohortMember[]> {
      const rows = await db("declarations as declaration")
        .join("declaration_versions as version", "version.declaration_id", "declaration.id")
        .where({ "declaration.round_id": roundId, "declaration.stage": "scoring" })
        .whereRaw(
          "version.number = (select max(newest.number) from declaration_versions newest where newest.declaration_id = declaration.id)",
        )
        .orderBy("declaration.id")
        .select("declaration.id", "declaration.number", "declaration.applicant_name", "declaration.region_path")
        .select("declaration.applicant_key")
        .select("version.number as version", "version.answers", "version.answers_hash", "version.submitted_at")
        .select("version.evidence", "version.attached");
      return rows.map((row) => ({
        declarationId: row.id,
        applicantKey: row.applicant_key,
        number: row.number,
        applicantName: row.applicant_name,
        regionPath: row.region_path,
        version: row.version,
        answers: readJson(row.answers),
        answersHash: row.answers_hash,
        submittedAt: row.submitted_at,
        evidence: readJson(row.evidence),
        attached: attachedAnswers(row.attached),
      }));
    },

    /** Number the next run of a round gets; asked inside the transaction that adds it. */
    async nextNumber(roundId: string): Promise<number> {
      const row = await db("scoring_runs")
        .where("round_id", roundId)
        .max<{ last: number | null }>("number as last")
        .first();
      return (row?.last ?? 0) + 1;
    },

    async recordRun(run: RunRecord, results: readonly ResultRecord<unknown>[]): Promise<void> {
      await db("scoring_runs").insert({
        id: run.id,
        round_id: run.roundId,
        programme_id: run.programmeId,
        number: run.number,
        scheme_hash: run.hashes.scheme,
        facts_hash: run.hashes.facts,
        cohort_hash: run.hashes.cohort,
        marks_hash: run.hashes.marks,
        result_hash: run.hashes.result,
        engine: run.engine,
        result: writeJson({
          assumptions: run.assumptions,
          weights: run.weights,
          applicants: run.applicants,
          past: run.past,
          uncounted: run.uncounted,
        }),
        created_at: run.createdAt,
        created_by: run.createdBy,
      });
      const rows = results.map((result) => ({
        run_id: run.id,
        declaration_id: result.declarationId,
        total: result.total,
        rank: result.rank,
        tier: result.tier,
        eligible: result.eligible,
        decisions: writeJson(result.decisions),
        trace: writeJson(result.trace),
      }));
      for (let at = 0; at < rows.length; at += IN_ONE_INSERT) {
        await db("scoring_results").insert(rows.slice(at, at + IN_ONE_INSERT));
      }
    },

    /**
     * For each earlier round of the same programme the run that counts, newest round first: the one its published list
     * rests on, or else its last. A round is earlier by report year, then by opening; one without a run is passed over.
     */
    async listPastRuns(roundId: string): Promise<PastRunMark[]> {
      const rows = await db("scoring_runs as run")
        .join("rounds as round", "round.id", "run.round_id")
        .join("rounds as own", "own.programme_id", "round.programme_id")
        .leftJoin("publicity as notice", (join) =>
          join.on("notice.run_id", "run.id").andOnVal("notice.status", "published"),
        )
        .where("own.id", roundId)
        .whereRaw("(round.year < own.year or (round.year = own.year and round.opens_at < own.opens_at))")
        .orderBy([
          { column: "round.year", order: "desc" },
          { column: "round.opens_at", order: "desc" },
          { column: "round.id" },
        ])
        .orderByRaw(COUNTING_FIRST)
        .orderBy("run.number", "desc")
        .select("run.id", "run.round_id", "run.number", "run.result_hash");
      const first = new Map(rows.toReversed().map((row) => [row.round_id, row]));
      return rows
        .filter((row) => first.get(row.round_id) === row)
        .map((row) => ({ runId: row.id, roundId: row.round_id, number: row.number, result: row.result_hash }));
    },

    /** The run of a round that counts: the one its published list rests on, or else its last. */
    async findCountingRun(roundId: string): Promise<string | undefined> {
      const row = await db("scoring_runs as run")
        .leftJoin("publicity as notice", (join) =>
          join.on("notice.run_id", "run.id").andOnVal("notice.status", "published"),
        )
        .where("run.round_id", roundId)
        .orderByRaw(COUNTING_FIRST)
        .orderBy("run.number", "desc")
        .first("run.id");
      return row?.id;
    },

    /** What a run decided, by who the applicants are; those about whom it decided nothing are left out. */
    async listDecisions(runId: string): Promise<PastDecisions[]> {
      const rows = await db("scoring_results as result")
        .join("declarations as declaration", "declaration.id", "result.declaration_id")
        .where("result.run_id", runId)
        .whereNot("result.decisions", "[]")
        .select("declaration.applicant_key", "result.decisions");
      return rows.map((row) => ({ applicantKey: row.applicant_key, decisions: readJson(row.decisions) }));
    },

    /** Runs of a round, newest first. */
    async listRuns(scope: Scope, roundId: string): Promise<RunRecord[]> {
      return (await runs(scope).where("run.round_id", roundId).orderBy("run.number", "desc")).map(runOf);
    },

    async findRun(scope: Scope, id: string): Promise<RunRecord | undefined> {
      const row = await runs(scope).where("run.id", id).first();
      return row === undefined ? undefined : runOf(row);
    },

    /** Results of a run that was found in the viewer's scope, best first, those without a rank last. */
    async listResults<Trace>(run: RunRecord): Promise<ResultRecord<Trace>[]> {
      const rows = await db("scoring_results")
        .where("run_id", run.id)
        .orderByRaw("case when rank is null then 1 else 0 end, rank, declaration_id");
      return rows.map((row) => resultOf<Trace>(row));
    },

    async findResult<Trace>(run: RunRecord, declarationId: string): Promise<ResultRecord<Trace> | undefined> {
      const row = await db("scoring_results").where({ run_id: run.id, declaration_id: declarationId }).first();
      return row === undefined ? undefined : resultOf<Trace>(row);
    },

    /**
     * The run the published list of a declaration's round rests on, for the applicant of that declaration; the scope is
     * the applicant's own. Undefined while nothing is published.
     */
    async findPublishedRun(scope: Scope, declarationId: string): Promise<RunRecord | undefined> {
      const query = db("scoring_runs as run")
        .join("publicity as notice", "notice.run_id", "run.id")
        .join("scoring_results as result", "result.run_id", "run.id")
        .join("declarations as declaration", "declaration.id", "result.declaration_id")
        .join("accounts as account", "account.id", "run.created_by")
        .where({ "notice.status": "published", "declaration.id": declarationId })
        .orderBy("notice.published_at", "desc")
        .select("run.*", "account.display_name as created_by_name");
      const row = await whereInScope(query, scope, {
        regionPath: "declaration.region_path",
        organisationId: "declaration.organisation_id",
        applicantAccountId: "declaration.applicant_account_id",
      }).first();
      return row === undefined ? undefined : runOf(row);
    },

    /** Total and tier in the latest run each declaration stands in. For projections, not for people. */
    async latestStandings(declarationIds: readonly string[]): Promise<Map<string, Standing>> {
      const standings = new Map<string, Standing>();
      for (let at = 0; at < declarationIds.length; at += 500) {
        const rows = await db("scoring_results as result")
          .join("scoring_runs as run", "run.id", "result.run_id")
          .whereIn("result.declaration_id", declarationIds.slice(at, at + 500))
          .orderBy("run.number")
          .select("result.declaration_id as id", "result.total as total", "result.tier as tier");
        for (const { id, total, tier } of rows) standings.set(id, { total, tier });
      }
      return standings;
    },
  };
}

export type ScoringStore = ReturnType<typeof makeScoringStore>;

function attachedAnswers(text: string | null): CohortMember["attached"] {
  if (text === null) return {};
  const kept = readJson<Record<string, { answers: Record<string, unknown> }>>(text);
  return Object.fromEntries(Object.entries(kept).map(([id, { answers }]) => [id, answers]));
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function runOf(row: any): RunRecord {
  type Kept = Pick<RunRecord, "assumptions" | "applicants"> &
    Partial<Pick<RunRecord, "past" | "weights" | "uncounted">>;
  const kept = readJson<Kept>(row.result);
  return {
    id: row.id,
    roundId: row.round_id,
    programmeId: row.programme_id,
    number: row.number,
    hashes: {
      scheme: row.scheme_hash,
      facts: row.facts_hash,
      cohort: row.cohort_hash,
      marks: row.marks_hash,
      result: row.result_hash,
    },
    engine: row.engine,
    assumptions: kept.assumptions,
    weights: kept.weights ?? null,
    uncounted: kept.uncounted ?? [],
    applicants: kept.applicants,
    past: kept.past ?? [],
    createdAt: row.created_at,
    createdBy: row.created_by_name,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function resultOf<Trace>(row: any): ResultRecord<Trace> {
  return {
    declarationId: row.declaration_id,
    total: row.total,
    rank: row.rank,
    tier: row.tier,
    eligible: readBoolean(row.eligible),
    decisions: readJson<Decision[]>(row.decisions),
    trace: readJson<Trace>(row.trace),
  };
}
