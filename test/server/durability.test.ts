import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "../../server/modules/audit/audit.service.ts";
import { type Caller, startTestApp, type TestApp } from "../helpers/server.ts";

/** What was acknowledged is there after the process is killed in the middle of it. */

const top = fileURLToPath(new URL("../../", import.meta.url));
const CLIENTS = 12;
const KILLS = 3;

let home: TestApp;
const callers: Caller[] = [];
beforeAll(async () => {
  home = await startTestApp();
  for (let i = 0; i < CLIENTS; i += 1) callers.push(await home.signInAs("applicant"));
});
afterAll(() => home.close());

async function startServer(): Promise<{ child: ChildProcess; address: string }> {
  const { DATA_DIR, DATABASE_URL } = home.place;
  const child = spawn(process.execPath, ["--import", "tsx", "server/main.ts"], {
    cwd: top,
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      RATE_LIMIT_PER_MINUTE: "0",
      DATA_DIR,
      ...(DATABASE_URL && { DATABASE_URL }),
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let out = "";
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      out += chunk;
      const found = /Server listening at (http:\/\/[0-9.:]+)/.exec(out);
      if (found) resolve(found[1] as string);
    });
    child.on("exit", () => reject(new Error("the server did not start")));
  });
  return { child, address };
}

describe("a killed server", () => {
  it("has lost nothing that it acknowledged", async () => {
    const acknowledged = new Map<string, number>();
    let next = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, address } = await startServer();
      let alive = true;
      let answers = 0;
      let reached = () => {};
      const enough = new Promise<void>((resolve) => {
        reached = resolve;
      });
      const write = async (caller: Caller) => {
        while (alive) {
          next += 1;
          const value = next;
          try {
            const answer = await fetch(`${address}/api/organisation`, {
              method: "PATCH",
              headers: { "content-type": "application/json", "x-shenbao": "1", cookie: caller.cookie },
              body: JSON.stringify({ profile: { value } }),
            });
            if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
            acknowledged.set(caller.accountId, value);
            answers += 1;
            if (answers >= CLIENTS * 5) reached();
          } catch (error) {
            // Only the kill may break a request.
            if (alive) throw error;
          }
        }
      };
      const writers = callers.map(write);
      await Promise.race([enough, Promise.all(writers)]);
      alive = false;
      child.kill("SIGKILL");
      await Promise.all([...writers, once(child, "exit")]);
    }
    for (const caller of callers) {
      const stored = (await caller.call("GET", "/api/organisation")).body.profile.value;
      // A later write may have been stored without its answer getting out.
      expect(stored).toBeGreaterThanOrEqual(acknowledged.get(caller.accountId) ?? Number.POSITIVE_INFINITY);
    }
    expect(await home.context.work.withSnapshot(verifyAudit)).toMatchObject({ ok: true });
  }, 120_000);
});
