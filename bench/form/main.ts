import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type FormBenchResult, runFormBench } from "./form-bench.ts";

/** Prints the form bench as JSON and fails when a budget is missed. */
const budgets = { p50: 1.6, p95: 2, tableP50: 2, firstShownMs: 400, paste4000Ms: 1000 };

/** The libraries measured beside have a lock of their own, so that the product's install does not carry them. */
function installAlternatives(): void {
  const folder = fileURLToPath(new URL("./alternatives", import.meta.url));
  if (existsSync(`${folder}/node_modules`)) return;
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
  if (status !== 0) throw new Error("the alternatives of the form bench could not be installed");
}

function missesOf({ ours, large }: FormBenchResult): string[] {
  const figures: [string, number, number][] = [
    ["key to paint, p50 (×)", ours.field.p50, budgets.p50],
    ["key to paint, p95 (×)", ours.field.p95, budgets.p95],
    ["key to paint, 266 fields, p50 (×)", large.field.p50, budgets.p50],
    ["key to paint, 266 fields, p95 (×)", large.field.p95, budgets.p95],
    ["cell of 200 × 20, p50 (×)", large.largeTableCell.p50, budgets.tableP50],
    ["first section (ms)", ours.firstShownMs, budgets.firstShownMs],
    ["first section of 266 fields (ms)", large.firstShownMs, budgets.firstShownMs],
    ["4,000 cells pasted (ms)", large.paste4000Ms, budgets.paste4000Ms],
  ];
  return figures.flatMap(([what, value, most]) => (value <= most ? [] : [`${what}: ${value.toFixed(2)} > ${most}`]));
}

async function main(): Promise<void> {
  installAlternatives();
  const result = await runFormBench();
  console.log(JSON.stringify(result, null, 2));
  const misses = missesOf(result);
  for (const miss of misses) console.error(`over budget: ${miss}`);
  process.exitCode = misses.length > 0 ? 1 : 0;
}

void main();
