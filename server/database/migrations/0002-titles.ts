import type { Knex } from "knex";
import { choiceColumn, idColumn, jsonColumn, timeColumn } from "./columns.ts";
import type { Migration } from "./migration.ts";

/**
 * What happens across rounds: decisions of a run and what was made of them, the register of titles with its history,
 * and bans. A title may now stand without a declaration, because it was given before the product or by another authority.
 */
export const titles: Migration = {
  number: 2,
  name: "titles",
  async up(db) {
    await db.schema.alterTable("scoring_results", (table) => {
      jsonColumn(table, "decisions").notNullable().defaultTo("[]");
    });
    await rebuildTitles(db);
    await createHistory(db);
    await createBans(db);
    await createConsequences(db);
  },
};

/** Neither database can make a column nullable inside a transaction the same way, so the table is made anew. */
async function rebuildTitles(db: Knex.Transaction): Promise<void> {
  const rows = await db("titles")
    .join("declarations as declaration", "declaration.id", "titles.declaration_id")
    .select("titles.*", "declaration.applicant_key");
  await db.schema.dropTable("titles");
  await db.schema.createTable("titles", (table) => {
    idColumn(table, "id").primary();
    table.string("number", 64).notNullable().unique();
    idColumn(table, "programme_id").notNullable().references("id").inTable("programmes");
    idColumn(table, "declaration_id").unique().references("id").inTable("declarations");
    /** Organisation or account, as `applicant_key` of a declaration; null while nobody of the product is known to hold it. */
    idColumn(table, "holder_key");
    table.string("credit_code", 18);
    table.text("holder_name").notNullable();
    table.string("region_code", 16).notNullable().references("code").inTable("regions");
    jsonColumn(table, "name").notNullable();
    timeColumn(table, "awarded_on").notNullable();
    timeColumn(table, "valid_until");
    choiceColumn(table, "status", ["valid", "expired", "cancelled"]).notNullable();
    choiceColumn(table, "origin", ["list", "decision", "recorded"]).notNullable();
    table.index(["programme_id", "awarded_on"]);
    table.index(["status", "valid_until"]);
    table.index("holder_key");
    table.index("credit_code");
  });
  for (const { applicant_key, ...row } of rows)
    await db("titles").insert({ ...row, holder_key: applicant_key, origin: "list" });
}

async function createHistory(db: Knex.Transaction): Promise<void> {
  await db.schema.createTable("title_events", (table) => {
    idColumn(table, "id").primary();
    idColumn(table, "title_id").notNullable().references("id").inTable("titles");
    table.integer("seq").notNullable();
    choiceColumn(table, "kind", ["awarded", "recorded", "renewed", "cancelled", "expired"]).notNullable();
    timeColumn(table, "at").notNullable();
    /** The day from which it holds. */
    timeColumn(table, "day").notNullable();
    /** Null for what the clock did. */
    idColumn(table, "by").references("id").inTable("accounts");
    /** A ground of the programme in its words at the time, or the rule of a run. */
    jsonColumn(table, "ground");
    table.text("reason");
    timeColumn(table, "valid_until");
    table.unique(["title_id", "seq"]);
  });
}

async function createBans(db: Knex.Transaction): Promise<void> {
  await db.schema.createTable("bans", (table) => {
    idColumn(table, "id").primary();
    idColumn(table, "programme_id").notNullable().references("id").inTable("programmes");
    /** Programmes of one authority with the same family refuse together. */
    table.string("family", 64).notNullable();
    idColumn(table, "title_id").references("id").inTable("titles");
    idColumn(table, "holder_key");
    table.string("credit_code", 18);
    table.text("holder_name").notNullable();
    jsonColumn(table, "ground").notNullable();
    timeColumn(table, "from_day").notNullable();
    /** First day on which one may apply again. */
    timeColumn(table, "free_on").notNullable();
    timeColumn(table, "created_at").notNullable();
    table.index(["family", "holder_key"]);
    table.index(["family", "credit_code"]);
  });
}

async function createConsequences(db: Knex.Transaction): Promise<void> {
  await db.schema.createTable("consequences", (table) => {
    idColumn(table, "id").primary();
    idColumn(table, "programme_id").notNullable().references("id").inTable("programmes");
    idColumn(table, "run_id").notNullable();
    idColumn(table, "declaration_id").notNullable();
    table.string("rule", 64).notNullable();
    table.string("effect", 64).notNullable();
    choiceColumn(table, "verdict", ["confirmed", "declined"]).notNullable();
    table.text("reason");
    idColumn(table, "title_id").references("id").inTable("titles");
    /** The day it holds from; caps are counted by it. */
    timeColumn(table, "day").notNullable();
    timeColumn(table, "decided_at").notNullable();
    idColumn(table, "decided_by").notNullable().references("id").inTable("accounts");
    table.foreign(["run_id", "declaration_id"]).references(["run_id", "declaration_id"]).inTable("scoring_results");
    table.unique(["run_id", "declaration_id", "rule"]);
    table.index(["programme_id", "effect", "day"]);
  });
}
