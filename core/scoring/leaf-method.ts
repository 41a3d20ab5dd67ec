import type { Static, TObject } from "@sinclair/typebox";
import type { Finding, LocalText } from "../problems/finding.ts";
import type { RuleEnvironment } from "../rules/rule-environment.ts";
import type { Exact } from "./exact.ts";
import type { FactTable } from "./fact-table.ts";
import type { LeafScores } from "./leaf-scores.ts";
import type { MarkTable } from "./mark-table.ts";
import type { NumberColumn } from "./number-column.ts";
import type { Fact, FactType, Leaf, SchemeDocument } from "./scheme-document.ts";

/** What a method may look at while a scheme is checked or compiled. */
export interface LeafContext {
  document: SchemeDocument;
  leaf: Leaf;
  /** Pointer of the `score`. */
  at: string;
  facts: ReadonlyMap<string, Fact>;
  environment: RuleEnvironment;
  /** Rounds to the step of the scheme what has no end as a decimal or more places than it. */
  step(value: Exact): Exact;
  /** Checks the parameters of another kind (for kinds made of kinds). */
  checkKind(score: unknown, at: string): Finding[];
}

/** In place of a group: the fact that names it is blank, or names none of the cohort. */
export const NO_GROUP = -2;

/** A cohort in a run: its groups with their rows. */
export interface CohortGroups {
  /** Group of each row, -1 outside, NO_GROUP where it cannot be told. */
  groupOf: Int32Array;
  names: readonly string[];
  members: readonly Int32Array[];
  /** Rows that stand in no group. */
  outside: Int32Array;
}

/** What a method gets to score. */
export interface LeafInput {
  rows: number;
  table: FactTable;
  /** The leaf's fact after imputation and outliers, when it is a number. */
  numbers: NumberColumn | null;
  /** Groups of a cohort ("all" or an id of the scheme), without ineligible applicants where the scheme says so. */
  cohort(id: string): CohortGroups;
  marks: MarkTable;
}

/** The least and the most points a rule can give; null when there is no bound. */
export interface Bounds {
  low: Exact | null;
  high: Exact | null;
}

/** One way of turning a fact into points. Shared code never asks for its name. */
export interface LeafMethod<P extends TObject = TObject> {
  kind: string;
  title: LocalText;
  /** One paragraph for docs/scoring.md. */
  summary: LocalText;
  parameters: P;
  /** Types of `fact` it takes; empty when it takes none (it names its own). */
  facts: readonly FactType[];
  /** It may stand without a fact (its parts name their own). */
  factOptional?: boolean;
  /** Points depend on who else takes part. */
  relative: boolean;
  /** Findings beyond the shape. */
  check?(parameters: Static<P>, context: LeafContext): Finding[];
  bounds(parameters: Static<P>, context: LeafContext): Bounds;
  /** Facts it reads besides the leaf's own. */
  references?(parameters: Static<P>, context: LeafContext): readonly string[];
  /** Prepares once; the result fills a column of scores. */
  compile(parameters: Static<P>, context: LeafContext): (input: LeafInput, scores: LeafScores) => void;
}

/** Keeps the parameter type while listing methods together. */
export function leafMethod<P extends TObject>(method: LeafMethod<P>): LeafMethod {
  return method as unknown as LeafMethod;
}
