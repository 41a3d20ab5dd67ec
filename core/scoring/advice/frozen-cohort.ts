import { compileScheme } from "../compile-scheme.ts";
import { buildFactTable, type FactValue } from "../declared-facts.ts";
import { evaluate } from "../evaluate.ts";
import { decimal, divide, type Exact, formatExact, isZero, multiply, ONE } from "../exact.ts";
import type { ScoringRun } from "../run.ts";
import { type Fact, type Group, isLeaf, nodesOf, type SchemeDocument, type SchemeNode } from "../scheme-document.ts";

/**
 * A cohort as an earlier run froze it, brought together again under other weights: the points of the leaves stay what
 * they were (with the marks and the places behind them), only what they weigh changes. Beside the result, never one.
 */

/** One applicant of the frozen run. */
export interface FrozenApplicant {
  id: string;
  eligible: boolean;
  facts: Readonly<Record<string, FactValue>>;
  /** Points of each leaf as the run gave them; null where nothing was scored. */
  points: Readonly<Record<string, string | null>>;
}

/** A node whose weight can be tried: the weight printed, or the full marks where points are simply added. */
export interface AdjustableNode {
  node: SchemeNode;
  depth: number;
  parent: string;
  by: "weight" | "max";
  value: string;
}

/** Kinds of groups that add points as they come; full marks are the weights there. */
const ADDING = new Set(["sum", "cap"]);

export function adjustableNodes(document: SchemeDocument): AdjustableNode[] {
  const depths = new Map<SchemeNode, number>();
  return nodesOf(document).flatMap(({ node, parent }): AdjustableNode[] => {
    const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1;
    depths.set(node, depth);
    if (parent === null) return [];
    const by = parent.combine.kind === "weighted" ? "weight" : ADDING.has(parent.combine.kind) ? "max" : null;
    const value = by === null ? undefined : node[by];
    if (by === null || value === undefined || isZero(decimal(value))) return [];
    return [{ node, depth, parent: parent.id, by, value: formatExact(decimal(value)) }];
  });
}

/**
 * Runs the frozen cohort with some weights changed (`changes`: node id to its new weight or full marks, decimals from 0).
 * Weights of a group are counted by their own sum, so that they need not add up. Throws a RangeError when all weights of
 * a group are 0.
 */
export function rerunFrozen(
  document: SchemeDocument,
  applicants: readonly FrozenApplicant[],
  changes: ReadonlyMap<string, string>,
): ScoringRun {
  const factors = factorsOf(document, changes);
  const leaves = nodesOf(document).flatMap(({ node }) => (isLeaf(node) ? [node.id] : []));
  const held: Fact[] = leaves.map((id, at) => ({ id: `frozen_points_${at}`, title: id, type: "number" }));
  const frozen: SchemeDocument = {
    ...document,
    facts: [...document.facts, ...held, { id: STANDS, title: STANDS, type: "boolean" }],
    eligibility: [{ id: "frozen", assert: STANDS, effect: "no-total", unknown: "fails", message: "—", basis: "—" }],
    root: freeze(document.root as SchemeNode, {
      factOf: (id) => `frozen_points_${leaves.indexOf(id)}`,
      factors,
      changes,
    }) as SchemeDocument["root"],
    assume: [],
  };
  const facts = applicants.map(({ facts: given, points, eligible }) => ({
    ...given,
    [STANDS]: eligible,
    ...Object.fromEntries(leaves.map((id, at) => [`frozen_points_${at}`, scaled(points[id], factors.get(id) ?? ONE)])),
  }));
  const { table } = buildFactTable(
    frozen,
    applicants.map(({ id }) => id),
    facts,
  );
  return evaluate(compileScheme(frozen), table);
}

const STANDS = "frozen_stands";
/** Places in which scaled points are written: more than any published total has. */
const PLACES = 24;

const scaled = (points: string | null | undefined, factor: Exact): string | null =>
  points === null || points === undefined ? null : formatExact(multiply(decimal(points), factor), PLACES);

/** By what the points below each node are multiplied: new full marks over the printed ones, from the root down. */
function factorsOf(document: SchemeDocument, changes: ReadonlyMap<string, string>): Map<string, Exact> {
  const own = new Map(
    adjustableNodes(document).flatMap(({ node, by, value }) => {
      const wanted = changes.get(node.id);
      return by === "max" && wanted !== undefined ? [[node.id, divide(decimal(wanted), decimal(value))] as const] : [];
    }),
  );
  const factors = new Map<string, Exact>();
  for (const { node, parent } of nodesOf(document))
    factors.set(node.id, multiply(parent === null ? ONE : (factors.get(parent.id) ?? ONE), own.get(node.id) ?? ONE));
  return factors;
}

interface Freezing {
  factOf(leaf: string): string;
  factors: ReadonlyMap<string, Exact>;
  changes: ReadonlyMap<string, string>;
}

function freeze(node: SchemeNode, freezing: Freezing): SchemeNode {
  const { factOf, factors, changes } = freezing;
  const weight = node.weight === undefined ? {} : { weight: changes.get(node.id) ?? node.weight };
  const max = node.max === undefined ? {} : { max: changes.get(node.id) ?? node.max };
  const { id, title, basis } = node;
  if (isLeaf(node)) {
    const score = { kind: "given", low: "-999999999999999", high: "999999999999999" };
    return { id, title, basis, ...weight, ...max, fact: factOf(id), score, missing: "not-applicable" };
  }
  const { availability: _, ...group } = node;
  return {
    ...group,
    ...weight,
    ...max,
    combine: combineOf(group, changes, factors.get(id) ?? ONE),
    children: group.children.map((child) => freeze(child, freezing)),
  };
}

function combineOf(group: Group, changes: ReadonlyMap<string, string>, factor: Exact): Group["combine"] {
  const { combine, children } = group;
  if (combine.kind === "cap") {
    const at = formatExact(multiply(decimal((combine as unknown as { at: string }).at), factor), PLACES);
    return { ...combine, at } as Group["combine"];
  }
  if (combine.kind !== "weighted") return combine;
  if (children.every((child) => isZero(decimal(changes.get(child.id) ?? child.weight ?? "1"))))
    throw new RangeError(group.id);
  return { ...combine, normalise: "sum" } as Group["combine"];
}
