import { pointer } from "../json/pointer.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { answerText } from "./answer-text.ts";
import type { CompiledForm } from "./compile-form.ts";
import { titleOf } from "./field-kinds.ts";
import type { Answers } from "./form-state.ts";
import type { Offer } from "./prefill.ts";

/**
 * Figures that say the same as the declaration in the same period, and differ from it. A question, never a refusal:
 * the written report may be newer.
 * @param said what the declaration says (`listOffers`)
 */
export function checkAgreement(form: CompiledForm, answers: Answers, said: readonly Offer[]): Finding[] {
  return said.flatMap(({ field: id, value: expected, source }) => {
    const field = form.fields.get(id);
    const value = answers[id];
    if (field === undefined || source.kind !== "declaration") return [];
    if (typeof value !== "number" || typeof expected !== "number" || isSame(value, expected)) return [];
    const shown = (amount: number) => ({
      zh: answerText(field.schema, amount, "zh"),
      en: answerText(field.schema, amount, "en"),
    });
    return finding("attached-differs", pointer(id), {
      title: titleOf(field.schema),
      value: shown(value),
      other: source.fieldTitle,
      expected: shown(expected),
    });
  });
}

/** Two figures of one amount may be rounded to different places. */
function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 0.005 * Math.max(Math.abs(a), Math.abs(b));
}
