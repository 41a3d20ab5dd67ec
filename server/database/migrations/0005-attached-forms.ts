import { choiceColumn, idColumn, jsonColumn, timeColumn } from "./columns.ts";
import type { Migration } from "./migration.ts";

/** Attached forms with their answers, and what a submitted version holds of them. */
export const attachedForms: Migration = {
  number: 5,
  name: "attached-forms",
  async up(db) {
    await db.schema.createTable("attached_forms", (table) => {
      idColumn(table, "id").primary();
      /** Its name in the programme, and the form it is. */
      idColumn(table, "attached_id").notNullable();
      table.string("form_id", 128).notNullable();
      /** The declaration it belongs to; null for the summary of a region in a round. */
      idColumn(table, "declaration_id").references("id").inTable("declarations");
      idColumn(table, "round_id").notNullable().references("id").inTable("rounds");
      /** The declaration, or round and region: one form for each owner, name, year and sequence. */
      table.string("owner_key", 160).notNullable();
      table.integer("year").notNullable();
      table.integer("sequence").notNullable();
      table.string("region_code", 16).notNullable().references("code").inTable("regions");
      table.string("region_path", 80).notNullable();
      table.integer("revision").notNullable();
      choiceColumn(table, "status", ["draft", "handed-in", "returned", "accepted"]).notNullable();
      jsonColumn(table, "answers").notNullable();
      /** What was handed in last, while it is being corrected. */
      jsonColumn(table, "handed_in");
      table.string("answers_hash", 64);
      table.string("due_on", 32);
      timeColumn(table, "handed_in_at");
      /** Why it was returned. */
      table.text("reason");
      timeColumn(table, "created_at").notNullable();
      timeColumn(table, "updated_at").notNullable();
      table.unique(["owner_key", "attached_id", "year", "sequence"]);
      table.index("declaration_id");
      table.index(["round_id", "region_path"]);
    });
    await db.schema.alterTable("declaration_versions", (table) => {
      jsonColumn(table, "attached");
    });
  },
};
