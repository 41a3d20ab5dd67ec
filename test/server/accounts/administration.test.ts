import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { offerSetup } from "../../../server/modules/accounts/setup.service.ts";
import { type Caller, startTestApp, TEST_PASSWORD, type TestApp } from "../../helpers/server.ts";

let server: TestApp;
let system: Caller;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.close());

describe("the first start", () => {
  const setUp = (code: string, login = "first-admin") =>
    server.call("POST", "/api/setup", { code, login, displayName: "管理员", password: TEST_PASSWORD });

  it("makes one administrator for whoever has the printed code, and then none", async () => {
    expect((await server.call("GET", "/api/setup")).body).toEqual({ needed: true });
    const older = await server.context.work.withTransaction(offerSetup);
    const code = await server.context.work.withTransaction(offerSetup);
    expect((await setUp("aaaaa-bbbbb-ccccc-ddddd")).status).toBe(422);
    expect((await setUp(older!)).status).toBe(422);
    const answers = await Promise.all([setUp(code!), setUp(code!, "second-admin")]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422]);
    expect((await server.call("GET", "/api/setup")).body).toEqual({ needed: false });
    expect(await server.context.work.withTransaction(offerSetup)).toBeNull();
    expect((await setUp(code!, "third-admin")).status).toBe(422);
  });
});

describe("the separated administrators", () => {
  const create = (login: string) =>
    system.call("POST", "/api/accounts", { login, displayName: "某某", password: TEST_PASSWORD });
  const give = (caller: Caller, id: string, ...grants: [string, string | null][]) =>
    caller.call("PUT", `/api/accounts/${id}/roles`, {
      grants: grants.map(([role, regionCode]) => ({ role, regionCode })),
    });
  let securityId: string;

  it("let the system administrator name the first security administrator and nothing else", async () => {
    system = await server.signInAs("system-admin");
    const account = (await create("security-one")).body;
    securityId = account.id;
    expect((await give(system, account.id, ["province-reviewer", "520000"])).status).toBe(403);
    expect((await give(system, system.accountId, ["security-admin", null])).status).toBe(403);
    expect((await give(system, account.id, ["security-admin", null])).status).toBe(200);
    const another = (await create("security-two")).body;
    expect((await give(system, another.id, ["security-admin", null])).status).toBe(403);
  });

  it("make an owner change the password that was chosen for him before anything else", async () => {
    const answer = await server.call("POST", "/api/session", { login: "security-one", password: TEST_PASSWORD });
    expect(answer.body.viewer.mustChangePassword).toBe(true);
    const cookie = `shenbao_session=${answer.cookies[0]!.value}`;
    const refused = await server.call("GET", "/api/accounts", undefined, { cookie });
    expect([refused.status, refused.body.code]).toEqual([403, "password-change-required"]);
    const changed = await server.call(
      "PUT",
      "/api/account/password",
      { current: TEST_PASSWORD, next: "my-own-password-9" },
      { cookie },
    );
    expect(changed.body.viewer.mustChangePassword).toBe(false);
    const fresh = `shenbao_session=${changed.cookies[0]!.value}`;
    expect((await server.call("GET", "/api/accounts", undefined, { cookie: fresh })).status).toBe(200);
  });

  it("give roles with the right regions only", async () => {
    const security = await server.signInAs("security-admin");
    const { id } = (await create("official-one")).body;
    const refusedWith = async (...grants: [string, string | null][]) => {
      const answer = await give(security, id, ...grants);
      return [answer.status, answer.body.findings?.[0]?.code];
    };
    expect(await refusedWith(["city-reviewer", null])).toEqual([422, "account-role-region"]);
    expect(await refusedWith(["audit-admin", "520000"])).toEqual([422, "account-role-region"]);
    expect(await refusedWith(["city-reviewer", "520115"])).toEqual([422, "account-role-level"]);
    expect(await refusedWith(["city-reviewer", "990000"])).toEqual([422, "account-region-unknown"]);
    expect(await refusedWith(["leader", "520100"], ["leader", "520100"])).toEqual([422, "account-role-twice"]);
    expect(await refusedWith(["applicant", null])).toEqual([422, "account-role-applicant"]);
    expect(await refusedWith(["system-admin", null], ["audit-admin", null])).toEqual([422, "account-roles-separated"]);
    const given = await give(security, id, ["city-reviewer", "520100"], ["leader", "520100"]);
    expect(given.body.grants).toEqual([
      { role: "city-reviewer", regionCode: "520100" },
      { role: "leader", regionCode: "520100" },
    ]);
    expect((await give(security, security.accountId, ["security-admin", null])).status).toBe(403);
    expect((await security.call("PATCH", `/api/accounts/${securityId}`, { status: "disabled" })).status).toBe(403);
  });

  it("cannot lock themselves out", async () => {
    const own = `/api/accounts/${system.accountId}`;
    expect((await system.call("PATCH", own, { status: "disabled" })).status).toBe(403);
    expect((await system.call("PATCH", own, { password: "another-one-99" })).status).toBe(403);
    expect((await system.call("PATCH", own, { displayName: "新名字" })).body.displayName).toBe("新名字");
  });

  it("list accounts by role, state and part of the name, page by page", async () => {
    const page = await system.call(
      "GET",
      "/api/accounts?role=city-reviewer&status=active&q=OFFICIAL&page=1&pageSize=1",
    );
    expect(page.body.total).toBe(1);
    expect(page.body.items[0].login).toBe("official-one");
    expect((await system.call("GET", "/api/accounts?q=%25")).body.total).toBe(0);
    const bad = await system.call("GET", "/api/accounts?page=none");
    expect([bad.status, bad.body.code]).toEqual([400, "malformed-request"]);
  });
});
