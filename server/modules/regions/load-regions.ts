import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Value } from "@sinclair/typebox/value";
import { productTop } from "../../document-files.ts";
import type { UnitOfWork } from "../../unit-of-work.ts";
import { RegionDocument } from "./region-document.ts";
import type { RegionRow } from "./regions.store.ts";

/**
 * Loads the region tree from its files; regions that are there already take the new names and dates, none is removed
 * (declarations refer to them: a region that ends gets `validTo`).
 * @param folder folder of region files; server/seed/regions when left out
 * @returns how many regions the files hold
 */
export async function loadRegions(
  work: UnitOfWork,
  folder = join(productTop(), "server/seed/regions"),
): Promise<{ regions: number }> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json")).sort();
  const rows: RegionRow[] = [];
  for (const file of files) rows.push(...regionRows(JSON.parse(await readFile(join(folder, file), "utf8")), file));
  await work.withTransaction((stores) => stores.regions.putAll(rows));
  return { regions: rows.length };
}

/** The rows of one region file, parents first. Throws naming what is wrong with it. */
export function regionRows(content: unknown, file: string): RegionRow[] {
  if (!Value.Check(RegionDocument, content)) {
    const error = Value.Errors(RegionDocument, content).First();
    throw new Error(`${file}${error?.path ?? ""}: ${error?.message ?? "is no region file"}`);
  }
  const paths = new Map<string, string>();
  return content.regions.map((region) => {
    const above = region.parentCode === null ? "/" : paths.get(region.parentCode);
    if (above === undefined) throw new Error(`${file}: ${region.code} stands before its parent ${region.parentCode}`);
    const path = `${above}${region.code}/`;
    if (paths.has(region.code)) throw new Error(`${file}: ${region.code} stands twice`);
    paths.set(region.code, path);
    return { ...region, path, validFrom: content.validFrom, validTo: region.validTo ?? null };
  });
}
