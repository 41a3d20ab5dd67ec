/** One piece of work that is done again and again beside the requests. */
export interface Job {
  /** Lower-kebab, for logs. */
  name: string;
  /** Pause between the end of one run and the start of the next, in milliseconds. */
  pauseMs: number;
  /** Does what is due. Returns true when there is more to do at once. Looks at `signal` between long steps. */
  run(signal: AbortSignal): Promise<boolean>;
}

export interface JobRunner {
  /** Lets running jobs finish, starts no other. May be called more than once. */
  close(): Promise<void>;
}

/**
 * Runs jobs in this process, each one at a time and never beside itself. A job that fails is reported and tried again
 * after a pause that doubles up to a minute, so that a database that is down is not hammered.
 */
export function startJobs(jobs: readonly Job[], report: (job: string, error: unknown) => void): JobRunner {
  const abort = new AbortController();
  const loops = jobs.map((job) => repeat(job, abort.signal, report));
  return {
    async close() {
      abort.abort();
      await Promise.all(loops);
    },
  };
}

const LONGEST_PAUSE_MS = 60_000;

async function repeat(job: Job, signal: AbortSignal, report: (job: string, error: unknown) => void): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    let more = false;
    try {
      more = await job.run(signal);
      failures = 0;
    } catch (error) {
      failures += 1;
      report(job.name, error);
    }
    if (!more) await pause(Math.min(job.pauseMs * 2 ** failures, Math.max(LONGEST_PAUSE_MS, job.pauseMs)), signal);
  }
}

/** Waits, or returns at once when the signal comes. The timer does not keep the process alive. */
function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, durationMs);
    timer.unref();
    signal.addEventListener("abort", done);
  });
}
