import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Settings } from "../../../config/settings.ts";
import type { BundleLimits } from "./render-bundle.ts";

const SECOND_MS = 1000;
/** A bundle that is older than it may take, and this, was left by a process that broke off. */
const GRACE_MS = 60 * SECOND_MS;

/** Where bundles are made, and how much may go into one. */
export function bundleLimits(config: Settings): BundleLimits {
  return {
    folder: join(config.DATA_DIR, "bundles"),
    maxBytes: config.BUNDLE_MAX_MB * 1024 * 1024,
    maxPages: config.BUNDLE_MAX_PAGES,
    limitMs: config.BUNDLE_SECONDS * SECOND_MS,
  };
}

/**
 * Removes bundles that a process that broke off has left: what they hold is personal. Those that are being made, here
 * or by another process, stay.
 * @returns how many were removed
 */
export async function sweepBundles({ folder, limitMs }: BundleLimits, now: Date): Promise<number> {
  const before = now.getTime() - limitMs - GRACE_MS;
  let removed = 0;
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const changed = await stat(path).catch(ignoreMissing);
    if (changed === undefined || changed.mtimeMs >= before) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(ignoreMissing)) ?? [];
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
