import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import type { PlanFilter, TilePlan } from "../../../core/dashboards/compile-dashboard.ts";
import type { FactRow } from "../../../core/dashboards/facts.ts";
import type { RawGroup } from "../../../core/dashboards/finish-tile.ts";
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

const PLACE = { regionPath: "region_path", organisationId: null, applicantAccountId: null } as const;
const IN_ONE_INSERT = 20;
const IN_ONE_LIST = 500;

/**
 * The wide table of facts: a projection that can be thrown away and rebuilt. Every reading goes through `visible`, the
 * one place where the rows of a viewer are chosen, so that tiles, options and totals cannot differ in what they show.
 */
export function createDashboardsStore(db: Knex.Transaction) {
  const visible = (scope: Scope, datasetId: string) => () =>
    whereInScope(db("facts").where("dataset_id", datasetId), scope, PLACE);

  return {
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

export type DashboardsStore = ReturnType<typeof createDashboardsStore>;

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
