import { choicesOf } from "../../core/forms/field-kinds.ts";
import type { FieldSchema, FormDocument } from "../../core/forms/form-document.ts";

/** A field as every form library knows it: no rule, no condition, no calculation, no evidence. */
export interface PlainField {
  id: string;
  title: string;
  kind: "text" | "number" | "boolean" | "choice" | "choices";
  options: { value: string; title: string }[];
}

/** The fields of a form in the order of its schema, tables left out. */
export function plainFields(document: FormDocument): PlainField[] {
  return Object.entries(document.schema.properties).flatMap(([id, schema]): PlainField[] => {
    const options = (choicesOf(schema) ?? []).map((choice) => ({ value: String(choice.const), title: choice.title }));
    const kind = kindOf(schema, options.length > 0);
    return kind === null ? [] : [{ id, title: schema.title, kind, options }];
  });
}

function kindOf(schema: FieldSchema, chosen: boolean): PlainField["kind"] | null {
  if (schema.type === "array") return chosen ? "choices" : null;
  if (chosen) return "choice";
  if (schema.type === "boolean") return "boolean";
  return schema.type === "string" ? "text" : "number";
}
