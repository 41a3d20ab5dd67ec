import type { Knex } from "knex";

/** Column types of both databases; see codec.ts for what lies in them. */

/** An opaque id. */
export const idColumn = (table: Knex.CreateTableBuilder, name: string) => table.string(name, 64);
/** ISO instant or day as text. */
export const timeColumn = (table: Knex.CreateTableBuilder, name: string) => table.string(name, 32);
/** JSON as text. */
export const jsonColumn = (table: Knex.CreateTableBuilder, name: string) => table.text(name);
/** A choice of the closed list; the database refuses any other. */
export const choiceColumn = (table: Knex.CreateTableBuilder, name: string, choices: readonly string[]) =>
  table.string(name, 32).checkIn([...choices]);
