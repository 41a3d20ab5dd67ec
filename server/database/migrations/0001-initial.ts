import type { Knex } from "knex";
import { createDeclarationTables } from "./0001-declarations.ts";
import { createPeopleTables } from "./0001-people.ts";
import { createProgrammeTables } from "./0001-programmes.ts";
import { createScoringTables } from "./0001-scoring.ts";
import type { Migration } from "./migration.ts";

/** The first schema, in four parts by what refers to what. */
export const initial: Migration = {
  number: 1,
  name: "initial",
  async up(transaction: Knex.Transaction) {
    await createPeopleTables(transaction);
    await createProgrammeTables(transaction);
    await createDeclarationTables(transaction);
    await createScoringTables(transaction);
  },
};
