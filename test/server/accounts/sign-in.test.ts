import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, TEST_PASSWORD, type TestApp } from "../../helpers/server.ts";

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ now: "2026-03-02T01:00:00.000Z" });
});
afterAll(() => server.close());

const signIn = (login: string, password: string, headers = {}) =>
  server.call("POST", "/api/session", { login, password }, headers);
const cookieOf = (answer: { cookies: { name: string; value: string }[] }) => {
  const cookie = answer.cookies.find((each) => each.name === "shenbao_session");
  return `shenbao_session=${cookie?.value}`;
};
const whoIs = async (cookie: string) => (await server.call("GET", "/api/session", undefined, { cookie })).body.viewer;

describe("signing in", () => {
  it("opens a session that the browser keeps from scripts and other sites", async () => {
    const someone = await server.signInAs("applicant");
    const answer = await signIn(` ${someone.login.toUpperCase()} `, TEST_PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body.viewer).toMatchObject({ login: someone.login, roles: ["applicant"], mustChangePassword: false });
    expect(String(answer.headers["set-cookie"])).toMatch(/HttpOnly/);
    expect(String(answer.headers["set-cookie"])).toMatch(/SameSite=Lax/);
    expect(await whoIs(cookieOf(answer))).toEqual(answer.body.viewer);
  });

  it("gives the same answer for a wrong password, an unknown login and a disabled account", async () => {
    const right = await server.signInAs("leader");
    const disabled = await server.signInAs("leader");
    await server.context.work.withTransaction((stores) =>
      stores.accounts.update(disabled.accountId, { status: "disabled" }),
    );
    const answers = [
      await signIn(right.login, "not the password"),
      await signIn("nobody-at-all", "not the password"),
      await signIn(disabled.login, TEST_PASSWORD),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect({ ...answer.body, requestId: "" }).toEqual({ ...answers[0]!.body, requestId: "" });
      expect(answer.cookies).toEqual([]);
    }
  });

  it("takes as long for an unknown login as for a wrong password", async () => {
    const someone = await server.signInAs("leader");
    const time = async (login: string) => {
      const start = performance.now();
      await signIn(login, "not the password");
      return performance.now() - start;
    };
    await time("warm-up");
    const known = Math.min(await time(someone.login), await time(someone.login), await time(someone.login));
    const unknown = Math.min(await time("stranger-1"), await time("stranger-2"), await time("stranger-3"));
    // Hashing takes tens of milliseconds: without it an unknown login would be many times faster.
    expect(unknown).toBeGreaterThan(known / 3);
  });

  it("locks a login after five failures, known or not, and unlocks it after fifteen minutes", async () => {
    const someone = await server.signInAs("leader");
    for (const login of [someone.login, "unknown-login"]) {
      for (let failure = 1; failure <= 5; failure += 1) expect((await signIn(login, "wrong")).status).toBe(401);
      const locked = await signIn(login, TEST_PASSWORD);
      expect([locked.status, locked.body.code]).toEqual([423, "account-locked"]);
      expect(Number(locked.headers["retry-after"])).toBe(15 * 60);
    }
    server.setTime("2026-03-02T01:15:01.000Z");
    expect((await signIn(someone.login, TEST_PASSWORD)).status).toBe(200);
  });

  it("starts counting anew after a success", async () => {
    const someone = await server.signInAs("leader");
    for (let round = 0; round < 2; round += 1) {
      for (let failure = 1; failure <= 4; failure += 1) await signIn(someone.login, "wrong");
      expect((await signIn(someone.login, TEST_PASSWORD)).status).toBe(200);
    }
  });

  it("lets no more than five of many guesses at once through", async () => {
    const someone = await server.signInAs("leader");
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(someone.login, "wrong")));
    expect(answers.filter((answer) => answer.status === 401).length).toBe(5);
    expect(answers.filter((answer) => answer.status === 423).length).toBe(7);
  });

  it("never takes over a session that was there before", async () => {
    const someone = await server.signInAs("leader");
    const planted = await server.signInAs("applicant");
    const answer = await signIn(someone.login, TEST_PASSWORD, { cookie: planted.cookie });
    expect(cookieOf(answer)).not.toBe(planted.cookie);
    expect(await whoIs(planted.cookie)).toBeNull();
    expect(await whoIs("shenbao_session=made-up-by-an-attacker")).toBeNull();
  });
});

describe("a session", () => {
  it("is dead right after signing out", async () => {
    const someone = await server.signInAs("applicant");
    expect((await someone.call("DELETE", "/api/session")).status).toBe(204);
    const answer = await someone.call("GET", "/api/organisation");
    expect([answer.status, answer.body.code]).toEqual([401, "session-expired"]);
  });

  it("is dead right after the account is disabled", async () => {
    const admin = await server.signInAs("system-admin");
    const someone = await server.signInAs("applicant");
    expect((await someone.call("GET", "/api/organisation")).status).toBe(200);
    expect((await admin.call("PATCH", `/api/accounts/${someone.accountId}`, { status: "disabled" })).status).toBe(200);
    expect((await someone.call("GET", "/api/organisation")).status).toBe(401);
  });

  it("loses a right with the next request after it is taken away", async () => {
    const security = await server.signInAs("security-admin");
    const someone = await server.signInAs("audit-admin");
    expect((await someone.call("GET", "/api/audit")).status).toBe(200);
    const answer = await security.call("PUT", `/api/accounts/${someone.accountId}/roles`, { grants: [] });
    expect(answer.status).toBe(200);
    expect((await someone.call("GET", "/api/audit")).status).toBe(403);
  });

  it("ends with its hours", async () => {
    const someone = await server.signInAs("applicant");
    server.setTime("2026-03-02T13:15:02.000Z");
    expect((await someone.call("GET", "/api/organisation")).status).toBe(401);
  });

  it("ends everywhere else when the password changes", async () => {
    const someone = await server.signInAs("applicant");
    const elsewhere = cookieOf(await signIn(someone.login, TEST_PASSWORD));
    const wrong = await someone.call("PUT", "/api/account/password", { current: "wrong", next: "another-horse-8" });
    expect(wrong.status).toBe(401);
    const right = await someone.call("PUT", "/api/account/password", {
      current: TEST_PASSWORD,
      next: "another-horse-8",
    });
    expect(right.status).toBe(200);
    expect(await whoIs(elsewhere)).toBeNull();
    expect(await whoIs(someone.cookie)).toBeNull();
    expect(await whoIs(cookieOf(right))).toMatchObject({ login: someone.login });
    expect((await signIn(someone.login, TEST_PASSWORD)).status).toBe(401);
    expect((await signIn(someone.login, "another-horse-8")).status).toBe(200);
  });
});
