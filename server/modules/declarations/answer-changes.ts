import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import type { FieldSchema, FormDocument } from "../../../core/forms/form-document.ts";
import { type Answers, formState, type StateOptions } from "../../../core/forms/form-state.ts";
import { parsePointer, pointer as pointerTo } from "../../../core/json/pointer.ts";
import { finding } from "../../../core/problems/catalogue.ts";
import type { Finding } from "../../../core/problems/finding.ts";

/**
 * Takes the changed fields of a draft into its answers. A draft may hold what is not valid yet, so types and limits
 * are not asked here; what is asked is that every field exists, may be written, and has the shape answers have: flat,
 * with tables as rows of plain cells. Nothing is coerced, defaulted or dropped.
 */

/** Which fields the writer may change. */
export type Editable = { kind: "all" } | { kind: "fields"; fields: ReadonlySet<string> };

const LIMITS = { answersBytes: 1024 * 1024, stringLength: 100_000, rows: 5000 } as const;

/**
 * Merges changed fields into answers; `null` takes an answer away. Calculated fields are nobody's to write: one that
 * comes along is left out when it equals what the new answers give, and refused when it differs.
 * @param form compiled with its years resolved
 * @returns the new answers, or everything that stands against the change
 */
export function changeAnswers(
  form: CompiledForm,
  current: Answers,
  changes: Answers,
  editable: Editable,
  options: StateOptions = {},
): { answers: Answers } | { refused: Finding[] } {
  const { readonly } = formState(form, current, options);
  const refused: Finding[] = [];
  const answers: Record<string, unknown> = { ...current };
  for (const [id, value] of Object.entries(changes)) {
    const field = form.fields.get(id);
    if (field === undefined) {
      refused.push(finding("answer-unknown-field", pointerTo(id), { id }));
    } else if (field.calculate !== undefined) {
      delete answers[id];
    } else if (readonly.has(id) || (editable.kind === "fields" && !editable.fields.has(id))) {
      refused.push(finding("answer-locked", pointerTo(id), { title: field.schema.title }));
    } else {
      refused.push(...checkShape(field.schema, value, pointerTo(id)));
      if (value === null) delete answers[id];
      else answers[id] = value;
    }
  }
  if (refused.length === 0) refused.push(...checkCalculated(form, answers, changes, options));
  if (refused.length > 0) return { refused };
  if (Buffer.byteLength(JSON.stringify(answers)) > LIMITS.answersBytes) {
    return { refused: [finding("json-too-large", "", { maximum: LIMITS.answersBytes })] };
  }
  return { answers };
}

function checkCalculated(form: CompiledForm, answers: Answers, changes: Answers, options: StateOptions): Finding[] {
  const sent = Object.keys(changes).filter((id) => form.fields.get(id)?.calculate !== undefined);
  if (sent.length === 0) return [];
  const { values } = formState(form, answers, options);
  return sent
    .filter((id) => !agrees(changes[id] ?? null, values[id] ?? null))
    .map((id) => {
      const title = form.fields.get(id)?.schema.title ?? id;
      return finding("answer-calculated", pointerTo(id), { title, expected: String(values[id] ?? "—") });
    });
}

/** Two engines may differ in the last binary digit where no rounding is asked for. */
function agrees(sent: unknown, computed: unknown): boolean {
  if (typeof sent !== "number" || typeof computed !== "number") return sent === computed;
  return Math.abs(sent - computed) <= 1e-9 * Math.max(1, Math.abs(computed));
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
