import type { Unit } from "../forms/catalogue-document.ts";
import type { LocalText } from "../problems/finding.ts";
import type { DatasetField } from "./dataset-document.ts";

/** What kind of number a field holds. Numbers are stored in the base unit, so that no two units are ever added. */
export interface Quantity {
  kind: DatasetField["quantity"];
  /** Base units of the unit catalogue it takes; null for all that no other quantity takes. */
  bases: readonly string[] | null;
  /** What one base unit of the catalogue is stored as: a percentage is stored as a fraction. */
  stored: number;
  /** Unit shown after a number, unless the measure names another. */
  unit: LocalText;
  /** True when large numbers are shown in 万 and 亿. */
  scaled: boolean;
  /** True when only whole base units are stored (money in yuan). */
  whole: boolean;
  /** Decimal places shown of an unscaled number. */
  digits: number;
}

/** Every quantity. */
const QUANTITIES: readonly Quantity[] = [
  {
    kind: "money",
    bases: ["元"],
    stored: 1,
    unit: { zh: "元", en: "yuan" },
    scaled: true,
    whole: true,
    digits: 0,
  },
  {
    kind: "dollars",
    bases: ["美元"],
    stored: 1,
    unit: { zh: "美元", en: "US dollars" },
    scaled: true,
    whole: true,
    digits: 0,
  },
  {
    kind: "people",
    bases: ["人", "人次"],
    stored: 1,
    unit: { zh: "人", en: "people" },
    scaled: true,
    whole: true,
    digits: 0,
  },
  {
    kind: "share",
    bases: ["%"],
    stored: 0.01,
    unit: { zh: "%", en: "%" },
    scaled: false,
    whole: false,
    digits: 1,
  },
  {
    kind: "score",
    bases: ["分"],
    stored: 1,
    unit: { zh: "分", en: "points" },
    scaled: false,
    whole: false,
    digits: 1,
  },
  {
    kind: "count",
    bases: null,
    stored: 1,
    unit: { zh: "项", en: "" },
    scaled: true,
    whole: false,
    digits: 0,
  },
];

const CLAIMED = new Set(QUANTITIES.flatMap((quantity) => quantity.bases ?? []));

/** Finds a quantity; an unknown one is an error. */
export function getQuantity(kind: string): Quantity {
  const found = QUANTITIES.find((candidate) => candidate.kind === kind);
  if (found === undefined) throw new Error(`unknown quantity: ${kind}`);
  return found;
}

/** True when a unit of the catalogue measures a quantity. */
export function takesUnit(quantity: Quantity, unit: Unit): boolean {
  return quantity.bases?.includes(unit.base) ?? !CLAIMED.has(unit.base);
}
