import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { weightIntervals } from "../../core/scoring/advice/weight-draws.ts";
import { checkScheme } from "../../core/scoring/check-scheme.ts";
import { compileScheme } from "../../core/scoring/compile-scheme.ts";
import { evaluate } from "../../core/scoring/evaluate.ts";
import { explain } from "../../core/scoring/explain.ts";
import { readFactTable } from "../../core/scoring/facts-text.ts";
import { manifestOf } from "../../core/scoring/results.ts";
import { runTable } from "../../core/scoring/score-table.ts";
import { traceOf } from "../../core/scoring/trace.ts";
import { hashNatively } from "../../server/crypto/native-sha256.ts";
import { csvOf, LEAVES, makeValues, sampleScheme, tableOf } from "./sample-cohort.ts";

/**
 * How long a run takes and how much memory, against the budgets of the design and against pandas doing the same ranks,
 * bins and weighted sums in the same run. Each line tells time on the clock and processor time (with compilation and
 * garbage collection of all threads); budgets are held against the smaller of the two, since on a busy machine the
 * clock runs on while others work. Ends with exit code 1 when a budget is missed.
 */

interface Times {
  clock: number;
  processor: number;
}

const median = (runs: number, work: () => unknown): Times => {
  const times = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    const clock = performance.now();
    work();
    const { user, system } = process.cpuUsage(start);
    return { clock: performance.now() - clock, processor: (user + system) / 1000 };
  });
  const middle = (read: (each: Times) => number) => times.map(read).sort((a, b) => a - b)[runs >> 1] as number;
  return { clock: middle(({ clock }) => clock), processor: middle(({ processor }) => processor) };
};

let missed = 0;
function judge(name: string, shown: string, held: number, budget: number | undefined, unit: string): void {
  const within = budget === undefined || held <= budget;
  if (!within) missed++;
  const verdict = budget === undefined ? "" : `  ${within ? "within" : "MISSED"} ${budget} ${unit}`;
  console.log(`${name.padEnd(54)} ${shown}${verdict}`);
}

function report(name: string, { clock, processor }: Times, budget?: number): void {
  const shown = `${clock.toFixed(2).padStart(9)} ms clock ${processor.toFixed(2).padStart(9)} ms processor`;
  judge(name, shown, Math.min(clock, processor), budget, "ms");
}

hashNatively();
const document = sampleScheme();
const scheme = compileScheme(document);

const small = makeValues(500);
const smallTable = tableOf(small);
const factsText = csvOf(smallTable.ids, small);
const endToEnd = () => {
  const { run } = runTable({ scheme: document, factsText, factsFormat: "csv", trace: false });
  return run === null ? null : manifestOf(run);
};
report("500 × 76 from CSV text to ranks, traces and hashes", median(61, endToEnd), 20);
report(
  "  the scheme checked",
  median(31, () => checkScheme(document)),
);
report(
  "  the scheme compiled",
  median(31, () => compileScheme(document)),
);
report(
  "  the table read",
  median(31, () => readFactTable(document, factsText, "csv")),
);
report(
  "  ranks, bins, points, totals, contributions held",
  median(31, () => evaluate(scheme, smallTable)),
);
const smallRun = evaluate(scheme, smallTable);
report(
  "  hashes of facts and results",
  median(31, () => manifestOf(smallRun)),
);
const sentences = median(25, () => traceOf(smallRun, 7).leaves.map((leaf) => explain(leaf, "zh")));
report("one applicant explained (76 sentences)", sentences, 1);
report("1,000 draws of the weights at 500 × 76", median(3, drawn), 500);

function drawn() {
  return weightIntervals(smallRun, { draws: 1000, spread: 0.25, seed: 1, top: 100 });
}

console.log("The curve: rank, ties, bin and points of every leaf, beside the runtime's own sort of the same columns.");
let least = Number.POSITIVE_INFINITY;
for (const rows of [100, 1_000, 10_000, 100_000, 1_000_000]) {
  const values = makeValues(rows);
  const table = tableOf(values);
  const runs = rows > 100_000 ? 3 : 5;
  const time = median(runs, () => evaluate(scheme, table));
  report(`${rows} × 76`, time, rows === 100_000 ? 1000 : undefined);
  judgeGrowth(
    rows,
    time,
    median(runs, () => values.map((column) => Float64Array.from(column).sort())),
  );
  if (rows === 100_000) comparePandas(rows, time.processor);
}

/**
 * Sorting is known to cost n log n, and meets the same caches: what the run costs as a multiple of it must not grow. Held
 * against the best multiple of a smaller cohort, from a thousand on: below that, what does not depend on the cohort
 * outweighs the rest.
 */
function judgeGrowth(rows: number, own: Times, sort: Times): void {
  const each = ({ processor }: Times) => `${((processor * 1e6) / (rows * Math.log2(rows))).toFixed(1)} ns`;
  const multiple = own.processor / sort.processor;
  const shown = `${each(own)}, sorted by Float64Array.sort ${each(sort)}: ${multiple.toFixed(2)} of it`;
  judge(
    "  for each n log₂ n",
    shown,
    multiple,
    Number.isFinite(least) ? Number((least * 1.25).toFixed(2)) : undefined,
    "",
  );
  if (rows >= 1_000) least = Math.min(least, multiple);
}

inFolder((folder) => {
  const file = join(folder, "facts.csv");
  const rows = 100_000;
  const ids = Array.from({ length: rows }, (_, row) => `u${row}`);
  writeFileSync(file, csvOf(ids, makeValues(rows)));
  for (const [from, what] of [
    ["columns", String(rows)],
    ["csv", file],
  ] as const) {
    const { bytes, grown } = child(from, what);
    const shown = `${(grown / bytes).toFixed(2)} × input of ${(bytes / 1e6).toFixed(1)} MB`;
    judge(`peak memory from ${from}, input included`, shown, grown / bytes, 4, "×");
  }
});

function child(from: "columns" | "csv", what: string): { bytes: number; grown: number } {
  const script = new URL("./memory-child.ts", import.meta.url).pathname;
  const { stdout } = spawnSync(process.execPath, ["--import", "tsx", script, from, what], { encoding: "utf8" });
  return JSON.parse(stdout) as { bytes: number; grown: number };
}

/** pandas: rank(method="min", ascending=False), bins by rank position, weighted sum, final rank. */
function comparePandas(rows: number, own: number): void {
  inFolder((folder) => {
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
    const ratio = theirs / own;
    judge(`${rows} × 76 in pandas`, `${theirs.toFixed(2)} ms processor, ${ratio.toFixed(2)} of ours`, 1 / ratio, 1, "");
  });
}

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "scoring-bench-"));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.exitCode = missed > 0 ? 1 : 0;
