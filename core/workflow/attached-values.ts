import type { CompiledForm } from "../forms/compile-form.ts";
import { type Answers, formState } from "../forms/form-state.ts";
import { compileExpression, type Evaluation, evaluate, isBlankValue } from "../rules/expression.ts";
import type { AttachedForm, TakenValue } from "./attached-form-document.ts";

/** What is known about a declaration besides its answers. */
export interface DeclarationMeta {
  applicant: string;
  city: string;
  county: string | null;
  rank: number | null;
  number: string | null;
  "title-number": string | null;
}

export interface DeclarationFacts {
  form: CompiledForm;
  answers: Answers;
  meta: DeclarationMeta;
  /** Today in China, for expressions that say `today`. */
  today: string;
}

/** The values of an attached form that come from its declaration. What has no value is left out. */
export function takenValues({ values = [] }: Pick<AttachedForm, "values">, facts: DeclarationFacts): Answers {
  return take(values, [facts])[0] ?? {};
}

/** The first draft of a summary's table: a row for each declaration, in the order given. */
export function draftRows({ rows }: Pick<AttachedForm, "rows">, declarations: readonly DeclarationFacts[]): Answers {
  return rows === undefined ? {} : { [rows.table]: take(rows.values, declarations) };
}

function take(values: readonly TakenValue[], declarations: readonly DeclarationFacts[]): Record<string, unknown>[] {
  const programs = new Map<CompiledForm, ReturnType<typeof compileAll>>();
  return declarations.map(({ form, answers, meta, today }) => {
    const compiled = programs.get(form) ?? compileAll(values, form);
    programs.set(form, compiled);
    const { bindings } = formState(form, answers, { today });
    const taken = compiled.flatMap(({ field, program, meta: name }) => {
      const value = program === undefined ? name && meta[name] : knownValue(evaluate(program, bindings));
      return isBlankValue(value) ? [] : [[field, value] as const];
    });
    return Object.fromEntries(taken);
  });
}

function knownValue(result: Evaluation): unknown {
  return result.unknown === undefined ? result.value : undefined;
}

function compileAll(values: readonly TakenValue[], form: CompiledForm) {
  return values.map(({ field, from, meta }) => ({
    field,
    meta,
    program: from === undefined ? undefined : compileExpression(from, form.environment).program,
  }));
}
