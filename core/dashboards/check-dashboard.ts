import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { checkShape } from "../problems/shape.ts";
import { type Control, DashboardDocument, GRID_COLUMNS, type Tile } from "./dashboard-document.ts";
import type { DatasetDocument, Dimension, Measure } from "./dataset-document.ts";
import { measureKind } from "./measure-kinds.ts";
import { getViewKind } from "./view-kinds.ts";

/** Kind of dimension each kind of control chooses from. */
const CONTROLLED: Readonly<Record<Control["kind"], readonly Dimension["kind"][]>> = {
  year: ["year"],
  choice: ["programme", "status", "tier", "enum"],
  region: ["tree"],
};

/** Checks a dashboard against its dataset; what would draw but mislead is an error, too. */
export function checkDashboard(document: unknown, dataset: DatasetDocument): Finding[] {
  const shape = checkShape(DashboardDocument, document);
  if (shape.length > 0) return shape;
  const dashboard = document as DashboardDocument;
  const findings: Finding[] = [];
  if (dashboard.dataset !== dataset.id) {
    findings.push(finding("document-missing", "/dataset", { id: dashboard.dataset }));
  }
  if (dashboard.audience === "public" && dashboard.privacy === undefined) {
    findings.push(finding("dashboard-public-without-privacy", "/privacy"));
  }
  return [
    ...findings,
    ...checkControls(dashboard, dataset),
    ...dashboard.tiles.flatMap((tile, index) => checkTile(tile, `/tiles/${index}`, dashboard, dataset)),
    ...checkPlaces(dashboard.tiles),
  ];
}

function checkControls(dashboard: DashboardDocument, dataset: DatasetDocument): Finding[] {
  return dashboard.controls.flatMap((control, index) => {
    const pointer = `/controls/${index}`;
    const findings: Finding[] = [];
    if (dashboard.controls.findIndex((other) => other.id === control.id) !== index) {
      findings.push(finding("dashboard-duplicate-id", `${pointer}/id`, { id: control.id }));
    }
    const dimension = dataset.dimensions[control.dimension];
    if (dimension === undefined) {
      findings.push(unknown(`${pointer}/dimension`, "dimension", control.dimension));
    } else if (!CONTROLLED[control.kind].includes(dimension.kind)) {
      findings.push(
        finding("dashboard-control-dimension", `${pointer}/dimension`, {
          control: control.kind,
          dimension: dimension.kind,
        }),
      );
    }
    return findings;
  });
}

function checkTile(tile: Tile, pointer: string, dashboard: DashboardDocument, dataset: DatasetDocument): Finding[] {
  const names = checkNames(tile, pointer, dashboard, dataset);
  if (names.length > 0) return names;
  return [
    ...checkView(tile, pointer, dataset),
    ...checkReading(tile, pointer, dashboard, dataset),
    ...checkCompare(tile, pointer, dashboard),
  ];
}

function checkNames(tile: Tile, pointer: string, dashboard: DashboardDocument, dataset: DatasetDocument): Finding[] {
  const findings: Finding[] = [];
  if (dashboard.tiles.filter((other) => other.id === tile.id).length > 1) {
    findings.push(finding("dashboard-duplicate-id", `${pointer}/id`, { id: tile.id }));
  }
  tile.measures.forEach((id, index) => {
    if (dataset.measures[id] === undefined) findings.push(unknown(`${pointer}/measures/${index}`, "measure", id));
  });
  tile.by.forEach((id, index) => {
    if (dataset.dimensions[id] === undefined) findings.push(unknown(`${pointer}/by/${index}`, "dimension", id));
  });
  const controls = new Set(dashboard.controls.map((control) => control.id));
  (tile.listen ?? []).forEach((id, index) => {
    if (!controls.has(id)) findings.push(unknown(`${pointer}/listen/${index}`, "control", id));
  });
  if (tile.compare !== undefined && !controls.has(tile.compare.control)) {
    findings.push(unknown(`${pointer}/compare/control`, "control", tile.compare.control));
  }
  if (tile.population !== undefined && dataset.populations[tile.population] === undefined) {
    findings.push(unknown(`${pointer}/population`, "population", tile.population));
  }
  return findings;
}

function checkView(tile: Tile, pointer: string, dataset: DatasetDocument): Finding[] {
  const view = getViewKind(tile.view);
  const findings: Finding[] = [];
  const kinds = tile.by.map((id) => dataset.dimensions[id]!.kind);
  if (
    kinds.length < view.minBy ||
    kinds.length > view.by.length ||
    kinds.some((kind, at) => !view.by[at]?.includes(kind))
  ) {
    findings.push(finding("dashboard-view-dimensions", `${pointer}/by`, { view: view.title, kinds: kinds.join(", ") }));
  }
  if (tile.measures.length > view.maxMeasures || (tile.by.length === 2 && tile.measures.length > 1 && view.oneAxis)) {
    findings.push(finding("dashboard-view-measures", `${pointer}/measures`, { view: view.title }));
  }
  const measures = tile.measures.map((id) => dataset.measures[id]!);
  const quantities = new Set(
    measures.map((measure) => measureKind(measure).quantity(measure as never, dataset.fields)),
  );
  if (view.oneAxis && quantities.size > 1) {
    findings.push(finding("dashboard-mixed-units", `${pointer}/measures`, { quantities: [...quantities].join(", ") }));
  }
  if (view.additive && measures.some((measure) => !measureKind(measure).additive)) {
    findings.push(finding("dashboard-not-additive", `${pointer}/measures`));
  }
  if (view.classed && tile.breaks === undefined && (tile.compare !== undefined || tile.drill)) {
    findings.push(finding("dashboard-map-breaks", `${pointer}/breaks`));
  }
  const breaks = tile.breaks ?? [];
  if (breaks.some((limit, at) => at > 0 && limit <= (breaks[at - 1] ?? Number.NEGATIVE_INFINITY))) {
    findings.push(finding("dashboard-breaks-order", `${pointer}/breaks`));
  }
  return findings;
}

/** What would be drawn and read wrongly: a share of what was filtered on itself, a trend of a single year. */
function checkReading(tile: Tile, pointer: string, dashboard: DashboardDocument, dataset: DatasetDocument): Finding[] {
  const followed = followedControls(tile, dashboard).filter((control) => control.kind !== "region");
  const populated = new Set(populationOf(tile, dataset).map((condition) => condition.dimension));
  return [
    ...tile.measures.flatMap((id, index) => {
      const measure = dataset.measures[id] as Measure;
      if (measure.kind !== "share") return [];
      const own = new Set(measure.where.map((condition) => condition.dimension));
      const control = followed.find((candidate) => own.has(candidate.dimension));
      return control === undefined
        ? []
        : [finding("dashboard-share-on-itself", `${pointer}/measures/${index}`, { measure: id, control: control.id })];
    }),
    ...tile.by.flatMap((id, index) => {
      const control = followed.find((candidate) => candidate.dimension === id);
      if (control === undefined || dataset.dimensions[id]?.kind === "tree") return [];
      return [
        finding("dashboard-grouped-by-filtered", `${pointer}/by/${index}`, { dimension: id, control: control.id }),
      ];
    }),
    ...tile.by.flatMap((id, index) =>
      tile.view === "funnel" && populated.has(id) ? [finding("dashboard-funnel-cut", `${pointer}/by/${index}`)] : [],
    ),
  ];
}

function checkCompare(tile: Tile, pointer: string, dashboard: DashboardDocument): Finding[] {
  if (tile.compare === undefined) return [];
  const { control: id } = tile.compare;
  const control = followedControls(tile, dashboard).find((candidate) => candidate.id === id);
  return control?.kind === "year" ? [] : [finding("dashboard-compare-year", `${pointer}/compare`)];
}

function checkPlaces(tiles: readonly Tile[]): Finding[] {
  return tiles.flatMap(({ at }, index) => {
    const pointer = `/tiles/${index}/at`;
    if (at.x + at.w > GRID_COLUMNS) {
      return [finding("dashboard-off-grid", pointer, { maximum: GRID_COLUMNS })];
    }
    const hit = tiles
      .slice(0, index)
      .find(
        (other) =>
          at.x < other.at.x + other.at.w &&
          other.at.x < at.x + at.w &&
          at.y < other.at.y + other.at.h &&
          other.at.y < at.y + at.h,
      );
    return hit === undefined ? [] : [finding("dashboard-overlap", pointer, { id: hit.id })];
  });
}

function followedControls(tile: Tile, dashboard: DashboardDocument): Control[] {
  return dashboard.controls.filter((control) => tile.listen === undefined || tile.listen.includes(control.id));
}

function populationOf(tile: Tile, dataset: DatasetDocument) {
  return dataset.populations[tile.population ?? dataset.defaultPopulation]?.where ?? [];
}

function unknown(pointer: string, what: "measure" | "dimension" | "control" | "population", id: string): Finding {
  return finding(`dashboard-unknown-${what}`, pointer, { id });
}
