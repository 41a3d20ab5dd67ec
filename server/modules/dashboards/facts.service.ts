import type { RegionLevel } from "../../../core/contracts/regions.ts";
import { type CompiledDataset, factsOf } from "../../../core/dashboards/facts.ts";
import type { Stores } from "../../stores.ts";
import { codesOf } from "../regions/regions.service.ts";
import { latestStandings } from "../scoring/scoring.service.ts";
import type { Standing } from "../scoring/scoring.store.ts";
import { loadCatalogue } from "./dashboard-catalogue.ts";
import type { FactRecord, SubmittedDeclaration } from "./dashboards.store.ts";

/** Keeps the facts that dashboards read in step with the declarations, or makes all of them anew. */

type FactsStores = Pick<Stores, "dashboards" | "definitions" | "regions" | "scoring">;

const PAGE = 500;

/** Makes the facts of some declarations anew; one that was never handed in has none. */
export async function refreshFacts(stores: FactsStores, declarationIds: readonly string[]): Promise<void> {
  const ids = [...new Set(declarationIds)];
  if (ids.length === 0) return;
  const { datasets } = await loadCatalogue(stores);
  for (let at = 0; at < ids.length; at += PAGE) {
    const page = ids.slice(at, at + PAGE);
    const records = await project(stores, datasets, await stores.dashboards.listSubmitted(page));
    await stores.dashboards.replaceFacts(page, records);
  }
}

/**
 * Throws all facts away and makes them from the declarations. Readers see the old ones until the transaction ends.
 * @returns how many declarations were read
 */
export async function rebuildFacts(stores: FactsStores): Promise<number> {
  const { datasets } = await loadCatalogue(stores);
  await stores.dashboards.clearFacts();
  let count = 0;
  let last = "";
  for (;;) {
    const page = await stores.dashboards.listSubmittedAfter(last, PAGE);
    await stores.dashboards.replaceFacts([], await project(stores, datasets, page));
    count += page.length;
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return count;
    last = end.id;
  }
}

async function project(
  stores: FactsStores,
  datasets: ReadonlyMap<string, CompiledDataset>,
  declarations: readonly SubmittedDeclaration[],
): Promise<FactRecord[]> {
  const standings = await latestStandings(
    stores,
    declarations.map(({ id }) => id),
  );
  const codes = declarations.flatMap(({ regionPath }) => codesOf(regionPath));
  const levels = new Map((await stores.regions.listByCodes(codes)).map(({ code, level }) => [code, level]));
  return declarations.flatMap((declaration) => {
    const regions = regionsByLevel(declaration.regionPath, levels);
    return [...datasets]
      .filter(([, { document }]) => document.forms.includes(declaration.formId))
      .map(([datasetId, dataset]) => recordOf(datasetId, dataset, declaration, regions, standings.get(declaration.id)));
  });
}

function recordOf(
  datasetId: string,
  dataset: CompiledDataset,
  declaration: SubmittedDeclaration,
  regions: Readonly<Record<string, string>>,
  standing: Standing | undefined,
): FactRecord {
  const { id, formId, regionCode, regionPath, programmeId, roundId, year, state, stage, answers } = declaration;
  return {
    datasetId,
    declarationId: id,
    regionCode,
    regionPath,
    cityCode: regions.city ?? null,
    countyCode: regions.county ?? null,
    programmeId,
    roundId,
    year,
    state,
    stage,
    slots: factsOf(dataset, {
      form: formId,
      answers,
      regions,
      programme: programmeId,
      year,
      stage,
      score: standing?.total ?? null,
      tier: standing?.tier ?? null,
    }),
  };
}

function regionsByLevel(path: string, levels: ReadonlyMap<string, RegionLevel>): Record<string, string> {
  const entries = codesOf(path).flatMap((code): [string, string][] => {
    const level = levels.get(code);
    return level === undefined ? [] : [[level, code]];
  });
  return Object.fromEntries(entries);
}
