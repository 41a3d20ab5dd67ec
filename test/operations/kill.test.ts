import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "../../server/modules/audit/audit.service.ts";
import type { Caller } from "../helpers/server.ts";
import {
  callServer,
  type HttpAnswer,
  type OperationsHome,
  prepareSubmission,
  type RealServer,
  startHome,
  startRealServer,
} from "./real-server.ts";

/** The process is killed in the middle of submissions: what was acknowledged is there, and nothing is there twice. */

const CLIENTS = 8;
const KILLS = 3;
const ANSWERS_BEFORE_KILL = 12;

interface Submission {
  caller: Caller;
  key: string;
  id: string;
  path: string;
  body: { revision: number; committed: true };
  /** The answer that came, once one did. */
  receipt: HttpAnswer | null;
}

let home: OperationsHome;
beforeAll(async () => {
  home = await startHome({ rounds: 120, applicants: CLIENTS });
}, 180_000);
afterAll(() => home.app.close());

const submissions = new Map<string, Submission>();

/** Submits in one round after the other, first again what had no answer; until the server is gone. */
async function submitOn(server: RealServer, caller: Caller, isAlive: () => boolean, answered: () => void) {
  const own = () => [...submissions.values()].filter((each) => each.caller === caller);
  while (isAlive()) {
    try {
      let submission = own().find(({ receipt }) => receipt === null);
      if (submission === undefined) {
        const round = home.rounds[own().length];
        if (round === undefined) return;
        const key = `submit-${caller.accountId}-${own().length}`;
        submission = { caller, key, receipt: null, ...(await prepareSubmission(server.address, caller, round)) };
        submissions.set(key, submission);
      }
      const { path, body, key } = submission;
      const answer = await callServer(server.address, caller, "POST", path, body, key);
      if (answer.status !== 200) throw new Error(`answered ${answer.status} ${JSON.stringify(answer.body)}`);
      submission.receipt = answer;
      answered();
    } catch (error) {
      // Only the kill may break a request.
      if (isAlive()) throw error;
    }
  }
}

describe("a server that is killed again and again", () => {
  it("loses nothing it acknowledged, does nothing twice, and is back soon", async () => {
    // A start after an orderly end, here and now: what a kill adds to it is judged, not how busy the machine is.
    const orderly = await startRealServer(home.app.place);
    orderly.child.kill("SIGTERM");
    expect(await orderly.exit).toBe(0);
    const restarts: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const server = await startRealServer(home.app.place);
      restarts.push(server.readyMs);
      let alive = true;
      let reached = () => {};
      const enough = new Promise<void>((resolve) => {
        reached = resolve;
      });
      let answers = 0;
      const clients = home.applicants.map((caller) =>
        submitOn(
          server,
          caller,
          () => alive,
          () => {
            answers += 1;
            if (answers >= ANSWERS_BEFORE_KILL) reached();
          },
        ),
      );
      await Promise.race([enough, Promise.all(clients)]);
      alive = false;
      server.child.kill("SIGKILL");
      await Promise.all([...clients, server.exit]);
    }
    for (const readyMs of restarts.slice(1)) expect(readyMs - orderly.readyMs).toBeLessThan(3000);

    const acknowledged = [...submissions.values()].filter(({ receipt }) => receipt !== null);
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * ANSWERS_BEFORE_KILL);
    // Every one is sent again with its key, answered or not: the same declaration, the same number.
    const last = await startRealServer(home.app.place);
    try {
      for (const { caller, path, body, key, receipt, id } of submissions.values()) {
        const again = await callServer(last.address, caller, "POST", path, body, key);
        expect(again.status).toBe(200);
        expect(again.body.declaration.summary.id).toBe(id);
        if (receipt !== null) expect(again.body).toEqual(receipt.body);
      }
    } finally {
      last.child.kill("SIGTERM");
      expect(await last.exit).toBe(0);
    }
    const stored = await home.app.database.read(async (db) => ({
      declarations: await db("declarations").whereNotNull("number").select("id", "number", "state"),
      versions: await db("declaration_versions").select("declaration_id"),
      steps: await db("declaration_steps").select("declaration_id"),
    }));
    expect(stored.declarations.map(({ id }) => id).sort()).toEqual(
      [...submissions.values()].map(({ id }) => id).sort(),
    );
    expect(new Set(stored.declarations.map(({ number }) => number)).size).toBe(submissions.size);
    expect(stored.versions.length).toBe(submissions.size);
    expect(stored.steps.length).toBe(submissions.size);
    for (const { id, receipt } of acknowledged)
      expect(stored.declarations.find((row) => row.id === id)).toMatchObject({
        number: receipt?.body.declaration.receipt.number,
        state: "county-review",
      });
    expect(await home.app.context.work.withSnapshot(verifyAudit)).toMatchObject({ ok: true });
  }, 180_000);
});
