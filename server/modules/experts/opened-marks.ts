import type { UncountedMark as UncountedView } from "../../../core/contracts/experts.ts";
import type { CompiledScheme } from "../../../core/scoring/compile-scheme.ts";
import type { GivenMark, UncountedMark } from "../../../core/scoring/experts/counted-marks.ts";
import { groupBy } from "../../../core/scoring/experts/group-by.ts";
import { panelItemsOf, panelsInUse } from "../../../core/scoring/experts/panel-items.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { loadConflicts } from "./conflicts.service.ts";
import type { AssignmentRow, MarkRow } from "./sheets.store.ts";

type MarkStores = Pick<Stores, "accounts" | "experts" | "panels" | "sheets">;

/** A mark of an opened panel as it was handed in last, with whom it is from and every version of it. */
export interface OpenedMark extends GivenMark {
  expertName: string;
  applicantName: string;
  comment: string | null;
  versions: MarkRow[];
}

/**
 * Marks of panels of a round, in an order that depends on ids alone. This is the only way to marks other than an
 * expert's own, and it leads through the opening. Conflicts are judged anew: what was declared since the draw holds.
 * @throws Problem `panels-not-open` naming the panels that are not
 */
export async function openedMarks(
  stores: MarkStores,
  roundId: string,
  scheme: CompiledScheme,
  panelIds: readonly string[],
): Promise<OpenedMark[]> {
  const opened = new Set((await stores.panels.listOpenings(roundId)).map(({ panelId }) => panelId));
  const sealed = panelIds.filter((panelId) => !opened.has(panelId));
  if (sealed.length > 0) throw new Problem("panels-not-open", { members: { panels: sealed } });
  const marks: OpenedMark[] = [];
  for (const panelId of panelIds) {
    const sheets = (await stores.sheets.listOfPanel(roundId, panelId)).filter(({ handedInAt }) => handedInAt !== null);
    marks.push(...(await marksOf(stores, scheme, panelId, sheets)));
  }
  return marks.sort((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1));
}

/** As `openedMarks`, of every panel the scheme needs; none for a scheme without. */
export function marksForScoring(stores: MarkStores, roundId: string, scheme: CompiledScheme): Promise<OpenedMark[]> {
  return openedMarks(stores, roundId, scheme, panelsInUse(scheme));
}

/** Marks that are kept but not counted, as they are shown. */
export function uncountedViews(scheme: CompiledScheme, uncounted: readonly UncountedMark[]): UncountedView[] {
  return uncounted.map(({ mark, why }) => {
    const { panel, applicant, item, points, expertName, applicantName } = mark as OpenedMark;
    const title = panelItemsOf(scheme, panel).find(({ id }) => id === item)?.title ?? { zh: item, en: item };
    return { panelId: panel, declarationId: applicant, applicantName, item, itemTitle: title, expertName, points, why };
  });
}

async function marksOf(
  stores: MarkStores,
  scheme: CompiledScheme,
  panelId: string,
  sheets: readonly AssignmentRow[],
): Promise<OpenedMark[]> {
  const panel = scheme.document.panels?.[panelId];
  if (panel === undefined) return [];
  const conflicts = await loadConflicts(
    stores,
    panel,
    sheets.map(({ accountId }) => accountId),
  );
  const candidates = await stores.panels.findCandidates(sheets.map(({ declarationId }) => declarationId));
  const bySheet = new Map(sheets.map((sheet) => [sheet.id, sheet]));
  const versions = groupBy(await stores.sheets.listMarks([...bySheet.keys()]), ({ assignmentId, item }) =>
    JSON.stringify([assignmentId, item]),
  );
  return [...versions.values()].flatMap((history): OpenedMark[] => {
    const last = history.at(-1) as MarkRow;
    const sheet = bySheet.get(last.assignmentId) as AssignmentRow;
    const candidate = candidates.get(sheet.declarationId);
    return [
      {
        panel: panelId,
        applicant: sheet.declarationId,
        item: last.item,
        expert: sheet.accountId,
        points: last.points,
        conflicts: candidate === undefined ? [] : conflicts(sheet.accountId, candidate),
        expertName: sheet.expertName,
        applicantName: candidate?.applicantName ?? "",
        comment: last.comment,
        versions: history,
      },
    ];
  });
}

const orderKey = ({ panel, applicant, item, expert }: GivenMark) => JSON.stringify([panel, applicant, item, expert]);
