import { runFormBench } from "./form-bench.ts";

/** Prints the form bench as JSON and fails when a budget is missed. */
const budgets = { p50: 1.6, p95: 2, tableP50: 2, firstShownMs: 400, paste4000Ms: 1000 };

async function main(): Promise<void> {
  const result = await runFormBench();
  console.log(JSON.stringify(result, null, 2));
  const misses = [
    result.ratios.field.p50 > budgets.p50 &&
      `key to paint p50 ${result.ratios.field.p50.toFixed(2)}× > ${budgets.p50}×`,
    result.ratios.field.p95 > budgets.p95 &&
      `key to paint p95 ${result.ratios.field.p95.toFixed(2)}× > ${budgets.p95}×`,
    result.ratios.largeTableCell.p50 > budgets.tableP50 &&
      `table cell p50 ${result.ratios.largeTableCell.p50.toFixed(2)}× > ${budgets.tableP50}×`,
    result.firstShownMs > budgets.firstShownMs && `first shown ${Math.round(result.firstShownMs)} ms`,
    result.paste4000Ms > budgets.paste4000Ms && `paste ${Math.round(result.paste4000Ms)} ms`,
  ].filter((miss) => miss !== false);
  for (const miss of misses) console.error(`over budget: ${miss}`);
  process.exitCode = misses.length > 0 ? 1 : 0;
}

void main();
