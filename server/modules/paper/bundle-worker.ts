import { parentPort, workerData } from "node:worker_threads";
import type { BundleMessage, BundleTask } from "./bundle/bundle.ts";
import { makeBundle } from "./bundle/make-bundle.ts";

/** Runs in a thread of its own: makes one bundle and says how it went. */

makeBundle(workerData.data as BundleTask, (begins) => say({ begins })).then(
  () => say({ done: true }),
  (error: unknown) => say({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
);

function say(message: BundleMessage): void {
  parentPort?.postMessage(message);
}
