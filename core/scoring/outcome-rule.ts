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
  /** The same number where nothing tells two applicants of one standing apart, whatever way places are counted. */
  equals: Int32Array;
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

/** For every place of a list, the first and the last place of those equal to it, breakers included. */
export function tieSpans({ equals }: OutcomeInput, rows: readonly number[]): { first: Int32Array; last: Int32Array } {
  const first = new Int32Array(rows.length);
  const last = new Int32Array(rows.length);
  for (let start = 0; start < rows.length; ) {
    let end = start + 1;
    while (end < rows.length && equals[rows[end] as number] === equals[rows[start] as number]) end++;
    first.fill(start, start, end);
    last.fill(end - 1, start, end);
    start = end;
  }
  return { first, last };
}
