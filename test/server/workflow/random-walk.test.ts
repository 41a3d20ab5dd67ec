import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WorkflowDocument } from "../../../core/workflow/workflow-document.ts";
import type { Caller } from "../../helpers/server.ts";
import { fillIn, type SampleRound, startSampleRound, upload, withKey } from "../declarations/sample-round.ts";
import { samplePdf } from "../evidence/sample-files.ts";

/** Anybody tries anything, in any order: whatever happens must be an edge of the document, taken by its party. */

const workflow: WorkflowDocument = JSON.parse(
  readFileSync(new URL("../../../programmes/workflows/county-city-province.workflow.json", import.meta.url), "utf8"),
);
const PARTIES = ["applicant", "county", "city", "province", "stranger"] as const;
type PartyName = (typeof PARTIES)[number];

/** Where a transition may lead from a state, read from the document alone. */
function targets(id: string): string[] {
  const to = workflow.transitions.find((transition) => transition.id === id)?.to;
  if (typeof to === "string") return [to];
  return Array.isArray(to) ? to.map(({ state }) => state) : ["county-review", "city-review", "province-review"];
}

let round: SampleRound;
let applicant: Caller;
let stranger: Caller;
beforeAll(async () => {
  round = await startSampleRound();
  applicant = await round.applicant();
  stranger = await round.app.signInAs("county-reviewer", { region: "520102" });
});
afterAll(() => round.app.close());

const callerOf = (party: PartyName): Caller =>
  ({ applicant, stranger, county: round.county, city: round.city, province: round.province })[party];

const command = fc.record({
  party: fc.constantFrom(...PARTIES),
  act: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...workflow.transitions.map(({ id }) => id)) },
    { weight: 2, arbitrary: fc.constantFrom("flag", "save") },
  ),
  /** Most commands are likely ones, or the walk would hardly leave its first state. */
  likely: fc.option(fc.nat({ max: 11 })),
  isStale: fc.integer({ min: 0, max: 4 }).map((value) => value === 0),
  hasText: fc.boolean(),
});

/** A transition out of the state by its own party, or a flag of the one who holds it. */
function likelyCommand(state: string, pick: number): { party: PartyName; act: string } {
  const leaving = workflow.transitions.filter(({ from, by }) => by !== "system" && from.includes(state));
  const flags = leaving
    .filter(({ requires }) => requires.includes("flags"))
    .map(({ by }) => ({ party: by, act: "flag" }));
  const all = [...leaving.map(({ by, id }) => ({ party: by, act: id })), ...flags];
  return all[pick % all.length] as { party: PartyName; act: string };
}

describe("two hundred commands at random", () => {
  it("take only transitions of the document, each by its party, and leave a history that agrees", async () => {
    const taken: string[] = [];
    let stepsTaken = 0;
    let id = await fillIn(round, applicant);
    let { body: detail } = await applicant.call("GET", `/api/declarations/${id}`);
    for (const { likely, isStale, hasText, ...any } of fc.sample(command, { seed: 42, numRuns: 200 })) {
      const before = detail.summary.state as string;
      const { party, act } = likely === null ? any : likelyCommand(before, likely);
      const caller = callerOf(party);
      const revision = detail.revision - (isStale ? 1 : 0);
      const answer = await perform(caller, id, act, { revision, hasText, party });
      expect(answer.status).toBeLessThan(500);
      ({ body: detail } = await applicant.call("GET", `/api/declarations/${id}`));
      const after = detail.summary.state as string;
      const transition = workflow.transitions.find((each) => each.id === act);
      if (transition === undefined || answer.status !== 200) {
        expect(after).toBe(before);
        continue;
      }
      expect(transition.from).toContain(before);
      expect(transition.by).toBe(party);
      expect(targets(act)).toContain(after);
      expect(isStale).toBe(false);
      taken.push(act);
      stepsTaken += 1;
      expect(detail.steps).toHaveLength(stepsTaken);
      if (workflow.transitions.some(({ from, by }) => by !== "system" && from.includes(after))) continue;
      // The end of the line: another applicant begins.
      applicant = await round.applicant();
      id = await fillIn(round, applicant);
      stepsTaken = 0;
      ({ body: detail } = await applicant.call("GET", `/api/declarations/${id}`));
    }
    // The walk went somewhere: submissions, returns and corrections are among its steps.
    expect(new Set(taken).size).toBeGreaterThan(5);
    const audit = await round.app.signInAs("audit-admin");
    expect((await audit.call("GET", "/api/audit/verification")).body.ok).toBe(true);
    // A thousand requests and more: on a busy machine longer than a test usually takes.
  }, 120_000);
});

async function perform(
  caller: Caller,
  id: string,
  act: string,
  { revision, hasText, party }: { revision: number; hasText: boolean; party: PartyName },
) {
  const url = `/api/declarations/${id}`;
  if (act === "flag") return caller.call("POST", `${url}/flags`, { pointer: "/turnover", message: "请核对金额" });
  if (act === "save") return caller.call("PATCH", `${url}/answers`, { revision, changes: { turnover: 160 } });
  const isReviewer = party !== "applicant" && party !== "stranger";
  const seal = isReviewer
    ? await upload(caller, id, { content: samplePdf("seal"), fileName: "盖章.pdf", purpose: "seal" })
    : null;
  const texts = hasText ? { opinion: "意见", reason: "理由充分" } : {};
  return caller.call(
    "POST",
    `${url}/transitions/${act}`,
    {
      revision: Math.max(0, revision),
      committed: true,
      ...texts,
      ...(seal?.status === 200 && { sealEvidenceId: seal.body.id }),
    },
    withKey(),
  );
}
