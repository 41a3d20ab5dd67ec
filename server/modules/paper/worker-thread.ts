import { Worker } from "node:worker_threads";
import { Problem } from "../../problem.ts";

/** From source the thread needs the loader of TypeScript, which it does not inherit; what is built needs nothing. */
const FROM_SOURCE = `
  const { workerData } = require("node:worker_threads");
  import(workerData.loader).then(({ register }) => { register(); return import(workerData.file); });
`;

/**
 * Starts a thread that renders. It does not keep the process alive.
 * @param source its file as it is written, ending in `.ts`
 * @param memoryMb heap beyond which the thread ends, not the process
 * @param data given to the thread as `workerData.data`
 */
export function startThread(source: URL, memoryMb: number, data?: unknown): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: memoryMb };
  const worker = import.meta.url.endsWith(".ts")
    ? new Worker(FROM_SOURCE, {
        eval: true,
        resourceLimits,
        workerData: {
          loader: import.meta.resolve("tsx/esm/api"),
          file: source.href,
          data,
        },
      })
    : new Worker(new URL(source.href.replace(/\.ts$/, ".js")), { resourceLimits, workerData: { data } });
  worker.unref();
  return worker;
}

/** What the end of a thread means for what it was rendering: `too-large` when it took too much memory. */
export function failureOf(reason: unknown): Error {
  if (!(reason instanceof Error)) return new Error(`the rendering thread ended with code ${reason}`);
  const isOutOfMemory = (reason as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY";
  return isOutOfMemory ? new Problem("too-large") : reason;
}
