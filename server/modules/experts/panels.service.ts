import type { Viewer } from "../../../core/access/viewer.ts";
import type {
  AssignRequest,
  DrawRecord,
  DrawRequest,
  PanelDetail,
  PanelList,
} from "../../../core/contracts/experts.ts";
import { contentHash } from "../../../core/json/canonical.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { type DrawInput, drawExperts, type Pair } from "../../../core/scoring/experts/draw.ts";
import { panelsInUse } from "../../../core/scoring/experts/panel-items.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { record } from "../audit/audit.service.ts";
import { schemeOf } from "../definitions/compiled-schemes.ts";
import { loadConflicts } from "./conflicts.service.ts";
import type { ExpertRow } from "./experts.store.ts";
import {
  type ExpertStores,
  ownedPanel,
  ownedRound,
  owningRole,
  type PanelOfRound,
  panelOf,
  panelSummary,
} from "./panel-access.ts";
import { drawSummary, panelDetail, uncoveredViews } from "./panel-view.ts";
import type { CandidateRow } from "./panels.store.ts";
import type { AssignmentRow } from "./sheets.store.ts";

/** Panels as their owner runs them: draws, assignments by hand, and the opening. */

/** The panels of a round that its scheme needs. */
export async function listPanels(stores: ExpertStores, viewer: Viewer, roundId: string): Promise<PanelList> {
  const found = await ownedRound(stores, viewer, roundId);
  if (found.edition.bundle.scheme === null) return { items: [] };
  const openings = await stores.panels.listOpenings(roundId);
  const { length } = await stores.panels.listCandidates(roundId);
  const items: PanelList["items"] = [];
  for (const panelId of panelsInUse(schemeOf(found.edition.bundle.scheme))) {
    const assignments = await stores.sheets.listOfPanel(roundId, panelId);
    items.push(panelSummary(panelOf(found, panelId), length, assignments, openings));
  }
  return { items };
}

export async function getPanel(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
): Promise<PanelDetail> {
  return detailOf(stores, await ownedPanel(stores, viewer, roundId, panelId));
}

/**
 * Draws experts. A new draw replaces the earlier one as long as no sheet is handed in; afterwards a draw can only fill
 * up what is missing, so that nobody can draw again after having seen how the work goes.
 */
export async function drawPanel(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
  request: DrawRequest,
): Promise<PanelDetail> {
  const opened = await holdPanel(stores, viewer, roundId, panelId);
  const before = await stores.sheets.listOfPanel(roundId, panelId);
  const active = before.filter(({ status }) => status === "active");
  if (!request.keep && active.some(({ handedInAt }) => handedInAt !== null))
    throw new Problem("wrong-state", { detail: HANDED_IN });
  const candidates = await stores.panels.listCandidates(roundId);
  if (candidates.length === 0) throw new Problem("wrong-state", { detail: NOBODY });
  const pool = (await poolOf(stores, opened)).filter(
    ({ profile }) => request.fields.length === 0 || request.fields.some((field) => profile?.fields.includes(field)),
  );
  const conflicts = await loadConflicts(stores, opened.panel, accountsOf(pool));
  const ended = before.filter(
    ({ status, reason }) => status === "recused" || (status === "released" && reason !== null),
  );
  const input: DrawInput = {
    seed: request.seed ?? newId(),
    perDeclaration: request.perDeclaration,
    maxLoad: request.maxLoad,
    declarations: candidates.map(({ id }) => id),
    experts: accountsOf(pool).sort(),
    excluded: pairs([
      ...candidates.flatMap((candidate) =>
        accountsOf(pool)
          .filter((accountId) => conflicts(accountId, candidate).length > 0)
          .map((expert) => ({ declaration: candidate.id, expert })),
      ),
      ...ended.map(pairOf),
    ]),
    standing: request.keep ? pairs(active.map(pairOf)) : [],
  };
  const result = drawExperts(input);
  const number = await stores.panels.nextDraw(roundId, panelId);
  if (!request.keep) for (const { id } of active) await stores.sheets.end(id, "released", null);
  for (const { declaration, expert } of result.assigned)
    await stores.sheets.assign({
      id: newId(),
      roundId,
      panelId,
      declarationId: declaration,
      accountId: expert,
      draw: number,
      reason: null,
      assignedAt: stores.now,
    });
  const draw = {
    number,
    seedGiven: request.seed !== undefined,
    keep: request.keep,
    fields: request.fields,
    input,
    result,
    inputHash: contentHash(input),
    resultHash: contentHash(result),
    at: stores.now,
    by: viewer.accountId,
  };
  await stores.panels.recordDraw(roundId, panelId, draw);
  await recordPanel(stores, viewer, opened, "panel-draw", {
    number,
    seed: input.seed,
    inputHash: draw.inputHash,
    resultHash: draw.resultHash,
    assigned: result.assigned.length,
    uncovered: result.uncovered.length,
  });
  return detailOf(stores, opened);
}

/** A draw with everything needed to repeat it, repeated. */
export async function getDraw(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
  number: number,
): Promise<DrawRecord> {
  await ownedPanel(stores, viewer, roundId, panelId);
  const draw = (await stores.panels.listDraws(roundId, panelId)).find((each) => each.number === number);
  if (draw === undefined) throw new Problem("not-found");
  const { seed, perDeclaration, maxLoad, declarations, experts, excluded, standing } = draw.input;
  return {
    draw: drawSummary(draw),
    input: {
      seed,
      perDeclaration,
      maxLoad,
      declarations: [...declarations],
      experts: [...experts],
      excluded: [...excluded],
      standing: [...standing],
    },
    assigned: draw.result.assigned,
    uncovered: uncoveredViews(roundId, panelId, draw.result.uncovered),
    reproduced: contentHash(draw.input) === draw.inputHash && contentHash(drawExperts(draw.input)) === draw.resultHash,
  };
}

/** Assigns one expert by hand. @throws Problem `expert-conflict` */
export async function assignExpert(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
  request: AssignRequest,
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
  return detailOf(stores, opened);
}

/** Takes an assignment back that is not handed in. Its draft is kept, and the pair is not drawn again. */
export async function releaseAssignment(
  stores: ExpertStores,
  viewer: Viewer,
  id: string,
  reason: string,
): Promise<PanelDetail> {
  const assignment = await stores.sheets.find(id);
  if (assignment === null) throw new Problem("not-found");
  const opened = await holdPanel(stores, viewer, assignment.roundId, assignment.panelId);
  if (!(await stores.sheets.end(id, "released", reason))) throw new Problem("wrong-state");
  await recordPanel(stores, viewer, opened, "panel-release", { assignmentId: id, reason });
  return detailOf(stores, opened);
}

/**
 * Opens a panel for good: from here on its marks are read and counted, and nothing about them can be changed. While
 * sheets are missing, or a declaration has fewer experts than the panel needs, a reason has to be given. With nobody at
 * the evaluation there is nothing to open: it would close the panel before its work began.
 */
export async function openPanel(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
  reason: string | null,
): Promise<PanelDetail> {
  const opened = await holdPanel(stores, viewer, roundId, panelId);
  const candidates = await stores.panels.listCandidates(roundId);
  if (candidates.length === 0) throw new Problem("wrong-state", { detail: NOBODY });
  const active = (await stores.sheets.listOfPanel(roundId, panelId)).filter(
    ({ status, declarationId }) => status === "active" && candidates.some(({ id }) => id === declarationId),
  );
  const missing = active.filter(({ handedInAt }) => handedInAt === null).length;
  const short = candidates.filter(
    ({ id }) => active.filter(({ declarationId }) => declarationId === id).length < opened.panel.minimum,
  ).length;
  if (reason === null && (missing > 0 || short > 0))
    throw new Problem("panel-incomplete", { detail: incomplete(missing, short), members: { missing, short } });
  const handedIn = active.length - missing;
  await stores.panels.recordOpening(roundId, { panelId, reason, at: stores.now, by: viewer.accountId });
  await recordPanel(stores, viewer, opened, "panel-open", { reason, sheets: handedIn, missing, short });
  return detailOf(stores, opened);
}

/** A panel of the viewer's, held until the transaction ends. @throws Problem `panel-opened` */
async function holdPanel(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
): Promise<PanelOfRound> {
  const opened = await ownedPanel(stores, viewer, roundId, panelId);
  await stores.panels.holdRound(roundId);
  const openings = await stores.panels.listOpenings(roundId);
  if (openings.some((each) => each.panelId === panelId)) throw new Problem("panel-opened");
  return opened;
}

/** Who may be drawn for a panel: active experts of the authority's region who said where they work. */
async function poolOf(stores: ExpertStores, { round }: PanelOfRound): Promise<ExpertRow[]> {
  const scope = { regionPaths: [round.authorityPath], organisationId: null, accountId: null };
  const experts = await stores.experts.listExperts(scope);
  return experts.filter(({ isActive, profile }) => isActive && profile?.active === true);
}

async function detailOf(stores: ExpertStores, opened: PanelOfRound): Promise<PanelDetail> {
  const { round, panelId, panel } = opened;
  const pool = await poolOf(stores, opened);
  const assignments = await stores.sheets.listOfPanel(round.id, panelId);
  const candidates = await stores.panels.listCandidates(round.id);
  return panelDetail(stores, opened, {
    pool,
    assignments,
    candidates,
    openings: await stores.panels.listOpenings(round.id),
    draws: await stores.panels.listDraws(round.id, panelId),
    conflicts: await loadConflicts(stores, panel, accountsOf(pool)),
  });
}

function recordPanel(
  stores: ExpertStores,
  viewer: Viewer,
  { round, edition, panelId }: PanelOfRound,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  return record(stores, {
    actor: viewer,
    role: owningRole(viewer),
    action,
    subjectType: "round",
    subjectId: round.id,
    regionCode: edition.bundle.programme.authority.region,
    detail: { panelId, ...detail },
  });
}

const accountsOf = (experts: readonly ExpertRow[]) => experts.map(({ accountId }) => accountId);

const pairOf = ({ declarationId, accountId }: AssignmentRow): Pair => ({
  declaration: declarationId,
  expert: accountId,
});

/** Each pair once, in the order of ids: the input of a draw is the same however it was gathered. */
function pairs(list: readonly Pair[]): Pair[] {
  const byKey = new Map(list.map((pair) => [`${pair.declaration}\n${pair.expert}`, pair]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

function isOn(assignment: AssignmentRow, candidate: CandidateRow, expert: ExpertRow): boolean {
  const { status, declarationId, accountId } = assignment;
  return status === "active" && declarationId === candidate.id && accountId === expert.accountId;
}

const HANDED_IN: LocalText = {
  zh: "已有评分表提交，不能重新抽取；请选择保留已分配的专家、只补抽缺少的",
  en: "Sheets are handed in, so nothing can be drawn anew; keep what stands and fill up what is missing",
};
const NOBODY: LocalText = {
  zh: "本批次还没有进入评审的申报",
  en: "No declaration of this round stands at the evaluation",
};

function incomplete(missing: number, short: number): LocalText {
  return {
    zh: `还有 ${missing} 份评分表没有提交，${short} 件申报的专家少于规定人数；仍要启封请写明理由`,
    en: `${missing} sheets are missing, ${short} declarations have fewer experts than the panel needs; to open it all the same, give a reason`,
  };
}
