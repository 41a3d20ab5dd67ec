import type { Control, DashboardDocument, Tile } from "./dashboard-document.ts";
import type { DatasetCondition, DatasetDocument, Measure } from "./dataset-document.ts";
import { type MeasureKind, measureKind, type Primitive } from "./measure-kinds.ts";
import { assignSlots, levelKey, type Slots } from "./slots.ts";

/**
 * From documents to a query plan: pure data that names only columns of the wide table. The server turns a plan into
 * SQL, adds the rows the viewer may see, runs it and hands the result to `finishTile`.
 */

/** A condition on a column; a row with null in the column passes neither `in` nor `not-in`, as in SQL. */
export interface PlanFilter {
  column: string;
  op: "in" | "not-in";
  values: readonly string[];
}

/** A number the database computes for each group; `as` is the name of its result. */
export interface PlanPrimitive {
  as: string;
  kind: Primitive["kind"];
  /** Column that is summed, compared or listed. */
  column: string | null;
  /** Divisor of a `ratio-sum`; a `count` with a divisor counts rows where it is not 0. */
  denominator: string | null;
  /** Columns that must not be null for a row to count. */
  present: readonly string[];
  /** Rows must fulfil all of these. */
  where: readonly PlanFilter[];
}

interface PlanGroup {
  dimension: string;
  column: string;
}

export interface TilePlan {
  tile: string;
  groups: readonly PlanGroup[];
  primitives: readonly PlanPrimitive[];
  /** Conditions of the tile: population, controls, region. */
  filters: readonly PlanFilter[];
  /** Conditions of the comparison instead of `filters`; null when there is nothing to compare with. */
  baseFilters: readonly PlanFilter[] | null;
}

export interface CompiledDashboard {
  document: DashboardDocument;
  dataset: DatasetDocument;
  slots: Slots;
  tiles: ReadonlyMap<string, CompiledTile>;
}

export interface CompiledTile {
  tile: Tile;
  measures: readonly { id: string; measure: Measure; kind: MeasureKind; primitives: readonly PlanPrimitive[] }[];
  controls: readonly Control[];
  population: readonly DatasetCondition[];
}

/** What the viewer looks at: the chosen value of every control (null = all) and the region with its level. */
export interface Situation {
  controls: Readonly<Record<string, string | null>>;
  region: { code: string; level: string };
}

/** Compiles a dashboard that `checkDashboard` found no errors in. Throws on unknown names. */
export function compileDashboard(document: DashboardDocument, dataset: DatasetDocument): CompiledDashboard {
  const slots = assignSlots(dataset);
  const tiles = document.tiles.map((tile): [string, CompiledTile] => {
    const population = dataset.populations[tile.population ?? dataset.defaultPopulation];
    if (population === undefined) throw new Error(`unknown population in tile ${tile.id}`);
    return [
      tile.id,
      {
        tile,
        measures: tile.measures.map((id) => compileMeasure(id, dataset, slots)),
        controls: document.controls.filter((control) => tile.listen === undefined || tile.listen.includes(control.id)),
        population: population.where,
      },
    ];
  });
  return { document, dataset, slots, tiles: new Map(tiles) };
}

/** Plans one tile for what the viewer looks at. */
export function planTile(dashboard: CompiledDashboard, tileId: string, situation: Situation): TilePlan {
  const compiled = dashboard.tiles.get(tileId);
  if (compiled === undefined) throw new Error(`unknown tile: ${tileId}`);
  const { tile } = compiled;
  const always = [
    ...compiled.population.map((condition) => filterOf(condition, dashboard.slots)),
    ...regionFilters(dashboard, situation),
  ];
  const chosen = compiled.controls.flatMap((control) => controlFilter(control, situation, dashboard.slots, 0));
  return {
    tile: tile.id,
    groups: tile.by.map((dimension) => ({ dimension, column: groupColumn(dimension, dashboard, situation) })),
    primitives: [...compiled.measures.flatMap((measure) => measure.primitives), ...coverage(compiled, dashboard.slots)],
    filters: [...always, ...chosen],
    baseFilters: baseFilters(compiled, dashboard.slots, situation, always),
  };
}

/**
 * The value of every control: what was asked for, or its default. A value that is not among the options is left out of
 * the result and named in `refused`, because a viewer must not filter by what it may not see.
 */
export function resolveControls(
  document: DashboardDocument,
  asked: Readonly<Record<string, string | null>>,
  options: Readonly<Record<string, readonly string[]>>,
): { values: Record<string, string | null>; refused: string[] } {
  const values: Record<string, string | null> = {};
  const known = new Set(document.controls.map((control) => control.id));
  const refused = Object.keys(asked).filter((id) => !known.has(id));
  for (const control of document.controls) {
    const choices = options[control.id] ?? [];
    const value = Object.hasOwn(asked, control.id) ? (asked[control.id] ?? null) : defaultOf(control, choices);
    if (value === null || choices.includes(value)) values[control.id] = value;
    else refused.push(control.id);
  }
  return { values, refused };
}

function defaultOf(control: Control, choices: readonly string[]): string | null {
  if (control.kind !== "year") return null;
  return choices.reduce<string | null>((latest, year) => (latest === null || year > latest ? year : latest), null);
}

function compileMeasure(id: string, dataset: DatasetDocument, slots: Slots): CompiledTile["measures"][number] {
  const measure = dataset.measures[id];
  if (measure === undefined) throw new Error(`unknown measure: ${id}`);
  const kind = measureKind(measure);
  const primitives = kind
    .primitives(measure as never)
    .map((primitive, index) => planPrimitive(`${id}.${index}`, primitive, slots));
  return { id, measure, kind, primitives };
}

function planPrimitive(as: string, primitive: Primitive, slots: Slots): PlanPrimitive {
  return {
    as,
    kind: primitive.kind,
    column: primitive.field === undefined ? null : fieldColumn(primitive.field, slots),
    denominator: primitive.denominator === undefined ? null : fieldColumn(primitive.denominator, slots),
    present: primitive.present.map((field) => fieldColumn(field, slots)),
    where: primitive.where.map((condition) => filterOf(condition, slots)),
  };
}

/** Names of the two counts every plan carries: rows of the group, and rows that answered all of the tile's fields. */
export const ROWS = "rows";
export const ANSWERED = "answered";

function coverage(compiled: CompiledTile, slots: Slots): PlanPrimitive[] {
  const fields = new Set(compiled.measures.flatMap(({ kind, measure }) => kind.fields(measure as never)));
  const count = { kind: "count", column: null, denominator: null, where: [] } as const;
  return [
    { ...count, as: ROWS, present: [] },
    { ...count, as: ANSWERED, present: [...fields].map((field) => fieldColumn(field, slots)) },
  ];
}

function filterOf(condition: DatasetCondition, slots: Slots): PlanFilter {
  return { column: dimensionColumn(condition.dimension, slots), op: condition.op, values: condition.values };
}

function controlFilter(control: Control, situation: Situation, slots: Slots, offset: number): PlanFilter[] {
  if (control.kind === "region") return [];
  const value = situation.controls[control.id] ?? null;
  if (value === null) return [];
  const wanted = offset === 0 ? value : String(Number(value) + offset);
  return [{ column: dimensionColumn(control.dimension, slots), op: "in", values: [wanted] }];
}

/** The region one looks at, for every tree: below its first level it is a condition, at the first it is the scope. */
function regionFilters(dashboard: CompiledDashboard, { region }: Situation): PlanFilter[] {
  return trees(dashboard).flatMap(({ id, levels }) => {
    const depth = levels.indexOf(region.level);
    if (depth < 0) throw new Error(`unknown level: ${region.level}`);
    if (depth === 0) return [];
    return [{ column: dimensionColumn(levelKey(id, region.level), dashboard.slots), op: "in", values: [region.code] }];
  });
}

/** A tree is grouped by the level below the region one looks at; at the lowest level by that level itself. */
function groupColumn(dimension: string, dashboard: CompiledDashboard, { region }: Situation): string {
  const tree = trees(dashboard).find(({ id }) => id === dimension);
  if (tree === undefined) return dimensionColumn(dimension, dashboard.slots);
  const depth = Math.min(tree.levels.indexOf(region.level) + 1, tree.levels.length - 1);
  return dimensionColumn(levelKey(dimension, tree.levels[depth] ?? ""), dashboard.slots);
}

function baseFilters(
  compiled: CompiledTile,
  slots: Slots,
  situation: Situation,
  always: readonly PlanFilter[],
): PlanFilter[] | null {
  const compare = compiled.tile.compare;
  if (compare === undefined || (situation.controls[compare.control] ?? null) === null) return null;
  const shifted = compiled.controls.flatMap((control) =>
    controlFilter(control, situation, slots, control.id === compare.control ? compare.offset : 0),
  );
  return [...always, ...shifted];
}

function trees(dashboard: CompiledDashboard): { id: string; levels: readonly string[] }[] {
  return Object.entries(dashboard.dataset.dimensions).flatMap(([id, dimension]) =>
    dimension.kind === "tree" ? [{ id, levels: dimension.levels }] : [],
  );
}

function dimensionColumn(name: string, slots: Slots): string {
  const column = slots.dimensions[name];
  if (column === undefined) throw new Error(`no column for the dimension ${name}`);
  return column;
}

function fieldColumn(name: string, slots: Slots): string {
  const column = slots.fields[name];
  if (column === undefined) throw new Error(`no column for the field ${name}`);
  return column;
}
