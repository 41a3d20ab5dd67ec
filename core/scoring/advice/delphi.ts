import { kendallW } from "./agreement.ts";

/** One item of a Delphi round as it is fed back to the experts. */
export interface DelphiItem {
  median: number;
  lowerQuartile: number;
  upperQuartile: number;
  mean: number;
  /** Sample deviation over the mean; null when the mean is 0 or there is one answer. */
  variation: number | null;
}

export interface DelphiRound {
  items: DelphiItem[];
  /** Kendall's W over all items. */
  agreement: number | null;
}

/** Statistics of a round: rows are items, columns the experts' answers. Quartiles of type 7. */
export function delphiRound(answers: readonly (readonly number[])[]): DelphiRound {
  return { items: answers.map(itemOf), agreement: kendallW(answers) };
}

function itemOf(values: readonly number[]): DelphiItem {
  const sorted = [...values].sort((a, b) => a - b);
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const variation = sorted.length < 2 || mean === 0 ? null : Math.sqrt(squares / (sorted.length - 1)) / mean;
  return {
    median: quartile(sorted, 0.5),
    lowerQuartile: quartile(sorted, 0.25),
    upperQuartile: quartile(sorted, 0.75),
    mean,
    variation,
  };
}

function quartile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const low = Math.floor(position);
  const below = sorted[low] ?? Number.NaN;
  return below + (position - low) * ((sorted[low + 1] ?? below) - below);
}

/**
 * Share of items whose median moved by no more than `tolerance` of the one before: near 1 the rounds may end. 15 % is the
 * level Scheibe, Skutsch and Schofer (1975) found between noise and change.
 */
export function stability(before: Medians, after: Medians, tolerance: number): number {
  const still = after.items.filter((item, at) => {
    const old = before.items[at]?.median ?? Number.NaN;
    return Math.abs(item.median - old) <= tolerance * Math.abs(old);
  });
  return after.items.length === 0 ? 1 : still.length / after.items.length;
}

interface Medians {
  items: readonly Pick<DelphiItem, "median">[];
}
