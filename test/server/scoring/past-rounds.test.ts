import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../server/crypto/ids.ts";
import { openRound, standAgain, standDeclaration } from "../../helpers/declarations.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";
import { loadScoredProgramme, TEAM, withRules } from "./sample-scheme.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any;

const LAST_ONE = {
  kind: "streak",
  id: "last-one",
  basis: "示例附件 三",
  from: "bottom",
  places: 1,
  runs: 2,
  effect: "remove",
  banYears: 4,
};

describe("rules over several rounds", () => {
  let app: TestApp;
  let owner: Caller;
  let organisations: string[];

  beforeAll(async () => {
    app = await startTestApp({ now: "2024-06-03T02:00:00.000Z", settings: { SESSION_HOURS: 168 } });
    await loadScoredProgramme(app, true, withRules([LAST_ONE]));
    owner = await app.signInAs("programme-admin", { region: "520000" });
    organisations = [];
  });
  afterAll(() => app.close());

  const answersOf = (live_sales: number) => ({
    live_sales,
    ownership: "private",
    streamers_over_5: true,
    warehouse_system: true,
    in_ecommerce_park: true,
  });
  const run = async (roundId: string): Promise<Json> =>
    (await owner.call("POST", `/api/rounds/${roundId}/scoring-runs`, {}, { "idempotency-key": newId() })).body;
  const decisionsOf = (detail: Json, declarationId: string) =>
    detail.results.find((each: Json) => each.declarationId === declarationId).decisions;

  /** A round in which the same organisations declare again, with these sales. */
  async function roundOf(year: number, sales: readonly number[]): Promise<{ roundId: string; ids: string[] }> {
    const roundId = await openRound(app, TEAM, year);
    const ids: string[] = [];
    for (const [place, live_sales] of sales.entries()) {
      const where = {
        roundId,
        programmeId: TEAM,
        region: "520102",
        state: "scoring",
        stage: "scoring",
        answers: answersOf(live_sales),
      } as const;
      const known = organisations[place];
      const stood = known === undefined ? await standDeclaration(app, where) : await standAgain(app, known, where);
      organisations[place] ??= stood.organisationId;
      ids.push(stood.id);
    }
    return { roundId, ids };
  }

  it("counts a streak by who the applicants are, over the run of each earlier round that counts", async () => {
    const first = await roundOf(2022, [2000, 600]);
    const early = await run(first.roundId);
    expect(early.run.past).toEqual([]);
    expect(decisionsOf(early, first.ids[1] as string)).toMatchObject([
      { rule: "last-one", effect: "noted", count: 1, banYears: null, sentence: { zh: "在后 1 名 → 记录" } },
    ]);
    expect(decisionsOf(early, first.ids[0] as string)).toEqual([]);
    const again = await run(first.roundId);
    // No list is published, so the last run counts; it remembers nothing of the first of its own round.
    expect(again.run.past).toEqual([]);
    expect(decisionsOf(again, first.ids[1] as string)).toMatchObject([{ count: 1 }]);

    const second = await roundOf(2023, [2000, 700]);
    const late = await run(second.roundId);
    expect(late.run.past).toEqual([
      { runId: again.run.id, roundId: first.roundId, number: 2, result: again.run.hashes.result },
    ]);
    expect(decisionsOf(late, second.ids[1] as string)).toMatchObject([
      {
        effect: "remove",
        count: 2,
        banYears: 4,
        sentence: { zh: "连续第 2 次在后 1 名 → 取消资格，4 年内不得申报" },
      },
    ]);
    const explained = await owner.call("GET", `/api/scoring-runs/${late.run.id}/results/${second.ids[1]}`);
    expect(explained.body.result.decisions).toMatchObject([{ rule: "last-one", effect: "remove" }]);
  });

  it("takes the run a published list rests on before a later one", async () => {
    const [first] = await app.database.read((db) => db("rounds").where({ programme_id: TEAM, year: 2022 }).pluck("id"));
    const runs = (await owner.call("GET", `/api/rounds/${first}/scoring-runs`)).body.items;
    const published = runs.find(({ number }: Json) => number === 1);
    await app.database.write((db) =>
      db("publicity").insert({
        id: newId(),
        round_id: first,
        run_id: published.id,
        title: "{}",
        starts_on: "2024-06-03",
        ends_on: "2024-06-11",
        working_days: 5,
        calendar_complete: true,
        items: "[]",
        status: "published",
        published_at: "2024-06-12T00:00:00.000Z",
        created_at: "2024-06-03T00:00:00.000Z",
        created_by: owner.accountId,
      }),
    );
    const third = await roundOf(2024, [600, 2500]);
    const detail = await run(third.roundId);
    expect(detail.run.past.map(({ number }: Json) => number)).toEqual([1, 1]);
    expect(detail.run.past[1].runId).toBe(published.id);
  });

  it("shows in the difference of two runs when something else follows", async () => {
    const round = await roundOf(2025, [2000, 800]);
    const before = await run(round.roundId);
    // The result of 2024 is made again: the second applicant is last there now, too.
    const [of2024] = await app.database.read((db) =>
      db("rounds").where({ programme_id: TEAM, year: 2024 }).pluck("id"),
    );
    await app.database.write((db) =>
      db("declaration_versions")
        .whereIn(
          "declaration_id",
          db("declarations").where({ round_id: of2024, organisation_id: organisations[1] }).select("id"),
        )
        .update({ answers: JSON.stringify(answersOf(500)) }),
    );
    await run(of2024);
    const after = await run(round.roundId);
    expect(after.run.hashes.facts).toBe(before.run.hashes.facts);
    expect(after.run.hashes.result).not.toBe(before.run.hashes.result);
    const differences = await owner.call("GET", `/api/scoring-runs/${after.run.id}/differences/${before.run.id}`);
    expect(differences.body.items).toMatchObject([
      {
        declarationId: round.ids[1],
        leaves: [],
        decisions: { before: [{ effect: "noted", count: 1 }], after: [{ effect: "remove", count: 4 }] },
      },
    ]);
  });
});
