import type { JsonExcess } from "../json/json-limits.ts";
import { finding } from "./catalogue.ts";
import type { Finding } from "./finding.ts";

const CODES = {
  depth: "json-too-deep",
  nodes: "json-too-large",
  "string-length": "json-string-too-long",
  "not-json": "json-not-json",
} as const;

/** Says in words where an untrusted value passed the limits. */
export function jsonFinding(excess: JsonExcess): Finding {
  return finding(CODES[excess.limit], excess.pointer, { maximum: excess.maximum });
}
