import { type Scope, scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type {
  DashboardData,
  DashboardList,
  DashboardQuery,
  DashboardView,
  TileData,
} from "../../../core/contracts/dashboards.ts";
import {
  type CompiledDashboard,
  planTile,
  resolveControls,
  type Situation,
} from "../../../core/dashboards/compile-dashboard.ts";
import type { Control } from "../../../core/dashboards/dashboard-document.ts";
import { finishTile } from "../../../core/dashboards/finish-tile.ts";
import { type Finding, toLocalText } from "../../../core/problems/finding.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { codesOf } from "../regions/regions.service.ts";
import type { RegionRow } from "../regions/regions.store.ts";
import { type DashboardEntry, loadCatalogue } from "./dashboard-catalogue.ts";

/**
 * Dashboards for the people of a region. The rows a viewer may see come from one function (`visibleScope`), which every
 * path uses: tiles, options of controls, totals. The region one drills into only narrows them further.
 */

type DashboardStores = Pick<Stores, "dashboards" | "definitions" | "regions" | "now">;

/** Roles that read dashboards; each sees the rows of the regions it was given. */
export const DASHBOARD_READERS = [
  "leader",
  "county-reviewer",
  "city-reviewer",
  "province-reviewer",
  "programme-admin",
] as const;

/** Dashboards whose authority lies above or within a region of the viewer. */
export async function listDashboards(stores: DashboardStores, viewer: Viewer): Promise<DashboardList> {
  const { dashboards } = await loadCatalogue(stores);
  const scope = visibleScope(viewer);
  const items = [...dashboards]
    .filter(([, entry]) => rootPaths(scope, entry).length > 0)
    .map(
      ([
        id,
        {
          dashboard: { document },
        },
      ]) => ({
        id,
        title: toLocalText(document.title),
        summary: document.summary === undefined ? null : toLocalText(document.summary),
      }),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { items };
}

/** A dashboard's documents, where the viewer begins, and what its controls offer over the viewer's rows. */
export async function getDashboard(stores: DashboardStores, viewer: Viewer, id: string): Promise<DashboardView> {
  const { entry, scope } = await findEntry(stores, viewer, id);
  const root = await getRegionInScope(stores, scope, entry, undefined);
  const { document, dataset } = entry.dashboard;
  const options: DashboardView["options"] = {};
  for (const control of document.controls) options[control.id] = await optionsOf(stores, scope, entry, control);
  return { document, dataset, root: placeOf(root), options };
}

/** Rows of every tile for what the viewer chose. @throws Problem `not-found` for a region that is not the viewer's */
export async function getDashboardData(
  stores: DashboardStores,
  viewer: Viewer,
  id: string,
  query: DashboardQuery,
): Promise<DashboardData> {
  const { entry, scope } = await findEntry(stores, viewer, id);
  const region = await getRegionInScope(stores, scope, entry, query.region);
  const situation: Situation = {
    controls: await chosenControls(stores, scope, entry, query),
    region: { code: region.code, level: region.level },
  };
  const { dashboard } = entry;
  const tiles: Record<string, TileData> = {};
  // One after another: they share one transaction and so one state of the data.
  for (const tileId of dashboard.tiles.keys()) {
    const plan = planTile(dashboard, tileId, situation);
    const groups = await stores.dashboards.runPlan(scope, dashboard.dataset.id, plan);
    const base =
      plan.baseFilters === null
        ? null
        : await stores.dashboards.runPlan(scope, dashboard.dataset.id, plan, plan.baseFilters);
    tiles[tileId] = finishTile(dashboard, tileId, situation, groups, base);
  }
  return {
    asOf: stores.now,
    region: placeOf(region),
    path: await pathBelowRoot(stores, scope, entry, region),
    regionNames: await namesOf(stores, region, tiles, dashboard),
    tiles,
  };
}

/** The one scope of everything a viewer reads in dashboards. */
function visibleScope(viewer: Viewer): Scope {
  return scopeOf(viewer, DASHBOARD_READERS);
}

async function findEntry(
  stores: DashboardStores,
  viewer: Viewer,
  id: string,
): Promise<{ entry: DashboardEntry; scope: Scope }> {
  const entry = (await loadCatalogue(stores)).dashboards.get(id);
  const scope = visibleScope(viewer);
  if (entry === undefined || rootPaths(scope, entry).length === 0) throw new Problem("not-found");
  return { entry, scope };
}

/** Where a viewer's regions and those of the dashboard's authorities meet: the lower of the two, each once. */
function rootPaths(scope: Scope, entry: DashboardEntry): string[] {
  const meeting = scope.regionPaths.flatMap((own) =>
    entry.authorityPaths.flatMap((authority) => {
      if (own.startsWith(authority)) return [own];
      return authority.startsWith(own) ? [authority] : [];
    }),
  );
  return [...new Set(meeting)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

async function getRegionInScope(
  stores: DashboardStores,
  scope: Scope,
  entry: DashboardEntry,
  code: string | undefined,
): Promise<RegionRow> {
  const roots = rootPaths(scope, entry);
  const region = await stores.regions.find(code ?? codesOf(roots[0] ?? "").at(-1) ?? "");
  const isWithin = region !== null && roots.some((root) => region.path.startsWith(root));
  if (!isWithin || !isKnownLevel(entry.dashboard, region.level)) throw new Problem("not-found");
  return region;
}

function isKnownLevel(dashboard: CompiledDashboard, level: string): boolean {
  return Object.values(dashboard.dataset.dimensions).every(
    (dimension) => dimension.kind !== "tree" || dimension.levels.includes(level),
  );
}

async function optionsOf(
  stores: DashboardStores,
  scope: Scope,
  entry: DashboardEntry,
  control: Control,
): Promise<DashboardView["options"][string]> {
  const { dataset } = entry.dashboard;
  const dimension = dataset.dimensions[control.dimension];
  if (control.kind === "region" || dimension === undefined) return [];
  const values = await valuesOf(stores, scope, entry, control);
  if (dimension.kind === "year") {
    return [...values].reverse().map((year) => ({ value: year, title: { zh: `${year}年`, en: year } }));
  }
  const named = dimension.kind === "tree" ? [] : dimension.values;
  const order = new Map(named.map(({ code }, index) => [code, index]));
  return [...values]
    .sort((a, b) => (order.get(a) ?? named.length) - (order.get(b) ?? named.length))
    .map((value) => ({
      value,
      title: toLocalText(named.find(({ code }) => code === value)?.title ?? value),
    }));
}

function valuesOf(
  stores: DashboardStores,
  scope: Scope,
  { dashboard }: DashboardEntry,
  control: Control,
): Promise<string[]> {
  const column = dashboard.slots.dimensions[control.dimension];
  return column === undefined ? Promise.resolve([]) : stores.dashboards.listValues(scope, dashboard.dataset.id, column);
}

async function chosenControls(
  stores: DashboardStores,
  scope: Scope,
  entry: DashboardEntry,
  query: DashboardQuery,
): Promise<Record<string, string | null>> {
  const options: Record<string, string[]> = {};
  for (const control of entry.dashboard.document.controls) {
    options[control.id] = control.kind === "region" ? [] : await valuesOf(stores, scope, entry, control);
  }
  const { values, refused } = resolveControls(entry.dashboard.document, query.controls, options);
  if (refused.length === 0) return values;
  const findings = refused.map(
    (id): Finding => ({
      pointer: `/controls/${id}`,
      code: "not-an-option",
      level: "error",
      message: { zh: "不在可选范围内，请重新选择", en: "This is not among the choices; choose again" },
    }),
  );
  throw new Problem("invalid-input", { findings });
}

async function pathBelowRoot(
  stores: DashboardStores,
  scope: Scope,
  entry: DashboardEntry,
  region: RegionRow,
): Promise<DashboardData["path"]> {
  const root = rootPaths(scope, entry).find((path) => region.path.startsWith(path)) ?? region.path;
  const codes = codesOf(region.path).slice(codesOf(root).length - 1);
  const rows = await stores.regions.listByCodes(codes);
  return codes.flatMap((code) => {
    const row = rows.find((each) => each.code === code);
    return row === undefined ? [] : [{ code, name: row.name }];
  });
}

/** Names of the region, of those below it (a map names regions nobody declared in) and of any other in the rows. */
async function namesOf(
  stores: DashboardStores,
  region: RegionRow,
  tiles: Readonly<Record<string, TileData>>,
  { dataset }: CompiledDashboard,
): Promise<Record<string, string>> {
  const names: Record<string, string> = { [region.code]: region.name };
  for (const child of await stores.regions.listChildren(region.code)) names[child.code] = child.name;
  const trees = Object.keys(dataset.dimensions).filter((id) => dataset.dimensions[id]?.kind === "tree");
  const inRows = Object.values(tiles).flatMap(({ rows }) =>
    rows.flatMap((row) => trees.flatMap((id) => (typeof row[id] === "string" ? [row[id]] : []))),
  );
  for (const row of await stores.regions.listByCodes(inRows.filter((code) => !Object.hasOwn(names, code)))) {
    names[row.code] = row.name;
  }
  return names;
}

function placeOf({ code, name, level }: RegionRow): DashboardView["root"] {
  return { code, name, level };
}
