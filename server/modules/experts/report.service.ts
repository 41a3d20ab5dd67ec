import type { Viewer } from "../../../core/access/viewer.ts";
import type { PanelReport } from "../../../core/contracts/experts.ts";
import { decimal, formatExact } from "../../../core/scoring/exact.ts";
import { countMarks } from "../../../core/scoring/experts/counted-marks.ts";
import { panelItemsOf } from "../../../core/scoring/experts/panel-items.ts";
import { deviation, expertReports, itemReport, sheetAgreement } from "../../../core/scoring/experts/panel-report.ts";
import { poolMarks } from "../../../core/scoring/pool-marks.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { type OpenedMark, openedMarks, uncountedViews } from "./opened-marks.ts";
import { codeOf, type ExpertStores, ownedPanel, panelSummary } from "./panel-access.ts";

/** Places of a pooled mark as it is shown. */
const PLACES = 6;

/** How a panel marked, once it is opened: every mark, how far experts agree, and what is not counted. */
export async function getReport(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
  cipher: FieldCipher,
): Promise<PanelReport> {
  const opened = await ownedPanel(stores, viewer, roundId, panelId);
  const { scheme, panel } = opened;
  const marks = await openedMarks(stores, roundId, scheme, [panelId], cipher);
  const candidates = await stores.panels.listCandidates(roundId);
  const assignments = await stores.sheets.listOfPanel(roundId, panelId);
  const rows = await stores.panels.findCandidates(marks.map(({ applicant }) => applicant));
  const { marks: counted, uncounted } = countMarks(scheme.document, new Set(rows.keys()), marks);
  const out = new Set(uncounted.map(({ mark }) => mark));
  const numbers = marks
    .filter((mark) => !out.has(mark))
    .map(({ applicant, item, expert, points }) => ({ declaration: applicant, item, expert, points: Number(points) }));
  const names = new Map(marks.map(({ expert, expertName }) => [expert, expertName]));
  const items = panelItemsOf(scheme, panelId);
  return {
    panel: panelSummary(opened, {
      declarations: candidates.length,
      onTheWay: await stores.panels.countOnTheWay(roundId),
      assignments,
      openings: await stores.panels.listOpenings(roundId),
      dues: await stores.panels.listDues(roundId, panelId),
    }),
    experts: [...expertReports(numbers)]
      .map(([id, report]) => ({ id, name: names.get(id) ?? "", ...report }))
      .sort((a, b) => (a.harshness ?? 0) - (b.harshness ?? 0) || (a.id < b.id ? -1 : 1)),
    agreement: sheetAgreement(numbers),
    items: items.map(({ id, title, path }) => ({
      id,
      title,
      path,
      ...itemReport(numbers.filter(({ item }) => item === id)),
    })),
    declarations: [...rows.values()]
      .map((row) => ({
        declarationId: row.id,
        code: codeOf(roundId, panelId, row.id),
        number: row.number,
        applicantName: row.applicantName,
        items: items.flatMap(({ id, title, path }) => {
          const given = marks.filter(({ applicant, item }) => applicant === row.id && item === id);
          if (given.length === 0) return [];
          const pooled = poolMarks(counted.marks(row.id, id), panel);
          return [
            {
              id,
              title,
              path,
              pooled: pooled.value === null ? null : formatExact(pooled.value, PLACES),
              low: pooled.low === null ? null : formatExact(pooled.low),
              high: pooled.high === null ? null : formatExact(pooled.high),
              deviation: deviation(given.filter((mark) => !out.has(mark)).map(({ points }) => Number(points))),
              marks: given.map((mark) => markView(mark, !out.has(mark))),
            },
          ];
        }),
      }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    uncounted: uncountedViews(scheme, uncounted),
  };
}

type MarkView = PanelReport["declarations"][number]["items"][number]["marks"][number];

function markView({ expert, expertName, points, comment, versions }: OpenedMark, counted: boolean): MarkView {
  return {
    expertId: expert,
    expertName,
    points: formatExact(decimal(points)),
    comment,
    versions: versions.map(({ points: each, reason, at, declarationVersion }) => ({
      points: each,
      reason,
      at,
      declarationVersion,
    })),
    counted,
  };
}
