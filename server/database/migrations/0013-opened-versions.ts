import type { Knex } from "knex";
import type { Migration } from "./migration.ts";

/** Each sheet keeps which version of its declaration stood when its panel was opened, whenever a later one is written. */
export const openedVersions: Migration = {
  number: 13,
  name: "opened-versions",
  async up(db: Knex.Transaction) {
    await db.schema.alterTable("panel_assignments", (table) => {
      /** Null while the panel is sealed. */
      table.integer("opened_version");
    });
    for (const { round_id, panel_id, opened_at } of await db("panel_openings"))
      await db("panel_assignments")
        .where({ round_id, panel_id })
        .update({
          opened_version: db("declaration_versions as version")
            .whereRaw("version.declaration_id = panel_assignments.declaration_id")
            .where("version.submitted_at", "<=", opened_at)
            .max("version.number"),
        });
  },
};
