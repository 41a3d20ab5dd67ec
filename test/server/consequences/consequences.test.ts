import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../server/crypto/ids.ts";
import { openRound, standAgain, standDeclaration } from "../../helpers/declarations.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";
import { loadScoredProgramme, TEAM, withRules } from "../scoring/sample-scheme.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any;

const streak = (more: object) => ({ kind: "streak", basis: "示例", places: 1, ...more });
const rules = [
  streak({ id: "last", from: "bottom", runs: 2, effect: "remove", banYears: 4 }),
  streak({ id: "low", from: "bottom", places: 2, runs: 1, effect: "summon" }),
  streak({ id: "top", from: "top", places: 2, runs: 1, effect: "add" }),
];
const award = {
  validYears: 2,
  caps: [
    {
      id: "yearly",
      text: { zh: "每年新增不超过 1 家", en: "At most 1 a year" },
      source: "示例",
      effect: "add",
      places: 1,
      per: "year",
    },
  ],
};

describe("what follows from a run", () => {
  let app: TestApp;
  let owner: Caller;
  const organisations: string[] = [];

  beforeAll(async () => {
    app = await startTestApp({ now: "2024-06-03T02:00:00.000Z", settings: { SESSION_HOURS: 10_000 } });
    await loadScoredProgramme(app, true, withRules(rules), award);
    owner = await app.signInAs("province-reviewer", { region: "520000" });
  });
  afterAll(() => app.close());

  const write = (url: string, body: unknown, caller = owner) =>
    caller.call("POST", url, body, { "idempotency-key": newId() });
  const answersOf = (live_sales: number, streamers_over_5: boolean) => ({
    live_sales,
    streamers_over_5,
    ownership: "private",
    warehouse_system: true,
    in_ecommerce_park: true,
  });
  /** A round in which the same four declare: two above, two below, the last of them alone at the end. */
  async function scored(year: number): Promise<{ runId: string; roundId: string; ids: string[]; detail: Json }> {
    const roundId = await openRound(app, TEAM, year);
    const ids: string[] = [];
    const given = [answersOf(2000, true), answersOf(600, true), answersOf(1500, false), answersOf(600, false)];
    for (const [place, answers] of given.entries()) {
      const where = {
        roundId,
        programmeId: TEAM,
        region: "520102",
        state: "scoring",
        stage: "scoring",
        answers,
      } as const;
      const known = organisations[place];
      const stood = known === undefined ? await standDeclaration(app, where) : await standAgain(app, known, where);
      organisations[place] ??= stood.organisationId;
      ids.push(stood.id);
    }
    const { body } = await write(`/api/rounds/${roundId}/scoring-runs`, {});
    return { runId: body.run.id, roundId, ids, detail: body };
  }
  const decide = (runId: string, items: object[]) => write(`/api/scoring-runs/${runId}/consequences`, { items });
  const confirm = (declarationId: string | undefined, rule: string) => ({ declarationId, rule, verdict: "confirmed" });

  let first: Awaited<ReturnType<typeof scored>>;

  it("is proposed, confirmed or declined with a reason, once", async () => {
    first = await scored(2022);
    const proposed = (await owner.call("GET", `/api/scoring-runs/${first.runId}/consequences`)).body;
    expect(proposed.counts).toBe(true);
    expect(proposed.items.map(({ act, decision }: Json) => `${decision.rule} ${act}`).sort()).toEqual([
      "low record",
      "low record",
      "top award",
      "top award",
    ]);
    expect(proposed.caps).toMatchObject([{ id: "yearly", places: 1, used: 0 }]);
    const last = first.ids[3];
    expect((await decide(first.runId, [{ declarationId: last, rule: "low", verdict: "declined" }])).status).toBe(422);
    const declined = { declarationId: last, rule: "low", verdict: "declined", reason: "当年已约谈过，不再重复" };
    const after = await decide(first.runId, [declined, confirm(first.ids[2], "low")]);
    expect(after.status).toBe(200);
    const of = (id: string | undefined) =>
      after.body.items.find(({ declarationId, decision }: Json) => declarationId === id && decision.rule === "low");
    expect(of(last).settled).toMatchObject({ verdict: "declined", reason: "当年已约谈过，不再重复" });
    expect(of(first.ids[2]).settled).toMatchObject({ verdict: "confirmed", reason: null });
    expect((await decide(first.runId, [confirm(last, "low")])).body.findings).toMatchObject([{ pointer: "/items/0" }]);
  });

  it("awards a title within the cap over all rounds, and never half of a request", async () => {
    const both = await decide(first.runId, [confirm(first.ids[0], "top"), confirm(first.ids[1], "top")]);
    expect([both.status, both.body.code]).toEqual([409, "cap-used-up"]);
    expect((await owner.call("GET", "/api/titles")).body.total).toBe(0);
    const one = await decide(first.runId, [confirm(first.ids[0], "top")]);
    expect(one.body.caps).toMatchObject([{ used: 1 }]);
    const { items } = (await owner.call("GET", "/api/titles")).body;
    expect(items).toMatchObject([{ origin: "decision", declarationId: first.ids[0], status: "valid" }]);
    const detail = await owner.call("GET", `/api/titles/${items[0].id}`);
    expect(detail.body.events).toMatchObject([{ kind: "awarded", ground: { zh: "在前 2 名 → 增补" } }]);
    // The declaration goes where its title is: it does not wait, and no list calls it not selected.
    const stood = await app.database.read((db) => db("declarations").where({ id: first.ids[0] }).first());
    expect([stood.state, stood.stage]).toEqual(["awarded", "awarded"]);
    expect((await decide(first.runId, [confirm(first.ids[1], "top")])).body.code).toBe("cap-used-up");
    // Another year has places of its own; a holder of a valid title gets no second one.
    app.setTime("2025-06-03T02:00:00.000Z");
    owner = await app.signInAs("province-reviewer", { region: "520000" });
    expect((await decide(first.runId, [confirm(first.ids[1], "top")])).status).toBe(200);
  });

  it("cancels the title of who was last twice, with the ban, when the register knows the title", async () => {
    app.setTime("2026-02-03T02:00:00.000Z");
    owner = await app.signInAs("province-reviewer", { region: "520000" });
    const second = await scored(2023);
    const last = second.ids[3];
    const unknown = await decide(second.runId, [confirm(last, "last")]);
    expect(unknown.status).toBe(422);
    expect(unknown.body.findings[0].message.zh).toContain("称号台账中没有该单位的有效称号");
    await app.database.write((db) =>
      db("titles").where({ declaration_id: first.ids[0] }).update({ holder_key: organisations[3] }),
    );
    // Another programme took the title over: the owner says what becomes of that one, as in the register.
    await app.database.write(async (db) => {
      const source = await db("titles").where({ declaration_id: first.ids[0] }).first();
      const resting = { id: newId(), number: "示范 1", declaration_id: null, recognised_from: source.id };
      await db("titles").insert({ ...source, ...resting, holder_key: null });
    });
    const open = (await owner.call("GET", `/api/scoring-runs/${second.runId}/consequences`)).body.items;
    expect(open.filter(({ recognised }: Json) => recognised.length > 0)).toMatchObject([
      { declarationId: last, act: "cancel", recognised: ["示范 1"] },
    ]);
    const silent = await decide(second.runId, [confirm(last, "last")]);
    expect([silent.status, silent.body.findings[0].message.zh]).toEqual([
      422,
      expect.stringContaining("请选择是否一并取消"),
    ]);
    expect((await owner.call("GET", "/api/titles?status=cancelled")).body.total).toBe(0);
    const done = await decide(second.runId, [{ ...confirm(last, "last"), withRecognised: true }]);
    expect(done.status).toBe(200);
    const [resting] = (await owner.call("GET", "/api/titles?status=cancelled&q=示范")).body.items;
    expect((await owner.call("GET", `/api/titles/${resting.id}`)).body).toMatchObject({
      ban: null,
      events: [{ kind: "cancelled", ground: { zh: expect.stringContaining("所依据的称号") } }],
    });
    const title = (await owner.call("GET", "/api/titles?status=cancelled")).body.items.find(
      ({ id }: Json) => id !== resting.id,
    );
    const detail = await owner.call("GET", `/api/titles/${title.id}`);
    expect(detail.body).toMatchObject({
      ban: { fromDay: "2026-02-03", freeOn: "2030-02-03" },
      events: [
        { kind: "awarded" },
        { kind: "cancelled", ground: { zh: "连续第 2 次在后 1 名 → 取消资格，4 年内不得申报" } },
      ],
    });
    const banned = await app.signInAs("applicant", { organisation: organisations[3] as string });
    const roundId = await openRound(app, TEAM, 2026);
    expect((await banned.call("POST", "/api/declarations", { roundId })).body).toMatchObject({
      code: "applicant-banned",
      freeOn: "2030-02-03",
    });
    const [line] = await app.database.read((db) =>
      db("audit_lines").where({ action: "consequences-decide" }).orderBy("seq", "desc").limit(1),
    );
    expect(line.subject_id).toBe(second.runId);
    // A later run of the round counts from now on; what was decided stays decided.
    const later = (await write(`/api/rounds/${second.roundId}/scoring-runs`, {})).body.run.id;
    expect((await decide(second.runId, [confirm(second.ids[2], "low")])).status).toBe(409);
    const { items, counts } = (await owner.call("GET", `/api/scoring-runs/${later}/consequences`)).body;
    expect(counts).toBe(true);
    expect(
      items.find(({ declarationId, decision }: Json) => declarationId === last && decision.rule === "last").settled,
    ).toMatchObject({ verdict: "confirmed", titleNumber: title.number });
  });

  it("belongs to the authority", async () => {
    const stranger = await app.signInAs("province-reviewer", { region: "510000" });
    expect((await stranger.call("GET", `/api/scoring-runs/${first.runId}/consequences`)).status).toBe(404);
  });
});

describe("a title by a decision and the list of the same round", () => {
  let app: TestApp;
  let owner: Caller;
  let runId: string;
  const ids: string[] = [];
  const organisations: string[] = [];

  beforeAll(async () => {
    app = await startTestApp({ now: "2024-06-03T02:00:00.000Z", settings: { SESSION_HOURS: 10_000 } });
    await loadScoredProgramme(app, true, withRules(rules), { validYears: 2 });
    owner = await app.signInAs("province-reviewer", { region: "520000" });
    const roundId = await openRound(app, TEAM, 2024);
    for (const live_sales of [2000, 600]) {
      const answers = { live_sales, streamers_over_5: true, ownership: "private" };
      const where = { programmeId: TEAM, region: "520102", state: "scoring", stage: "scoring", answers } as const;
      const stood = await standDeclaration(app, { roundId, ...where });
      ids.push(stood.id);
      organisations.push(stood.organisationId);
    }
    runId = (await write(`/api/rounds/${roundId}/scoring-runs`, {})).body.run.id;
  });
  afterAll(() => app.close());

  const write = (url: string, body: unknown) => owner.call("POST", url, body, { "idempotency-key": newId() });
  const award = (declarationId: string) =>
    write(`/api/scoring-runs/${runId}/consequences`, {
      items: [{ declarationId, rule: "top", verdict: "confirmed" }],
    });
  const list = (...declarationIds: string[]) =>
    write(`/api/scoring-runs/${runId}/publicity`, {
      title: { zh: "公示", en: "Notice" },
      declarationIds,
      startsOn: "2024-06-03",
    });

  it("do not cross: whoever is on notice waits for its end, whoever has the title is not listed", async () => {
    const [one, two] = ids as [string, string];
    expect((await award(two)).status).toBe(200);
    const again = await list(one, two);
    expect(again.status).toBe(422);
    expect(again.body.findings).toMatchObject([{ pointer: "/declarationIds/1", code: "has-title" }]);
    const notice = (await list(one)).body;
    const early = await award(one);
    expect(early.status).toBe(422);
    expect(early.body.findings[0].message.zh).toContain("正在公示");
    app.setTime("2024-06-12T02:00:00.000Z");
    owner = await app.signInAs("province-reviewer", { region: "520000" });
    const published = await write(`/api/publicity/${notice.id}/publish`, {});
    expect(published.body).toMatchObject({ status: "published", items: [{ declarationId: one }] });
    expect((await owner.call("GET", "/api/titles")).body.total).toBe(2);
  });

  it("is given again once the first is over, also before the clock has marked it", async () => {
    app.setTime("2026-06-02T15:59:00.000Z");
    owner = await app.signInAs("province-reviewer", { region: "520000" });
    const roundId = await openRound(app, TEAM, 2026);
    const answers = { live_sales: 600, streamers_over_5: true, ownership: "private" };
    const where = { programmeId: TEAM, region: "520102", state: "scoring", stage: "scoring", answers } as const;
    const again = await standAgain(app, organisations[1] as string, { roundId, ...where });
    runId = (await write(`/api/rounds/${roundId}/scoring-runs`, {})).body.run.id;
    expect((await award(again.id)).body.findings[0].message.zh).toContain("已有本项目的有效称号");
    app.setTime("2026-06-02T16:00:00.000Z");
    expect((await award(again.id)).status).toBe(200);
  });
});

describe("a title by a decision where the workflow knows no way to it", () => {
  it("is refused with what to do, and nothing is written", async () => {
    const app = await startTestApp({ now: "2024-06-03T02:00:00.000Z" });
    try {
      await loadScoredProgramme(app, true, withRules(rules), {}, (workflow) => ({
        ...workflow,
        transitions: workflow.transitions.map((each: Json) =>
          each.id === "award" ? { ...each, from: ["publicity"] } : each,
        ),
      }));
      const owner = await app.signInAs("province-reviewer", { region: "520000" });
      const write = (url: string, body: unknown) => owner.call("POST", url, body, { "idempotency-key": newId() });
      const roundId = await openRound(app, TEAM, 2024);
      const answers = { live_sales: 2000, streamers_over_5: true, ownership: "private" };
      const where = { programmeId: TEAM, region: "520102", state: "scoring", stage: "scoring", answers } as const;
      const { id } = await standDeclaration(app, { roundId, ...where });
      const run = (await write(`/api/rounds/${roundId}/scoring-runs`, {})).body.run.id;
      const items = [{ declarationId: id, rule: "top", verdict: "confirmed" }];
      const refused = await write(`/api/scoring-runs/${run}/consequences`, { items });
      expect(refused.status).toBe(422);
      expect(refused.body.findings[0].message.zh).toContain("流程没有从申报当前状态到认定的系统操作");
      expect((await owner.call("GET", "/api/titles")).body.total).toBe(0);
    } finally {
      await app.close();
    }
  });
});

describe("a list without a scheme", () => {
  it("goes from chosen declarations over the notice to titles", async () => {
    const app = await startTestApp({ now: "2024-06-03T02:00:00.000Z" });
    try {
      await loadScoredProgramme(app, true, null, { nameFrom: "ownership" });
      let owner = await app.signInAs("province-reviewer", { region: "520000" });
      const write = (url: string, body: unknown) => owner.call("POST", url, body, { "idempotency-key": newId() });
      const roundId = await openRound(app, TEAM);
      const stand = (state: string, stage: "scoring" | "city") =>
        standDeclaration(app, {
          roundId,
          programmeId: TEAM,
          region: "520102",
          state,
          stage,
          answers: { ownership: "private" },
        });
      const [one, two, three] = [
        await stand("scoring", "scoring"),
        await stand("scoring", "scoring"),
        await stand("city-review", "city"),
      ];
      const start = (declarationIds: string[], startsOn = "2024-06-03") =>
        write(`/api/rounds/${roundId}/publicity`, { title: { zh: "公示", en: "Notice" }, declarationIds, startsOn });
      expect((await start([three.id])).body.findings).toMatchObject([{ code: "not-in-run" }]);
      expect((await start([one.id], "2024-06-02")).body.findings).toMatchObject([{ code: "start-in-past" }]);
      const notice = await start([one.id]);
      expect(notice.body.items).toMatchObject([{ declarationId: one.id, rank: null }]);
      app.setTime("2024-06-12T02:00:00.000Z");
      owner = await app.signInAs("province-reviewer", { region: "520000" });
      const published = await write(`/api/publicity/${notice.body.id}/publish`, {});
      expect(published.body).toMatchObject({ status: "published", items: [{ titleNumber: "GZ-ELT-2024-0001" }] });
      const [title] = (await owner.call("GET", "/api/titles")).body.items;
      expect(title.name.zh).toMatch(/^贵州省电子商务示范直播团队 · .+$/);
      const stages = await app.database.read((db) =>
        db("declarations").whereIn("id", [one.id, two.id, three.id]).orderBy("stage").pluck("stage"),
      );
      expect(stages).toEqual(["awarded", "city", "ended"]);
    } finally {
      await app.close();
    }
  });

  it("is not for a programme with one", async () => {
    const app = await startTestApp({ now: "2024-06-03T02:00:00.000Z" });
    try {
      await loadScoredProgramme(app);
      const owner = await app.signInAs("province-reviewer", { region: "520000" });
      const roundId = await openRound(app, TEAM);
      const body = { title: { zh: "公示", en: "Notice" }, declarationIds: ["x"], startsOn: "2024-06-03" };
      const answer = await owner.call("POST", `/api/rounds/${roundId}/publicity`, body, { "idempotency-key": newId() });
      expect([answer.status, answer.body.code]).toEqual([409, "wrong-state"]);
    } finally {
      await app.close();
    }
  });
});
