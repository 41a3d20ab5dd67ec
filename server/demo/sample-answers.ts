import type { GoldenCase } from "../../core/editions/golden-case.ts";
import { checkAnswers } from "../../core/forms/check-answers.ts";
import type { CompiledForm } from "../../core/forms/compile-form.ts";
import { answersForSubmission } from "../../core/forms/form-state.ts";
import { hasErrors } from "../../core/problems/finding.ts";
import { rolledAnswers } from "./rolled-answers.ts";

/**
 * Sample answers of one applicant: a golden case, rolled to the year of the round, whose amounts and some yes/no answers are varied, as far as the form's
 * own rules allow. Knows no form: what a field is, its schema says.
 */
export function sampleAnswers(
  form: CompiledForm,
  { pattern, sampleYear }: { pattern: GoldenCase; sampleYear: number },
  applicant: { name: string; creditCode: string },
  today: string,
  random: () => number,
): Record<string, unknown> {
  const fixed = rolledAnswers(form.document, pattern.answers, sampleYear, today);
  for (const [id, field] of form.fields) {
    if (field.calculate !== undefined) delete fixed[id];
    if (id === "name" && id in fixed) fixed[id] = applicant.name;
    if (field.schema.type === "string" && field.schema.format === "credit-code" && id in fixed)
      fixed[id] = applicant.creditCode;
  }
  const isValid = (answers: Record<string, unknown>): boolean =>
    !hasErrors(checkAnswers(form, answers, { stage: "submit", today }));
  const size = 0.6 + random() ** 3 * 30;
  let answers = fixed;
  for (const [id, value] of Object.entries(fixed)) {
    const schema = form.fields.get(id)?.schema;
    let varied: unknown = value;
    if (typeof value === "number" && schema?.["x-unit"]?.endsWith("元"))
      varied = Math.round(value * size * (0.8 + random() * 0.4) * 100) / 100;
    else if (typeof value === "boolean" && random() < 0.2) varied = !value;
    if (varied === value) continue;
    // One change at a time: a change that breaks a rule is left out, the others stay.
    const tried = { ...answers, [id]: varied };
    if (isValid(tried)) answers = tried;
  }
  return answersForSubmission(form, answers, { today });
}
