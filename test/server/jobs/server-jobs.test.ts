import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expiryJob, outboxJob, uploadsJob } from "../../../server/jobs/server-jobs.ts";
import { openRound, standDeclaration } from "../../helpers/declarations.ts";
import { loadProgrammes } from "../../helpers/programmes.ts";
import { startTestApp, type TestApp } from "../../helpers/server.ts";

const TEAM = "guizhou-live-team";

describe("the jobs of the server", () => {
  let app: TestApp;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    app = await startTestApp({ now: "2024-06-10T02:00:00.000Z" });
    await loadProgrammes(app, TEAM);
    const waiting = await app.context.work.withSnapshot((stores) => stores.outbox.listWaiting(10));
    // A new edition may give the columns of the facts another meaning.
    expect(waiting.map(({ message }) => message.kind)).toEqual(["facts-rebuild"]);
    await outboxJob(app.context).run(signal);
  });
  afterAll(() => app.close());

  const count = async (table: string) => {
    const row = await app.database.read((db) => db(table).count<{ n: number }>("* as n").first());
    return Number(row?.n);
  };

  it("make facts of declarations that changed, once for each message", async () => {
    const roundId = await openRound(app, TEAM);
    const { id } = await standDeclaration(app, {
      roundId,
      programmeId: TEAM,
      region: "520102",
      state: "city-review",
      stage: "city",
      answers: { live_sales: 700 },
    });
    await app.context.work.withTransaction((stores) =>
      stores.outbox.add({ kind: "declaration-changed", payload: { declarationId: id } }, stores.now),
    );
    const job = outboxJob(app.context);
    expect(await job.run(signal)).toBe(false);
    expect(await count("facts")).toBe(1);
    await app.database.write((db) => db("facts").delete());
    await job.run(signal);
    expect(await count("facts")).toBe(0);
    await app.context.work.withTransaction((stores) =>
      stores.outbox.add({ kind: "facts-rebuild", payload: {} }, stores.now),
    );
    await job.run(signal);
    expect(await count("facts")).toBe(1);
  });

  it("keep a message that cannot be handled, and say so", async () => {
    await app.database.write((db) =>
      db("outbox").insert({ id: "strange", kind: "strange", payload: "{}", created_at: "2024-01-01T00:00:00.000Z" }),
    );
    await expect(outboxJob(app.context).run(signal)).rejects.toThrow(/strange/);
    const row = await app.database.read((db) => db("outbox").where({ id: "strange" }).first());
    expect(row.done_at).toBeNull();
    await app.database.write((db) => db("outbox").where({ id: "strange" }).delete());
  });

  it("forget sessions and idempotency keys that have run out, and no others", async () => {
    const viewer = await app.signInAs("leader");
    await app.database.write((db) =>
      db("idempotency").insert({
        account_id: viewer.accountId,
        key: "an-old-key",
        route: "POST /x",
        body_hash: "x",
        response: "{}",
        created_at: app.context.clock().toISOString(),
      }),
    );
    const job = expiryJob(app.context);
    await job.run(signal);
    expect((await viewer.call("GET", "/api/dashboards")).status).toBe(200);
    expect(await count("idempotency")).toBe(1);
    app.setTime("2024-06-12T02:00:00.000Z");
    await job.run(signal);
    expect([await count("sessions"), await count("idempotency")]).toEqual([0, 0]);
  });

  it("end uploads that nobody went on with", async () => {
    const roundId = await openRound(app, TEAM, 2023);
    const standing = await standDeclaration(app, {
      roundId,
      programmeId: TEAM,
      region: "520102",
      state: "draft",
      stage: "apply",
      isSubmitted: false,
    });
    const upload = (id: string, createdAt: string) =>
      app.database.write((db) =>
        db("upload_sessions").insert({
          id,
          declaration_id: standing.id,
          purpose: "evidence",
          party: "applicant",
          file_name: "证明.pdf",
          size: 10,
          received: 0,
          created_by: standing.accountId,
          created_at: createdAt,
          status: "open",
        }),
      );
    await upload("stale-upload", "2024-06-09T00:00:00.000Z");
    await upload("fresh-upload", "2024-06-12T00:00:00.000Z");
    expect(await uploadsJob(app.context).run(signal)).toBe(false);
    const rows = await app.database.read((db) => db("upload_sessions").orderBy("id").select("id", "status"));
    expect(rows.map(({ id, status }) => `${id} ${status}`)).toEqual(["fresh-upload open", "stale-upload abandoned"]);
  });
});
