import type { Knex } from "knex";
import type { DatabaseKind } from "../connect.ts";

/** One step of the schema, forward only. Its number and name never change once released. */
export interface Migration {
  number: number;
  name: string;
  up(transaction: Knex.Transaction, kind: DatabaseKind): Promise<void>;
}
