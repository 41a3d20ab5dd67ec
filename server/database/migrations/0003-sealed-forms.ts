import type { Migration } from "./migration.ts";

/** Sealed scans of the applicant's form say of which answers they are. */
export const sealedForms: Migration = {
  number: 3,
  name: "sealed-forms",
  async up(db) {
    await db.schema.alterTable("evidence", (table) => {
      table.string("answers_hash", 64);
    });
  },
};
