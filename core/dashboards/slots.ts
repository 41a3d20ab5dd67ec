import type { DatasetDocument } from "./dataset-document.ts";

/** The wide table of facts has this many columns of each kind for a dataset (docs/decisions/0006). */
export const DIMENSION_SLOTS = 6;
export const FIELD_SLOTS = 24;

export interface Slots {
  /**
   * Column of each dimension (`d1` …); a tree takes one for each level below its first, under `<dimension>/<level>`.
   */
  dimensions: Readonly<Record<string, string>>;
  /** Column of each field (`m1` …). */
  fields: Readonly<Record<string, string>>;
}

/**
 * Gives every dimension and field of a dataset its column, in the order of the document. The same document always
 * gives the same columns. `dimensions` and `fields` may outgrow the table; `checkDataset` reports that.
 */
export function assignSlots(dataset: DatasetDocument): Slots {
  const names = Object.entries(dataset.dimensions).flatMap(([id, dimension]) =>
    dimension.kind === "tree" ? dimension.levels.slice(1).map((level) => levelKey(id, level)) : [id],
  );
  return {
    dimensions: Object.fromEntries(names.map((name, index) => [name, `d${index + 1}`])),
    fields: Object.fromEntries(Object.keys(dataset.fields).map((name, index) => [name, `m${index + 1}`])),
  };
}

/** Key of one level of a tree dimension in `Slots.dimensions`. */
export function levelKey(dimension: string, level: string): string {
  return `${dimension}/${level}`;
}
