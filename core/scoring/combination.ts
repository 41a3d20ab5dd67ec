import type { Static, TObject } from "@sinclair/typebox";
import type { Finding, LocalText } from "../problems/finding.ts";
import type { Exact, Rounding } from "./exact.ts";
import type { FactTable } from "./fact-table.ts";
import type { Bounds } from "./leaf-method.ts";
import type { NodeColumn } from "./node-column.ts";
import type { Fact, Group } from "./scheme-document.ts";

export interface GroupContext {
  group: Group;
  /** Pointer of the group. */
  at: string;
  facts: ReadonlyMap<string, Fact>;
  step: { places: number; rounding: Rounding };
}

export interface GroupInput {
  rows: number;
  table: FactTable;
  children: readonly NodeColumn[];
  /** Stops the total of an applicant, with the reason. */
  block(row: number, reason: LocalText): void;
}

/**
 * How much of each child stands in the group's points of one applicant. What the shares do not explain (a cap, a
 * geometric mean) is shown as an adjustment, so that contributions always add up.
 */
export type Shares = (row: number, table: FactTable, values: readonly (Exact | null)[]) => readonly Exact[];

/** One way of bringing the points of children together. Shared code never asks for its name. */
export interface Combination<P extends TObject = TObject> {
  kind: string;
  title: LocalText;
  summary: LocalText;
  parameters: P;
  /** Shares alone explain the points: an adjustment beyond rounding is a fault of the engine. */
  linear: boolean;
  /** The shares are the same for every applicant of whom all children are scored. */
  fixedShares: boolean;
  /** Negative points of a child have no meaning here. */
  nonNegative?: boolean;
  check?(parameters: Static<P>, context: GroupContext): Finding[];
  references?(parameters: Static<P>): readonly string[];
  bounds(parameters: Static<P>, context: GroupContext, children: readonly Bounds[]): Bounds;
  compile(
    parameters: Static<P>,
    context: GroupContext,
  ): {
    combine(input: GroupInput): NodeColumn;
    shares: Shares;
    /** Places of the children that count for an applicant, when not all do whatever their points. */
    chosen?(row: number, table: FactTable): readonly number[];
  };
}

export function combination<P extends TObject>(kind: Combination<P>): Combination {
  return kind as unknown as Combination;
}
