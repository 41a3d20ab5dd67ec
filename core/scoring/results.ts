import { type LocalText, toLocalText } from "../problems/finding.ts";
import { formatExact } from "./exact.ts";
import type { Decision, ScoringRun } from "./run.ts";
import { hashesOf, type RunHashes } from "./run-hashes.ts";
import { contributionsText, type LeafTrace, type ResultTrace, traceOf } from "./trace.ts";

/** Version of the engine: it changes when the same inputs could give other bytes. */
export const ENGINE = "shenbao-scoring/3";

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
  hashes: RunHashes;
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
  return { run: manifestOf(run), results: rowsByRank(run).map((row) => resultOf(run, row, options.trace)) };
}

/** What froze the run, and what its scheme assumes; results and traces are written when asked for. */
export function manifestOf(run: ScoringRun): RunManifest {
  const { document } = run.scheme;
  return {
    scheme: document.id,
    engine: ENGINE,
    hashes: hashesOf(run),
    applicants: run.table.ids.length,
    assumptions: document.assume.map(({ text }) => toLocalText(text)),
    untranslated: document.untranslated.map(({ text }) => toLocalText(text)),
  };
}

/** Rows by rank; those without one stand after them, by id. */
export function rowsByRank({ table: { ids }, ranks }: ScoringRun): number[] {
  const place = (row: number) => ranks[row] || Number.POSITIVE_INFINITY;
  return ids
    .map((_, row) => row)
    .sort((a, b) => (place(a) === place(b) ? ((ids[a] as string) < (ids[b] as string) ? -1 : 1) : place(a) - place(b)));
}

/** What a list of results shows of one row. */
export function standingOf(
  run: ScoringRun,
  row: number,
): Pick<ScoreResult, "id" | "eligible" | "total" | "rank" | "tier" | "decisions"> {
  const total = run.totals[row] ?? null;
  return {
    id: run.table.ids[row] as string,
    eligible: run.eligible[row] === 1,
    total: total === null ? null : formatExact(total),
    rank: run.ranks[row] || null,
    tier: run.tiers[row] ?? null,
    decisions: [...(run.decisions.get(row) ?? [])],
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
  const { id, eligible, total, rank, tier, decisions } = standingOf(run, row);
  return {
    id,
    eligible,
    reasons: tell(true),
    notes: tell(false),
    total,
    rank,
    tier,
    decisions,
    leaves: traced.leaves,
    adjustments: traced.adjustments,
  };
}
