import type { Database } from "./connect.ts";
import { migrations } from "./migrations/index.ts";
import type { Migration } from "./migrations/migration.ts";

/**
 * Brings the schema to the newest step, all steps in one transaction, so that a failed one leaves nothing half done.
 * @param steps the first steps alone, for rows that were written under them
 * @returns names of the steps that were taken
 * @throws Error when the database has steps this version does not know: a newer version has written to it
 */
export async function migrate(database: Database, steps: readonly Migration[] = migrations): Promise<string[]> {
  return database.write(async (transaction) => {
    // Two servers that start at once: the second waits here and then finds everything done.
    if (database.kind === "postgres") await transaction.raw("select pg_advisory_xact_lock(73190311)");
    if (!(await transaction.schema.hasTable("schema_migrations")))
      await transaction.schema.createTable("schema_migrations", (table) => {
        table.integer("number").primary();
        table.text("name").notNullable();
        table.text("applied_at").notNullable();
      });
    const done = new Map<number, string>(
      (await transaction("schema_migrations").select("number", "name")).map((row) => [row.number, row.name]),
    );
    for (const [number, name] of done)
      if (!migrations.some((migration) => migration.number === number && migration.name === name))
        throw new Error(`the database has the schema step ${number} ${name}, which this version does not know`);
    const taken: string[] = [];
    for (const migration of steps) {
      if (done.has(migration.number)) continue;
      await migration.up(transaction, database.kind);
      await transaction("schema_migrations").insert({
        number: migration.number,
        name: migration.name,
        applied_at: new Date().toISOString(),
      });
      taken.push(`${migration.number} ${migration.name}`);
    }
    return taken;
  });
}
