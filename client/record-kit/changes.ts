import type { DeclarationVersion } from "../../core/contracts/declarations.ts";

type FileOfVersion = DeclarationVersion["evidence"][number];

/** One submission of a form, as far as it can be laid beside another. */
export interface Submitted {
  answers: Readonly<Record<string, unknown>>;
  files: readonly FileOfVersion[];
}

/** Field id to its earlier answer, for every field whose answer is another one now. */
export function changedAnswers(before: Pick<Submitted, "answers">, now: Pick<Submitted, "answers">) {
  const fields = new Set([...Object.keys(before.answers), ...Object.keys(now.answers)]);
  const changed = new Map<string, unknown>();
  for (const field of fields)
    if (!isSame(before.answers[field], now.answers[field])) changed.set(field, before.answers[field]);
  return changed;
}

/** Files of one submission that the other does not hold, told by their content. */
export function filesOnlyIn(files: readonly FileOfVersion[], others: readonly FileOfVersion[]): FileOfVersion[] {
  const held = new Set(others.map((file) => `${file.requirementId} ${file.sha256}`));
  return files.filter((file) => !held.has(`${file.requirementId} ${file.sha256}`));
}

/** Rows of a table that the other does not hold, each with its number; a row that only moved is in both. */
export function rowsOnlyIn(rows: unknown, others: unknown): { number: number; row: Record<string, unknown> }[] {
  const left = new Map<string, number>();
  for (const row of tableRows(others)) left.set(keyOf(row), (left.get(keyOf(row)) ?? 0) + 1);
  return tableRows(rows).flatMap((row, at) => {
    const count = left.get(keyOf(row)) ?? 0;
    if (count === 0) return [{ number: at + 1, row }];
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
