import type { Knex } from "knex";
import { choiceColumn, idColumn, jsonColumn, timeColumn } from "./columns.ts";
import type { Migration } from "./migration.ts";

/**
 * Weight studies. Answers stand under a pseudonym that only the secret key can make, encrypted and without a time; the
 * rows of a round are made and written together, in the order of the pseudonyms, so that their places tell nothing either.
 */
export const weights: Migration = {
  number: 4,
  name: "weights",
  async up(db: Knex.Transaction) {
    await db.schema.createTable("weight_studies", (table) => {
      idColumn(table, "id").primary();
      idColumn(table, "programme_id").notNullable().references("id").inTable("programmes");
      jsonColumn(table, "title").notNullable();
      table.string("kind", 32).notNullable();
      table.string("rule", 32).notNullable();
      /** Groups as they stood when the study began, and what closes a round. */
      jsonColumn(table, "settings").notNullable();
      choiceColumn(table, "status", ["preparing", "open", "closed", "frozen"]).notNullable();
      table.integer("revision").notNullable();
      jsonColumn(table, "result");
      timeColumn(table, "created_at").notNullable();
      table.string("created_by", 64).notNullable();
      table.index("programme_id");
    });
    await db.schema.createTable("weight_participants", (table) => {
      idColumn(table, "study_id").notNullable().references("id").inTable("weight_studies");
      idColumn(table, "account_id").notNullable().references("id").inTable("accounts");
      table.primary(["study_id", "account_id"]);
      table.index("account_id");
    });
    await db.schema.createTable("weight_rounds", (table) => {
      idColumn(table, "study_id").notNullable().references("id").inTable("weight_studies");
      table.integer("number").notNullable();
      timeColumn(table, "opened_at").notNullable();
      timeColumn(table, "closed_at");
      jsonColumn(table, "feedback");
      table.primary(["study_id", "number"]);
    });
    await db.schema.createTable("weight_answers", (table) => {
      idColumn(table, "study_id").notNullable();
      table.integer("round").notNullable();
      table.string("pseudonym", 64).notNullable();
      table.text("answer_cipher");
      /** Opaque: a count of saves could be held against the audit. */
      idColumn(table, "revision").notNullable();
      table.boolean("handed_in").notNullable();
      table.primary(["study_id", "round", "pseudonym"]);
      table.foreign(["study_id", "round"]).references(["study_id", "number"]).inTable("weight_rounds");
    });
  },
};
