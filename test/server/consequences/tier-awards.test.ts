import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../server/crypto/ids.ts";
import { openRound, standDeclaration } from "../../helpers/declarations.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";
import { loadScoredProgramme, TEAM, withRules } from "../scoring/sample-scheme.ts";

const tier = (id: string, zh: string, from: string) => ({ id, title: { zh, en: id }, from });
const rules = [
  { kind: "streak", basis: "示例", id: "top", from: "top", places: 2, runs: 1, effect: "add" },
  { kind: "tiers-by-score", basis: "示例", tiers: [tier("five", "五星", "60")] },
];

describe("an award by decision whose title says its tier", () => {
  let app: TestApp;
  let owner: Caller;

  beforeAll(async () => {
    app = await startTestApp({ now: "2024-06-03T02:00:00.000Z" });
    await loadScoredProgramme(app, true, withRules(rules), { validYears: 2, nameFromTier: true });
    owner = await app.signInAs("province-reviewer", { region: "520000" });
  });
  afterAll(() => app.close());

  const write = (url: string, body: unknown) => owner.call("POST", url, body, { "idempotency-key": newId() });

  it("names the tier that was reached, and gives nothing to whom reached none", async () => {
    const roundId = await openRound(app, TEAM, 2022);
    const common = { ownership: "private", warehouse_system: true, in_ecommerce_park: true };
    for (const live_sales of [2000, 500]) {
      const answers = { ...common, live_sales, streamers_over_5: live_sales > 1000 };
      const at = { state: "scoring", stage: "scoring" } as const;
      await standDeclaration(app, { roundId, programmeId: TEAM, region: "520102", answers, ...at });
    }
    const { body } = await write(`/api/rounds/${roundId}/scoring-runs`, {});
    const [first, second] = body.results;
    expect([first.tier, second.tier]).toEqual(["five", null]);
    const decide = ({ declarationId }: { declarationId: string }) =>
      write(`/api/scoring-runs/${body.run.id}/consequences`, {
        items: [{ declarationId, rule: "top", verdict: "confirmed" }],
      });
    expect((await decide(second)).status).toBe(422);
    expect((await decide(first)).status).toBe(200);
    const { items } = (await owner.call("GET", "/api/titles")).body;
    expect(items).toHaveLength(1);
    expect(items[0].name.zh).toMatch(/ · 五星$/);
  });
});
