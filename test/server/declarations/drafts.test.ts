import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goodAnswers } from "./sample-programme.ts";
import { COUNTY, fillIn, type SampleRound, start, startSampleRound, submit } from "./sample-round.ts";

const ID_NUMBER = "11010519491231002X";
const MOBILE = "13800138000";

let round: SampleRound;
beforeAll(async () => {
  round = await startSampleRound();
});
afterAll(() => round.app.close());

const save = (caller: Awaited<ReturnType<SampleRound["applicant"]>>, id: string, revision: number, changes: object) =>
  caller.call("PATCH", `/api/declarations/${id}/answers`, { revision, changes });

describe("starting", () => {
  it("gives colleagues the one declaration of their organisation, also when both begin at once", async () => {
    const organisation = await round.app.makeOrganisation(COUNTY);
    const colleagues = await Promise.all([1, 2, 3].map(() => round.app.signInAs("applicant", { organisation })));
    const started = await Promise.all(colleagues.map((each) => start(round, each)));
    expect(new Set(started.map(({ summary }) => summary.id)).size).toBe(1);
  });

  it("is for applicants of the programme's kind and region", async () => {
    const request = { roundId: round.roundId };
    const person = await round.app.signInAs("applicant", { organisation: null, region: COUNTY });
    expect((await person.call("POST", "/api/declarations", request)).body.code).toBe("applicant-kind-differs");
    const stranger = await round.applicant("510104");
    expect((await stranger.call("POST", "/api/declarations", request)).body.code).toBe("region-outside-programme");
    expect((await round.county.call("POST", "/api/declarations", request)).status).toBe(403);
    const applicant = await round.applicant();
    expect((await applicant.call("POST", "/api/declarations", { roundId: "none" })).status).toBe(404);
  });
});

describe("saving", () => {
  it("keeps what is not valid yet, word for word, and calculates on reading", async () => {
    const applicant = await round.applicant();
    const { summary } = await start(round, applicant);
    const changes = { turnover_prev: 100, turnover: 150, team_size: "三", products: [{ name: "茶", sales: -1 }] };
    expect(await save(applicant, summary.id, 0, changes)).toMatchObject({ status: 200, body: { revision: 1 } });
    const { body } = await applicant.call("GET", `/api/declarations/${summary.id}`);
    expect(body.answers).toEqual({ ...changes, turnover_growth: 50 });
  });

  it.each([
    ["an unknown field", { nothing: 1 }, "answer-unknown-field"],
    ["a calculated field that differs", { turnover_growth: 7 }, "answer-calculated"],
    ["an object where a text belongs", { company: { $sealed: "x" } }, "answer-shape"],
  ])("refuses %s and leaves the row alone", async (_, changes, code) => {
    const applicant = await round.applicant();
    const { summary } = await start(round, applicant);
    const refused = await save(applicant, summary.id, 0, { company: "甲", ...changes });
    expect(refused).toMatchObject({ status: 422, body: { code: "invalid-input", findings: [{ code }] } });
    const { body } = await applicant.call("GET", `/api/declarations/${summary.id}`);
    expect(body).toMatchObject({ revision: 0, answers: {} });
  });

  it("of two people at once lets one through and shows the other what stands", async () => {
    const organisation = await round.app.makeOrganisation(COUNTY);
    const [one, two] = await Promise.all([1, 2].map(() => round.app.signInAs("applicant", { organisation })));
    if (one === undefined || two === undefined) throw new Error("two callers");
    const { summary } = await start(round, one);
    const answers = await Promise.all([
      save(one, summary.id, 0, { company: "甲" }),
      save(two, summary.id, 0, { company: "乙" }),
    ]);
    const [won] = answers.filter(({ status }) => status === 200);
    const [lost] = answers.filter(({ status }) => status === 409);
    expect(won).toBeDefined();
    const { body } = await one.call("GET", `/api/declarations/${summary.id}`);
    expect(lost?.body).toMatchObject({ code: "conflict-revision", revision: 1, answers: body.answers });
  });

  it("is nobody's but the applicant's, and only before it is handed in", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const other = await round.applicant();
    expect((await save(other, id, 1, { company: "丙" })).status).toBe(404);
    expect((await save(round.county, id, 1, { company: "丙" })).status).toBe(403);
    const submitted = await submit(round, await round.applicant());
    expect((await save(round.county, submitted, 2, { company: "丙" })).status).toBe(403);
  });

  it("stops once it is handed in", async () => {
    const applicant = await round.applicant();
    const id = await submit(round, applicant);
    expect(await save(applicant, id, 2, { company: "丙" })).toMatchObject({
      status: 409,
      body: { code: "wrong-state" },
    });
  });
});

describe("personal numbers", () => {
  it("are encrypted where they lie, masked for reviewers, and shown for a reason that is recorded", async () => {
    const applicant = await round.applicant();
    const id = await submit(round, applicant, { ...goodAnswers, phone: MOBILE, representative_id: ID_NUMBER });
    const mine = await applicant.call("GET", `/api/declarations/${id}`);
    expect(mine.body.answers).toMatchObject({ phone: MOBILE, representative_id: ID_NUMBER });

    const theirs = await round.county.call("GET", `/api/declarations/${id}`);
    expect(theirs.body.answers).toMatchObject({ phone: "138****8000", representative_id: "1101************2X" });
    const version = await round.county.call("GET", `/api/declarations/${id}/versions/1`);
    expect(JSON.stringify([theirs.body, version.body])).not.toMatch(new RegExp(`${MOBILE}|${ID_NUMBER}`));

    const stored = await round.app.database.read(async (transaction) => [
      await transaction("declarations").where({ id }).first("answers"),
      await transaction("declaration_versions").where({ declaration_id: id }).select("answers"),
      await transaction("audit_lines").select("detail"),
    ]);
    expect(JSON.stringify(stored)).not.toMatch(new RegExp(`${MOBILE}|${ID_NUMBER}`));

    const reveal = (pointer: string, reason = "电话核实情况") =>
      round.county.call("POST", `/api/declarations/${id}/reveal`, { pointer, reason });
    expect((await reveal("/phone")).body).toEqual({ value: MOBILE });
    expect((await reveal("/company")).status).toBe(422);
    expect((await reveal("/phone", "x")).status).toBe(422);
    expect(
      (await applicant.call("POST", `/api/declarations/${id}/reveal`, { pointer: "/phone", reason: "自己查看" }))
        .status,
    ).toBe(403);
    const audit = await round.app.signInAs("audit-admin");
    const lines = await audit.call("GET", `/api/audit?action=declaration-reveal&subjectId=${id}`);
    expect(lines.body.items).toHaveLength(1);
    expect(lines.body.items[0].detail).toEqual({ pointer: "/phone", reason: "电话核实情况" });
  });
});

describe("review", () => {
  it("flags and verifies what the form has, and takes it back", async () => {
    const applicant = await round.applicant();
    const id = await submit(round, applicant);
    const url = `/api/declarations/${id}`;
    expect((await round.county.call("POST", `${url}/flags`, { pointer: "/nothing", message: "核对" })).status).toBe(
      422,
    );
    expect((await round.city.call("POST", `${url}/flags`, { pointer: "/turnover", message: "核对" })).body.code).toBe(
      "wrong-party",
    );
    const flag = await round.county.call("POST", `${url}/flags`, { pointer: "/products/0/name", message: "请写全称" });
    expect(flag.body).toMatchObject({ pointer: "/products/0/name", resolvedAt: null });
    const verdict = { pointer: "/turnover", verdict: "flag", verifiedValue: 148.5 };
    expect((await round.county.call("PUT", `${url}/verifications`, verdict)).body).toMatchObject(verdict);
    expect(
      (
        await round.county.call("PUT", `${url}/verifications`, {
          pointer: "/phone",
          verdict: "accept",
          verifiedValue: MOBILE,
        })
      ).status,
    ).toBe(422);

    const { body } = await round.county.call("GET", url);
    expect(body).toMatchObject({ mayReview: true, summary: { openFlags: 1, mine: true } });
    expect(body.verifications).toHaveLength(1);
    expect((await round.county.call("DELETE", `${url}/flags/${flag.body.id}`)).status).toBe(204);
    expect((await round.county.call("DELETE", `${url}/flags/${flag.body.id}`)).status).toBe(404);
    expect(
      (await round.county.call("PUT", `${url}/verifications`, { pointer: "/turnover", verdict: null })).status,
    ).toBe(204);
    expect((await round.county.call("GET", url)).body).toMatchObject({ flags: [], verifications: [] });
  });
});
