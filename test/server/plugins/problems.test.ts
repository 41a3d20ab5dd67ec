import { Type } from "@sinclair/typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemOfFailure } from "../../../server/database/failure.ts";
import { startTestApp, type TestApp } from "../../helpers/server.ts";

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({
    routes: (app, { work }) => {
      const config = { policy: "public" } as const;
      app.get("/api/test/broken", { config }, async () => {
        throw new Error("select * from accounts where password_hash = 'secret' - relation does not exist");
      });
      app.post("/api/test/fill", { config, bodyLimit: 5_000_000 }, async (request) =>
        work.withTransaction((stores) => stores.meta.set("filler", JSON.stringify(request.body))),
      );
      app.post(
        "/api/test/exact",
        {
          config,
          schema: {
            body: Type.Object({ n: Type.Integer(), s: Type.Optional(Type.String()) }, { additionalProperties: false }),
          },
        },
        async (request) => request.body,
      );
      app.post("/api/test/any", { config, schema: { body: Type.Unknown() } }, async (request) => ({
        got: request.body,
      }));
    },
  });
});
afterAll(() => server.close());

const isProblem = (answer: { headers: Record<string, unknown> }) =>
  expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");

describe("a refusal", () => {
  it("is problem+json with a code, both languages and the id of the request", async () => {
    const answer = await server.call("GET", "/api/nothing");
    isProblem(answer);
    expect(answer.body).toMatchObject({ code: "not-found", status: 404, type: "urn:shenbao:problem:not-found" });
    expect(answer.body.title).toMatch(/没有找到/);
    expect(answer.body.titleEn).toMatch(/Not found/);
    expect(answer.body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("says nothing of what broke inside", async () => {
    const answer = await server.call("GET", "/api/test/broken");
    isProblem(answer);
    expect([answer.status, answer.body.code]).toEqual([500, "unexpected"]);
    expect(JSON.stringify(answer.body)).not.toMatch(/select|secret|relation|Error/);
  });

  it("names every unreadable request for what it is", async () => {
    const send = async (payload: string, type = "application/json") => {
      const answer = await server.call("POST", "/api/test/exact", payload, { "content-type": type });
      isProblem(answer);
      return [answer.status, answer.body.code];
    };
    expect(await send("{")).toEqual([400, "malformed-request"]);
    expect(await send("")).toEqual([400, "malformed-request"]);
    expect(await send("<a/>", "text/xml")).toEqual([415, "unsupported-type"]);
    expect(await send(`"${"x".repeat(3_000_000)}"`)).toEqual([413, "too-large"]);
    expect(await send('{"__proto__": {"a": 1}}')).toEqual([400, "malformed-request"]);
  });
});

describe("a body", () => {
  const send = (body: unknown) => server.call("POST", "/api/test/exact", body);

  it("is taken as it is: nothing coerced, defaulted or dropped", async () => {
    expect((await send({ n: 3, s: "x" })).body).toEqual({ n: 3, s: "x" });
    for (const [body, pointer, code] of [
      [{ n: "3" }, "/n", "shape-type"],
      [{ n: null }, "/n", "shape-type"],
      [{ n: 3, s: null }, "/s", "shape-type"],
      [{ n: 3, extra: 1 }, "/extra", "shape-unknown"],
      [{}, "/n", "shape-missing"],
      [[{ n: 3 }], "", "shape-type"],
    ] as const) {
      const answer = await send(body);
      expect([answer.status, answer.body.findings[0].pointer, answer.body.findings[0].code]).toEqual([
        422,
        pointer,
        code,
      ]);
      expect(answer.body.findings[0].message.zh).not.toBe("");
    }
  });

  it("with a character that no database takes is refused at its place", async () => {
    for (const text of ["a\u0000b", "\ud800"]) {
      const answer = await server.call("POST", "/api/test/any", { "a/b": [text] });
      expect([answer.status, answer.body.findings[0].code, answer.body.findings[0].pointer]).toEqual([
        422,
        "json-character",
        "/a~1b/0",
      ]);
    }
    expect((await server.call("POST", "/api/test/any", { fine: "😀\n" })).status).toBe(200);
    expect((await server.call("GET", "/api/regions?parent=%00")).status).toBe(400);
  });

  it("nested thousands deep is refused before anything walks it", async () => {
    const answer = await server.call("POST", "/api/test/any", `${"[".repeat(5000)}${"]".repeat(5000)}`, {
      "content-type": "application/json",
    });
    expect([answer.status, answer.body.findings[0].code]).toEqual([422, "json-too-deep"]);
    expect((await server.call("POST", "/api/test/any", { fine: [[[1]]] })).body).toEqual({ got: { fine: [[[1]]] } });
  });
});

describe("a database that cannot write", () => {
  it.runIf(process.env.TEST_DATABASE_URL === undefined)("full: 507 and reads go on; freed: writes go on", async () => {
    const limit = (pages: number | string) => server.database.write((db) => db.raw(`PRAGMA max_page_count = ${pages}`));
    const fill = () => server.call("POST", "/api/test/fill", { filler: "x".repeat(90_000) });
    // Smaller than it is: SQLite takes the present size, so that the next page does not fit.
    await limit(1);
    const full = await fill();
    isProblem(full);
    expect([full.status, full.body.code]).toEqual([507, "storage-full"]);
    expect(Number(full.headers["retry-after"])).toBeGreaterThan(0);
    expect(JSON.stringify(full.body)).not.toMatch(/SQLITE|disk is full/i);
    expect((await server.call("GET", "/api/regions")).status).toBe(200);
    await limit(1_000_000);
    expect((await fill()).status).toBe(200);
  });

  it.runIf(process.env.TEST_DATABASE_URL === undefined)(
    "locked by another process: 503, then writes go on",
    async () => {
      const { Database } = (await import("sqlite3")).default;
      const other = new Database(`${server.place.DATA_DIR}/shenbao.sqlite`);
      const run = (sql: string) =>
        new Promise<void>((resolve, reject) => other.exec(sql, (error) => (error ? reject(error) : resolve())));
      await server.database.write((db) => db.raw("PRAGMA busy_timeout = 50"));
      await run("BEGIN IMMEDIATE");
      const locked = await server.call("POST", "/api/test/fill", { filler: "y" });
      expect([locked.status, locked.body.code]).toEqual([503, "unavailable"]);
      expect(Number(locked.headers["retry-after"])).toBeGreaterThan(0);
      expect((await server.call("GET", "/api/regions")).status).toBe(200);
      await run("ROLLBACK");
      expect((await server.call("POST", "/api/test/fill", { filler: "z" })).status).toBe(200);
      await new Promise<void>((resolve) => other.close(() => resolve()));
    },
  );

  it.each([
    [{ code: "SQLITE_FULL" }, "storage-full"],
    [{ code: "ENOSPC" }, "storage-full"],
    [{ code: "53100" }, "storage-full"],
    [{ code: "53300" }, "unavailable"],
    [{ code: "57P01" }, "unavailable"],
    [{ code: "08006" }, "unavailable"],
    [{ code: "40P01" }, "unavailable"],
    [{ code: "ECONNREFUSED" }, "unavailable"],
    [{ name: "KnexTimeoutError" }, "unavailable"],
    [{ message: "Connection terminated unexpectedly" }, "unavailable"],
    [{ code: "23505" }, "already-exists"],
    [{ code: "SQLITE_CONSTRAINT", message: "UNIQUE constraint failed: a.b" }, "already-exists"],
    [{ code: "SQLITE_CONSTRAINT", message: "FOREIGN KEY constraint failed" }, null],
    [{ code: "42P01" }, null],
    [new TypeError("x is not a function"), null],
    [null, null],
  ])("%j means %s", (error, meaning) => {
    expect(problemOfFailure(error)).toBe(meaning);
  });
});
