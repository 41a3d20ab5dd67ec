import type { Stores } from "../../stores.ts";
import { codesOf } from "../regions/regions.service.ts";

/** Where an applicant is, in words: the city, or the province for one that belongs to it directly. */
export interface PlaceNames {
  city: string;
  county: string | null;
}

/** Names of the regions that paths lead through, read with one query for all of them. */
export async function placeNames(
  stores: Pick<Stores, "regions">,
  paths: readonly string[],
): Promise<(path: string) => PlaceNames> {
  const regions = new Map(
    (await stores.regions.listByCodes(paths.flatMap(codesOf))).map((region) => [region.code, region]),
  );
  return (path) => {
    const along = codesOf(path).flatMap((code) => regions.get(code) ?? []);
    const named = (level: string) => along.find((region) => region.level === level)?.name ?? null;
    return { city: named("city") ?? named("province") ?? "", county: named("county") };
  };
}
