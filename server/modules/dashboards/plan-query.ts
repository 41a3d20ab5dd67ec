import type { Knex } from "knex";
import type { PlanFilter, PlanPrimitive, TilePlan } from "../../../core/dashboards/compile-dashboard.ts";
import type { RawGroup } from "../../../core/dashboards/finish-tile.ts";
import type { PrimitiveResult } from "../../../core/dashboards/measure-kinds.ts";

/**
 * A query plan as SQL over the rows a viewer may see, the same on both databases. Only what the plan lists runs in the
 * database: counts, sums, smallest, largest. Single numbers (for a median) are fetched by a second query, because SQLite
 * has no median. Division by zero is kept out by condition, and PostgreSQL's texts for whole numbers become numbers.
 */

/** Gives a fresh query over the rows of facts the viewer may see, and no others. */
export type VisibleRows = () => Knex.QueryBuilder;

interface Sql {
  text: string;
  bindings: (string | number)[];
}

/** Columns a plan may name: numbered slots of the wide table and nothing else. */
const SLOT = /^[dm][0-9]{1,2}$/;

/** Runs a plan under its filters (or those of its comparison) and returns one group for each combination found. */
export async function runPlan(
  knex: Knex,
  visible: VisibleRows,
  plan: TilePlan,
  filters: readonly PlanFilter[] = plan.filters,
): Promise<RawGroup[]> {
  const columns = plan.groups.map(({ column }) => slot(column));
  const singles = plan.primitives.filter(({ kind }) => kind !== "values");
  const rows = (await grouped(knex, visible, columns, singles, filters)) as Record<string, unknown>[];
  const groups = rows.map((row): RawGroup & { results: Record<string, PrimitiveResult> } => ({
    by: Object.fromEntries(plan.groups.map(({ dimension }, index) => [dimension, textOrNull(row[`g${index}`])])),
    results: Object.fromEntries(singles.map((primitive, index) => [primitive.as, numberOrNull(row[`p${index}`])])),
  }));
  const byKey = new Map(groups.map((group) => [keyOf(Object.values(group.by)), group]));
  for (const primitive of plan.primitives.filter(({ kind }) => kind === "values")) {
    for (const group of groups) group.results[primitive.as] = [];
    for (const { key, value } of await singleValues(knex, visible, columns, primitive, filters)) {
      (byKey.get(key)?.results[primitive.as] as number[] | undefined)?.push(value);
    }
  }
  return groups;
}

function grouped(
  knex: Knex,
  visible: VisibleRows,
  columns: readonly string[],
  primitives: readonly PlanPrimitive[],
  filters: readonly PlanFilter[],
): Knex.QueryBuilder {
  const query = filtered(knex, visible(), filters);
  columns.forEach((column, index) => {
    query.select(knex.raw("?? as ??", [column, `g${index}`])).groupBy(column);
  });
  primitives.forEach((primitive, index) => {
    const sql = aggregate(primitive);
    query.select(knex.raw(`${sql.text} as ??`, [...sql.bindings, `p${index}`]));
  });
  return query;
}

async function singleValues(
  knex: Knex,
  visible: VisibleRows,
  columns: readonly string[],
  primitive: PlanPrimitive,
  filters: readonly PlanFilter[],
): Promise<{ key: string; value: number }[]> {
  const condition = conditionOf(primitive);
  const value = slot(primitive.column ?? "");
  const query = filtered(knex, visible(), filters)
    .select(knex.raw("?? as ??", [value, "v"]))
    .whereNotNull(value);
  if (condition.text !== "") query.whereRaw(condition.text, condition.bindings);
  columns.forEach((column, index) => {
    query.select(knex.raw("?? as ??", [column, `g${index}`]));
  });
  const rows = (await query) as Record<string, unknown>[];
  return rows.map((row) => ({
    key: keyOf(columns.map((_, index) => textOrNull(row[`g${index}`]))),
    value: Number(row.v),
  }));
}

function filtered(knex: Knex, query: Knex.QueryBuilder, filters: readonly PlanFilter[]): Knex.QueryBuilder {
  for (const filter of filters) {
    const { text, bindings } = filterSql(filter);
    query.where(knex.raw(text, bindings));
  }
  return query;
}

function aggregate(primitive: PlanPrimitive): Sql {
  const { text, bindings } = conditionOf(primitive);
  const taken = (value: string): Sql =>
    text === "" ? { text: value, bindings: [] } : { text: `case when ${text} then ${value} end`, bindings };
  switch (primitive.kind) {
    case "count":
      return text === "" ? { text: "count(*)", bindings: [] } : wrap("count", taken("1"));
    case "sum":
    case "min":
    case "max":
      return wrap(primitive.kind, taken(`"${slot(primitive.column ?? "")}"`));
    case "ratio-sum":
      return wrap("sum", taken(`"${slot(primitive.column ?? "")}" * 1.0 / "${slot(primitive.denominator ?? "")}"`));
    case "values":
      throw new Error("single values are not an aggregate");
  }
}

function wrap(name: string, inner: Sql): Sql {
  return { text: `${name}(${inner.text})`, bindings: inner.bindings };
}

/** Which rows count for a primitive, as one condition; empty when all do. */
function conditionOf(primitive: PlanPrimitive): Sql {
  const parts: Sql[] = [
    ...primitive.present.map((column) => ({ text: `"${slot(column)}" is not null`, bindings: [] })),
    ...(primitive.denominator === null ? [] : [{ text: `"${slot(primitive.denominator)}" <> 0`, bindings: [] }]),
    ...primitive.where.map(filterSql),
  ];
  return { text: parts.map(({ text }) => text).join(" and "), bindings: parts.flatMap(({ bindings }) => bindings) };
}

/** A null is in no list: `in` leaves it out, `not-in` takes it. An empty list holds nothing. */
function filterSql({ column, op, values }: PlanFilter): Sql {
  const name = `"${slot(column)}"`;
  if (values.length === 0) return { text: op === "in" ? "1 = 0" : "1 = 1", bindings: [] };
  const places = values.map(() => "?").join(", ");
  return op === "in"
    ? { text: `${name} in (${places})`, bindings: [...values] }
    : { text: `(${name} is null or ${name} not in (${places}))`, bindings: [...values] };
}

function slot(column: string): string {
  if (!SLOT.test(column)) throw new Error(`not a column of the wide table: ${column}`);
  return column;
}

function keyOf(values: readonly (string | null)[]): string {
  return JSON.stringify(values);
}

function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
