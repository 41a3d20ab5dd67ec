import type { FieldSchema, FormDocument } from "../../../core/forms/form-document.ts";
import type { Answers } from "../../../core/forms/form-state.ts";
import { valueAt } from "../../../core/json/pointer.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { Problem } from "../../problem.ts";
import { isFormPointer, tableColumns } from "./answer-changes.ts";

/**
 * ID numbers and telephone numbers among the answers: encrypted where they lie, masked for everybody but the
 * applicant. An answer is never an object, so `{"$sealed": …}` cannot be taken for one.
 */

interface Sealed {
  $sealed: string;
}

type Change = (value: unknown, column: string, kind: "id-number" | "phone") => unknown;

/** Answers as they are stored. */
export function sealAnswers(form: FormDocument, answers: Answers, cipher: FieldCipher): Answers {
  return changeSensitive(form, answers, (value, column): unknown =>
    value === null ? null : ({ $sealed: cipher.encrypt(column, JSON.stringify(value)) } satisfies Sealed),
  );
}

/** Stored answers as they were given. @throws Error when a stored value was tampered with */
export function openAnswers(form: FormDocument, answers: Answers, cipher: FieldCipher): Answers {
  return changeSensitive(form, answers, (value, column) =>
    isSealed(value) ? JSON.parse(cipher.decrypt(column, value.$sealed)) : value,
  );
}

/** Given answers as others than the applicant see them. */
export function maskAnswers(form: FormDocument, answers: Answers): Answers {
  return changeSensitive(form, answers, (value, _column, kind) => {
    if (typeof value !== "string") return value === null ? null : "****";
    return kind === "id-number" ? mask(value, 4, 2) : mask(value, 3, 4);
  });
}

/** True when a pointer leads to a sensitive field or to a sensitive cell of a table. */
export function isSensitive(form: FormDocument, at: string): boolean {
  const [field = "", , column] = at.split("/").slice(1);
  const schema = Object.hasOwn(form.schema.properties, field) ? form.schema.properties[field] : undefined;
  if (schema === undefined) return false;
  const columns = tableColumns(schema);
  if (columns === null) return schema["x-sensitive"] !== undefined;
  return column !== undefined && Object.hasOwn(columns, column) && columns[column]?.["x-sensitive"] !== undefined;
}

/**
 * One sensitive value in full, for somebody who reads the others masked; null where nothing was answered.
 * @throws Problem `invalid-input` for a pointer that leads to anything else
 */
export function sensitiveValue(form: FormDocument, answers: Answers, at: string): string | null {
  if (!isFormPointer(form, at) || !isSensitive(form, at)) throw pointerRefused(at);
  const value = valueAt(answers, at);
  return value === undefined || value === null ? null : String(value);
}

/** A pointer that leads where the command cannot be carried out. */
export function pointerRefused(at: string): Problem {
  return new Problem("invalid-input", {
    findings: [
      {
        pointer: "/pointer",
        code: "pointer-refused",
        level: "error",
        message: { zh: `“${at}”处不能这样操作`, en: `This cannot be done at "${at}"` },
      },
    ],
  });
}

function changeSensitive(form: FormDocument, answers: Answers, change: Change): Answers {
  const changed: Record<string, unknown> = { ...answers };
  for (const [id, value] of Object.entries(answers)) {
    const schema = form.schema.properties[id];
    if (schema === undefined) continue;
    const kind = schema["x-sensitive"];
    if (kind !== undefined) changed[id] = change(value, `answer/${id}`, kind);
    const columns = tableColumns(schema);
    if (columns !== null && Array.isArray(value)) changed[id] = value.map((row) => changeRow(id, columns, row, change));
  }
  return changed;
}

function changeRow(id: string, columns: Record<string, FieldSchema>, row: unknown, change: Change): unknown {
  if (typeof row !== "object" || row === null) return row;
  const cells = Object.entries(row).map(([column, value]) => {
    const kind = columns[column]?.["x-sensitive"];
    return [column, kind === undefined ? value : change(value, `answer/${id}/${column}`, kind)];
  });
  return Object.fromEntries(cells);
}

function isSealed(value: unknown): value is Sealed {
  return typeof value === "object" && value !== null && typeof (value as Partial<Sealed>).$sealed === "string";
}

/** Keeps the first and last characters of a text that is long enough for it to stay unknown. */
function mask(text: string, head: number, tail: number): string {
  if (text.length < (head + tail) * 1.5) return "*".repeat(text.length);
  return text.slice(0, head) + "*".repeat(text.length - head - tail) + text.slice(-tail);
}
