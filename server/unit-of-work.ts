import { writeInstant } from "./database/codec.ts";
import type { Database } from "./database/connect.ts";
import { makeStores, type Stores } from "./stores.ts";

/**
 * Where transactions begin and end. Routes, jobs and commands open one; services receive its stores. Inside it: no
 * hashing of passwords, no upload, no network, and no second unit of work (on SQLite it would wait for itself).
 */
export interface UnitOfWork {
  /** Runs work that may write. Commits when it resolves, leaves nothing behind when it rejects. */
  withTransaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Runs work that only reads, on one consistent state; it waits for no writer. */
  withSnapshot<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
}

export function makeUnitOfWork(database: Database, clock: () => Date): UnitOfWork {
  return {
    withTransaction: (work) => database.write((transaction) => work(makeStores(transaction, writeInstant(clock())))),
    withSnapshot: (work) => database.read((transaction) => work(makeStores(transaction, writeInstant(clock())))),
  };
}
