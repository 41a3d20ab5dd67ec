import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../server/crypto/ids.ts";
import type { Caller } from "../../helpers/server.ts";
import { goodAnswers, sampleDocuments, sampleForm } from "./sample-programme.ts";
import { type SampleRound, start, startSampleRound, submit } from "./sample-round.ts";

/** Offers of earlier values: the applicant's own submissions, nobody else's, and never a draft. */

const MOBILE = "13800138000";
let round: SampleRound;
let nextRoundId: string;

beforeAll(async () => {
  const documents = sampleDocuments();
  const form = structuredClone(sampleForm);
  for (const [id, period] of [
    ["turnover_prev", "{year-1}"],
    ["turnover", "{year}"],
  ] as const)
    Object.assign(form.schema.properties[id] ?? {}, { "x-period": period });
  documents["form-schemas/sample/declaration.form.json"] = form;
  round = await startSampleRound({ documents });
  nextRoundId = newId();
  await round.app.database.write(async (db) => {
    const first = await db("rounds").where({ id: round.roundId }).first();
    await db("rounds").insert({ ...first, id: nextRoundId, year: 2024, title: '{"zh":"下一年度","en":"Next"}' });
  });
});
afterAll(() => round.app.close());

const next = (applicant: Caller) => start({ ...round, roundId: nextRoundId }, applicant);
const offersOf = (caller: Caller, id: string) => caller.call("GET", `/api/declarations/${id}/offers`);
const byField = (body: { offers: { field: string; value: unknown }[] }) =>
  Object.fromEntries(body.offers.map(({ field, value }) => [field, value]));

/** Lets what was submitted "now" count as earlier: the clock of the test stands still. */
async function setBack(id: string): Promise<void> {
  await round.app.database.write(async (db) => {
    await db("declaration_versions").where({ declaration_id: id }).update({ submitted_at: "2024-05-20T00:00:00.000Z" });
  });
}

describe("offers", () => {
  it("roll the last submission forward, with its source, to every colleague of the organisation", async () => {
    const applicant = await round.applicant();
    await setBack(await submit(round, applicant, { ...goodAnswers, turnover: 150, phone: MOBILE }));
    const { summary, answers } = await next(applicant);
    const offered = await offersOf(applicant, summary.id);
    expect(offered.status).toBe(200);
    expect(byField(offered.body)).toEqual({
      company: goodAnswers.company,
      turnover_prev: 150,
      phone: MOBILE,
      has_team: false,
    });
    const turnover = offered.body.offers.find(({ field }: { field: string }) => field === "turnover_prev");
    expect(turnover).toMatchObject({ unit: "万元", source: { kind: "declaration", year: 2023, field: "turnover" } });
    // Nothing was filled in by asking.
    expect(answers).toEqual({});
    const stored = await applicant.call("GET", `/api/declarations/${summary.id}`);
    expect(stored.body.answers).toEqual({});
  });

  it("are not made of drafts, nor of what other organisations declared", async () => {
    const [applicant, stranger] = [await round.applicant(), await round.applicant()];
    await setBack(await submit(round, stranger, { ...goodAnswers, phone: MOBILE }));
    const draft = await start(round, applicant);
    await applicant.call("PATCH", `/api/declarations/${draft.summary.id}/answers`, {
      revision: draft.revision,
      changes: { company: "只是草稿" },
    });
    const { summary } = await next(applicant);
    expect((await offersOf(applicant, summary.id)).body).toEqual({ offers: [] });
  });

  it("fall back on what the organisation keeps", async () => {
    const applicant = await round.applicant();
    await applicant.call("PATCH", "/api/organisation", { profile: { company: "资料里的名称", unknown_field: "x" } });
    const { summary } = await start(round, applicant);
    const { body } = await offersOf(applicant, summary.id);
    expect(body.offers).toEqual([
      { field: "company", value: "资料里的名称", unit: null, source: { kind: "profile", field: "company" } },
    ]);
  });

  it("are nobody else's to read", async () => {
    const applicant = await round.applicant();
    const id = await submit(round, applicant);
    for (const other of [await round.applicant(), round.county, round.province]) {
      expect([403, 404]).toContain((await offersOf(other, id)).status);
    }
  });
});

describe("a figure far from the one handed in before", () => {
  it("is asked about in the findings of applicant and reviewer, and does not stand in the way", async () => {
    const applicant = await round.applicant();
    await setBack(await submit(round, applicant, { ...goodAnswers, turnover: 150 }));
    const id = await submit({ ...round, roundId: nextRoundId }, applicant, {
      ...goodAnswers,
      turnover_prev: 1_500_000,
      turnover: 1_600_000,
    });
    for (const reader of [applicant, round.county]) {
      const { body } = await reader.call("GET", `/api/declarations/${id}/findings`);
      expect(body.findings).toMatchObject([{ pointer: "/turnover_prev", code: "answer-unit-slip", level: "warning" }]);
      expect(body.findings[0].message.zh).toContain("150 万元");
    }
  });
});
