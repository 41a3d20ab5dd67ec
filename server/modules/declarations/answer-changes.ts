import type { FieldSchema, FormDocument } from "../../../core/forms/form-document.ts";

/**
 * Takes the changed fields of a draft into its answers. A draft may hold what is not valid yet, so types and limits
 * are not asked here; what is asked is that every field exists, may be written, and has the shape answers have: flat,
 * with tables as rows of plain cells. Nothing is coerced, defaulted or dropped.
 */

export type Answers = Record<string, unknown>;

/** Why a change is refused; `pointer` names the field. */
export interface ChangeRefused {
  code: "answer-field-unknown" | "answer-field-locked" | "answer-value-shape" | "answers-too-large";
  pointer: string;
}

/** Which fields the writer may change. */
export type Editable = { kind: "all" } | { kind: "fields"; fields: ReadonlySet<string> };

const LIMITS = { answersBytes: 1024 * 1024, stringLength: 100_000, rows: 5000 } as const;

/**
 * Merges changed fields into answers; `null` takes an answer away.
 * @returns the new answers, or everything that stands against the change
 */
export function changeAnswers(
  form: FormDocument,
  current: Answers,
  changes: Answers,
  editable: Editable,
): { answers: Answers } | { refused: ChangeRefused[] } {
  const calculated = new Set(form.calculations.map((calculation) => calculation.target));
  const refused: ChangeRefused[] = [];
  const answers: Answers = { ...current };
  for (const [field, value] of Object.entries(changes)) {
    const schema = Object.hasOwn(form.schema.properties, field) ? form.schema.properties[field] : undefined;
    if (schema === undefined) {
      refused.push({ code: "answer-field-unknown", pointer: `/${escapePointer(field)}` });
      continue;
    }
    if (calculated.has(field) || (editable.kind === "fields" && !editable.fields.has(field))) {
      refused.push({ code: "answer-field-locked", pointer: `/${field}` });
      continue;
    }
    refused.push(...checkShape(schema, value, `/${field}`));
    if (value === null) delete answers[field];
    else answers[field] = value;
  }
  if (refused.length > 0) return { refused };
  if (Buffer.byteLength(JSON.stringify(answers)) > LIMITS.answersBytes) {
    return { refused: [{ code: "answers-too-large", pointer: "" }] };
  }
  return { answers };
}

/** Fields and evidence requirements that flags unlock. A flag on a cell unlocks the whole table. */
export function unlockedByFlags(pointers: readonly string[]): { fields: string[]; evidence: string[] } {
  const fields = new Set<string>();
  const evidence = new Set<string>();
  for (const pointer of pointers) {
    const [first, second] = pointer.split("/").slice(1).map(unescapePointer);
    if (first === "evidence" && second !== undefined) evidence.add(second);
    else if (first !== undefined) fields.add(first);
  }
  return { fields: [...fields], evidence: [...evidence] };
}

/**
 * True when a pointer names something of the form that can be flagged or verified: a field, a cell of a table, or an
 * evidence requirement. No field can be called `evidence` and hold requirements, because only tables have parts.
 */
export function isFormPointer(form: FormDocument, pointer: string): boolean {
  const [first, second, third, ...rest] = pointer.split("/").slice(1).map(unescapePointer);
  if (first === undefined || rest.length > 0) return false;
  if (first === "evidence" && second !== undefined && third === undefined) {
    return form.evidence.some((requirement) => requirement.id === second);
  }
  const schema = Object.hasOwn(form.schema.properties, first) ? form.schema.properties[first] : undefined;
  if (schema === undefined) return false;
  if (second === undefined) return true;
  const columns = tableColumns(schema);
  if (columns === null || !/^\d{1,4}$/.test(second)) return false;
  return third === undefined || Object.hasOwn(columns, third);
}

/** Value an answer pointer leads to; `undefined` when there is none. */
export function valueAt(answers: Answers, pointer: string): unknown {
  let value: unknown = answers;
  for (const part of pointer.split("/").slice(1).map(unescapePointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** Columns of a table field; `null` for every other kind. */
export function tableColumns(schema: FieldSchema): Record<string, FieldSchema> | null {
  return schema.type === "array" && schema.items.type === "object" ? schema.items.properties : null;
}

function checkShape(schema: FieldSchema, value: unknown, pointer: string): ChangeRefused[] {
  if (value === null) return [];
  if (!Array.isArray(value)) return isCell(value) ? [] : [{ code: "answer-value-shape", pointer }];
  if (value.length > LIMITS.rows) return [{ code: "answer-value-shape", pointer }];
  const columns = tableColumns(schema);
  return value.flatMap((item, index) => checkItem(columns, item, `${pointer}/${index}`));
}

function checkItem(columns: Record<string, FieldSchema> | null, item: unknown, pointer: string): ChangeRefused[] {
  if (isCell(item)) return [];
  if (columns === null || typeof item !== "object" || item === null || Array.isArray(item)) {
    return [{ code: "answer-value-shape", pointer }];
  }
  return Object.entries(item).flatMap(([column, cell]): ChangeRefused[] => {
    const cellPointer = `${pointer}/${escapePointer(column)}`;
    if (!Object.hasOwn(columns, column)) return [{ code: "answer-field-unknown", pointer: cellPointer }];
    return cell === null || isCell(cell) ? [] : [{ code: "answer-value-shape", pointer: cellPointer }];
  });
}

/** One plain value. JSON has no non-finite numbers, so none can come in. */
function isCell(value: unknown): boolean {
  if (typeof value === "string") return value.length <= LIMITS.stringLength;
  return typeof value === "number" || typeof value === "boolean";
}

function escapePointer(part: string): string {
  return part.replace(/~/g, "~0").replace(/\//g, "~1");
}

function unescapePointer(part: string): string {
  return part.replace(/~1/g, "/").replace(/~0/g, "~");
}
