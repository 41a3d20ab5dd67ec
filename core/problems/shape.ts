import type { TSchema } from "@sinclair/typebox";
import { type ValueError, ValueErrorType } from "@sinclair/typebox/errors";
import { Value } from "@sinclair/typebox/value";
import { finding } from "./catalogue.ts";
import type { Finding, LocalText } from "./finding.ts";
import { nearestName } from "./nearest-name.ts";
import { patternWords } from "./pattern-words.ts";

/** At most this many findings for one document: a file of another kind would otherwise give thousands. */
const MAX_FINDINGS = 50;
/** Names of properties a message may list. */
const MAX_NAMED = 24;

/**
 * Compares a document with the TypeBox schema of its kind. Returns a finding (`shape-…`) for each place that differs;
 * an empty list means the document has the type `Static<typeof schema>`. Guard untrusted input with findJsonExcess
 * first: this walks recursively.
 */
export function checkShape(schema: TSchema, document: unknown, base = ""): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const error of Value.Errors(schema, document)) {
    const closest = closestError(error);
    if (seen.has(closest.path)) continue;
    seen.add(closest.path);
    findings.push(explain(closest, base));
    if (findings.length >= MAX_FINDINGS) break;
  }
  return findings;
}

/** Of a union's alternatives takes the one the author most likely meant, and its first error. */
function closestError(error: ValueError): ValueError {
  if (error.type !== ValueErrorType.Union) return error;
  let best: ValueError | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const alternative of error.errors) {
    const errors = [...alternative];
    const first = errors[0];
    if (first === undefined || first.path === error.path) continue;
    const distance = errors.reduce((sum, each) => sum + (isTag(each) ? 100 : 1), 0);
    if (distance < lowest) {
      lowest = distance;
      best = first;
    }
  }
  return best === undefined ? error : closestError(best);
}

/** A differing literal (`type: "number"` against "string") says the author meant another alternative. */
function isTag(error: ValueError): boolean {
  if (error.type === ValueErrorType.Literal) return true;
  return error.type === ValueErrorType.Union && allowedValues(error.schema).length > 0;
}

function explain(error: ValueError, base: string): Finding {
  const at = base + error.path;
  const name = error.path
    .slice(error.path.lastIndexOf("/") + 1)
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
  if (error.type === ValueErrorType.ObjectAdditionalProperties)
    return finding("shape-unknown", at, { name, hint: insteadOf(name, Object.keys(error.schema.properties ?? {})) });
  if (error.type === ValueErrorType.ObjectRequiredProperty) return finding("shape-missing", at, { name });
  if (error.value === "" && takesText(error.schema)) return finding("shape-empty", at);
  const allowed = allowedValues(error.schema);
  if (allowed.length > 0) return finding("shape-choice", at, { allowed: allowed.join(" | ") });
  if (error.type === ValueErrorType.StringPattern)
    return finding("shape-pattern", at, {
      value: shorten(error.value),
      pattern: patternWords(error.schema.pattern) ?? String(error.schema.pattern),
    });
  const expected = expectedKind(error.schema);
  if (expected !== undefined && !isOfKind(error.value, error.schema)) return finding("shape-type", at, { expected });
  return finding("shape-limit", at, { detail: limitWords(error) });
}

/** Keywords that bound a value, in words. */
const LIMITS: Record<string, (limit: unknown) => LocalText> = {
  minLength: (limit) => ({ zh: `至少 ${limit} 个字符`, en: `at least ${limit} characters` }),
  maxLength: (limit) => ({ zh: `最多 ${limit} 个字符`, en: `at most ${limit} characters` }),
  minItems: (limit) => ({ zh: `至少 ${limit} 项`, en: `at least ${limit} entries` }),
  maxItems: (limit) => ({ zh: `最多 ${limit} 项`, en: `at most ${limit} entries` }),
  minimum: (limit) => ({ zh: `不小于 ${limit}`, en: `at least ${limit}` }),
  maximum: (limit) => ({ zh: `不大于 ${limit}`, en: `at most ${limit}` }),
  exclusiveMinimum: (limit) => ({ zh: `大于 ${limit}`, en: `more than ${limit}` }),
  exclusiveMaximum: (limit) => ({ zh: `小于 ${limit}`, en: `less than ${limit}` }),
};

function limitWords({ schema, message }: ValueError): LocalText {
  const named = Object.entries(LIMITS).flatMap(([keyword, words]) =>
    schema[keyword] === undefined ? [] : [words(schema[keyword])],
  );
  if (named.length === 0) return { zh: message, en: message };
  return { zh: named.map(({ zh }) => zh).join("，"), en: named.map(({ en }) => en).join(", ") };
}

/** The end of a message about an unknown property: the one that may be meant, or those there are. */
function insteadOf(name: string, known: readonly string[]): LocalText {
  const near = nearestName(name, known);
  if (near !== undefined) return { zh: `，是否为“${near}”？`, en: `; did you mean "${near}"?` };
  if (known.length === 0 || known.length > MAX_NAMED) return { zh: "", en: "" };
  return { zh: `。此处可用：${known.join("、")}`, en: `. Allowed here: ${known.join(", ")}` };
}

/** True where a text may stand that must not be empty, alone or beside other kinds of values. */
function takesText(schema: TSchema): boolean {
  if (schema.type === "string") return schema.minLength > 0;
  return Array.isArray(schema.anyOf) && schema.anyOf.some(takesText);
}

function shorten(value: unknown): string {
  const text = String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function allowedValues(schema: TSchema): string[] {
  if (schema.const !== undefined) return [String(schema.const)];
  const alternatives: TSchema[] = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  const constants = alternatives.filter((alternative) => alternative.const !== undefined);
  return constants.length === alternatives.length ? constants.map((alternative) => String(alternative.const)) : [];
}

const KINDS: Record<string, LocalText> = {
  string: { zh: "文本", en: "a text" },
  number: { zh: "数字", en: "a number" },
  integer: { zh: "整数", en: "a whole number" },
  boolean: { zh: "是否值 true/false", en: "true or false" },
  array: { zh: "列表", en: "a list" },
  object: { zh: "对象", en: "an object" },
};

function expectedKind(schema: TSchema): LocalText | undefined {
  // A literal beside other kinds of values: the word itself helps more than its kind.
  if (schema.const !== undefined) return { zh: `“${schema.const}”`, en: `"${schema.const}"` };
  if (typeof schema.type === "string") return patternWords(schema.pattern) ?? KINDS[schema.type];
  const kinds: (LocalText | undefined)[] = Array.isArray(schema.anyOf) ? schema.anyOf.map(expectedKind) : [];
  const named = [...new Map(kinds.flatMap((kind) => (kind === undefined ? [] : [[kind.en, kind]]))).values()];
  if (named.length === 0) return { zh: "另一种值", en: "another kind of value" };
  return { zh: named.map(({ zh }) => zh).join("或"), en: named.map(({ en }) => en).join(" or ") };
}

function isOfKind(value: unknown, schema: TSchema): boolean {
  if (schema.type === "array") return Array.isArray(value);
  if (schema.type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === (schema.type === "integer" ? "number" : schema.type);
}
