import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { ConflictList, ConflictRequest, OwnExpert } from "../../../core/contracts/expert-sheets.ts";
import type { Expert, ExpertList, ExpertProfile, OwnProfile } from "../../../core/contracts/experts.ts";
import { isCreditCode } from "../../../core/forms/formats.ts";
import type { Finding, LocalText } from "../../../core/problems/finding.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { record } from "../audit/audit.service.ts";
import { getRound } from "../programmes/programmes.service.ts";
import { loadConflicts } from "./conflicts.service.ts";
import type { ExpertRow } from "./experts.store.ts";
import { type ExpertStores, owningRole, PANEL_OWNERS, panelOf } from "./panel-access.ts";

/** The pool of experts: who they are, where they work and what they may not mark. */

/** Experts of the viewer's region. */
export async function listExperts(stores: ExpertStores, viewer: Viewer): Promise<ExpertList> {
  return { items: await expertViews(stores, await stores.experts.listExperts(scopeOf(viewer, PANEL_OWNERS))) };
}

/** Writes the profile of an expert of the viewer's region. */
export async function changeExpert(
  stores: ExpertStores,
  viewer: Viewer,
  accountId: string,
  profile: ExpertProfile,
): Promise<Expert> {
  const scope = scopeOf(viewer, PANEL_OWNERS);
  const expert = await stores.experts.findExpert(scope, accountId);
  if (expert === null) throw new Problem("not-found");
  checkCode(profile.employerCreditCode, "/employerCreditCode");
  await stores.experts.putProfile(accountId, profile, stores.now);
  await record(stores, {
    actor: viewer,
    role: owningRole(viewer),
    action: "expert-profile",
    subjectType: "account",
    subjectId: accountId,
    regionCode: expert.regionCode,
    detail: { active: profile.active },
  });
  const [view] = await expertViews(stores, [{ ...expert, profile }]);
  return view as Expert;
}

export async function getOwnExpert(stores: ExpertStores, viewer: Viewer): Promise<OwnExpert> {
  return {
    id: viewer.accountId,
    name: viewer.name,
    profile: await stores.experts.findProfile(viewer.accountId),
  };
}

/**
 * An expert says where it works; a new one is active until the owner decides otherwise. While sheets of panels that are
 * not opened lie with the expert the employer stands: trying employers would tell whose a blind sheet is, and another
 * employer would end a conflict.
 * @throws Problem `wrong-state` with what to do instead
 */
export async function changeOwnExpert(stores: ExpertStores, viewer: Viewer, profile: OwnProfile): Promise<OwnExpert> {
  checkCode(profile.employerCreditCode, "/employerCreditCode");
  const known = await stores.experts.findProfile(viewer.accountId);
  if (changesEmployer(known, profile) && (await stores.sheets.countSealed(viewer.accountId)) > 0)
    throw new Problem("wrong-state", { detail: EMPLOYER_STANDS });
  await stores.experts.putOwnProfile(viewer.accountId, profile, stores.now);
  await recordOwn(stores, viewer, "expert-profile", viewer.accountId, {});
  return getOwnExpert(stores, viewer);
}

export async function listOwnConflicts(stores: ExpertStores, viewer: Viewer): Promise<ConflictList> {
  const conflicts = await stores.experts.listConflicts([viewer.accountId]);
  return {
    items: conflicts.map(({ id, name, creditCode, code, reason, declaredAt }) => ({
      id,
      organisation: name === null ? null : { name, creditCode },
      code,
      reason,
      declaredAt,
    })),
  };
}

/** Keeps a conflict with an organisation and ends the open assignments it concerns. */
export async function declareConflict(
  stores: ExpertStores,
  viewer: Viewer,
  request: ConflictRequest,
): Promise<ConflictList> {
  const creditCode = request.creditCode ?? null;
  checkCode(creditCode, "/creditCode");
  const id = newId();
  await stores.experts.recordConflict({
    id,
    accountId: viewer.accountId,
    declarationId: null,
    name: request.name,
    creditCode,
    code: null,
    reason: request.reason,
    declaredAt: stores.now,
  });
  await endConflicted(stores, viewer, request.reason);
  await recordOwn(stores, viewer, "expert-conflict", id, {});
  return listOwnConflicts(stores, viewer);
}

/** Ends what an expert may no longer mark. Sheets handed in stay; their marks are not counted. */
async function endConflicted(stores: ExpertStores, viewer: Viewer, reason: string): Promise<void> {
  const own = await stores.sheets.listOwn(viewer.accountId);
  const open = own.filter(({ status, isHandedIn }) => status === "active" && !isHandedIn);
  const candidates = await stores.panels.findCandidates(open.map(({ declarationId }) => declarationId));
  for (const assignment of open) {
    const candidate = candidates.get(assignment.declarationId);
    if (candidate === undefined) continue;
    const { panel } = panelOf(await getRound(stores, assignment.roundId), assignment.panelId);
    const conflicts = await loadConflicts(stores, panel, [viewer.accountId]);
    if (conflicts(viewer.accountId, candidate).length > 0) await stores.sheets.end(assignment.id, "recused", reason);
  }
}

/** An audit line of an expert about its own work. */
export function recordOwn(
  stores: ExpertStores,
  viewer: Viewer,
  action: string,
  subjectId: string,
  detail: Record<string, unknown>,
): Promise<void> {
  return record(stores, {
    actor: viewer,
    role: "expert",
    action,
    subjectType: action.startsWith("sheet") ? "panel-assignment" : "expert",
    subjectId,
    regionCode: viewer.grants.find(({ role }) => role === "expert")?.regionCode ?? null,
    detail,
  });
}

async function expertViews(stores: ExpertStores, rows: readonly ExpertRow[]): Promise<Expert[]> {
  const ids = rows.map(({ accountId }) => accountId);
  const conflicts = await stores.experts.listConflicts(ids);
  const open = await stores.sheets.countOpen(ids);
  return rows.map(({ accountId, login, name, regionCode, profile }) => ({
    id: accountId,
    login,
    name,
    regionCode,
    profile,
    conflicts: conflicts.filter((conflict) => conflict.accountId === accountId).length,
    open: open.get(accountId) ?? 0,
  }));
}

function changesEmployer(known: OwnProfile | null, { employerName, employerCreditCode }: OwnProfile): boolean {
  return known?.employerName !== employerName || known.employerCreditCode !== employerCreditCode;
}

const EMPLOYER_STANDS: LocalText = {
  zh: "您有尚未启封的评分任务，期间不能自行更改工作单位；确有变动的，请申报与新单位的回避，并请主管部门修改",
  en: "You have sheets of panels that are not opened, so your employer stands; if it changed, declare a conflict with the new one and ask the authority to change it",
};

function checkCode(code: string | null, pointer: string): void {
  if (code === null || isCreditCode(code)) return;
  const finding: Finding = {
    pointer,
    code: "credit-code",
    level: "error",
    message: {
      zh: "统一社会信用代码的校验位不对，请核对",
      en: "The check digit of the credit code is wrong; compare it again",
    },
  };
  throw new Problem("invalid-input", { findings: [finding] });
}
