import type { Unit } from "../forms/catalogue-document.ts";
import type { FormDocument } from "../forms/form-document.ts";
import type { Finding } from "../problems/finding.ts";
import { checkShape } from "../problems/shape.ts";
import { found } from "../workflow/document-finding.ts";
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
    forms.some((form) => form.id === id)
      ? []
      : [found(`/forms/${index}`, "missing-document", `找不到申报表“${id}”`, `There is no form "${id}"`)],
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
        : [found(`${pointer}/values/${index}`, "duplicate-value", `取值“${code}”重复`, `Duplicate value "${code}"`)],
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
      return [
        found(
          at,
          "not-a-choice",
          `“${source.field}”不是单选或是否题`,
          `"${source.field}" is no single choice or yes/no of the form`,
        ),
      ];
    }
    return choices
      .filter((choice) => !named.has(choice))
      .map((choice) =>
        found(
          `${pointer}/values`,
          "choice-not-named",
          `缺少选项“${choice}”的名称`,
          `The choice "${choice}" is not named`,
        ),
      );
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
        return [
          found(at, "not-a-number", `“${source.field}”不是数字栏目`, `"${source.field}" is no number of the form`),
        ];
      }
      const unit = units.get(schema["x-unit"] ?? "");
      if (unit !== undefined) measured.add(unit.base);
      if (unitFactor(field, source, forms, units) !== null && measured.size <= 1) return [];
      return [
        found(
          at,
          "mixed-units",
          `“${source.field}”的单位“${schema["x-unit"]}”与“${field.quantity}”或其他来源的单位不能换算`,
          `The unit "${schema["x-unit"]}" of "${source.field}" converts neither to "${field.quantity}" nor to the other sources`,
        ),
      ];
    });
  });
}

function checkSource(pointer: string, form: string, dataset: DatasetDocument): Finding[] {
  return dataset.forms.includes(form)
    ? []
    : [
        found(
          `${pointer}/form`,
          "form-not-counted",
          `申报表“${form}”不在本数据集的 forms 中`,
          `The form "${form}" is not among the forms of this dataset`,
        ),
      ];
}

function checkMeasures(dataset: DatasetDocument): Finding[] {
  return Object.entries(dataset.measures).flatMap(([id, measure]) => {
    const pointer = `/measures/${id}`;
    const unknown = measureKind(measure)
      .fields(measure as never)
      .filter((field) => dataset.fields[field] === undefined);
    return [
      ...unknown.map((field) => found(pointer, "unknown-field", `没有字段“${field}”`, `There is no field "${field}"`)),
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
  return [
    found(
      pointer,
      "mixed-units",
      `分子是“${top}”，分母是“${bottom}”`,
      `The numerator is "${top}", the denominator "${bottom}"`,
    ),
  ];
}

function checkPopulations(dataset: DatasetDocument): Finding[] {
  const findings = Object.entries(dataset.populations).flatMap(([id, population]) =>
    checkConditions(`/populations/${id}/where`, population.where, dataset),
  );
  if (dataset.populations[dataset.defaultPopulation] === undefined) {
    findings.push(
      found(
        "/defaultPopulation",
        "unknown-population",
        `没有统计口径“${dataset.defaultPopulation}”`,
        `There is no population "${dataset.defaultPopulation}"`,
      ),
    );
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
      return [
        found(
          `${at}/dimension`,
          "unknown-dimension",
          `没有维度“${condition.dimension}”`,
          `There is no dimension "${condition.dimension}"`,
        ),
      ];
    }
    if (dimension.kind === "tree") {
      return [
        found(
          `${at}/dimension`,
          "region-in-condition",
          "条件中不能写地区，地区由查看人的权限决定",
          "A condition names no regions; the viewer's scope decides them",
        ),
      ];
    }
    if (dimension.kind === "year") return [];
    const codes = dimension.values.map((value) => value.code);
    return condition.values.flatMap((value, position) =>
      codes.includes(value)
        ? []
        : [found(`${at}/values/${position}`, "unknown-value", `没有取值“${value}”`, `There is no value "${value}"`)],
    );
  });
}

function checkSlots(dataset: DatasetDocument): Finding[] {
  const slots = assignSlots(dataset);
  const findings: Finding[] = [];
  if (Object.keys(slots.dimensions).length > DIMENSION_SLOTS) {
    findings.push(
      found(
        "/dimensions",
        "too-many-dimensions",
        `维度最多占 ${DIMENSION_SLOTS} 列（地区每一级占一列）`,
        `Dimensions take at most ${DIMENSION_SLOTS} columns (a region tree takes one for each level below the first)`,
      ),
    );
  }
  if (Object.keys(slots.fields).length > FIELD_SLOTS) {
    findings.push(found("/fields", "too-many-fields", `字段最多 ${FIELD_SLOTS} 个`, `At most ${FIELD_SLOTS} fields`));
  }
  return findings;
}
