import type { FormCatalogue } from "./catalogue-document.ts";
import { type CellField, isTable } from "./field-kinds.ts";
import type { FieldSchema } from "./form-document.ts";

/**
 * The plain JSON Schema that judges the value of one field: choices as an enum (one clear finding instead of one for
 * each choice), without `required`, `minLength`, `minItems` and formats, which depend on the stage or have words of
 * their own, and without anything that begins with `x-`.
 */
export function answerSchema(field: FieldSchema, catalogue?: FormCatalogue): Record<string, unknown> {
  if (field.type !== "array") return cellSchema(field, catalogue);
  const { maxItems } = field;
  if (!isTable(field)) {
    const allowed = field.items.oneOf.map((choice) => choice.const);
    return { type: "array", items: { type: "string", enum: allowed }, maxItems, uniqueItems: true };
  }
  const columns = Object.entries(field.items.properties).map(([id, cell]) => [id, cellSchema(cell, catalogue)]);
  return {
    type: "array",
    items: { type: "object", properties: Object.fromEntries(columns), additionalProperties: false },
    maxItems,
  };
}

function cellSchema(cell: CellField, catalogue?: FormCatalogue): Record<string, unknown> {
  if (cell.type === "boolean") return { type: "boolean" };
  if (cell.type === "string") {
    const allowed = cell.oneOf?.map((choice) => choice.const) ?? codesOf(cell["x-code-list"], catalogue);
    return { type: "string", ...(allowed && { enum: allowed }), ...defined({ maxLength: cell.maxLength }) };
  }
  const { type, minimum, maximum, multipleOf } = cell;
  return { type, ...defined({ minimum, maximum, multipleOf }) };
}

/** The codes of a list. A list that is not there must not let everything through: throws. */
function codesOf(list: string | undefined, catalogue: FormCatalogue | undefined): string[] | undefined {
  if (list === undefined) return undefined;
  const codes = catalogue?.codeLists.get(list)?.codes;
  if (codes === undefined) throw new Error(`code list "${list}" is not in the catalogue`);
  return codes.map(({ code }) => code);
}

function defined(keywords: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(keywords).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}
