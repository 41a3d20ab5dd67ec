import { type Exact, round } from "./exact.ts";
import { isExact } from "./exact-expression.ts";
import { NumberColumn } from "./number-column.ts";
import { findOutcomeRule } from "./outcome-rules.ts";
import { rankRows } from "./ranking.ts";
import { type Decision, pointsAt, type ScoringRun } from "./run.ts";
import { factOf } from "./treatment.ts";

/** What a rule over several runs needs of an earlier one. */
export interface PastRun {
  results: readonly { id: string; decisions?: readonly { rule: string; count?: number | undefined }[] | undefined }[];
}

/** Applicants of one ranking, best first. */
export interface Standing {
  name: string;
  rows: readonly number[];
}

/** Totals, ranks, tiers and decisions. An applicant who is not eligible has none of them. */
export function applyOutcome(run: ScoringRun, past: readonly PastRun[]): ScoringRun {
  const { document } = run.scheme;
  const rows = run.table.ids.length;
  const { places, rounding } = document.numeric.total;
  const published = (value: Exact): Exact => round(value, places, rounding);
  const exacts = Array.from({ length: rows }, (_, row) => (run.eligible[row] === 1 ? pointsAt(run, 0, row) : null));
  const totals = exacts.map((value) => (value === null ? null : published(value)));
  const ranked = document.outcome.rank.on === "total" ? totals : exacts;
  const ranks = new Int32Array(rows);
  const root = run.columns[0];
  const keys = document.outcome.rank.on === "exact" && root ? root.keys(run.eligible) : NumberColumn.of(ranked).keys;
  const equals = new Int32Array(rows);
  const standings = standingsOf(run, keys, ranks, equals);
  const decisions = new Map<number, Decision[]>();
  const tiers: (string | null)[] = Array.from({ length: rows }, () => null);
  const withRanks: ScoringRun = { ...run, totals, ranks };
  for (const rule of document.outcome.rules) {
    const kind = findOutcomeRule(rule.kind);
    if (kind === undefined) throw new TypeError(`unknown kind of outcome rule: ${rule.kind}`);
    kind.apply(rule as never, {
      run: withRanks,
      ranked,
      standings,
      equals,
      past,
      setTier: (row, tier) => {
        tiers[row] = tier;
      },
      decide: (row, decision) => decisions.set(row, [...(decisions.get(row) ?? []), decision]),
    });
  }
  return { ...withRanks, tiers, decisions };
}

/** Ranks inside each group; the tie-breakers come first, the declared way of counting places after. */
function standingsOf(run: ScoringRun, keys: Float64Array, ranks: Int32Array, equals: Int32Array): Standing[] {
  const { rank } = run.scheme.document.outcome;
  const breakers = rank.breakers.map(breakerKeys(run));
  const groups = run.cohort(rank.within);
  return groups.members.map((members, index) => {
    const present = members.filter((row) => !Number.isNaN(keys[row]));
    const order = Array.from(rankRows(keys, present, "higher").order);
    const tied = (a: number, b: number) =>
      keys[a] === keys[b] && breakers.every((own) => sameKey(own[a] as number, own[b] as number));
    sortTies(order, keys, breakers, run.table.ids);
    countPlaces(order, tied, rank.ties, ranks, equals);
    return { name: groups.names[index] ?? "", rows: order };
  });
}

const sameKey = (a: number, b: number) => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Keys that order as the breaker says, better ones larger; a blank is worst. */
const breakerKeys =
  (run: ScoringRun) =>
  (breaker: ScoringRun["scheme"]["document"]["outcome"]["rank"]["breakers"][number]): Float64Array => {
    const { nodes } = run.scheme;
    const place = "node" in breaker ? nodes.findIndex(({ id }) => id === breaker.node) : -1;
    const values = run.table.ids.map((_, row): Exact | null => {
      if ("node" in breaker) return pointsAt(run, place, row);
      const value = factOf(run.table, breaker.fact, row);
      if (typeof value === "boolean") return { n: value ? 1n : 0n, d: 1n };
      return isExact(value) ? value : null;
    });
    const { keys } = NumberColumn.of(values);
    return breaker.better === "higher" ? keys : keys.map((key) => -key);
  };

function sortTies(
  order: number[],
  keys: Float64Array,
  breakers: readonly Float64Array[],
  ids: readonly string[],
): void {
  const before = (a: number, b: number): number => {
    for (const breaker of breakers) {
      const [left, right] = [breaker[a] as number, breaker[b] as number];
      if (Number.isNaN(left) !== Number.isNaN(right)) return Number.isNaN(left) ? 1 : -1;
      if (left !== right && !Number.isNaN(left)) return right - left;
    }
    return (ids[a] as string) < (ids[b] as string) ? -1 : 1;
  };
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && keys[order[end] as number] === keys[order[start] as number]) end++;
    if (end - start > 1) order.splice(start, end - start, ...order.slice(start, end).sort(before));
    start = end;
  }
}

function countPlaces(
  order: readonly number[],
  tied: (a: number, b: number) => boolean,
  ties: "1224" | "1223" | "1334" | "1234",
  ranks: Int32Array,
  equals: Int32Array,
): void {
  let dense = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && tied(order[start] as number, order[end] as number)) end++;
    dense++;
    for (let place = start; place < end; place++) {
      const row = order[place] as number;
      equals[row] = dense;
      ranks[row] = ties === "1224" ? start + 1 : ties === "1334" ? end : ties === "1223" ? dense : place + 1;
    }
    start = end;
  }
}
