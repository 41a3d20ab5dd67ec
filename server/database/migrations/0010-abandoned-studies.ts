import { jsonColumn } from "./columns.ts";
import type { Migration } from "./migration.ts";

/** Weight studies that were given up: when, by whom and why. */
export const abandonedStudies: Migration = {
  number: 10,
  name: "abandoned-studies",
  async up(db) {
    await db.schema.alterTable("weight_studies", (table) => {
      jsonColumn(table, "abandoned");
    });
  },
};
