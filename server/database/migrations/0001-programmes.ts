import type { Knex } from "knex";
import { choiceColumn, idColumn, jsonColumn, timeColumn } from "./columns.ts";

/** Programmes as drafts and frozen editions, and their rounds. */
export async function createProgrammeTables(db: Knex.Transaction): Promise<void> {
  await db.schema.createTable("programmes", (table) => {
    idColumn(table, "id").primary();
    table.string("authority_region", 16).notNullable().references("code").inTable("regions");
    table.integer("latest_edition");
    jsonColumn(table, "title").notNullable();
  });
  await db.schema.createTable("programme_drafts", (table) => {
    idColumn(table, "programme_id").primary().references("id").inTable("programmes");
    table.integer("revision").notNullable();
    jsonColumn(table, "bundle").notNullable();
    timeColumn(table, "updated_at").notNullable();
    table.string("updated_by", 64).notNullable();
  });
  await db.schema.createTable("editions", (table) => {
    idColumn(table, "programme_id").notNullable().references("id").inTable("programmes");
    table.integer("number").notNullable();
    table.string("hash", 64).notNullable();
    jsonColumn(table, "bundle").notNullable();
    table.text("note").notNullable();
    timeColumn(table, "published_at").notNullable();
    table.string("published_by", 64).notNullable();
    table.primary(["programme_id", "number"]);
  });
  await db.schema.createTable("rounds", (table) => {
    idColumn(table, "id").primary();
    idColumn(table, "programme_id").notNullable();
    table.integer("edition_number").notNullable();
    table.integer("year").notNullable();
    jsonColumn(table, "title").notNullable();
    timeColumn(table, "opens_at").notNullable();
    timeColumn(table, "closes_at").notNullable();
    jsonColumn(table, "batches").notNullable();
    table.integer("quota");
    choiceColumn(table, "status", ["open", "closed", "publicity", "published"]).notNullable();
    timeColumn(table, "created_at").notNullable();
    table.string("created_by", 64).notNullable();
    table.foreign(["programme_id", "edition_number"]).references(["programme_id", "number"]).inTable("editions");
    table.index(["programme_id", "year"]);
    table.index(["status", "closes_at"]);
  });
}
