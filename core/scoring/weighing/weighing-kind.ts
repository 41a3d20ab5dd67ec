import type { Finding, LocalText } from "../../problems/finding.ts";
import type { Concordance } from "../advice/agreement.ts";
import type { WeighedGroup } from "./weighed-groups.ts";

/** What one person says about one group: key to value, as typed. The keys are the kind's own. */
export type GroupAnswer = Readonly<Record<string, string>>;

/** An item as a round is fed back: how the answers lie, in percent of the group. */
export interface ItemSummary {
  id: string;
  median: number;
  lowerQuartile: number;
  upperQuartile: number;
  mean: number;
  /** Coefficient of variation; null when the mean is 0 or there is one answer. */
  variation: number | null;
}

/** The comparison a person or a group should look at first. */
export interface Doubt {
  /** Ids of the pair; `given` says how many times the first weighs the second, `implied` what all comparisons say. */
  first: string;
  second: string;
  given: number;
  implied: number;
  /** Ids of the three items whose comparisons fit together least. */
  triple: string[];
}

/** How consistent comparisons are. */
export interface Consistency {
  lambda: number;
  /** Null where no random index is tabulated. */
  ratio: number | null;
  consistent: boolean | null;
  doubt: Doubt | null;
}

/** What a closed round says about one group; nothing in it belongs to a person. */
export interface GroupSummary {
  id: string;
  items: ItemSummary[];
  agreement: Concordance | null;
  /** Share of the items whose median stayed; null in the first round. */
  stability: number | null;
  /** Of the group's common comparisons; null where nothing was compared. */
  consistency: Consistency | null;
  /** Answers whose own comparisons are not consistent; null where nothing was compared. */
  inconsistent: number | null;
  /** Percent of each item in the order of the group, by rule, as decimals; null when a rule gives none. */
  shares: Record<string, string[] | null>;
}

/** One way of fixing weights by asking people. Shared code never asks for its name. */
export interface WeighingKind {
  kind: string;
  title: LocalText;
  /** How the answers become one set of shares; the first is the usual one. */
  rules: readonly { id: string; title: LocalText; summary: LocalText }[];
  /** The largest number of items of a group. */
  mostItems: number;
  /** Everything that stands against handing in an answer about a group; pointers below the group. */
  checkAnswer(group: WeighedGroup, answer: GroupAnswer): Finding[];
  /** Whether what one person said about a group agrees with itself; null while it is not complete, or never asked. */
  consistencyOf(group: WeighedGroup, answer: GroupAnswer): Consistency | null;
  /** What complete answers of a round say about a group; stability is added by who knows the round before. */
  summarise(group: WeighedGroup, answers: readonly GroupAnswer[]): Omit<GroupSummary, "stability">;
}
