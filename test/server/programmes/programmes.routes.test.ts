import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DURING, type SampleRound, startSampleRound, submit } from "../declarations/sample-round.ts";

let round: SampleRound;
beforeAll(async () => {
  round = await startSampleRound();
});
afterAll(() => round.app.close());

const request = (more: object = {}) => ({
  programmeId: "sample",
  editionNumber: 1,
  title: { zh: "另一批次", en: "Another" },
  year: 2024,
  opensAt: "2025-05-01T00:00:00Z",
  closesAt: "2025-05-31T16:00:00Z",
  ...more,
});

describe("the public side", () => {
  it("shows rounds, a round and its form with the years resolved, without an account", async () => {
    const list = await round.app.call("GET", "/api/public/rounds");
    expect(list.body.items[0]).toMatchObject({ id: round.roundId, accepting: true, region: "520000" });
    const detail = await round.app.call("GET", `/api/public/rounds/${round.roundId}`);
    expect(detail.body).toMatchObject({ commitment: { zh: "承诺材料真实" }, publicityWorkingDays: 5 });
    const form = await round.app.call("GET", `/api/public/rounds/${round.roundId}/form`);
    expect(form.body.form.schema.properties.turnover_prev.title).toBe("2022年营业收入");
    expect(form.body.editionHash).toMatch(/^[0-9a-f]{64}$/);
    expect((await round.app.call("GET", "/api/public/rounds/none")).status).toBe(404);
  });

  it.each([
    [{}, "incomplete"],
    [{ turnover: 99 }, "not-eligible"],
    [{ turnover: 100 }, "eligible"],
    [{ turnover: "100" }, "incomplete"],
  ])("pre-checks %j as %s", async (answers, verdict) => {
    const result = await round.app.call("POST", `/api/public/rounds/${round.roundId}/precheck`, { answers });
    expect(result).toMatchObject({ status: 200, body: { verdict, fields: ["turnover"] } });
    expect(result.body.findings.map(({ code }: { code: string }) => code)).toEqual(
      verdict === "not-eligible" ? ["turnover-floor"] : [],
    );
  });
});

describe("the owner's side", () => {
  it("opens a round for the authority's own region only, and records it", async () => {
    const opened = await round.province.call("POST", "/api/rounds", request());
    expect(opened).toMatchObject({ status: 201, body: { accepting: false, status: "open", year: 2024 } });
    for (const region of ["520100", "510000"]) {
      const other = await round.app.signInAs("programme-admin", { region });
      expect((await other.call("POST", "/api/rounds", request())).status).toBe(403);
    }
    expect((await round.county.call("POST", "/api/rounds", request())).status).toBe(403);
    const audit = await round.app.signInAs("audit-admin");
    const lines = await audit.call("GET", `/api/audit?subjectId=${opened.body.id}`);
    expect(lines.body.items[0].action).toBe("round-open");
  });

  it.each([
    ["an unknown edition", { editionNumber: 9 }, 404],
    ["an unknown programme", { programmeId: "none" }, 404],
    ["a deadline before the opening", { closesAt: "2025-04-01T00:00:00Z" }, 422],
    ["a time without a zone", { closesAt: "2025-06-01 00:00" }, 422],
    ["an unknown member", { open: true }, 422],
  ])("refuses %s", async (_, more, status) => {
    expect((await round.province.call("POST", "/api/rounds", request(more))).status).toBe(status);
  });

  it("lists the rounds of authorities above and below the viewer", async () => {
    expect((await round.county.call("GET", "/api/rounds")).body.items.length).toBeGreaterThan(0);
    const elsewhere = await round.app.signInAs("city-reviewer", { region: "510100" });
    expect((await elsewhere.call("GET", "/api/rounds")).body.items).toEqual([]);
  });

  it("closes a round early and opens it again", async () => {
    const url = `/api/rounds/${round.roundId}`;
    const applicant = await round.applicant();
    expect((await round.province.call("PATCH", url, { status: "closed" })).body).toMatchObject({ accepting: false });
    expect((await applicant.call("POST", "/api/declarations", { roundId: round.roundId })).body.code).toBe(
      "round-not-accepting",
    );
    expect((await round.province.call("PATCH", url, { status: "open" })).body.accepting).toBe(true);
    await submit(round, applicant);
  });

  it("moves the deadline, and what was started follows", async () => {
    const url = `/api/rounds/${round.roundId}`;
    const moved = await round.province.call("PATCH", url, { closesAt: "2024-06-30T16:00:00Z" });
    expect(moved.body.closesAt).toBe("2024-06-30T16:00:00.000Z");
    expect((await round.province.call("PATCH", url, { closesAt: "2024-04-01T00:00:00Z" })).status).toBe(422);
    expect((await round.county.call("PATCH", url, { status: "closed" })).status).toBe(403);
    expect(Date.parse(moved.body.closesAt)).toBeGreaterThan(Date.parse(DURING));
  });
});
