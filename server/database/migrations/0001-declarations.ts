import type { Knex } from "knex";
import { choiceColumn, idColumn, jsonColumn, timeColumn } from "./columns.ts";

const ofDeclaration = (table: Knex.CreateTableBuilder) =>
  idColumn(table, "declaration_id").notNullable().references("id").inTable("declarations");

/** Declarations with all that is said about them, and their evidence. */
export async function createDeclarationTables(db: Knex.Transaction): Promise<void> {
  await db.schema.createTable("declarations", (table) => {
    idColumn(table, "id").primary();
    table.string("number", 64).unique();
    idColumn(table, "round_id").notNullable().references("id").inTable("rounds");
    idColumn(table, "programme_id").notNullable();
    table.integer("edition_number").notNullable();
    idColumn(table, "form_id").notNullable();
    idColumn(table, "organisation_id").references("id").inTable("organisations");
    idColumn(table, "applicant_account_id").notNullable().references("id").inTable("accounts");
    /** The organisation, or the account of a person: one draft per round and applicant. */
    idColumn(table, "applicant_key").notNullable();
    table.text("applicant_name").notNullable();
    table.string("region_code", 16).notNullable().references("code").inTable("regions");
    table.string("region_path", 80).notNullable();
    table.string("state", 64).notNullable();
    table.string("stage", 32).notNullable();
    table.string("holder", 32).notNullable();
    table.integer("revision").notNullable();
    jsonColumn(table, "answers").notNullable();
    table.string("answers_hash", 64);
    table.string("returned_from", 64);
    /** Place in the order of recommendation by level: {"county": 1, "city": 3}. */
    jsonColumn(table, "recommended_rank");
    timeColumn(table, "state_since_at").notNullable();
    /** Until when the holder has to act. */
    timeColumn(table, "due_at");
    /** When the reviewer who holds it first looked at it. */
    timeColumn(table, "opened_at");
    timeColumn(table, "submitted_at");
    timeColumn(table, "created_at").notNullable();
    timeColumn(table, "updated_at").notNullable();
    table.foreign(["programme_id", "edition_number"]).references(["programme_id", "number"]).inTable("editions");
    table.unique(["round_id", "applicant_key"]);
    table.index(["region_path", "state"]);
    table.index(["round_id", "stage", "region_path"]);
    table.index(["organisation_id", "updated_at"]);
    table.index(["applicant_account_id", "updated_at"]);
    table.index(["holder", "state_since_at"]);
  });
  await db.schema.createTable("declaration_versions", (table) => {
    ofDeclaration(table);
    table.integer("number").notNullable();
    jsonColumn(table, "answers").notNullable();
    table.string("answers_hash", 64).notNullable();
    jsonColumn(table, "evidence").notNullable();
    timeColumn(table, "submitted_at").notNullable();
    idColumn(table, "submitted_by").notNullable().references("id").inTable("accounts");
    table.primary(["declaration_id", "number"]);
  });
  await db.schema.createTable("declaration_flags", (table) => {
    idColumn(table, "id").primary();
    ofDeclaration(table);
    table.string("pointer", 200).notNullable();
    table.text("message").notNullable();
    idColumn(table, "raised_by").notNullable().references("id").inTable("accounts");
    timeColumn(table, "raised_at").notNullable();
    table.string("level_of", 16).notNullable();
    timeColumn(table, "resolved_at");
    table.index("declaration_id");
  });
  await db.schema.createTable("declaration_verifications", (table) => {
    ofDeclaration(table);
    table.string("pointer", 200).notNullable();
    choiceColumn(table, "verdict", ["accept", "flag"]).notNullable();
    /** A number or a text, as JSON. */
    jsonColumn(table, "verified_value");
    table.string("party", 32).notNullable();
    idColumn(table, "by").notNullable().references("id").inTable("accounts");
    timeColumn(table, "at").notNullable();
    table.primary(["declaration_id", "pointer"]);
  });
  await db.schema.createTable("declaration_steps", (table) => {
    idColumn(table, "id").primary();
    ofDeclaration(table);
    table.integer("seq").notNullable();
    table.string("transition_id", 64).notNullable();
    table.string("from_state", 64).notNullable();
    table.string("to_state", 64).notNullable();
    /** Null for a step the system took. */
    idColumn(table, "actor_account_id").references("id").inTable("accounts");
    table.string("actor_party", 32).notNullable();
    timeColumn(table, "at").notNullable();
    table.text("opinion");
    table.text("reason");
    idColumn(table, "seal_evidence_id");
    table.integer("revision").notNullable();
    table.unique(["declaration_id", "seq"]);
  });
  await db.schema.createTable("evidence", (table) => {
    idColumn(table, "id").primary();
    ofDeclaration(table);
    idColumn(table, "requirement_id");
    choiceColumn(table, "purpose", ["evidence", "seal"]).notNullable();
    table.text("file_name").notNullable();
    table.string("media_type", 128).notNullable();
    table.bigInteger("size").notNullable();
    table.string("sha256", 64).notNullable();
    table.string("status", 32).notNullable();
    /** For whom it was uploaded: the applicant or a level of review. */
    table.string("party", 32).notNullable();
    idColumn(table, "uploaded_by").notNullable().references("id").inTable("accounts");
    timeColumn(table, "created_at").notNullable();
    timeColumn(table, "deleted_at");
    table.index("declaration_id");
    table.index("sha256");
  });
  await db.schema.createTable("upload_sessions", (table) => {
    idColumn(table, "id").primary();
    ofDeclaration(table);
    idColumn(table, "requirement_id");
    choiceColumn(table, "purpose", ["evidence", "seal"]).notNullable();
    table.text("file_name").notNullable();
    table.bigInteger("size").notNullable();
    table.bigInteger("received").notNullable();
    table.string("sha256", 64);
    table.string("party", 32).notNullable();
    idColumn(table, "created_by").notNullable().references("id").inTable("accounts");
    timeColumn(table, "created_at").notNullable();
    table.string("status", 32).notNullable();
    table.index("declaration_id");
    table.index(["status", "created_at"]);
  });
}
