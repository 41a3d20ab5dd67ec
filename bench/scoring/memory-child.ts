import { readFileSync, statSync } from "node:fs";
import { compileScheme } from "../../core/scoring/compile-scheme.ts";
import { evaluate } from "../../core/scoring/evaluate.ts";
import { readFactTable } from "../../core/scoring/facts-text.ts";
import { textPieces } from "../../server/cli/text-pieces.ts";
import { makeValues, sampleScheme, tableOf } from "./sample-cohort.ts";

/**
 * One run in a process of its own: `columns <rows>` from typed columns, `csv <file>` from a file. Prints the bytes of
 * the input and how far the resident memory of the process rose above what it was just before the input was there.
 */

const [from, what] = process.argv.slice(2) as ["columns" | "csv", string];
const document = sampleScheme();
const scheme = compileScheme(document);
evaluate(scheme, tableOf(makeValues(2)));
const before = process.memoryUsage.rss();
const bytes = from === "columns" ? runColumns(Number(what)) : await runFile(what);
console.log(JSON.stringify({ bytes, grown: peakOfProcess() - before }));

/** The most that was ever resident (Linux: VmHWM; maxRSS would count the process this one was started from). */
function peakOfProcess(): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}

function runColumns(rows: number): number {
  const values = makeValues(rows);
  evaluate(scheme, tableOf(values));
  return values.reduce((sum, column) => sum + column.byteLength, 0);
}

async function runFile(path: string): Promise<number> {
  const { table } = readFactTable(document, await textPieces(path), "csv");
  if (table === null) throw new Error("the sample does not read");
  evaluate(scheme, table);
  return statSync(path).size;
}
