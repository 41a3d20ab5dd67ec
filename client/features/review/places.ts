import { fieldTitle } from "../../../core/forms/answer-text.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { type Locale, textIn } from "../../../core/problems/finding.ts";

/** Evidence requirements that stand behind a field: those that name it. */
export function requirementsOfField(form: FormDocument, field: string): string[] {
  return form.evidence.filter((requirement) => requirement.for?.includes(field)).map((requirement) => requirement.id);
}

/** A place of a declaration: a field, or an evidence requirement. */
export interface Place {
  kind: "field" | "evidence";
  id: string;
}

/** What a pointer of a flag or a finding is about. Cells of a table belong to the table. */
export function placeOfPointer(pointer: string): Place {
  const [, first = "", second] = pointer.split("/");
  return first === "evidence" && second !== undefined ? { kind: "evidence", id: second } : { kind: "field", id: first };
}

/** Address of a place within the record page. */
export function anchorOf({ kind, id }: Place): string {
  return `${kind === "field" ? "answer" : "evidence"}-${id}`;
}

/** Name of a place as the form prints it; null for a place the form does not have. */
export function titleOfPlace(form: FormDocument, { kind, id }: Place, locale: Locale): string | null {
  if (kind === "field") {
    const field = form.schema.properties[id];
    return field ? fieldTitle(field, locale) : null;
  }
  const requirement = form.evidence.find((candidate) => candidate.id === id);
  return requirement ? textIn(requirement.title, locale) : null;
}
