import type { Knex } from "knex";
import { choiceColumn, idColumn, jsonColumn, timeColumn } from "./columns.ts";

/** Dimension slots d1..d6 and measure slots m1..m24 of a fact row; a dataset document says what lies in each. */
const DIMENSION_SLOTS = 6;
const MEASURE_SLOTS = 24;

/** Scoring runs, public notices with objections, titles, and the facts that dashboards read. */
export async function createScoringTables(db: Knex.Transaction): Promise<void> {
  await db.schema.createTable("scoring_runs", (table) => {
    idColumn(table, "id").primary();
    idColumn(table, "round_id").notNullable().references("id").inTable("rounds");
    idColumn(table, "programme_id").notNullable().references("id").inTable("programmes");
    table.integer("number").notNullable();
    for (const hash of ["scheme_hash", "facts_hash", "cohort_hash", "marks_hash", "result_hash"])
      table.string(hash, 64).notNullable();
    table.string("engine", 64).notNullable();
    jsonColumn(table, "result").notNullable();
    timeColumn(table, "created_at").notNullable();
    idColumn(table, "created_by").notNullable().references("id").inTable("accounts");
    table.unique(["round_id", "number"]);
  });
  await db.schema.createTable("scoring_results", (table) => {
    idColumn(table, "run_id").notNullable().references("id").inTable("scoring_runs");
    idColumn(table, "declaration_id").notNullable().references("id").inTable("declarations");
    /** Exact decimal. */
    table.string("total", 40);
    table.integer("rank");
    table.string("tier", 64);
    table.boolean("eligible").notNullable();
    jsonColumn(table, "trace").notNullable();
    table.primary(["run_id", "declaration_id"]);
    table.index(["run_id", "rank"]);
    table.index("declaration_id");
  });
  await db.schema.createTable("publicity", (table) => {
    idColumn(table, "id").primary();
    idColumn(table, "round_id").notNullable().references("id").inTable("rounds");
    idColumn(table, "run_id").references("id").inTable("scoring_runs");
    jsonColumn(table, "title").notNullable();
    timeColumn(table, "starts_on").notNullable();
    timeColumn(table, "ends_on").notNullable();
    table.integer("working_days").notNullable();
    table.boolean("calendar_complete").notNullable();
    jsonColumn(table, "items").notNullable();
    choiceColumn(table, "status", ["public", "published", "withdrawn"]).notNullable();
    timeColumn(table, "published_at");
    timeColumn(table, "created_at").notNullable();
    idColumn(table, "created_by").notNullable().references("id").inTable("accounts");
    table.index("round_id");
    table.index(["status", "starts_on"]);
  });
  await db.schema.createTable("objections", (table) => {
    idColumn(table, "id").primary();
    idColumn(table, "publicity_id").notNullable().references("id").inTable("publicity");
    idColumn(table, "declaration_id").notNullable().references("id").inTable("declarations");
    table.text("fact").notNullable();
    table.text("text").notNullable();
    table.text("contact_cipher").notNullable();
    choiceColumn(table, "status", ["open", "upheld", "dismissed"]).notNullable();
    table.text("answer");
    timeColumn(table, "created_at").notNullable();
    timeColumn(table, "answered_at");
    idColumn(table, "answered_by").references("id").inTable("accounts");
    table.index(["publicity_id", "created_at"]);
    table.index("declaration_id");
  });
  await db.schema.createTable("titles", (table) => {
    idColumn(table, "id").primary();
    table.string("number", 64).notNullable().unique();
    idColumn(table, "programme_id").notNullable().references("id").inTable("programmes");
    idColumn(table, "declaration_id").notNullable().unique().references("id").inTable("declarations");
    table.text("holder_name").notNullable();
    table.string("region_code", 16).notNullable().references("code").inTable("regions");
    jsonColumn(table, "name").notNullable();
    timeColumn(table, "awarded_on").notNullable();
    timeColumn(table, "valid_until");
    choiceColumn(table, "status", ["valid", "expired", "cancelled"]).notNullable();
    table.index(["programme_id", "awarded_on"]);
  });
  await db.schema.createTable("facts", (table) => {
    idColumn(table, "dataset_id").notNullable();
    idColumn(table, "declaration_id").notNullable().references("id").inTable("declarations");
    table.string("region_code", 16).notNullable();
    table.string("region_path", 80).notNullable();
    table.string("city_code", 16);
    table.string("county_code", 16);
    idColumn(table, "programme_id").notNullable();
    idColumn(table, "round_id").notNullable();
    table.integer("year").notNullable();
    table.string("status", 64).notNullable();
    table.string("stage", 32).notNullable();
    table.string("category", 64);
    for (let slot = 1; slot <= DIMENSION_SLOTS; slot += 1) table.text(`d${slot}`);
    for (let slot = 1; slot <= MEASURE_SLOTS; slot += 1) table.double(`m${slot}`);
    table.primary(["dataset_id", "declaration_id"]);
    table.index(["dataset_id", "year", "city_code"]);
    table.index(["dataset_id", "region_path"]);
    table.index("declaration_id");
  });
}
