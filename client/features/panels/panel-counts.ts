import type { DrawSummary, PanelDetail } from "../../../core/contracts/experts.ts";

/** The draw made last. */
export function newestDraw({ draws }: PanelDetail): DrawSummary | undefined {
  return draws.toSorted((a, b) => b.number - a.number)[0];
}

/** How many experts have a declaration to mark. */
export function activeExperts(row: PanelDetail["declarations"][number]): number {
  return row.assignments.filter(({ status }) => status === "active").length;
}

/** What speaks against opening now. */
export interface Gaps {
  /** Sheets not handed in. */
  missing: number;
  /** Declarations with fewer experts than marks need to count. */
  short: number;
  /** Declarations handed in anew since they were assigned: marks of an earlier version do not count. */
  again: number;
  /** Declarations that would reach the evaluation too late. */
  onTheWay: number;
}

export function gapsBeforeOpening({ panel, declarations }: PanelDetail): Gaps {
  return {
    onTheWay: panel.onTheWay,
    missing: panel.sheets.assigned - panel.sheets.handedIn,
    again: declarations.filter((row) => row.reopened).length,
    short: declarations.filter((row) => activeExperts(row) < panel.minimum).length,
  };
}

/** Experts who may still be given a declaration by hand: drawable, not on it or withdrawn, and in no conflict with it. */
export function replacements(detail: PanelDetail, row: PanelDetail["declarations"][number]): PanelDetail["experts"] {
  const out = new Set([
    ...row.assignments.filter(({ status }) => status !== "released").map(({ expertId }) => expertId),
    ...row.excluded.map(({ expertId }) => expertId),
  ]);
  return detail.experts
    .filter((expert) => expert.drawable && !out.has(expert.id))
    .toSorted((a, b) => a.assigned - b.assigned || a.name.localeCompare(b.name, "zh"));
}
