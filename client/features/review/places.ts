import { fieldTitle } from "../../../core/forms/answer-text.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { type Locale, textIn } from "../../../core/problems/finding.ts";

/** Evidence requirements that stand behind a field: those that name it. */
export function requirementsOfField(form: FormDocument, field: string): string[] {
  return form.evidence.filter((requirement) => requirement.for?.includes(field)).map((requirement) => requirement.id);
}

/** A place of a declaration: a field, an evidence requirement, or a form that is handed in with it. */
export interface Place {
  kind: "field" | "evidence" | "attached";
  id: string;
}

/** What a pointer of a flag or a finding is about. Cells of a table belong to the table. */
export function placeOfPointer(pointer: string): Place {
  const [, first = "", second] = pointer.split("/");
  if (second !== undefined && (first === "evidence" || first === "attached")) return { kind: first, id: second };
  return { kind: "field", id: first };
}

/** Address of a place within the record page. */
export function anchorOf({ kind, id }: Place): string {
  return `${kind === "field" ? "answer" : kind}-${id}`;
}

/** What the addresses of an attached form's items begin with; `root` is where its pointers begin, "" for the declaration. */
export function anchorPrefix(root: string): string {
  return root === "" ? "" : `${root.slice(1).replaceAll("/", "-")}-`;
}

/** Name of a place as the form prints it; null for a place the form does not have. */
export function titleOfPlace(form: FormDocument, { kind, id }: Place, locale: Locale): string | null {
  if (kind === "field") {
    const field = form.schema.properties[id];
    return field ? fieldTitle(field, locale) : null;
  }
  if (kind === "attached") return null;
  const requirement = form.evidence.find((candidate) => candidate.id === id);
  return requirement ? textIn(requirement.title, locale) : null;
}
