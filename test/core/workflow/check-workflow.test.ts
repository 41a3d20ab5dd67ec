import { describe, expect, it } from "vitest";
import { checkWorkflow } from "../../../core/workflow/check-workflow.ts";
import { compileWorkflow } from "../../../core/workflow/compile-workflow.ts";
import type { Transition, WorkflowDocument } from "../../../core/workflow/workflow-document.ts";
import { readDocument } from "./programme-files.ts";

const path = "programmes/workflows/county-city-province.workflow.json";

function changed(change: (workflow: WorkflowDocument) => void): WorkflowDocument {
  const workflow = readDocument<WorkflowDocument>(path);
  change(workflow);
  return workflow;
}

function transition(workflow: WorkflowDocument, id: string): Transition {
  return workflow.transitions.find((candidate) => candidate.id === id)!;
}

const codes = (document: unknown) => checkWorkflow(document).map((finding) => finding.code);

describe("checkWorkflow", () => {
  it("finds nothing in the shipped workflow", () => {
    expect(checkWorkflow(readDocument(path))).toEqual([]);
  });

  it("names the place and the allowed kinds of an unknown requirement", () => {
    const document = changed((workflow) => {
      transition(workflow, "submit").requires = ["blessing" as never];
    });
    const [finding] = checkWorkflow(document);
    expect(finding?.pointer).toBe("/transitions/0/requires/0");
    expect(finding?.message.en).toContain("valid-answers");
  });

  it.each<[string, (workflow: WorkflowDocument) => void]>([
    ["workflow-unknown-state", (w) => (transition(w, "county-reject").to = "nowhere")],
    ["workflow-unknown-state", (w) => transition(w, "submit").from.push("nowhere")],
    ["workflow-unknown-state", (w) => (w.initial = "nowhere")],
    ["workflow-duplicate-id", (w) => w.states.push({ ...w.states[0]! })],
    ["workflow-duplicate-id", (w) => w.transitions.push({ ...w.transitions[0]! })],
    [
      "workflow-last-target",
      (w) => (transition(w, "submit").to = [{ when: "region.hasCounty", state: "county-review" }]),
    ],
    [
      "workflow-target-never-passed",
      (w) => (transition(w, "submit").to = [{ state: "county-review" }, { state: "city-review" }]),
    ],
    [
      "expression-unknown-column",
      (w) =>
        (transition(w, "submit").to = [{ when: "region.hasTown", state: "county-review" }, { state: "city-review" }]),
    ],
    [
      "expression-result",
      (w) => (transition(w, "submit").to = [{ when: "region.kind", state: "county-review" }, { state: "city-review" }]),
    ],
    [
      "expression-unknown-function",
      (w) =>
        (transition(w, "submit").to = [
          { when: "region.kind.matches('(a+)+$')", state: "county-review" },
          { state: "city-review" },
        ]),
    ],
    ["workflow-unreachable", (w) => w.states.push({ ...w.states[1]!, id: "island", final: true })],
    ["workflow-dead-end", (w) => (w.states.find((s) => s.id === "rejected")!.final = false)],
    [
      "workflow-no-end",
      (w) => {
        for (const state of w.states) if (state.final) delete state.final;
        w.transitions.push({
          ...transition(w, "withdraw"),
          id: "again",
          from: ["awarded", "rejected", "not-selected"],
        });
      },
    ],
    ["workflow-final-left", (w) => (w.states.find((s) => s.id === "scoring")!.final = true)],
    [
      "workflow-nobody-returns",
      (w) => {
        for (const each of w.transitions)
          each.effects = each.effects.filter((effect) => effect !== "remember-returner");
      },
    ],
    ["workflow-return-without-flags", (w) => (transition(w, "city-return").requires = [])],
    ["workflow-award", (w) => (transition(w, "award").effects = [])],
    ["workflow-award", (w) => transition(w, "not-select").effects.push("award-title")],
    ["workflow-initial", (w) => (w.states[0]!.editable = "none")],
    ["workflow-system-ambiguous", (w) => w.transitions.push({ ...transition(w, "start-publicity"), id: "twin" })],
  ])("reports %s", (code, change) => {
    expect(codes(changed(change))).toContain(code);
  });

  it("answers a file of another kind with findings, not an exception", () => {
    for (const document of [null, 3, "x", [], {}, { format: "shenbao-workflow/1", states: 1 }]) {
      expect(checkWorkflow(document).every((finding) => finding.level === "error")).toBe(true);
      expect(checkWorkflow(document).length).toBeGreaterThan(0);
    }
  });
});

describe("compileWorkflow", () => {
  it("refuses what a check would have found", () => {
    expect(() => compileWorkflow(changed((w) => (transition(w, "award").to = "nowhere")))).toThrow("nowhere");
    expect(() => compileWorkflow(changed((w) => (transition(w, "award").effects = ["bless" as never])))).toThrow(
      "bless",
    );
    expect(() => compileWorkflow(changed((w) => (transition(w, "award").requires = ["luck" as never])))).toThrow(
      "luck",
    );
  });
});
