import type { Knex } from "knex";
import { choiceColumn, idColumn, jsonColumn, timeColumn } from "./columns.ts";
import type { Migration } from "./migration.ts";

const ofPanel = (table: Knex.CreateTableBuilder) => {
  idColumn(table, "round_id").notNullable().references("id").inTable("rounds");
  table.string("panel_id", 64).notNullable();
};
const accountColumn = (table: Knex.CreateTableBuilder, name: string) =>
  idColumn(table, name).references("id").inTable("accounts");

/** Experts with their conflicts, draws, sheets, marks and the opening of panels. */
export const experts: Migration = {
  number: 6,
  name: "experts",
  async up(db: Knex.Transaction) {
    await db.schema.createTable("expert_profiles", (table) => {
      accountColumn(table, "account_id").primary();
      table.text("employer_name");
      table.string("employer_credit_code", 18);
      jsonColumn(table, "fields").notNullable();
      table.boolean("active").notNullable();
      timeColumn(table, "updated_at").notNullable();
    });
    /** About a declaration, or about an organisation by name and code. Only ever added. */
    await db.schema.createTable("expert_conflicts", (table) => {
      idColumn(table, "id").primary();
      accountColumn(table, "account_id").notNullable();
      idColumn(table, "declaration_id").references("id").inTable("declarations");
      table.text("organisation_name");
      table.string("credit_code", 18);
      table.string("code", 16);
      table.text("reason").notNullable();
      timeColumn(table, "declared_at").notNullable();
      table.index("account_id");
    });
    await db.schema.createTable("panel_draws", (table) => {
      ofPanel(table);
      table.integer("number").notNullable();
      table.boolean("seed_given").notNullable();
      table.boolean("keep").notNullable();
      jsonColumn(table, "fields").notNullable();
      /** Everything the draw depends on, and what it gave: it can be repeated from here. */
      jsonColumn(table, "input").notNullable();
      jsonColumn(table, "result").notNullable();
      table.string("input_hash", 64).notNullable();
      table.string("result_hash", 64).notNullable();
      timeColumn(table, "created_at").notNullable();
      accountColumn(table, "created_by").notNullable();
      table.primary(["round_id", "panel_id", "number"]);
    });
    /** One expert for one declaration, with the draft of its sheet. */
    await db.schema.createTable("panel_assignments", (table) => {
      idColumn(table, "id").primary();
      ofPanel(table);
      idColumn(table, "declaration_id").notNullable().references("id").inTable("declarations");
      accountColumn(table, "account_id").notNullable();
      choiceColumn(table, "status", ["active", "recused", "released"]).notNullable();
      /** Null when it was assigned by hand. */
      table.integer("draw_number");
      table.text("reason");
      timeColumn(table, "assigned_at").notNullable();
      table.integer("revision").notNullable();
      jsonColumn(table, "draft").notNullable();
      timeColumn(table, "handed_in_at");
      /** Version of the declaration that was marked. */
      table.integer("version");
      table.unique(["round_id", "panel_id", "declaration_id", "account_id"]);
      table.index(["account_id", "assigned_at"]);
      table.index("declaration_id");
    });
    /** Marks that were handed in; a change is a further version with its reason. */
    await db.schema.createTable("panel_marks", (table) => {
      idColumn(table, "assignment_id").notNullable().references("id").inTable("panel_assignments");
      table.string("item", 64).notNullable();
      table.integer("version").notNullable();
      /** Exact decimal, as it was written. */
      table.string("points", 16).notNullable();
      table.text("comment");
      table.text("reason");
      timeColumn(table, "at").notNullable();
      table.primary(["assignment_id", "item", "version"]);
    });
    await db.schema.createTable("panel_openings", (table) => {
      ofPanel(table);
      /** Why it was opened while sheets were missing. */
      table.text("reason");
      timeColumn(table, "opened_at").notNullable();
      accountColumn(table, "opened_by").notNullable();
      table.primary(["round_id", "panel_id"]);
    });
  },
};
