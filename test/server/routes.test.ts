import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roles } from "../../core/access/roles.ts";
import { type Caller, startTestApp, type TestApp } from "../helpers/server.ts";

/** Facts about every route of the whole application; a new route is under them from its first line. */

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.close());

/** Routes of ours: below /api, without the documentation pages. */
const ours = () =>
  server.app.declaredRoutes.filter(
    (route) => route.url.startsWith("/api/") && !route.url.startsWith("/api/docs") && route.method !== "HEAD",
  );
const address = (url: string) => url.replace(/:[A-Za-z]+/g, "nothing-here");

describe("every route", () => {
  it("is known, with a policy", () => {
    expect(ours().length).toBeGreaterThan(15);
    expect(ours().map((route) => `${route.method} ${route.url}`)).toContain("POST /api/session");
  });

  it("that is not public answers 401 to nobody", async () => {
    for (const { method, url, policy } of ours()) {
      if (policy === "public") continue;
      const answer = await server.call(method, address(url));
      expect([answer.status, answer.body.code], `${method} ${url}`).toEqual([401, "not-signed-in"]);
    }
  });

  it("for roles answers 403 to every role that is not among them, before it looks at anything else", async () => {
    const callers = new Map<string, Caller>();
    for (const role of roles) callers.set(role, await server.signInAs(role));
    for (const { method, url, policy } of ours()) {
      if (typeof policy === "string") continue;
      for (const role of roles) {
        const answer = await callers.get(role)!.call(method, address(url));
        const refused = answer.status === 403 && answer.body.code === "forbidden";
        if (!policy.includes(role)) expect(refused, `${method} ${url} as ${role}`).toBe(true);
        // One that is allowed in gets on to its own checks: of the body, the address, the key.
        else expect(answer.status, `${method} ${url} as ${role}`).toBeLessThan(500);
      }
    }
  });

  it("that writes refuses a call that another site could send", async () => {
    const someone = await server.signInAs("applicant");
    for (const { method, url } of ours()) {
      if (method === "GET") continue;
      const foreign: Record<string, string>[] = [
        { "x-shenbao": "" },
        { origin: "https://elsewhere.example" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
      ];
      for (const headers of foreign) {
        const answer = await someone.call(method, address(url), undefined, headers);
        expect([401, 403], `${method} ${url} ${JSON.stringify(headers)}`).toContain(answer.status);
      }
    }
  });

  it("that is idempotent refuses a call without a key", async () => {
    for (const { method, url, policy, idempotent } of ours()) {
      if (!idempotent || typeof policy === "string") continue;
      const answer = await (await server.signInAs(policy[0]!)).call(method, address(url), {});
      expect([answer.status, answer.body.code], `${method} ${url}`).toEqual([400, "idempotency-key-missing"]);
    }
  });
});

describe("the start", () => {
  it("fails when a route declares no policy", async () => {
    const { buildApp } = await import("../../server/app.ts");
    const app = buildApp(server.context);
    app.register(async (scope) => {
      scope.get("/api/forgotten", async () => "open to all");
    });
    await expect(app.ready()).rejects.toThrow("GET /api/forgotten");
    await app.close();
  });
});
