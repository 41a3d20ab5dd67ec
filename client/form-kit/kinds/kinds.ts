import { choicesOf, isChoices, isTable } from "../../../core/forms/field-kinds.ts";
import type { FieldSchema } from "../../../core/forms/form-document.ts";
import { BooleanField, RadioField, SelectField, TicksField } from "./choices.tsx";
import type { Kind } from "./kind.ts";
import { NumberField } from "./number-input.tsx";
import { TableFieldInput } from "./table-field.tsx";
import { DateField, LongTextField, SensitiveField, TextField, YearMonthField } from "./text-input.tsx";

/** Up to this many choices all are shown; more go into a list. */
const shownChoices = 8;

function isString(schema: FieldSchema): schema is Extract<FieldSchema, { type: "string" }> {
  return schema.type === "string";
}

function showsAll(schema: FieldSchema): boolean {
  if (!isString(schema) || !schema.oneOf) return false;
  if (schema["x-widget"] === "radio") return true;
  return schema["x-widget"] !== "select" && schema.oneOf.length <= shownChoices;
}

/** A text that needs more than a line: by its own word, or because it may be long. */
function isLong(schema: FieldSchema): boolean {
  return isString(schema) && (schema["x-widget"] === "long-text" || (schema.maxLength ?? 0) > 300);
}

/** Every kind of field, the more special first; the first that matches renders. The last takes any text. */
export const kinds: readonly Kind[] = [
  { id: "table", matches: isTable, Component: TableFieldInput, labelled: "group", inline: false },
  { id: "ticks", matches: isChoices, Component: TicksField, labelled: "group", inline: true },
  { id: "boolean", matches: (one) => one.type === "boolean", Component: BooleanField, labelled: "group", inline: true },
  {
    id: "number",
    matches: (one) => one.type === "number" || one.type === "integer",
    Component: NumberField,
    labelled: "control",
    inline: true,
  },
  { id: "radio", matches: showsAll, Component: RadioField, labelled: "group", inline: true },
  {
    id: "select",
    matches: (one) => choicesOf(one) !== undefined,
    Component: SelectField,
    labelled: "control",
    inline: true,
  },
  {
    id: "sensitive",
    matches: (one) => isString(one) && one["x-sensitive"] !== undefined,
    Component: SensitiveField,
    labelled: "control",
    inline: false,
  },
  {
    id: "date",
    matches: (one) => isString(one) && one.format === "date",
    Component: DateField,
    labelled: "control",
    inline: true,
  },
  {
    id: "year-month",
    matches: (one) => isString(one) && one.format === "year-month",
    Component: YearMonthField,
    labelled: "control",
    inline: true,
  },
  { id: "long-text", matches: isLong, Component: LongTextField, labelled: "control", inline: false },
  { id: "text", matches: isString, Component: TextField, labelled: "control", inline: true },
];

/** The kind that renders a field. Throws for a schema no kind takes: the meta-schema lets none through. */
export function kindOf(schema: FieldSchema): Kind {
  const kind = kinds.find((one) => one.matches(schema));
  if (!kind) throw new Error(`no field kind for type ${schema.type}`);
  return kind;
}
