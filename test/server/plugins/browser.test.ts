import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../helpers/server.ts";

let server: TestApp;
let clientRoot: string;
beforeAll(async () => {
  clientRoot = await mkdtemp(join(tmpdir(), "shenbao-client-"));
  await mkdir(join(clientRoot, "assets"));
  await writeFile(join(clientRoot, "index.html"), "<!doctype html><title>page</title>");
  await writeFile(join(clientRoot, "assets/app-1234.js"), "export {};");
  server = await startTestApp({ clientRoot, settings: { SIGN_IN_LIMIT_PER_MINUTE: 3, RATE_LIMIT_PER_MINUTE: 40 } });
});
afterAll(async () => {
  await server.close();
  await rm(clientRoot, { recursive: true });
});

const page = (url: string) => server.call("GET", url, undefined, { accept: "text/html" });

describe("what the browser gets", () => {
  it("is a page that may run nothing but this site's own scripts", async () => {
    const policy = String((await page("/")).headers["content-security-policy"]);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toContain("unsafe-eval");
    expect(policy.match(/unsafe-inline/g)).toEqual(["unsafe-inline"]);
    expect((await page("/")).headers["x-content-type-options"]).toBe("nosniff");
  });

  it("is the client's page for every address of the client, and never for files and the interface", async () => {
    expect((await page("/declare/rounds/7")).body).toContain("<title>page</title>");
    expect((await page("/sign-in?to=/x")).status).toBe(200);
    expect((await page("/api/unknown")).body.code).toBe("not-found");
    expect((await page("/assets/gone-99.js")).body.code).toBe("not-found");
    expect((await server.call("GET", "/declare")).status).toBe(404);
  });

  it("keeps named assets and asks again for the page", async () => {
    expect((await page("/assets/app-1234.js")).headers["cache-control"]).toContain("immutable");
    expect((await page("/")).headers["cache-control"]).toBe("no-cache");
  });

  it("reaches no file outside the client", async () => {
    for (const url of ["/../package.json", "/..%2f..%2fpackage.json", "/%2e%2e/package.json", "/assets/..%2f..%2fetc"])
      expect((await server.call("GET", url)).status, url).toBeGreaterThanOrEqual(400);
  });

  it("describes the interface", async () => {
    const answer = await server.call("GET", "/api/docs/json");
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body.paths)).toContain("/api/session");
  });
});

describe("limits", () => {
  it("hold signing in by address and everything by account", async () => {
    const attempt = () => server.call("POST", "/api/session", { login: "x", password: "y" });
    const attempts = [await attempt(), await attempt(), await attempt(), await attempt()];
    expect(attempts.map((each) => each.status)).toEqual([401, 401, 401, 429]);
    expect(attempts[3]!.body.code).toBe("too-many-requests");
    expect(Number(attempts[3]!.headers["retry-after"])).toBeGreaterThan(0);
    const someone = await server.signInAs("applicant");
    const other = await server.signInAs("applicant");
    const statuses = [];
    for (let i = 0; i < 45; i += 1) statuses.push((await someone.call("GET", "/api/organisation")).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(40);
    expect(statuses.at(-1)).toBe(429);
    expect((await other.call("GET", "/api/organisation")).status).toBe(200);
    expect((await page("/")).status).toBe(200);
  });
});

describe("health", () => {
  it("is told apart: alive, and able to work", async () => {
    expect((await server.call("GET", "/healthz")).body).toEqual({ status: "ok" });
    expect((await server.call("GET", "/readyz")).body).toEqual({ status: "ok" });
    await server.database.close();
    expect((await server.call("GET", "/healthz")).status).toBe(200);
    expect((await server.call("GET", "/readyz")).body.code).toBe("unavailable");
  });
});
