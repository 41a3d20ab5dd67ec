import { isRegional, separatedRoles } from "../../../core/access/roles.ts";
import { hasRole, type Viewer } from "../../../core/access/viewer.ts";
import type {
  AccountPage,
  AccountQuery,
  AccountSummary,
  ChangeAccount,
  ChangeRoles,
  CreateAccount,
  RoleGrant,
} from "../../../core/contracts/accounts.ts";
import { finding } from "../../../core/problems/catalogue.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import type { AppContext } from "../../context.ts";
import { hashSecret, newId } from "../../crypto/ids.ts";
import { hashPassword } from "../../crypto/passwords.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import { getRegion } from "../regions/regions.service.ts";
import { passwordFindings } from "./account-findings.ts";
import type { AccountRow, NewGrant } from "./accounts.store.ts";
import { maskedFields, sealPhone } from "./personal-fields.ts";

/** An official's account before it is written: its password is hashed outside the transaction. */
export interface PreparedOfficial
  extends Pick<
    AccountRow,
    "login" | "displayName" | "passwordHash" | "mustChangePassword" | "phoneCipher" | "phoneIndex"
  > {
  regionCode: string | null;
}

/** `isFirstPassword`: somebody else chose the password, its owner must change it. */
export async function prepareOfficial(
  { cipher }: Pick<AppContext, "cipher">,
  given: Omit<CreateAccount, "regionCode"> & { regionCode?: string; isFirstPassword: boolean },
): Promise<PreparedOfficial> {
  const findings = passwordFindings(given.password, given.login, "/password");
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  return {
    login: given.login,
    displayName: given.displayName.trim(),
    passwordHash: await hashPassword(given.password),
    mustChangePassword: given.isFirstPassword,
    ...sealPhone(cipher, given.phone),
    regionCode: given.regionCode ?? null,
  };
}

/** Checks and hashes a first password that an administrator gives out anew. */
export async function prepareFirstPassword(password: string): Promise<string> {
  const findings = passwordFindings(password, "shenbao", "/password");
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  return hashPassword(password);
}

/** Writes an official's account with its roles. */
export async function writeOfficial(
  stores: Stores,
  official: PreparedOfficial,
  actor: Viewer | "system",
  grants: readonly NewGrant[],
): Promise<AccountRow> {
  if (official.regionCode !== null) await getRegion(stores, official.regionCode, "/regionCode");
  const account: AccountRow = {
    ...official,
    id: newId(),
    idNumberCipher: null,
    idNumberIndex: null,
    organisationId: null,
    locale: "zh",
    status: "active",
    passwordChangedAt: stores.now,
    createdAt: stores.now,
  };
  if (!(await stores.accounts.insert(account)))
    throw new Problem("already-exists", { findings: [finding("account-login-taken", "/login")] });
  await stores.accounts.replaceGrants(account.id, grants);
  await record(stores, {
    actor,
    role: actor === "system" ? null : "system-admin",
    action: "account-create",
    subjectType: "account",
    subjectId: account.id,
    regionCode: account.regionCode,
    detail: { login: account.login, grants },
  });
  return account;
}

/** Accounts for their administrators; telephone and ID number are masked and cannot be searched. */
export async function listAccounts(context: AppContext, stores: Stores, query: AccountQuery): Promise<AccountPage> {
  const { rows, total } = await stores.accounts.list(query);
  return { items: await summaries(context, stores, rows), total };
}

export async function summaryOf(context: AppContext, stores: Stores, accountId: string): Promise<AccountSummary> {
  const account = await getAccount(stores, accountId);
  const organisation = account.organisationId === null ? null : await stores.organisations.find(account.organisationId);
  const [summary] = await summaries(context, stores, [{ ...account, organisationName: organisation?.name ?? null }]);
  return summary as AccountSummary;
}

async function summaries(
  { cipher }: AppContext,
  stores: Stores,
  rows: readonly (AccountRow & { organisationName: string | null })[],
): Promise<AccountSummary[]> {
  const grants = await stores.accounts.listGrants(rows.map((row) => row.id));
  const failures = await stores.sessions.findFailures(rows.map((row) => hashSecret(row.login)));
  return rows.map((row) => {
    const lockedUntil = failures.get(hashSecret(row.login))?.lockedUntil ?? null;
    return {
      id: row.id,
      login: row.login,
      displayName: row.displayName,
      organisationName: row.organisationName,
      regionCode: row.regionCode,
      status: row.status,
      grants: (grants.get(row.id) ?? []).map(({ role, regionCode }) => ({ role, regionCode })),
      ...maskedFields(cipher, row),
      lockedUntil: lockedUntil !== null && lockedUntil > stores.now ? lockedUntil : null,
      createdAt: row.createdAt,
    };
  });
}

/** Changes name, status or first password. A disabled account and one with a new password lose their sessions at once. */
export async function changeAccount(
  stores: Stores,
  viewer: Viewer,
  accountId: string,
  change: Omit<ChangeAccount, "password"> & { passwordHash: string | null },
): Promise<void> {
  const account = await getAccount(stores, accountId);
  // One's own password is changed with the old one, and nobody locks himself out.
  if (account.id === viewer.accountId && (change.status === "disabled" || change.passwordHash !== null))
    throw new Problem("forbidden");
  await stores.accounts.update(account.id, {
    displayName: change.displayName?.trim(),
    status: change.status,
    ...(change.passwordHash !== null && {
      passwordHash: change.passwordHash,
      mustChangePassword: true,
      passwordChangedAt: stores.now,
    }),
  });
  if (change.status === "disabled" || change.passwordHash !== null) await stores.sessions.removeOfAccount(account.id);
  if (change.passwordHash !== null) await stores.sessions.forgetFailures(hashSecret(account.login));
  await record(stores, {
    actor: viewer,
    role: "system-admin",
    action: "account-change",
    subjectType: "account",
    subjectId: account.id,
    regionCode: account.regionCode,
    detail: { displayName: change.displayName, status: change.status, password: change.passwordHash !== null },
  });
}

/**
 * Gives an account its roles. The security administrator does; while there is none, the system administrator may name
 * the first one and nothing else. Nobody changes his own roles.
 */
export async function changeRoles(
  stores: Stores,
  viewer: Viewer,
  accountId: string,
  { grants }: ChangeRoles,
): Promise<void> {
  const account = await getAccount(stores, accountId);
  const isSecurity = hasRole(viewer, "security-admin");
  if (account.id === viewer.accountId) throw new Problem("forbidden");
  if (!isSecurity) {
    const namesTheFirst = grants.length === 1 && grants[0]?.role === "security-admin";
    if (!namesTheFirst || (await stores.accounts.isRoleHeld("security-admin"))) throw new Problem("forbidden");
  }
  const before = (await stores.accounts.listGrants([account.id])).get(account.id) ?? [];
  const findings = await grantFindings(
    stores,
    grants,
    before.some((grant) => grant.role === "applicant"),
  );
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  await stores.accounts.replaceGrants(account.id, grants);
  await record(stores, {
    actor: viewer,
    role: isSecurity ? "security-admin" : "system-admin",
    action: "account-roles",
    subjectType: "account",
    subjectId: account.id,
    regionCode: account.regionCode,
    detail: { before: before.map(({ role, regionCode }) => ({ role, regionCode })), after: grants },
  });
}

/** Level of the region that a reviewer of each level is given. */
const LEVEL_OF_REVIEWER: Partial<Record<RoleGrant["role"], string>> = {
  "county-reviewer": "county",
  "city-reviewer": "city",
  "province-reviewer": "province",
};

async function grantFindings(stores: Stores, grants: readonly RoleGrant[], isApplicant: boolean): Promise<Finding[]> {
  const findings: Finding[] = [];
  const given = new Set<string>();
  for (const [index, grant] of grants.entries()) {
    const at = `/grants/${index}`;
    if (given.has(`${grant.role} ${grant.regionCode}`)) findings.push(finding("account-role-twice", at));
    given.add(`${grant.role} ${grant.regionCode}`);
    if ((grant.role === "applicant") !== isApplicant) findings.push(finding("account-role-applicant", at));
    if (isRegional(grant.role) !== (grant.regionCode !== null))
      findings.push(finding("account-role-region", `${at}/regionCode`));
    else if (grant.regionCode !== null) {
      const region = await getRegion(stores, grant.regionCode, `${at}/regionCode`);
      const level = LEVEL_OF_REVIEWER[grant.role];
      if (level !== undefined && region.level !== level)
        findings.push(finding("account-role-level", `${at}/regionCode`));
    }
  }
  const separated = grants.filter((grant) => (separatedRoles as readonly string[]).includes(grant.role));
  if (new Set(separated.map((grant) => grant.role)).size > 1)
    findings.push(finding("account-roles-separated", "/grants"));
  return findings;
}

async function getAccount(stores: Stores, id: string): Promise<AccountRow> {
  const account = await stores.accounts.find(id);
  if (account === null) throw new Problem("not-found");
  return account;
}
