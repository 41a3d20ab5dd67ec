import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import type { PlanFilter, TilePlan } from "../../../core/dashboards/compile-dashboard.ts";
import type { FactRow } from "../../../core/dashboards/facts.ts";
import type { RawGroup } from "../../../core/dashboards/finish-tile.ts";
import { readJson } from "../../database/codec.ts";
import { whereInScope } from "../../database/scope.ts";
import { runPlan } from "./plan-query.ts";

/** One declaration in one dataset: what every row has, and the numbered slots of the dataset. */
export interface FactRecord {
  datasetId: string;
  declarationId: string;
  regionCode: string;
  regionPath: string;
  cityCode: string | null;
  countyCode: string | null;
  programmeId: string;
  roundId: string;
  year: number;
  state: string;
  stage: string;
  slots: FactRow;
}

/** The newest edition of a programme, with the path of its authority's region. */
export interface LatestEdition {
  programmeId: string;
  number: number;
  hash: string;
  publishedAt: string;
  authorityPath: string;
}

/** What the projection reads of a declaration that was handed in at least once. */
export interface SubmittedDeclaration {
  id: string;
  formId: string;
  regionCode: string;
  regionPath: string;
  programmeId: string;
  roundId: string;
  year: number;
  state: string;
  stage: string;
  /** Answers of the latest submitted version. */
  answers: Record<string, unknown>;
}

const PLACE = { regionPath: "region_path", organisationId: null, applicantAccountId: null } as const;
const IN_ONE_INSERT = 20;
const IN_ONE_LIST = 500;

/**
 * The wide table of facts: a projection that can be thrown away and rebuilt. Every reading goes through `visible`, the
 * one place where the rows of a viewer are chosen, so that tiles, options and totals cannot differ in what they show.
 */
export function makeDashboardsStore(db: Knex.Transaction) {
  const visible = (scope: Scope, datasetId: string) => () =>
    whereInScope(db("facts").where("dataset_id", datasetId), scope, PLACE);

  const submitted = () =>
    db("declarations as declaration")
      .join("rounds as round", "round.id", "declaration.round_id")
      .join("declaration_versions as version", "version.declaration_id", "declaration.id")
      .whereRaw(
        "version.number = (select max(newest.number) from declaration_versions newest where newest.declaration_id = declaration.id)",
      )
      // Withdrawn to a draft it is nobody else's to count.
      .whereNotNull("declaration.submitted_at")
      .orderBy("declaration.id")
      .select("declaration.*", "round.year as round_year", "version.answers as submitted_answers");

  return {
    /** Newest editions of all programmes; the newest first, so that of two the later publication is met first. */
    async listLatestEditions(): Promise<LatestEdition[]> {
      const rows = await db("programmes as programme")
        .join("editions as edition", (on) =>
          on.on("edition.programme_id", "programme.id").andOn("edition.number", "programme.latest_edition"),
        )
        .join("regions as authority", "authority.code", "programme.authority_region")
        .orderBy([
          { column: "edition.published_at", order: "desc" },
          { column: "programme.id", order: "asc" },
        ])
        .select("programme.id", "edition.number", "edition.hash", "edition.published_at", "authority.path");
      return rows.map((row) => ({
        programmeId: row.id,
        number: row.number,
        hash: row.hash,
        publishedAt: row.published_at,
        authorityPath: row.path,
      }));
    },

    /** Declarations of these ids as last handed in; those never handed in are left out. For the projection only. */
    async listSubmitted(ids: readonly string[]): Promise<SubmittedDeclaration[]> {
      return (await submitted().whereIn("declaration.id", ids)).map(submittedOf);
    },

    /** The next page of everything handed in, in the order of ids. For the projection only. */
    async listSubmittedAfter(id: string, limit: number): Promise<SubmittedDeclaration[]> {
      return (await submitted().where("declaration.id", ">", id).limit(limit)).map(submittedOf);
    },

    /** Runs a plan (or its comparison, when other filters are given) over the rows in the scope. */
    runPlan(scope: Scope, datasetId: string, plan: TilePlan, filters?: readonly PlanFilter[]): Promise<RawGroup[]> {
      return runPlan(db, visible(scope, datasetId), plan, filters);
    },

    /** Distinct values of a slot over the rows in the scope, in order. */
    async listValues(scope: Scope, datasetId: string, column: string): Promise<string[]> {
      if (!/^d[0-9]{1,2}$/.test(column)) throw new Error(`not a column of the wide table: ${column}`);
      const rows: Record<string, string>[] = await visible(scope, datasetId)()
        .whereNotNull(column)
        .distinct(column)
        .orderBy(column);
      return rows.map((row) => String(row[column]));
    },

    /** Replaces the rows of some declarations: those given stand afterwards, others of these declarations are gone. */
    async replaceFacts(declarationIds: readonly string[], records: readonly FactRecord[]): Promise<void> {
      for (let at = 0; at < declarationIds.length; at += IN_ONE_LIST) {
        await db("facts")
          .whereIn("declaration_id", declarationIds.slice(at, at + IN_ONE_LIST))
          .delete();
      }
      for (let at = 0; at < records.length; at += IN_ONE_INSERT) {
        await db("facts").insert(records.slice(at, at + IN_ONE_INSERT).map(rowOf));
      }
    },

    async clearFacts(): Promise<void> {
      await db("facts").delete();
    },
  };
}

export type DashboardsStore = ReturnType<typeof makeDashboardsStore>;

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function submittedOf(row: any): SubmittedDeclaration {
  return {
    id: row.id,
    formId: row.form_id,
    regionCode: row.region_code,
    regionPath: row.region_path,
    programmeId: row.programme_id,
    roundId: row.round_id,
    year: row.round_year,
    state: row.state,
    stage: row.stage,
    answers: readJson(row.submitted_answers),
  };
}

function rowOf(record: FactRecord) {
  return {
    dataset_id: record.datasetId,
    declaration_id: record.declarationId,
    region_code: record.regionCode,
    region_path: record.regionPath,
    city_code: record.cityCode,
    county_code: record.countyCode,
    programme_id: record.programmeId,
    round_id: record.roundId,
    year: record.year,
    status: record.state,
    stage: record.stage,
    ...record.slots,
  };
}
