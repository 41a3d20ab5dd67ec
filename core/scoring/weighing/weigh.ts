import { stability } from "../advice/delphi.ts";
import { decimal } from "../exact.ts";
import { apportion } from "./apportion.ts";
import type { FixedWeights, WeighedGroup } from "./weighed-groups.ts";
import type { GroupSummary, WeighingKind } from "./weighing-kind.ts";

/** A median that moves by no more than this share of itself counts as still. */
const STILL = 0.15;
/** Agreement that chance gives less often than this counts. */
const SIGNIFICANT = 0.05;

/** Answers from which on quartiles, mean and spread are told: of fewer, they would give the single values away. */
export const LEAST_FOR_SPREAD = 5;

/** Sums up a round about every group. Answers are complete: each passed its check. */
export function summariseRound(
  kind: WeighingKind,
  groups: readonly WeighedGroup[],
  answers: readonly Readonly<Record<string, Readonly<Record<string, string>>>>[],
  before: readonly GroupSummary[] | null,
): GroupSummary[] {
  return groups.map((group) => {
    const summary = kind.summarise(
      group,
      answers.map((answer) => answer[group.id] ?? {}),
    );
    const earlier = before?.find(({ id }) => id === group.id);
    return { ...summary, stability: earlier === undefined ? null : stability(earlier, summary, STILL) };
  });
}

/** Whether a group has said enough: three signs, each null where it cannot be told. Advice; a person closes. */
export interface StopAdvice {
  /** Every item's coefficient of variation is within the limit. */
  spread: boolean | null;
  /** The items are ordered alike by more than chance. */
  agreement: boolean | null;
  /** Every median stayed since the round before. */
  stable: boolean | null;
}

export function adviseStop(summary: GroupSummary, variationLimit: number): StopAdvice {
  const variations = summary.items.flatMap(({ variation }) => variation ?? []);
  return {
    spread: variations.length === 0 ? null : variations.every((variation) => variation <= variationLimit),
    agreement: summary.agreement === null ? null : summary.agreement.p < SIGNIFICANT,
    stable: summary.stability === null ? null : summary.stability === 1,
  };
}

/**
 * The weights that follow from a round by a rule, with the places of the scheme, adding up exactly inside every group. A
 * group that divides its own weight divides the new one when that was fixed in the same round.
 * @returns null when the rule gives no shares for some group
 */
export function weightsFrom(
  groups: readonly WeighedGroup[],
  summaries: readonly GroupSummary[],
  rule: string,
): FixedWeights | null {
  const weights: FixedWeights = {};
  const own = new Map<string, string>();
  for (const group of groups) {
    const shares = summaries.find(({ id }) => id === group.id)?.shares[rule];
    if (!shares) return null;
    const whole = (group.ofOwnWeight ? own.get(group.id) : undefined) ?? group.whole;
    const parts = apportion(shares.map(decimal), decimal(whole), group.places);
    if (parts === null) return null;
    weights[group.id] = Object.fromEntries(group.items.map(({ id }, at) => [id, parts[at] as string]));
    group.items.forEach(({ id }, at) => {
      own.set(id, parts[at] as string);
    });
  }
  return weights;
}
