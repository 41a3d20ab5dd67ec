import { findJsonExcess } from "../json/json-limits.ts";
import { pointer } from "../json/pointer.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { jsonFinding } from "../problems/json-finding.ts";
import { checkShape } from "../problems/shape.ts";
import { didYouMean } from "../rules/did-you-mean.ts";
import { engineWords } from "../rules/engine-words.ts";
import type { FormCatalogue } from "./catalogue-document.ts";
import { checkFieldIds, checkFields } from "./check-fields.ts";
import { checkLayout } from "./check-layout.ts";
import { checkTexts } from "./check-texts.ts";
import { FormDocument } from "./form-document.ts";
import { compilePrograms, dependencies, sortDependencies } from "./form-programs.ts";

/**
 * Judges a form definition: shape, ids, layout, choices, units and indicators, expressions, circles, texts. Returns all
 * findings with pointers into the document; without one of level error, compileForm takes it. Never throws.
 */
export function checkForm(document: unknown, context: { catalogue: FormCatalogue }): Finding[] {
  const excess = findJsonExcess(document);
  if (excess !== null) return [jsonFinding(excess)];
  const shape = checkShape(FormDocument, document);
  if (shape.length > 0) return shape;
  const form = document as FormDocument;
  const ids = checkFieldIds(form);
  if (ids.length > 0) return ids;
  return [
    ...checkFields(form, context.catalogue),
    ...checkLayout(form),
    ...checkLists(form),
    ...checkExpressions(form),
    ...checkTexts(form),
  ];
}

function checkExpressions(form: FormDocument): Finding[] {
  const programs = compilePrograms(form, engineWords);
  const { cycle } = sortDependencies(dependencies(form, programs));
  if (cycle === undefined) return programs.findings;
  return [...programs.findings, finding("form-cycle", placeOfCycle(form, cycle), { path: cycle.join(" → ") })];
}

/** A circle is shown at a calculation that takes part in it, else at a field. */
function placeOfCycle(form: FormDocument, cycle: readonly string[]): string {
  const index = form.calculations.findIndex((calculation) => cycle.includes(calculation.target));
  return index >= 0 ? pointer("calculations", index) : pointer("schema", "properties", cycle[0] ?? "");
}

/** Rules, calculations and evidence: ids used once, fields known, counts possible. */
function checkLists(form: FormDocument): Finding[] {
  const properties = form.schema.properties;
  const findings = [
    ...repeatedIds(form.rules, "rules"),
    ...repeatedIds(form.evidence, "evidence"),
    ...form.rules.flatMap((rule, index) => unknownFields(form, rule.at, "rules", index, "at")),
    ...form.evidence.flatMap((each, index) => unknownFields(form, each.for ?? [], "evidence", index, "for")),
  ];
  form.evidence.forEach((requirement, index) => {
    if (requirement.minFiles > requirement.maxFiles)
      findings.push(finding("form-evidence-count", pointer("evidence", index, "minFiles")));
  });
  const targets = new Set<string>();
  form.calculations.forEach(({ target }, index) => {
    const at = pointer("calculations", index, "target");
    const field = Object.hasOwn(properties, target) ? properties[target] : undefined;
    if (field === undefined) findings.push(...unknownFields(form, [target], "calculations", index, "target"));
    else if (field.type !== "number" && field.type !== "integer")
      findings.push(finding("form-calculation-target", at, { id: target }));
    if (targets.has(target)) findings.push(finding("form-calculation-twice", at, { id: target }));
    targets.add(target);
  });
  return findings;
}

function unknownFields(form: FormDocument, ids: readonly string[], ...at: (string | number)[]): Finding[] {
  const known = form.schema.properties;
  return ids.flatMap((id, index) => {
    if (Object.hasOwn(known, id)) return [];
    const place = at.at(-1) === "target" ? pointer(...at) : pointer(...at, index);
    return [finding("form-unknown-field", place, { id, hint: didYouMean(id, Object.keys(known)) })];
  });
}

function repeatedIds(entries: readonly { id: string }[], list: string): Finding[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id }, index) => {
    const isRepeated = seen.has(id);
    seen.add(id);
    return isRepeated ? [finding("form-duplicate-id", pointer(list, index, "id"), { id })] : [];
  });
}
