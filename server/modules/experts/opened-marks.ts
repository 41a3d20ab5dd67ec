import type { UncountedMark as UncountedView } from "../../../core/contracts/experts.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import type { CompiledScheme } from "../../../core/scoring/compile-scheme.ts";
import type { GivenMark, UncountedMark } from "../../../core/scoring/experts/counted-marks.ts";
import { groupBy } from "../../../core/scoring/experts/group-by.ts";
import { panelItemsOf, panelsInUse } from "../../../core/scoring/experts/panel-items.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { loadConflicts } from "./conflicts.service.ts";
import { type OpenMark, openMark } from "./sealed-marks.ts";
import type { AssignmentRow } from "./sheets.store.ts";

type MarkStores = Pick<Stores, "accounts" | "experts" | "panels" | "sheets">;

/** A mark of an opened panel as it was handed in last, with whom it is from and every version of it. */
export interface OpenedMark extends GivenMark {
  expertName: string;
  applicantName: string;
  comment: string | null;
  versions: OpenMark[];
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
  cipher: FieldCipher,
): Promise<OpenedMark[]> {
  const opened = new Set((await stores.panels.listOpenings(roundId)).map(({ panelId }) => panelId));
  const sealed = panelIds.filter((panelId) => !opened.has(panelId));
  if (sealed.length > 0) throw new Problem("panels-not-open", { members: { panels: sealed } });
  const marks: OpenedMark[] = [];
  for (const panelId of panelIds) {
    const sheets = (await stores.sheets.listOfPanel(roundId, panelId)).filter(({ handedInAt }) => handedInAt !== null);
    marks.push(...(await marksOf(stores, scheme, panelId, sheets, cipher)));
  }
  return marks.sort((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1));
}

/** As `openedMarks`, of every panel the scheme needs; none for a scheme without. */
export function marksForScoring(
  stores: MarkStores,
  roundId: string,
  scheme: CompiledScheme,
  cipher: FieldCipher,
): Promise<OpenedMark[]> {
  return openedMarks(stores, roundId, scheme, panelsInUse(scheme), cipher);
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
  cipher: FieldCipher,
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
  const marks = (await stores.sheets.listMarks([...bySheet.keys()])).map((mark) => openMark(cipher, mark));
  const versions = groupBy(marks, ({ assignmentId, item }) => JSON.stringify([assignmentId, item]));
  return [...versions.values()].flatMap((history): OpenedMark[] => {
    const last = history.at(-1) as OpenMark;
    const sheet = bySheet.get(last.assignmentId) as AssignmentRow;
    const candidate = candidates.get(sheet.declarationId);
    // An item that the sheet had on an earlier version of the declaration and has no more.
    if (sheet.isHandedIn && last.declarationVersion !== null && last.declarationVersion !== sheet.version) return [];
    return [
      {
        panel: panelId,
        applicant: sheet.declarationId,
        item: last.item,
        expert: sheet.accountId,
        points: last.points,
        conflicts: candidate === undefined ? [] : conflicts(sheet.accountId, candidate),
        expertName: sheet.expertName,
        setAside: setAsideText(sheet),
        applicantName: candidate?.applicantName ?? "",
        comment: last.comment,
        versions: history,
      },
    ];
  });
}

/** Why a sheet that was handed in once does not count; null for one that stands. */
function setAsideText({ status, isHandedIn, version, latestVersion }: AssignmentRow): LocalText | null {
  if (status !== "active") return WITHDRAWN;
  if (isHandedIn) return null;
  return {
    zh: `评分针对申报第 ${version} 版，启封时申报已是第 ${latestVersion} 版而专家没有重新提交，保留但不计`,
    en: `Given on version ${version}; at the opening the declaration had version ${latestVersion} and the sheet was not handed in anew; kept, not counted`,
  };
}

const WITHDRAWN: LocalText = {
  zh: "专家在提交后退出或被收回，保留但不计",
  en: "The expert withdrew, or was taken off, after handing in; kept, not counted",
};

const orderKey = ({ panel, applicant, item, expert }: GivenMark) => JSON.stringify([panel, applicant, item, expert]);
