import { rolesOf, type Viewer } from "../../../core/access/viewer.ts";
import type { ChangePassword, SessionViewer, SignIn } from "../../../core/contracts/accounts.ts";
import type { AppContext } from "../../context.ts";
import { hashSecret, newToken } from "../../crypto/ids.ts";
import { hashPassword, isPassword } from "../../crypto/passwords.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import { passwordFindings } from "./account-findings.ts";
import type { AccountRow } from "./accounts.store.ts";
import type { SignInFailures } from "./sessions.store.ts";

/** Failures in a row after which a login is locked, and for how long. */
const MOST_FAILURES = 5;
const LOCK_MS = 15 * 60_000;
/** A failure this long ago no longer counts. */
const FAILURE_MEMORY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

/** A session just opened. The token goes into the cookie and is kept nowhere. */
export interface OpenedSession {
  token: string;
  expiresAt: string;
  viewer: SessionViewer;
}

export interface FoundSession {
  tokenHash: string;
  viewer: Viewer;
  expiresAt: string;
  mustChangePassword: boolean;
}

const later = (now: string, durationMs: number) => new Date(Date.parse(now) + durationMs).toISOString();

/** Who stands behind a cookie: null for an unknown or ended session and for an account that is disabled. */
export async function findSession(stores: Stores, token: string): Promise<FoundSession | null> {
  const session = await stores.sessions.find(hashSecret(token), stores.now);
  if (session === null) return null;
  const account = await stores.accounts.find(session.accountId);
  if (account === null || account.status !== "active") return null;
  return {
    tokenHash: session.tokenHash,
    viewer: await viewerFrom(stores, account),
    expiresAt: session.expiresAt,
    mustChangePassword: account.mustChangePassword,
  };
}

/** The viewer an account is, with its present roles. */
export async function viewerFrom(stores: Stores, account: AccountRow): Promise<Viewer> {
  const grants = await stores.accounts.listGrants([account.id]);
  return {
    accountId: account.id,
    login: account.login,
    name: account.displayName,
    grants: grants.get(account.id) ?? [],
    organisationId: account.organisationId,
    regionCode: account.regionCode,
    locale: account.locale,
  };
}

/** What the browser is told about who is signed in. */
export async function describeViewer(
  stores: Stores,
  viewer: Viewer,
  session: { expiresAt: string; mustChangePassword: boolean },
): Promise<SessionViewer> {
  const organisation = viewer.organisationId === null ? null : await stores.organisations.find(viewer.organisationId);
  return {
    id: viewer.accountId,
    login: viewer.login,
    name: viewer.name,
    roles: rolesOf(viewer),
    grants: viewer.grants.map(({ role, regionCode }) => ({ role, regionCode })),
    organisation: organisation === null ? null : { id: organisation.id, name: organisation.name },
    regionCode: organisation?.regionCode ?? viewer.regionCode,
    locale: viewer.locale,
    mustChangePassword: session.mustChangePassword,
    expiresAt: session.expiresAt,
  };
}

/** Opens a session for an account, always under a new token. `sessionHours` from the configuration. */
export async function openSession(stores: Stores, accountId: string, sessionHours: number): Promise<OpenedSession> {
  const account = await stores.accounts.find(accountId);
  if (account === null) throw new Problem("not-found");
  const token = newToken();
  const expiresAt = later(stores.now, sessionHours * HOUR_MS);
  await stores.sessions.insert({
    tokenHash: hashSecret(token),
    accountId,
    createdAt: stores.now,
    expiresAt,
  });
  const viewer = await describeViewer(stores, await viewerFrom(stores, account), {
    expiresAt,
    mustChangePassword: account.mustChangePassword,
  });
  return { token, expiresAt, viewer };
}

/**
 * Signs in. An unknown login, a wrong password and a disabled account get the same answer after the same work, and
 * unknown logins are locked as known ones are. The password is checked outside the transaction: it takes long.
 * @throws Problem sign-in-failed, account-locked
 */
export async function signIn(
  { work, config }: AppContext,
  request: SignIn,
  oldSession: string | null,
): Promise<OpenedSession> {
  const login = request.login.trim().toLowerCase();
  const loginHash = hashSecret(login);
  const account = await work.withSnapshot(async (stores) => {
    refuseLocked(stores, (await stores.sessions.findFailures([loginHash])).get(loginHash));
    return stores.accounts.findByLogin(login);
  });
  const isRight = await isPassword(request.password, account?.passwordHash ?? null);
  const opened = await work.withTransaction(async (stores) => {
    // Read again: guesses that ran beside this one may have locked the login in the meantime.
    refuseLocked(stores, await stores.sessions.lockFailures(loginHash, stores.now));
    const current = account === null ? null : await stores.accounts.find(account.id);
    const unchanged = current?.passwordHash === account?.passwordHash;
    if (!isRight || current === null || !unchanged || current.status !== "active") {
      await countFailure(stores, loginHash, current?.id ?? null);
      return null;
    }
    await stores.sessions.forgetFailures(loginHash);
    await stores.sessions.removeExpired(stores.now);
    if (oldSession !== null) await stores.sessions.remove(oldSession);
    const session = await openSession(stores, current.id, config.SESSION_HOURS);
    const viewer = await viewerFrom(stores, current);
    await record(stores, {
      actor: viewer,
      role: null,
      action: "sign-in",
      subjectType: "account",
      subjectId: current.id,
    });
    return session;
  });
  // Thrown out here, so that the count of failures stays.
  if (opened === null) throw new Problem("sign-in-failed");
  return opened;
}

function refuseLocked(stores: Stores, failures: SignInFailures | null | undefined): void {
  const lockedUntil = failures?.lockedUntil ?? null;
  if (lockedUntil === null || lockedUntil <= stores.now) return;
  const seconds = Math.ceil((Date.parse(lockedUntil) - Date.parse(stores.now)) / 1000);
  throw new Problem("account-locked", { retryAfter: seconds });
}

async function countFailure(stores: Stores, loginHash: string, accountId: string | null): Promise<void> {
  await stores.sessions.forgetFailuresBefore(later(stores.now, -FAILURE_MEMORY_MS));
  const failures = await stores.sessions.countFailure(loginHash, stores.now);
  if (failures >= MOST_FAILURES) await stores.sessions.lock(loginHash, later(stores.now, LOCK_MS));
  await record(stores, {
    actor: "system",
    role: null,
    action: failures >= MOST_FAILURES ? "sign-in-locked" : "sign-in-failed",
    subjectType: "account",
    subjectId: accountId,
  });
}

/** Ends a session; it is dead with the answer. */
export async function signOut(stores: Stores, viewer: Viewer, tokenHash: string): Promise<void> {
  await stores.sessions.remove(tokenHash);
  await record(stores, {
    actor: viewer,
    role: null,
    action: "sign-out",
    subjectType: "account",
    subjectId: viewer.accountId,
  });
}

/** Changes one's own password; every session of the account ends and a new one is opened. */
export async function changePassword(
  { work, config }: AppContext,
  viewer: Viewer,
  request: ChangePassword,
): Promise<OpenedSession> {
  const findings = passwordFindings(request.next, viewer.login, "/next");
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  const loginHash = hashSecret(viewer.login);
  const account = await work.withSnapshot(async (stores) => {
    refuseLocked(stores, (await stores.sessions.findFailures([loginHash])).get(loginHash));
    return stores.accounts.find(viewer.accountId);
  });
  const isRight = await isPassword(request.current, account?.passwordHash ?? null);
  const passwordHash = await hashPassword(request.next);
  const opened = await work.withTransaction(async (stores) => {
    refuseLocked(stores, await stores.sessions.lockFailures(loginHash, stores.now));
    if (!isRight) {
      await countFailure(stores, loginHash, viewer.accountId);
      return null;
    }
    await stores.accounts.update(viewer.accountId, {
      passwordHash,
      mustChangePassword: false,
      passwordChangedAt: stores.now,
    });
    await stores.sessions.removeOfAccount(viewer.accountId);
    const session = await openSession(stores, viewer.accountId, config.SESSION_HOURS);
    await record(stores, {
      actor: viewer,
      role: null,
      action: "password-change",
      subjectType: "account",
      subjectId: viewer.accountId,
    });
    return session;
  });
  if (opened === null) throw new Problem("sign-in-failed");
  return opened;
}
