import type { LocalText } from "../../problems/finding.ts";
import { type Exact, readDecimal } from "../exact.ts";
import type { Mark, MarkTable } from "../mark-table.ts";
import { inScale, panelItems } from "../marks-text.ts";
import type { SchemeDocument } from "../scheme-document.ts";
import { CONFLICT_KINDS } from "./conflict-kinds.ts";

/** One mark of an opened panel, as it was handed in last. */
export interface GivenMark {
  panel: string;
  applicant: string;
  item: string;
  expert: string;
  points: string;
  /** Kinds of conflict that hold between expert and applicant now. */
  conflicts: readonly string[];
  /** Why the whole sheet does not count; null for one that does. */
  setAside: LocalText | null;
}

/** A mark that is kept but not counted, and why. */
export interface UncountedMark {
  mark: GivenMark;
  why: LocalText;
}

/**
 * The marks that count. What names nobody of the cohort or nothing of the scheme, what lies outside the scale, what
 * an expert with a conflict gave and what stands on a sheet that is set aside is kept, listed with the reason and not counted.
 */
export function countMarks(
  document: SchemeDocument,
  applicants: ReadonlySet<string>,
  given: readonly GivenMark[],
): { marks: MarkTable; uncounted: UncountedMark[] } {
  const items = panelItems(document);
  const kept = new Map<string, Mark[]>();
  const uncounted: UncountedMark[] = [];
  for (const mark of given) {
    const rules = items.get(mark.item);
    const points = readDecimal(mark.points);
    const why =
      rules === undefined || document.panels?.[mark.panel] !== rules
        ? NO_ITEM
        : !applicants.has(mark.applicant)
          ? NOT_IN_COHORT
          : typeof points === "string" || !inScale(points, rules)
            ? OUTSIDE_SCALE
            : mark.conflicts.length > 0
              ? conflictText(mark.conflicts)
              : mark.setAside;
    if (why !== null) {
      uncounted.push({ mark, why });
      continue;
    }
    const key = keyOf(mark.applicant, mark.item);
    kept.set(key, [...(kept.get(key) ?? []), { expert: mark.expert, points: points as Exact }]);
  }
  const marks = (applicant: string, item: string) => kept.get(keyOf(applicant, item)) ?? [];
  const stray = uncounted.map(({ mark: { applicant, item, expert } }) => ({ applicant, item, expert }));
  return { marks: { marks, stray }, uncounted };
}

const keyOf = (applicant: string, item: string) => JSON.stringify([applicant, item]);

const NO_ITEM: LocalText = {
  zh: "评价指标体系中没有这一项，保留但不计",
  en: "The scheme has no such item; kept, not counted",
};
const NOT_IN_COHORT: LocalText = {
  zh: "该申报不在本次评分范围内，保留但不计",
  en: "The declaration is not part of this run; kept, not counted",
};
const OUTSIDE_SCALE: LocalText = {
  zh: "评分超出量程，保留但不计",
  en: "The mark lies outside the scale; kept, not counted",
};

function conflictText(kinds: readonly string[]): LocalText {
  const titles = CONFLICT_KINDS.filter(({ id }) => kinds.includes(id)).map(({ title }) => title);
  return {
    zh: `专家须回避（${titles.map(({ zh }) => zh).join("、")}），保留但不计`,
    en: `The expert has a conflict (${titles.map(({ en }) => en).join("; ")}); kept, not counted`,
  };
}
