import { Type } from "@sinclair/typebox";
import { type CohortGroups, type LeafInput, NO_GROUP } from "../leaf-method.ts";
import type { LeafScores } from "../leaf-scores.ts";
import { NOT_APPLICABLE } from "../leaf-scores.ts";
import type { NumberColumn } from "../number-column.ts";
import { type Ranking, rankRows } from "../ranking.ts";

/** Parameters of every method that compares applicants. */
export const relativeParameters = {
  /** Which direction is better. */
  direction: Type.Union([Type.Literal("higher"), Type.Literal("lower")]),
  /** "all", or a cohort of the scheme. */
  cohort: Type.String({ maxLength: 64 }),
};

export interface RankedGroup {
  name: string;
  numbers: NumberColumn;
  /** Rows with a value, best first, and who shares a place. */
  ranking: Ranking;
}

/**
 * Ranks each group of a cohort and notes every position. Rows outside the cohort are not applicable; rows in it without
 * a value, or whom `takesPart` leaves out, get no place and do not count in n.
 */
export function eachRankedGroup(
  input: LeafInput,
  scores: LeafScores,
  parameters: { direction: "higher" | "lower"; cohort: string },
  visit: (group: RankedGroup) => void,
  takesPart?: (row: number) => boolean,
): void {
  const { numbers } = input;
  if (numbers === null) return;
  const groups = input.cohort(parameters.cohort);
  markOutside(groups, scores);
  const sizes = new Int32Array(groups.members.length);
  const ranks = scores.ranksFor({
    size: (row) => sizes[groups.groupOf[row] as number] ?? 0,
    ties: tieCounter(groups, () => ranks),
  });
  groups.members.forEach((members, index) => {
    const given = withoutMissing(members, numbers.keys);
    const present = takesPart === undefined ? given : given.filter(takesPart);
    const ranking = rankRows(numbers.keys, present, parameters.direction);
    const { order, first } = ranking;
    for (let place = 0; place < order.length; place++) ranks[order[place] as number] = (first[place] as number) + 1;
    sizes[index] = order.length;
    visit({ name: groups.names[index] ?? "", numbers, ranking });
  });
}

/** Counts equals group by group, the first time somebody asks. */
function tieCounter(groups: CohortGroups, ranks: () => Int32Array): (row: number) => number {
  const counts = new Map<number, Int32Array>();
  return (row) => {
    const group = groups.groupOf[row] as number;
    let known = counts.get(group);
    if (known === undefined) {
      const members = groups.members[group] ?? new Int32Array();
      known = new Int32Array(members.length + 1);
      for (const member of members) known[ranks()[member] as number]!++;
      counts.set(group, known);
    }
    return known[ranks()[row] as number] ?? 0;
  };
}

const NO_GROUP_TEXT = { zh: "分组未填报或不在所列之中", en: "its group is not given, or not one of those listed" };

function markOutside(groups: CohortGroups, scores: LeafScores): void {
  for (const row of groups.outside)
    if (groups.groupOf[row] === NO_GROUP) scores.refusals.set(row, NO_GROUP_TEXT);
    else scores.codes[row] = NOT_APPLICABLE;
}

function withoutMissing(members: Int32Array, keys: Float64Array): Int32Array {
  // Nearly always everybody has given it: then there is nothing to copy.
  if (!isMissingOne(members, keys)) return members;
  const present = new Int32Array(members.length);
  let count = 0;
  for (let at = 0; at < members.length; at++) {
    const row = members[at] as number;
    const key = keys[row] as number;
    if (!Number.isNaN(key)) present[count++] = row;
  }
  return present.subarray(0, count);
}

function isMissingOne(members: Int32Array, keys: Float64Array): boolean {
  for (let at = 0; at < members.length; at++) if (Number.isNaN(keys[members[at] as number])) return true;
  return false;
}
