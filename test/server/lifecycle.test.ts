import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeTestPlace, type TestPlace } from "../helpers/database.ts";

const top = fileURLToPath(new URL("../../", import.meta.url));
let place: TestPlace;
let child: ChildProcess | undefined;
beforeEach(async () => {
  place = await makeTestPlace();
});
afterEach(async () => {
  if (child?.exitCode === null) child.kill("SIGKILL");
  await place.remove();
});

/** Starts the server as production does; resolves when it listens. */
async function start(environment: Record<string, string> = {}) {
  const process_ = spawn(process.execPath, ["--import", "tsx", "server/main.ts"], {
    cwd: top,
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      DATA_DIR: place.DATA_DIR,
      ...(place.DATABASE_URL && { DATABASE_URL: place.DATABASE_URL }),
      ...environment,
    },
  });
  child = process_;
  let out = "";
  let errors = "";
  process_.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const exit = once(process_, "exit").then(([code]) => code as number | null);
  const address = await new Promise<string | null>((resolve) => {
    process_.stdout.on("data", (chunk) => {
      out += chunk;
      const found = /Server listening at (http:\/\/[0-9.:]+)/.exec(out);
      if (found) resolve(found[1] as string);
    });
    exit.then(() => resolve(null));
  });
  return { process: process_, address, exit, errors: () => errors, out: () => out };
}

describe("the server as a process", { timeout: 120_000 }, () => {
  it("prints the set-up code once it listens, on stderr alone, and ends with 0 at SIGTERM", async () => {
    const server = await start();
    await expect.poll(server.errors, { timeout: 20_000 }).toMatch(/[2-9a-z]{5}(-[2-9a-z]{5}){3}/);
    const code = /[2-9a-z]{5}(-[2-9a-z]{5}){3}/.exec(server.errors())![0];
    expect(server.out()).not.toContain(code);
    expect(statSync(join(place.DATA_DIR, "secret.key")).mode & 0o777).toBe(0o600);
    const answer = await fetch(`${server.address}/api/setup`, {
      method: "POST",
      headers: { "x-shenbao": "1", "content-type": "application/json" },
      body: JSON.stringify({ code, login: "admin", displayName: "管理员", password: "a-long-password-1" }),
    });
    expect(answer.status).toBe(200);
    server.process.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    const again = await start();
    expect(again.address).not.toBeNull();
    again.process.kill("SIGINT");
    expect(await again.exit).toBe(0);
    expect(again.errors()).not.toMatch(/[2-9a-z]{5}(-[2-9a-z]{5}){3}/);
  });

  it("answers what has come in before it ends", async () => {
    // Not turned away because a busy machine is slow to start.
    const server = await start({ MAX_EVENT_LOOP_DELAY_MS: "0" });
    // Each takes a password hash; two run at a time, so most are waiting when the signal comes.
    const attempts = Array.from({ length: 20 }, (_, i) =>
      fetch(`${server.address}/api/session`, {
        method: "POST",
        headers: { "x-shenbao": "1", "content-type": "application/json" },
        body: JSON.stringify({ login: `nobody-${i}`, password: "some password" }),
      }).then((answer) => answer.status),
    );
    const logged = (line: string) => server.out().split(line).length - 1;
    await expect.poll(() => logged("incoming request"), { interval: 10, timeout: 20_000 }).toBe(attempts.length);
    expect(logged("request completed")).toBeLessThan(attempts.length);
    server.process.kill("SIGTERM");
    expect(new Set(await Promise.all(attempts))).toEqual(new Set([401]));
    expect(await server.exit).toBe(0);
  });

  it("does not start with a wrong configuration, and says all that is wrong", async () => {
    const server = await start({ PORT: "port", SESSION_HOURS: "0" });
    expect(await server.exit).toBe(1);
    expect(server.errors()).toMatch(/PORT[\s\S]*SESSION_HOURS/);
  });
});
