import type { AppContext } from "../context.ts";
import { rebuildFacts, refreshFacts } from "../modules/dashboards/facts.service.ts";
import { BlobStore } from "../modules/evidence/blob-store.ts";
import { bundleLimits, sweepBundles } from "../modules/paper/bundle/bundle-folder.ts";
import { expireTitles } from "../modules/titles/title-changes.service.ts";
import type { Stores } from "../stores.ts";
import { type Job, type JobRunner, startJobs } from "./job-runner.ts";
import type { OutboxRow } from "./outbox.store.ts";

/** The jobs of this product: one flat list. */
export function serverJobs(context: AppContext): readonly Job[] {
  return [outboxJob(context), expiryJob(context), titlesJob(context), uploadsJob(context), bundlesJob(context)];
}

/** Starts every job; close it before the database. */
export function startServerJobs(context: AppContext, report: (job: string, error: unknown) => void): JobRunner {
  return startJobs(serverJobs(context), report);
}

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;
/** A retry comes within minutes; a day leaves room for a browser that slept over night. */
const IDEMPOTENCY_KEPT_MS = 24 * HOUR_MS;
const FAILURES_KEPT_MS = 24 * HOUR_MS;
const OUTBOX_KEPT_MS = 7 * 24 * HOUR_MS;
/** An upload that nobody went on with. */
const UPLOAD_KEPT_MS = 48 * HOUR_MS;

const MESSAGES_AT_ONCE = 200;
const UPLOADS_AT_ONCE = 50;

/** Does what commands left to be done after their commit. Doing it twice changes nothing, so a crash costs nothing. */
export function outboxJob({ work }: AppContext): Job {
  return {
    name: "outbox",
    pauseMs: 2 * SECOND_MS,
    async run() {
      // Looked at first without holding the writer: most of the time there is nothing to do.
      const waiting = await work.withSnapshot((stores) => stores.outbox.listWaiting(MESSAGES_AT_ONCE));
      if (waiting.length === 0) return false;
      await work.withTransaction(async (stores) => {
        await handle(stores, waiting);
        await stores.outbox.markDone(
          waiting.map(({ id }) => id),
          stores.now,
        );
      });
      return waiting.length === MESSAGES_AT_ONCE;
    },
  };
}

async function handle(stores: Stores, rows: readonly OutboxRow[]): Promise<void> {
  const changed: string[] = [];
  let isRebuild = false;
  for (const { message } of rows) {
    switch (message.kind) {
      case "declaration-changed":
        changed.push(message.payload.declarationId);
        break;
      case "facts-rebuild":
        isRebuild = true;
        break;
      default:
        throw new Error(`unknown outbox message: ${JSON.stringify(message satisfies never)}`);
    }
  }
  if (isRebuild) await rebuildFacts(stores);
  else await refreshFacts(stores, changed);
}

/** Forgets what has run out: sessions, idempotency keys, old failures to sign in, messages that are done. */
export function expiryJob({ work }: AppContext): Job {
  return {
    name: "expiry",
    pauseMs: HOUR_MS / 6,
    async run() {
      await work.withTransaction(async (stores) => {
        const before = (ageMs: number) => new Date(Date.parse(stores.now) - ageMs).toISOString();
        await stores.sessions.removeExpired(stores.now);
        await stores.sessions.forgetFailuresBefore(before(FAILURES_KEPT_MS));
        await stores.idempotency.removeBefore(before(IDEMPOTENCY_KEPT_MS));
        await stores.outbox.removeDoneBefore(before(OUTBOX_KEPT_MS));
      });
      return false;
    },
  };
}

/** Marks titles whose last day is over. */
export function titlesJob({ work }: AppContext): Job {
  return {
    name: "titles",
    pauseMs: HOUR_MS / 6,
    run: () => work.withTransaction(expireTitles),
  };
}

/** Ends uploads that were never finished and removes what lies in quarantine of them. */
export function uploadsJob({ work, config, clock }: AppContext): Job {
  const blobs = new BlobStore(config.DATA_DIR);
  return {
    name: "uploads",
    pauseMs: HOUR_MS,
    async run(signal) {
      const before = new Date(clock().getTime() - UPLOAD_KEPT_MS).toISOString();
      const stale = await work.withSnapshot((stores) => stores.evidence.listStaleUploads(before, UPLOADS_AT_ONCE));
      for (const id of stale) {
        if (signal.aborted) return false;
        // The row first: an upload that is ended takes no further piece.
        await work.withTransaction((stores) => stores.evidence.endUpload(id, "abandoned"));
        await blobs.discard(id);
      }
      return stale.length === UPLOADS_AT_ONCE;
    },
  };
}

/** Removes bundles that were being sent when a process broke off: at the start, and every hour. */
export function bundlesJob({ config, clock }: AppContext): Job {
  return {
    name: "bundles",
    pauseMs: HOUR_MS,
    async run() {
      await sweepBundles(bundleLimits(config), clock());
      return false;
    },
  };
}
