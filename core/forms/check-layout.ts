import { pointer } from "../json/pointer.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { didYouMean } from "../rules/did-you-mean.ts";
import { checkPrint } from "./check-print.ts";
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
