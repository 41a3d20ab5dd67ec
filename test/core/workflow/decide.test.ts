import { describe, expect, it } from "vitest";
import { compileWorkflow } from "../../../core/workflow/compile-workflow.ts";
import {
  type ActingParty,
  allowedTransitions,
  decide,
  findSystemTransition,
  REFUSALS,
} from "../../../core/workflow/decide.ts";
import type { WorkflowFacts } from "../../../core/workflow/requirement-kinds.ts";
import type { WorkflowDocument } from "../../../core/workflow/workflow-document.ts";
import { facts, readDocument } from "./programme-files.ts";

const workflow = compileWorkflow(
  readDocument<WorkflowDocument>("programmes/workflows/county-city-province.workflow.json"),
);
const now = "2024-05-01T00:00:00Z";
const zone = { level: "city", kind: "special-zone", hasCounty: false };

function take(state: string, transitionId: string, party: ActingParty, changes: Partial<WorkflowFacts> = {}, at = now) {
  return decide(workflow, { state, transitionId, party, now: at, facts: facts(changes) });
}

describe("decide", () => {
  it("walks a declaration from the draft to the title", () => {
    expect(take("draft", "submit", "applicant")).toMatchObject({
      kind: "taken",
      to: "county-review",
      holder: "county",
    });
    expect(take("county-review", "county-recommend", "county")).toMatchObject({ to: "city-review", stage: "city" });
    expect(take("city-review", "city-recommend", "city")).toMatchObject({ to: "province-review" });
    expect(take("province-review", "province-accept", "province")).toMatchObject({ to: "scoring", stage: "scoring" });
    expect(take("scoring", "start-publicity", "system")).toMatchObject({ to: "publicity" });
    expect(take("publicity", "award", "system")).toMatchObject({
      to: "awarded",
      holder: "nobody",
      effects: ["award-title", "notify-applicant"],
    });
  });

  it("leads a special zone past the county", () => {
    expect(take("draft", "submit", "applicant", { region: zone })).toMatchObject({ to: "city-review", holder: "city" });
  });

  it("leads a correction back to the level that asked for it", () => {
    for (const returnedFrom of ["county-review", "city-review", "province-review"]) {
      expect(take("returned", "resubmit", "applicant", { returnedFrom })).toMatchObject({ to: returnedFrom });
    }
    for (const returnedFrom of [null, "awarded", "elsewhere"]) {
      expect(take("returned", "resubmit", "applicant", { returnedFrom })).toMatchObject({ code: "returner-unknown" });
    }
  });

  it("takes a correction after the deadline, but no first submission", () => {
    const late = "2025-01-01T00:00:00Z";
    expect(take("returned", "resubmit", "applicant", { returnedFrom: "city-review" }, late)).toMatchObject({
      kind: "taken",
    });
    expect(take("draft", "submit", "applicant", {}, late)).toMatchObject({
      kind: "refused",
      code: "deadline-passed",
      params: { deadlineAt: "2025-01-01 00:00" },
    });
  });

  it("takes a submission at the very second of the deadline, whatever the notation", () => {
    expect(take("draft", "submit", "applicant", {}, "2024-12-31T16:00:00.000Z")).toMatchObject({ kind: "taken" });
    expect(take("draft", "submit", "applicant", {}, "2024-12-31T16:00:00.001Z")).toMatchObject({
      code: "deadline-passed",
    });
    expect(take("draft", "submit", "applicant", {}, "2025-01-01T00:00:00+08:00")).toMatchObject({ kind: "taken" });
  });

  it.each<[string, string, string, ActingParty, Partial<WorkflowFacts>]>([
    ["unknown-transition", "draft", "fly", "applicant", {}],
    ["unknown-state", "limbo", "submit", "applicant", {}],
    ["wrong-state", "county-review", "submit", "applicant", {}],
    ["wrong-state", "draft", "award", "system", {}],
    ["wrong-party", "county-review", "county-recommend", "city", {}],
    ["wrong-party", "scoring", "start-publicity", "province", {}],
    ["answers-not-valid", "draft", "submit", "applicant", { answersValid: false }],
    ["commitment-missing", "draft", "submit", "applicant", { committed: false }],
    ["already-opened", "county-review", "withdraw", "applicant", { opened: true }],
    ["opinion-missing", "county-review", "county-recommend", "county", { opinion: "  " }],
    ["seal-missing", "city-review", "city-recommend", "city", { sealPresent: false }],
    ["quota-used-up", "city-review", "city-recommend", "city", { quotaLeft: 0 }],
    ["flags-open", "county-review", "county-recommend", "county", { openFlags: 2 }],
    ["flags-missing", "city-review", "city-return", "city", { flags: 0 }],
    ["reason-missing", "city-review", "city-reject", "city", { reason: null }],
  ])("refuses with %s", (code, state, transitionId, party, changes) => {
    expect(take(state, transitionId, party, changes)).toMatchObject({ kind: "refused", code });
    expect(REFUSALS.get(code)?.zh).toBeTruthy();
    expect(REFUSALS.get(code)?.en).toBeTruthy();
  });
});

describe("allowedTransitions", () => {
  it("offers a party its own transitions with what is missing and where they lead", () => {
    const offered = allowedTransitions(workflow, {
      state: "county-review",
      party: "county",
      now,
      facts: facts({ opinion: null, flags: 0 }),
    });
    expect(offered.map(({ id, to, missing }) => ({ id, to, missing }))).toEqual([
      { id: "county-recommend", to: "city-review", missing: ["opinion"] },
      { id: "county-return", to: "returned", missing: ["flags"] },
      { id: "county-reject", to: "rejected", missing: [] },
    ]);
  });

  it("offers nothing in a final or unknown state", () => {
    for (const state of ["awarded", "limbo"]) {
      expect(allowedTransitions(workflow, { state, party: "province", now, facts: facts() })).toEqual([]);
    }
  });
});

describe("findSystemTransition", () => {
  it("finds what the system takes by the stage it leads to", () => {
    expect(findSystemTransition(workflow, "scoring", "publicity")).toBe("start-publicity");
    expect(findSystemTransition(workflow, "publicity", "awarded")).toBe("award");
    expect(findSystemTransition(workflow, "publicity", "province")).toBe("uphold-objection");
    expect(findSystemTransition(workflow, "draft", "awarded")).toBeNull();
  });
});
