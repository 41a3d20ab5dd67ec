import { type ASTNode, TypeError as CelTypeError, ParseError, type ParseResult } from "@marcbachmann/cel-js";
import { finding } from "../problems/catalogue.ts";
import type { Finding, LocalText } from "../problems/finding.ts";
import { referencesOf } from "./ast.ts";
import { didYouMean } from "./did-you-mean.ts";
import { guardExpression } from "./guard.ts";
import { INNER, NoValue } from "./host-functions.ts";
import { originOf, type RewrittenExpression, rewriteExpression } from "./rewrite.ts";
import type { RuleEnvironment, VariableType } from "./rule-environment.ts";

/** Types an expression can yield, in our words. */
export type ResultType = "number" | "string" | "boolean" | "list";

export interface Program {
  readonly source: string;
  /** Names of the variables it reads. */
  readonly references: readonly string[];
  readonly type: ResultType;
  /** Runs the compiled expression; throws what `evaluate` turns into an unknown. */
  readonly run: (bindings: Bindings) => unknown;
}

/** Values of the variables; a blank one is left out. Made with `bindingsOf`. */
export type Bindings = Record<string, unknown>;

export type Compiled =
  | { program: Program; references: readonly string[]; type: ResultType; findings?: undefined }
  | { findings: Finding[]; program?: undefined };

/** Why an expression has no value: an input is blank, the result is not finite, a date or an input is malformed. */
export type UnknownReason = "blank" | "not-finite" | "no-date" | "wrong-type";

export type Evaluation = { value: unknown; unknown?: undefined } | { unknown: UnknownReason };

/** A text longer than this is refused before it is parsed. */
const MAX_SOURCE = 2000;

/** What the engine says about an expression, for people. */
type EngineWords = (message: string) => LocalText;
const asSaid: EngineWords = (message) => ({ zh: message, en: message });

export interface CompileOptions {
  at?: string;
  expected?: ResultType;
  words?: EngineWords;
}

/**
 * Parses, guards and type-checks an expression. Findings carry `at`, the pointer of the expression in its document,
 * and the position (counted from 1) in its text. `expected` refuses another result type. Who shows the findings to an
 * author gives `words: engineWords`; an applicant's page, which compiles what was checked long ago, need not load them.
 */
export function compileExpression(
  source: string,
  environment: RuleEnvironment,
  options: CompileOptions = {},
): Compiled {
  const { at = "", words = asSaid } = options;
  if (source.length > MAX_SOURCE)
    return { findings: [finding("expression-too-large", at, { size: source.length, maximum: MAX_SOURCE })] };
  let ast: ASTNode;
  try {
    ast = environment.cel.parse(source).ast;
  } catch (error) {
    return { findings: [syntaxFinding(error, source, at, words)] };
  }
  const guarded = guardExpression(ast, environment, at);
  if (guarded.length > 0) return { findings: guarded };
  const rewritten = rewriteExpression(ast);
  let parsed: ParseResult;
  try {
    parsed = environment.cel.parse(rewritten.text);
  } catch (error) {
    return { findings: [syntaxFinding(error, source, at, words)] };
  }
  const checked = parsed.check();
  if (!checked.valid) return { findings: [typeFinding(checked.error, rewritten, environment, at, words)] };
  const type = resultType(checked.type ?? "");
  if (options.expected !== undefined && type !== options.expected) {
    const expected = RESULT_WORDS[options.expected];
    return { findings: [finding("expression-result", at, { expected, actual: RESULT_WORDS[type] })] };
  }
  const references = referencesOf(ast, (name) => environment.variables.has(name));
  const program: Program = { source, references, type, run: (bindings) => parsed(bindings) };
  return { program, references, type };
}

/** Runs a program. Never throws: what has no value is unknown, with the reason. */
export function evaluate(program: Program, bindings: Bindings): Evaluation {
  let value: unknown;
  try {
    value = program.run(bindings);
  } catch (error) {
    return { unknown: reasonOf(error) };
  }
  if (typeof value === "number" && !Number.isFinite(value)) return { unknown: "not-finite" };
  return { value };
}

/** True only when a condition is known to hold. */
export function holds(program: Program, bindings: Bindings): boolean {
  const result = evaluate(program, bindings);
  return result.unknown === undefined && result.value === true;
}

/** True for what counts as not filled in: nothing, empty text, empty list. */
export function isBlankValue(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Makes bindings of plain values: only variables of the environment, blanks left out, rows without blank cells. */
export function bindingsOf(environment: RuleEnvironment, values: Readonly<Record<string, unknown>>): Bindings {
  const bindings: Bindings = Object.create(null);
  for (const [name, value] of Object.entries(values)) bindValue(bindings, environment, name, value);
  return bindings;
}

/** Adds one value to bindings, as bindingsOf does. */
export function bindValue(bindings: Bindings, environment: RuleEnvironment, name: string, value: unknown): void {
  const type = environment.variables.get(name);
  if (type === undefined || isBlankValue(value)) return;
  bindings[name] = type.kind === "rows" ? rowsWithoutBlanks(value) : value;
}

function rowsWithoutBlanks(rows: unknown): unknown {
  if (!Array.isArray(rows)) return rows;
  return rows.map((row) =>
    typeof row === "object" && row !== null
      ? Object.fromEntries(Object.entries(row).filter(([, cell]) => !isBlankValue(cell)))
      : row,
  );
}

function reasonOf(error: unknown): UnknownReason {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof NoValue) return at.reason;
    const code = (at as { code?: string }).code;
    if (code === "unknown_variable" || code === "no_such_key") return "blank";
  }
  return "wrong-type";
}

const RESULT_WORDS: Record<ResultType, LocalText> = {
  number: { zh: "数字", en: "a number" },
  string: { zh: "文字", en: "text" },
  boolean: { zh: "是/否", en: "true or false" },
  list: { zh: "列表", en: "a list" },
};

function resultType(type: string): ResultType {
  if (type === "double" || type === "int") return "number";
  if (type === "bool") return "boolean";
  return type === "string" ? "string" : "list";
}

function syntaxFinding(error: unknown, source: string, at: string, words: EngineWords): Finding {
  if (!(error instanceof ParseError)) return finding("expression-syntax", at, { position: 1, detail: "?" });
  const position = Math.min((error.range?.start ?? 0) + 1, source.length + 1);
  return finding("expression-syntax", at, { position, detail: words(plainWords(error.summary)) });
}

function typeFinding(
  error: unknown,
  rewritten: RewrittenExpression,
  environment: RuleEnvironment,
  at: string,
  words: EngineWords,
): Finding {
  const cel = error instanceof CelTypeError ? error : undefined;
  const range = cel?.range ?? { start: 0, end: rewritten.text.length };
  const node = originOf(rewritten, range.start, range.end);
  const position = (node?.range.start ?? 0) + 1;
  if (cel?.code === "unknown_variable" && node?.op === "id") {
    const hint = didYouMean(node.args, environment.variables.keys());
    return finding("expression-unknown-field", at, { position, name: node.args, hint });
  }
  if (cel?.code === "no_such_key" && node?.op === ".") {
    const column = node.args[1];
    const hint = didYouMean(column, allColumns(environment));
    return finding("expression-unknown-column", at, {
      position: node.range.end - column.length + 1,
      name: column,
      hint,
    });
  }
  const detail = words(plainWords(cel?.summary ?? (error instanceof Error ? error.message : String(error))));
  return finding("expression-type", at, { position, detail });
}

function allColumns(environment: RuleEnvironment): string[] {
  const types: VariableType[] = [...environment.variables.values()];
  return types.flatMap((type) => (type.kind === "rows" ? Object.keys(type.columns) : []));
}

/** Takes the names of our inner functions and CEL's type names out of a message. */
function plainWords(message: string): string {
  return message
    .replaceAll(INNER.plus, "+")
    .replaceAll(INNER.over, "/")
    .replaceAll(INNER.count, "size")
    .replaceAll("double", "number")
    .replace(/\bbool\b/g, "boolean")
    .replace(/Row_([a-z0-9_]+)/g, "row of $1");
}
