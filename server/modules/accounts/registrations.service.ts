import type {
  NewAccount,
  RegisterColleague,
  RegisterOrganisation,
  RegisterPerson,
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
import { creditCodeFindings, idNumberFindings, passwordFindings } from "./account-findings.ts";
import type { AccountRow } from "./accounts.store.ts";
import { sealIdNumber, sealPhone } from "./personal-fields.ts";
import { type OpenedSession, openSession, viewerFrom } from "./sessions.service.ts";

/** Applicants register themselves; each registration signs the new account in. */

/** Registers an organisation with its first account. */
export async function registerOrganisation(context: AppContext, request: RegisterOrganisation): Promise<OpenedSession> {
  const creditCode = request.organisation.creditCode.toUpperCase();
  refuse([
    ...creditCodeFindings(creditCode, "/organisation/creditCode"),
    ...passwordFindings(request.account.password, request.account.login, "/account/password"),
  ]);
  const passwordHash = await hashPassword(request.account.password);
  return context.work.withTransaction(async (stores) => {
    const region = await getRegion(stores, request.organisation.regionCode, "/organisation/regionCode");
    const organisationId = newId();
    const isNew = await stores.organisations.insert({
      id: organisationId,
      kind: request.organisation.kind,
      name: request.organisation.name.trim(),
      creditCode,
      regionCode: region.code,
      profile: {},
      createdAt: stores.now,
    });
    if (!isNew) throw taken("account-organisation-taken", "/organisation/creditCode");
    const account = accountFrom(context, stores, request.account, passwordHash);
    return enrol(context, stores, { ...account, organisationId, regionCode: region.code }, "organisation-register");
  });
}

/** Registers a person who applies in his or her own name. */
export async function registerPerson(context: AppContext, request: RegisterPerson): Promise<OpenedSession> {
  const idNumber = request.idNumber.toUpperCase();
  refuse([
    ...idNumberFindings(idNumber, "/idNumber"),
    ...passwordFindings(request.account.password, request.account.login, "/account/password"),
  ]);
  const passwordHash = await hashPassword(request.account.password);
  return context.work.withTransaction(async (stores) => {
    const region = await getRegion(stores, request.regionCode, "/regionCode");
    const account = accountFrom(context, stores, request.account, passwordHash);
    const person = { ...account, ...sealIdNumber(context.cipher, idNumber), regionCode: region.code };
    return enrol(context, stores, person, "person-register");
  });
}

/** Registers a colleague of an organisation that gave out an invite code. */
export async function registerColleague(context: AppContext, request: RegisterColleague): Promise<OpenedSession> {
  refuse(passwordFindings(request.account.password, request.account.login, "/account/password"));
  const passwordHash = await hashPassword(request.account.password);
  return context.work.withTransaction(async (stores) => {
    const code = request.inviteCode.trim().toLowerCase();
    const organisationId = await stores.organisations.takeInvite(hashSecret(code), stores.now);
    if (organisationId === null)
      throw new Problem("invalid-input", { findings: [finding("account-code-invalid", "/inviteCode")] });
    const organisation = await stores.organisations.find(organisationId);
    const account = accountFrom(context, stores, request.account, passwordHash);
    const colleague = { ...account, organisationId, regionCode: organisation?.regionCode ?? null };
    return enrol(context, stores, colleague, "colleague-register");
  });
}

function accountFrom({ cipher }: AppContext, stores: Stores, account: NewAccount, passwordHash: string): AccountRow {
  return {
    id: newId(),
    login: account.login,
    displayName: account.displayName.trim(),
    passwordHash,
    mustChangePassword: false,
    ...sealPhone(cipher, account.phone),
    idNumberCipher: null,
    idNumberIndex: null,
    organisationId: null,
    regionCode: null,
    locale: account.locale ?? "zh",
    status: "active",
    passwordChangedAt: stores.now,
    createdAt: stores.now,
  };
}

async function enrol(context: AppContext, stores: Stores, account: AccountRow, action: string): Promise<OpenedSession> {
  if (!(await stores.accounts.insert(account))) {
    const byLogin = await stores.accounts.findByLogin(account.login);
    throw byLogin === null
      ? taken("account-person-taken", "/idNumber")
      : taken("account-login-taken", "/account/login");
  }
  await stores.accounts.replaceGrants(account.id, [{ role: "applicant", regionCode: null }]);
  const session = await openSession(stores, account.id, context.config.SESSION_HOURS);
  await record(stores, {
    actor: await viewerFrom(stores, account),
    role: "applicant",
    action,
    subjectType: account.organisationId === null ? "account" : "organisation",
    subjectId: account.organisationId ?? account.id,
    regionCode: account.regionCode,
  });
  return session;
}

function taken(
  code: "account-organisation-taken" | "account-person-taken" | "account-login-taken",
  pointer: string,
): Problem {
  return new Problem("already-exists", { findings: [finding(code, pointer)] });
}

function refuse(findings: Finding[]): void {
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
}
