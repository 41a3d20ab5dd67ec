import type { PlainField } from "../plain-fields.ts";

/** The fields as plain JSON Schema, the input of rjsf and JSON Forms. */
export function jsonSchema(fields: readonly PlainField[]): Record<string, unknown> {
  return { type: "object", properties: Object.fromEntries(fields.map((field) => [field.id, propertyOf(field)])) };
}

function propertyOf({ title, kind, options }: PlainField): Record<string, unknown> {
  const oneOf = options.map((option) => ({ const: option.value, title: option.title }));
  if (kind === "choice") return { type: "string", title, oneOf };
  if (kind === "choices") return { type: "array", title, uniqueItems: true, items: { type: "string", oneOf } };
  return { type: kind === "text" ? "string" : kind, title };
}
