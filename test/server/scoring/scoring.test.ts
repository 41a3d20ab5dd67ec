import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../server/crypto/ids.ts";
import { openRound, standDeclaration } from "../../helpers/declarations.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";
import { loadScoredProgramme, TEAM } from "./sample-scheme.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any;

describe("scoring", () => {
  let app: TestApp;
  let owner: Caller;
  let roundId: string;
  let applicants: { id: string; organisationId: string }[];

  beforeAll(async () => {
    app = await startTestApp({ now: "2024-06-03T02:00:00.000Z", settings: { SESSION_HOURS: 168 } });
    await loadScoredProgramme(app);
    owner = await app.signInAs("programme-admin", { region: "520000" });
    roundId = await openRound(app, TEAM);
    const stand = (live_sales: number | undefined, yes: boolean, region = "520102") =>
      standDeclaration(app, {
        roundId,
        programmeId: TEAM,
        region,
        state: "scoring",
        stage: "scoring",
        answers: {
          ...(live_sales !== undefined && { live_sales }),
          ownership: "private",
          streamers_over_5: yes,
          warehouse_system: yes,
          in_ecommerce_park: true,
        },
      });
    applicants = [
      await stand(1000, true),
      await stand(999.99, true),
      await stand(999.99, true, "520303"),
      await stand(300, true),
      await stand(undefined, false),
    ];
    await standDeclaration(app, { roundId, programmeId: TEAM, region: "520102", state: "city-review", stage: "city" });
  });
  afterAll(() => app.close());

  const run = async (key = newId()) =>
    owner.call("POST", `/api/rounds/${roundId}/scoring-runs`, {}, { "idempotency-key": key });
  const idOf = (place: number) => applicants[place]?.id ?? "";
  const ofApplicant = (detail: Json, place: number) =>
    detail.results.find(({ declarationId }: Json) => declarationId === idOf(place));

  it("scores who stands at the evaluation, exactly, with ranks, ties and reasons", async () => {
    const { status, body } = await run();
    expect(status).toBe(200);
    expect(body.run).toMatchObject({ number: 1, applicants: 5, assumptions: [{ zh: "示例假定" }] });
    expect(body.results).toHaveLength(5);
    expect(ofApplicant(body, 0)).toMatchObject({
      total: "105",
      rank: 1,
      eligible: true,
      reasons: [],
      city: "贵阳市",
      county: "南明区",
      groups: [
        { id: "base", points: "100" },
        { id: "bonus", points: "5" },
      ],
    });
    expect([ofApplicant(body, 1), ofApplicant(body, 2)]).toMatchObject([
      { total: "85.5", rank: 2 },
      { total: "85.5", rank: 2 },
    ]);
    expect(ofApplicant(body, 3)).toMatchObject({ eligible: false, total: null, rank: null });
    expect(ofApplicant(body, 3).reasons).toMatchObject([{ zh: "直播销售额500万元以上" }]);
    expect(body.results.map(({ rank }: Json) => rank)).toEqual([1, 2, 2, null, null]);
  });

  it("gives the same bytes again, and another run when an answer has changed", async () => {
    const first = (await run()).body;
    const second = (await run()).body;
    expect(second.run.number).toBe(first.run.number + 1);
    expect(second.run.hashes).toEqual(first.run.hashes);
    const traces = (id: string) =>
      app.database.read((db) => db("scoring_results").where({ run_id: id }).orderBy("declaration_id").pluck("trace"));
    expect(await traces(second.run.id)).toEqual(await traces(first.run.id));

    const change = (live_sales: number) =>
      app.database.write(async (db) => {
        const row = await db("declaration_versions")
          .where({ declaration_id: idOf(1) })
          .first();
        const answers = JSON.stringify({ ...JSON.parse(row.answers), live_sales });
        await db("declaration_versions")
          .where({ declaration_id: idOf(1) })
          .update({ answers });
      });
    await change(2000);
    const third = (await run()).body;
    expect(third.run.hashes.scheme).toBe(second.run.hashes.scheme);
    expect(third.run.hashes.facts).not.toBe(second.run.hashes.facts);
    expect(third.run.hashes.result).not.toBe(second.run.hashes.result);
    const differences = await owner.call("GET", `/api/scoring-runs/${third.run.id}/differences/${second.run.id}`);
    expect(differences.body.items).toMatchObject([
      { declarationId: idOf(1), before: "85.5", after: "105", leaves: [{ id: "size", before: "40.5", after: "60" }] },
    ]);
    // A later run changes nothing of an earlier one.
    expect((await owner.call("GET", `/api/scoring-runs/${second.run.id}`)).body.run.hashes).toEqual(second.run.hashes);
    await change(999.99);
  });

  it("explains every point: input, rule, clause and the files behind it", async () => {
    const form = await app.database.read((db) => db("editions").where({ programme_id: TEAM }).first("bundle"));
    const requirements: Json[] = JSON.parse(form.bundle)[`form-schemas/${TEAM}/declaration.form.json`].evidence;
    const requirement = requirements.find((each) => each.for?.includes("streamers_over_5"));
    expect(requirement).toBeDefined();
    await app.database.write((db) =>
      db("declaration_versions")
        .where({ declaration_id: idOf(0) })
        .update({
          evidence: JSON.stringify([
            { id: "file-behind", requirementId: requirement.id, sha256: "x", fileName: "证明.pdf" },
            { id: "file-elsewhere", requirementId: "something-else", sha256: "x", fileName: "其他.pdf" },
          ]),
        }),
    );
    const { body } = await run();
    const answer = await owner.call("GET", `/api/scoring-runs/${body.run.id}/results/${idOf(0)}`);
    expect(answer.status).toBe(200);
    const node = (id: string) => answer.body.nodes.find((each: Json) => each.id === id);
    expect(answer.body.nodes.map(({ id, depth, kind }: Json) => `${depth} ${kind} ${id}`)).toEqual([
      "0 group total",
      "1 group base",
      "2 leaf size",
      "2 leaf team",
      "1 group bonus",
      "2 leaf facilities",
    ]);
    expect(node("size")).toMatchObject({ points: "60", max: "60", basis: "示例附件 一（一）", contribution: "60" });
    expect(node("size").input).toBe("直播销售额 1000 万元");
    expect(node("size").sentence.zh).toMatch(/1000 万元.*60.*示例附件 一（一）/);
    expect(node("size").sentence.en).toMatch(/1000 × 10,000 yuan.*60/);
    expect(node("team").evidence).toEqual(["file-behind"]);
    expect(node("facilities").sentence.zh).toMatch(/仓储系统 是、入驻园区 是/);
    expect(node("bonus")).toMatchObject({ points: "5", kind: "group", sentence: null });
    expect(answer.body.preconditions).toMatchObject([
      { id: "sales", holds: true, basis: "示例附件 前置条件" },
      { id: "not-government", holds: true },
    ]);
    // Choices are said by their titles, not by their codes.
    const choices: Json[] = JSON.parse(form.bundle)[`form-schemas/${TEAM}/declaration.form.json`].schema.properties
      .ownership.oneOf;
    const chosen = choices.find((each) => each.const === "private");
    expect(answer.body.preconditions[1].sentence.zh).toContain(`单位类型 ${chosen.title}`);

    const failed = await owner.call("GET", `/api/scoring-runs/${body.run.id}/results/${idOf(3)}`);
    expect(failed.body.preconditions[0]).toMatchObject({ holds: false });
    expect(failed.body.preconditions[0].sentence.zh).toContain("300 万元");
    const blank = await owner.call("GET", `/api/scoring-runs/${body.run.id}/results/${idOf(4)}`);
    expect(blank.body.preconditions[0].holds).toBeNull();
    expect((await owner.call("GET", `/api/scoring-runs/${body.run.id}/results/nobody`)).status).toBe(404);
  });

  it("runs once for one idempotency key", async () => {
    const runs = async () => (await owner.call("GET", `/api/rounds/${roundId}/scoring-runs`)).body.items.length;
    const before = await runs();
    const answers = await Promise.all(Array.from({ length: 5 }, () => run("one-key-for-five")));
    expect(new Set(answers.map(({ body }) => body.run.id)).size).toBe(1);
    expect(await runs()).toBe(before + 1);
  });

  it("is the business of the authority's own region and roles", async () => {
    const { body } = await run();
    const stranger = await app.signInAs("province-reviewer", { region: "510000" });
    for (const url of [
      `/api/rounds/${roundId}/scoring-runs`,
      `/api/scoring-runs/${body.run.id}`,
      `/api/scoring-runs/${body.run.id}/results/${idOf(0)}`,
      `/api/scoring-runs/${body.run.id}/differences/${body.run.id}`,
    ]) {
      expect([url, (await stranger.call("GET", url)).status]).toEqual([url, 404]);
    }
    const started = await stranger.call(
      "POST",
      `/api/rounds/${roundId}/scoring-runs`,
      {},
      { "idempotency-key": newId() },
    );
    expect(started.status).toBe(404);
    const city = await app.signInAs("city-reviewer", { region: "520100" });
    expect((await city.call("GET", `/api/rounds/${roundId}/scoring-runs`)).status).toBe(403);
  });

  it("is refused for a round nobody stands at the evaluation of", async () => {
    const empty = await openRound(app, TEAM, 2025);
    const answer = await owner.call("POST", `/api/rounds/${empty}/scoring-runs`, {}, { "idempotency-key": newId() });
    expect(answer).toMatchObject({ status: 409, body: { code: "wrong-state" } });
  });

  it("names the applicant whose answer cannot be counted", async () => {
    const odd = await openRound(app, TEAM, 2026);
    const { id } = await standDeclaration(app, {
      roundId: odd,
      programmeId: TEAM,
      region: "520102",
      state: "scoring",
      stage: "scoring",
      name: "数字过大的企业",
      answers: { live_sales: 1e300 },
    });
    const answer = await owner.call("POST", `/api/rounds/${odd}/scoring-runs`, {}, { "idempotency-key": newId() });
    expect(answer.status).toBe(422);
    expect(answer.body.findings[0].pointer).toBe(`/declarations/${id}/live_sales`);
    expect(answer.body.findings[0].message.zh).toContain("数字过大的企业");
  });

  it("shows an applicant its own points once the list is published, and nobody else's", async () => {
    const first = idOf(0);
    const own = await app.signInAs("applicant", { organisation: applicants[0]?.organisationId ?? null });
    const other = await app.signInAs("applicant", { organisation: applicants[1]?.organisationId ?? null });
    expect((await own.call("GET", `/api/declarations/${first}/score`)).status).toBe(404);
    const { body } = await run();
    const key = () => ({ "idempotency-key": newId() });
    const list = { title: { zh: "公示", en: "Notice" }, declarationIds: [first], startsOn: "2024-06-03" };
    const notice = await owner.call("POST", `/api/scoring-runs/${body.run.id}/publicity`, list, key());
    expect(notice.status).toBe(200);
    expect((await own.call("GET", `/api/declarations/${first}/score`)).status).toBe(404);
    app.setTime("2024-06-11T16:00:00.000Z");
    owner = await app.signInAs("programme-admin", { region: "520000" });
    expect((await owner.call("POST", `/api/publicity/${notice.body.id}/publish`, {}, key())).status).toBe(200);
    const later = async (caller: Caller) =>
      (await app.signInAs("applicant", { organisation: caller.organisationId })).call(
        "GET",
        `/api/declarations/${first}/score`,
      );
    const shown = await later(own);
    expect(shown).toMatchObject({ status: 200, body: { result: { total: "105" }, run: { createdBy: "" } } });
    expect((await later(other)).status).toBe(404);
    expect((await owner.call("GET", `/api/declarations/${first}/score`)).status).toBe(403);
  });
});

describe("scoring of a programme that keeps its points to itself", () => {
  it("shows the applicant none", async () => {
    const app = await startTestApp({ now: "2024-06-03T02:00:00.000Z" });
    try {
      await loadScoredProgramme(app, false);
      const roundId = await openRound(app, TEAM);
      const { id, organisationId } = await standDeclaration(app, {
        roundId,
        programmeId: TEAM,
        region: "520102",
        state: "scoring",
        stage: "scoring",
        answers: { live_sales: 700 },
      });
      let owner = await app.signInAs("province-reviewer", { region: "520000" });
      const key = () => ({ "idempotency-key": newId() });
      const { body } = await owner.call("POST", `/api/rounds/${roundId}/scoring-runs`, {}, key());
      const list = { title: { zh: "公示", en: "Notice" }, declarationIds: [id], startsOn: "2024-06-03" };
      const notice = await owner.call("POST", `/api/scoring-runs/${body.run.id}/publicity`, list, key());
      app.setTime("2024-06-12T02:00:00.000Z");
      owner = await app.signInAs("province-reviewer", { region: "520000" });
      expect((await owner.call("POST", `/api/publicity/${notice.body.id}/publish`, {}, key())).status).toBe(200);
      const own = await app.signInAs("applicant", { organisation: organisationId });
      expect((await own.call("GET", `/api/declarations/${id}/score`)).status).toBe(404);
    } finally {
      await app.close();
    }
  });
});
