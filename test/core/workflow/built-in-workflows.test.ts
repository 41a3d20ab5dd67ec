import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkWorkflow } from "../../../core/workflow/check-workflow.ts";
import { compileWorkflow } from "../../../core/workflow/compile-workflow.ts";
import { type ActingParty, allowedTransitions, decide } from "../../../core/workflow/decide.ts";
import type { WorkflowFacts } from "../../../core/workflow/requirement-kinds.ts";
import type { WorkflowDocument } from "../../../core/workflow/workflow-document.ts";
import { facts, readDocument } from "./programme-files.ts";

const now = "2024-05-01T00:00:00Z";
const zone = { level: "city", kind: "zone", hasCounty: false };
const read = (id: string) => readDocument<WorkflowDocument>(`programmes/workflows/${id}.workflow.json`);

/** Takes steps one after the other and names the states they lead to; a refusal is named by its code. */
function walk(
  id: string,
  steps: readonly (readonly [transition: string, party: ActingParty, changes?: Partial<WorkflowFacts>])[],
  from = "draft",
): string[] {
  const workflow = compileWorkflow(read(id));
  const states = [from];
  for (const [transitionId, party, changes] of steps) {
    const state = states.at(-1) as string;
    const decision = decide(workflow, { state, transitionId, party, now, facts: facts(changes) });
    states.push(decision.kind === "taken" ? decision.to : decision.code);
  }
  return states.slice(1);
}

describe("workflows of the product", () => {
  const files = readdirSync(new URL("../../../programmes/workflows", import.meta.url));

  it.each(files.map((file) => file.replace(".workflow.json", "")))("%s has no finding", (id) => {
    expect(checkWorkflow(read(id))).toEqual([]);
    expect(read(id).id).toBe(id);
  });
});

describe("city-province", () => {
  it("goes from the applicant to the city or zone, the province and the title", () => {
    const line = [
      ["submit", "applicant"],
      ["city-recommend", "city"],
      ["province-accept", "province"],
      ["start-publicity", "system"],
      ["award", "system"],
    ] as const;
    const states = ["city-review", "province-review", "scoring", "publicity", "awarded"];
    expect(walk("city-province", line)).toEqual(states);
    expect(walk("city-province", [["submit", "applicant", { region: zone }]])).toEqual(["city-review"]);
  });

  it("has no place for a county", () => {
    const workflow = compileWorkflow(read("city-province"));
    const offered = (state: string, party: ActingParty) =>
      allowedTransitions(workflow, { state, party, now, facts: facts() });
    expect(offered("city-review", "city")).toHaveLength(3);
    for (const { id } of read("city-province").states) expect(offered(id, "county")).toEqual([]);
  });

  it("asks the city for its sealed letter, not for an opinion, and puts the declaration last in its order", () => {
    const recommend = (changes: Partial<WorkflowFacts>) =>
      walk("city-province", [["city-recommend", "city", changes]], "city-review");
    expect(recommend({ opinion: null })).toEqual(["province-review"]);
    expect(recommend({ sealPresent: false })).toEqual(["seal-missing"]);
    const decision = decide(compileWorkflow(read("city-province")), {
      state: "city-review",
      transitionId: "city-recommend",
      party: "city",
      now,
      facts: facts(),
    });
    expect(decision).toMatchObject({ effects: expect.arrayContaining(["rank-last"]) });
  });

  it("takes an upheld objection back to the province", () => {
    expect(walk("city-province", [["uphold-objection", "system"]], "publicity")).toEqual(["province-review"]);
  });
});

describe("county-city-office-committee", () => {
  const id = "county-city-office-committee";

  it("goes through county, city, office, experts and committee to the title", () => {
    expect(
      walk(id, [
        ["submit", "applicant"],
        ["county-recommend", "county"],
        ["city-recommend", "city"],
        ["office-accept", "province"],
        ["propose", "province"],
        ["start-publicity", "system"],
        ["award", "system"],
      ]),
    ).toEqual([
      "county-review",
      "city-review",
      "office-review",
      "expert-review",
      "committee-review",
      "publicity",
      "awarded",
    ]);
    expect(walk(id, [["submit", "applicant", { region: zone }]])).toEqual(["city-review"]);
  });

  it("puts nobody on notice whom the committee has not seen", () => {
    expect(walk(id, [["start-publicity", "system"]], "expert-review")).toEqual(["wrong-state"]);
    expect(walk(id, [["withdraw-publicity", "system"]], "publicity")).toEqual(["committee-review"]);
    expect(walk(id, [["not-select", "system"]], "expert-review")).toEqual(["not-selected"]);
    expect(walk(id, [["not-select", "system"]], "committee-review")).toEqual(["not-selected"]);
  });

  it("lets the committee send back only with a reason", () => {
    const back = (reason: string | null) =>
      walk(id, [["committee-send-back", "province", { reason }]], "committee-review");
    expect(back("规模证明需要补充核实")).toEqual(["expert-review"]);
    expect(back(null)).toEqual(["reason-missing"]);
  });

  it("leads a correction back to the level that asked for it", () => {
    for (const returnedFrom of ["county-review", "city-review", "office-review"]) {
      expect(walk(id, [["resubmit", "applicant", { returnedFrom }]], "returned")).toEqual([returnedFrom]);
    }
  });
});

describe("province-ministry", () => {
  const id = "province-ministry";

  it("ends with the result of the Ministry and awards nothing", () => {
    const states = walk(id, [
      ["submit", "applicant"],
      ["province-confirm", "province"],
      ["record-result", "province"],
    ]);
    expect(states).toEqual(["province-review", "reported", "result-received"]);
    expect(read(id).transitions.flatMap(({ effects }) => effects)).not.toContain("award-title");
    expect(read(id).transitions.some(({ by }) => by === "system" || by === "city" || by === "county")).toBe(false);
  });

  it("asks the province for opinion and seal", () => {
    const confirm = (changes: Partial<WorkflowFacts>) =>
      walk(id, [["province-confirm", "province", changes]], "province-review");
    expect(confirm({ opinion: null })).toEqual(["opinion-missing"]);
    expect(confirm({ sealPresent: false })).toEqual(["seal-missing"]);
  });
});

describe("the applicant's sealed form", () => {
  it.each([
    ["city-province", "city-review"],
    ["county-city-office-committee", "county-review"],
  ])("is asked for by %s at every submission", (id, next) => {
    const submit = (sealedForm: WorkflowFacts["sealedForm"]) => walk(id, [["submit", "applicant", { sealedForm }]]);
    expect(submit("none")).toEqual(["sealed-form-missing"]);
    expect(submit("outdated")).toEqual(["sealed-form-outdated"]);
    expect(submit("current")).toEqual([next]);
    const asking = read(id).transitions.filter((one) => one.requires.includes("sealed-form"));
    expect(asking.map((one) => one.id)).toEqual(["submit", "resubmit"]);
  });

  it.each(["county-city-province", "province-ministry"])("is not asked for by %s, whose notices do not", (id) => {
    expect(read(id).transitions.flatMap(({ requires }) => requires)).not.toContain("sealed-form");
  });
});
