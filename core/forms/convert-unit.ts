import type { Unit } from "./catalogue-document.ts";

/** Converts a value between two units; undefined when they have no base in common. */
export function convertUnit(value: number, from: Unit, to: Unit): number | undefined {
  return from.dimension === to.dimension && from.base === to.base ? (value * from.factor) / to.factor : undefined;
}
