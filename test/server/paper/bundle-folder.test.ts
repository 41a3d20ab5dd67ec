import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Settings } from "../../../server/config/settings.ts";
import type { AppContext } from "../../../server/context.ts";
import { bundlesJob, serverJobs } from "../../../server/jobs/server-jobs.ts";

const NOW = new Date("2026-11-20T08:00:00.000Z");
const SECONDS = 120;

describe("bundles a process that broke off has left", () => {
  let dataDir: string;
  let context: AppContext;
  const sweep = () => bundlesJob(context).run(new AbortController().signal);
  const leave = async (name: string, ageSeconds: number) => {
    const path = join(dataDir, "bundles", name);
    await writeFile(path, "%PDF-");
    const changed = new Date(NOW.getTime() - ageSeconds * 1000);
    await utimes(path, changed, changed);
  };
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "bundles-"));
    await mkdir(join(dataDir, "bundles"));
    const config = { DATA_DIR: dataDir, BUNDLE_SECONDS: SECONDS } as Settings;
    context = { config, clock: () => NOW } as AppContext;
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it("are removed, those that are being made are not", async () => {
    await leave("left.pdf", SECONDS + 61);
    await leave("in-the-making.pdf", SECONDS + 30);
    expect(await sweep()).toBe(false);
    expect(await readdir(join(dataDir, "bundles"))).toEqual(["in-the-making.pdf"]);
  });

  it("may be none, and no folder", async () => {
    await sweep();
    await rm(join(dataDir, "bundles"), { recursive: true });
    await expect(sweep()).resolves.toBe(false);
  });

  it("are swept by a job of the server, which runs at its start", () => {
    expect(serverJobs(context).map(({ name }) => name)).toContain("bundles");
  });
});
