import { compileForm } from "../forms/compile-form.ts";
import { isChoices, isTable, variableTypeOf } from "../forms/field-kinds.ts";
import type { FormDocument } from "../forms/form-document.ts";
import { pointer } from "../json/pointer.ts";
import { type Finding, hasErrors } from "../problems/finding.ts";
import { didYouMean } from "../rules/did-you-mean.ts";
import { isBlankValue } from "../rules/expression.ts";
import type { VariableType } from "../rules/rule-environment.ts";
import { decimal, placesOf, round } from "./exact.ts";
import { compileExact, type ExactProgram, isExact, type Lookup } from "./exact-expression.ts";
import { checkIds, type FactTable, FactTableBuilder } from "./fact-table.ts";
import { found } from "./findings.ts";
import type { Fact, SchemeDocument } from "./scheme-document.ts";

/** Facts of a scheme out of the answers of its form: by the same id, or by the expression of `from`. */

const TYPE_OF: Record<Fact["type"], string> = { number: "number", boolean: "boolean", text: "string", set: "strings" };
const RESULT_OF = { number: "number", boolean: "boolean", text: "string", set: "list" } as const;

/** Holds a scheme against the form it reads: every fact must have a source of its type there. */
export function checkFactSources(document: SchemeDocument, form: FormDocument): Finding[] {
  const { environment } = compileForm(form);
  return document.facts.flatMap((fact, index): Finding[] => {
    const at = pointer("facts", index);
    if (fact.computed !== undefined) return [];
    if (fact.from !== undefined)
      return compileExact(fact.from, environment, { at: `${at}/from`, expected: RESULT_OF[fact.type] }).findings ?? [];
    const field = form.schema.properties[fact.id];
    if (field === undefined) {
      const hint = didYouMean(fact.id, Object.keys(form.schema.properties));
      return [
        found(
          at,
          "scheme-no-field",
          `申报表没有字段“${fact.id}”${hint.zh}；字段名不同时用 from`,
          `The form has no field "${fact.id}"${hint.en}; use from when the names differ`,
        ),
      ];
    }
    const type = variableTypeOf(field);
    if (!isTable(field) && type.kind === TYPE_OF[fact.type]) return [];
    return [
      found(
        at,
        "scheme-field-type",
        `字段“${fact.id}”的类型与事实不符`,
        `The field "${fact.id}" is of another type than the fact`,
      ),
    ];
  });
}

/** Reads the facts of declarations. `answers` must be those that count (visible fields, calculated ones included). */
export function readFactsFromAnswers(
  document: SchemeDocument,
  form: FormDocument,
  declarations: readonly { id: string; answers: Readonly<Record<string, unknown>> }[],
): { table: FactTable | null; findings: Finding[] } {
  const sources = checkFactSources(document, form);
  if (hasErrors(sources)) return { table: null, findings: sources };
  const { environment } = compileForm(form);
  const builder = new FactTableBuilder(declarations.map(({ id }) => id));
  const { places, rounding } = document.numeric.step;
  const lookups = declarations.map(({ answers }) => lookupOf(form, answers, environment.variables));
  for (const fact of document.facts) {
    if (fact.computed !== undefined) continue;
    const program: ExactProgram | undefined =
      fact.from === undefined ? undefined : compileExact(fact.from, environment).program;
    builder.addColumn(fact, (row) => {
      if (program === undefined) return plainValue(fact, form, declarations[row]?.answers[fact.id]);
      const value = program.run(lookups[row] as Lookup);
      return isExact(value) && placesOf(value) === undefined ? round(value, places, rounding) : value;
    });
  }
  const findings = [...checkIds(declarations.map(({ id }) => id)), ...builder.findings];
  return { table: hasErrors(findings) ? null : builder.finish(), findings };
}

/** An answer as its column reads it. Ticks of which none is ticked are an answer, once the question was met. */
function plainValue(fact: Fact, form: FormDocument, value: unknown): unknown {
  const field = form.schema.properties[fact.id];
  if (field !== undefined && isChoices(field) && value === undefined) return null;
  return typeof value === "number" ? String(value) : value;
}

/** Answers for exact expressions: numbers keep the digits JSON writes them with. */
function lookupOf(
  form: FormDocument,
  answers: Readonly<Record<string, unknown>>,
  variables: ReadonlyMap<string, VariableType>,
): Lookup {
  return (name) => {
    const field = form.schema.properties[name];
    const value = answers[name];
    if (field === undefined || !variables.has(name) || isBlankValue(value)) return undefined;
    if (!isTable(field)) return exactAnswer(value);
    if (!Array.isArray(value)) return undefined;
    return value.map((row: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(row).flatMap(([key, cell]) => (isBlankValue(cell) ? [] : [[key, exactAnswer(cell)]])),
      ),
    ) as unknown as ReturnType<Lookup>;
  };
}

function exactAnswer(value: unknown): ReturnType<Lookup> {
  if (typeof value === "number") return Number.isFinite(value) ? decimal(String(value)) : undefined;
  if (typeof value === "boolean" || typeof value === "string") return value;
  return Array.isArray(value) ? value.map(String) : undefined;
}
