import { pointer } from "../json/pointer.ts";
import { finding } from "../problems/catalogue.ts";
import { type Finding, textIn } from "../problems/finding.ts";
import { didYouMean } from "../rules/did-you-mean.ts";
import { choicesOf, isTable } from "./field-kinds.ts";
import type { FieldSchema, FormDocument } from "./form-document.ts";
import { blanksOf } from "./layout.ts";

/** Judges what a form says about its sheet: rows and tables of the paper name fields, each in one place only. */
export function checkPrint({ print, schema: { properties } }: FormDocument): Finding[] {
  const findings: Finding[] = [];
  const named = new Set<string>();
  const known = (id: string, at: string, ids: readonly string[] = Object.keys(properties)) => {
    if (ids.includes(id)) return true;
    findings.push(finding("form-unknown-field", at, { id, hint: didYouMean(id, ids) }));
    return false;
  };
  const check = (id: string, at: string) => {
    if (known(id, at) && named.has(id)) findings.push(finding("form-duplicate-id", at, { id }));
    named.add(id);
  };
  print?.rows?.forEach((row, rowIndex) => {
    row.forEach((place, index) => {
      const at = pointer("print", "rows", rowIndex, index);
      if (typeof place === "string") check(place, at);
      else for (const [depth, id] of place.entries()) check(id, `${at}/${depth}`);
    });
  });
  print?.crossTables?.forEach(({ rows, columns }, tableIndex) => {
    rows.forEach(({ fields }, rowIndex) => {
      const at = ["print", "crossTables", tableIndex, "rows", rowIndex, "fields"] as const;
      for (const [index, id] of fields.entries()) check(id, pointer(...at, index));
      if (fields.length !== columns.length)
        findings.push(finding("form-cross-table", pointer(...at), { cells: fields.length, columns: columns.length }));
    });
  });
  print?.columnHeads?.forEach(({ table, columns, text }, headIndex) => {
    const at = ["print", "columnHeads", headIndex] as const;
    const tables = Object.entries(properties).flatMap(([id, field]) => (isTable(field) ? [{ id, field }] : []));
    const ids = tables.map(({ id }) => id);
    const field = tables.find(({ id }) => id === table)?.field;
    if (known(table, pointer(...at, "table"), ids) && field !== undefined)
      for (const [index, id] of columns.entries())
        known(id, pointer(...at, "columns", index), Object.keys(field.items.properties));
    const blanks = blanksOf(textIn(text, "zh"));
    for (const id of blanks) check(id, pointer(...at, "text"));
    for (const id of blanksOf(textIn(text, "en"))) known(id, pointer(...at, "text"), blanks);
  });
  print?.above?.forEach((id, index) => {
    check(id, pointer("print", "above", index));
  });
  print?.footnotes?.forEach(({ field }, index) => {
    known(field, pointer("print", "footnotes", index, "field"));
  });
  for (const list of ["unlabelled", "openCells", "clauses", "remarksInBlank"] as const) {
    for (const [index, id] of (print?.[list] ?? []).entries()) known(id, pointer("print", list, index));
  }
  print?.choiceLines?.forEach(({ field, counts }, index) => {
    const at = ["print", "choiceLines", index] as const;
    if (!known(field, pointer(...at, "field"))) return;
    const choices = choicesOf(properties[field] as FieldSchema)?.length ?? 0;
    const printed = counts.reduce((sum, count) => sum + count, 0);
    if (printed !== choices)
      findings.push(finding("form-choice-lines", pointer(...at, "counts"), { printed, choices }));
  });
  return findings;
}
