import type { Knex } from "knex";

/** Single values about the installation itself. */
export interface MetaStore {
  find(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
  /** Returns false when there was none: of two that remove, one is first. */
  remove(key: string): Promise<boolean>;
}

export function makeMetaStore(db: Knex.Transaction): MetaStore {
  return {
    async find(key) {
      const row = await db("meta").where({ key }).first("value");
      return row === undefined ? null : row.value;
    },
    async set(key, value) {
      await db("meta").insert({ key, value }).onConflict("key").merge();
    },
    remove: async (key) => (await db("meta").where({ key }).delete()) > 0,
  };
}
