import type { LocalText } from "../problems/finding.ts";
import { toLocalText } from "../problems/finding.ts";
import type { DatasetCondition, DatasetDocument, DatasetField, Measure } from "./dataset-document.ts";

/**
 * What a measure asks of the database. Only these few run there, on both databases with the same result; everything
 * else (division, median, growth) is done once, in core, from their results.
 */
export interface Primitive {
  /** `values` brings the single numbers of a group (there is no median in SQLite). */
  kind: "count" | "sum" | "ratio-sum" | "min" | "max" | "values";
  /** Field that is summed, compared or listed; numerator of a ratio. */
  field?: string;
  /** Denominator of a ratio; rows where it is 0 do not count. */
  denominator?: string;
  /** Fields that must be answered for a row to count. */
  present: readonly string[];
  where: readonly DatasetCondition[];
}

/** Result of a primitive for one group: a number, null for "no row", or the list of values. */
export type PrimitiveResult = number | null | readonly number[];

type Of<K extends Measure["kind"]> = Extract<Measure, { kind: K }>;

export interface MeasureKind<K extends Measure["kind"] = Measure["kind"]> {
  kind: K;
  /** Fields the measure reads. */
  fields(measure: Of<K>): readonly string[];
  /** Conditions of its own. */
  conditions(measure: Of<K>): readonly DatasetCondition[];
  primitives(measure: Of<K>): readonly Primitive[];
  /** The number, from the results in the order of `primitives`; null where it does not apply. */
  finish(measure: Of<K>, results: readonly PrimitiveResult[]): number | null;
  /** True when the parts of a whole add up to the whole. */
  additive: boolean;
  quantity(measure: Of<K>, fields: DatasetDocument["fields"]): DatasetField["quantity"];
  /** The formula in one sentence for the 口径 card. */
  sentence(measure: Of<K>, fields: DatasetDocument["fields"]): LocalText;
}

const number = (result: PrimitiveResult | undefined): number | null => (typeof result === "number" ? result : null);
const title = (fields: DatasetDocument["fields"], id: string): LocalText => toLocalText(fields[id]?.title ?? id);

/** A kind that reduces one field. */
function ofField(kind: "sum" | "min" | "max", words: LocalText): MeasureKind<"sum" | "min" | "max"> {
  return {
    kind,
    fields: (measure) => [measure.field],
    conditions: () => [],
    primitives: (measure) => [{ kind, field: measure.field, present: [measure.field], where: [] }],
    finish: (_, [result]) => number(result),
    additive: kind === "sum",
    quantity: (measure, fields) => fields[measure.field]!.quantity,
    sentence: (measure, fields) => ({
      zh: `“${title(fields, measure.field).zh}”的${words.zh}，未填的不计`,
      en: `${words.en} of “${title(fields, measure.field).en}” over the declarations that answered it`,
    }),
  };
}

const count: MeasureKind<"count"> = {
  kind: "count",
  fields: () => [],
  conditions: (measure) => measure.where ?? [],
  primitives: (measure) => [{ kind: "count", present: [], where: measure.where ?? [] }],
  finish: (_, [result]) => number(result) ?? 0,
  additive: true,
  quantity: () => "count",
  sentence: () => ({ zh: "申报的件数", en: "Number of declarations" }),
};

const mean: MeasureKind<"mean"> = {
  kind: "mean",
  fields: (measure) => [measure.field],
  conditions: () => [],
  primitives: ({ field }) => [
    { kind: "sum", field, present: [field], where: [] },
    { kind: "count", present: [field], where: [] },
  ],
  finish: (_, [sum, rows]) => quotient(number(sum), number(rows)),
  additive: false,
  quantity: (measure, fields) => fields[measure.field]!.quantity,
  sentence: (measure, fields) => ({
    zh: `“${title(fields, measure.field).zh}”之和除以填报了它的件数`,
    en: `Sum of “${title(fields, measure.field).en}” divided by the declarations that answered it`,
  }),
};

const median: MeasureKind<"median"> = {
  kind: "median",
  fields: (measure) => [measure.field],
  conditions: () => [],
  primitives: ({ field }) => [{ kind: "values", field, present: [field], where: [] }],
  finish: (_, [values]) => (Array.isArray(values) ? middle(values) : null),
  additive: false,
  quantity: (measure, fields) => fields[measure.field]!.quantity,
  sentence: (measure, fields) => ({
    zh: `“${title(fields, measure.field).zh}”由小到大排列居中的数（偶数个取中间两数的平均）`,
    en: `The middle one of “${title(fields, measure.field).en}” in order (the mean of the middle two when even)`,
  }),
};

const ratioOfSums: MeasureKind<"ratio-of-sums"> = {
  kind: "ratio-of-sums",
  fields: (measure) => [measure.numerator, measure.denominator],
  conditions: () => [],
  primitives: ({ numerator, denominator }) => [
    { kind: "sum", field: numerator, present: [numerator, denominator], where: [] },
    { kind: "sum", field: denominator, present: [numerator, denominator], where: [] },
  ],
  finish: (measure, [top, bottom]) => lessOne(quotient(number(top), number(bottom)), measure.minusOne),
  additive: false,
  quantity: () => "share",
  sentence: (measure, fields) => ({
    zh: `两项都填报的申报中，“${title(fields, measure.numerator).zh}”合计除以“${title(fields, measure.denominator).zh}”合计${measure.minusOne ? "再减一" : ""}`,
    en: `Over declarations that answered both: total “${title(fields, measure.numerator).en}” divided by total “${title(fields, measure.denominator).en}”${measure.minusOne ? ", less one" : ""}`,
  }),
};

const meanOfRatios: MeasureKind<"mean-of-ratios"> = {
  kind: "mean-of-ratios",
  fields: (measure) => [measure.numerator, measure.denominator],
  conditions: () => [],
  primitives: ({ numerator, denominator }) => [
    { kind: "ratio-sum", field: numerator, denominator, present: [numerator, denominator], where: [] },
    { kind: "count", denominator, present: [numerator, denominator], where: [] },
  ],
  finish: (measure, [sum, rows]) => lessOne(quotient(number(sum), number(rows)), measure.minusOne),
  additive: false,
  quantity: () => "share",
  sentence: (measure, fields) => ({
    zh: `逐家计算“${title(fields, measure.numerator).zh}”除以“${title(fields, measure.denominator).zh}”${measure.minusOne ? "再减一" : ""}，取各家的平均`,
    en: `“${title(fields, measure.numerator).en}” divided by “${title(fields, measure.denominator).en}”${measure.minusOne ? ", less one," : ""} for each declaration, and the mean of these`,
  }),
};

const share: MeasureKind<"share"> = {
  kind: "share",
  fields: () => [],
  conditions: (measure) => measure.where,
  primitives: (measure) => [
    { kind: "count", present: [], where: measure.where },
    { kind: "count", present: [], where: [] },
  ],
  finish: (_, [part, whole]) => quotient(number(part), number(whole)),
  additive: false,
  quantity: () => "share",
  sentence: () => ({
    zh: "符合条件的申报件数除以全部申报件数",
    en: "Declarations that fulfil the condition divided by all declarations",
  }),
};

/** Every kind of measure. */
const MEASURE_KINDS: readonly MeasureKind[] = [
  count,
  ofField("sum", { zh: "合计", en: "Sum" }),
  mean,
  median,
  ofField("min", { zh: "最小值", en: "Smallest" }),
  ofField("max", { zh: "最大值", en: "Largest" }),
  ratioOfSums,
  meanOfRatios,
  share,
] as unknown as readonly MeasureKind[];

/** Finds the kind of a measure; an unknown one is an error. */
export function measureKind(measure: Measure): MeasureKind {
  const found = MEASURE_KINDS.find((candidate) => candidate.kind === measure.kind);
  if (found === undefined) throw new Error(`unknown measure kind: ${measure.kind}`);
  return found;
}

function quotient(top: number | null, bottom: number | null): number | null {
  return top === null || bottom === null || bottom === 0 ? null : top / bottom;
}

function lessOne(ratio: number | null, minusOne: boolean | undefined): number | null {
  return ratio !== null && minusOne ? ratio - 1 : ratio;
}

function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}
