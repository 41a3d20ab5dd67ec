import { findJsonExcess, type JsonLimits } from "../json/json-limits.ts";
import { pointer } from "../json/pointer.ts";
import { finding } from "../problems/catalogue.ts";
import { type Finding, toLocalText } from "../problems/finding.ts";
import { jsonFinding } from "../problems/json-finding.ts";
import { evaluate, holds, isBlankValue } from "../rules/expression.ts";
import { checkEarlierFigures, checkUnitSlips } from "./check-unit-slips.ts";
import { checkValue } from "./check-value.ts";
import type { CompiledField, CompiledForm } from "./compile-form.ts";
import { titleOf } from "./field-kinds.ts";
import { type Answers, type FormState, formState } from "./form-state.ts";
import type { Offer } from "./prefill.ts";

/** Fits a full declaration: several tables of 200 rows by 20 columns, long texts. */
const ANSWER_LIMITS: JsonLimits = { maxDepth: 4, maxNodes: 120_000, maxStringLength: 100_000 };

/** At most this many findings; the rest would not be read. */
const MAX_FINDINGS = 300;

export interface CheckOptions {
  /** A draft may be incomplete; a submission may not: required fields, least lengths and evidence are asked then. */
  stage: "draft" | "submit";
  /** Today in China as `YYYY-MM-DD`. */
  today?: string;
  /** Files at hand by requirement id. Without it evidence is not judged (a caller that has no files to count). */
  evidenceCounts?: Readonly<Record<string, number>>;
  /** What the applicant handed in before for the same fields (`listOffers`); a figure far from it is asked about. */
  earlier?: readonly Offer[];
}

/**
 * Judges the answers of a form: schema, calculations, rules, evidence. Only visible fields count; hidden answers are
 * neither judged nor submitted. Pointers lead into the answers (`/tenants/3/name`), at evidence `/evidence/<id>`.
 */
export function checkAnswers(form: CompiledForm, answers: unknown, options: CheckOptions): Finding[] {
  const excess = findJsonExcess(answers, ANSWER_LIMITS);
  if (excess !== null) return [jsonFinding(excess)];
  if (typeof answers !== "object" || answers === null || Array.isArray(answers))
    return [finding("shape-type", "", { expected: { zh: "字段与答案的对象", en: "an object of fields and answers" } })];
  const given = answers as Answers;
  const state = formState(form, given, options);
  const findings = unknownFields(form, given);
  for (const field of form.fields.values())
    if (state.visible.has(field.id)) findings.push(...checkField(field, given, state, options));
  findings.push(...checkRules(form, state), ...checkUnitSlips(form, state));
  findings.push(...checkEarlierFigures(form, state, options.earlier ?? []), ...checkEvidence(form, state, options));
  return findings.slice(0, MAX_FINDINGS);
}

function unknownFields(form: CompiledForm, answers: Answers): Finding[] {
  return Object.keys(answers)
    .filter((id) => !form.fields.has(id))
    .map((id) => finding("answer-unknown-field", pointer(id), { id: id.slice(0, 64) }));
}

function checkField(field: CompiledField, answers: Answers, state: FormState, options: CheckOptions): Finding[] {
  const at = pointer(field.id);
  const title = titleOf(field.schema);
  const value = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
  if (field.calculate !== undefined) return checkCalculated(field, value, state);
  if (!isBlankValue(value)) return checkValue(field, value, options.stage);
  if (options.stage !== "submit" || !state.required.has(field.id)) return [];
  return [finding(field.fills ? "answer-other-missing" : "answer-required", at, { title })];
}

/** A client may leave a calculated field out; when it sends one, it must be the value computed here. */
function checkCalculated(field: CompiledField, value: unknown, state: FormState): Finding[] {
  if (isBlankValue(value)) return [];
  const expected = state.values[field.id];
  const agrees =
    typeof value === "number" && typeof expected === "number" && Math.abs(value - expected) <= tolerance(expected);
  if (agrees) return [];
  const shown = expected === undefined ? { zh: "空", en: "blank" } : String(expected);
  return [finding("answer-calculated", pointer(field.id), { title: titleOf(field.schema), expected: shown })];
}

/** Room for the last binary digit: two engines may differ there when no rounding is asked for. */
function tolerance(value: number): number {
  return 1e-9 * Math.max(1, Math.abs(value));
}

function checkRules(form: CompiledForm, state: FormState): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, when, assert } of form.rules) {
    const at = rule.at.filter((id) => state.visible.has(id));
    const first = at[0];
    if (first === undefined) continue;
    if (when !== undefined && !holds(when, state.bindings)) continue;
    const result = evaluate(assert, state.bindings);
    if (result.unknown !== undefined || result.value === true) continue;
    findings.push({
      pointer: pointer(first),
      code: rule.id,
      level: rule.level,
      message: toLocalText(rule.message),
      ...(rule.source === undefined ? {} : { source: rule.source }),
      ...(at.length > 1 ? { related: at.slice(1).map((id) => pointer(id)) } : {}),
    });
  }
  return findings;
}

function checkEvidence(form: CompiledForm, state: FormState, options: CheckOptions): Finding[] {
  const counts = options.evidenceCounts;
  if (counts === undefined) return [];
  const findings: Finding[] = [];
  for (const { requirement } of form.evidence) {
    const count = Object.hasOwn(counts, requirement.id) ? (counts[requirement.id] ?? 0) : 0;
    const at = pointer("evidence", requirement.id);
    const title = toLocalText(requirement.title);
    const source = requirement.source === undefined ? {} : { source: requirement.source };
    if (count > requirement.maxFiles)
      findings.push({
        ...finding("answer-evidence-many", at, { title, maximum: requirement.maxFiles, count }),
        ...source,
      });
    const minimum = requiredFiles(form, requirement.id, state);
    if (options.stage === "submit" && count < minimum)
      findings.push({ ...finding("answer-evidence-missing", at, { title, minimum, count }), ...source });
  }
  return findings;
}

/** How many files a requirement asks for now: none when its condition does not hold or all it is for is hidden. */
export function requiredFiles(form: CompiledForm, requirementId: string, state: FormState): number {
  const entry = form.evidence.find(({ requirement }) => requirement.id === requirementId);
  if (entry === undefined) return 0;
  const { requirement, when } = entry;
  if (when !== undefined && !holds(when, state.bindings)) return 0;
  const fields = requirement.for ?? [];
  if (fields.length > 0 && !fields.some((id) => state.visible.has(id))) return 0;
  return requirement.minFiles;
}
