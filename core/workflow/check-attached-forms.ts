import { type CellField, isTable, variableTypeOf } from "../forms/field-kinds.ts";
import type { FieldSchema, FormDocument } from "../forms/form-document.ts";
import { compilePrograms } from "../forms/form-programs.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { engineWords } from "../rules/engine-words.ts";
import { compileExpression, type ResultType } from "../rules/expression.ts";
import type { AttachedForm, TakenValue } from "./attached-form-document.ts";
import { ATTACHED_KINDS } from "./attached-kinds.ts";
import type { ProgrammeDocument } from "./programme-document.ts";

/** Checks the attached forms of a programme against the forms and the kinds they are of. */
export function checkAttachedForms(programme: ProgrammeDocument, forms: readonly FormDocument[]): Finding[] {
  const entries = programme.attachedForms ?? [];
  const declared = forms.find(({ id }) => id === programme.form);
  const ids = entries.map(({ id }) => id);
  return entries.flatMap((entry, index) => {
    const at = `/attachedForms/${index}`;
    const form = forms.find(({ id }) => id === entry.form);
    if (form === undefined) return [finding("document-missing", `${at}/form`, { id: entry.form })];
    const isTwice = ids.indexOf(entry.id) !== index;
    return [
      ...(isTwice ? [finding("attached-duplicate", `${at}/id`, { id: entry.id })] : []),
      ...checkKind(entry, at),
      ...checkFiles(entry, form, at),
      ...checkSubject(entry, form, declared?.subject ?? programme.applicant, at),
      ...(declared === undefined ? [] : checkTaken(entry, form, declared, at)),
    ];
  });
}

function checkKind(entry: AttachedForm, at: string): Finding[] {
  const kind = ATTACHED_KINDS[entry.when];
  const findings: Finding[] = [];
  if (!kind.by.includes(entry.by))
    findings.push(finding("attached-by", `${at}/by`, { when: entry.when, allowed: kind.by.join(", ") }));
  if (kind.isJudged !== (entry.to !== undefined)) findings.push(finding("attached-to", `${at}/to`));
  const due = entry.due === undefined ? null : "month" in entry.due ? "yearly" : "days";
  if (due !== null && due !== kind.due) findings.push(finding("attached-due", `${at}/due`, { when: entry.when }));
  if (entry.rows !== undefined && kind.of !== "region") findings.push(finding("attached-rows", `${at}/rows`));
  if (entry.values !== undefined && kind.of === "region") findings.push(finding("attached-values", `${at}/values`));
  return findings;
}

/** Files are the applicant's: what an authority fills in has no place for them. */
function checkFiles(entry: AttachedForm, form: FormDocument, at: string): Finding[] {
  const hasPlace = entry.by === "applicant" || form.evidence.length === 0;
  return hasPlace ? [] : [finding("attached-files", `${at}/form`)];
}

/** An authority fills in its summary, an applicant everything else: the form must be meant for them. */
function checkSubject(entry: AttachedForm, form: FormDocument, applicant: string, at: string): Finding[] {
  const expected = entry.by === "applicant" ? applicant : "authority";
  return form.subject === expected ? [] : [finding("attached-subject", `${at}/form`, { form: form.subject, expected })];
}

function checkTaken(entry: AttachedForm, form: FormDocument, declared: FormDocument, at: string): Finding[] {
  const { properties } = form.schema;
  const found = checkValues(entry.values ?? [], properties, declared, `${at}/values`);
  if (entry.rows === undefined) return found;
  const table = Object.hasOwn(properties, entry.rows.table) ? properties[entry.rows.table] : undefined;
  if (table === undefined || !isTable(table))
    return [...found, finding("attached-unknown-field", `${at}/rows/table`, { id: entry.rows.table })];
  return [...found, ...checkValues(entry.rows.values, table.items.properties, declared, `${at}/rows/values`)];
}

function checkValues(
  values: readonly TakenValue[],
  fields: Readonly<Record<string, FieldSchema | CellField>>,
  declared: FormDocument,
  at: string,
): Finding[] {
  const { environment } = compilePrograms(declared);
  return values.flatMap((value, index) => {
    const here = `${at}/${index}`;
    const field = Object.hasOwn(fields, value.field) ? fields[value.field] : undefined;
    if (field === undefined) return [finding("attached-unknown-field", `${here}/field`, { id: value.field })];
    if ((value.from === undefined) === (value.meta === undefined)) return [finding("attached-one-source", here)];
    if (value.from === undefined) return [];
    const compiled = compileExpression(value.from, environment, {
      at: `${here}/from`,
      expected: RESULTS[variableTypeOf(field).kind],
      words: engineWords,
    });
    if (compiled.findings !== undefined) return compiled.findings;
    const isSecret = compiled.references.some((id) => declared.schema.properties[id]?.["x-sensitive"] !== undefined);
    return isSecret ? [finding("attached-sensitive", `${here}/from`)] : [];
  });
}

const RESULTS: Record<ReturnType<typeof variableTypeOf>["kind"], ResultType> = {
  number: "number",
  string: "string",
  boolean: "boolean",
  strings: "list",
  numbers: "list",
  rows: "list",
};
