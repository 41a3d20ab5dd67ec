import type { Viewer } from "../../../core/access/viewer.ts";
import type { AssignRequest, DueRequest, PanelDetail, PanelList } from "../../../core/contracts/experts.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { panelsInUse } from "../../../core/scoring/experts/panel-items.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { schemeOf } from "../definitions/compiled-schemes.ts";
import { loadConflicts } from "./conflicts.service.ts";
import type { ExpertRow } from "./experts.store.ts";
import { type ExpertStores, isTold, ownedPanel, ownedRound, panelOf, panelSummary } from "./panel-access.ts";
import { isReopened } from "./panel-view.ts";
import { detailOf, holdPanel, NOBODY, poolOf, recordPanel } from "./panel-work.ts";
import type { CandidateRow } from "./panels.store.ts";
import type { AssignmentRow } from "./sheets.store.ts";

/** Panels as their owner runs them: assignments by hand, the due time, and the opening. */

/** The panels of a round that its scheme needs. */
export async function listPanels(stores: ExpertStores, viewer: Viewer, roundId: string): Promise<PanelList> {
  const found = await ownedRound(stores, viewer, roundId);
  if (found.edition.bundle.scheme === null) return { items: [] };
  const openings = await stores.panels.listOpenings(roundId);
  const { length } = await stores.panels.listCandidates(roundId);
  const onTheWay = await stores.panels.countOnTheWay(roundId);
  const items: PanelList["items"] = [];
  for (const panelId of panelsInUse(schemeOf(found.edition.bundle.scheme))) {
    const assignments = await stores.sheets.listOfPanel(roundId, panelId);
    const dues = await stores.panels.listDues(roundId, panelId);
    items.push(panelSummary(panelOf(found, panelId), { declarations: length, onTheWay, assignments, openings, dues }));
  }
  return { items };
}

export async function getPanel(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
  cipher: FieldCipher,
): Promise<PanelDetail> {
  return detailOf(stores, await ownedPanel(stores, viewer, roundId, panelId), cipher);
}

/** Assigns one expert by hand. @throws Problem `expert-conflict` */
export async function assignExpert(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
  request: AssignRequest,
  cipher: FieldCipher,
): Promise<PanelDetail> {
  const opened = await holdPanel(stores, viewer, roundId, panelId);
  const candidate = (await stores.panels.listCandidates(roundId)).find(({ id }) => id === request.declarationId);
  const expert = (await poolOf(stores, opened)).find(({ accountId }) => accountId === request.expertId);
  if (candidate === undefined || expert === undefined) throw new Problem("not-found");
  const standing = await stores.sheets.listOfPanel(roundId, panelId);
  if (standing.some((each) => isOn(each, candidate, expert))) throw new Problem("already-exists");
  const conflicts = await loadConflicts(stores, opened.panel, [expert.accountId]);
  if (conflicts(expert.accountId, candidate).length > 0) throw new Problem("expert-conflict");
  await stores.sheets.assign({
    id: newId(),
    roundId,
    panelId,
    declarationId: candidate.id,
    accountId: expert.accountId,
    draw: null,
    reason: request.reason,
    assignedAt: stores.now,
  });
  await recordPanel(stores, viewer, opened, "panel-assign", {
    declarationId: candidate.id,
    expert: expert.login,
    reason: request.reason,
  });
  return detailOf(stores, opened, cipher);
}

/**
 * Takes an assignment back from an expert who has handed in nothing yet. Its draft is kept, and the pair is not drawn
 * again. Whether one sheet is handed in is nobody's to know before the opening, so it is not asked sheet by sheet: what
 * the refusal tells stands beside the expert's name already.
 */
export async function releaseAssignment(
  stores: ExpertStores,
  viewer: Viewer,
  id: string,
  reason: string,
  cipher: FieldCipher,
): Promise<PanelDetail> {
  const assignment = await stores.sheets.find(id);
  if (assignment === null) throw new Problem("not-found");
  const opened = await holdPanel(stores, viewer, assignment.roundId, assignment.panelId);
  const ofExpert = (await stores.sheets.listOfPanel(assignment.roundId, assignment.panelId)).filter(
    ({ accountId, status }) => accountId === assignment.accountId && status === "active",
  );
  if (ofExpert.some(({ handedInAt }) => handedInAt !== null)) throw new Problem("wrong-state", { detail: HAS_BEGUN });
  if (!(await stores.sheets.end(id, "released", reason))) throw new Problem("wrong-state");
  await recordPanel(stores, viewer, opened, "panel-release", { assignmentId: id, reason });
  return detailOf(stores, opened, cipher);
}

/**
 * Says until when a panel takes sheets. Another time than the one set before needs a reason.
 * @throws Problem `invalid-input` for a time that has passed, `reason-missing`
 */
export async function setDue(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
  request: DueRequest,
  cipher: FieldCipher,
): Promise<PanelDetail> {
  const opened = await holdPanel(stores, viewer, roundId, panelId);
  const dueAt = new Date(request.dueAt).toISOString();
  if (dueAt <= stores.now)
    throw new Problem("invalid-input", {
      findings: [{ pointer: "/dueAt", code: "not-ahead", level: "error", message: NOT_AHEAD }],
    });
  const [before] = await stores.panels.listDues(roundId, panelId);
  const reason = request.reason ?? null;
  if (before !== undefined && reason === null) throw new Problem("reason-missing", { detail: SAY_WHY });
  await stores.panels.recordDue(roundId, panelId, { dueAt, reason, at: stores.now, by: viewer.accountId });
  await recordPanel(stores, viewer, opened, "panel-due", { dueAt, before: before?.dueAt ?? null, reason });
  return detailOf(stores, opened, cipher);
}

/**
 * Opens a panel for good: from here on its marks are read and counted, and nothing about them can be changed. While
 * sheets are missing, a declaration has fewer experts than the panel needs, or declarations are still on their way to the
 * evaluation, which would come too late for marks, a reason has to be given. With nobody at
 * the evaluation there is nothing to open: it would close the panel before its work began.
 */
export async function openPanel(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
  reason: string | null,
  cipher: FieldCipher,
): Promise<PanelDetail> {
  const opened = await holdPanel(stores, viewer, roundId, panelId);
  const candidates = await stores.panels.listCandidates(roundId);
  if (candidates.length === 0) throw new Problem("wrong-state", { detail: NOBODY });
  const active = (await stores.sheets.listOfPanel(roundId, panelId)).filter(
    ({ status, declarationId }) => status === "active" && candidates.some(({ id }) => id === declarationId),
  );
  const missing = active.filter((sheet) => !isTold(sheet)).length;
  const short = candidates.filter(
    ({ id }) => active.filter(({ declarationId }) => declarationId === id).length < opened.panel.minimum,
  ).length;
  const again = countAgain(candidates, active, missing);
  const onTheWay = await stores.panels.countOnTheWay(roundId);
  if (reason === null && missing + short + again + onTheWay > 0)
    throw new Problem("panel-incomplete", {
      detail: incomplete({ missing, short, again, onTheWay }),
      members: { missing, short, again, onTheWay },
    });
  const handedIn = active.filter(({ isHandedIn }) => isHandedIn).length;
  await stores.panels.recordOpening(roundId, { panelId, reason, at: stores.now, by: viewer.accountId });
  await stores.sheets.keepVersions(roundId, panelId);
  await recordPanel(stores, viewer, opened, "panel-open", {
    reason,
    sheets: handedIn,
    missing,
    short,
    again,
    onTheWay,
  });
  return detailOf(stores, opened, cipher);
}

function isOn(assignment: AssignmentRow, candidate: CandidateRow, expert: ExpertRow): boolean {
  const { status, declarationId, accountId } = assignment;
  return status === "active" && declarationId === candidate.id && accountId === expert.accountId;
}

/**
 * Declarations that were handed in anew and may not have been looked at again. While sheets are missing it is every such
 * declaration, looked at or not: else the number would tell which of them had been marked.
 */
function countAgain(candidates: readonly CandidateRow[], active: readonly AssignmentRow[], missing: number): number {
  const outdated = active.filter((sheet) => isTold(sheet) && !sheet.isHandedIn);
  if (missing > 0) return candidates.filter((candidate) => isReopened(candidate, active)).length;
  return new Set(outdated.map(({ declarationId }) => declarationId)).size;
}

function incomplete(gaps: { missing: number; short: number; again: number; onTheWay: number }): LocalText {
  const { missing, short, again, onTheWay } = gaps;
  return {
    zh: `还有 ${missing} 份评分表没有提交，${short} 件申报的专家少于规定人数，${again} 件申报更新后待专家复核，${onTheWay} 件申报仍在审核途中；仍要启封请写明理由`,
    en: `${missing} sheets are missing, ${short} declarations have fewer experts than the panel needs, ${again} were handed in anew and may not have been looked at again, ${onTheWay} are still under review; to open it all the same, give a reason`,
  };
}

const HAS_BEGUN: LocalText = {
  zh: "这位专家已有评分表提交，不能再收回其评分任务；可为申报补派其他专家，专家也可自行回避",
  en: "This expert has handed in sheets, so nothing can be taken back; assign another expert, or let the expert withdraw",
};
const NOT_AHEAD: LocalText = { zh: "评分截止时间须晚于现在", en: "The due time must lie ahead" };
const SAY_WHY: LocalText = {
  zh: "更改评分截止时间请写明理由",
  en: "Say why the due time is changed",
};
