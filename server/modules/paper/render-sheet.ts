import type { Worker } from "node:worker_threads";
import { Problem } from "../../problem.ts";
import type { Sheet } from "./sheet.ts";
import { failureOf, startThread } from "./worker-thread.ts";

/**
 * Renders sheets in a thread of its own, one after another: laying out a table of thousands of rows takes seconds, and
 * nobody else's request waits for it. The thread is started at the first sheet and keeps the fonts; it does not keep
 * the process alive. One that takes too long is ended, and the next sheet gets a new one.
 */

export type PaperFormat = "pdf" | "docx";
export interface RenderTask {
  sheet: Sheet;
  format: PaperFormat;
}
export type RenderAnswer = { file: Uint8Array } | { failure: string };

const LIMIT_MS = 60_000;
/** A table of some three thousand rows; beyond it the thread ends, not the process. */
const MAX_MEMORY_MB = 800;
/** Sheets that may wait; a hundred people who print at once are told to come back. */
const MAX_WAITING = 20;

let thread: Worker | undefined;
let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * The file of a sheet.
 * @throws Problem `unavailable` when too many wait or it takes too long, `too-large` when it takes too much memory
 */
export function renderSheet(task: RenderTask): Promise<Buffer> {
  if (waiting >= MAX_WAITING) return Promise.reject(new Problem("unavailable"));
  waiting++;
  const turn = last
    .catch(() => undefined)
    .then(() => renderNow(task))
    .finally(() => {
      waiting--;
    });
  last = turn;
  return turn;
}

function renderNow(task: RenderTask): Promise<Buffer> {
  thread ??= startSheetThread();
  const worker = thread;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => give(() => reject(new Problem("unavailable")), true), LIMIT_MS);
    const onMessage = (answer: RenderAnswer) =>
      give(() => ("file" in answer ? resolve(Buffer.from(answer.file)) : reject(new Error(answer.failure))), false);
    const onEnd = (reason: unknown) => give(() => reject(failureOf(reason)), true);
    const give = (settle: () => void, isThreadLost: boolean) => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onEnd).off("exit", onEnd);
      worker.unref();
      if (isThreadLost) {
        thread = undefined;
        void worker.terminate();
      }
      settle();
    };
    worker.on("message", onMessage).on("error", onEnd).on("exit", onEnd);
    worker.ref();
    worker.postMessage(task);
  });
}

function startSheetThread(): Worker {
  const worker = startThread(new URL("./render-worker.ts", import.meta.url), MAX_MEMORY_MB);
  // An error between two sheets must not end the process: the next sheet starts a new thread.
  worker.on("error", () => {
    if (thread === worker) thread = undefined;
  });
  return worker;
}
