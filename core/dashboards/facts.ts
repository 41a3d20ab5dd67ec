import type { Unit } from "../forms/catalogue-document.ts";
import type { FormDocument } from "../forms/form-document.ts";
import type { AnswerSource, DatasetDocument, DatasetField, Dimension } from "./dataset-document.ts";
import { getQuantity, takesUnit } from "./quantities.ts";
import { assignSlots, levelKey, type Slots } from "./slots.ts";

/** What the server knows of one declaration when it writes its row of facts. */
export interface DeclarationFacts {
  /** Form the answers belong to, `<programme>/<form>`. */
  form: string;
  answers: Readonly<Record<string, unknown>>;
  /** Regions the declaration lies in, by level: `{ city: "520100", county: "520102" }`; a level may be missing. */
  regions: Readonly<Record<string, string>>;
  programme: string;
  year: number;
  stage: string;
  /** Total of the latest scoring run, a decimal as text or number; null when there is none. */
  score: number | string | null;
  /** Tier in the latest scoring run; null when there is none. */
  tier: string | null;
}

/** Columns of the wide table: text for dimensions, numbers in base units for fields, null where nothing was answered. */
export type FactRow = Record<string, string | number | null>;

export interface CompiledDataset {
  document: DatasetDocument;
  slots: Slots;
  /** Size of the unit of an answer in base units, by `<form>#<field>`. */
  factors: ReadonlyMap<string, number>;
}

/** Compiles a dataset that `checkDataset` found no errors in. Throws when a form, field or unit is not known. */
export function compileDataset(
  document: DatasetDocument,
  forms: readonly FormDocument[],
  units: ReadonlyMap<string, Unit>,
): CompiledDataset {
  const factors = new Map<string, number>();
  for (const field of Object.values(document.fields)) {
    for (const source of answerSources(field)) {
      const factor = unitFactor(field, source, forms, units);
      if (factor === null) throw new Error(`no unit for ${source.form}#${source.field}`);
      factors.set(sourceKey(source), factor);
    }
  }
  return { document, slots: assignSlots(document), factors };
}

/** Makes the row of facts of one declaration, with a value (or null) for every assigned column. Pure. */
export function factsOf(dataset: CompiledDataset, declaration: DeclarationFacts): FactRow {
  const row: FactRow = {};
  for (const [id, dimension] of Object.entries(dataset.document.dimensions)) {
    if (dimension.kind === "tree") {
      for (const level of dimension.levels.slice(1)) {
        row[column(dataset.slots.dimensions, levelKey(id, level))] = declaration.regions[level] ?? null;
      }
    } else {
      row[column(dataset.slots.dimensions, id)] = dimensionValue(dimension, declaration);
    }
  }
  for (const [id, field] of Object.entries(dataset.document.fields)) {
    row[column(dataset.slots.fields, id)] = fieldValue(field, declaration, dataset.factors);
  }
  return row;
}

/**
 * Size of the unit of a form's field in what the quantity stores; null when the form, the field or its unit does not
 * fit. A number without a unit is taken in the base unit.
 */
export function unitFactor(
  field: DatasetField,
  source: AnswerSource,
  forms: readonly FormDocument[],
  units: ReadonlyMap<string, Unit>,
): number | null {
  const schema = forms.find((form) => form.id === source.form)?.schema.properties[source.field];
  if (schema === undefined || (schema.type !== "number" && schema.type !== "integer")) return null;
  const quantity = getQuantity(field.quantity);
  if (schema["x-unit"] === undefined) return quantity.stored;
  const unit = units.get(schema["x-unit"]);
  return unit !== undefined && takesUnit(quantity, unit) ? unit.factor * quantity.stored : null;
}

export function answerSources(field: DatasetField): readonly AnswerSource[] {
  return Array.isArray(field.source) ? field.source : [];
}

function dimensionValue(dimension: Exclude<Dimension, { kind: "tree" }>, declaration: DeclarationFacts): string | null {
  switch (dimension.kind) {
    case "year":
      return String(declaration.year);
    case "programme":
      return declaration.programme;
    case "status":
      return declaration.stage;
    case "tier":
      return declaration.tier;
    case "enum": {
      const source = dimension.source.find(
        (candidate) => candidate.form === declaration.form && answered(declaration.answers[candidate.field]),
      );
      return source === undefined ? null : String(declaration.answers[source.field]);
    }
  }
}

function fieldValue(
  field: DatasetField,
  declaration: DeclarationFacts,
  factors: ReadonlyMap<string, number>,
): number | null {
  if (!Array.isArray(field.source)) return finite(declaration.score === null ? null : Number(declaration.score));
  for (const source of field.source) {
    if (source.form !== declaration.form) continue;
    const answer = declaration.answers[source.field];
    if (typeof answer !== "number") continue;
    const value = answer * (factors.get(sourceKey(source)) ?? Number.NaN);
    return finite(getQuantity(field.quantity).whole ? Math.round(value) : value);
  }
  return null;
}

function answered(answer: unknown): boolean {
  return (typeof answer === "string" && answer !== "") || typeof answer === "boolean";
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function sourceKey(source: AnswerSource): string {
  return `${source.form}#${source.field}`;
}

function column(columns: Readonly<Record<string, string>>, name: string): string {
  const found = columns[name];
  if (found === undefined) throw new Error(`no column for ${name}`);
  return found;
}
