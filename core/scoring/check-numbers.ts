import { type Finding, toLocalText } from "../problems/finding.ts";
import type { SchemeCheck } from "./check-scheme.ts";
import { findCombination } from "./combinations.ts";
import { leafContext } from "./compile-scheme.ts";
import { add, compare, decimal, type Exact, equals, formatExact, HUNDRED, ZERO } from "./exact.ts";
import { found } from "./findings.ts";
import type { Bounds } from "./leaf-method.ts";
import { findLeafMethod } from "./leaf-methods.ts";
import { type Group, isLeaf, nodesOf, type SchemeNode } from "./scheme-document.ts";

/** The arithmetic of a scheme: do weights add up, can full marks be reached, and can no more be reached than printed. */
export function checkNumbers(check: SchemeCheck): Finding[] {
  const pointers = new Map(nodesOf(check.document).map(({ node, pointer }) => [node, pointer]));
  const findings: Finding[] = [];
  const total = boundsOfNode(check, check.document.root as SchemeNode, pointers, findings);
  findings.push(...checkLines(check, total));
  for (const { node, pointer } of nodesOf(check.document)) {
    if (isLeaf(node)) findings.push(...checkPanel(check, node));
    else findings.push(...checkWeights(node, pointer));
  }
  findings.push(...checkFlatWeights(check));
  return findings;
}

/** Lines of tiers and quotas above the highest total there can be. */
function checkLines({ document }: SchemeCheck, { high }: Bounds): Finding[] {
  if (high === null) return [];
  return document.outcome.rules.flatMap((rule, index) => {
    const { tiers, least } = rule as { tiers?: { from?: string }[]; least?: string };
    const lines = [
      ...(tiers ?? []).map(({ from }, tier) => [from, `tiers/${tier}/from`] as const),
      [least, "least"] as const,
    ];
    return lines.flatMap(([line, name]) =>
      line === undefined || compare(decimal(line), high) <= 0
        ? []
        : [
            found(
              `/outcome/rules/${index}/${name}`,
              "scheme-line-unreachable",
              `分数线 ${line} 高于可得的最高总分 ${formatExact(high)}`,
              `The line ${line} lies above the highest total there can be, ${formatExact(high)}`,
              "warning",
            ),
          ],
    );
  });
}

function boundsOfNode(
  check: SchemeCheck,
  node: SchemeNode,
  pointers: ReadonlyMap<SchemeNode, string>,
  findings: Finding[],
): Bounds {
  const at = pointers.get(node) ?? "";
  const bounds = isLeaf(node) ? leafBounds(check, node, at) : groupBounds(check, node, at, pointers, findings);
  if (node.max !== undefined) findings.push(...checkFullMarks(node, bounds, at));
  return bounds;
}

function leafBounds(check: SchemeCheck, leaf: Extract<SchemeNode, { score: unknown }>, at: string): Bounds {
  const method = findLeafMethod(leaf.score.kind);
  const context = leafContext(check.document, check.environment, check.facts, leaf, `${at}/score`, () => []);
  const bounds = method?.bounds(leaf.score as never, context) ?? { low: null, high: null };
  const missing =
    leaf.missing === "zero"
      ? ZERO
      : typeof leaf.missing === "object" && "points" in leaf.missing
        ? decimal(leaf.missing.points)
        : null;
  if (missing === null || bounds.low === null || compare(missing, bounds.low) >= 0) return bounds;
  return { low: missing, high: bounds.high };
}

function groupBounds(
  check: SchemeCheck,
  group: Group,
  at: string,
  pointers: ReadonlyMap<SchemeNode, string>,
  findings: Finding[],
): Bounds {
  const children = group.children.map((child) => boundsOfNode(check, child, pointers, findings));
  const kind = findCombination(group.combine.kind);
  const context = { group, at, facts: check.facts, step: check.document.numeric.step };
  if (kind?.nonNegative) findings.push(...checkSigns(group, children, at));
  return kind?.bounds(group.combine as never, context, children) ?? { low: null, high: null };
}

/** Children that may fall below zero where only points from zero on have a meaning. */
function checkSigns(group: Group, children: readonly Bounds[], at: string): Finding[] {
  return children.flatMap(({ low }, index) => {
    if (low !== null && low.n >= 0n) return [];
    const title = toLocalText((group.children[index] as SchemeNode).title);
    return [
      found(
        `${at}/children/${index}`,
        "scheme-negative",
        `“${title.zh}”可能得负分，届时没有总分；请规定下限`,
        `"${title.en}" may get negative points; there is no total then. Give it a floor`,
        "warning",
        group.basis,
      ),
    ];
  });
}

/** Printed full marks against what the rules can give. */
function checkFullMarks(node: SchemeNode, { high }: Bounds, at: string): Finding[] {
  const max = decimal(node.max as string);
  const title = toLocalText(node.title);
  if (high === null)
    return [
      found(
        `${at}/max`,
        "scheme-unbounded",
        `“${title.zh}”印明满分 ${formatExact(max)}，但规则没有上限`,
        `"${title.en}" has full marks of ${formatExact(max)}, but its rule has no limit`,
        "warning",
        node.basis,
      ),
    ];
  const order = compare(high, max);
  if (order === 0) return [];
  const [most, printed] = [formatExact(high), formatExact(max)];
  return order < 0
    ? [
        found(
          `${at}/max`,
          "scheme-unreachable",
          `“${title.zh}”最多只能得 ${most} 分，达不到印明的 ${printed} 分`,
          `"${title.en}" can reach ${most} points only, not the printed ${printed}`,
          "warning",
          node.basis,
        ),
      ]
    : [
        found(
          `${at}/max`,
          "scheme-above-max",
          `“${title.zh}”可得 ${most} 分，超过印明的 ${printed} 分`,
          `"${title.en}" can reach ${most} points, above the printed ${printed}`,
          "error",
          node.basis,
        ),
      ];
}

/** Printed weights of children against 100 or against the weight of their parent. */
function checkWeights(group: Group, at: string): Finding[] {
  const normalise = (group.combine as { normalise?: string }).normalise;
  const weights = group.children.flatMap(({ weight }) => (weight === undefined ? [] : [decimal(weight)]));
  if (normalise === undefined || weights.length !== group.children.length) return [];
  const sum = weights.reduce(add);
  const wanted = normalise === "hundred" ? HUNDRED : group.weight === undefined ? null : decimal(group.weight);
  if (wanted === null || equals(sum, wanted)) return [];
  const title = toLocalText(group.title);
  const level = normalise === "sum" ? "warning" : "error";
  return [
    found(
      `${at}/children`,
      "scheme-weight-sum",
      `“${title.zh}”下级权重合计 ${formatExact(sum)}，应为 ${formatExact(wanted)}`,
      `The weights below "${title.en}" add up to ${formatExact(sum)}, not to ${formatExact(wanted)}`,
      level,
      group.basis,
    ),
  ];
}

/** The sum of all printed leaf weights of each branch that prints them, as a reader of the table would add them up. */
function checkFlatWeights({ document }: SchemeCheck): Finding[] {
  return nodesOf(document).flatMap(({ node, pointer }) => {
    if (isLeaf(node) || (node.combine as { normalise?: string }).normalise !== "hundred") return [];
    if (!printsShares(node)) return [];
    const leaves = leavesBelow(node);
    const weights = leaves.flatMap(({ weight }) => (weight === undefined ? [] : [decimal(weight)]));
    if (weights.length !== leaves.length || weights.length === node.children.length) return [];
    const sum = weights.reduce<Exact>(add, ZERO);
    if (equals(sum, HUNDRED)) return [];
    const title = toLocalText(node.title);
    return [
      found(
        pointer,
        "scheme-leaf-weight-sum",
        `“${title.zh}”的 ${leaves.length} 项末级权重合计 ${formatExact(sum)}%，不是 100%`,
        `The ${leaves.length} leaf weights of "${title.en}" add up to ${formatExact(sum)}%, not to 100%`,
        "warning",
        node.basis,
      ),
    ];
  });
}

/** Whether weights below are parts of the whole, as in a printed table: every inner group divides its own weight. */
function printsShares(group: Group): boolean {
  return group.children.every((child) => {
    if (isLeaf(child)) return true;
    const normalise = (child.combine as { normalise?: string }).normalise;
    return (normalise === "parent" || normalise === "sum") && printsShares(child);
  });
}

function leavesBelow(group: Group): SchemeNode[] {
  return group.children.flatMap((child) => (isLeaf(child) ? [child] : leavesBelow(child)));
}

function checkPanel({ document }: SchemeCheck, leaf: Extract<SchemeNode, { score: unknown }>): Finding[] {
  const id = (leaf.score as { panel?: string }).panel;
  const panel = id === undefined ? undefined : document.panels?.[id];
  if (panel === undefined) return [];
  const findings: Finding[] = [];
  if (compare(decimal(panel.scale[0]), decimal(panel.scale[1])) >= 0)
    findings.push(
      found(
        `/panels/${id}/scale`,
        "scheme-panel-scale",
        "量程下限须小于上限",
        "The lowest mark must be below the highest",
      ),
    );
  if (panel.pool.kind === "trimmed" && panel.minimum <= panel.pool.dropHigh + panel.pool.dropLow)
    findings.push(
      found(
        `/panels/${id}/minimum`,
        "scheme-panel-minimum",
        "最少人数须多于去掉的评分数，否则该项无人可评",
        "The minimum must exceed the marks that are dropped, or nobody can score it",
      ),
    );
  return findings;
}
