import type { TitleTerm } from "./title-holders.store.ts";

/** Years the holder of a title has to report on by today, oldest first: from the year of the award while it is valid. */
export function reportYears({ awardedOn, validUntil }: TitleTerm, today: string): number[] {
  const first = yearOf(awardedOn);
  const last = Math.min(yearOf(today) - 1, validUntil === null ? Number.POSITIVE_INFINITY : yearOf(validUntil));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** A day so many days after another. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
