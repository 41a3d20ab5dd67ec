import type { Migration } from "./migration.ts";

/** Who fills in an attached form about a declaration instead of its applicant; null for everything else. */
export const reviewForms: Migration = {
  number: 12,
  name: "review-forms",
  async up(db) {
    await db.schema.alterTable("attached_forms", (table) => {
      table.string("review_party", 16);
    });
  },
};
