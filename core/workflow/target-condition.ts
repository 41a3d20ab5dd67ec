import type { Finding } from "../problems/finding.ts";
import { engineWords } from "../rules/engine-words.ts";
import { compileExpression, holds } from "../rules/expression.ts";
import { createRuleEnvironment, type RuleEnvironment } from "../rules/rule-environment.ts";
import type { RegionFacts } from "./requirement-kinds.ts";

/**
 * The `when` of a transition's target: CEL over `region` alone, so that where a declaration goes depends on nothing
 * but where it belongs.
 */

const environment = createEnvironment();

export type Condition = (region: RegionFacts) => boolean;

/** Checks the text of a condition; `at` is its pointer in the document. */
export function checkCondition(expression: string, at: string): Finding[] {
  return compileExpression(expression, environment, { at, expected: "boolean", words: engineWords }).findings ?? [];
}

/** Compiles a checked condition. Throws on a text that `checkCondition` refuses. */
export function compileCondition(expression: string): Condition {
  const { program, findings } = compileExpression(expression, environment, { expected: "boolean" });
  if (program === undefined) throw new Error(`condition "${expression}": ${findings[0]?.message.en}`);
  return (region) => holds(program, { region });
}

function createEnvironment(): RuleEnvironment {
  const { cel } = createRuleEnvironment({});
  cel.registerVariable("region", { schema: { level: "string", kind: "string", hasCounty: "bool" } });
  return { cel, variables: new Map([["region", { kind: "string" }]]) };
}
