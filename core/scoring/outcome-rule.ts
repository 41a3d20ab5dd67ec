import type { Static, TObject } from "@sinclair/typebox";
import type { Finding, LocalText } from "../problems/finding.ts";
import type { RuleEnvironment } from "../rules/rule-environment.ts";
import type { Exact } from "./exact.ts";
import type { PastRun, Standing } from "./outcome.ts";
import type { Decision, ScoringRun } from "./run.ts";
import type { SchemeDocument } from "./scheme-document.ts";

export interface OutcomeInput {
  /** With totals and ranks. */
  run: ScoringRun;
  /** The value that was ranked: exact or as published. */
  ranked: readonly (Exact | null)[];
  standings: readonly Standing[];
  /** Newest first. */
  past: readonly PastRun[];
  setTier(row: number, tier: string): void;
  decide(row: number, decision: Decision): void;
}

/** One thing that follows from totals and ranks. */
export interface OutcomeRule<P extends TObject = TObject> {
  kind: string;
  title: LocalText;
  summary: LocalText;
  parameters: P;
  check?(
    parameters: Static<P>,
    context: { document: SchemeDocument; environment: RuleEnvironment; at: string },
  ): Finding[];
  apply(parameters: Static<P>, input: OutcomeInput): void;
}

export function outcomeRule<P extends TObject>(rule: OutcomeRule<P>): OutcomeRule {
  return rule as unknown as OutcomeRule;
}

/** First and last place in the list that share the total of a place. */
export function tieSpan({ run }: OutcomeInput, rows: readonly number[], place: number): [number, number] {
  const rank = run.ranks[rows[place] as number];
  let first = place;
  let last = place;
  while (first > 0 && run.ranks[rows[first - 1] as number] === rank) first--;
  while (last + 1 < rows.length && run.ranks[rows[last + 1] as number] === rank) last++;
  return [first, last];
}
