import { runConformance } from "../run-conformance.ts";

/** Hands the runner to the test, under the product's content policy: no eval, no inline script. */
Object.assign(globalThis, { runConformance });
