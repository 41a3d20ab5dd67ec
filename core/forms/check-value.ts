import type { OutputUnit } from "@cfworker/json-schema";
import { parsePointer, pointer } from "../json/pointer.ts";
import { type FindingCode, finding, type Params } from "../problems/catalogue.ts";
import type { Finding, LocalText } from "../problems/finding.ts";
import { isBlankValue } from "../rules/expression.ts";
import type { CompiledField } from "./compile-form.ts";
import { type CellField, isChoices, isTable, type TableField, titleOf } from "./field-kinds.ts";
import type { FieldSchema } from "./form-document.ts";
import { formatChecks } from "./formats.ts";

/** Findings one field may give; a table of five thousand wrong rows is told by its first. */
const MAX_FIELD_FINDINGS = 50;

/**
 * Judges one filled-in answer by the schema of its field. Lengths of lists and texts are looked at before anything
 * that walks them, so a huge value costs nothing. Least lengths and required cells are asked at submission only.
 */
export function checkValue(
  field: Pick<CompiledField, "id" | "schema" | "validator">,
  value: unknown,
  stage: "draft" | "submit",
): Finding[] {
  const { id, schema } = field;
  const at = pointer(id);
  const title = titleOf(schema);
  if (schema.type === "array" && Array.isArray(value) && value.length > schema.maxItems)
    return [finding("answer-too-many", at, { title, limit: schema.maxItems })];
  const strangers = schema.type === "array" && isTable(schema) ? unknownColumns(schema, value, id) : [];
  if (strangers.length > 0) return strangers;
  const filled = schema.type === "array" && isTable(schema) ? withoutBlankCells(value) : value;
  const judged = field.validator.validate(filled);
  const findings = judged.errors.flatMap((unit) => explain(unit, id, schema) ?? []).slice(0, MAX_FIELD_FINDINGS);
  if (findings.length > 0) return findings;
  if (schema.type !== "array") return checkText(schema, value, at, stage);
  const entries = value as unknown[];
  if (stage === "submit" && schema.minItems !== undefined && entries.length < schema.minItems)
    return [finding("answer-too-few", at, { title, limit: schema.minItems })];
  if (!isTable(schema)) return [];
  return entries
    .flatMap((row, index) => checkRow(schema, row as Record<string, unknown>, pointer(id, index), stage))
    .slice(0, MAX_FIELD_FINDINGS);
}

/** Looked at before the validator, which cannot write every name of a property into a pointer. */
function unknownColumns(table: TableField, value: unknown, id: string): Finding[] {
  if (!Array.isArray(value)) return [];
  const findings: Finding[] = [];
  for (const [index, row] of value.entries()) {
    if (typeof row !== "object" || row === null || Array.isArray(row)) continue;
    for (const column of Object.keys(row))
      if (!Object.hasOwn(table.items.properties, column))
        findings.push(finding("answer-column-unknown", pointer(id, index, column), { id: column.slice(0, 64) }));
    if (findings.length >= MAX_FIELD_FINDINGS) break;
  }
  return findings.slice(0, MAX_FIELD_FINDINGS);
}

/** A cell that was emptied is as if it had never been filled in. */
function withoutBlankCells(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((row) =>
    typeof row === "object" && row !== null && !Array.isArray(row)
      ? Object.fromEntries(Object.entries(row).filter(([, cell]) => !isBlankValue(cell)))
      : row,
  );
}

function checkRow(table: TableField, row: Record<string, unknown>, at: string, stage: "draft" | "submit"): Finding[] {
  const findings: Finding[] = [];
  for (const [column, cell] of Object.entries(table.items.properties)) {
    const value = Object.hasOwn(row, column) ? row[column] : undefined;
    const cellAt = at + pointer(column);
    if (!isBlankValue(value)) findings.push(...checkText(cell, value, cellAt, stage));
    else if (stage === "submit" && table.items.required?.includes(column))
      findings.push(finding("answer-required", cellAt, { title: titleOf(cell) }));
  }
  return findings;
}

/** Format and least length of a text, which the plain schema leaves out. */
function checkText(cell: CellField, value: unknown, at: string, stage: "draft" | "submit"): Finding[] {
  if (cell.type !== "string" || typeof value !== "string") return [];
  const title = titleOf(cell);
  if (cell.format !== undefined && !formatChecks[cell.format](value))
    return [finding(`answer-${cell.format}`, at, { title })];
  if (stage === "submit" && cell.minLength !== undefined && [...value].length < cell.minLength)
    return [finding("answer-too-short", at, { title, limit: cell.minLength })];
  return [];
}

/** Turns a unit of the validator's output into words; units that only repeat what lies below them say nothing. */
function explain(unit: OutputUnit, id: string, field: FieldSchema): Finding | undefined {
  const path = parsePointer(unit.instanceLocation.replace(/^#/, "")).map(decodeURIComponent);
  const at = pointer(id, ...path);
  const place = fieldAt(field, path);
  const title = titleOf(place === "row" ? field : place);
  const [code, params] = wordsFor(unit.keyword, place, title);
  return code === undefined ? undefined : finding(code, at, params);
}

/** What stands at a path inside an answer: the field itself, a row, or a cell. */
function fieldAt(field: FieldSchema, path: readonly string[]): FieldSchema | CellField | "row" {
  if (path.length === 0 || field.type !== "array" || isChoices(field)) return field;
  const cell = path[1] === undefined ? undefined : field.items.properties[path[1]];
  return cell ?? "row";
}

function wordsFor(
  keyword: string,
  place: FieldSchema | CellField | "row",
  title: LocalText,
): [FindingCode | undefined, Params] {
  const schema: Partial<Record<string, unknown>> = place === "row" ? {} : place;
  const limited = (name: string): Params => ({ title, limit: schema[name] as number });
  switch (keyword) {
    case "type":
      return [place === "row" ? "answer-type-table" : typeCode(place), { title }];
    case "enum":
      return ["answer-choice", { title }];
    case "minimum":
      return ["answer-minimum", limited("minimum")];
    case "maximum":
      return ["answer-maximum", limited("maximum")];
    case "multipleOf":
      return ["answer-multiple", limited("multipleOf")];
    case "maxLength":
      return ["answer-too-long", limited("maxLength")];
    case "uniqueItems":
      return ["answer-duplicate", { title }];
    case "items":
    case "properties":
      return [undefined, {}];
    default:
      return ["shape-limit", { detail: keyword }];
  }
}

function typeCode(place: FieldSchema | CellField): FindingCode {
  switch (place.type) {
    case "string":
      return "answer-type-text";
    case "number":
      return "answer-type-number";
    case "integer":
      return "answer-type-integer";
    case "boolean":
      return "answer-type-boolean";
    default:
      return isTable(place) ? "answer-type-table" : "answer-type-choices";
  }
}
