import {
  type CodeListDocument,
  catalogueOf,
  type IndicatorsDocument,
  type UnitsDocument,
} from "../../core/forms/catalogue-document.ts";
import { checkAnswers } from "../../core/forms/check-answers.ts";
import { compileForm } from "../../core/forms/compile-form.ts";
import type { FormDocument } from "../../core/forms/form-document.ts";
import { answersForSubmission } from "../../core/forms/form-state.ts";
import { resolveForm } from "../../core/forms/resolve-form.ts";
import { canonicalJson } from "../../core/json/canonical.ts";

/** The conformance cases of judging answers, run by a pure function, so that Node and a browser run the same. */

export interface AnswerCases {
  year: number;
  today: string;
  form: FormDocument;
  catalogue: { units: UnitsDocument; indicators: IndicatorsDocument; codeLists?: CodeListDocument[] };
  cases: {
    name: string;
    stage: "draft" | "submit";
    answers: Record<string, unknown>;
    /** `level pointer code`, in order. */
    findings: string[];
    submitted: Record<string, unknown>;
  }[];
}

/** Runs all cases; returns a line for each that differs. */
export function runAnswerCases(file: AnswerCases): string[] {
  const form = compileForm(resolveForm(file.form, { year: file.year }), catalogueOf(file.catalogue));
  const { today } = file;
  return file.cases.flatMap(({ name, stage, answers, findings, submitted }) => {
    const given = checkAnswers(form, answers, { stage, today }).map(
      ({ level, pointer, code }) => `${level} ${pointer} ${code}`,
    );
    const kept = answersForSubmission(form, answers, { today });
    const differences: string[] = [];
    if (given.join("\n") !== findings.join("\n")) differences.push(`${stage} "${name}": found ${given.join("; ")}`);
    if (canonicalJson(kept) !== canonicalJson(submitted))
      differences.push(`${stage} "${name}": submits ${canonicalJson(kept)}`);
    return differences;
  });
}
