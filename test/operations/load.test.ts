import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callServer, type OperationsHome, prepareSubmission, startHome, startRealServer } from "./real-server.ts";

let home: OperationsHome;
beforeAll(async () => {
  home = await startHome({ rounds: 2, applicants: 16 });
}, 180_000);
afterAll(() => home.app.close());

describe("a server under load", () => {
  it("makes one submission of fifty with one key at once, and refuses another body under it", async () => {
    const server = await startRealServer(home.app.place);
    try {
      const [caller] = home.applicants;
      if (!caller) throw new Error("no applicant");
      const { id, path, body } = await prepareSubmission(server.address, caller, home.rounds[0] as string);
      const key = "one-key-for-fifty";
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => callServer(server.address, caller, "POST", path, body, key)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
      const other = await callServer(server.address, caller, "POST", path, { ...body, revision: 99 }, key);
      expect(other).toMatchObject({ status: 422, body: { code: "idempotency-mismatch" } });
      const rows = await home.app.database.read((db) => db("declaration_versions").where({ declaration_id: id }));
      expect(rows.length).toBe(1);
    } finally {
      server.child.kill("SIGTERM");
      expect(await server.exit).toBe(0);
    }
  }, 120_000);

  it("answers every request it accepted when it is told to stop, and ends with 0 within ten seconds", async () => {
    const server = await startRealServer(home.app.place);
    const prepared = await Promise.all(
      home.applicants.map(async (caller) => ({
        caller,
        ...(await prepareSubmission(server.address, caller, home.rounds[1] as string)),
      })),
    );
    const sent = prepared.map(({ caller, path, body, id }) =>
      callServer(server.address, caller, "POST", path, body, `stop-${id}`),
    );
    // All have come in when one is answered: they wait for the one writer.
    await Promise.race(sent);
    const told = performance.now();
    server.child.kill("SIGTERM");
    const answers = await Promise.all(sent);
    expect(answers.map(({ status }) => status)).toEqual(prepared.map(() => 200));
    expect(await server.exit).toBe(0);
    expect(performance.now() - told).toBeLessThan(10_000);
    await expect(callServer(server.address, home.applicants[0]!, "GET", "/healthz")).rejects.toThrow("ECONNREFUSED");
    const stored = await home.app.database.read((db) => db("declarations").where({ round_id: home.rounds[1] }));
    expect(stored.map(({ state }) => state)).toEqual(prepared.map(() => "county-review"));
  }, 120_000);
});
