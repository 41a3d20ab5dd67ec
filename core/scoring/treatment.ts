import type { CompiledScheme } from "./compile-scheme.ts";
import { compare, decimal, type Exact, larger, ONE, smaller, subtract } from "./exact.ts";
import { type FactColumn, type FactTable, factValue } from "./fact-table.ts";
import { type CohortGroups, NO_GROUP } from "./leaf-method.ts";
import { mean, quantile } from "./methods/quantiles.ts";
import { NumberColumn, sortedExact } from "./number-column.ts";
import type { Leaf } from "./scheme-document.ts";

/** What is done to the facts of a leaf before its method sees them: imputation, then outliers. Nothing goes unlogged. */

export interface Treatment {
  /** Values put in where none was given. */
  imputed: ReadonlyMap<number, Exact>;
  /** Values drawn in, as submitted. */
  drawnIn: ReadonlyMap<number, Exact>;
  /** The same values as they were counted. */
  held: ReadonlyMap<number, Exact>;
}

const NOTHING: Treatment = { imputed: new Map(), drawnIn: new Map(), held: new Map() };

/** The groups of a cohort among the rows of the population. */
export function cohortGroups(scheme: CompiledScheme, id: string, table: FactTable, stands: Uint8Array): CohortGroups {
  const rows = table.ids.length;
  const cohort = scheme.document.cohorts?.[id];
  const column = cohort?.by === undefined ? undefined : table.columns.get(cohort.by);
  const program = scheme.cohortPrograms.get(id);
  /** Null outside the condition of a cohort; undefined where the fact names no group. */
  const nameOf = (row: number): string | null | undefined => {
    if (cohort === undefined) return "";
    if (program !== undefined && program.run((name) => factOf(table, name, row)) !== true) return null;
    if (column === undefined) return id;
    const value = factValue(column, row);
    if (value === undefined || typeof value === "object") return undefined;
    const text = String(value);
    return cohort.map === undefined ? text : Object.hasOwn(cohort.map, text) ? cohort.map[text] : undefined;
  };
  const groupOf = new Int32Array(rows).fill(-1);
  const index = new Map<string, number>();
  const counts: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (stands[row] === 0) continue;
    const name = nameOf(row);
    if (name === undefined) groupOf[row] = NO_GROUP;
    if (name === null || name === undefined) continue;
    let group = index.get(name);
    if (group === undefined) {
      group = index.size;
      index.set(name, group);
      counts.push(0);
    }
    groupOf[row] = group;
    counts[group]!++;
  }
  const members = counts.map((count) => new Int32Array(count));
  const filled = new Int32Array(counts.length);
  const outside: number[] = [];
  for (let row = 0; row < rows; row++) {
    const group = groupOf[row] as number;
    if (group >= 0) (members[group] as Int32Array)[filled[group]!++] = row;
    else outside.push(row);
  }
  return { groupOf, names: [...index.keys()], members, outside: Int32Array.from(outside) };
}

export function factOf(table: FactTable, name: string, row: number): ReturnType<typeof factValue> {
  const column: FactColumn | undefined = table.columns.get(name);
  return column === undefined ? undefined : factValue(column, row);
}

/** Treats the numbers of a leaf; the column itself is never changed. */
export function treat(
  leaf: Leaf,
  numbers: NumberColumn,
  cohort: (id: string) => CohortGroups,
  step: (value: Exact) => Exact,
): { numbers: NumberColumn; treatment: Treatment } {
  const imputes = typeof leaf.missing === "object" && "impute" in leaf.missing;
  if (!imputes && leaf.outliers === undefined) return { numbers, treatment: NOTHING };
  const values = Array.from({ length: numbers.length }, (_, row) => numbers.at(row));
  const imputed = impute(leaf, values, cohort, step);
  const drawnIn = drawIn(leaf, values, cohort, step);
  const held = new Map([...drawnIn.keys()].map((row) => [row, values[row] as Exact]));
  return { numbers: NumberColumn.of(values), treatment: { imputed, drawnIn, held } };
}

function impute(
  leaf: Leaf,
  values: (Exact | null)[],
  cohort: (id: string) => CohortGroups,
  step: (value: Exact) => Exact,
): Map<number, Exact> {
  const imputed = new Map<number, Exact>();
  if (typeof leaf.missing !== "object" || !("impute" in leaf.missing)) return imputed;
  const { impute: how, within } = leaf.missing;
  for (const members of cohort(within).members) {
    const present = Array.from(members).flatMap((row) => values[row] ?? []);
    if (present.length === 0) continue;
    const value = step(how === "mean" ? mean(present) : quantile(sortedExact(present), { n: 1n, d: 2n }, 7));
    for (const row of members) {
      if (values[row] !== null) continue;
      values[row] = value;
      imputed.set(row, value);
    }
  }
  return imputed;
}

function drawIn(
  leaf: Leaf,
  values: (Exact | null)[],
  cohort: (id: string) => CohortGroups,
  step: (value: Exact) => Exact,
): Map<number, Exact> {
  const drawn = new Map<number, Exact>();
  const { outliers } = leaf;
  const hold = (row: number, low: Exact | null, high: Exact | null) => {
    const value = values[row];
    if (value === null || value === undefined) return;
    const raised = low === null ? value : larger(value, low);
    const held = high === null ? raised : smaller(raised, high);
    if (compare(held, value) === 0) return;
    drawn.set(row, value);
    values[row] = held;
  };
  if (outliers?.kind === "cap") {
    const low = outliers.low === undefined ? null : decimal(outliers.low);
    const high = outliers.high === undefined ? null : decimal(outliers.high);
    for (let row = 0; row < values.length; row++) hold(row, low, high);
  } else if (outliers?.kind === "winsorise") {
    for (const members of cohort(outliers.cohort).members) {
      const present = sortedExact(Array.from(members).flatMap((row) => values[row] ?? []));
      if (present.length === 0) continue;
      const low = step(quantile(present, decimal(outliers.lower), 7));
      const high = step(quantile(present, subtract(ONE, decimal(outliers.upper)), 7));
      for (const row of members) hold(row, low, high);
    }
  }
  return drawn;
}
