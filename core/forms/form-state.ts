import {
  type Bindings,
  bindingsOf,
  bindValue,
  evaluate,
  holds,
  isBlankValue,
  type UnknownReason,
} from "../rules/expression.ts";
import type { CompiledField, CompiledForm } from "./compile-form.ts";

/** Answers of a declaration: field id to value. */
export type Answers = Readonly<Record<string, unknown>>;

export interface StateOptions {
  /** Today in China as `YYYY-MM-DD`, for expressions that say `today`; without it they stay unknown. */
  today?: string;
}

/** What a form shows and holds for given answers: the one pass behind visibility, calculations and checks. */
export interface FormState {
  visible: ReadonlySet<string>;
  required: ReadonlySet<string>;
  readonly: ReadonlySet<string>;
  /** Visible, filled-in answers with the calculated fields as they must be. */
  values: Readonly<Record<string, unknown>>;
  /** Why a calculated field is blank. */
  unknown: ReadonlyMap<string, UnknownReason>;
  /** What expressions read. */
  bindings: Bindings;
}

/**
 * Settles, in the order of their dependencies, which fields are shown and what the calculated ones hold. A hidden field
 * counts as not filled in; a condition that is not known to hold does not hold.
 */
export function formState(form: CompiledForm, answers: Answers, options: StateOptions = {}): FormState {
  const values: Record<string, unknown> = {};
  const visible = new Set<string>();
  const unknown = new Map<string, UnknownReason>();
  const bindings = bindingsOf(form.environment, {
    report_year: form.document.reportYear,
    ...(options.today === undefined ? {} : { today: options.today }),
  });
  for (const id of form.order) {
    const field = form.fields.get(id);
    if (field === undefined || !isVisible(field, values, bindings)) continue;
    visible.add(id);
    const value = field.calculate === undefined ? ownValue(answers, id) : calculated(field, bindings, unknown);
    if (isBlankValue(value)) continue;
    values[id] = value;
    bindValue(bindings, form.environment, id, value);
  }
  const required = new Set<string>();
  const readonly = new Set<string>();
  for (const id of visible) {
    const field = form.fields.get(id) as CompiledField;
    const isFillIn = field.fills !== undefined;
    if (field.alwaysRequired || isFillIn || (field.required && holds(field.required, bindings))) required.add(id);
    if (field.calculate !== undefined || (field.readonly && holds(field.readonly, bindings))) readonly.add(id);
  }
  return { visible, required, readonly, values, unknown, bindings };
}

/** The ids of the fields that are shown, in the paper's order. */
export function visibleFields(form: CompiledForm, answers: Answers, options: StateOptions = {}): ReadonlySet<string> {
  const { visible } = formState(form, answers, options);
  return new Set([...form.fields.keys()].filter((id) => visible.has(id)));
}

/** The calculated fields: their value, or why they are blank. Hidden ones are left out. */
export function calculate(
  form: CompiledForm,
  answers: Answers,
  options: StateOptions = {},
): Record<string, { value: number } | { unknown: UnknownReason }> {
  const state = formState(form, answers, options);
  const results: Record<string, { value: number } | { unknown: UnknownReason }> = {};
  for (const field of form.fields.values()) {
    if (field.calculate === undefined || !state.visible.has(field.id)) continue;
    const reason = state.unknown.get(field.id);
    results[field.id] = reason === undefined ? { value: state.values[field.id] as number } : { unknown: reason };
  }
  return results;
}

/** What is submitted: visible answers that are filled in, calculated fields as they must be, in the paper's order. */
export function answersForSubmission(
  form: CompiledForm,
  answers: Answers,
  options: StateOptions = {},
): Record<string, unknown> {
  const { values } = formState(form, answers, options);
  const kept = [...form.fields.keys()].filter((id) => Object.hasOwn(values, id));
  return Object.fromEntries(kept.map((id) => [id, values[id]]));
}

function ownValue(answers: Answers, id: string): unknown {
  return Object.hasOwn(answers, id) ? answers[id] : undefined;
}

function isVisible(field: CompiledField, values: Record<string, unknown>, bindings: Bindings): boolean {
  if (field.fills !== undefined) {
    const taken = values[field.fills.owner];
    const isTaken = Array.isArray(taken) ? taken.includes(field.fills.choice) : taken === field.fills.choice;
    if (!isTaken) return false;
  }
  return field.visible.every((program) => holds(program, bindings));
}

function calculated(field: CompiledField, bindings: Bindings, unknown: Map<string, UnknownReason>): unknown {
  if (field.calculate === undefined) return undefined;
  const result = evaluate(field.calculate, bindings);
  if (result.unknown !== undefined) {
    unknown.set(field.id, result.unknown);
    return undefined;
  }
  return roundHalfAway(result.value as number, field.calculation?.round);
}

/** Rounds half away from zero on the decimal digits that are shown, so that 1.005 to two places is 1.01. */
export function roundHalfAway(value: number, places: number | undefined): number {
  if (places === undefined || !Number.isFinite(value)) return value;
  const magnitude = Math.abs(value);
  const [digits = "0", exponent = "0"] = magnitude.toPrecision(15).split("e");
  const scaled = Number(`${digits}e${Number(exponent) + places}`);
  const rounded = Number(`${Math.round(scaled)}e${-places}`);
  const result = Number.isFinite(rounded) ? rounded : magnitude;
  return value < 0 && result !== 0 ? -result : result;
}
