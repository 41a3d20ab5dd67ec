import canonicalize from "canonicalize";
import { sha256Hex } from "./sha256.ts";

/**
 * Canonical JSON (RFC 8785): the same text for the same value, whatever the order of its keys. Throws a TypeError on
 * what JSON cannot hold (undefined, functions) and an Error on NaN, infinities, cycles and lone surrogates.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("value cannot be written as JSON");
  return text;
}

/** The content hash of a JSON value: SHA-256 of its canonical JSON, 64 hexadecimal digits. Throws as canonicalJson. */
export function contentHash(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}
