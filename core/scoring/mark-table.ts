import type { Exact } from "./exact.ts";

/** One expert's mark. */
export interface Mark {
  expert: string;
  points: Exact;
}

/** Marks by applicant and item; what names neither an applicant nor an item of the scheme is kept apart as stray. */
export interface MarkTable {
  marks(applicant: string, item: string): readonly Mark[];
  stray: readonly { applicant: string; item: string; expert: string }[];
}

export const NO_MARKS: MarkTable = { marks: () => [], stray: [] };
