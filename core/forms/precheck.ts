import { pointer } from "../json/pointer.ts";
import { type Finding, toLocalText } from "../problems/finding.ts";
import { evaluate } from "../rules/expression.ts";
import type { CompiledForm } from "./compile-form.ts";
import type { FieldSchema } from "./form-document.ts";
import { type Answers, formState, type StateOptions } from "./form-state.ts";

/** Eligibility asked before any account: the rules marked `precheck` and the few fields they read. */
export interface Precheck {
  /** The questions, in the paper's order, as far as they apply to what was answered. */
  fields: { id: string; schema: FieldSchema }[];
  /** One for each rule: holds, fails, or cannot be told yet. */
  rules: { id: string; verdict: "holds" | "fails" | "unknown"; finding?: Finding }[];
}

/**
 * Judges the eligibility rules on partial answers. A rule whose `when` is known not to hold does not apply and counts
 * as holding; one that lacks an answer is unknown, never passed.
 */
export function precheck(form: CompiledForm, answers: Answers, options: StateOptions = {}): Precheck {
  const asked = fieldsOfPrecheck(form);
  const partial = Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)));
  const state = formState(form, partial, options);
  const fields = [...form.fields.values()]
    .filter((field) => asked.has(field.id) && field.calculate === undefined && state.visible.has(field.id))
    .map(({ id, schema }) => ({ id, schema }));
  const rules = form.rules
    .filter(({ rule }) => rule.precheck === true)
    .map(({ rule, when, assert }) => {
      const applies = when === undefined ? { value: true as unknown } : evaluate(when, state.bindings);
      if (applies.unknown !== undefined) return { id: rule.id, verdict: "unknown" as const };
      if (applies.value !== true) return { id: rule.id, verdict: "holds" as const };
      const result = evaluate(assert, state.bindings);
      if (result.unknown !== undefined) return { id: rule.id, verdict: "unknown" as const };
      if (result.value === true) return { id: rule.id, verdict: "holds" as const };
      const finding: Finding = {
        pointer: pointer(rule.at[0] ?? ""),
        code: rule.id,
        level: rule.level,
        message: toLocalText(rule.message),
        ...(rule.source === undefined ? {} : { source: rule.source }),
      };
      return { id: rule.id, verdict: "fails" as const, finding };
    });
  return { fields, rules };
}

/** All fields the eligibility rules read, with those that decide whether they are shown or what they hold. */
export function fieldsOfPrecheck(form: CompiledForm): Set<string> {
  const asked = new Set<string>();
  const add = (id: string) => {
    const field = form.fields.get(id);
    if (field === undefined || asked.has(id)) return;
    asked.add(id);
    const programs = [...field.visible, field.calculate].filter((program) => program !== undefined);
    for (const name of programs.flatMap((program) => program.references)) add(name);
    if (field.fills !== undefined) add(field.fills.owner);
  };
  for (const { rule, when, assert } of form.rules)
    if (rule.precheck === true) for (const name of [...(when?.references ?? []), ...assert.references]) add(name);
  return asked;
}
