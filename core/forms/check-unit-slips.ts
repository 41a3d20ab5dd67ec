import { pointer } from "../json/pointer.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { answerText } from "./answer-text.ts";
import type { CompiledField, CompiledForm } from "./compile-form.ts";
import { titleOf } from "./field-kinds.ts";
import type { FormState } from "./form-state.ts";
import type { Offer } from "./prefill.ts";

/** From here on a jump looks like a slip between 元, 千元 and 万元 rather than like growth. */
const SUSPICIOUS_RATIO = 900;

/**
 * Asks about figures that look as if they were given in another unit: of two answers for one indicator in one unit
 * (this year and the year before), one is about a thousand times the other or more. A question, never a refusal.
 */
export function checkUnitSlips(form: CompiledForm, state: FormState): Finding[] {
  const byMeasure = new Map<string, CompiledField[]>();
  for (const field of form.fields.values()) {
    const { "x-indicator": indicator, "x-unit": unit } = field.schema;
    if (indicator === undefined || unit === undefined || !(Number(state.values[field.id]) > 0)) continue;
    const measure = `${indicator} ${unit}`;
    byMeasure.set(measure, [...(byMeasure.get(measure) ?? []), field]);
  }
  return [...byMeasure.values()].flatMap((fields) => slipOf(fields, state) ?? []);
}

function slipOf(fields: readonly CompiledField[], state: FormState): Finding | undefined {
  const sorted = [...fields].sort((a, b) => amountOf(a, state) - amountOf(b, state));
  const smallest = sorted[0];
  const largest = sorted.at(-1);
  if (smallest === undefined || largest === undefined) return undefined;
  const ratio = amountOf(largest, state) / amountOf(smallest, state);
  if (ratio < SUSPICIOUS_RATIO) return undefined;
  return finding("answer-unit-slip", pointer(largest.id), {
    title: titleOf(largest.schema),
    other: titleOf(smallest.schema),
    ratio: Math.round(ratio),
    unit: largest.schema["x-unit"] ?? "",
  });
}

/**
 * The same question about what was said before: a figure that is a thousand times the one already handed in for the
 * same measure and period, or a thousandth of it.
 * @param earlier what `listOffers` finds
 */
export function checkEarlierFigures(form: CompiledForm, state: FormState, earlier: readonly Offer[]): Finding[] {
  return earlier.flatMap(({ field: id, value: before, source }) => {
    const field = form.fields.get(id);
    const unit = field?.schema["x-unit"];
    const now = Number(state.values[id]);
    if (field === undefined || unit === undefined || source.kind !== "declaration") return [];
    if (typeof before !== "number" || !(before > 0) || !(now > 0)) return [];
    const ratio = now / before;
    if (ratio < SUSPICIOUS_RATIO && ratio > 1 / SUSPICIOUS_RATIO) return [];
    const title = titleOf(field.schema);
    const said = {
      zh: `${source.title.zh}：${answerText(field.schema, before, "zh")}`,
      en: `${source.title.en}: ${answerText(field.schema, before, "en")}`,
    };
    const isMore = ratio > 1;
    return finding("answer-unit-slip", pointer(id), {
      title: isMore ? title : said,
      other: isMore ? said : title,
      ratio: Math.round(isMore ? ratio : 1 / ratio),
      unit,
    });
  });
}

function amountOf(field: CompiledField, state: FormState): number {
  return Number(state.values[field.id]);
}
