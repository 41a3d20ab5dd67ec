import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { weightIntervals } from "../../core/scoring/advice/sensitivity.ts";
import { compileScheme } from "../../core/scoring/compile-scheme.ts";
import { evaluate } from "../../core/scoring/evaluate.ts";
import { explain } from "../../core/scoring/explain.ts";
import { scoreTable } from "../../core/scoring/score-table.ts";
import { traceOf } from "../../core/scoring/trace.ts";
import { LEAVES, makeValues, sampleScheme, tableOf } from "./sample-cohort.ts";

/**
 * How long a run takes, against the budgets of the design and against pandas doing the same ranks, bins and weighted
 * sums in the same run. Times are processor time (garbage collection included), so that a busy machine does not
 * decide. Prints one line a measurement; ends with exit code 1 when a budget is missed.
 */

const median = (runs: number, work: () => unknown): number => {
  const times = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  return times[runs >> 1] as number;
};

let missed = 0;
function report(name: string, milliseconds: number, budget?: number): void {
  const verdict =
    budget === undefined ? "" : milliseconds <= budget ? `  within ${budget} ms` : `  MISSED ${budget} ms`;
  if (budget !== undefined && milliseconds > budget) missed++;
  console.log(`${name.padEnd(58)} ${milliseconds.toFixed(2).padStart(10)} ms${verdict}`);
}

const document = sampleScheme();
const scheme = compileScheme(document);

const small = makeValues(500);
const smallTable = tableOf(small);
report(
  "500 × 76: ranks, bins, points, totals",
  median(15, () => evaluate(scheme, smallTable)),
  20,
);
const smallRun = evaluate(scheme, smallTable);
report(
  "one applicant explained (76 sentences)",
  median(25, () => traceOf(smallRun, 7).leaves.map((leaf) => explain(leaf, "zh"))),
);
report(
  "one leaf explained",
  median(25, () => traceOf(smallRun, 7).leaves.map((leaf) => explain(leaf, "zh"))) / LEAVES,
  1,
);
report(
  "1,000 draws of the weights at 500 × 76",
  median(3, () => weightIntervals(smallRun, { draws: 1000, spread: 0.25, seed: 1, top: 100 })),
  500,
);
const header = ["id", ...small.map((_, at) => `f${at}`)].join(",");
const lines = smallTable.ids.map((id, row) => [id, ...small.map((column) => (column[row] as number) / 100)].join(","));
const factsText = [header, ...lines].join("\n");
report(
  "500 × 76 from CSV text to results with hashes",
  median(5, () => scoreTable({ scheme: document, factsText, factsFormat: "csv", trace: false })),
);

for (const rows of [100, 1_000, 10_000, 100_000, 1_000_000]) {
  if (rows > 100_000 && !process.argv.includes("--million")) continue;
  const table = tableOf(makeValues(rows));
  const before = process.memoryUsage().arrayBuffers;
  let peak = 0;
  const time = median(rows > 100_000 ? 1 : 5, () => {
    const run = evaluate(scheme, table);
    peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
    return run;
  });
  const name = `${rows} × 76 with rank, ties, bin and points of every leaf`;
  report(name, time, rows === 100_000 ? 1000 : undefined);
  if (rows === 100_000) comparePandas(rows, time);
}

/** pandas: rank(method="min", ascending=False), bins by rank position, weighted sum, final rank. */
function comparePandas(rows: number, own: number): void {
  const folder = mkdtempSync(join(tmpdir(), "scoring-bench-"));
  try {
    const values = makeValues(rows);
    writeFileSync(join(folder, "values.bin"), Buffer.concat(values.map((column) => Buffer.from(column.buffer))));
    const script = new URL("./compare_pandas.py", import.meta.url).pathname;
    const args = [script, join(folder, "values.bin"), String(rows), String(LEAVES)];
    // Debian's own interpreter is the one that sees python3-pandas.
    const tried = ["python3", "/usr/bin/python3"].map((python) => spawnSync(python, args, { encoding: "utf8" }));
    const done = tried.find(({ status }) => status === 0);
    if (done === undefined) {
      console.log("pandas is not installed (Debian: python3-pandas); no comparison");
      return;
    }
    const theirs = Number(done.stdout.trim());
    report(`${rows} × 76 in pandas`, theirs);
    console.log(`ratio pandas / this engine: ${(theirs / own).toFixed(2)}`);
    if (theirs < own) missed++;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.exitCode = missed > 0 ? 1 : 0;
