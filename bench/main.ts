import { spawnSync } from "node:child_process";

/** Every bench, in order; `npm run bench -- form` runs one. Ends with code 1 when one misses its budget. */
const benches = [
  { name: "form", file: "bench/form/main.ts" },
  { name: "scoring", file: "bench/scoring/scoring.bench.ts" },
  { name: "submit", file: "bench/submit/main.ts" },
];

const wanted = process.argv[2];
const chosen = benches.filter(({ name }) => wanted === undefined || name === wanted);
if (chosen.length === 0) {
  console.error(`no bench ${wanted}; there are ${benches.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
let missed = false;
for (const { name, file } of chosen) {
  console.log(`== ${name}`);
  const { status } = spawnSync(process.execPath, ["--import", "tsx", file], { stdio: "inherit" });
  missed ||= status !== 0;
}
process.exit(missed ? 1 : 0);
