import type { Knex } from "knex";
import { idColumn, timeColumn } from "./columns.ts";
import type { Migration } from "./migration.ts";

/**
 * Due dates of panels, marks under cipher, and what makes a draw hard to choose. Marks and drafts of before stay readable
 * as the plain JSON they were: the key is not at hand here.
 */
export const panelWork: Migration = {
  number: 9,
  name: "panel-work",
  async up(db: Knex.Transaction) {
    /** Until when sheets are taken; the newest holds. Only ever added. */
    await db.schema.createTable("panel_dues", (table) => {
      idColumn(table, "round_id").notNullable().references("id").inTable("rounds");
      table.string("panel_id", 64).notNullable();
      table.integer("number").notNullable();
      timeColumn(table, "due_at").notNullable();
      table.text("reason");
      timeColumn(table, "set_at").notNullable();
      idColumn(table, "set_by").notNullable().references("id").inTable("accounts");
      table.primary(["round_id", "panel_id", "number"]);
    });
    await db.schema.alterTable("panel_draws", (table) => {
      /** Chance of the system, fixed before the draw; null for draws of before. */
      table.string("nonce", 64);
      table.text("public_lot");
      table.text("reason");
    });
    await db.schema.alterTable("panel_marks", (table) => {
      /** Version of the declaration the mark was given on; null for marks of before, which have only one. */
      table.integer("declaration_version");
      /** Points, remark and reason, under cipher. */
      table.text("content").notNullable().defaultTo("");
    });
    /** Of each sheet that was handed in, the marks that hold: a further look starts from them, not from those first given. */
    const drafts = new Map<string, Record<string, unknown>>();
    for (const { assignment_id, item, version, points, comment, reason } of await db("panel_marks").orderBy(
      "version",
    )) {
      await db("panel_marks")
        .where({ assignment_id, item, version })
        .update({ content: JSON.stringify({ points, comment, reason }) });
      drafts.set(assignment_id, { ...drafts.get(assignment_id), [item]: { points, comment } });
    }
    for (const [id, draft] of drafts)
      await db("panel_assignments")
        .where({ id })
        .update({ draft: JSON.stringify(draft) });
    await db.schema.alterTable("panel_marks", (table) => {
      table.dropColumns("points", "comment", "reason");
    });
  },
};
