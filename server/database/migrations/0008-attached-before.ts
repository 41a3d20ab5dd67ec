import { jsonColumn, timeColumn } from "./columns.ts";
import type { Migration } from "./migration.ts";

/** What was handed in of an attached form the time before the last, so that a reviewer sees what a correction changed. */
export const attachedBefore: Migration = {
  number: 8,
  name: "attached-before",
  async up(db) {
    await db.schema.alterTable("attached_forms", (table) => {
      jsonColumn(table, "before_answers");
      jsonColumn(table, "before_files");
      timeColumn(table, "before_at");
    });
  },
};
