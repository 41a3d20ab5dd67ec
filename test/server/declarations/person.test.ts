import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleDocuments } from "./sample-programme.ts";
import { COUNTY, fillIn, type SampleRound, startSampleRound, take } from "./sample-round.ts";

/** The same programme for persons: whoever applies is the account itself. */

let round: SampleRound;
beforeAll(async () => {
  const documents = sampleDocuments();
  (documents["programmes/sample.programme.json"] as { applicant: string }).applicant = "person";
  (documents["form-schemas/sample/declaration.form.json"] as { subject: string }).subject = "person";
  round = await startSampleRound({ documents });
});
afterAll(() => round.app.close());

describe("a person's declaration", () => {
  it("is the person's own and goes the same way", async () => {
    const person = await round.app.signInAs("applicant", { organisation: null, region: COUNTY });
    const other = await round.app.signInAs("applicant", { organisation: null, region: COUNTY });
    const id = await fillIn(round, person);
    expect((await other.call("GET", `/api/declarations/${id}`)).status).toBe(404);
    expect((await other.call("GET", "/api/declarations?view=all")).body.items).toEqual([]);
    expect((await take(person, id, "submit", { committed: true })).status).toBe(200);
    expect((await round.county.call("GET", "/api/declarations?view=queue")).body.total).toBe(1);
    expect((await person.call("GET", "/api/declarations?view=mine")).body.total).toBe(1);
  });

  it("is offered to persons of the region; elsewhere it is told apart, and to organisations not at all", async () => {
    const offered = async (organisation: string | null, region: string) => {
      const caller = await round.app.signInAs("applicant", { organisation, region });
      const { own, elsewhere } = (await caller.call("GET", "/api/open-rounds")).body;
      return [own, elsewhere].map((rounds: { id: string }[]) => rounds.map(({ id }) => id));
    };
    expect(await offered(null, COUNTY)).toEqual([[round.roundId], []]);
    expect(await offered(null, "510104")).toEqual([[], [round.roundId]]);
    expect(await offered(await round.app.makeOrganisation(COUNTY), COUNTY)).toEqual([[], []]);
    expect((await round.county.call("GET", "/api/open-rounds")).status).toBe(403);
    const opened = await round.app.database.read((db) => db("rounds").where({ id: round.roundId }).first("closes_at"));
    round.app.setTime(new Date(Date.parse(opened.closes_at) + 1000).toISOString());
    expect(await offered(null, COUNTY)).toEqual([[], []]);
  });

  it("is not for an organisation", async () => {
    const organisation = await round.applicant();
    const refused = await organisation.call("POST", "/api/declarations", { roundId: round.roundId });
    expect(refused.body.code).toBe("applicant-kind-differs");
  });
});
