import { contentHash } from "../../../core/json/canonical.ts";
import { type CompiledScheme, compileScheme } from "../../../core/scoring/compile-scheme.ts";
import type { SchemeDocument } from "../../../core/scoring/scheme-document.ts";
import { BoundedCache } from "./bounded-cache.ts";

/** Compiled schemes by content hash. */
const schemes = new BoundedCache<CompiledScheme>(64, 32 * 1024 * 1024);

/** The compiled scheme of an edition that has one. */
export function schemeOf(document: unknown): CompiledScheme {
  const hash = contentHash(document);
  const known = schemes.find(hash);
  if (known !== undefined) return known;
  const compiled = compileScheme(document as SchemeDocument);
  schemes.keep(hash, compiled, JSON.stringify(document).length);
  return compiled;
}
