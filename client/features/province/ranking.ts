import type { RunResult } from "../../../core/contracts/scoring.ts";

/** A total is exact text; for comparing and for a distance on screen a number is enough. */
function points(text: string | null): number | null {
  return text === null ? null : Number(text);
}

export type SortKey = "rank" | "name" | "region" | "total" | `group:${string}`;

function sortValue(row: RunResult, key: SortKey): number | string | null {
  if (key === "rank") return row.rank;
  if (key === "name") return row.applicantName;
  if (key === "region") return `${row.city}${row.county ?? ""}`;
  if (key === "total") return points(row.total);
  const group = row.groups.find(({ id }) => `group:${id}` === key);
  return group ? Number(group.points) : null;
}

/** Rows in the asked order; what has no value stands last, ties keep the order of the ranking. */
export function sortResults(rows: readonly RunResult[], key: SortKey, direction: "up" | "down"): RunResult[] {
  const sign = direction === "up" ? 1 : -1;
  return rows.toSorted((a, b) => {
    const left = sortValue(a, key);
    const right = sortValue(b, key);
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    if (typeof left === "string" || typeof right === "string")
      return sign * String(left).localeCompare(String(right), "zh");
    return sign * (left - right);
  });
}

/** Declarations within the first `places`, ties at the line included; only those that meet the preconditions. */
export function withinPlaces(rows: readonly RunResult[], places: number): RunResult[] {
  return rows.filter((row) => row.eligible && row.rank !== null && row.rank <= places);
}

/** Points that are missing to the line, as text, for those below it; null for those on or above it. */
export function missingToLine(rows: readonly RunResult[], chosen: ReadonlySet<string>): Map<string, number> {
  const above = rows.filter((row) => chosen.has(row.declarationId)).flatMap((row) => points(row.total) ?? []);
  const missing = new Map<string, number>();
  if (above.length === 0) return missing;
  const line = Math.min(...above);
  for (const row of rows) {
    const total = points(row.total);
    if (chosen.has(row.declarationId) || !row.eligible || total === null) continue;
    missing.set(row.declarationId, Number((line - total).toPrecision(12)));
  }
  return missing;
}
