import { pointer } from "../json/pointer.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { didYouMean } from "../rules/did-you-mean.ts";
import { isReservedColumn, isReservedName } from "../rules/reserved-names.ts";
import type { FormCatalogue } from "./catalogue-document.ts";
import { convertUnit } from "./convert-unit.ts";
import { type CellField, type Choice, choicesOf, isTable, otherOf } from "./field-kinds.ts";
import type { FieldSchema, FormDocument } from "./form-document.ts";

const ID = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const MAX_ID = 64;
/** The longest paper form has some three hundred blanks. */
const MAX_FIELDS = 1500;

/**
 * Judges the ids of fields and columns. The shape of what stands under a wrong id is not known, so with a finding from
 * here nothing else may be looked at.
 */
export function checkFieldIds(form: FormDocument): Finding[] {
  const entries = Object.entries(form.schema.properties);
  if (entries.length > MAX_FIELDS) {
    const detail = { zh: `最多 ${MAX_FIELDS} 个字段`, en: `at most ${MAX_FIELDS} fields` };
    return [finding("shape-limit", "/schema/properties", { detail })];
  }
  return entries.flatMap(([id, field]) => {
    const at = pointer("schema", "properties", id);
    const findings = idFindings(id, at, isReservedName(id));
    if (findings.length > 0 || field.type !== "array" || !isTable(field)) return findings;
    return Object.keys(field.items.properties).flatMap((column) =>
      idFindings(column, at + pointer("items", "properties", column), isReservedColumn(column)),
    );
  });
}

/** Judges the fields of a form one by one: choices, bounds, units, indicators, code lists, fill-ins, required. */
export function checkFields(form: FormDocument, catalogue: FormCatalogue): Finding[] {
  const properties = form.schema.properties;
  const findings = Object.entries(properties).flatMap(([id, field]) =>
    checkField(form, field, pointer("schema", "properties", id), catalogue),
  );
  form.schema.required?.forEach((id, index) => {
    const hint = didYouMean(id, Object.keys(properties));
    if (!Object.hasOwn(properties, id))
      findings.push(finding("form-required-unknown", pointer("schema", "required", index), { id, hint }));
  });
  return [...findings, ...sharedFillIns(form)];
}

/** A fill-in is shown by one choice; with two owners neither would decide. */
function sharedFillIns(form: FormDocument): Finding[] {
  const seen = new Set<string>();
  return Object.entries(form.schema.properties).flatMap(([owner, field]) => {
    const target = otherOf(field)?.field;
    if (target === undefined) return [];
    const isShared = seen.has(target);
    seen.add(target);
    const at = pointer("schema", "properties", owner, "x-other", "field");
    return isShared ? [finding("form-other-shared", at, { id: target })] : [];
  });
}

function idFindings(id: string, at: string, isReserved: boolean): Finding[] {
  if (isReserved) return [finding("form-field-reserved", at, { id })];
  return ID.test(id) && id.length <= MAX_ID ? [] : [finding("form-field-id", at, { id: id.slice(0, MAX_ID) })];
}

function checkField(form: FormDocument, field: FieldSchema, at: string, catalogue: FormCatalogue): Finding[] {
  const findings = [...checkMeasure(field, at, catalogue), ...checkOther(form, field, at)];
  if (field.type !== "array") return [...findings, ...checkCell(field, at, catalogue)];
  if (field.minItems !== undefined && field.minItems > field.maxItems)
    findings.push(finding("form-bounds", `${at}/minItems`, { low: "minItems", high: "maxItems" }));
  if (!isTable(field)) return [...findings, ...checkChoices(field.items.oneOf, `${at}/items/oneOf`)];
  const rows = field["x-rows"];
  if (rows !== undefined && rows.length > field.maxItems)
    findings.push(finding("form-row-labels", `${at}/x-rows`, { count: rows.length, maximum: field.maxItems }));
  for (const [column, cell] of Object.entries(field.items.properties)) {
    const cellAt = at + pointer("items", "properties", column);
    findings.push(...checkCell(cell, cellAt, catalogue), ...checkMeasure(cell, cellAt, catalogue));
  }
  field.items.required?.forEach((column, index) => {
    const hint = didYouMean(column, Object.keys(field.items.properties));
    if (!Object.hasOwn(field.items.properties, column))
      findings.push(finding("form-required-unknown", `${at}/items/required/${index}`, { id: column, hint }));
  });
  return findings;
}

/** What a plain field and a column have in common. */
function checkCell(cell: CellField, at: string, catalogue: FormCatalogue): Finding[] {
  if (cell.type === "string") {
    const findings = cell.oneOf === undefined ? [] : checkChoices(cell.oneOf, `${at}/oneOf`);
    const list = cell["x-code-list"];
    if (list !== undefined && cell.oneOf !== undefined) findings.push(finding("form-choices-both", at));
    if (list !== undefined && !catalogue.codeLists.has(list)) {
      const hint = didYouMean(list, catalogue.codeLists.keys());
      findings.push(finding("form-unknown-code-list", `${at}/x-code-list`, { id: list, hint }));
    }
    const isBounded = cell.maxLength !== undefined || cell.oneOf !== undefined || list !== undefined;
    if (!isBounded && cell.format === undefined) findings.push(finding("form-max-length", at));
    if (cell.minLength !== undefined && cell.maxLength !== undefined && cell.minLength > cell.maxLength)
      findings.push(finding("form-bounds", `${at}/minLength`, { low: "minLength", high: "maxLength" }));
    return findings;
  }
  if (cell.type === "boolean" || cell.minimum === undefined || cell.maximum === undefined) return [];
  if (cell.minimum <= cell.maximum) return [];
  return [finding("form-bounds", `${at}/minimum`, { low: "minimum", high: "maximum" })];
}

function checkChoices(choices: readonly Choice[], at: string): Finding[] {
  const seen = new Set<unknown>();
  return choices.flatMap((choice, index) => {
    const findings: Finding[] = [];
    if (seen.has(choice.const))
      findings.push(finding("form-choice-duplicate", `${at}/${index}/const`, { value: String(choice.const) }));
    if (typeof choice.const !== "string")
      findings.push(finding("shape-type", `${at}/${index}/const`, { expected: { zh: "文本", en: "a text" } }));
    seen.add(choice.const);
    return findings;
  });
}

/** The fill-in of a choice: the choice exists, the target is a text field of this form. */
function checkOther(form: FormDocument, field: FieldSchema, at: string): Finding[] {
  const other = otherOf(field);
  if (other === undefined) return [];
  const findings: Finding[] = [];
  const codes = choicesOf(field)?.map((choice) => String(choice.const));
  if (codes !== undefined && !codes.includes(other.choice)) {
    const hint = didYouMean(other.choice, codes);
    findings.push(finding("form-choice-unknown", `${at}/x-other/choice`, { value: other.choice, hint }));
  }
  const properties = form.schema.properties;
  const target = Object.hasOwn(properties, other.field) ? properties[other.field] : undefined;
  if (target === undefined) {
    const hint = didYouMean(other.field, Object.keys(properties));
    findings.push(finding("form-unknown-field", `${at}/x-other/field`, { id: other.field, hint }));
  } else if (target.type !== "string" || target.oneOf !== undefined)
    findings.push(finding("form-other-target", `${at}/x-other/field`, { id: other.field }));
  return findings;
}

/** Unit and indicator: known, and of one dimension. */
function checkMeasure(field: FieldSchema | CellField, at: string, catalogue: FormCatalogue): Finding[] {
  const findings: Finding[] = [];
  const unitId = field["x-unit"];
  const unit = unitId === undefined ? undefined : catalogue.units.get(unitId);
  if (unitId !== undefined && unit === undefined) {
    const hint = didYouMean(unitId, catalogue.units.keys());
    findings.push(finding("form-unknown-unit", `${at}/x-unit`, { id: unitId, hint }));
  }
  if (unitId !== undefined && field.type !== "number" && field.type !== "integer")
    findings.push(finding("form-unit-not-number", `${at}/x-unit`));
  const indicatorId = field["x-indicator"];
  if (indicatorId === undefined) return findings;
  const indicator = catalogue.indicators.get(indicatorId);
  if (indicator === undefined) {
    const hint = didYouMean(indicatorId, catalogue.indicators.keys());
    return [...findings, finding("form-unknown-indicator", `${at}/x-indicator`, { id: indicatorId, hint })];
  }
  const measured = indicator.unit === undefined ? undefined : catalogue.units.get(indicator.unit);
  if (unit !== undefined && measured !== undefined && convertUnit(1, unit, measured) === undefined) {
    const params = { id: indicatorId, expected: measured.id, actual: unit.id };
    // Two currencies are one dimension without a rate between them: allowed, but the figures cannot be compared.
    const level = unit.dimension === measured.dimension ? "warning" : "error";
    findings.push(finding("form-indicator-unit", `${at}/x-unit`, params, level));
  }
  return findings;
}
