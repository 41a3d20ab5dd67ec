import type { FactTable } from "../../core/scoring/fact-table.ts";
import { NumberColumn } from "../../core/scoring/number-column.ts";
import type { SchemeDocument } from "../../core/scoring/scheme-document.ts";

/** A made-up cohort: 76 quantities with two places each, the same on every machine, and a scheme of 5 × 76 weights. */

export const LEAVES = 76;

/** 32-bit linear congruential numbers: the bench and the comparison script draw the same. */
export function makeValues(rows: number): Float64Array[] {
  let state = 12345;
  return Array.from({ length: LEAVES }, () =>
    Float64Array.from({ length: rows }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state % 1_000_000;
    }),
  );
}

export function tableOf(values: readonly Float64Array[]): FactTable {
  const rows = values[0]?.length ?? 0;
  return {
    ids: Array.from({ length: rows }, (_, row) => `u${row}`),
    columns: new Map(
      values.map((column, at) => [`f${at}`, { type: "number" as const, numbers: NumberColumn.ofScaled(column, 2) }]),
    ),
  };
}

export function sampleScheme(): SchemeDocument {
  const leaf = (at: number) => ({
    id: `leaf-${at}`,
    title: `leaf ${at}`,
    basis: "sample",
    weight: String(1 + (at % 7) * 0.25),
    fact: `f${at}`,
    score: {
      kind: "rank-bins",
      direction: "higher",
      cohort: "all",
      points: ["100", "80", "60", "40", "20"],
      convention: "rank-position",
      ties: "share-best",
    },
    missing: "zero",
  });
  const leaves = Array.from({ length: LEAVES }, (_, at) => leaf(at));
  const groups = Array.from({ length: 5 }, (_, at) => ({
    id: `group-${at}`,
    title: `group ${at}`,
    basis: "sample",
    weight: "20",
    combine: { kind: "weighted", normalise: "sum" },
    children: leaves.filter((_leaf, index) => index % 5 === at),
  }));
  return {
    format: "shenbao-scheme/1",
    id: "bench/scoring",
    title: "bench",
    basis: "sample",
    numeric: { step: { places: 12, rounding: "half-up" }, total: { places: 4, rounding: "half-up" } },
    population: "all",
    facts: leaves.map(({ fact }) => ({ id: fact, title: fact, type: "number" })),
    eligibility: [],
    root: {
      id: "total",
      title: "total",
      basis: "sample",
      combine: { kind: "weighted", normalise: "hundred" },
      children: groups,
    },
    outcome: { rank: { on: "exact", ties: "1224", breakers: [], within: "all" }, rules: [] },
    assume: [],
    untranslated: [],
  } as SchemeDocument;
}
/** The made-up cohort as the CSV text a user would send: an id and 76 decimals with up to two places. */
export function csvOf(ids: readonly string[], values: readonly Float64Array[]): string {
  const header = ["id", ...Array.from({ length: LEAVES }, (_, at) => `f${at}`)].join(",");
  const lines = ids.map((id, row) => [id, ...values.map((column) => (column[row] as number) / 100)].join(","));
  return [header, ...lines].join("\n");
}
