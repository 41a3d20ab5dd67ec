import { type CellField, isTable } from "./field-kinds.ts";
import type { FieldSchema, FormDocument } from "./form-document.ts";
import type { Answers } from "./form-state.ts";

/** What is left of a form's answers for a reader who must not know whose they are. */
export interface BlindAnswers {
  answers: Answers;
  /** Fields whose answers, or columns of them, were left out. */
  withheld: string[];
}

/** Formats whose values tell who somebody is, or how to reach them. */
const IDENTIFYING_FORMATS: readonly string[] = [
  "credit-code",
  "id-number",
  "mobile",
  "phone",
  "email",
  "url",
  "postcode",
];

/** Shorter values are words of the language as well: they are left out, but not looked for in other texts. */
const LEAST_TELLING = 4;
const HIDDEN = "［已隐去］";

/**
 * True for a field whose answer tells who the applicant is: as `x-identifying` says, else by its format or because it
 * is sensitive.
 */
export function isIdentifying(field: FieldSchema | CellField): boolean {
  if (field["x-identifying"] !== undefined) return field["x-identifying"];
  if (field["x-sensitive"] !== undefined) return true;
  return field.type === "string" && field.format !== undefined && IDENTIFYING_FORMATS.includes(field.format);
}

/**
 * Answers without those of identifying fields and columns. Where their values, or one of the `names`, stand inside
 * another text, they are taken out of it.
 */
export function blindAnswers(form: FormDocument, answers: Answers, names: readonly string[]): BlindAnswers {
  const kept: Record<string, unknown> = {};
  const withheld: string[] = [];
  const telling: string[] = [];
  for (const [id, value] of Object.entries(answers)) {
    const field = Object.hasOwn(form.schema.properties, id) ? form.schema.properties[id] : undefined;
    if (field === undefined || isIdentifying(field)) {
      withheld.push(id);
      telling.push(...textsIn(value));
    } else if (isTable(field) && Array.isArray(value)) {
      const hidden = Object.keys(field.items.properties).filter((column) =>
        isIdentifying(field.items.properties[column] as CellField),
      );
      if (hidden.length > 0) withheld.push(id);
      kept[id] = value.map((row) => {
        telling.push(...hidden.flatMap((column) => textsIn(row[column])));
        return Object.fromEntries(Object.entries(row).filter(([column]) => !hidden.includes(column)));
      });
    } else kept[id] = value;
  }
  const long = telling.filter((text) => text.length >= LEAST_TELLING);
  const secrets = [...new Set([...names, ...long])].sort((a, b) => b.length - a.length);
  return { answers: mapTexts(kept, (text) => withoutSecrets(text, secrets)) as Answers, withheld };
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value.trim()];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}
