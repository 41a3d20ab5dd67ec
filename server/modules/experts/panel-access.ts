import { isInScope, scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { PanelSummary } from "../../../core/contracts/experts.ts";
import { sha256Hex } from "../../../core/json/sha256.ts";
import { toLocalText } from "../../../core/problems/finding.ts";
import type { CompiledScheme } from "../../../core/scoring/compile-scheme.ts";
import { CONFLICT_KINDS } from "../../../core/scoring/experts/conflict-kinds.ts";
import { panelItemsOf, panelsInUse } from "../../../core/scoring/experts/panel-items.ts";
import { poolText } from "../../../core/scoring/methods/own-methods.ts";
import type { Panel } from "../../../core/scoring/scheme-document.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { schemeOf } from "../definitions/compiled-schemes.ts";
import type { Edition } from "../definitions/definitions.service.ts";
import { getRound } from "../programmes/programmes.service.ts";
import type { RoundRow } from "../programmes/round-view.ts";
import type { DueRow, OpeningRow } from "./panels.store.ts";
import type { AssignmentRow } from "./sheets.store.ts";

export type ExpertStores = Pick<
  Stores,
  | "now"
  | "accounts"
  | "attached"
  | "audit"
  | "declarations"
  | "definitions"
  | "evidence"
  | "experts"
  | "history"
  | "panels"
  | "programmes"
  | "regions"
  | "sheets"
>;

/** Roles that keep experts and panels, in the region of the programme's authority. */
export const PANEL_OWNERS = ["programme-admin", "province-reviewer"] as const;

/** A panel of a round with the scheme it stands in. */
export interface PanelOfRound {
  round: RoundRow;
  edition: Edition;
  scheme: CompiledScheme;
  panelId: string;
  panel: Panel;
}

/** A round of the viewer's region. @throws Problem `not-found`, also for one that exists elsewhere */
export async function ownedRound(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
): Promise<{ round: RoundRow; edition: Edition }> {
  const found = await getRound(stores, roundId);
  const place = { regionPath: found.round.authorityPath, organisationId: null, applicantAccountId: null };
  if (!isInScope(scopeOf(viewer, PANEL_OWNERS), place)) throw new Problem("not-found");
  return found;
}

/** A panel of a round of the viewer's region. @throws Problem `not-found` */
export async function ownedPanel(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
): Promise<PanelOfRound> {
  return panelOf(await ownedRound(stores, viewer, roundId), panelId);
}

/** A panel of a round, whoever asks: the caller has decided that. @throws Problem `not-found` */
export function panelOf({ round, edition }: { round: RoundRow; edition: Edition }, panelId: string): PanelOfRound {
  if (edition.bundle.scheme === null) throw new Problem("not-found");
  const scheme = schemeOf(edition.bundle.scheme);
  const panel = panelsInUse(scheme).includes(panelId) ? scheme.document.panels?.[panelId] : undefined;
  if (panel === undefined) throw new Problem("not-found");
  return { round, edition, scheme, panelId, panel };
}

/** What a declaration is called on a panel: it tells experts apart what it does not tell whose it is. */
export function codeOf(roundId: string, panelId: string, declarationId: string): string {
  const digits = sha256Hex(`${roundId}\n${panelId}\n${declarationId}`).slice(0, 8).toUpperCase();
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** The role in which a viewer acts on panels, for the audit line. */
export function owningRole(viewer: Viewer): (typeof PANEL_OWNERS)[number] | null {
  return PANEL_OWNERS.find((role) => viewer.grants.some((grant) => grant.role === role)) ?? null;
}

/**
 * Whether a sheet is told as handed in. While the panel is sealed every sheet that ever was counts: were it the newest
 * version alone, the count would fall when a declaration is handed in anew, by as many as had marked it.
 */
export function isTold({ openedAt, handedInAt, isHandedIn }: AssignmentRow): boolean {
  return openedAt === null ? handedInAt !== null : isHandedIn;
}

/** What a panel's summary is counted from: the rows of the panel, and of its round. */
export interface PanelCounts {
  declarations: number;
  onTheWay: number;
  assignments: readonly AssignmentRow[];
  openings: readonly OpeningRow[];
  dues: readonly DueRow[];
}

/** A panel as its owner sees it in a list. */
export function panelSummary(
  { round, scheme, panelId, panel }: PanelOfRound,
  { declarations, onTheWay, assignments, openings, dues }: PanelCounts,
): PanelSummary {
  const active = assignments.filter(({ status }) => status === "active");
  const opening = openings.find((each) => each.panelId === panelId);
  return {
    roundId: round.id,
    panelId,
    title: toLocalText(panel.title),
    basis: panel.basis,
    state: opening !== undefined ? "opened" : active.length > 0 ? "marking" : "drawing",
    blind: panel.blind,
    scale: [String(panel.scale[0]), String(panel.scale[1])],
    minimum: panel.minimum,
    pool: poolText(panel),
    conflicts: CONFLICT_KINDS.filter(({ id }) => panel.conflicts.includes(id)).map(({ id, title }) => ({ id, title })),
    items: panelItemsOf(scheme, panelId).map(({ id, title, path }) => ({ id, title, path })),
    declarations,
    onTheWay,
    sheets: { assigned: active.length, handedIn: active.filter(isTold).length },
    due: dues[0] ?? null,
    opening: opening === undefined ? null : { at: opening.at, by: opening.by, reason: opening.reason },
  };
}
