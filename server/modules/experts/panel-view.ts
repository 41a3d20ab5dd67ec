import type { DrawSummary, PanelDetail, Uncovered as UncoveredView } from "../../../core/contracts/experts.ts";
import type { Uncovered } from "../../../core/scoring/experts/uncovered.ts";
import { namesOf } from "../declarations/declaration-access.ts";
import type { Conflicts } from "./conflicts.service.ts";
import type { ExpertRow } from "./experts.store.ts";
import { codeOf, type ExpertStores, type PanelOfRound, panelSummary } from "./panel-access.ts";
import type { CandidateRow, DrawRow, OpeningRow } from "./panels.store.ts";
import type { AssignmentRow } from "./sheets.store.ts";

/** A panel as its owner sees it: who marks what and how far each expert is. No mark, and no count of one applicant. */

export interface PanelParts {
  pool: readonly ExpertRow[];
  assignments: readonly AssignmentRow[];
  candidates: readonly CandidateRow[];
  openings: readonly OpeningRow[];
  draws: readonly DrawRow[];
  conflicts: Conflicts;
}

export async function panelDetail(
  stores: ExpertStores,
  opened: PanelOfRound,
  { pool, assignments, candidates, openings, draws, conflicts }: PanelParts,
): Promise<PanelDetail> {
  const { round, panelId } = opened;
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
    assignments: assignments
      .filter(({ declarationId }) => declarationId === candidate.id)
      .map(({ id, accountId, expertName, status, draw, reason }) => ({
        id,
        expertId: accountId,
        expertName,
        status,
        draw,
        reason,
      })),
    excluded: pool.flatMap(({ accountId }) => {
      const kinds = conflicts(accountId, candidate);
      return kinds.length === 0 ? [] : [{ expertId: accountId, kinds }];
    }),
  }));
  const uncovered = uncoveredViews(round.id, panelId, draws[0]?.result.uncovered ?? []);
  return {
    panel: panelSummary(opened, candidates.length, assignments, openings),
    draws: draws.map(drawSummary),
    uncovered: uncovered.filter(({ declarationId }) => {
      const asked = draws[0]?.input.perDeclaration ?? 0;
      const stands = candidates.some(({ id }) => id === declarationId);
      return stands && active.filter((each) => each.declarationId === declarationId).length < asked;
    }),
    experts: progress(pool, active),
    declarations: declarations.sort((a, b) => (a.code < b.code ? -1 : 1)),
    mayRedraw: active.every(({ handedInAt }) => handedInAt === null),
  };
}

export function drawSummary({ input, result, ...draw }: DrawRow): DrawSummary {
  return {
    number: draw.number,
    seed: input.seed,
    seedGiven: draw.seedGiven,
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
      handedIn: own.filter(({ handedInAt }) => handedInAt !== null).length,
    };
  };
  return [
    ...pool.map(({ accountId, name, profile }) =>
      entry(accountId, name, true, profile?.employerName ?? null, profile?.fields ?? []),
    ),
    ...[...gone].map(([id, name]) => entry(id, name, false, null, [])),
  ];
}
