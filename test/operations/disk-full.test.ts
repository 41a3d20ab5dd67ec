import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testedKind } from "../helpers/database.ts";
import { goodAnswers } from "../server/declarations/sample-programme.ts";
import { callServer, type OperationsHome, type RealServer, startHome, startRealServer } from "./real-server.ts";

/** The disk of the database fills up while people write: they are told, nothing is lost, and it goes on by itself. */

const SIZE = "48m";
const mount = mountSmallDisk();
if (mount === null) console.warn("LEFT OUT: the test of a full disk needs the right to mount a tmpfs (root)");

/** A small disk of its own, or null where it may not be mounted. */
function mountSmallDisk(): string | null {
  if (testedKind !== "sqlite") return null;
  const folder = mkdtempSync(join(tmpdir(), "shenbao-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE}`, "tmpfs", folder], { stdio: "ignore" });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
}

/** Writes until nothing more fits. */
function fill(path: string): void {
  const file = openSync(path, "w");
  try {
    for (const size of [1 << 20, 4096, 1]) {
      const block = Buffer.alloc(size, 7);
      try {
        for (;;) if (writeSync(file, block) < block.length) break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}

describe.skipIf(mount === null)("a full disk", () => {
  const folder = mount as string;
  let home: OperationsHome;
  let server: RealServer | undefined;
  beforeAll(async () => {
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    try {
      home = await startHome({ rounds: 1, applicants: 2 });
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    server = await startRealServer(home.app.place);
  }, 180_000);
  afterAll(async () => {
    if (server?.child.exitCode === null) server.child.kill("SIGKILL");
    await server?.exit;
    await home?.app.close();
    execFileSync("umount", [folder]);
    rmSync(folder, { recursive: true });
  });

  it("refuses writes in plain words, answers reads, and writes again once there is room", async () => {
    const [first, second] = home.applicants;
    if (!server || !first || !second) throw new Error("not started");
    const { address, child } = server;
    const started = await callServer(address, first, "POST", "/api/declarations", { roundId: home.rounds[0] });
    expect(started.status, server.log()).toBe(200);
    const path = `/api/declarations/${started.body.summary.id}`;
    fill(join(folder, "filler"));
    let refused = 0;
    // What the log of the database still has room for may be taken; then it is full.
    for (let at = 0; at < 200 && refused < 5; at += 1) {
      const { body: detail, status } = await callServer(address, first, "GET", path);
      expect(status).toBe(200);
      const changes = { company: `示例公司${at} ${"长".repeat(80)}` };
      const answer = await callServer(address, first, "PATCH", `${path}/answers`, {
        revision: detail.revision,
        changes,
      });
      if (answer.status === 200) continue;
      refused += 1;
      expect([503, 507]).toContain(answer.status);
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
      expect(answer.body.title).toMatch(/[\u4e00-\u9fff]/);
      expect(JSON.stringify(answer.body)).not.toMatch(/SQLITE|disk|sql|ENOSPC/i);
    }
    expect(refused).toBe(5);
    expect((await callServer(address, second, "POST", "/api/declarations", { roundId: home.rounds[0] })).status).toBe(
      507,
    );
    expect((await callServer(address, first, "GET", "/api/public/rounds")).status).toBe(200);
    expect((await callServer(address, first, "GET", "/readyz")).status).toBe(200);
    rmSync(join(folder, "filler"));
    const { body: detail } = await callServer(address, first, "GET", path);
    const saved = await callServer(address, first, "PATCH", `${path}/answers`, {
      revision: detail.revision,
      changes: goodAnswers,
    });
    expect(saved.status).toBe(200);
    expect(child.exitCode).toBeNull();
  }, 120_000);
});
