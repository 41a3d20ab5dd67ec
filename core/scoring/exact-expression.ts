import type { Finding } from "../problems/finding.ts";
import type { childrenOf } from "../rules/ast.ts";
import { engineWords } from "../rules/engine-words.ts";
import { compileExpression, evaluate as evaluateProgram, type Program, type ResultType } from "../rules/expression.ts";
import type { RuleEnvironment } from "../rules/rule-environment.ts";
import {
  absolute,
  add,
  compare,
  decimal,
  divide,
  type Exact,
  exact,
  HUNDRED,
  isZero,
  larger,
  multiply,
  negate,
  ONE,
  reduced,
  smaller,
  subtract,
  total,
  ZERO,
} from "./exact.ts";
import { rootOf } from "./exact-functions.ts";

/**
 * Runs the expressions of core/rules with exact numbers. The rule engine counts in doubles, where 1.1 + 2.3 is not 3.4;
 * two applicants may not be ranked by that. Expressions are compiled and guarded by the rule engine, only the counting
 * is done here. What cannot be known (a blank, a division by zero) is undefined, and taints what depends on it, except
 * where && and || do not need it.
 */

type Ast = Parameters<typeof childrenOf>[0];
export type ExactValue = Exact | boolean | string | readonly ExactItem[];
type ExactItem = ExactValue | Readonly<Record<string, ExactValue | undefined>>;
/** Reads a variable; undefined when it is blank. */
export type Lookup = (name: string) => ExactItem | undefined;

export interface ExactProgram {
  source: string;
  references: readonly string[];
  type: ResultType;
  /** The value for one applicant; undefined when it cannot be known. */
  run(lookup: Lookup): ExactValue | undefined;
}

/** Compiles an expression for exact evaluation; findings as compileExpression gives them. */
export function compileExact(
  source: string,
  environment: RuleEnvironment,
  options: { at?: string; expected?: ResultType } = {},
): { program: ExactProgram; findings?: undefined } | { findings: Finding[]; program?: undefined } {
  const compiled = compileExpression(source, environment, { words: engineWords, ...options });
  if (compiled.program === undefined) return { findings: compiled.findings };
  const ast = environment.cel.parse(source).ast as Ast;
  const dates = new DateCalls(environment);
  const program: ExactProgram = {
    source,
    references: compiled.references,
    type: compiled.type,
    run: (lookup) => valueIn(ast, lookup, dates) as ExactValue | undefined,
  };
  return { program };
}

export function isExact(value: unknown): value is Exact {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "n" in value && "d" in value;
}

function valueIn(node: Ast, lookup: Lookup, dates: DateCalls): ExactItem | undefined {
  const inner = (child: Ast) => valueIn(child, lookup, dates);
  switch (node.op) {
    case "value":
      return typeof node.args === "number" || typeof node.args === "bigint"
        ? decimal(String(node.args))
        : (node.args as boolean | string);
    case "id":
      return lookup(node.args);
    case ".": {
      const row = inner(node.args[0]);
      return row === undefined ? undefined : (row as Record<string, ExactValue | undefined>)[node.args[1]];
    }
    case "list": {
      const items = node.args.map(inner);
      return items.some((item) => item === undefined) ? undefined : (items as ExactItem[]);
    }
    case "?:": {
      const test = inner(node.args[0]);
      return test === undefined ? undefined : inner(node.args[test === true ? 1 : 2]);
    }
    case "&&":
    case "||":
      return lazyLogic(node.op === "||", node.args, inner);
    case "!_": {
      const value = inner(node.args);
      return value === undefined ? undefined : value !== true;
    }
    case "-_": {
      const value = inner(node.args);
      return value === undefined ? undefined : negate(value as Exact);
    }
    case "call":
      return callOf(node.args[0], node.args[1], inner, dates);
    case "rcall":
      return methodOf(node.args, lookup, dates);
    default:
      return operatorOf(node.op, (node.args as Ast[]).map(inner));
  }
}

/** One side that decides is enough, as in CEL. */
function lazyLogic(decisive: boolean, sides: readonly Ast[], inner: (node: Ast) => unknown): boolean | undefined {
  let unknown = false;
  for (const side of sides) {
    const value = inner(side);
    if (value === decisive) return decisive;
    if (value === undefined) unknown = true;
  }
  return unknown ? undefined : !decisive;
}

function operatorOf(op: string, sides: readonly (ExactItem | undefined)[]): ExactValue | undefined {
  const [a, b] = sides;
  if (a === undefined || b === undefined) return undefined;
  if (op === "in") return (b as readonly ExactItem[]).some((item) => same(item, a));
  if (op === "==") return same(a, b);
  if (op === "!=") return !same(a, b);
  if (isExact(a) && isExact(b)) {
    if (op === "+") return reduced(add(a, b));
    if (op === "-") return reduced(subtract(a, b));
    if (op === "*") return reduced(multiply(a, b));
    if (op === "/") return isZero(b) ? undefined : reduced(divide(a, b));
  }
  const order = isExact(a) && isExact(b) ? compare(a, b) : a < b ? -1 : a > b ? 1 : 0;
  return op === "<" ? order < 0 : op === "<=" ? order <= 0 : op === ">" ? order > 0 : order >= 0;
}

function same(a: ExactItem, b: ExactItem): boolean {
  if (isExact(a) && isExact(b)) return compare(a, b) === 0;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => same(item as ExactItem, b[index] as ExactItem));
  return a === b;
}

function callOf(
  name: string,
  nodes: readonly Ast[],
  inner: (node: Ast) => ExactItem | undefined,
  dates: DateCalls,
): ExactValue | undefined {
  const args = nodes.map(inner);
  if (name === "isBlank") return args[0] === undefined;
  if (name === "orZero") return (args[0] as ExactValue | undefined) ?? ZERO;
  if (args.some((arg) => arg === undefined)) return undefined;
  const [a, b, c] = args as Exact[];
  switch (name) {
    case "growth":
      return isZero(b as Exact) ? undefined : reduced(multiply(subtract(divide(a as Exact, b as Exact), ONE), HUNDRED));
    case "sum":
      return total(args[0] as readonly Exact[]);
    case "sqrt":
      return rootOf(a as Exact);
    case "abs":
      return absolute(a as Exact);
    case "min":
      return smaller(a as Exact, b as Exact);
    case "max":
      return larger(a as Exact, b as Exact);
    case "approx":
      return compare(absolute(subtract(a as Exact, b as Exact)), c as Exact) <= 0;
    case "size":
      return sizeOf(args[0] as ExactItem);
    default:
      return dates.call(name, args as unknown as string[]);
  }
}

function sizeOf(value: ExactItem): Exact {
  return exact(typeof value === "string" ? [...value].length : (value as readonly unknown[]).length);
}

function methodOf(
  [name, receiver, args]: readonly [string, Ast, readonly Ast[]],
  lookup: Lookup,
  dates: DateCalls,
): ExactValue | undefined {
  const subject = valueIn(receiver, lookup, dates);
  if (subject === undefined) return undefined;
  if (name === "size") return sizeOf(subject);
  if (typeof subject === "string") {
    const part = valueIn(args[0] as Ast, lookup, dates);
    if (typeof part !== "string") return undefined;
    return name === "startsWith"
      ? subject.startsWith(part)
      : name === "endsWith"
        ? subject.endsWith(part)
        : subject.includes(part);
  }
  const variable = (args[0] as Ast & { op: "id" }).args;
  const results = (subject as readonly ExactItem[]).map((item) =>
    valueIn(args[1] as Ast, (asked) => (asked === variable ? item : lookup(asked)), dates),
  );
  if (name === "exists") return results.includes(true) || (results.includes(undefined) ? undefined : false);
  if (name === "all") return results.includes(false) ? false : results.includes(undefined) ? undefined : true;
  if (results.includes(undefined)) return undefined;
  if (name === "map") return results as ExactItem[];
  return (subject as readonly ExactItem[]).filter((_, index) => results[index] === true);
}

/** The functions on dates are the rule engine's own: they give whole numbers, where doubles are exact. */
class DateCalls {
  readonly #environment: RuleEnvironment;
  readonly #programs = new Map<string, Program | undefined>();

  constructor(environment: RuleEnvironment) {
    this.#environment = environment;
  }

  call(name: string, dates: readonly string[]): Exact | undefined {
    const source = `${name}(${dates.map((date) => JSON.stringify(date)).join(", ")})`;
    if (!this.#programs.has(source)) {
      if (this.#programs.size > 1000) this.#programs.clear();
      this.#programs.set(source, compileExpression(source, this.#environment).program);
    }
    const program = this.#programs.get(source);
    const result = program === undefined ? undefined : evaluateProgram(program, {});
    return typeof result?.unknown === "undefined" && typeof result?.value === "number"
      ? exact(result.value)
      : undefined;
  }
}
