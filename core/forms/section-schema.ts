import type { CompiledForm } from "./compile-form.ts";
import type { FieldSchema } from "./form-document.ts";

/** The part of the form's schema that one section shows, with the fields in the layout's order. */
export interface SectionSchema {
  type: "object";
  properties: Record<string, FieldSchema>;
  required: string[];
}

/** The sub-schema of a section for a form renderer; undefined when there is no such section. */
export function sectionSchema(form: CompiledForm, sectionId: string): SectionSchema | undefined {
  const section = form.sections.find(({ id }) => id === sectionId);
  if (section === undefined) return undefined;
  const fields = section.fields.flatMap((id) => form.fields.get(id) ?? []);
  return {
    type: "object",
    properties: Object.fromEntries(fields.map(({ id, schema }) => [id, schema])),
    required: fields.filter(({ alwaysRequired }) => alwaysRequired).map(({ id }) => id),
  };
}
