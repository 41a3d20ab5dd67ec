import type { FormDocument, Section } from "../../../core/forms/form-document.ts";

/** Field ids of a section in the paper's order: fields and the blanks of sentences. */
export function fieldsOfSection(section: Section): string[] {
  return section.items.flatMap((item) => {
    if ("field" in item) return [item.field];
    if ("sentence" in item) {
      const text = typeof item.sentence === "string" ? item.sentence : item.sentence.zh;
      return [...text.matchAll(/\{\{([a-z0-9_]+)\}\}/g)].map((match) => match[1] ?? "");
    }
    return [];
  });
}

/** Evidence requirements that stand behind a field: named for it directly. */
export function requirementsOfField(form: FormDocument, field: string): string[] {
  return form.evidence.filter((requirement) => requirement.for?.includes(field)).map((requirement) => requirement.id);
}
