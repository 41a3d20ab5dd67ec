import type { Viewer } from "../../../core/access/viewer.ts";
import type {
  Assignment,
  AssignmentList,
  ChangeMark,
  HandIn,
  Recusal,
  SaveSheet,
  SheetReceipt,
  SheetView,
} from "../../../core/contracts/expert-sheets.ts";
import { pointer } from "../../../core/json/pointer.ts";
import type { Finding, LocalText } from "../../../core/problems/finding.ts";
import { readDecimal } from "../../../core/scoring/exact.ts";
import type { PanelItem } from "../../../core/scoring/experts/panel-items.ts";
import { inScale } from "../../../core/scoring/marks-text.ts";
import type { Panel } from "../../../core/scoring/scheme-document.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { namesOf } from "../declarations/declaration-access.ts";
import type { EvidenceRow } from "../evidence/evidence.store.ts";
import { getRound } from "../programmes/programmes.service.ts";
import { loadConflicts } from "./conflicts.service.ts";
import { recordOwn } from "./experts.service.ts";
import { codeOf, type ExpertStores, panelOf } from "./panel-access.ts";
import { sealDraft, sealMark } from "./sealed-marks.ts";
import { type OpenedSheet, openSheet, rightsOn } from "./sheet-access.ts";
import { assignmentView, filesOf, sheetView } from "./sheet-view.ts";
import type { AssignmentRow, SheetDraft } from "./sheets.store.ts";

/** The expert's own work. Nothing here reads a sheet of anybody else. */

/** Everything the viewer was assigned, newest first. */
export async function listAssignments(
  stores: ExpertStores,
  viewer: Viewer,
  cipher: FieldCipher,
): Promise<AssignmentList> {
  const items: Assignment[] = [];
  // One after another: they share one transaction.
  for (const assignment of await stores.sheets.listOwn(viewer.accountId)) {
    items.push(
      assignment.status === "active"
        ? await activeView(stores, viewer, assignment, cipher)
        : await endedView(stores, assignment),
    );
  }
  return { items };
}

export async function getSheet(
  stores: ExpertStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
): Promise<SheetView> {
  return sheetView(stores, await openSheet(stores, viewer, id, cipher), cipher);
}

/** Saves marks of a sheet that is not handed in. What is not right yet is kept: it is judged when it is handed in. */
export async function saveSheet(
  stores: ExpertStores,
  viewer: Viewer,
  id: string,
  { revision, marks }: SaveSheet,
  cipher: FieldCipher,
): Promise<SheetReceipt> {
  const opened = await openSheet(stores, viewer, id, cipher, true);
  requireMarking(opened);
  const strange = Object.keys(marks).filter((item) => !opened.items.some((each) => each.id === item));
  if (strange.length > 0)
    throw new Problem("invalid-input", { findings: strange.map((item) => markFinding(item, NO_ITEM)) });
  const draft: SheetDraft = { ...opened.draft };
  for (const [item, mark] of Object.entries(marks)) {
    if (mark === null) delete draft[item];
    else draft[item] = { points: mark.points, comment: mark.comment ?? null };
  }
  const begun = opened.assignment.version ?? opened.version.number;
  if (!(await stores.sheets.saveDraft(id, revision, sealDraft(cipher, id, draft), begun)))
    throw changedElsewhere(opened.assignment.revision);
  return { revision: revision + 1, savedAt: stores.now };
}

/**
 * Hands a sheet in: every item marked, every mark on the scale, and no conflict, also none that came up since. The expert
 * names the version that was read: marks of another one would be about something else.
 */
export async function handInSheet(
  stores: ExpertStores,
  viewer: Viewer,
  id: string,
  request: HandIn,
  cipher: FieldCipher,
): Promise<SheetView> {
  const opened = await openSheet(stores, viewer, id, cipher, true);
  const { assignment, of, version, items, draft } = opened;
  requireMarking(opened);
  if (version.number !== request.version) throw new Problem("sheet-outdated", { members: { version: version.number } });
  if (assignment.revision !== request.revision) throw changedElsewhere(assignment.revision);
  await requireNoConflict(stores, opened);
  const findings = items.flatMap((item) => judge(item, draft[item.id]?.points, of.panel));
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  if (!(await stores.sheets.handIn(id, request.revision, version.number, stores.now)))
    throw changedElsewhere(assignment.revision);
  const before = await stores.sheets.listMarks([id]);
  await stores.sheets.recordMarks(
    items.map((item) => {
      const { points, comment } = draft[item.id] as SheetDraft[string];
      const last = before.filter((mark) => mark.item === item.id).at(-1);
      return sealMark(cipher, {
        assignmentId: id,
        item: item.id,
        version: (last?.version ?? 0) + 1,
        declarationVersion: version.number,
        points,
        comment,
        reason: null,
        at: stores.now,
      });
    }),
  );
  await recordOwn(stores, viewer, "sheet-hand-in", id, {
    roundId: of.round.id,
    panelId: of.panelId,
    version: version.number,
    items: items.length,
  });
  return getSheet(stores, viewer, id, cipher);
}

/** Changes one mark of a sheet that is handed in, before the panel is opened: a further version with its reason. */
export async function changeMark(
  stores: ExpertStores,
  viewer: Viewer,
  id: string,
  change: ChangeMark,
  cipher: FieldCipher,
): Promise<SheetView> {
  const opened = await openSheet(stores, viewer, id, cipher, true);
  const { of, items, assignment } = opened;
  requireInTime(opened);
  if (!rightsOn(opened).change) throw new Problem("wrong-state");
  await requireNoConflict(stores, opened);
  const item = items.find((each) => each.id === change.item);
  const findings = item === undefined ? [markFinding(change.item, NO_ITEM)] : judge(item, change.points, of.panel);
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  const last = (await stores.sheets.listMarks([id])).filter((mark) => mark.item === change.item).at(-1);
  const version = (last?.version ?? 0) + 1;
  const mark = { points: change.points, comment: change.comment ?? null };
  await stores.sheets.recordMarks([
    sealMark(cipher, {
      assignmentId: id,
      item: change.item,
      version,
      declarationVersion: assignment.version,
      ...mark,
      reason: change.reason,
      at: stores.now,
    }),
  ]);
  await stores.sheets.keepDraft(id, sealDraft(cipher, id, { ...opened.draft, [change.item]: mark }));
  // The reason stays with the mark: it may say what the mark was.
  await recordOwn(stores, viewer, "sheet-change", id, { item: change.item, version });
  return getSheet(stores, viewer, id, cipher);
}

/** The expert withdraws from a sheet. A conflict is kept, so that no later draw assigns the pair again. */
export async function recuse(
  stores: ExpertStores,
  viewer: Viewer,
  id: string,
  { conflict, reason }: Recusal,
  cipher: FieldCipher,
): Promise<SheetView> {
  const opened = await openSheet(stores, viewer, id, cipher, true);
  const { of, assignment } = opened;
  if (assignment.openedAt !== null) throw new Problem("panel-opened");
  if (!rightsOn(opened).recuse) throw new Problem(assignment.isHandedIn ? "sheet-handed-in" : "wrong-state");
  await stores.sheets.end(id, "recused", reason);
  if (conflict)
    await stores.experts.recordConflict({
      id: newId(),
      accountId: viewer.accountId,
      declarationId: assignment.declarationId,
      name: null,
      creditCode: null,
      code: codeOf(of.round.id, of.panelId, assignment.declarationId),
      reason,
      declaredAt: stores.now,
    });
  await recordOwn(stores, viewer, "sheet-recuse", id, { roundId: of.round.id, panelId: of.panelId, conflict, reason });
  return getSheet(stores, viewer, id, cipher);
}

/** A file of a sheet of the viewer's own, under the name it has there. @throws Problem `not-found` */
export async function getSheetFile(
  stores: ExpertStores,
  viewer: Viewer,
  id: string,
  evidenceId: string,
  cipher: FieldCipher,
): Promise<EvidenceRow> {
  const opened = await openSheet(stores, viewer, id, cipher);
  if (opened.assignment.status !== "active") throw new Problem("not-found");
  const file = (await filesOf(stores, opened)).shown.find((each) => each.id === evidenceId);
  if (file === undefined) throw new Problem("not-found");
  return file;
}

async function activeView(
  stores: ExpertStores,
  viewer: Viewer,
  { id }: AssignmentRow,
  cipher: FieldCipher,
): Promise<Assignment> {
  const opened = await openSheet(stores, viewer, id, cipher);
  const { assignment, of, candidate, items, draft } = opened;
  const names = (await namesOf(stores, [candidate.regionPath])).get(candidate.regionPath);
  const place = { city: names?.city ?? "", county: names?.county ?? null };
  return {
    ...assignmentView(of, assignment, candidate, place, opened),
    items: items.length,
    marked: items.filter((item) => assignment.isHandedIn || draft[item.id] !== undefined).length,
  };
}

async function endedView(stores: ExpertStores, assignment: AssignmentRow): Promise<Assignment> {
  const of = panelOf(await getRound(stores, assignment.roundId), assignment.panelId);
  const candidate = (await stores.panels.findCandidates([assignment.declarationId])).get(assignment.declarationId);
  if (candidate === undefined) throw new Error(`declaration ${assignment.declarationId} is gone`);
  return assignmentView(of, assignment, candidate, { city: "", county: null }, { draft: {}, dueAt: null });
}

function requireMarking(opened: OpenedSheet): void {
  requireInTime(opened);
  if (opened.assignment.isHandedIn) throw new Problem("sheet-handed-in");
  if (!rightsOn(opened).mark) throw new Problem("wrong-state");
}

function requireInTime({ assignment, isOverdue }: OpenedSheet): void {
  if (assignment.openedAt !== null) throw new Problem("panel-opened");
  if (isOverdue) throw new Problem("past-deadline", { detail: OVERDUE });
}

async function requireNoConflict(stores: ExpertStores, { assignment, of, candidate }: OpenedSheet): Promise<void> {
  const conflicts = await loadConflicts(stores, of.panel, [assignment.accountId]);
  if (conflicts(assignment.accountId, candidate).length > 0) throw new Problem("expert-conflict");
}

function judge(item: PanelItem, text: string | undefined, panel: Panel): Finding[] {
  if (text === undefined) return [markFinding(item.id, MISSING, item.title)];
  const points = readDecimal(text);
  if (typeof points !== "string" && inScale(points, panel)) return [];
  const [low, high] = panel.scale;
  return [
    markFinding(
      item.id,
      { zh: `评分应在 ${low} 至 ${high} 之间`, en: `The mark must lie from ${low} to ${high}` },
      item.title,
    ),
  ];
}

function markFinding(item: string, message: LocalText, title?: LocalText): Finding {
  return {
    pointer: pointer("marks", item),
    code: "mark",
    level: "error",
    message: title === undefined ? message : { zh: `${title.zh}：${message.zh}`, en: `${title.en}: ${message.en}` },
  };
}

const changedElsewhere = (revision: number) => new Problem("conflict-revision", { members: { revision } });

const OVERDUE: LocalText = {
  zh: "评审组的评分截止时间已过，评分保留但不能再提交或修改；需要延期的，请与主管部门联系",
  en: "The panel takes no more sheets; what was marked is kept. Ask the authority if you need more time",
};
const MISSING: LocalText = { zh: "还没有评分", en: "not marked yet" };
const NO_ITEM: LocalText = { zh: "这张评分表没有这一项", en: "This sheet has no such item" };
