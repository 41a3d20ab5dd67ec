import type { Documents } from "../../../core/contracts/studio.ts";

export type Side = "mine" | "theirs";

/** Equal as JSON, whatever the order of the keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => isSame(left[key], right[key]));
}

/**
 * Brings two edits of the same documents together, document by document: what one side alone changed is kept; where
 * both did and differ, `side` decides, and `both` names the document. A document a side took out counts as changed.
 */
export function mergeDocuments(
  base: Documents,
  mine: Documents,
  theirs: Documents,
  side: Side,
): { documents: Documents; both: string[] } {
  const documents: Documents = {};
  const both: string[] = [];
  for (const path of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const iChanged = !isSame(base[path], mine[path]);
    const theyChanged = !isSame(base[path], theirs[path]);
    const isConflict = iChanged && theyChanged && !isSame(mine[path], theirs[path]);
    if (isConflict) both.push(path);
    const content = (isConflict ? side === "mine" : iChanged) ? mine[path] : theirs[path];
    if (content !== undefined) documents[path] = content;
  }
  return { documents, both };
}
