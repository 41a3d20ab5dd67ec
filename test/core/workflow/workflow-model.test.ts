import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileWorkflow } from "../../../core/workflow/compile-workflow.ts";
import { type ActingParty, decide } from "../../../core/workflow/decide.ts";
import type { WorkflowDocument } from "../../../core/workflow/workflow-document.ts";
import { facts, readDocument } from "./programme-files.ts";

/**
 * Runs random command sequences against the shipped workflow beside a model written by hand from the notice's words,
 * not from the document: who may act where, and where it leads.
 */

const document = readDocument<WorkflowDocument>("programmes/workflows/county-city-province.workflow.json");
const workflow = compileWorkflow(document);

/** state -> party -> states that party may lead it to. */
const LEGAL: Record<string, Partial<Record<ActingParty, string[]>>> = {
  draft: { applicant: ["county-review", "city-review"] },
  "county-review": { applicant: ["draft"], county: ["city-review", "returned", "rejected"] },
  "city-review": { applicant: ["draft"], city: ["province-review", "returned", "rejected"] },
  "province-review": { province: ["scoring", "returned", "rejected"] },
  returned: { applicant: ["county-review", "city-review", "province-review"] },
  scoring: { system: ["publicity", "awarded", "not-selected"] },
  publicity: { system: ["awarded", "province-review", "scoring"] },
  awarded: {},
  rejected: {},
  "not-selected": {},
};

const parties: ActingParty[] = ["applicant", "county", "city", "province", "nobody", "system"];

const mostly = fc.nat(5).map((roll) => roll > 0);

const command = fc.record({
  /** Which transition: mostly one that leaves the present state, sometimes any. */
  pick: fc.nat(1000),
  fitting: mostly,
  /** Mostly the right party, so that sequences get far; sometimes anybody. */
  party: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...parties) }),
  late: mostly.map((held) => !held),
  answersValid: mostly,
  committed: mostly,
  opened: fc.boolean(),
  opinion: fc.constantFrom("同意", "同意", null, "", "同意"),
  reason: fc.constantFrom(null, "理由"),
  flags: fc.nat(2),
  openFlags: mostly.map((held) => (held ? 0 : 1)),
  sealPresent: mostly,
  quotaLeft: fc.constantFrom(null, 0, 3),
});

describe("workflow model", () => {
  it("takes no illegal transition in 10,000 command sequences", () => {
    const visited = new Set<string>();
    fc.assert(
      fc.property(fc.boolean(), fc.array(command, { minLength: 1, maxLength: 60 }), (hasCounty, commands) => {
        let state = document.initial;
        let returnedFrom: string | null = null;
        for (const { pick, fitting, party, late, ...rest } of commands) {
          const leaving = workflow.leaving.get(state)!.map((entry) => entry.transition);
          const choices = fitting && leaving.length > 0 ? leaving : document.transitions;
          const transitionId = choices[pick % choices.length]!.id;
          const by = party ?? workflow.transitions.get(transitionId)!.transition.by;
          const given = facts({
            ...rest,
            returnedFrom,
            region: { level: hasCounty ? "county" : "city", kind: hasCounty ? "division" : "special-zone", hasCounty },
          });
          const now = late ? "2025-06-01T00:00:00Z" : "2024-06-01T00:00:00Z";
          const decision = decide(workflow, { state, transitionId, party: by, now, facts: given });
          expect(decide(workflow, { state, transitionId, party: by, now, facts: given })).toEqual(decision);
          if (decision.kind === "refused") continue;

          expect(LEGAL[state]?.[by] ?? []).toContain(decision.to);
          if (state === "draft") {
            expect(late).toBe(false);
            expect(decision.to).toBe(hasCounty ? "county-review" : "city-review");
          }
          if (decision.to === "county-review") expect(hasCounty).toBe(true);
          if (by === "applicant" && decision.to !== "draft") expect(rest.answersValid && rest.committed).toBe(true);
          if (by === "applicant" && decision.to === "draft") expect(rest.opened).toBe(false);
          if (decision.to === "returned") expect(rest.flags).toBeGreaterThan(0);
          if (decision.to === "rejected") expect(rest.reason).not.toBeNull();
          if (state === "returned") expect(decision.to).toBe(returnedFrom);
          const recommends =
            (by === "county" && decision.to === "city-review") || (by === "city" && decision.to === "province-review");
          if (recommends) expect(rest.opinion === "同意" && rest.sealPresent && rest.openFlags === 0).toBe(true);
          if (by === "city" && decision.to === "province-review") expect(rest.quotaLeft).not.toBe(0);
          expect(decision.effects.includes("award-title")).toBe(decision.to === "awarded");

          if (decision.effects.includes("remember-returner")) returnedFrom = state;
          state = decision.to;
          visited.add(state);
        }
      }),
      { numRuns: 10_000, seed: 20241121 },
    );
    // The run proves something only if it came everywhere.
    expect([...visited].sort()).toEqual(document.states.map((entry) => entry.id).sort());
  }, 120_000);
});
