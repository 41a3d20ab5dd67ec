import { scopeOf } from "../../../core/access/scope.ts";
import type { Grant } from "../../../core/access/viewer.ts";
import { type ConflictExpert, conflictsBetween } from "../../../core/scoring/experts/conflict-kinds.ts";
import type { Panel } from "../../../core/scoring/scheme-document.ts";
import { READER_ROLES } from "../../../core/workflow/parties.ts";
import type { Stores } from "../../stores.ts";
import type { CandidateRow } from "./panels.store.ts";

type ConflictStores = Pick<Stores, "accounts" | "experts">;

/** Tells the kinds of conflict of a panel that hold between an expert and a declaration. */
export type Conflicts = (accountId: string, declaration: CandidateRow) => string[];

/**
 * Reads what conflicts of experts are judged by, once for all of them. Asked at the draw, at an assignment by hand, when
 * a sheet is handed in and again when marks are counted: what was declared in between holds.
 */
export async function loadConflicts(
  stores: ConflictStores,
  panel: Pick<Panel, "conflicts">,
  accountIds: readonly string[],
): Promise<Conflicts> {
  const ids = [...new Set(accountIds)];
  const declared = await stores.experts.listConflicts(ids);
  const grants = await stores.accounts.listGrants(ids);
  const experts = new Map<string, ConflictExpert>();
  // One after another: they share one transaction.
  for (const accountId of ids) {
    const account = await stores.accounts.find(accountId);
    const profile = await stores.experts.findProfile(accountId);
    experts.set(accountId, {
      accountId,
      organisationId: account?.organisationId ?? null,
      employerName: profile?.employerName ?? null,
      employerCreditCode: profile?.employerCreditCode ?? null,
      declared: declared.filter((conflict) => conflict.accountId === accountId),
      readerPaths: readerPaths(accountId, grants.get(accountId) ?? []),
    });
  }
  return (accountId, declaration) => {
    const expert = experts.get(accountId);
    return expert === undefined ? [] : conflictsBetween(panel.conflicts, expert, declaration);
  };
}

/** Regions whose declarations an account reads in another role than that of an expert. */
function readerPaths(accountId: string, grants: readonly Grant[]): readonly string[] {
  const viewer = {
    accountId,
    login: "",
    name: "",
    grants,
    organisationId: null,
    regionCode: null,
    locale: "zh",
  } as const;
  return scopeOf(viewer, READER_ROLES).regionPaths;
}
