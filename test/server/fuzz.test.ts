import type { TSchema } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roles } from "../../core/access/roles.ts";
import { verifyAudit } from "../../server/modules/audit/audit.service.ts";
import { type Caller, startTestApp, type TestApp } from "../helpers/server.ts";

/** Nonsense in every place of every route: it is refused or harmless, and the server stays up. */

const PER_ROUTE = Number(process.env.FUZZ_PER_ROUTE ?? 12);

let server: TestApp;
const callers = new Map<string, Caller>();
beforeAll(async () => {
  server = await startTestApp();
  for (const role of roles) callers.set(role, await server.signInAs(role));
});
afterAll(() => server.close());

const hostile = fc.constantFrom<unknown>(
  null,
  "",
  "\u0000",
  "\ud800",
  "' or 1=1 --",
  "../../etc/passwd",
  "__proto__",
  "constructor",
  "=1+1",
  "<script>alert(1)</script>",
  -1,
  1e308,
  0.1,
  2 ** 53,
  [],
  {},
  [[[]]],
  { $ref: "#" },
  { $async: true },
  true,
  "2024-13-45",
  "x".repeat(5000),
);
const junk = fc.oneof(hostile, fc.jsonValue({ maxDepth: 3 }));
const word = fc.oneof(hostile.map(String), fc.string({ maxLength: 30 })).map((text) => {
  // A lone surrogate has no place in an address.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "�"));
});

/** A body that fits, or nearly: one of its places is replaced. */
function bodyOf(schema: TSchema | undefined): fc.Arbitrary<unknown> {
  if (schema === undefined) return junk;
  let sample: unknown;
  try {
    sample = Value.Create(schema);
  } catch {
    return junk; // Patterns cannot be made up by TypeBox.
  }
  if (typeof sample !== "object" || sample === null) return junk;
  const keys = [...new Set([...Object.keys(sample), ...Object.keys(schema.properties ?? {})])];
  const changed = fc
    .tuple(fc.constantFrom(...keys, "unknown_extra"), junk)
    .map(([key, value]) => ({ ...(sample as object), [key]: value }));
  return fc.oneof({ weight: 3, arbitrary: changed }, junk, fc.constant(sample));
}

describe("nonsense", () => {
  it("gets no answer above 499 from any route", async () => {
    const routes = server.app.declaredRoutes.filter(
      (route) => route.url.startsWith("/api/") && !route.url.startsWith("/api/docs") && route.method !== "HEAD",
    );
    for (const { method, url, policy, schema } of routes) {
      // Signing out and changing one's password would only take the caller away.
      if (method === "DELETE" && url === "/api/session") continue;
      const caller = callers.get(typeof policy === "string" ? "applicant" : (policy[0] as string))!;
      const body = schema?.body as TSchema | undefined;
      await fc.assert(
        fc.asyncProperty(
          bodyOf(body),
          fc.array(word, { minLength: 3, maxLength: 3 }),
          fc.array(
            fc.tuple(fc.constantFrom("page", "q", "limit", "offset", "view", "sort", "parent", "edition", "x"), word),
            {
              maxLength: 3,
            },
          ),
          async (payload, words, query) => {
            let place = 0;
            const path = url.replace(/:[A-Za-z]+|\*/g, () => words[place++ % words.length] || "none");
            const search = query.map(([key, value]) => `${key}=${value}`).join("&");
            const answer = await caller.call(
              method,
              search === "" ? path : `${path}?${search}`,
              method === "GET" || payload === undefined ? undefined : JSON.stringify(payload),
              {
                ...(method !== "GET" && { "content-type": "application/json" }),
                "idempotency-key": `fuzz-${Math.abs(path.length)}-key`,
              },
            );
            expect(
              answer.status,
              `${method} ${path}?${search} ${JSON.stringify(payload)?.slice(0, 300)} ${JSON.stringify(answer.body).slice(0, 200)}`,
            ).toBeLessThan(500);
          },
        ),
        { numRuns: PER_ROUTE, seed: 20_260_301 },
      );
    }
    expect(routes.length).toBeGreaterThan(30);
    expect(await server.context.work.withSnapshot(verifyAudit)).toMatchObject({ ok: true });
    expect((await server.call("GET", "/readyz")).status).toBe(200);
  }, 180_000);
});
