import type { Viewer } from "../../../core/access/viewer.ts";
import type { PanelDetail } from "../../../core/contracts/experts.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { Problem } from "../../problem.ts";
import { record } from "../audit/audit.service.ts";
import { loadConflicts } from "./conflicts.service.ts";
import { commitmentOf, nonceOf } from "./draw-chance.ts";
import type { ExpertRow } from "./experts.store.ts";
import { type ExpertStores, ownedPanel, owningRole, type PanelOfRound } from "./panel-access.ts";
import { isUnmarked, panelDetail } from "./panel-view.ts";

/** What every command of an owner on a panel begins and ends with. */

/**
 * A panel of the viewer's, held until the transaction ends.
 * @throws Problem `panel-opened`, with what can be done for declarations that came to the evaluation too late
 */
export async function holdPanel(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
): Promise<PanelOfRound> {
  const opened = await ownedPanel(stores, viewer, roundId, panelId);
  await stores.panels.holdRound(roundId);
  const openings = await stores.panels.listOpenings(roundId);
  if (openings.some((each) => each.panelId === panelId)) {
    const sheets = await stores.sheets.listOfPanel(roundId, panelId);
    const late = (await stores.panels.listCandidates(roundId)).filter((candidate) => isUnmarked(candidate, sheets));
    throw new Problem("panel-opened", late.length > 0 ? { detail: tooLate(late.length) } : {});
  }
  return opened;
}

/** Who may be drawn for a panel: active experts of the authority's region who said where they work. */
export async function poolOf(stores: ExpertStores, { round }: PanelOfRound): Promise<ExpertRow[]> {
  const scope = { regionPaths: [round.authorityPath], organisationId: null, accountId: null };
  const experts = await stores.experts.listExperts(scope);
  return experts.filter(({ isActive, profile }) => isActive && profile?.active === true);
}

/** The panel as its owner sees it now. */
export async function detailOf(stores: ExpertStores, opened: PanelOfRound, cipher: FieldCipher): Promise<PanelDetail> {
  const { round, panelId, panel } = opened;
  const pool = await poolOf(stores, opened);
  const assignments = await stores.sheets.listOfPanel(round.id, panelId);
  const standing = await stores.panels.listCandidates(round.id);
  const openings = await stores.panels.listOpenings(round.id);
  // An opened panel keeps what it marked, wherever its declarations went since.
  const isOpened = openings.some((each) => each.panelId === panelId);
  const here = new Set(standing.map(({ id }) => id));
  const gone = assignments.map(({ declarationId }) => declarationId).filter((id) => isOpened && !here.has(id));
  const left = await stores.panels.findCandidates([...new Set(gone)]);
  const next = await stores.panels.nextDraw(round.id, panelId);
  return panelDetail(stores, opened, {
    pool,
    assignments,
    candidates: [...standing, ...left.values()],
    openings,
    dues: await stores.panels.listDues(round.id, panelId),
    onTheWay: await stores.panels.countOnTheWay(round.id),
    draws: await stores.panels.listDraws(round.id, panelId),
    nextDraw: { number: next, commitment: commitmentOf(nonceOf(cipher, opened, next)) },
    conflicts: await loadConflicts(stores, panel, accountsOf(pool)),
  });
}

/** An audit line of an owner about a panel. */
export function recordPanel(
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

/** Ids of the accounts of experts. */
export const accountsOf = (experts: readonly ExpertRow[]) => experts.map(({ accountId }) => accountId);

const tooLate = (count: number): LocalText => ({
  zh: `评审组已经启封，不能再抽取、补派或评分。有 ${count} 件参评申报没有打分：可为其另开一个批次重新评审，或在运行评分后作未入选处理`,
  en: `The panel is opened: nothing can be drawn, assigned or marked any more. ${count} declarations at the evaluation have no marks: open another round for them, or leave them out after scoring`,
});

/** Why nothing can be done on a panel yet. */
export const NOBODY: LocalText = {
  zh: "本批次还没有进入评审的申报",
  en: "No declaration of this round stands at the evaluation",
};
