import type { TSchema } from "@sinclair/typebox";
import { FormatRegistry } from "@sinclair/typebox";
import { TypeCompiler } from "@sinclair/typebox/compiler";
import { Value } from "@sinclair/typebox/value";
import { findJsonExcess } from "../../core/json/json-limits.ts";
import { pointer } from "../../core/json/pointer.ts";
import { finding } from "../../core/problems/catalogue.ts";
import type { Finding } from "../../core/problems/finding.ts";
import { checkShape } from "../../core/problems/shape.ts";
import type { App } from "../app-types.ts";

/**
 * Checks requests against their contracts. A body is taken as it is: nothing is coerced, defaulted or dropped, an
 * unknown property is refused. Queries, parameters and headers are text by nature and are read as the type they name.
 */
export function installValidation(app: App): void {
  FormatRegistry.Set("date-time", isInstant);
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const contract = schema as TSchema;
    const check = TypeCompiler.Compile(contract);
    return (given: unknown) => {
      const value = httpPart === "body" ? given : Value.Convert(contract, given);
      const refusal = (httpPart === "body" ? excessOf(value) : null) ?? characterOf(value, "");
      if (refusal === null && check.Check(value)) return { value };
      const findings = refusal === null ? checkShape(contract, value) : [refusal];
      return { error: [{ findings, message: "does not fit the contract", instancePath: "" }] as unknown as Error };
    };
  });
}

/** Before anything recursive looks at a body. */
function excessOf(value: unknown): Finding | null {
  const excess = findJsonExcess(value);
  if (excess === null) return null;
  const codes = {
    depth: "json-too-deep",
    nodes: "json-too-large",
    "string-length": "json-string-too-long",
    "not-json": "json-not-json",
  } as const;
  return finding(codes[excess.limit], excess.pointer, { maximum: excess.maximum });
}

/** A null character, which PostgreSQL cannot store, or half a surrogate pair, which UTF-8 cannot write. */
export function characterOf(value: unknown, at: string): Finding | null {
  if (typeof value === "string")
    return value.includes("\0") || /\p{Surrogate}/u.test(value) ? finding("json-character", at) : null;
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return null;
  for (const [key, child] of Object.entries(value)) {
    const found = characterOf(key, at) ?? characterOf(child, at + pointer(key));
    if (found !== null) return found;
  }
  return null;
}

/** ISO 8601 in UTC, as `Date.toISOString` writes it, milliseconds optional. */
function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(text) && !Number.isNaN(Date.parse(text));
}
