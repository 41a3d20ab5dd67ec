import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../../../problem.ts";
import { failureOf, startThread } from "../worker-thread.ts";
import { type BundleMessage, type BundlePlan, type BundleTask, FILE_LIMIT_MS } from "./bundle.ts";
import { isMergeable } from "./file-pages.ts";

/**
 * Makes bundles one after another, each in a thread of its own that ends with it: files of strangers are read there,
 * and what they do to the thread is gone with it. A file the thread takes too long or too much memory for is left
 * apart, and the bundle is made anew without it.
 */

export interface BundleLimits {
  /** Folder for the file while it is sent. */
  folder: string;
  maxBytes: number;
  maxPages: number;
  /** For the whole bundle. */
  limitMs: number;
}

const MAX_MEMORY_MB = 800;
/** Bundles that may wait: each holds a connection. */
const MAX_WAITING = 8;

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * The bundle as an open file that has no name any more: it is gone when it is closed.
 * @throws Problem `too-large` when the files together are, `unavailable` when too many wait or it takes too long
 */
export function renderBundle(plan: BundlePlan, limits: BundleLimits): Promise<FileHandle> {
  checkSize(plan, limits.maxBytes);
  if (waiting >= MAX_WAITING) return Promise.reject(new Problem("unavailable"));
  waiting++;
  const turn = last
    .catch(() => undefined)
    .then(() => renderNow(plan, limits))
    .finally(() => {
      waiting--;
    });
  last = turn;
  return turn;
}

function checkSize({ materials }: BundlePlan, maxBytes: number): void {
  const files = materials.flatMap((material) => material.files).filter(({ mediaType }) => isMergeable(mediaType));
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= maxBytes) return;
  const mib = (value: number) => Math.ceil(value / 1024 / 1024);
  throw new Problem("too-large", {
    detail: {
      zh: `材料共 ${mib(bytes)} MB，超过合并上限 ${mib(maxBytes)} MB；请逐个下载文件，或请管理员提高上限（BUNDLE_MAX_MB）`,
      en: `The files come to ${mib(bytes)} MB, more than the ${mib(maxBytes)} MB that may be merged; download them one by one, or ask the administrator to raise BUNDLE_MAX_MB`,
    },
  });
}

async function renderNow(plan: BundlePlan, { folder, maxPages, limitMs }: BundleLimits): Promise<FileHandle> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const out = join(folder, `${randomUUID()}.pdf`);
  const until = Date.now() + limitMs;
  const heavy: string[] = [];
  try {
    for (;;) {
      const failed = await attempt({ plan, out, maxPages, heavy }, until);
      if (failed === null) return await open(out, "r");
      heavy.push(failed);
    }
  } finally {
    await rm(out, { force: true });
  }
}

/** One attempt; the SHA-256 of the file it broke on, or `null` when the bundle is written. */
function attempt(task: BundleTask, until: number): Promise<string | null> {
  const worker = startThread(new URL("../bundle-worker.ts", import.meta.url), MAX_MEMORY_MB, task);
  return new Promise((resolve, reject) => {
    let current: string | null = null;
    let fileTimer: NodeJS.Timeout | undefined;
    const end = (settle: () => void) => {
      clearTimeout(fileTimer);
      clearTimeout(wholeTimer);
      worker.removeAllListeners();
      // An error while it ends is of no interest any more, and must not end the process.
      worker.on("error", () => undefined);
      void worker.terminate().then(settle, settle);
    };
    const wholeTimer = setTimeout(() => end(() => reject(tooLong())), Math.max(0, until - Date.now()));
    const onEnd = (reason: unknown) => end(() => (current === null ? reject(failureOf(reason)) : resolve(current)));
    worker.on("message", (message: BundleMessage) => {
      if ("begins" in message) {
        current = message.begins;
        clearTimeout(fileTimer);
        const begun = current;
        if (begun !== null) fileTimer = setTimeout(() => end(() => resolve(begun)), FILE_LIMIT_MS);
      } else if ("done" in message) end(() => resolve(null));
      else end(() => reject(new Error(message.failure)));
    });
    worker.on("error", onEnd).on("exit", onEnd);
    worker.ref();
  });
}

function tooLong(): Problem {
  return new Problem("unavailable", {
    detail: {
      zh: "合并材料用时过长；请稍后再试，或逐个下载文件",
      en: "Merging took too long; try again later, or download the files one by one",
    },
  });
}
