import type { LocalText } from "../problems/finding.ts";
import type { CompiledScheme } from "./compile-scheme.ts";
import type { Exact } from "./exact.ts";
import type { FactTable } from "./fact-table.ts";
import type { CohortGroups } from "./leaf-method.ts";
import type { LeafScores } from "./leaf-scores.ts";
import type { MarkTable } from "./mark-table.ts";
import type { NodeColumn } from "./node-column.ts";
import type { Treatment } from "./treatment.ts";

/** Why an applicant has no total, or something to know about it. */
export interface Reason {
  /** Id of the precondition, node or rule. */
  id: string;
  message: LocalText;
  basis: string | null;
  /** A flag is shown, but stops nothing. */
  stops: boolean;
  /** False when an unanswered fact left it open. */
  known: boolean;
}

export interface Decision {
  rule: string;
  effect: string;
  message: LocalText;
  /** For rules over several runs: how many in a row so far. */
  count?: number;
  banYears?: number;
}

/** One run over a frozen cohort. Everything a trace needs is here; nothing is rendered until asked for. */
export interface ScoringRun {
  scheme: CompiledScheme;
  table: FactTable;
  marks: MarkTable;
  /** 1 where no precondition, veto or rejected leaf stops the applicant. */
  eligible: Uint8Array;
  reasons: ReadonlyMap<number, readonly Reason[]>;
  /** By place in `scheme.nodes`: points of groups, scores of leaves. */
  columns: readonly (NodeColumn | null)[];
  scores: readonly (LeafScores | null)[];
  treatments: readonly (Treatment | null)[];
  /** Rows of a leaf without its fact. */
  missing: readonly ReadonlySet<number>[];
  cohort(id: string): CohortGroups;
  /** Total as ranked and published; null without one. */
  totals: readonly (Exact | null)[];
  /** 0 without a rank. */
  ranks: Int32Array;
  tiers: readonly (string | null)[];
  decisions: ReadonlyMap<number, readonly Decision[]>;
}

/** Points of any node for one applicant. */
export function pointsAt(run: ScoringRun, node: number, row: number): Exact | null {
  const scores = run.scores[node];
  if (scores) return scores.entry(row)?.points ?? null;
  return run.columns[node]?.at(row) ?? null;
}
