import { idColumn } from "./columns.ts";
import type { Migration } from "./migration.ts";

/** Which title another programme took over, where it did. Titles recognised before name theirs in the first event alone. */
export const recognisedTitles: Migration = {
  number: 11,
  name: "recognised-titles",
  async up(db) {
    await db.schema.alterTable("titles", (table) => {
      idColumn(table, "recognised_from");
      table.index("recognised_from");
    });
  },
};
