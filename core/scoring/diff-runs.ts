import type { ScoreOutput, ScoreResult } from "./results.ts";
import type { Decision } from "./run.ts";

/** What changed for one applicant from one run to another. */
export interface ResultDifference {
  id: string;
  /** In one run only. */
  presence: "both" | "before" | "after";
  total: Change<string>;
  rank: Change<number>;
  tier: Change<string>;
  eligible: Change<boolean>;
  /** What follows, when it changed; empty lists otherwise. */
  decisions: { before: Decision[]; after: Decision[] };
  /** Leaves whose points or contribution changed. */
  leaves: { id: string; points: Change<string>; contribution: Change<string> }[];
}

export interface Change<T> {
  before: T | null;
  after: T | null;
}

/** Compares two outputs; only applicants with a difference are listed, by id. */
export function diffRuns(before: ScoreOutput, after: ScoreOutput): ResultDifference[] {
  const old = new Map(before.results.map((result) => [result.id, result]));
  const fresh = new Map(after.results.map((result) => [result.id, result]));
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .sort()
    .flatMap((id) => diffResults(id, old.get(id), fresh.get(id)) ?? []);
}

/** What changed for one applicant; null when nothing did. */
export function diffResults(
  id: string,
  before: ScoreResult | undefined,
  after: ScoreResult | undefined,
): ResultDifference | null {
  const change = difference(id, before, after);
  return isChange(change) ? change : null;
}

function difference(id: string, before: ScoreResult | undefined, after: ScoreResult | undefined): ResultDifference {
  const of = <T>(read: (result: ScoreResult) => T | null): Change<T> => ({
    before: before === undefined ? null : read(before),
    after: after === undefined ? null : read(after),
  });
  const ids = [...new Set([...(before?.leaves ?? []), ...(after?.leaves ?? [])].map((leaf) => leaf.id))];
  const leaf = (result: ScoreResult | undefined, wanted: string) => result?.leaves.find((each) => each.id === wanted);
  const leaves = ids
    .map((each) => ({
      id: each,
      points: { before: leaf(before, each)?.points ?? null, after: leaf(after, each)?.points ?? null },
      contribution: {
        before: leaf(before, each)?.contribution ?? null,
        after: leaf(after, each)?.contribution ?? null,
      },
    }))
    .filter(({ points, contribution }) => changed(points) || changed(contribution));
  return {
    id,
    presence: before === undefined ? "after" : after === undefined ? "before" : "both",
    total: of((result) => result.total),
    rank: of((result) => result.rank),
    tier: of((result) => result.tier),
    eligible: of((result) => result.eligible),
    decisions: changedDecisions(before?.decisions ?? [], after?.decisions ?? []),
    leaves,
  };
}

/** Both lists when something else follows, two empty ones when not. An output from before decisions were kept has none. */
export function changedDecisions<D extends Pick<Decision, "rule" | "effect" | "count" | "banYears">>(
  before: readonly D[],
  after: readonly D[],
): { before: D[]; after: D[] } {
  const key = ({ rule, effect, count, banYears }: D) => `${rule} ${effect} ${count ?? ""} ${banYears ?? ""}`;
  const isSame = before.map(key).join("|") === after.map(key).join("|");
  return isSame ? { before: [], after: [] } : { before: [...before], after: [...after] };
}

const changed = ({ before, after }: Change<unknown>): boolean => before !== after;

function isChange(each: ResultDifference): boolean {
  const { presence, total, rank, tier, eligible, decisions, leaves } = each;
  const follows = decisions.before.length + decisions.after.length > 0;
  return presence !== "both" || [total, rank, tier, eligible].some(changed) || follows || leaves.length > 0;
}
