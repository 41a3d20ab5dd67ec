import type { DrawSummary, PanelDetail, Uncovered as UncoveredView } from "../../../core/contracts/experts.ts";
import type { Uncovered } from "../../../core/scoring/experts/uncovered.ts";
import { namesOf } from "../declarations/declaration-access.ts";
import type { Conflicts } from "./conflicts.service.ts";
import { commitmentOf } from "./draw-chance.ts";
import type { ExpertRow } from "./experts.store.ts";
import { codeOf, type ExpertStores, isTold, type PanelOfRound, panelSummary } from "./panel-access.ts";
import type { CandidateRow, DrawRow, DueRow, OpeningRow } from "./panels.store.ts";
import type { AssignmentRow } from "./sheets.store.ts";

/** A panel as its owner sees it: who marks what and how far each expert is. No mark, and no count of one applicant. */

export interface PanelParts {
  pool: readonly ExpertRow[];
  assignments: readonly AssignmentRow[];
  candidates: readonly CandidateRow[];
  openings: readonly OpeningRow[];
  dues: readonly DueRow[];
  onTheWay: number;
  draws: readonly DrawRow[];
  nextDraw: { number: number; commitment: string };
  conflicts: Conflicts;
}

export async function panelDetail(
  stores: ExpertStores,
  opened: PanelOfRound,
  { pool, assignments, candidates, openings, dues, onTheWay, draws, nextDraw, conflicts }: PanelParts,
): Promise<PanelDetail> {
  const { round, panelId } = opened;
  const isOpened = openings.some((each) => each.panelId === panelId);
  const began = new Set(assignments.filter(hasBegun).map(({ accountId }) => accountId));
  const active = assignments.filter(({ status }) => status === "active");
  const names = await namesOf(
    stores,
    candidates.map(({ regionPath }) => regionPath),
  );
  const declarations = candidates.map((candidate) => ({
    declarationId: candidate.id,
    code: codeOf(round.id, panelId, candidate.id),
    number: candidate.number,
    applicantName: candidate.applicantName,
    city: names.get(candidate.regionPath)?.city ?? "",
    county: names.get(candidate.regionPath)?.county ?? null,
    version: candidate.version,
    reopened: !isOpened && isReopened(candidate, active),
    unmarked: isOpened && candidate.atEvaluation && isUnmarked(candidate, assignments),
    assignments: assignments
      .filter(({ declarationId }) => declarationId === candidate.id)
      .map(({ id, accountId, expertName, status, draw, reason }) => ({
        id,
        expertId: accountId,
        expertName,
        status,
        draw,
        reason,
        mayRelease: !isOpened && status === "active" && !began.has(accountId),
      })),
    excluded: pool.flatMap(({ accountId }) => {
      const kinds = conflicts(accountId, candidate);
      return kinds.length === 0 ? [] : [{ expertId: accountId, kinds }];
    }),
  }));
  const uncovered = uncoveredViews(round.id, panelId, draws[0]?.result.uncovered ?? []);
  return {
    panel: panelSummary(opened, { declarations: candidates.length, onTheWay, assignments, openings, dues }),
    dues: [...dues],
    draws: draws.map(drawSummary),
    nextDraw: isOpened ? null : nextDraw,
    uncovered: uncovered.filter(({ declarationId }) => {
      const asked = draws[0]?.input.perDeclaration ?? 0;
      const stands = candidates.some(({ id }) => id === declarationId);
      return stands && active.filter((each) => each.declarationId === declarationId).length < asked;
    }),
    experts: progress(pool, active),
    declarations: declarations.sort((a, b) => (a.code < b.code ? -1 : 1)),
    mayRedraw: !active.some(hasBegun),
  };
}

export function drawSummary({ input, result, ...draw }: DrawRow): DrawSummary {
  return {
    number: draw.number,
    seed: input.seed,
    nonce: draw.nonce,
    commitment: draw.nonce === null ? null : commitmentOf(draw.nonce),
    publicLot: draw.publicLot,
    reason: draw.reason,
    perDeclaration: input.perDeclaration,
    maxLoad: input.maxLoad,
    fields: draw.fields,
    keep: draw.keep,
    declarations: input.declarations.length,
    experts: input.experts.length,
    assigned: result.assigned.length,
    inputHash: draw.inputHash,
    resultHash: draw.resultHash,
    at: draw.at,
    by: draw.by,
  };
}

/** True when a sheet was handed in, for whichever version of its declaration. */
const hasBegun = ({ status, handedInAt }: AssignmentRow) => status === "active" && handedInAt !== null;

/** Whether a declaration was handed in anew since it was assigned; told from that, not from what was handed in of it. */
export function isReopened({ id, submittedAt }: CandidateRow, active: readonly AssignmentRow[]): boolean {
  return active.some(({ declarationId, assignedAt }) => declarationId === id && assignedAt < submittedAt);
}

/** Whether nothing counts for a declaration of a panel that is opened. */
export function isUnmarked({ id }: CandidateRow, sheets: readonly AssignmentRow[]): boolean {
  return !sheets.some(
    ({ declarationId, status, isHandedIn }) => declarationId === id && status === "active" && isHandedIn,
  );
}

/** What a draw could not cover, by the codes declarations have on the panel. */
export function uncoveredViews(roundId: string, panelId: string, uncovered: readonly Uncovered[]): UncoveredView[] {
  return uncovered.map(({ declaration, missing, why }) => ({
    declarationId: declaration,
    code: codeOf(roundId, panelId, declaration),
    missing,
    why,
  }));
}

/** Experts of the pool, then those who have sheets but left it. */
function progress(pool: readonly ExpertRow[], active: readonly AssignmentRow[]): PanelDetail["experts"] {
  const gone = new Map(
    active
      .filter(({ accountId }) => pool.every((expert) => expert.accountId !== accountId))
      .map(({ accountId, expertName }) => [accountId, expertName]),
  );
  const entry = (id: string, name: string, drawable: boolean, employer: string | null, fields: readonly string[]) => {
    const own = active.filter(({ accountId }) => accountId === id);
    return {
      id,
      name,
      employer,
      fields: [...fields],
      drawable,
      assigned: own.length,
      handedIn: own.filter(isTold).length,
    };
  };
  return [
    ...pool.map(({ accountId, name, profile }) =>
      entry(accountId, name, true, profile?.employerName ?? null, profile?.fields ?? []),
    ),
    ...[...gone].map(([id, name]) => entry(id, name, false, null, [])),
  ];
}
