import type { Knex } from "knex";
import { choiceColumn, idColumn, jsonColumn, timeColumn } from "./columns.ts";

/** Regions, organisations, accounts and their sessions, the audit chain, and what keeps commands from running twice. */
export async function createPeopleTables(db: Knex.Transaction): Promise<void> {
  await db.schema.createTable("meta", (table) => {
    table.string("key", 64).primary();
    table.text("value").notNullable();
  });
  await db.schema.createTable("regions", (table) => {
    table.string("code", 16).primary();
    table.text("name").notNullable();
    table.text("name_en").notNullable();
    choiceColumn(table, "level", ["province", "city", "county"]).notNullable();
    choiceColumn(table, "kind", ["division", "zone"]).notNullable();
    table.string("parent_code", 16).references("code").inTable("regions");
    table.string("path", 80).notNullable().unique();
    table.string("map_code", 16);
    timeColumn(table, "valid_from").notNullable();
    timeColumn(table, "valid_to");
    table.index(["parent_code", "code"]);
  });
  await db.schema.createTable("organisations", (table) => {
    idColumn(table, "id").primary();
    table.string("kind", 32).notNullable();
    table.text("name").notNullable();
    table.string("credit_code", 18).notNullable().unique();
    table.string("region_code", 16).notNullable().references("code").inTable("regions");
    jsonColumn(table, "profile").notNullable();
    timeColumn(table, "created_at").notNullable();
  });
  await db.schema.createTable("accounts", (table) => {
    idColumn(table, "id").primary();
    table.string("login", 64).notNullable().unique();
    table.text("display_name").notNullable();
    table.text("password_hash").notNullable();
    table.boolean("must_change_password").notNullable();
    table.text("phone_cipher");
    table.string("phone_index", 64);
    table.text("id_number_cipher");
    table.string("id_number_index", 64).unique();
    idColumn(table, "organisation_id").references("id").inTable("organisations");
    table.string("region_code", 16).references("code").inTable("regions");
    choiceColumn(table, "locale", ["zh", "en"]).notNullable();
    choiceColumn(table, "status", ["active", "disabled"]).notNullable();
    timeColumn(table, "password_changed_at").notNullable();
    timeColumn(table, "created_at").notNullable();
    table.index("organisation_id");
    table.index("phone_index");
  });
  await db.schema.createTable("account_roles", (table) => {
    idColumn(table, "account_id").notNullable().references("id").inTable("accounts");
    table.string("role", 32).notNullable();
    table.string("region_code", 16).references("code").inTable("regions");
    table.index("account_id");
    table.index(["role", "region_code"]);
  });
  await db.schema.createTable("sessions", (table) => {
    table.string("token_hash", 64).primary();
    idColumn(table, "account_id").notNullable().references("id").inTable("accounts");
    timeColumn(table, "created_at").notNullable();
    timeColumn(table, "expires_at").notNullable();
    table.index("account_id");
    table.index("expires_at");
  });
  /** By hash of the login, whether there is such an account or not: a lock must not tell which accounts exist. */
  await db.schema.createTable("sign_in_failures", (table) => {
    table.string("login_hash", 64).primary();
    table.integer("failures").notNullable();
    timeColumn(table, "locked_until");
    timeColumn(table, "last_at").notNullable();
    table.index("last_at");
  });
  await db.schema.createTable("organisation_invites", (table) => {
    table.string("code_hash", 64).primary();
    idColumn(table, "organisation_id").notNullable().references("id").inTable("organisations");
    idColumn(table, "created_by").notNullable().references("id").inTable("accounts");
    timeColumn(table, "created_at").notNullable();
    timeColumn(table, "expires_at").notNullable();
    timeColumn(table, "used_at");
    table.index("organisation_id");
  });
  await db.schema.createTable("idempotency", (table) => {
    idColumn(table, "account_id").notNullable().references("id").inTable("accounts");
    table.string("key", 128).notNullable();
    table.string("route", 200).notNullable();
    table.string("body_hash", 64).notNullable();
    jsonColumn(table, "response");
    timeColumn(table, "created_at").notNullable();
    table.primary(["account_id", "key"]);
    table.index("created_at");
  });
  await db.schema.createTable("audit_lines", (table) => {
    table.integer("seq").primary();
    timeColumn(table, "at").notNullable();
    table.string("actor", 64).notNullable();
    table.string("actor_role", 32);
    table.string("action", 64).notNullable();
    table.string("subject_type", 64).notNullable();
    table.string("subject_id", 128);
    table.string("region_code", 16);
    jsonColumn(table, "detail").notNullable();
    table.string("prev_hash", 64).notNullable();
    table.string("hash", 64).notNullable();
    table.index(["subject_id", "seq"]);
    table.index(["action", "seq"]);
    table.index(["actor", "seq"]);
  });
  await db.schema.createTable("outbox", (table) => {
    idColumn(table, "id").primary();
    table.string("kind", 64).notNullable();
    jsonColumn(table, "payload").notNullable();
    timeColumn(table, "created_at").notNullable();
    timeColumn(table, "done_at");
    table.index(["done_at", "created_at"]);
  });
  await db.schema.createTable("holidays", (table) => {
    table.string("day", 10).primary();
    choiceColumn(table, "kind", ["holiday", "working"]).notNullable();
  });
}
