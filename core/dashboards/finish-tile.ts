import { ANSWERED, type CompiledDashboard, type CompiledTile, ROWS, type Situation } from "./compile-dashboard.ts";
import type { Primitive, PrimitiveResult } from "./measure-kinds.ts";

/**
 * From what the database returned to the rows of a tile. Division, comparison, privacy and ranking are done here once,
 * so that both databases, the picture, the table and an export show the same.
 */

/** One group as the database returned it: the group's values by dimension id, and the primitives by their `as`. */
export interface RawGroup {
  by: Readonly<Record<string, string | null>>;
  results: Readonly<Record<string, PrimitiveResult>>;
}

/**
 * One object a row: dimension id to code, measure id to number. Beside a measure `x` there may be `x@base` (the
 * comparison) and `x:mark`: `na` (does not apply or nobody answered) or `hidden` (not disclosed); both have null.
 * A group nobody declared in has no row: the panel marks it as `none`. Zero is 0.
 */
export type TileRow = Record<string, string | number | null>;

export interface TileResult {
  rows: TileRow[];
  /** Declarations that answered all the tile reads, and those that did not. */
  contributing: number;
  blank: number;
}

/** Key of the row that sums up what `top` left out. */
export const OTHERS = "~others";

/** Makes the rows of a tile from the groups of its plan; `base` are those of `baseFilters`, if they were run. */
export function finishTile(
  dashboard: CompiledDashboard,
  tileId: string,
  situation: Situation,
  groups: readonly RawGroup[],
  base: readonly RawGroup[] | null = null,
): TileResult {
  const compiled = dashboard.tiles.get(tileId);
  if (compiled === undefined) throw new Error(`unknown tile: ${tileId}`);
  const placed = groups.map((group) => placeGroup(group, dashboard, situation));
  const placedBase = (base ?? []).map((group) => placeGroup(group, dashboard, situation));
  const minCount = dashboard.document.privacy?.minCount ?? 0;
  const kept = ranked(mergeGroups(placed, compiled), compiled, minCount);
  const hidden = hiddenGroups(kept, minCount);
  const baseByKey = new Map(mergeGroups(placedBase, compiled).map((group) => [keyOf(group), group]));
  const hiddenBase = hiddenGroups([...baseByKey.values()], minCount);
  const rows = kept.map((group) => {
    const row = rowOf(group, compiled, "", hidden.has(group));
    const earlier = baseByKey.get(keyOf(group));
    return earlier === undefined
      ? row
      : { ...row, ...rowOf(earlier, compiled, "@base", hidden.has(group) || hiddenBase.has(earlier)) };
  });
  const total = totals(placed);
  return { rows, contributing: total.answered, blank: total.rows - total.answered };
}

/** What belongs to no lower region (an organisation of the city itself) is shown under the region one looks at. */
function placeGroup(group: RawGroup, dashboard: CompiledDashboard, situation: Situation): RawGroup {
  const by = Object.fromEntries(
    Object.entries(group.by).map(([dimension, code]) => [
      dimension,
      code === null && dashboard.dataset.dimensions[dimension]?.kind === "tree" ? situation.region.code : code,
    ]),
  );
  return { by, results: group.results };
}

/** Groups that fell together become one. */
function mergeGroups(groups: readonly RawGroup[], compiled: CompiledTile): RawGroup[] {
  const merged = new Map<string, RawGroup>();
  for (const group of groups) {
    const other = merged.get(keyOf(group));
    merged.set(keyOf(group), other === undefined ? group : joinGroups([other, group], compiled, group.by));
  }
  return [...merged.values()];
}

function joinGroups(groups: readonly RawGroup[], compiled: CompiledTile, by: RawGroup["by"]): RawGroup {
  const kinds = new Map<string, Primitive["kind"]>([
    [ROWS, "count"],
    [ANSWERED, "count"],
    ...compiled.measures.flatMap(({ primitives }) =>
      primitives.map((primitive): [string, Primitive["kind"]] => [primitive.as, primitive.kind]),
    ),
  ]);
  const results = [...kinds].map(([name, kind]) => [
    name,
    join(
      kind,
      groups.map((group) => group.results[name] ?? null),
    ),
  ]);
  return { by, results: Object.fromEntries(results) };
}

/** Joins the results of one primitive over groups: smallest and largest are taken, lists joined, the rest added. */
function join(kind: Primitive["kind"], results: readonly PrimitiveResult[]): PrimitiveResult {
  const numbers = results.flat().filter((result) => result !== null);
  if (kind === "values") return numbers;
  if (numbers.length === 0) return null;
  if (kind === "min") return Math.min(...numbers);
  if (kind === "max") return Math.max(...numbers);
  return numbers.reduce((sum, value) => sum + value, 0);
}

/** Sorted by the first measure, largest first (a tile with `top` only), the rest as one group. */
function ranked(groups: RawGroup[], compiled: CompiledTile, minCount: number): RawGroup[] {
  const { top, by } = compiled.tile;
  if (top === undefined || by.length !== 1) return groups;
  const value = (group: RawGroup) =>
    rowsOf(group) < minCount ? Number.NEGATIVE_INFINITY : (measured(group, compiled, 0) ?? Number.NEGATIVE_INFINITY);
  const sorted = [...groups].sort((a, b) => value(b) - value(a) || (keyOf(a) < keyOf(b) ? -1 : 1));
  const rest = sorted.slice(top.n);
  if (!top.others || rest.length === 0) return sorted.slice(0, top.n);
  const others = { [by[0] ?? ""]: OTHERS };
  return [...sorted.slice(0, top.n), joinGroups(rest, compiled, others)];
}

/**
 * Groups of fewer declarations than the floor. A single hidden group could be computed from the total, so the next
 * smallest is hidden with it.
 */
function hiddenGroups(groups: readonly RawGroup[], minCount: number): Set<RawGroup> {
  const small = groups.filter((group) => rowsOf(group) > 0 && rowsOf(group) < minCount);
  if (small.length !== 1) return new Set(small);
  const next = groups.filter((group) => rowsOf(group) >= minCount).sort((a, b) => rowsOf(a) - rowsOf(b))[0];
  return new Set(next === undefined ? small : [...small, next]);
}

function rowOf(group: RawGroup, compiled: CompiledTile, suffix: string, hidden: boolean): TileRow {
  const row: TileRow = suffix === "" ? { ...group.by } : {};
  compiled.measures.forEach(({ id }, index) => {
    const value = hidden ? null : measured(group, compiled, index);
    row[`${id}${suffix}`] = value;
    if (value === null) row[`${id}${suffix}:mark`] = hidden ? "hidden" : "na";
  });
  return row;
}

function measured(group: RawGroup, compiled: CompiledTile, index: number): number | null {
  const entry = compiled.measures[index];
  if (entry === undefined) return null;
  const results = entry.primitives.map((primitive) => group.results[primitive.as] ?? null);
  return entry.kind.finish(entry.measure as never, results);
}

function totals(groups: readonly RawGroup[]): { rows: number; answered: number } {
  const sum = (name: string) => groups.reduce((total, group) => total + Number(group.results[name] ?? 0), 0);
  return { rows: sum(ROWS), answered: sum(ANSWERED) };
}

function rowsOf(group: RawGroup): number {
  return Number(group.results[ROWS] ?? 0);
}

function keyOf(group: RawGroup): string {
  return JSON.stringify(Object.entries(group.by).sort(([a], [b]) => (a < b ? -1 : 1)));
}
