import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { isDate, isYearMonth } from "./calendar.ts";

/**
 * The functions an expression may call besides CEL's own. Numbers are double throughout. A function that has no answer
 * (growth from nothing, division by zero, a date that is none) throws NoValue: the expression is then unknown, never
 * infinite and never an error.
 */

export class NoValue extends Error {
  readonly reason: "not-finite" | "no-date";
  constructor(reason: "not-finite" | "no-date") {
    super(reason);
    this.reason = reason;
  }
}

/** What authors may call; used by the guard, the documentation and "did you mean". */
export const CALLABLE = [
  "growth",
  "sum",
  "isBlank",
  "orZero",
  "approx",
  "days",
  "years_since",
  "months_since",
  "sqrt",
  "abs",
  "min",
  "max",
  "size",
] as const;

/** CEL methods on lists (with a loop) and on texts. */
export const METHODS = ["size", "exists", "all", "map", "filter", "startsWith", "endsWith", "contains"] as const;
export const LOOPS = new Set(["exists", "all", "map", "filter"]);

interface Checker {
  check(node: ASTNode, context: unknown): unknown;
  getType(name: string): unknown;
}
interface Evaluator {
  run(node: ASTNode, context: unknown): unknown;
}
interface MacroInput {
  args: ASTNode[];
}

/** Registers all functions, also the inner ones that the compiler puts in place of `+`, `/` and `size`. */
export function registerFunctions(cel: Environment): void {
  cel.registerFunction("growth(double, double): double", (current: number, previous: number) =>
    finite((current / previous - 1) * 100),
  );
  cel.registerFunction("sum(list<double>): double", (values: number[]) => values.reduce((a, b) => a + b, 0));
  cel.registerFunction("approx(double, double, double): bool", isApprox);
  // Rounded correctly by IEEE 754, so that every engine gives the same.
  cel.registerFunction("sqrt(double): double", (x: number) => finite(Math.sqrt(x)));
  cel.registerFunction("abs(double): double", Math.abs);
  cel.registerFunction("min(double, double): double", Math.min);
  cel.registerFunction("max(double, double): double", Math.max);
  cel.registerFunction("days(string, string): double", daysBetween);
  cel.registerFunction("years_since(string, string): double", (from: string, to: string) =>
    Math.floor(monthsBetween(from, to) / 12),
  );
  cel.registerFunction("months_since(string, string): double", monthsBetween);
  cel.registerFunction(`${INNER.plus}(double, double): double`, (a: number, b: number) => a + b);
  cel.registerFunction(`${INNER.over}(double, double): double`, (a: number, b: number) => finite(a / b));
  cel.registerFunction(`${INNER.count}(list): double`, (list: unknown[]) => list.length);
  cel.registerFunction(`${INNER.count}(string): double`, (text: string) => [...text].length);
  cel.registerFunction("isBlank(ast): bool", blankMacro);
  cel.registerFunction("orZero(ast): double", orZeroMacro);
}

/** Names no author can write into a call: the guard allows only CALLABLE. */
export const INNER = { plus: "inner_plus", over: "inner_over", count: "inner_count" } as const;

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new NoValue("not-finite");
  return value;
}

/** Within the tolerance, with room for the rounding of binary fractions. */
function isApprox(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance + 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** Days from one date to another; negative when the second is earlier. */
function daysBetween(from: string, to: string): number {
  return Math.round((dayNumber(to) - dayNumber(from)) / 86_400_000);
}

function dayNumber(date: string): number {
  if (!isDate(date)) throw new NoValue("no-date");
  return Date.parse(`${date}T00:00:00Z`);
}

/** Whole months from one date or year-month to another; a date counts from its day of the month. */
function monthsBetween(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = partsOf(from);
  const [toYear, toMonth, toDay] = partsOf(to);
  const months = (toYear - fromYear) * 12 + (toMonth - fromMonth);
  return toDay < fromDay ? months - 1 : months;
}

function partsOf(text: string): [number, number, number] {
  if (!isDate(text) && !isYearMonth(text)) throw new NoValue("no-date");
  return [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10) || "1")];
}

/** isBlank(x): true when x cannot be known: not filled in, or computed from what is not. */
function blankMacro({ args }: MacroInput) {
  const inner = args[0] as ASTNode;
  return {
    args,
    typeCheck(checker: Checker, _macro: unknown, context: unknown) {
      checker.check(inner, context);
      return checker.getType("bool");
    },
    evaluate(evaluator: Evaluator, _macro: unknown, context: unknown) {
      try {
        evaluator.run(inner, context);
        return false;
      } catch {
        return true;
      }
    },
  };
}

/** orZero(x): x, or 0 when it cannot be known. */
function orZeroMacro({ args }: MacroInput) {
  const inner = args[0] as ASTNode;
  return {
    args,
    typeCheck(checker: Checker, _macro: unknown, context: unknown) {
      const type = checker.check(inner, context) as { name?: string };
      if (type.name !== "double") throw new Error(`orZero(${type.name}) takes a number`);
      return checker.getType("double");
    },
    evaluate(evaluator: Evaluator, _macro: unknown, context: unknown) {
      try {
        return evaluator.run(inner, context);
      } catch {
        return 0;
      }
    },
  };
}
