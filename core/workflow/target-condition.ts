import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import type { RegionFacts } from "./requirement-kinds.ts";

/**
 * The `when` of a transition's target: CEL over `region` alone, without function calls, so that where a declaration
 * goes depends on nothing but where it belongs.
 */

const environment = new Environment({
  unlistedVariablesAreDyn: false,
  limits: { maxAstNodes: 60, maxDepth: 12, maxListElements: 20, maxMapEntries: 0, maxCallArguments: 0 },
}).registerVariable("region", { schema: { level: "string", kind: "string", hasCounty: "bool" } });

const ALLOWED = new Set(["id", "value", ".", "==", "!=", "in", "&&", "||", "!_", "?:", "list"]);

export type Condition = (region: RegionFacts) => boolean;

/** Checks the text of a condition. Returns what is wrong in one line, or null. */
export function checkCondition(expression: string): string | null {
  try {
    const parsed = environment.parse(expression);
    const forbidden = forbiddenOperator(parsed.ast);
    if (forbidden !== null) return `"${forbidden}" may not be used here`;
    const result = parsed.check();
    if (!result.valid) return firstLine(result.error);
    return result.type === "bool" ? null : `yields ${result.type}, not bool`;
  } catch (error) {
    return firstLine(error);
  }
}

/** Compiles a checked condition. Throws on a text that `checkCondition` refuses. */
export function compileCondition(expression: string): Condition {
  const problem = checkCondition(expression);
  if (problem !== null) throw new Error(`condition "${expression}": ${problem}`);
  const parsed = environment.parse(expression);
  return (region) => parsed({ region }) === true;
}

function forbiddenOperator(node: ASTNode): string | null {
  if (!ALLOWED.has(node.op)) return node.op;
  const parts = Array.isArray(node.args) ? node.args : [node.args];
  for (const part of parts) {
    const found = isNode(part) ? forbiddenOperator(part) : null;
    if (found !== null) return found;
  }
  return null;
}

function isNode(part: unknown): part is ASTNode {
  return typeof part === "object" && part !== null && "op" in part && "args" in part;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
