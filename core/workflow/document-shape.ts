import type { TSchema } from "@sinclair/typebox";
import { type ValueError, ValueErrorType } from "@sinclair/typebox/errors";
import { Value } from "@sinclair/typebox/value";
import type { Finding, LocalText } from "../problems/finding.ts";

/** At most this many findings for one document: a file of another kind would otherwise give thousands. */
const MAX_FINDINGS = 50;

/**
 * Compares a document with the TypeBox schema of its kind. Returns one `shape` finding for each place that differs,
 * with an RFC 6901 pointer; an empty list means the document has the type `Static<schema>`.
 */
export function checkShape(schema: TSchema, document: unknown): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const error of Value.Errors(schema, document)) {
    const closest = closestError(error);
    if (seen.has(closest.path)) continue;
    seen.add(closest.path);
    findings.push({ pointer: closest.path, code: "shape", level: "error", message: explain(closest) });
    if (findings.length >= MAX_FINDINGS) break;
  }
  return findings;
}

/** Of a union's alternatives takes the one that came furthest, and its first error: that is the place to mend. */
function closestError(error: ValueError): ValueError {
  if (error.type !== ValueErrorType.Union) return error;
  let best: ValueError | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const alternative of error.errors) {
    const errors = [...alternative];
    const first = errors[0];
    if (first === undefined || first.path === error.path) continue;
    if (errors.length < fewest) {
      fewest = errors.length;
      best = first;
    }
  }
  return best === undefined ? error : closestError(best);
}

function explain(error: ValueError): LocalText {
  const name = error.path.slice(error.path.lastIndexOf("/") + 1);
  if (error.type === ValueErrorType.ObjectAdditionalProperties) {
    return { zh: `不认识的属性“${name}”`, en: `Unknown property "${name}"` };
  }
  if (error.type === ValueErrorType.ObjectRequiredProperty) {
    return { zh: `缺少属性“${name}”`, en: `Property "${name}" is missing` };
  }
  const allowed = allowedValues(error.schema);
  if (allowed.length > 0) {
    return { zh: `此处只能是：${allowed.join("、")}`, en: `Must be one of: ${allowed.join(", ")}` };
  }
  return { zh: `此处不符合格式要求（${error.message}）`, en: error.message };
}

function allowedValues(schema: TSchema): string[] {
  if (schema.const !== undefined) return [String(schema.const)];
  const alternatives: TSchema[] = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  const constants = alternatives.filter((alternative) => alternative.const !== undefined);
  return constants.length === alternatives.length ? constants.map((alternative) => String(alternative.const)) : [];
}
