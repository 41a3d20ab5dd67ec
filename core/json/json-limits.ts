import { pointer } from "./pointer.ts";

/** How large an untrusted JSON value may be before anything recursive looks at it. */
export interface JsonLimits {
  /** Containers inside containers. */
  maxDepth: number;
  /** Values of every kind, containers included. */
  maxNodes: number;
  /** UTF-16 units of any one string or key. */
  maxStringLength: number;
}

/** Fits the largest form definition and a full declaration (200 rows of 20 columns, several tables). */
const DOCUMENT_LIMITS: JsonLimits = { maxDepth: 32, maxNodes: 200_000, maxStringLength: 100_000 };

export interface JsonExcess {
  pointer: string;
  limit: "depth" | "nodes" | "string-length" | "not-json";
  /** The limit that was passed. */
  maximum: number;
}

interface Visit {
  value: unknown;
  parent: Visit | null;
  key: string | number;
  depth: number;
}

/**
 * Finds the first place where a value passes the limits; null when it keeps them. Walks with a stack of its own, so a
 * value nested a hundred thousand deep costs no call stack. Values JSON does not know (NaN, undefined, functions,
 * cycles by their depth) are an excess too.
 */
export function findJsonExcess(value: unknown, limits: JsonLimits = DOCUMENT_LIMITS): JsonExcess | null {
  const stack: Visit[] = [{ value, parent: null, key: "", depth: 0 }];
  let nodes = 0;
  while (stack.length > 0) {
    const visit = stack.pop() as Visit;
    if (++nodes > limits.maxNodes) return { pointer: "", limit: "nodes", maximum: limits.maxNodes };
    const limit = leafExcess(visit.value, limits);
    if (limit !== null) return { pointer: placeOf(visit), limit, maximum: maximumOf(limit, limits) };
    if (typeof visit.value !== "object" || visit.value === null) continue;
    if (visit.depth >= limits.maxDepth) return { pointer: placeOf(visit), limit: "depth", maximum: limits.maxDepth };
    const entries = Array.isArray(visit.value) ? visit.value.entries() : Object.entries(visit.value);
    for (const [key, child] of entries) {
      if (typeof key === "string" && key.length > limits.maxStringLength)
        return { pointer: placeOf(visit), limit: "string-length", maximum: limits.maxStringLength };
      stack.push({ value: child, parent: visit, key, depth: visit.depth + 1 });
      if (stack.length > limits.maxNodes) return { pointer: "", limit: "nodes", maximum: limits.maxNodes };
    }
  }
  return null;
}

function leafExcess(value: unknown, limits: JsonLimits): "string-length" | "not-json" | null {
  if (typeof value === "string") return value.length > limits.maxStringLength ? "string-length" : null;
  if (typeof value === "number") return Number.isFinite(value) ? null : "not-json";
  return typeof value === "boolean" || typeof value === "object" ? null : "not-json";
}

function maximumOf(limit: JsonExcess["limit"], limits: JsonLimits): number {
  return limit === "string-length" ? limits.maxStringLength : 0;
}

function placeOf(visit: Visit): string {
  const parts: (string | number)[] = [];
  for (let at: Visit | null = visit; at?.parent; at = at.parent) parts.unshift(at.key);
  return pointer(...parts);
}
