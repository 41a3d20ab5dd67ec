import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunSensitivity, RunSimulation } from "../../../core/contracts/scoring-advice.ts";
import { newId } from "../../../server/crypto/ids.ts";
import { openRound, standDeclaration } from "../../helpers/declarations.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";
import { loadScoredProgramme, TEAM } from "./sample-scheme.ts";

describe("beside a scoring run", () => {
  let app: TestApp;
  let owner: Caller;
  let runId: string;
  let ids: string[];

  beforeAll(async () => {
    app = await startTestApp({ now: "2024-06-03T02:00:00.000Z", settings: { SESSION_HOURS: 168 } });
    await loadScoredProgramme(app);
    owner = await app.signInAs("programme-admin", { region: "520000" });
    const roundId = await openRound(app, TEAM);
    const stand = async (live_sales: number, streamers_over_5: boolean, region: string) => {
      const { id } = await standDeclaration(app, {
        roundId,
        programmeId: TEAM,
        region,
        state: "scoring",
        stage: "scoring",
        answers: {
          live_sales,
          ownership: "private",
          streamers_over_5,
          warehouse_system: true,
          in_ecommerce_park: true,
        },
      });
      return id;
    };
    // 105, 85.5, 65 points; the last does not meet the precondition.
    ids = [
      await stand(1000, true, "520102"),
      await stand(999, true, "520303"),
      await stand(1000, false, "520102"),
      await stand(100, true, "520102"),
    ];
    const key = { "idempotency-key": newId() };
    runId = (await owner.call("POST", `/api/rounds/${roundId}/scoring-runs`, {}, key)).body.run.id;
  });
  afterAll(() => app.close());

  const simulate = async (weights: string, places = 2) =>
    owner.call("GET", `/api/scoring-runs/${runId}/simulation?places=${places}&weights=${encodeURIComponent(weights)}`);
  const placeOf = (body: RunSimulation, at: number) => body.applicants.find((each) => each.declarationId === ids[at]);

  it("gives the run again when nothing is changed, and stores nothing", async () => {
    const count = (table: string) => app.database.read((db) => db(table).count({ n: "*" }).first());
    const before = [await count("scoring_runs"), await count("scoring_results"), await count("audit_lines")];
    const { status, body } = (await simulate("")) as { status: number; body: RunSimulation };
    expect(status).toBe(200);
    for (const each of body.applicants) expect(each.after).toEqual(each.before);
    expect(ids.map((_, at) => placeOf(body, at)?.change)).toEqual(["in", "in", "out", "out"]);
    expect([await count("scoring_runs"), await count("scoring_results"), await count("audit_lines")]).toEqual(before);
  });

  it("shows who crosses the line under other weights, and which city gains", async () => {
    const { body } = (await simulate("size:90,team:10")) as { body: RunSimulation };
    expect(ids.map((_, at) => placeOf(body, at)?.after)).toEqual([
      { total: "105", rank: 1, tier: null },
      { total: "75.75", rank: 3, tier: null },
      { total: "95", rank: 2, tier: null },
      { total: null, rank: null, tier: null },
    ]);
    expect(ids.map((_, at) => placeOf(body, at)?.change)).toEqual(["in", "leaves", "enters", "out"]);
    expect(body.cities).toEqual([
      { city: "贵阳市", before: 1, after: 2 },
      { city: "遵义市", before: 1, after: 0 },
    ]);
  });

  it("refuses what has no weight, no number and no line", async () => {
    expect((await simulate("facilities:3")).body).toMatchObject({ code: "invalid-input" });
    expect((await simulate("facilities:3")).body.detail).toContain("facilities");
    for (const weights of ["size:-1", "size", "size:1e9", "size:1;drop"])
      expect((await simulate(weights)).status).toBe(400);
    expect((await simulate("", 0)).status).toBe(400);
  });

  it("tells how firm the ranking is", async () => {
    const answer = await owner.call("GET", `/api/scoring-runs/${runId}/sensitivity?places=2`);
    expect(answer.status).toBe(200);
    const body = answer.body as RunSensitivity;
    expect(body.weights.map(({ id, depth, by, value }) => [id, depth, by, value])).toEqual([
      ["base", 1, "max", "100"],
      ["size", 2, "max", "60"],
      ["team", 2, "max", "40"],
      ["bonus", 1, "max", "5"],
    ]);
    expect(body.applicants.map(({ declarationId }) => declarationId)).toEqual(ids.slice(0, 3));
    expect(body.applicants[0]).toMatchObject({ rank: 1, best: 1, worst: 1, chanceOfPlaces: 1, tierStability: null });
    expect(body.applicants[1]?.chanceOfPlaces).toBeGreaterThan(0.9);
    expect(body.leaves.reduce((sum, { effective }) => sum + (effective ?? 0), 0)).toBeCloseTo(1, 9);
    expect(body.leaves.find(({ id }) => id === "team")).toMatchObject({ moved: 2, largestMove: 2 });
    expect((await owner.call("GET", `/api/scoring-runs/${runId}/sensitivity?places=2`)).body).toEqual(body);
  });

  it("is for the owner of the programme alone", async () => {
    const elsewhere = await app.signInAs("programme-admin", { region: "510000" });
    const applicant = await app.signInAs("applicant");
    for (const path of ["sensitivity?places=1", "simulation?places=1&weights="]) {
      expect((await elsewhere.call("GET", `/api/scoring-runs/${runId}/${path}`)).status).toBe(404);
      expect((await applicant.call("GET", `/api/scoring-runs/${runId}/${path}`)).status).toBe(403);
    }
  });
});
