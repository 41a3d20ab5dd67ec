import type { Region, RegionList, RegionView } from "../../../core/contracts/regions.ts";
import { finding } from "../../../core/problems/catalogue.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import type { RegionRow } from "./regions.store.ts";

type RegionStores = Pick<Stores, "regions">;

/** Children of a region in order of their codes; the provinces for null. */
export async function listRegions(stores: RegionStores, parentCode: string | null): Promise<RegionList> {
  return { items: (await stores.regions.listChildren(parentCode)).map(toRegion) };
}

/** A region with those above it, province first. */
export async function viewRegion(stores: RegionStores, code: string): Promise<RegionView> {
  const region = await stores.regions.find(code);
  if (region === null) throw new Problem("not-found");
  const aboveCodes = codesOf(region.path).slice(0, -1);
  const rows = await stores.regions.listByCodes(aboveCodes);
  const above = aboveCodes.flatMap((each) => rows.filter((row) => row.code === each));
  return { region: toRegion(region), above: above.map((row) => toRegion({ ...row, hasChildren: true })) };
}

/** The region that stands behind a code and exists today; the problem names the place in the request. */
export async function getRegion(stores: RegionStores, code: string, pointer: string): Promise<RegionRow> {
  const region = await stores.regions.find(code);
  if (region === null || region.validTo !== null)
    throw new Problem("invalid-input", { findings: [finding("account-region-unknown", pointer)] });
  return region;
}

/** Codes of a path from the province down: `/520000/520100/` gives 520000, 520100. */
export function codesOf(path: string): string[] {
  return path.split("/").filter((code) => code !== "");
}

function toRegion({
  path: _path,
  validFrom: _from,
  validTo: _to,
  ...region
}: RegionRow & { hasChildren: boolean }): Region {
  return region;
}
