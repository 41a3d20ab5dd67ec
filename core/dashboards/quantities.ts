import type { LocalText } from "../problems/finding.ts";
import type { DatasetField } from "./dataset-document.ts";

/** What kind of number a field holds. Numbers are stored in the base unit, so that no two units are ever added. */
export interface Quantity {
  kind: DatasetField["quantity"];
  /** Unit of a form field (as in the unit catalogue) to its size in base units. */
  units: Readonly<Record<string, number>>;
  /** Unit shown after a number, unless the measure names another. */
  unit: LocalText;
  /** True when large numbers are shown in 万 and 亿. */
  scaled: boolean;
  /** True when only whole base units are stored (money in yuan). */
  whole: boolean;
  /** Decimal places shown of an unscaled number. */
  digits: number;
}

/** Every quantity; the units of a form that no quantity knows make the dataset's check fail. */
export const QUANTITIES: readonly Quantity[] = [
  {
    kind: "money",
    units: { 元: 1, 千元: 1e3, 万元: 1e4, 百万元: 1e6, 亿元: 1e8 },
    unit: { zh: "元", en: "yuan" },
    scaled: true,
    whole: true,
    digits: 0,
  },
  {
    kind: "dollars",
    units: { 美元: 1, 万美元: 1e4, 万美金: 1e4, 亿美元: 1e8 },
    unit: { zh: "美元", en: "US dollars" },
    scaled: true,
    whole: true,
    digits: 0,
  },
  {
    kind: "count",
    units: {
      个: 1,
      家: 1,
      件: 1,
      万件: 1e4,
      次: 1,
      场: 1,
      间: 1,
      项: 1,
      辆: 1,
      个月: 1,
      年: 1,
      平方米: 1,
      万平方米: 1e4,
    },
    unit: { zh: "项", en: "" },
    scaled: true,
    whole: false,
    digits: 0,
  },
  {
    kind: "people",
    units: { 人: 1, 人次: 1, 万人: 1e4, 万人次: 1e4 },
    unit: { zh: "人", en: "people" },
    scaled: true,
    whole: true,
    digits: 0,
  },
  { kind: "share", units: { "%": 0.01 }, unit: { zh: "%", en: "%" }, scaled: false, whole: false, digits: 1 },
  { kind: "score", units: { 分: 1 }, unit: { zh: "分", en: "points" }, scaled: false, whole: false, digits: 1 },
];

/** Finds a quantity; an unknown one is an error. */
export function getQuantity(kind: string): Quantity {
  const found = QUANTITIES.find((candidate) => candidate.kind === kind);
  if (found === undefined) throw new Error(`unknown quantity: ${kind}`);
  return found;
}
