import type { FormDocument } from "../../../core/forms/form-document.ts";

/** Evidence requirements that stand behind a field: those that name it. */
export function requirementsOfField(form: FormDocument, field: string): string[] {
  return form.evidence.filter((requirement) => requirement.for?.includes(field)).map((requirement) => requirement.id);
}
