import type { Knex } from "knex";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { record, verifyAudit } from "../../../server/modules/audit/audit.service.ts";
import { startTestApp, type TestApp } from "../../helpers/server.ts";

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.close());

const write = (action: string, detail: Record<string, unknown> = {}) =>
  server.context.work.withTransaction((stores) =>
    record(stores, { actor: "system", role: null, action, subjectType: "thing", subjectId: "thing-1", detail }),
  );
const verify = () => server.context.work.withSnapshot(verifyAudit);

type Tampering = (db: Knex.Transaction) => PromiseLike<unknown>;
const tamper = (work: Tampering) => server.database.write(async (db) => work(db));

describe("the audit chain", () => {
  beforeEach(async () => {
    await tamper(async (db) => {
      await db("audit_lines").delete();
      await db("meta").where({ key: "audit-head" }).delete();
    });
    for (let i = 1; i <= 10; i += 1) await write(`act-${i}`, { n: i, 文: "字", none: undefined });
  });

  it("verifies as it was written", async () => {
    expect(await verify()).toMatchObject({ ok: true, count: 10, firstBad: null });
  });

  it.each<[string, number, Tampering]>([
    [
      "a changed line",
      4,
      (db: Knex.Transaction) => db("audit_lines").where({ seq: 4 }).update({ detail: '{"n":400}' }),
    ],
    ["a changed actor", 7, (db: Knex.Transaction) => db("audit_lines").where({ seq: 7 }).update({ actor: "somebody" })],
    [
      "a changed last line",
      10,
      (db: Knex.Transaction) => db("audit_lines").where({ seq: 10 }).update({ action: "nothing" }),
    ],
    ["a removed line", 5, (db: Knex.Transaction) => db("audit_lines").where({ seq: 5 }).delete()],
    ["the first line removed", 1, (db: Knex.Transaction) => db("audit_lines").where({ seq: 1 }).delete()],
    ["a cut tail", 9, (db: Knex.Transaction) => db("audit_lines").where("seq", ">=", 9).delete()],
    ["everything removed", 1, (db: Knex.Transaction) => db("audit_lines").delete()],
    [
      "two lines swapped",
      3,
      async (db: Knex.Transaction) => {
        await db("audit_lines").where({ seq: 3 }).update({ seq: 99 });
        await db("audit_lines").where({ seq: 6 }).update({ seq: 3 });
        await db("audit_lines").where({ seq: 99 }).update({ seq: 6 });
      },
    ],
    [
      "a line put at the end without the head",
      11,
      async (db: Knex.Transaction) => {
        const last = await db("audit_lines").where({ seq: 10 }).first();
        await db("audit_lines").insert({ ...last, seq: 11, prev_hash: last.hash });
      },
    ],
  ])("names %s: %i", async (_what, firstBad, work) => {
    await tamper(work);
    expect(await verify()).toMatchObject({ ok: false, count: 10, firstBad });
  });

  it("stays whole and gap-free when thirty write at once", async () => {
    await Promise.all(Array.from({ length: 30 }, (_, i) => write(`together-${i}`)));
    expect(await verify()).toMatchObject({ ok: true, count: 40 });
  });

  it("has no line of a command that was rolled back", async () => {
    const failed = server.context.work.withTransaction(async (stores) => {
      await record(stores, { actor: "system", role: null, action: "lost", subjectType: "thing", subjectId: null });
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect(await verify()).toMatchObject({ ok: true, count: 10 });
  });

  it("is read by the audit administrator, newest first and by what it is about", async () => {
    const auditor = await server.signInAs("audit-admin");
    const page = (await auditor.call("GET", "/api/audit?limit=3&before=9")).body;
    expect(page.total).toBe(10);
    expect(page.items.map((line: { seq: number }) => line.seq)).toEqual([8, 7, 6]);
    expect(page.items[0].detail).toEqual({ n: 8, 文: "字" });
    expect((await auditor.call("GET", "/api/audit?action=act-2")).body.items).toHaveLength(1);
    expect((await auditor.call("GET", "/api/audit/verification")).body).toMatchObject({ ok: true, count: 10 });
  });
});
