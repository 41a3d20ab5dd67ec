import type { RunSensitivity } from "../../../core/contracts/scoring-advice.ts";

type Weight = RunSensitivity["weights"][number];
/** Weights as typed, by node; a node that is not there stands as it was. */
export type Typed = Readonly<Record<string, string>>;

const DECIMAL = /^\d{1,6}(\.\d{1,6})?$/;

export const isWeight = (text: string): boolean => DECIMAL.test(text.trim());

/** The weights that were changed, as the server reads them; null while one of them cannot be read. */
export function changesOf(weights: readonly Weight[], typed: Typed): string | null {
  const changed = weights.flatMap(({ id, value }) => {
    const text = (typed[id] ?? value).trim();
    return text === value ? [] : [{ id, text }];
  });
  if (changed.some(({ text }) => !isWeight(text))) return null;
  return changed
    .filter(({ id, text }) => Number(text) !== Number(weights.find((each) => each.id === id)?.value))
    .map(({ id, text }) => `${id}:${text}`)
    .join(",");
}

/** What the weights of each group add up to now, by the id of the group; for people, so in doubles. */
export function sumsOf(weights: readonly Weight[], typed: Typed): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { id, parent, value } of weights) {
    const number = Number(typed[id] ?? value);
    if (Number.isFinite(number)) sums.set(parent, Number(((sums.get(parent) ?? 0) + number).toFixed(6)));
  }
  return sums;
}

/** The far end of a slider: twice what a weight is now. */
export const sliderEnd = (value: string): number => Number((Number(value) * 2).toPrecision(6));

/** Top-level weights, each with everything below it in the order of the scheme. */
export function branchesOf(weights: readonly Weight[]): { head: Weight; below: Weight[] }[] {
  const least = Math.min(...weights.map(({ depth }) => depth));
  const branches: { head: Weight; below: Weight[] }[] = [];
  for (const weight of weights) {
    if (weight.depth === least) branches.push({ head: weight, below: [] });
    else branches.at(-1)?.below.push(weight);
  }
  return branches;
}

/** Groups between a first-level weight and a deeper one, from the top down; they tell equal titles apart. */
export function pathOf(weights: readonly Weight[], { parent }: Weight, head: Weight): Weight[] {
  if (parent === head.id) return [];
  const group = weights.find(({ id }) => id === parent);
  return group === undefined || group.id === head.id ? [] : [...pathOf(weights, group, head), group];
}
