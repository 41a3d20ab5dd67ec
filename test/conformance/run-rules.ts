import { bindingsOf, compileExpression, evaluate } from "../../core/rules/expression.ts";
import { createRuleEnvironment, type VariableType } from "../../core/rules/rule-environment.ts";

/** The conformance cases of the rule language, run by a pure function, so that Node and a browser run the same. */

export interface RuleCases {
  schema: Record<string, VariableType>;
  cases: { expression: string; data: Record<string, unknown>; result: Record<string, unknown> }[];
}

/** Runs all cases; returns a line for each that differs. */
export function runRuleCases(file: RuleCases): string[] {
  const environment = createRuleEnvironment(file.schema);
  return file.cases.flatMap(({ expression, data, result }) => {
    const compiled = compileExpression(expression, environment);
    const actual =
      compiled.findings === undefined
        ? evaluate(compiled.program, bindingsOf(environment, data))
        : { refused: compiled.findings[0]?.code };
    const same = JSON.stringify(actual) === JSON.stringify(result);
    return same ? [] : [`${expression}: expected ${JSON.stringify(result)}, got ${JSON.stringify(actual)}`];
  });
}
