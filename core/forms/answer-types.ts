import { type CellField, isTable } from "./field-kinds.ts";
import type { FieldSchema, FormDocument } from "./form-document.ts";

/**
 * Prepares a form's schema for json-schema-to-typescript: an ASCII root name instead of Chinese titles (which it would
 * turn into NoName), choices as unions of their codes, and no list bounds (which it would turn into thousands of
 * tuples). Every field is optional: a draft may hold any of them.
 */
export function answerTypes(document: FormDocument): Record<string, unknown> {
  const fields = Object.entries(document.schema.properties).map(([id, field]) => [id, fieldType(field)]);
  return {
    title: rootName(document.id),
    type: "object",
    properties: Object.fromEntries(fields),
    additionalProperties: false,
  };
}

/** `guide/live-team` becomes `GuideLiveTeamAnswers`. */
export function rootName(id: string): string {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return `${/^\d/.test(name) ? "Form" : ""}${name}Answers`;
}

function fieldType(field: FieldSchema): Record<string, unknown> {
  if (field.type !== "array") return cellType(field);
  if (!isTable(field)) return { type: "array", items: { enum: field.items.oneOf.map((choice) => choice.const) } };
  const columns = Object.entries(field.items.properties).map(([id, cell]) => [id, cellType(cell)]);
  return {
    type: "array",
    items: { type: "object", properties: Object.fromEntries(columns), additionalProperties: false },
  };
}

function cellType(cell: CellField): Record<string, unknown> {
  if (cell.type === "string" && cell.oneOf !== undefined) return { enum: cell.oneOf.map((choice) => choice.const) };
  return { type: cell.type };
}
