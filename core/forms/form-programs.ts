import { pointer } from "../json/pointer.ts";
import type { Finding } from "../problems/finding.ts";
import {
  type Compiled,
  type CompileOptions,
  compileExpression,
  type Program,
  type ResultType,
} from "../rules/expression.ts";
import { createRuleEnvironment, type RuleEnvironment, type VariableType } from "../rules/rule-environment.ts";
import { otherOf, variableTypeOf } from "./field-kinds.ts";
import type { FormDocument } from "./form-document.ts";
import { placements } from "./layout.ts";

/**
 * Every expression of a form, compiled against the form's own typed environment: the fields, `today` (a date text) and
 * `report_year`. Both the checker and the compiler of forms read this; the checker wants the findings, the compiler the
 * programs.
 */

export interface FormPrograms {
  environment: RuleEnvironment;
  /** Conditions under which a field is shown: its section's, its own. All must hold. */
  visible: Map<string, Program[]>;
  required: Map<string, Program>;
  readonly: Map<string, Program>;
  /** By index of the document's lists. */
  ruleWhen: Map<number, Program>;
  ruleAssert: Map<number, Program>;
  calculations: Map<number, Program>;
  evidenceWhen: Map<number, Program>;
  findings: Finding[];
}

/** The environment of a form's expressions. Its field ids must be checked (no reserved names). */
function formEnvironment(document: FormDocument): RuleEnvironment {
  const variables: Record<string, VariableType> = { today: { kind: "string" }, report_year: { kind: "number" } };
  for (const [id, field] of Object.entries(document.schema.properties)) variables[id] = variableTypeOf(field);
  return createRuleEnvironment(variables);
}

/**
 * Compiles every expression of a form; those that do not compile are left out and give findings.
 * @param words how the findings say what the engine says; a checker gives `engineWords`
 */
export function compilePrograms(document: FormDocument, words?: CompileOptions["words"]): FormPrograms {
  const environment = formEnvironment(document);
  const programs: FormPrograms = {
    environment,
    visible: new Map(),
    required: new Map(),
    readonly: new Map(),
    ruleWhen: new Map(),
    ruleAssert: new Map(),
    calculations: new Map(),
    evidenceWhen: new Map(),
    findings: [],
  };
  const compile = (source: string | undefined, expected: ResultType, ...at: (string | number)[]) => {
    if (source === undefined) return undefined;
    const compiled: Compiled = compileExpression(source, environment, {
      at: pointer(...at),
      expected,
      ...(words !== undefined && { words }),
    });
    if (compiled.findings !== undefined) programs.findings.push(...compiled.findings);
    return compiled.program;
  };

  const sections = new Map(
    document.layout.sections.map((section, index) => [
      section.id,
      compile(section.visible, "boolean", "layout", "sections", index, "visible"),
    ]),
  );
  const places = placements(document);
  for (const [id, field] of Object.entries(document.schema.properties)) {
    const at = ["schema", "properties", id] as const;
    const ofSection = sections.get(places.get(id)?.id ?? "");
    const own = compile(field["x-visible"], "boolean", ...at, "x-visible");
    programs.visible.set(
      id,
      [ofSection, own].filter((program) => program !== undefined),
    );
    put(programs.required, id, compile(field["x-required"], "boolean", ...at, "x-required"));
    put(programs.readonly, id, compile(field["x-readonly"], "boolean", ...at, "x-readonly"));
  }
  document.rules.forEach((rule, index) => {
    put(programs.ruleWhen, index, compile(rule.when, "boolean", "rules", index, "when"));
    put(programs.ruleAssert, index, compile(rule.assert, "boolean", "rules", index, "assert"));
  });
  document.calculations.forEach((calculation, index) => {
    put(programs.calculations, index, compile(calculation.value, "number", "calculations", index, "value"));
  });
  document.evidence.forEach((requirement, index) => {
    put(programs.evidenceWhen, index, compile(requirement.when, "boolean", "evidence", index, "when"));
  });
  return programs;
}

function put<K>(programs: Map<K, Program>, key: K, program: Program | undefined): void {
  if (program !== undefined) programs.set(key, program);
}

/** Fill-in field to the choice that opens it (其他____): it is shown only while that choice is taken. */
export function otherFills(document: FormDocument): Map<string, { owner: string; choice: string }> {
  const fills = new Map<string, { owner: string; choice: string }>();
  for (const [owner, field] of Object.entries(document.schema.properties)) {
    const other = otherOf(field);
    if (other !== undefined) fills.set(other.field, { owner, choice: other.choice });
  }
  return fills;
}

/**
 * What each field's value depends on: whether it is shown, and how it is calculated. Evaluating the fields in an order
 * that respects this settles visibility and calculations in one pass.
 */
export function dependencies(document: FormDocument, programs: FormPrograms): Map<string, Set<string>> {
  const fills = otherFills(document);
  const isField = (name: string) => Object.hasOwn(document.schema.properties, name);
  const graph = new Map<string, Set<string>>();
  for (const id of Object.keys(document.schema.properties)) {
    const needs = new Set((programs.visible.get(id) ?? []).flatMap((program) => program.references).filter(isField));
    const owner = fills.get(id)?.owner;
    if (owner !== undefined) needs.add(owner);
    graph.set(id, needs);
  }
  document.calculations.forEach((calculation, index) => {
    for (const name of programs.calculations.get(index)?.references ?? [])
      if (isField(name)) graph.get(calculation.target)?.add(name);
  });
  return graph;
}

/** Sorts a dependency graph; where it turns in a circle, gives the circle instead. */
export function sortDependencies(graph: ReadonlyMap<string, ReadonlySet<string>>): {
  order: string[];
  cycle?: string[];
} {
  const order: string[] = [];
  const state = new Map<string, "open" | "done">();
  const path: string[] = [];
  const visit = (id: string): string[] | undefined => {
    if (state.get(id) === "done") return undefined;
    if (state.get(id) === "open") return [...path.slice(path.indexOf(id)), id];
    state.set(id, "open");
    path.push(id);
    for (const needed of graph.get(id) ?? []) {
      const cycle = visit(needed);
      if (cycle !== undefined) return cycle;
    }
    path.pop();
    state.set(id, "done");
    order.push(id);
    return undefined;
  };
  for (const id of graph.keys()) {
    const cycle = visit(id);
    if (cycle !== undefined) return { order: [], cycle };
  }
  return { order };
}
