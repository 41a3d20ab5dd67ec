import type { LocalText } from "../problems/finding.ts";
import type { VariableType } from "../rules/rule-environment.ts";
import type { FieldSchema } from "./form-document.ts";

/** The kinds of fields a form has, read off the schema in one place, so that no other file looks at `type` and `items`. */

export type ChoicesField = Extract<FieldSchema, { uniqueItems: true }>;
export type TableField = Exclude<Extract<FieldSchema, { type: "array" }>, ChoicesField>;
export type CellField = TableField["items"]["properties"][string];
export interface Choice {
  const: string | number | boolean;
  title: string;
  "x-en"?: string;
}

export function isTable(field: FieldSchema): field is TableField {
  return field.type === "array" && field.items.type === "object";
}

export function isChoices(field: FieldSchema): field is ChoicesField {
  return field.type === "array" && field.items.type === "string";
}

/** The type a field has in expressions. */
export function variableTypeOf(field: FieldSchema): VariableType {
  if (isTable(field)) {
    const columns = Object.entries(field.items.properties).map(([id, cell]) => [id, cellType(cell)] as const);
    return { kind: "rows", columns: Object.fromEntries(columns), maxItems: field.maxItems };
  }
  if (isChoices(field)) return { kind: "strings", maxItems: field.maxItems };
  return { kind: cellType(field as CellField) };
}

function cellType(cell: CellField): "number" | "string" | "boolean" {
  return cell.type === "integer" ? "number" : cell.type;
}

/** The title of a field in both languages. */
export function titleOf(field: FieldSchema | CellField): LocalText {
  return { zh: field.title, en: field["x-en"]?.title ?? field.title };
}

/** The choices written in the field itself, of a single or a multiple choice; undefined when it is neither. */
export function choicesOf(field: FieldSchema | CellField): readonly Choice[] | undefined {
  if (field.type === "string") return field.oneOf;
  return field.type === "array" && isChoices(field) ? field.items.oneOf : undefined;
}

/** The choice that opens a fill-in, and the field that takes it. */
export function otherOf(field: FieldSchema): { choice: string; field: string } | undefined {
  return field.type === "string" || (field.type === "array" && isChoices(field)) ? field["x-other"] : undefined;
}
