import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rebuildFacts, refreshFacts } from "../../../server/modules/dashboards/facts.service.ts";
import { openRound, standDeclaration } from "../../helpers/declarations.ts";
import { loadProgrammes } from "../../helpers/programmes.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";

const ENTERPRISE = "guizhou-enterprise";
const TEAM = "guizhou-live-team";
const BOARD = "guizhou-ecommerce";
const PROVINCE = "520000";
const CITY = "520100";
const OTHER_CITY = "520300";
const COUNTY = "520102";

// biome-ignore lint/suspicious/noExplicitAny: rows of every shape
type Json = any;

describe("dashboards", () => {
  let app: TestApp;
  let leader: Caller;
  let cityLeader: Caller;
  let stranger: Caller;
  let draftId: string;
  let movedId: string;

  beforeAll(async () => {
    app = await startTestApp();
    await loadProgrammes(app, ENTERPRISE, TEAM);
    const rounds: Record<string, string> = {
      [ENTERPRISE]: await openRound(app, ENTERPRISE),
      [TEAM]: await openRound(app, TEAM),
    };
    const older = await openRound(app, ENTERPRISE, 2023);
    const stand = (
      programmeId: string,
      region: string,
      stage: "city" | "awarded" | "apply",
      sales: number | null,
      roundId?: string,
    ) =>
      standDeclaration(app, {
        roundId: roundId ?? rounds[programmeId] ?? "",
        programmeId,
        region,
        state: stage === "city" ? "city-review" : stage === "awarded" ? "awarded" : "draft",
        stage,
        isSubmitted: stage !== "apply",
        answers:
          sales === null ? {} : { [programmeId === TEAM ? "live_sales" : "annual_sales"]: sales, ownership: "private" },
      });
    await stand(ENTERPRISE, COUNTY, "city", 200);
    await stand(ENTERPRISE, COUNTY, "awarded", 400);
    await stand(ENTERPRISE, CITY, "city", null);
    await stand(TEAM, "520303", "city", 1000);
    await stand(ENTERPRISE, COUNTY, "awarded", 300, older);
    draftId = (await stand(ENTERPRISE, COUNTY, "apply", 9999)).id;
    movedId = (await stand(TEAM, OTHER_CITY, "city", 50)).id;
    await app.context.work.withTransaction(rebuildFacts);
    leader = await app.signInAs("leader", { region: PROVINCE });
    cityLeader = await app.signInAs("leader", { region: CITY });
    stranger = await app.signInAs("leader", { region: "510000" });
  });
  afterAll(() => app.close());

  const data = async (viewer: Caller, controls: Record<string, string | null> = {}, region?: string) =>
    viewer.call("POST", `/api/dashboards/${BOARD}/data`, region === undefined ? { controls } : { controls, region });
  const tile = (answer: Json, id: string) => answer.body.tiles[id];
  const byRegion = (answer: Json) =>
    Object.fromEntries(tile(answer, "map").rows.map((row: Json) => [row.region, row.turnover]));

  it("are listed for regions above and below the authority and nobody else", async () => {
    const title = expect.objectContaining({ zh: expect.any(String) });
    for (const viewer of [leader, cityLeader]) {
      expect((await viewer.call("GET", "/api/dashboards")).body.items).toEqual([{ id: BOARD, title, summary: title }]);
    }
    expect((await stranger.call("GET", "/api/dashboards")).body.items).toEqual([]);
    expect((await stranger.call("GET", `/api/dashboards/${BOARD}`)).status).toBe(404);
    expect((await data(stranger)).status).toBe(404);
    const applicant = await app.signInAs("applicant");
    expect((await applicant.call("GET", "/api/dashboards")).status).toBe(403);
  });

  it("count by the level below, in base units, of the latest year", async () => {
    const answer = await data(leader);
    expect(answer.status).toBe(200);
    expect(answer.body.region).toEqual({ code: PROVINCE, name: "贵州省", level: "province" });
    expect(byRegion(answer)).toEqual({ [CITY]: 6_000_000, [OTHER_CITY]: 10_500_000 });
    expect(tile(answer, "declarations").rows).toMatchObject([{ declarations: 5, "declarations@base": 1 }]);
    expect(tile(answer, "turnover")).toMatchObject({ contributing: 4, blank: 1 });
    expect(answer.body.regionNames[CITY]).toBe("贵阳市");
  });

  it("leave out drafts that were never handed in", async () => {
    const funnel = tile(await data(leader), "stages").rows;
    expect(funnel.some((row: Json) => row.stage === "apply" && row.declarations > 0)).toBe(false);
  });

  it("follow year and kind", async () => {
    expect(byRegion(await data(leader, { year: "2023" }))).toEqual({ [CITY]: 3_000_000 });
    expect(byRegion(await data(leader, { kind: TEAM }))).toEqual({ [OTHER_CITY]: 10_500_000 });
    const refused = await data(leader, { year: "1999" });
    expect(refused).toMatchObject({ status: 422, body: { findings: [{ pointer: "/controls/year" }] } });
    expect((await data(leader, { nonsense: "x" })).status).toBe(422);
  });

  it("drill down to a county, with the way back", async () => {
    const city = await data(leader, {}, CITY);
    expect(byRegion(city)).toEqual({ [COUNTY]: 6_000_000, [CITY]: null });
    expect(city.body.path.map(({ code }: Json) => code)).toEqual([PROVINCE, CITY]);
    const county = await data(leader, {}, COUNTY);
    expect(tile(county, "declarations").rows).toMatchObject([{ declarations: 2 }]);
  });

  it("show a city's leader the city alone: tiles, options, names, and no way out", async () => {
    const view = await cityLeader.call("GET", `/api/dashboards/${BOARD}`);
    expect(view.body.root).toMatchObject({ code: CITY, level: "city" });
    expect(view.body.options.kind.map(({ value }: Json) => value)).toEqual([ENTERPRISE]);
    expect(view.body.options.year.map(({ value }: Json) => value)).toEqual(["2024", "2023"]);
    const answer = await data(cityLeader);
    expect(tile(answer, "declarations").rows).toMatchObject([{ declarations: 3 }]);
    expect(JSON.stringify(answer.body)).not.toContain(OTHER_CITY);
    expect((await data(cityLeader, { kind: TEAM })).status).toBe(422);
    for (const outside of [PROVINCE, OTHER_CITY, "520303", "510000", "999999"]) {
      expect([outside, (await data(cityLeader, {}, outside)).status]).toEqual([outside, 404]);
    }
    expect((await data(cityLeader, {}, COUNTY)).status).toBe(200);
  });

  it("agree with the sum of their parts for every region a viewer may look at", async () => {
    const count = async (viewer: Caller, region: string) =>
      tile(await data(viewer, { year: null }, region), "declarations").rows[0].declarations;
    expect((await count(leader, CITY)) + (await count(leader, OTHER_CITY))).toBe(await count(leader, PROVINCE));
    expect(await count(cityLeader, CITY)).toBe(await count(leader, CITY));
  });

  it("follow a change when the facts of a declaration are made anew, and forget a withdrawn one", async () => {
    await app.database.write(async (db) => {
      await db("declarations").where({ id: movedId }).update({ stage: "ended", state: "rejected" });
    });
    const before = byRegion(await data(leader));
    await app.context.work.withTransaction((stores) => refreshFacts(stores, [movedId, draftId]));
    const after = byRegion(await data(leader));
    expect([before[OTHER_CITY], after[OTHER_CITY]]).toEqual([10_500_000, 10_000_000]);
    await app.database.write(async (db) => {
      await db("declarations").where({ id: movedId }).update({ submitted_at: null });
    });
    await app.context.work.withTransaction((stores) => refreshFacts(stores, [movedId]));
    const rows = await app.database.read((db) => db("facts").where({ declaration_id: movedId }));
    expect(rows).toEqual([]);
  });

  it("are rebuilt to the same rows", async () => {
    const rows = () => app.database.read((db) => db("facts").orderBy(["dataset_id", "declaration_id"]));
    const before = await rows();
    await app.context.work.withTransaction(rebuildFacts);
    expect(await rows()).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  });

  it("serve the shapes of a province with an entity tag", async () => {
    const first = await leader.call("GET", `/api/geo/${PROVINCE}`);
    expect(first.status).toBe(200);
    expect(Object.keys(first.body.objects)).toEqual(expect.arrayContaining(["cities", "counties"]));
    const etag = String(first.headers.etag);
    const again = await leader.call("GET", `/api/geo/${PROVINCE}`, undefined, { "if-none-match": etag });
    expect(again.status).toBe(304);
    expect((await leader.call("GET", `/api/geo/${COUNTY}`)).headers.etag).toBe(etag);
    expect((await leader.call("GET", "/api/geo/990000")).status).toBe(404);
    expect((await app.call("GET", `/api/geo/${PROVINCE}`)).status).toBe(401);
  });
});
