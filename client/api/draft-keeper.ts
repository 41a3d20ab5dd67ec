import { del, get, set } from "idb-keyval";
import type { DraftKeeper, KeptDraft } from "./draft-sync.ts";

/** Keeps unsent answers in the browser's own database, apart for each person of this device. */
export function deviceKeeper(viewerId: string, declarationId: string): DraftKeeper {
  const key = `draft:${viewerId}:${declarationId}`;
  // A private window may forbid the database: saving to the server goes on, only the offline copy is missing.
  const orNothing = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      console.warn("no offline copy of the draft", error);
      return undefined;
    }
  };
  return {
    load: () => orNothing(() => get<KeptDraft>(key)),
    save: async (draft) => void (await orNothing(() => set(key, draft))),
    clear: async () => void (await orNothing(() => del(key))),
  };
}
