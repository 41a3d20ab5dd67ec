import type { Knex } from "knex";
import { isEmptyScope, type Scope } from "../../../core/access/scope.ts";
import type { Answers } from "../../../core/forms/form-state.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import type { Party, Stage } from "../../../core/workflow/workflow-document.ts";
import { likePattern, readJson, writeJson } from "../../database/codec.ts";
import { whereInScope } from "../../database/scope.ts";

/** Place in the order of recommendation by level. */
export type Ranks = Partial<Record<"county" | "city" | "province", number>>;

/** A declaration without its answers, with the round it belongs to. */
export interface DeclarationRow {
  id: string;
  number: string | null;
  roundId: string;
  programmeId: string;
  editionNumber: number;
  organisationId: string | null;
  applicantAccountId: string;
  applicantName: string;
  regionCode: string;
  regionPath: string;
  state: string;
  stage: Stage;
  holder: Party;
  stateSinceAt: string;
  dueAt: string | null;
  openedAt: string | null;
  returnedFrom: string | null;
  revision: number;
  answersHash: string | null;
  submittedAt: string | null;
  updatedAt: string;
  ranks: Ranks;
  openFlags: number;
  roundTitle: LocalText;
  year: number;
  closesAt: string;
  quota: number | null;
}

export interface NewDeclaration {
  id: string;
  roundId: string;
  programmeId: string;
  editionNumber: number;
  formId: string;
  organisationId: string | null;
  applicantAccountId: string;
  applicantName: string;
  regionCode: string;
  regionPath: string;
  state: string;
  stage: Stage;
  holder: Party;
  at: string;
}

/** What a list asks for, in the store's terms. */
export interface DeclarationFilter {
  scope: Scope;
  /** Only what waits for one of these parties in its region, or for the applicant itself. */
  queue: { party: Party; regionPath: string }[] | null;
  ownOnly: boolean;
  roundId?: string;
  programmeId?: string;
  stage?: Stage;
  regionPath?: string;
  q?: string;
  overdueAt?: string;
  since?: string;
  sort: "waiting" | "submitted" | "name";
  limit: number;
  offset: number;
}

/** What was said longer ago than this many declarations is not offered again. */
const MAX_EARLIER = 12;

const REGION_COLUMN = { regionPath: "d.region_path", organisationId: null, applicantAccountId: null } as const;

/** Declarations and what is said about them. Every read of rows is bound to the viewer's scope. */
export function makeDeclarationsStore(db: Knex.Transaction) {
  const rows = () =>
    db("declarations as d")
      .join("rounds as r", "r.id", "d.round_id")
      .select("d.*", "r.title as round_title", "r.year as round_year", "r.closes_at", "r.quota", {
        open_flags: db("declaration_flags as f")
          .count("*")
          .whereRaw("f.declaration_id = d.id")
          .whereNull("f.resolved_at"),
      });

  return {
    /** Writes a new draft; false when the applicant already has one in the round. */
    async insert(draft: NewDeclaration): Promise<boolean> {
      const written = await db("declarations")
        .insert({
          id: draft.id,
          round_id: draft.roundId,
          programme_id: draft.programmeId,
          edition_number: draft.editionNumber,
          form_id: draft.formId,
          organisation_id: draft.organisationId,
          applicant_account_id: draft.applicantAccountId,
          applicant_key: draft.organisationId ?? draft.applicantAccountId,
          applicant_name: draft.applicantName,
          region_code: draft.regionCode,
          region_path: draft.regionPath,
          state: draft.state,
          stage: draft.stage,
          holder: draft.holder,
          revision: 0,
          answers: writeJson({}),
          state_since_at: draft.at,
          created_at: draft.at,
          updated_at: draft.at,
        })
        .onConflict(["round_id", "applicant_key"])
        .ignore()
        .returning("id");
      return written.length > 0;
    },

    /** Id of the declaration of an applicant (organisation id, or account id of a person) in a round. */
    async findOfApplicant(roundId: string, applicantKey: string): Promise<string | null> {
      const row = await db("declarations").where({ round_id: roundId, applicant_key: applicantKey }).first("id");
      return row === undefined ? null : row.id;
    },

    async find(scope: Scope, id: string): Promise<DeclarationRow | null> {
      const row = await visible(rows(), scope).where("d.id", id).first();
      return row === undefined ? null : declarationRow(row);
    },

    /** As `find`, held until the transaction ends: nobody else changes it meanwhile. */
    async lock(scope: Scope, id: string): Promise<DeclarationRow | null> {
      await visible(db("declarations as d").select("d.id"), scope).where("d.id", id).forUpdate();
      return this.find(scope, id);
    },

    /** Stored answers of a declaration the caller has found. */
    async getAnswers(id: string): Promise<Answers> {
      const row = await db("declarations").where({ id }).first("answers");
      return readJson<Answers>(row.answers);
    },

    /** Writes answers made on a revision; false when another write was faster. */
    async saveAnswers(id: string, revision: number, answers: Answers, at: string): Promise<boolean> {
      const written = await db("declarations")
        .where({ id, revision })
        .update({ answers: writeJson(answers), revision: revision + 1, updated_at: at });
      return written === 1;
    },

    /** A page of what the filter lets through, its number, and the numbers by stage (whatever stage is asked for). */
    async list(
      filter: DeclarationFilter,
    ): Promise<{ rows: DeclarationRow[]; total: number; stages: Record<string, number> }> {
      const counted: { stage: string; total: number | string }[] = await matching(db("declarations as d"), filter)
        .select("d.stage")
        .count({ total: "*" })
        .groupBy("d.stage");
      const stages = Object.fromEntries(counted.map(({ stage, total }) => [stage, Number(total)]));
      const page = matching(rows(), filter).limit(filter.limit).offset(filter.offset);
      if (filter.stage !== undefined) page.where("d.stage", filter.stage);
      const found = await page.orderBy(ORDERS[filter.sort]);
      const all = Object.values(stages).reduce((sum, count) => sum + count, 0);
      return {
        rows: found.map(declarationRow),
        total: filter.stage === undefined ? all : (stages[filter.stage] ?? 0),
        stages,
      };
    },

    /** Declarations of a round below a region, in no order; for recommendations and quotas. */
    async listOfRound(scope: Scope, roundId: string, regionPath: string): Promise<DeclarationRow[]> {
      const found = await below(visible(rows(), scope), regionPath).where("d.round_id", roundId);
      return found.map(declarationRow);
    },

    async markOpened(id: string, at: string): Promise<void> {
      await db("declarations").where({ id, opened_at: null }).update({ opened_at: at });
    },

    /**
     * What the applicant of a declaration handed in elsewhere before a time, the newest version of each, newest first.
     * Only what lies in the viewer's scope.
     */
    async listEarlier(scope: Scope, { id, organisationId, applicantAccountId }: DeclarationRow, before: string) {
      const found = await visible(rows(), scope)
        .join("declaration_versions as v", "v.declaration_id", "d.id")
        .whereRaw("v.number = (select max(w.number) from declaration_versions w where w.declaration_id = d.id)")
        .where({ "d.organisation_id": organisationId })
        .modify((query) => {
          if (organisationId === null) query.where("d.applicant_account_id", applicantAccountId);
        })
        .whereNot("d.id", id)
        .where("v.submitted_at", "<", before)
        .orderBy([{ column: "v.submitted_at", order: "desc" }, { column: "d.id" }])
        .limit(MAX_EARLIER)
        .select({ version_answers: "v.answers", version_submitted_at: "v.submitted_at" });
      // biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
      return found.map((row: any) => ({
        row: declarationRow(row),
        answers: readJson<Answers>(row.version_answers),
        submittedAt: String(row.version_submitted_at),
      }));
    },

    async findTitleNumber(declarationId: string): Promise<string | null> {
      const row = await db("titles").where({ declaration_id: declarationId }).first("number");
      return row === undefined ? null : row.number;
    },
  };
}

export type DeclarationsStore = ReturnType<typeof makeDeclarationsStore>;

const ORDERS = {
  waiting: [{ column: "d.state_since_at" }, { column: "d.id" }],
  submitted: [{ column: "d.submitted_at", order: "desc" }, { column: "d.id" }],
  name: [{ column: "d.applicant_name" }, { column: "d.id" }],
} satisfies Record<DeclarationFilter["sort"], { column: string; order?: "desc" }[]>;

/** The rule of `maySee` (core/workflow/parties.ts) as a condition: own ones, and submitted ones of the regions. */
function visible<T extends Knex.QueryBuilder>(query: T, scope: Scope): T {
  if (isEmptyScope(scope)) return query.whereRaw("1 = 0") as T;
  return query.where((either) => {
    either.where((region) => {
      whereInScope(region, { ...scope, organisationId: null, accountId: null }, REGION_COLUMN).whereNotNull(
        "d.submitted_at",
      );
    });
    if (scope.organisationId !== null) either.orWhere("d.organisation_id", scope.organisationId);
    if (scope.accountId !== null) {
      either.orWhere((person) =>
        person.whereNull("d.organisation_id").where("d.applicant_account_id", scope.accountId),
      );
    }
  }) as T;
}

function below<T extends Knex.QueryBuilder>(query: T, regionPath: string): T {
  return whereInScope(query, { regionPaths: [regionPath], organisationId: null, accountId: null }, REGION_COLUMN);
}

function matching<T extends Knex.QueryBuilder>(query: T, filter: DeclarationFilter): T {
  const scope = filter.ownOnly ? { ...filter.scope, regionPaths: [] } : filter.scope;
  visible(query, scope);
  const { queue } = filter;
  if (queue !== null) {
    query.where((either) => {
      either.whereRaw("1 = 0");
      for (const { party, regionPath } of queue)
        either.orWhere((one) => below(one.where("d.holder", party), regionPath));
      either.orWhere((own) => visible(own.where("d.holder", "applicant"), { ...filter.scope, regionPaths: [] }));
    });
  }
  if (filter.roundId !== undefined) query.where("d.round_id", filter.roundId);
  if (filter.programmeId !== undefined) query.where("d.programme_id", filter.programmeId);
  if (filter.regionPath !== undefined) below(query, filter.regionPath);
  if (filter.overdueAt !== undefined) query.where("d.due_at", "<", filter.overdueAt);
  if (filter.since !== undefined) query.where("d.state_since_at", ">=", filter.since);
  if (filter.q !== undefined && filter.q.trim() !== "") {
    const pattern = likePattern(filter.q.trim().toLowerCase());
    query.where((either) =>
      either
        .whereRaw("lower(d.applicant_name) like ? escape '\\'", [pattern])
        .orWhereRaw("lower(d.number) like ? escape '\\'", [pattern]),
    );
  }
  return query;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
function declarationRow(row: any): DeclarationRow {
  return {
    id: row.id,
    number: row.number,
    roundId: row.round_id,
    programmeId: row.programme_id,
    editionNumber: row.edition_number,
    organisationId: row.organisation_id,
    applicantAccountId: row.applicant_account_id,
    applicantName: row.applicant_name,
    regionCode: row.region_code,
    regionPath: row.region_path,
    state: row.state,
    stage: row.stage,
    holder: row.holder,
    stateSinceAt: row.state_since_at,
    dueAt: row.due_at,
    openedAt: row.opened_at,
    returnedFrom: row.returned_from,
    revision: row.revision,
    answersHash: row.answers_hash,
    submittedAt: row.submitted_at,
    updatedAt: row.updated_at,
    ranks: row.recommended_rank === null ? {} : readJson(row.recommended_rank),
    openFlags: Number(row.open_flags),
    roundTitle: readJson(row.round_title),
    year: row.round_year,
    closesAt: row.closes_at,
    quota: row.quota,
  };
}
