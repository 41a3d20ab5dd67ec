import { contentHash } from "../json/canonical.ts";
import { type LocalText, toLocalText } from "../problems/finding.ts";
import { formatExact } from "./exact.ts";
import { factText } from "./fact-table.ts";
import { panelItems } from "./marks-text.ts";
import type { Decision, ScoringRun } from "./run.ts";
import { contributionsText, type LeafTrace, type ResultTrace, traceOf } from "./trace.ts";

/** Version of the engine: it changes when the same inputs could give other bytes. */
export const ENGINE = "shenbao-scoring/1";

export interface LeafResult {
  id: string;
  points: string | null;
  contribution: string;
}

/** One applicant of a run, as it is stored, published and printed. */
export interface ScoreResult {
  id: string;
  eligible: boolean;
  reasons: { id: string; message: LocalText; basis: string | null; known: boolean }[];
  /** What is worth knowing and stops nothing. */
  notes: { id: string; message: LocalText; basis: string | null; known: boolean }[];
  total: string | null;
  rank: number | null;
  tier: string | null;
  decisions: Decision[];
  leaves: (LeafResult | LeafTrace)[];
  /** With the contributions of the leaves they give the total. */
  adjustments: ResultTrace["adjustments"];
}

export interface RunManifest {
  scheme: string;
  engine: string;
  hashes: { scheme: string; facts: string; cohort: string; marks: string; result: string };
  applicants: number;
  /** What the scheme assumes where the notice is silent. */
  assumptions: LocalText[];
  untranslated: LocalText[];
}

export interface ScoreOutput {
  run: RunManifest;
  results: ScoreResult[];
}

/** Writes a run: results by rank, those without one after them by id. The same run gives the same bytes anywhere. */
export function outputOf(run: ScoringRun, options: { trace: boolean }): ScoreOutput {
  const rows = run.table.ids.map((_, row) => row);
  const slim = rows.map((row) => resultOf(run, row, false)).sort(byRank);
  const { document, hash } = run.scheme;
  return {
    run: {
      scheme: document.id,
      engine: ENGINE,
      hashes: {
        scheme: hash,
        facts: contentHash(factsOf(run)),
        cohort: contentHash([...run.table.ids].sort()),
        marks: contentHash(marksOf(run)),
        result: contentHash(slim),
      },
      applicants: rows.length,
      assumptions: document.assume.map(({ text }) => toLocalText(text)),
      untranslated: document.untranslated.map(({ text }) => toLocalText(text)),
    },
    results: options.trace ? rows.map((row) => resultOf(run, row, true)).sort(byRank) : slim,
  };
}

/** The result of one row. */
export function resultOf(run: ScoringRun, row: number, trace: boolean): ScoreResult {
  const traced = trace ? traceOf(run, row) : contributionsText(run, row);
  const reasons = run.reasons.get(row) ?? [];
  const tell = (stops: boolean) =>
    reasons
      .filter((reason) => reason.stops === stops)
      .map(({ id, message, basis, known }) => ({ id, message, basis, known }));
  const total = run.totals[row] ?? null;
  const rank = run.ranks[row] as number;
  return {
    id: run.table.ids[row] as string,
    eligible: run.eligible[row] === 1,
    reasons: tell(true),
    notes: tell(false),
    total: total === null ? null : formatExact(total),
    rank: rank === 0 ? null : rank,
    tier: run.tiers[row] ?? null,
    decisions: [...(run.decisions.get(row) ?? [])],
    leaves: traced.leaves,
    adjustments: traced.adjustments,
  };
}

function byRank(a: ScoreResult, b: ScoreResult): number {
  const [left, right] = [a.rank ?? Number.POSITIVE_INFINITY, b.rank ?? Number.POSITIVE_INFINITY];
  if (left !== right) return left - right;
  return a.id < b.id ? -1 : 1;
}

/** The facts in the order of ids, as text: the order of the file does not change the hash. */
function factsOf(run: ScoringRun): unknown {
  const order = run.table.ids.map((id, row) => ({ id, row })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const columns = [...run.table.columns].sort(([a], [b]) => (a < b ? -1 : 1));
  return order.map(({ id, row }) => [
    id,
    Object.fromEntries(columns.map(([name, column]) => [name, factText(column, row)])),
  ]);
}

function marksOf(run: ScoringRun): unknown {
  const items = [...panelItems(run.scheme.document).keys()].sort();
  return [...run.table.ids].sort().map((id) => [
    id,
    items.map((item) =>
      run.marks
        .marks(id, item)
        .map(({ expert, points }) => [expert, formatExact(points)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  ]);
}
