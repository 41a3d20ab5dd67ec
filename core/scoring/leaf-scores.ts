import type { LocalText } from "../problems/finding.ts";
import type { Exact } from "./exact.ts";

/** The fact a leaf needs was not given; its `missing` decides. */
export const MISSING = -1;
/** The leaf does not concern this applicant (outside the cohort, or spread over the siblings). */
export const NOT_APPLICABLE = -2;

/** What one rule gives: its points and the rule in words. */
export interface Entry {
  points: Exact;
  rule: LocalText;
  /** Place of the row, band or bin in the document, from 1. */
  line?: number;
  /** Something a reader should know about these points. */
  flag?: LocalText;
}

/** Where applicants stand in their cohort; 0 when they do not. */
export interface Positions {
  /** Best place among equals, from 1. */
  rank: Int32Array;
  /** How many share the value of a row; counted when asked for. */
  ties(row: number): number;
  /** Size of the cohort of a row. */
  size(row: number): number;
}

/**
 * The points of one leaf for all applicants: a code a row into a short list of entries. Most rules give few different
 * points, so a hundred thousand applicants cost four bytes each.
 */
export class LeafScores {
  readonly codes: Int32Array;
  readonly entries: Entry[] = [];
  positions: Positions | null = null;
  /** Why a row is missing, when it is not because nothing was given. */
  readonly refusals = new Map<number, LocalText>();
  readonly #known = new Map<string, number>();

  constructor(rows: number) {
    this.codes = new Int32Array(rows).fill(MISSING);
  }

  /** The code of an entry; `key` tells entries apart. */
  code(key: string, make: () => Entry): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const code = this.entries.push(make()) - 1;
    this.#known.set(key, code);
    return code;
  }

  entry(row: number): Entry | undefined {
    return this.entries[this.codes[row] as number];
  }

  /** The ranks of all rows, made on first use. */
  ranksFor(counts: Pick<Positions, "ties" | "size">): Int32Array {
    this.positions ??= { rank: new Int32Array(this.codes.length), ...counts };
    return this.positions.rank;
  }
}
