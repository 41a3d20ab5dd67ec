import { idColumn, jsonColumn } from "./columns.ts";
import type { Migration } from "./migration.ts";

/** Files that belong to an attached form, and which of them were handed in with it last. */
export const attachedFiles: Migration = {
  number: 7,
  name: "attached-files",
  async up(db) {
    for (const name of ["evidence", "upload_sessions"]) {
      await db.schema.alterTable(name, (table) => {
        /** The attached form the file belongs to; null for one of the declaration itself. */
        idColumn(table, "attached_form_id");
        table.index("attached_form_id");
      });
    }
    await db.schema.alterTable("attached_forms", (table) => {
      jsonColumn(table, "handed_in_files");
    });
  },
};
