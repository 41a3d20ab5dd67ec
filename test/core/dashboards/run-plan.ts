import type { PlanFilter, PlanPrimitive, TilePlan } from "../../../core/dashboards/compile-dashboard.ts";
import type { FactRow } from "../../../core/dashboards/facts.ts";
import type { RawGroup } from "../../../core/dashboards/finish-tile.ts";

/** Runs a plan over rows in memory, as the server's SQL must: the reference for tests of both. */
export function runPlan(
  plan: TilePlan,
  rows: readonly FactRow[],
  filters: readonly PlanFilter[] = plan.filters,
): RawGroup[] {
  const groups = new Map<string, { by: RawGroup["by"]; rows: FactRow[] }>();
  if (plan.groups.length === 0) groups.set("[]", { by: {}, rows: [] });
  for (const row of rows.filter((candidate) => passes(candidate, filters))) {
    const by = Object.fromEntries(plan.groups.map(({ dimension, column }) => [dimension, text(row[column])]));
    const key = JSON.stringify(plan.groups.length === 0 ? [] : by);
    const group = groups.get(key) ?? { by, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({
    by: group.by,
    results: Object.fromEntries(plan.primitives.map((primitive) => [primitive.as, compute(primitive, group.rows)])),
  }));
}

function compute(primitive: PlanPrimitive, rows: readonly FactRow[]) {
  const counted = rows.filter(
    (row) =>
      passes(row, primitive.where) &&
      primitive.present.every((column) => row[column] !== null) &&
      (primitive.denominator === null || row[primitive.denominator] !== 0),
  );
  const values = counted.map((row) => Number(row[primitive.column ?? ""]));
  switch (primitive.kind) {
    case "count":
      return counted.length;
    case "values":
      return values;
    case "sum":
      return values.length === 0 ? null : values.reduce((a, b) => a + b, 0);
    case "ratio-sum":
      return counted.length === 0
        ? null
        : counted.reduce(
            (sum, row) => sum + Number(row[primitive.column ?? ""]) / Number(row[primitive.denominator ?? ""]),
            0,
          );
    case "min":
      return values.length === 0 ? null : Math.min(...values);
    case "max":
      return values.length === 0 ? null : Math.max(...values);
  }
}

function passes(row: FactRow, filters: readonly PlanFilter[]): boolean {
  return filters.every(({ column, op, values }) => {
    const value = text(row[column]);
    return op === "in" ? value !== null && values.includes(value) : value !== null && !values.includes(value);
  });
}

function text(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
