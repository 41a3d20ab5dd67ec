import { textIn } from "../problems/finding.ts";
import type { FormCatalogue } from "./catalogue-document.ts";
import { type CellField, choicesOf, isTable, otherOf } from "./field-kinds.ts";
import type { FieldSchema, FormDocument, LayoutItem, Section } from "./form-document.ts";
import { otherFills } from "./form-programs.ts";
import { fieldsOfItem } from "./layout.ts";
import { resolveForm } from "./resolve-form.ts";

/** Every blank of the paper form once, in the paper's order: what is laid beside an independent transcription. */

type BlankKind =
  | "text"
  | "long-text"
  | "number"
  | "boolean"
  | "single-choice"
  | "multi-choice"
  | "date"
  | "table"
  | "seal"
  | "file";

export interface InventoryRow {
  id: string;
  section: string;
  label: string;
  kind: BlankKind;
  /** As printed. */
  unit: string | null;
  /** `2022`, `asof-2022`, `since-2021`, `2021-2022`, `period`, or null. */
  period: string | null;
  /** Printed labels of the choices, in order. */
  options: string[] | null;
  /** True when a choice opens a fill-in (其他____), which is then part of this row. */
  other: boolean;
  required: boolean;
  /** Condition (CEL) under which the blank applies; null when always. */
  when: string | null;
  columns: { label: string; kind: BlankKind; unit: string | null }[] | null;
  /** Titles of the papers of evidence asked for this blank. */
  evidence: string[];
}

/** Lists the blanks of the paper. Fields with `x-paper: false` are no blanks of it and are left out. */
export function inventory(
  document: FormDocument,
  options: { year?: number; catalogue?: FormCatalogue } = {},
): InventoryRow[] {
  const form = resolveForm(document, options);
  const partOfChoice = new Set(otherFills(form).keys());
  const rows: InventoryRow[] = [];
  for (const section of form.layout.sections)
    for (const item of section.items) rows.push(...rowsOfItem(form, section, item, partOfChoice, options.catalogue));
  return rows;
}

function rowsOfItem(
  form: FormDocument,
  section: Section,
  item: LayoutItem,
  partOfChoice: ReadonlySet<string>,
  catalogue: FormCatalogue | undefined,
): InventoryRow[] {
  if ("seal" in item) return [plainRow(section, item.seal, textIn(item.title, "zh"), "seal")];
  if ("official" in item) return [plainRow(section, item.official, textIn(item.title, "zh"), item.kind)];
  return fieldsOfItem(item).flatMap((id) => {
    const field = form.schema.properties[id];
    if (field === undefined || field["x-paper"] === false || partOfChoice.has(id)) return [];
    return [fieldRow(form, section, id, field, catalogue)];
  });
}

function plainRow(section: Section, id: string, label: string, kind: BlankKind): InventoryRow {
  return {
    id,
    section: textIn(section.title, "zh"),
    label,
    kind,
    unit: null,
    period: null,
    options: null,
    other: false,
    required: false,
    when: section.visible ?? null,
    columns: null,
    evidence: [],
  };
}

function fieldRow(
  form: FormDocument,
  section: Section,
  id: string,
  field: FieldSchema,
  catalogue: FormCatalogue | undefined,
): InventoryRow {
  const conditions = [section.visible, field["x-visible"]].filter((condition) => condition !== undefined);
  return {
    ...plainRow(section, id, field.title, kindOf(field)),
    unit: unitOf(field, catalogue),
    period: field["x-period"] ?? null,
    options: printedOptions(field, catalogue),
    other: otherOf(field) !== undefined,
    required: form.schema.required?.includes(id) ?? false,
    when: conditions.length > 1 ? conditions.map((each) => `(${each})`).join(" && ") : (conditions[0] ?? null),
    columns: columnsOf(field, catalogue),
    evidence: form.evidence.filter((each) => each.for?.includes(id)).map((each) => textIn(each.title, "zh")),
  };
}

/** The kind of blank a field or a column is on paper. */
function kindOf(field: FieldSchema | CellField): BlankKind {
  switch (field.type) {
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "array":
      return isTable(field) ? "table" : "multi-choice";
    case "string":
      if (field.oneOf !== undefined || field["x-code-list"] !== undefined) return "single-choice";
      if (field.format === "date" || field.format === "year-month") return "date";
      return field["x-widget"] === "long-text" ? "long-text" : "text";
  }
}

function unitOf(field: FieldSchema | CellField, catalogue: FormCatalogue | undefined): string | null {
  const unit = field["x-unit"];
  if (unit === undefined) return null;
  const entry = catalogue?.units.get(unit);
  return entry === undefined ? unit : textIn(entry.title, "zh");
}

function printedOptions(field: FieldSchema, catalogue: FormCatalogue | undefined): string[] | null {
  const list = field.type === "string" ? field["x-code-list"] : undefined;
  const codes = list === undefined ? undefined : catalogue?.codeLists.get(list)?.codes;
  if (codes !== undefined) return codes.map((code) => textIn(code.title, "zh"));
  return choicesOf(field)?.map((choice) => choice.title) ?? null;
}

function columnsOf(field: FieldSchema, catalogue: FormCatalogue | undefined): InventoryRow["columns"] {
  if (field.type !== "array" || !isTable(field)) return null;
  return Object.values(field.items.properties).map((cell) => ({
    label: cell.title,
    kind: kindOf(cell),
    unit: unitOf(cell, catalogue),
  }));
}
