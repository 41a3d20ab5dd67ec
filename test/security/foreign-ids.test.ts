import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../server/crypto/ids.ts";
import type { Caller } from "../helpers/server.ts";
import { type SampleRound, startSampleRound, submit } from "../server/declarations/sample-round.ts";

/** What belongs to somebody else answers exactly as what does not exist: nobody learns from a guess. */
describe("an id of another region or organisation", () => {
  let round: SampleRound;
  let foreign: { declaration: string; evidence: string };
  let strangers: Record<string, Caller>;

  beforeAll(async () => {
    round = await startSampleRound();
    const owner = await round.applicant();
    const declaration = await submit(round, owner);
    const { body } = await owner.call("GET", `/api/declarations/${declaration}`);
    foreign = { declaration, evidence: body.evidence[0].id };
    strangers = {
      "another applicant": await round.applicant(),
      "county reviewer elsewhere": await round.app.signInAs("county-reviewer", { region: "520102" }),
      "city reviewer elsewhere": await round.app.signInAs("city-reviewer", { region: "520200" }),
      "province reviewer elsewhere": await round.app.signInAs("province-reviewer", { region: "510000" }),
    };
  }, 60_000);

  afterAll(() => round.app.close());

  const requests = (declaration: string, evidence: string): [method: string, path: string, body?: object][] => [
    ["GET", `/api/declarations/${declaration}`],
    ["GET", `/api/declarations/${declaration}/form`],
    ["GET", `/api/declarations/${declaration}/findings`],
    ["GET", `/api/declarations/${declaration}/versions/1`],
    ["GET", `/api/declarations/${declaration}/offers`],
    ["GET", `/api/declarations/${declaration}/paper?format=pdf`],
    ["GET", `/api/declarations/${declaration}/score`],
    ["PATCH", `/api/declarations/${declaration}/answers`, { revision: 1, changes: { company: "他人" } }],
    [
      "POST",
      `/api/declarations/${declaration}/uploads`,
      { purpose: "evidence", requirementId: "licence", fileName: "a.pdf", size: 10 },
    ],
    ["POST", `/api/declarations/${declaration}/flags`, { pointer: "/company", message: "不是我的" }],
    ["PUT", `/api/declarations/${declaration}/verifications`, { pointer: "/company", verdict: "accept" }],
    ["POST", `/api/declarations/${declaration}/reveal`, { pointer: "/phone", reason: "只是想看看" }],
    ["POST", `/api/declarations/${declaration}/transitions/county-recommend`, { revision: 1, opinion: "同意" }],
    ["POST", `/api/declarations/${declaration}/transitions/withdraw`, { revision: 1 }],
    ["GET", `/api/evidence/${evidence}/content`],
    ["DELETE", `/api/evidence/${evidence}`],
    ["GET", `/api/uploads/${evidence}`],
    ["POST", `/api/uploads/${evidence}/complete`, {}],
  ];

  it("is refused as one that does not exist, to the letter, for every role and route", async () => {
    const differing: string[] = [];
    const letThrough: string[] = [];
    for (const [name, caller] of Object.entries(strangers)) {
      const real = requests(foreign.declaration, foreign.evidence);
      const missing = requests(newId(), newId());
      for (const [at, [method, path, body]] of real.entries()) {
        const [, missingPath] = missing[at] as [string, string];
        const ask = (url: string) => caller.call(method, url, body, { "idempotency-key": newId() });
        const [there, nowhere] = [await ask(path), await ask(missingPath)];
        const said = (answer: typeof there) =>
          JSON.stringify({ status: answer.status, ...answer.body, requestId: null });
        if (there.status < 400) letThrough.push(`${name}: ${method} ${path} ${there.status}`);
        if (said(there) !== said(nowhere))
          differing.push(`${name}: ${method} ${path}\n${said(there)}\n${said(nowhere)}`);
      }
    }
    expect(letThrough).toEqual([]);
    expect(differing).toEqual([]);
  }, 60_000);
});
