import type { ASTNode } from "@marcbachmann/cel-js";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { childrenOf } from "./ast.ts";
import { CALLABLE, LOOPS, METHODS } from "./host-functions.ts";
import type { RuleEnvironment } from "./rule-environment.ts";

/**
 * The static guard: no CEL engine is safe as shipped, so an expression is judged by its tree before it is ever run.
 * Only listed operators, functions and literals pass; size, depth, loop nesting and the worst number of steps are
 * bounded. Looking at the tree costs what the parser already spent.
 */

const LIMITS = { nodes: 300, depth: 24, loops: 2, cost: 20_000 } as const;

const OPERATORS = new Set(
  "value id . call rcall list ?: || && !_ -_ == != < <= > >= + - * / in".split(" ") as string[],
);

/** Names in use where a part stands: the variables, and those of the loops around it. */
type Scope = ReadonlySet<string>;

/** Judges a parsed expression; an empty list lets it pass. `at` is the pointer of the expression in its document. */
export function guardExpression(ast: ASTNode, environment: RuleEnvironment, at: string): Finding[] {
  const findings: Finding[] = [];
  const size = measure(ast, 1);
  if (size.nodes > LIMITS.nodes)
    findings.push(finding("expression-too-large", at, { size: size.nodes, maximum: LIMITS.nodes }));
  if (size.depth > LIMITS.depth)
    findings.push(finding("expression-too-deep", at, { size: size.depth, maximum: LIMITS.depth }));
  findings.push(...forbidden(ast, new Set(environment.variables.keys()), at));
  if (findings.length > 0) return findings;
  const loops = loopNesting(ast);
  if (loops > LIMITS.loops) findings.push(finding("expression-too-nested", at, { size: loops, maximum: LIMITS.loops }));
  const cost = costOf(ast, environment);
  if (cost > LIMITS.cost) findings.push(finding("expression-too-costly", at, { size: cost, maximum: LIMITS.cost }));
  return findings;
}

/** Counts nodes and levels. A chain of one operator (a && b && c …) is one level, however long it is. */
function measure(node: ASTNode, depth: number): { nodes: number; depth: number } {
  let nodes = 1;
  let deepest = depth;
  for (const child of childrenOf(node)) {
    const inner = measure(child, child.op === node.op && CHAINS.has(node.op) ? depth : depth + 1);
    nodes += inner.nodes;
    deepest = Math.max(deepest, inner.depth);
  }
  return { nodes, depth: deepest };
}

const CHAINS = new Set<string>(["&&", "||", "+", "*"]);

function forbidden(node: ASTNode, scope: Scope, at: string): Finding[] {
  const position = node.range.start + 1;
  if (!OPERATORS.has(node.op)) return [refuse(at, position, node.op, NOT_LISTED)];
  if (node.op === "value") return literalFindings(node.args, at, position);
  if (node.op === "call" && !(CALLABLE as readonly string[]).includes(node.args[0]))
    return [unknownFunction(node.args[0], CALLABLE, at, position)];
  if (node.op === "rcall") {
    const name = node.args[0];
    if (!(METHODS as readonly string[]).includes(name)) return [unknownFunction(name, METHODS, at, position)];
    if (LOOPS.has(name)) return loopFindings(node, scope, at);
  }
  return childrenOf(node).flatMap((child) => forbidden(child, scope, at));
}

const NOT_LISTED = { zh: "不在允许的写法之列", en: "it is not among the allowed constructs" };

function literalFindings(value: unknown, at: string, position: number): Finding[] {
  const plain = typeof value === "string" || typeof value === "boolean" || typeof value === "bigint";
  if (plain || (typeof value === "number" && Number.isFinite(value))) return [];
  const reason = { zh: "请用 isBlank(字段) 判断未填写", en: "ask isBlank(field) for what is not filled in" };
  return [refuse(at, position, value === null ? "null" : "bytes", value === null ? reason : NOT_LISTED)];
}

/** A loop names its own variable, which must not hide another; only its body sees it. */
function loopFindings(node: ASTNode & { op: "rcall" }, scope: Scope, at: string): Finding[] {
  const [, receiver, args] = node.args;
  const variable = args[0];
  const position = (variable ?? node).range.start + 1;
  const findings = forbidden(receiver, scope, at);
  if (args.length !== 2 || variable?.op !== "id") {
    const reason = { zh: "写作 表格.exists(r, 条件)", en: "write table.exists(r, condition)" };
    return [...findings, refuse(at, position, node.args[0], reason)];
  }
  if (scope.has(variable.args)) {
    const reason = { zh: "循环变量不能与字段或外层变量重名", en: "a loop variable needs a name of its own" };
    return [...findings, refuse(at, position, variable.args, reason)];
  }
  return [...findings, ...forbidden(args[1] as ASTNode, new Set([...scope, variable.args]), at)];
}

function refuse(at: string, position: number, construct: string, reason: { zh: string; en: string }): Finding {
  return finding("expression-forbidden", at, { position, construct, reason });
}

function unknownFunction(name: string, allowed: readonly string[], at: string, position: number): Finding {
  return finding("expression-unknown-function", at, { position, name, allowed: allowed.join(", ") });
}

function isLoop(node: ASTNode): node is ASTNode & { op: "rcall" } {
  return node.op === "rcall" && LOOPS.has(node.args[0]);
}

function loopNesting(node: ASTNode): number {
  if (!isLoop(node)) return Math.max(0, ...childrenOf(node).map(loopNesting));
  const [, receiver, args] = node.args;
  return Math.max(loopNesting(receiver), 1 + loopNesting(args[1] as ASTNode));
}

/** The most steps an expression can take: loops multiply by the largest length of their list, all else adds. */
function costOf(node: ASTNode, environment: RuleEnvironment): number {
  if (isLoop(node)) {
    const [, receiver, args] = node.args;
    const body = Math.max(1, costOf(args[1] as ASTNode, environment));
    return costOf(receiver, environment) + lengthOf(receiver, environment) * body;
  }
  const children = childrenOf(node).reduce((sum, child) => sum + costOf(child, environment), 0);
  if (node.op === "in") return children + lengthOf(node.args[1], environment);
  if (node.op === "call" && node.args[0] === "sum") return children + lengthOf(node.args[1][0], environment);
  return children;
}

/** The largest length of a list expression. What is no list has length 1. */
function lengthOf(node: ASTNode | undefined, environment: RuleEnvironment): number {
  if (node === undefined) return 1;
  if (node.op === "list") return node.args.length;
  if (isLoop(node)) return lengthOf(node.args[1], environment);
  if (node.op === "?:") return Math.max(lengthOf(node.args[1], environment), lengthOf(node.args[2], environment));
  if (node.op !== "id") return 1;
  const type = environment.variables.get(node.args);
  return type !== undefined && "maxItems" in type ? type.maxItems : 1;
}
