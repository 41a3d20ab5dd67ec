import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { productTop } from "../../document-files.ts";

/** The shapes of one province, ready to send. */
export interface GeoPack {
  body: Buffer;
  /** Strong entity tag of the content, with its quotes. */
  etag: string;
}

/** Packs kept in memory at most; each is some 100 to 200 kB. */
const KEPT = 40;

/**
 * Reads geo packs (`<province code>.topo.json`) from a folder and keeps them: they change only with a new release or
 * when a department replaces one, and then the server is started anew.
 */
export function makeGeoPacks(folder = join(productTop(), "server/seed/geo")) {
  const packs = new Map<string, Promise<GeoPack | null>>();
  return {
    /** The pack of a province; null when there is none for this code. */
    find(provinceCode: string): Promise<GeoPack | null> {
      if (!/^[0-9]{6}$/.test(provinceCode)) return Promise.resolve(null);
      let pack = packs.get(provinceCode);
      if (pack === undefined) {
        if (packs.size >= KEPT) packs.clear();
        pack = readPack(join(folder, `${provinceCode}.topo.json`));
        packs.set(provinceCode, pack);
      }
      return pack;
    },
  };
}

async function readPack(file: string): Promise<GeoPack | null> {
  try {
    const body = await readFile(file);
    return { body, etag: `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
