import type { FieldSchema, FormDocument } from "../../../core/forms/form-document.ts";
import { parsePointer, pointer as pointerTo } from "../../../core/json/pointer.ts";
import { finding } from "../../../core/problems/catalogue.ts";
import type { Finding } from "../../../core/problems/finding.ts";

/**
 * Takes the changed fields of a draft into its answers. A draft may hold what is not valid yet, so types and limits
 * are not asked here; what is asked is that every field exists, may be written, and has the shape answers have: flat,
 * with tables as rows of plain cells. Nothing is coerced, defaulted or dropped.
 */

export type Answers = Record<string, unknown>;

/** Which fields the writer may change. */
export type Editable = { kind: "all" } | { kind: "fields"; fields: ReadonlySet<string> };

const LIMITS = { answersBytes: 1024 * 1024, stringLength: 100_000, rows: 5000 } as const;

/**
 * Merges changed fields into answers; `null` takes an answer away. Calculated fields are nobody's to write: one that
 * comes along is left out when it equals what `calculate` gives for the new answers, and refused when it differs.
 * @param form the definition with its years resolved
 * @returns the new answers, or everything that stands against the change
 */
export function changeAnswers(
  form: FormDocument,
  current: Answers,
  changes: Answers,
  editable: Editable,
  calculate: (answers: Answers) => Answers,
): { answers: Answers } | { refused: Finding[] } {
  const calculated = new Set(form.calculations.map((calculation) => calculation.target));
  const refused: Finding[] = [];
  const answers: Answers = { ...current };
  for (const [field, value] of Object.entries(changes)) {
    const schema = Object.hasOwn(form.schema.properties, field) ? form.schema.properties[field] : undefined;
    if (schema === undefined) {
      refused.push(finding("answer-unknown-field", pointerTo(field), { id: field }));
    } else if (calculated.has(field)) {
      delete answers[field];
    } else if (editable.kind === "fields" && !editable.fields.has(field)) {
      refused.push(finding("answer-locked", pointerTo(field), { title: schema.title }));
    } else {
      refused.push(...checkShape(schema, value, pointerTo(field)));
      if (value === null) delete answers[field];
      else answers[field] = value;
    }
  }
  if (refused.length === 0) refused.push(...checkCalculated(form, changes, calculated, () => calculate(answers)));
  if (refused.length > 0) return { refused };
  if (Buffer.byteLength(JSON.stringify(answers)) > LIMITS.answersBytes) {
    return { refused: [finding("json-too-large", "", { maximum: LIMITS.answersBytes })] };
  }
  return { answers };
}

function checkCalculated(
  form: FormDocument,
  changes: Answers,
  calculated: ReadonlySet<string>,
  calculate: () => Answers,
): Finding[] {
  const sent = Object.keys(changes).filter((field) => calculated.has(field));
  if (sent.length === 0) return [];
  const values = calculate();
  return sent
    .filter((field) => (changes[field] ?? null) !== (values[field] ?? null))
    .map((field) => {
      const title = form.schema.properties[field]?.title ?? field;
      return finding("answer-calculated", pointerTo(field), { title, expected: String(values[field] ?? "") });
    });
}

/** Fields and evidence requirements that flags unlock. A flag on a cell unlocks the whole table. */
export function unlockedByFlags(pointers: readonly string[]): { fields: string[]; evidence: string[] } {
  const fields = new Set<string>();
  const evidence = new Set<string>();
  for (const pointer of pointers) {
    const [first, second] = parsePointer(pointer);
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
  if (!pointer.startsWith("/")) return false;
  const [first, second, third, ...rest] = parsePointer(pointer);
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

/** Columns of a table field; `null` for every other kind. */
export function tableColumns(schema: FieldSchema): Record<string, FieldSchema> | null {
  return schema.type === "array" && schema.items.type === "object" ? schema.items.properties : null;
}

function checkShape(schema: FieldSchema, value: unknown, at: string): Finding[] {
  const misshapen = (pointer: string) => finding("answer-shape", pointer, { title: schema.title });
  if (value === null) return [];
  if (!Array.isArray(value)) return isCell(value) ? [] : [misshapen(at)];
  if (value.length > LIMITS.rows) return [misshapen(at)];
  const columns = tableColumns(schema);
  return value.flatMap((item, index) => {
    const row = `${at}/${index}`;
    if (isCell(item)) return [];
    if (columns === null || typeof item !== "object" || item === null || Array.isArray(item)) return [misshapen(row)];
    return Object.entries(item).flatMap(([column, cell]): Finding[] => {
      const pointer = row + pointerTo(column);
      if (!Object.hasOwn(columns, column)) return [finding("answer-column-unknown", pointer, { id: column })];
      return cell === null || isCell(cell) ? [] : [misshapen(pointer)];
    });
  });
}

/** NUL and lone surrogates, which not every database and no canonical JSON can hold. */
const UNSTORABLE = /[\0\p{Cs}]/u;

/** One plain value. JSON has no non-finite numbers, so none can come in. */
function isCell(value: unknown): boolean {
  if (typeof value === "string") return value.length <= LIMITS.stringLength && !UNSTORABLE.test(value);
  return typeof value === "number" || typeof value === "boolean";
}
