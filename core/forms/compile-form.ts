import { type Schema, Validator } from "@cfworker/json-schema";
import type { Program } from "../rules/expression.ts";
import type { RuleEnvironment } from "../rules/rule-environment.ts";
import { answerSchema } from "./answer-schema.ts";
import type { FormCatalogue } from "./catalogue-document.ts";
import type { Calculation, EvidenceRequirement, FieldSchema, FormDocument, Rule, Section } from "./form-document.ts";
import { compilePrograms, dependencies, type FormPrograms, otherFills, sortDependencies } from "./form-programs.ts";
import { fieldsOfSection, placements } from "./layout.ts";

export interface CompiledField {
  id: string;
  schema: FieldSchema;
  section: string;
  /** All must hold for the field to be shown. */
  visible: readonly Program[];
  /** Set when the field is the fill-in of a choice (其他____). */
  fills?: { owner: string; choice: string };
  /** In the schema's own `required`. */
  alwaysRequired: boolean;
  required?: Program;
  readonly?: Program;
  calculation?: Calculation;
  calculate?: Program;
  /** Judges one answer; the same interpreter in browser and server. */
  validator: Validator;
}

interface CompiledSection {
  id: string;
  document: Section;
  fields: readonly string[];
}

export interface CompiledForm {
  document: FormDocument;
  environment: RuleEnvironment;
  /** In the paper's order. */
  fields: ReadonlyMap<string, CompiledField>;
  sections: readonly CompiledSection[];
  /** Field ids in the order in which visibility and calculations can be settled. */
  order: readonly string[];
  rules: readonly { rule: Rule; when?: Program; assert: Program }[];
  evidence: readonly { requirement: EvidenceRequirement; when?: Program }[];
}

/**
 * Compiles a form that `checkForm` has passed and, for a round, `resolveForm` has resolved. Throws an Error on a form
 * with an expression that does not compile, a circle of dependencies or a code list that `catalogue` lacks. Cache the result by the document's content
 * hash: compiling costs milliseconds, the result is immutable.
 */
export function compileForm(document: FormDocument, catalogue?: FormCatalogue): CompiledForm {
  const programs = compilePrograms(document);
  const broken = programs.findings[0];
  if (broken !== undefined) throw new Error(`form ${document.id}${broken.pointer}: ${broken.message.en}`);
  const { order, cycle } = sortDependencies(dependencies(document, programs));
  if (cycle !== undefined) throw new Error(`form ${document.id}: circular dependency ${cycle.join(" → ")}`);
  const sections = document.layout.sections.map((section) => ({
    id: section.id,
    document: section,
    fields: fieldsOfSection(section),
  }));
  return {
    document,
    environment: programs.environment,
    fields: compileFields(document, programs, catalogue),
    sections,
    order,
    rules: document.rules.map((rule, index) => ({
      rule,
      when: programs.ruleWhen.get(index),
      assert: programs.ruleAssert.get(index) as Program,
    })),
    evidence: document.evidence.map((requirement, index) => ({
      requirement,
      when: programs.evidenceWhen.get(index),
    })),
  };
}

function compileFields(
  document: FormDocument,
  programs: FormPrograms,
  catalogue: FormCatalogue | undefined,
): Map<string, CompiledField> {
  const fills = otherFills(document);
  const required = new Set(document.schema.required);
  const calculations = new Map(document.calculations.map((each, index) => [each.target, { each, index }]));
  const fields = new Map<string, CompiledField>();
  for (const [id, section] of placements(document)) {
    const schema = document.schema.properties[id];
    if (schema === undefined) continue;
    const calculation = calculations.get(id);
    fields.set(id, {
      id,
      schema,
      section: section.id,
      visible: programs.visible.get(id) ?? [],
      fills: fills.get(id),
      alwaysRequired: required.has(id),
      required: programs.required.get(id),
      readonly: programs.readonly.get(id),
      calculation: calculation?.each,
      calculate: calculation && programs.calculations.get(calculation.index),
      validator: new Validator(answerSchema(schema, catalogue) as Schema, "7", false),
    });
  }
  return fields;
}
