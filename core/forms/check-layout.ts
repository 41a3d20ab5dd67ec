import { pointer } from "../json/pointer.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { didYouMean } from "../rules/did-you-mean.ts";
import type { FormDocument } from "./form-document.ts";
import { fieldsOfItem } from "./layout.ts";

/** Judges the layout: each field stands in it exactly once, each blank of a sentence is a field, ids are used once. */
export function checkLayout(form: FormDocument): Finding[] {
  const properties = form.schema.properties;
  const ids = Object.keys(properties);
  const findings: Finding[] = [];
  const placed = new Set<string>();
  const sections = new Set<string>();
  form.layout.sections.forEach((section, sectionIndex) => {
    const at = pointer("layout", "sections", sectionIndex);
    if (sections.has(section.id)) findings.push(finding("form-duplicate-id", `${at}/id`, { id: section.id }));
    sections.add(section.id);
    section.items.forEach((item, itemIndex) => {
      const itemAt = `${at}/items/${itemIndex}`;
      const own = "seal" in item ? item.seal : "official" in item ? item.official : undefined;
      if (own !== undefined) {
        if (Object.hasOwn(properties, own)) findings.push(finding("form-seal-is-field", itemAt, { id: own }));
        else if (placed.has(own)) findings.push(finding("form-duplicate-id", itemAt, { id: own }));
        placed.add(own);
      }
      for (const id of fieldsOfItem(item)) {
        if (!Object.hasOwn(properties, id))
          findings.push(finding("form-unknown-field", itemAt, { id, hint: didYouMean(id, ids) }));
        else if (placed.has(id)) findings.push(finding("form-placed-twice", itemAt, { id }));
        placed.add(id);
      }
    });
  });
  for (const id of ids)
    if (!placed.has(id)) findings.push(finding("form-not-placed", pointer("schema", "properties", id), { id }));
  return [...findings, ...checkPrint(form)];
}

/** Rows and tables of the paper name fields, each in one place only. */
function checkPrint({ print, schema: { properties } }: FormDocument): Finding[] {
  const findings: Finding[] = [];
  const named = new Set<string>();
  const unknown = (id: string, at: string) =>
    findings.push(finding("form-unknown-field", at, { id, hint: didYouMean(id, Object.keys(properties)) }));
  const check = (id: string, at: string) => {
    if (!Object.hasOwn(properties, id)) unknown(id, at);
    else if (named.has(id)) findings.push(finding("form-duplicate-id", at, { id }));
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
  print?.footnotes?.forEach(({ field }, index) => {
    if (!Object.hasOwn(properties, field)) unknown(field, pointer("print", "footnotes", index, "field"));
  });
  print?.unlabelled?.forEach((id, index) => {
    if (!Object.hasOwn(properties, id)) unknown(id, pointer("print", "unlabelled", index));
  });
  return findings;
}
