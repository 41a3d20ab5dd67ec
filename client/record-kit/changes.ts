import type { DeclarationVersion } from "../../core/contracts/declarations.ts";

type FileOfVersion = DeclarationVersion["evidence"][number];
type Answers = Readonly<Record<string, unknown>>;

/** Two submissions of a form, laid beside each other. */
export interface Submissions {
  before: { answers: Answers; files: readonly FileOfVersion[] };
  now: { answers: Answers; files: readonly FileOfVersion[] };
  /** Pointers of values that are others now, though their masks are the same. */
  hidden: readonly string[];
}

/** Field id to its earlier answer, for every field whose answer is another one now. */
export function changedAnswers(before: Answers, now: Answers, hidden: readonly string[]): Map<string, unknown> {
  const behindMasks = new Set(hidden.map((pointer) => pointer.split("/")[1]));
  const fields = new Set([...Object.keys(before), ...Object.keys(now)]);
  const changed = new Map<string, unknown>();
  for (const field of fields)
    if (behindMasks.has(field) || !isSame(before[field], now[field])) changed.set(field, before[field]);
  return changed;
}

/** Files of one submission that the other does not hold, told by their content. */
export function filesOnlyIn(files: readonly FileOfVersion[], others: readonly FileOfVersion[]): FileOfVersion[] {
  const held = new Set(others.map((file) => `${file.requirementId} ${file.sha256}`));
  return files.filter((file) => !held.has(`${file.requirementId} ${file.sha256}`));
}

/** Numbers of the rows of a table in which something changed that its mask hides. */
export function hiddenRows(table: string, hidden: readonly string[]): Set<number> {
  const paths = hidden.map((pointer) => pointer.split("/"));
  return new Set(paths.flatMap(([, field, row]) => (field === table && row !== undefined ? [Number(row) + 1] : [])));
}

/**
 * Rows of a table that the other does not hold, each with its number; a row that only moved is in both.
 * @param hidden numbers of rows, here or in the other, that differ from every row they look like
 */
export function rowsOnlyIn(
  rows: unknown,
  others: unknown,
  hidden: { here?: ReadonlySet<number>; there?: ReadonlySet<number> } = {},
): { number: number; row: Record<string, unknown> }[] {
  const left = new Map<string, number>();
  for (const [at, row] of tableRows(others).entries())
    if (!hidden.there?.has(at + 1)) left.set(keyOf(row), (left.get(keyOf(row)) ?? 0) + 1);
  return tableRows(rows).flatMap((row, at) => {
    const count = left.get(keyOf(row)) ?? 0;
    if (count === 0 || hidden.here?.has(at + 1)) return [{ number: at + 1, row }];
    left.set(keyOf(row), count - 1);
    return [];
  });
}

function tableRows(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}

/** The order of the cells says nothing. */
function keyOf(row: Record<string, unknown>): string {
  return JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
