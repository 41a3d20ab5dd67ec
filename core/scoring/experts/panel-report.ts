import { harshness as distances, intraclassCorrelation, kendallW } from "../advice/agreement.ts";
import { groupBy } from "./group-by.ts";

/** How a panel did its work: beside the result, in doubles, never part of a score. */

/** One mark as a number on the scale of the panel. */
export interface ReportedMark {
  declaration: string;
  item: string;
  expert: string;
  points: number;
}

/** How far experts agree who all marked the same declarations; null where too few marks stand side by side. */
export interface Agreement {
  experts: string[];
  declarations: number;
  iccSingle: number | null;
  iccAverage: number | null;
  kendallW: number | null;
}

export interface ExpertReport {
  sheets: number;
  harshness: number | null;
}

export interface ItemReport {
  marks: number;
  mean: number | null;
  disagreement: number | null;
  agreement: Agreement[];
}

/**
 * Mean distance of each expert from the mean of all experts on the same items, over the items that at least two marked:
 * not every expert marks every declaration. Below zero is harsh.
 */
export function expertReports(marks: readonly ReportedMark[]): Map<string, ExpertReport> {
  const distancesOf = new Map<string, number[]>();
  for (const group of groupBy(marks, ({ declaration, item }) => JSON.stringify([declaration, item])).values()) {
    if (group.length < 2) continue;
    for (const [at, distance] of distances([group.map(({ points }) => points)]).entries()) {
      const { expert } = group[at] as ReportedMark;
      distancesOf.set(expert, [...(distancesOf.get(expert) ?? []), distance]);
    }
  }
  return new Map(
    [...groupBy(marks, ({ expert }) => expert)].map(([expert, own]) => [
      expert,
      {
        sheets: new Set(own.map(({ declaration }) => declaration)).size,
        harshness: shown(mean(distancesOf.get(expert) ?? [])),
      },
    ]),
  );
}

/** Agreement on whole sheets: the mean of what an expert gave one declaration. */
export function sheetAgreement(marks: readonly ReportedMark[]): Agreement[] {
  const sheets = [...groupBy(marks, ({ declaration, expert }) => JSON.stringify([declaration, expert])).values()];
  return agreementOf(
    sheets.map((sheet) => ({ ...(sheet[0] as ReportedMark), points: mean(sheet.map(({ points }) => points)) ?? 0 })),
  );
}

/** How one item was marked: its mean, how far experts lie apart, and how far they agree. */
export function itemReport(marks: readonly ReportedMark[]): ItemReport {
  const spreads = [...groupBy(marks, ({ declaration }) => declaration).values()]
    .map((group) => deviation(group.map(({ points }) => points)))
    .filter((spread) => spread !== null);
  return {
    marks: marks.length,
    mean: shown(mean(marks.map(({ points }) => points))),
    disagreement: shown(mean(spreads)),
    agreement: agreementOf(marks),
  };
}

/** Standard deviation of a sample; null with fewer than two. */
export function deviation(values: readonly number[]): number | null {
  const centre = mean(values);
  if (centre === null || values.length < 2) return null;
  return shown(Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1)));
}

/** One entry for each group of experts with the same declarations, the largest first. */
function agreementOf(marks: readonly ReportedMark[]): Agreement[] {
  const rows = [...groupBy(marks, ({ declaration }) => declaration).values()].map((group) =>
    [...group].sort((a, b) => (a.expert < b.expert ? -1 : 1)),
  );
  const blocks = groupBy(rows, (row) => JSON.stringify(row.map(({ expert }) => expert)));
  return [...blocks.values()]
    .map((block): Agreement => {
      const table = block.map((row) => row.map(({ points }) => points));
      const icc = intraclassCorrelation(table);
      return {
        experts: (block[0] ?? []).map(({ expert }) => expert),
        declarations: block.length,
        iccSingle: shown(icc?.single ?? null),
        iccAverage: shown(icc?.average ?? null),
        kendallW: shown(kendallW(table)),
      };
    })
    .filter(({ experts }) => experts.length > 1)
    .sort((a, b) => b.declarations - a.declarations || (a.experts.join() < b.experts.join() ? -1 : 1));
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
}

/** Six places: what lies beyond is the arithmetic of doubles, not the experts. */
function shown<T extends number | null>(value: T): T {
  return (value === null ? null : Math.round(value * 1e6) / 1e6) as T;
}
