import type { Unit } from "../forms/catalogue-document.ts";
import type { FormDocument } from "../forms/form-document.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { checkShape } from "../problems/shape.ts";
import { type DatasetCondition, DatasetDocument, type Dimension, type Measure } from "./dataset-document.ts";
import { answerSources, unitFactor } from "./facts.ts";
import { measureKind } from "./measure-kinds.ts";
import { assignSlots, DIMENSION_SLOTS, FIELD_SLOTS } from "./slots.ts";

/**
 * Checks a dataset against the forms it reads and the unit catalogue: every name, every unit, every value of a
 * condition.
 */
export function checkDataset(
  document: unknown,
  forms: readonly FormDocument[],
  units: ReadonlyMap<string, Unit>,
): Finding[] {
  const shape = checkShape(DatasetDocument, document);
  if (shape.length > 0) return shape;
  const dataset = document as DatasetDocument;
  return [
    ...checkForms(dataset, forms),
    ...checkDimensions(dataset, forms),
    ...checkFields(dataset, forms, units),
    ...checkMeasures(dataset),
    ...checkPopulations(dataset),
    ...checkSlots(dataset),
  ];
}

function checkForms(dataset: DatasetDocument, forms: readonly FormDocument[]): Finding[] {
  return dataset.forms.flatMap((id, index) =>
    forms.some((form) => form.id === id) ? [] : [finding("document-missing", `/forms/${index}`, { id })],
  );
}

function checkDimensions(dataset: DatasetDocument, forms: readonly FormDocument[]): Finding[] {
  return Object.entries(dataset.dimensions).flatMap(([id, dimension]) => {
    const pointer = `/dimensions/${id}`;
    if (dimension.kind === "tree" || dimension.kind === "year") return [];
    const codes = dimension.values.map((value) => value.code);
    const findings: Finding[] = codes.flatMap((code, index) =>
      codes.indexOf(code) === index
        ? []
        : [finding("dataset-duplicate-value", `${pointer}/values/${index}`, { value: code })],
    );
    return dimension.kind === "enum" ? [...findings, ...checkChoices(pointer, dimension, dataset, forms)] : findings;
  });
}

/** An `enum` reads single choices; a choice of the form that the dimension does not name would be counted nowhere. */
function checkChoices(
  pointer: string,
  dimension: Extract<Dimension, { kind: "enum" }>,
  dataset: DatasetDocument,
  forms: readonly FormDocument[],
): Finding[] {
  const named = new Set(dimension.values.map((value) => value.code));
  return dimension.source.flatMap((source, index) => {
    const at = `${pointer}/source/${index}`;
    const outside = checkSource(at, source.form, dataset);
    if (outside.length > 0) return outside;
    const form = forms.find((candidate) => candidate.id === source.form);
    if (form === undefined) return [];
    const schema = form.schema.properties[source.field];
    const choices =
      schema?.type === "boolean"
        ? ["true", "false"]
        : schema?.type === "string" && schema.oneOf !== undefined
          ? schema.oneOf.map((choice) => String(choice.const))
          : null;
    if (choices === null) {
      return [finding("dataset-not-a-choice", at, { id: source.field })];
    }
    return choices
      .filter((choice) => !named.has(choice))
      .map((choice) => finding("dataset-choice-not-named", `${pointer}/values`, { value: choice }));
  });
}

function checkFields(
  dataset: DatasetDocument,
  forms: readonly FormDocument[],
  units: ReadonlyMap<string, Unit>,
): Finding[] {
  return Object.entries(dataset.fields).flatMap(([id, field]) => {
    const measured = new Set<string>();
    return answerSources(field).flatMap((source, index) => {
      const at = `/fields/${id}/source/${index}`;
      const outside = checkSource(at, source.form, dataset);
      if (outside.length > 0) return outside;
      const form = forms.find((candidate) => candidate.id === source.form);
      if (form === undefined) return [];
      const schema = form.schema.properties[source.field];
      if (schema === undefined || (schema.type !== "number" && schema.type !== "integer")) {
        return [finding("dataset-not-a-number", at, { id: source.field })];
      }
      const unit = units.get(schema["x-unit"] ?? "");
      if (unit !== undefined) measured.add(unit.base);
      if (unitFactor(field, source, forms, units) !== null && measured.size <= 1) return [];
      return [
        finding("dataset-mixed-units", at, {
          id: source.field,
          unit: schema["x-unit"] ?? "",
          quantity: field.quantity,
        }),
      ];
    });
  });
}

function checkSource(pointer: string, form: string, dataset: DatasetDocument): Finding[] {
  return dataset.forms.includes(form) ? [] : [finding("dataset-form-not-counted", `${pointer}/form`, { id: form })];
}

function checkMeasures(dataset: DatasetDocument): Finding[] {
  return Object.entries(dataset.measures).flatMap(([id, measure]) => {
    const pointer = `/measures/${id}`;
    const unknown = measureKind(measure)
      .fields(measure as never)
      .filter((field) => dataset.fields[field] === undefined);
    return [
      ...unknown.map((field) => finding("dataset-unknown-field", pointer, { id: field })),
      ...(unknown.length === 0 ? checkRatio(pointer, measure, dataset) : []),
      ...checkConditions(`${pointer}/where`, measureKind(measure).conditions(measure as never), dataset),
    ];
  });
}

function checkRatio(pointer: string, measure: Measure, dataset: DatasetDocument): Finding[] {
  if (!("numerator" in measure)) return [];
  const top = dataset.fields[measure.numerator]?.quantity;
  const bottom = dataset.fields[measure.denominator]?.quantity;
  if (top === bottom) return [];
  return [finding("dataset-ratio-units", pointer, { top: top ?? "", bottom: bottom ?? "" })];
}

function checkPopulations(dataset: DatasetDocument): Finding[] {
  const findings = Object.entries(dataset.populations).flatMap(([id, population]) =>
    checkConditions(`/populations/${id}/where`, population.where, dataset),
  );
  if (dataset.populations[dataset.defaultPopulation] === undefined) {
    findings.push(finding("dashboard-unknown-population", "/defaultPopulation", { id: dataset.defaultPopulation }));
  }
  return findings;
}

function checkConditions(
  pointer: string,
  conditions: readonly DatasetCondition[],
  dataset: DatasetDocument,
): Finding[] {
  return conditions.flatMap((condition, index) => {
    const dimension = dataset.dimensions[condition.dimension];
    const at = `${pointer}/${index}`;
    if (dimension === undefined) {
      return [finding("dashboard-unknown-dimension", `${at}/dimension`, { id: condition.dimension })];
    }
    if (dimension.kind === "tree") {
      return [finding("dataset-region-condition", `${at}/dimension`)];
    }
    if (dimension.kind === "year") return [];
    const codes = dimension.values.map((value) => value.code);
    return condition.values.flatMap((value, position) =>
      codes.includes(value) ? [] : [finding("dataset-unknown-value", `${at}/values/${position}`, { value })],
    );
  });
}

function checkSlots(dataset: DatasetDocument): Finding[] {
  const slots = assignSlots(dataset);
  const findings: Finding[] = [];
  if (Object.keys(slots.dimensions).length > DIMENSION_SLOTS) {
    findings.push(finding("dataset-too-many-dimensions", "/dimensions", { maximum: DIMENSION_SLOTS }));
  }
  if (Object.keys(slots.fields).length > FIELD_SLOTS) {
    findings.push(finding("dataset-too-many-fields", "/fields", { maximum: FIELD_SLOTS }));
  }
  return findings;
}
