import { describe, expect, it } from "vitest";
import { type Job, startJobs } from "../../../server/jobs/job-runner.ts";

/** A job whose runs can be awaited one by one. */
function counted(
  pauseMs: number,
  work: (run: number) => Promise<boolean>,
): Job & { reached(runs: number): Promise<void> } {
  let runs = 0;
  const waiting: { runs: number; resolve: () => void }[] = [];
  return {
    name: "counted",
    pauseMs,
    run: async () => {
      runs += 1;
      for (const { resolve } of waiting.filter((wait) => runs >= wait.runs)) resolve();
      return work(runs);
    },
    reached: (wanted) =>
      new Promise((resolve) => (runs >= wanted ? resolve() : waiting.push({ runs: wanted, resolve }))),
  };
}

describe("the job runner", () => {
  it("goes on at once while there is more, and after the pause when there is not", async () => {
    const job = counted(1, async (run) => run < 3);
    const runner = startJobs([job], () => {});
    await job.reached(5);
    await runner.close();
  });

  it("reports a failure and tries again", async () => {
    const reports: unknown[] = [];
    const job = counted(1, async (run) => {
      if (run === 1) throw new Error("no database");
      return false;
    });
    const runner = startJobs([job], (name, error) => reports.push(`${name}: ${(error as Error).message}`));
    await job.reached(2);
    await runner.close();
    expect(reports).toEqual(["counted: no database"]);
  });

  it("waits for the run at hand when it stops, and starts no other", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let runs = 0;
    let finished = false;
    const job: Job = {
      name: "slow",
      pauseMs: 1,
      run: async () => {
        runs += 1;
        await held;
        finished = true;
        return true;
      },
    };
    const runner = startJobs([job], () => {});
    const stopped = runner.close();
    release();
    await stopped;
    expect({ runs, finished }).toEqual({ runs: 1, finished: true });
  });

  it("stops within a long pause", async () => {
    const job = counted(3_600_000, async () => false);
    const runner = startJobs([job], () => {});
    await job.reached(1);
    await runner.close();
  });
});
