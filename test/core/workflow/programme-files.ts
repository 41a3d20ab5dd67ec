import { readFileSync } from "node:fs";
import type { WorkflowFacts } from "../../../core/workflow/requirement-kinds.ts";

/** Reads a JSON document of the repository, e.g. `programmes/workflows/x.workflow.json`. */
export function readDocument<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")) as T;
}

/** Facts under which nothing stands in the way, with what a test changes. */
export function facts(changes: Partial<WorkflowFacts> = {}): WorkflowFacts {
  return {
    answersValid: true,
    committed: true,
    deadlineAt: "2024-12-31T16:00:00Z",
    opened: false,
    opinion: "情况属实",
    reason: "不符合条件",
    flags: 1,
    openFlags: 0,
    sealPresent: true,
    sealedForm: "current",
    reviewFormsMissing: 0,
    quotaLeft: null,
    returnedFrom: null,
    region: { level: "county", kind: "division", hasCounty: true },
    ...changes,
  };
}
