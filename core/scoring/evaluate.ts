import { type LocalText, toLocalText } from "../problems/finding.ts";
import type { CompiledNode, CompiledScheme } from "./compile-scheme.ts";
import { leafContext } from "./compile-scheme.ts";
import { assertContributions } from "./contributions.ts";
import { add, compare, decimal, divide, type Exact, isZero, ONE, placesOf, round, ZERO } from "./exact.ts";
import { isExact } from "./exact-expression.ts";
import { type FactTable, FactTableBuilder } from "./fact-table.ts";
import { type CohortGroups, NO_GROUP } from "./leaf-method.ts";
import { LeafScores, MISSING, NOT_APPLICABLE } from "./leaf-scores.ts";
import { type MarkTable, NO_MARKS } from "./mark-table.ts";
import { NodeColumn } from "./node-column.ts";
import { applyOutcome, type PastRun } from "./outcome.ts";
import type { Reason, ScoringRun } from "./run.ts";
import { cohortGroups, factOf, type Treatment, treat } from "./treatment.ts";

/** What a run may be given besides its facts. */
export interface RunOptions {
  marks?: MarkTable;
  /** Earlier runs, newest first, for rules over several runs. */
  past?: readonly PastRun[];
}

/**
 * Scores a frozen cohort, column at a time. The order of the applicants does not matter, and nothing outside the
 * arguments does. Throws when contributions do not add up to a total: that would be a fault of the engine.
 */
export function evaluate(scheme: CompiledScheme, given: FactTable, options: RunOptions = {}): ScoringRun {
  const marks = options.marks ?? NO_MARKS;
  const table = withComputed(scheme, given);
  const rows = table.ids.length;
  const reasons = new Map<number, Reason[]>();
  const note = (row: number, reason: Reason) => {
    const list = reasons.get(row);
    if (list === undefined) reasons.set(row, [reason]);
    else if (!list.some(({ id }) => id === reason.id)) list.push(reason);
  };
  const { eligible, stands } = judgeEligibility(scheme, table, note);
  const cohorts = new Map<string, CohortGroups>();
  const cohort = (id: string): CohortGroups => {
    const known = cohorts.get(id);
    if (known !== undefined) return known;
    const groups = cohortGroups(scheme, id, table, stands);
    cohorts.set(id, groups);
    noteStrangers(scheme, id, groups, note);
    return groups;
  };
  const state: TreeState = {
    scheme,
    table,
    marks,
    rows,
    cohort,
    note,
    eligible,
    columns: [],
    scores: [],
    treatments: [],
    missing: [],
    blocks: [],
  };
  for (let place = scheme.nodes.length - 1; place >= 0; place--) scoreNode(state, place);
  applyBlocks(state);
  stopUnscored(state);
  const run: ScoringRun = {
    scheme,
    table,
    marks,
    eligible,
    reasons,
    columns: state.columns,
    scores: state.scores,
    treatments: state.treatments,
    missing: state.missing,
    cohort,
    totals: [],
    ranks: new Int32Array(rows),
    tiers: [],
    decisions: new Map(),
  };
  const finished = applyOutcome(run, options.past ?? []);
  assertContributions(finished);
  return finished;
}

/** Adds the computed facts, exact or rounded to the step where they have no end. */
export function withComputed(scheme: CompiledScheme, given: FactTable): FactTable {
  if (scheme.computed.length === 0) return given;
  const columns = new Map(given.columns);
  const { places, rounding } = scheme.document.numeric.step;
  for (const { fact, program } of scheme.computed) {
    const table = { ids: given.ids, columns };
    const builder = new FactTableBuilder(given.ids);
    builder.addColumn(fact, (row) => {
      const value = program.run((name) => factOf(table, name, row));
      if (!isExact(value)) return value;
      return placesOf(value) === undefined ? round(value, places, rounding) : value;
    });
    for (const [id, column] of builder.finish().columns) columns.set(id, column);
  }
  return { ids: given.ids, columns };
}

function judgeEligibility(scheme: CompiledScheme, table: FactTable, note: (row: number, reason: Reason) => void) {
  const rows = table.ids.length;
  const eligible = new Uint8Array(rows).fill(1);
  const excluded = new Uint8Array(rows);
  for (const { rule, when, assert } of scheme.eligibility) {
    const message = toLocalText(rule.message);
    for (let row = 0; row < rows; row++) {
      const lookup = (name: string) => factOf(table, name, row);
      const applies = when === null ? true : when.run(lookup);
      if (applies === false) continue;
      const holds = applies === undefined ? undefined : assert.run(lookup);
      if (holds === true || (holds === undefined && rule.unknown === "passes")) continue;
      note(row, { id: rule.id, message, basis: rule.basis, stops: rule.effect !== "flag", known: holds !== undefined });
      if (rule.effect === "flag") continue;
      eligible[row] = 0;
      if (rule.effect === "exclude") excluded[row] = 1;
    }
  }
  const everyone = scheme.document.population === "all";
  const stands = eligible.map((fits, row) => (excluded[row] === 0 && (everyone || fits === 1) ? 1 : 0));
  return { eligible, stands };
}

/** Says of whom the scheme cannot tell the group: nothing inside that cohort compares them. */
function noteStrangers(
  { document }: CompiledScheme,
  id: string,
  { groupOf }: CohortGroups,
  note: (row: number, reason: Reason) => void,
): void {
  const cohort = document.cohorts?.[id];
  const title = toLocalText(cohort?.title ?? id);
  groupOf.forEach((group, row) => {
    if (group !== NO_GROUP) return;
    const message = {
      zh: `“${title.zh}”的分组未填报或不在所列之中，不参加该范围的比较`,
      en: `The group for "${title.en}" is not given, or not one of those listed; not compared there`,
    };
    note(row, { id, message, basis: cohort?.basis ?? null, stops: false, known: false });
  });
}

interface TreeState {
  scheme: CompiledScheme;
  table: FactTable;
  marks: MarkTable;
  rows: number;
  cohort: (id: string) => CohortGroups;
  note: (row: number, reason: Reason) => void;
  eligible: Uint8Array;
  columns: (NodeColumn | null)[];
  scores: (LeafScores | null)[];
  treatments: (Treatment | null)[];
  missing: Set<number>[];
  /** What would stop an applicant, if the branch it stands in counts. */
  blocks: { place: number; row: number; message: LocalText }[];
}

/** Stops totals, except for what stands in a branch that another choice of the applicant leaves out. */
function applyBlocks(state: TreeState): void {
  for (const { place, row, message } of state.blocks) {
    if (!countsFor(state.scheme, state.table, place, row)) continue;
    const node = state.scheme.nodes[place] as CompiledNode;
    const basis = (node.leaf ?? node.group)?.node.basis ?? null;
    state.note(row, { id: node.id, message, basis, stops: true, known: true });
    state.eligible[row] = 0;
  }
}

/** Of whom nothing is scored at all there is no total; that is said, as for every other reason. */
function stopUnscored(state: TreeState): void {
  const { basis } = state.scheme.document.root as { basis: string };
  for (let row = 0; row < state.rows; row++) {
    const scored = (state.scores[0]?.codes[row] ?? -1) >= 0 || state.columns[0]?.has(row) === true;
    if (scored || state.eligible[row] === 0) continue;
    state.note(row, { id: "unscored", message: UNSCORED, basis, stops: true, known: false });
    state.eligible[row] = 0;
  }
}

const UNSCORED: LocalText = {
  zh: "没有一项指标可以计分，没有总分",
  en: "Nothing is scored; there is no total",
};

/** False for what stands in a branch that the applicant's own choice leaves out. */
export function countsFor(scheme: CompiledScheme, table: FactTable, place: number, row: number): boolean {
  for (let at = place; ; ) {
    const parent = scheme.nodes[at]?.parent ?? -1;
    const node = scheme.nodes[parent];
    if (node === undefined) return true;
    const chosen = node.group?.chosen?.(row, table);
    if (chosen !== undefined && !chosen.includes(node.children.indexOf(at))) return false;
    at = parent;
  }
}

function scoreNode(state: TreeState, place: number): void {
  const node = state.scheme.nodes[place] as CompiledNode;
  state.missing[place] = new Set();
  state.scores[place] = null;
  state.columns[place] = null;
  state.treatments[place] = null;
  if (node.leaf !== null) scoreLeaf(state, place, node);
  else scoreGroup(state, place, node);
}

function scoreLeaf(state: TreeState, place: number, node: CompiledNode): void {
  const { scheme, table, rows } = state;
  const leaf = (node.leaf as NonNullable<CompiledNode["leaf"]>).node;
  const { step } = leafContext(scheme.document, scheme.environment, scheme.facts, leaf, node.pointer, () => []);
  const column = leaf.fact === undefined ? undefined : table.columns.get(leaf.fact);
  const treated = column?.type === "number" ? treat(leaf, column.numbers, state.cohort, step) : null;
  const scores = new LeafScores(rows);
  node.leaf?.score(
    { rows, table, numbers: treated?.numbers ?? null, cohort: state.cohort, marks: state.marks },
    scores,
  );
  state.scores[place] = scores;
  state.treatments[place] = treated?.treatment ?? null;
  applyMissing(state, place, leaf, scores);
}

const MISSING_TEXT: LocalText = { zh: "未填报", en: "not given" };

function applyMissing(
  state: TreeState,
  place: number,
  leaf: { missing: unknown; title: Parameters<typeof toLocalText>[0] },
  scores: LeafScores,
): void {
  const policy = leaf.missing as string | { points?: string | number; impute?: string };
  const title = toLocalText(leaf.title);
  for (let row = 0; row < state.rows; row++) {
    if (scores.codes[row] !== MISSING) continue;
    state.missing[place]?.add(row);
    const points =
      policy === "zero"
        ? ZERO
        : typeof policy === "object" && policy.points !== undefined
          ? decimal(policy.points)
          : null;
    const why = scores.refusals.get(row) ?? MISSING_TEXT;
    if (points !== null) {
      scores.codes[row] = scores.code(`missing:${why.zh}`, () => ({ points, rule: why, flag: why }));
      continue;
    }
    scores.codes[row] = NOT_APPLICABLE;
    if (policy === "not-applicable") continue;
    const asked = policy === "ask";
    state.blocks.push({
      place,
      row,
      message: {
        zh: `${title.zh}：${why.zh}，${asked ? "须补充后再评" : "不予计分"}`,
        en: `${title.en}: ${why.en}; ${asked ? "to be asked for" : "no total"}`,
      },
    });
  }
}

function scoreGroup(state: TreeState, place: number, node: CompiledNode): void {
  const group = node.group as NonNullable<CompiledNode["group"]>;
  const children = node.children.map((child) => {
    const scores = state.scores[child];
    return scores ? NodeColumn.ofScores(scores) : (state.columns[child] as NodeColumn);
  });
  if (group.availability !== null) requireAvailability(state, place, node, group.availability);
  state.columns[place] = group.combine({
    rows: state.rows,
    table: state.table,
    children,
    block: (row, message) => state.blocks.push({ place, row, message }),
  });
}

/** Stops applicants of whom too little of a group is known. */
function requireAvailability(state: TreeState, place: number, node: CompiledNode, least: Exact): void {
  const children = node.children.map((child) => state.scheme.nodes[child] as CompiledNode);
  const weights = children.map((child) => {
    const { weight, max } = (child.leaf ?? child.group)?.node ?? {};
    return weight !== undefined ? decimal(weight) : max !== undefined ? decimal(max) : ONE;
  });
  const all = weights.reduce(add);
  if (isZero(all)) return;
  for (let row = 0; row < state.rows; row++) {
    const present = node.children.reduce((sum, child, at) => {
      const scores = state.scores[child];
      const there = scores
        ? (scores.codes[row] as number) >= 0 && !state.missing[child]?.has(row)
        : state.columns[child]?.has(row);
      return there ? add(sum, weights[at] as Exact) : sum;
    }, ZERO);
    if (compare(divide(present, all), least) >= 0) continue;
    const title = toLocalText((node.group as NonNullable<CompiledNode["group"]>).node.title);
    state.blocks.push({
      place,
      row,
      message: {
        zh: `${title.zh}：已填报的指标不足，不予计分`,
        en: `${title.en}: too few of its measures are given; no total`,
      },
    });
  }
}
