import { checkAnswers } from "../../core/forms/check-answers.ts";
import { type CompiledForm, compileForm } from "../../core/forms/compile-form.ts";
import type { FormDocument } from "../../core/forms/form-document.ts";
import { formState } from "../../core/forms/form-state.ts";
import type { Offer } from "../../core/forms/prefill.ts";
import type { Finding } from "../../core/problems/finding.ts";
import type { Answers, Evaluate, FieldState } from "./answer-store.ts";

/** Adapts the core's form functions to the store: one pass from answers to everything that follows from them. */

export interface Engine {
  form: CompiledForm;
  calculated: ReadonlySet<string>;
  evaluate: Evaluate;
}

/** First part of a finding's pointer: the field it stands at. */
export function fieldOfPointer(pointer: string): string {
  return (pointer.split("/")[1] ?? "").replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Findings by the field they are shown at; a rule over several fields is shown at each of them. */
export function findingsByField(findings: readonly Finding[]): Map<string, Finding[]> {
  const byField = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const pointer of new Set([finding.pointer, ...(finding.related ?? [])])) {
      const field = fieldOfPointer(pointer);
      const list = byField.get(field);
      if (list) list.push(finding);
      else byField.set(field, [finding]);
    }
  }
  return byField;
}

/** Today in China, whatever the clock zone of the device. */
export function todayInChina(now: Date = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(now);
}

/**
 * Compiles a year-resolved form for filling in. Throws on a form that does not compile; the server publishes none.
 * `evidenceCounts` and `earlier` are read at every evaluation: files handed in by requirement id, and what was handed
 * in before.
 */
export function makeEngine(
  document: FormDocument,
  options: {
    today?: string;
    evidenceCounts?: () => Readonly<Record<string, number>>;
    earlier?: () => readonly Offer[];
  } = {},
): Engine {
  const form = compileForm(document);
  const today = options.today ?? todayInChina();
  const calculated = new Set(
    [...form.fields.values()].filter((one) => one.calculate !== undefined).map((one) => one.id),
  );
  const evaluate: Evaluate = (answers) => {
    const state = formState(form, answers, { today });
    const own: Answers = Object.fromEntries(Object.entries(answers).filter(([id]) => !calculated.has(id)));
    const findings = checkAnswers(form, own, {
      stage: "submit",
      today,
      earlier: options.earlier?.(),
      ...(options.evidenceCounts && { evidenceCounts: options.evidenceCounts() }),
    });
    const byField = findingsByField(findings);
    const fields = new Map<string, FieldState>();
    for (const id of form.fields.keys()) {
      fields.set(id, {
        visible: state.visible.has(id),
        required: state.required.has(id),
        readonly: state.readonly.has(id),
        findings: byField.get(id) ?? [],
      });
    }
    const visibleSections = new Set(
      form.sections
        .filter((section) => section.fields.length === 0 || section.fields.some((id) => state.visible.has(id)))
        .map((section) => section.id),
    );
    return {
      fields,
      visibleSections,
      calculated: Object.fromEntries([...calculated].map((id) => [id, state.values[id]])),
      findings,
    };
  };
  return { form, calculated, evaluate };
}
