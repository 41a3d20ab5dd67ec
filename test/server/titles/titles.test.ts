import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentsOfProgramme } from "../../../core/editions/bundle.ts";
import { isCreditCode } from "../../../core/forms/formats.ts";
import { familyOf } from "../../../core/workflow/award-rules.ts";
import { newId } from "../../../server/crypto/ids.ts";
import { titlesJob } from "../../../server/jobs/server-jobs.ts";
import { loadBuiltIn } from "../../../server/modules/definitions/definitions.service.ts";
import { openRound } from "../../helpers/declarations.ts";
import { builtInDocuments } from "../../helpers/programmes.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";
import { loadScoredProgramme, sampleScheme, TEAM } from "../scoring/sample-scheme.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any;

const award = {
  validYears: 2,
  coolDownYears: 3,
  cancellation: [
    { id: "false-material", text: { zh: "提供虚假材料", en: "False material" }, source: "第十五条（一）" },
    { id: "left", text: { zh: "迁出本省", en: "Left the province" }, source: "示例", banYears: 0 },
  ],
};

describe("the register of titles", () => {
  let app: TestApp;
  let keeper: Caller;

  beforeAll(async () => {
    app = await startTestApp({ now: "2024-06-03T02:00:00.000Z" });
    await loadScoredProgramme(app, true, sampleScheme, award);
  });
  afterAll(() => app.close());

  /** A session does not last that long, so the keeper signs in again. */
  async function goTo(day: string) {
    app.setTime(`${day}T02:00:00.000Z`);
    keeper = await app.signInAs("programme-admin", { region: "520000" });
  }
  const write = (url: string, body: unknown, caller = keeper) =>
    caller.call("POST", url, body, { "idempotency-key": newId() });
  const line = (more: object = {}) => ({
    holder: "某某直播团队",
    region: "520102",
    awardedOn: "2023-05-10",
    basis: "系统上线前认定，黔商办〔2023〕12 号",
    ...more,
  });
  const recordAll = (titles: object[], caller = keeper) => write("/api/titles", { programmeId: TEAM, titles }, caller);
  /** Somebody who declares, with the credit code the sample organisations are given. */
  async function applicant(): Promise<{ caller: Caller; creditCode: string; organisation: string }> {
    const organisation = await app.makeOrganisation("520102");
    const code = validCode();
    await app.database.write((db) => db("organisations").where({ id: organisation }).update({ credit_code: code }));
    return { caller: await app.signInAs("applicant", { organisation }), creditCode: code, organisation };
  }
  let codes = 0;
  function validCode(): string {
    codes += 1;
    const body = `91520102MADEM${String(codes).padStart(4, "0")}`;
    return [..."0123456789ABCDEFGHJKLMNPQRTUWXY"].map((digit) => body + digit).find(isCreditCode) as string;
  }

  it("takes titles given before, numbers them, works out their last day, and says they are valid", async () => {
    await goTo("2024-06-03");
    const { status, body } = await recordAll([line(), line({ number: "旧-7", holder: "另一团队", region: "遵义市" })]);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      {
        number: "GZ-ELT-2023-0001",
        awardedOn: "2023-05-10",
        validUntil: "2025-05-09",
        status: "valid",
        origin: "recorded",
      },
      { number: "旧-7", region: "遵义市" },
    ]);
    const verified = await app.call("GET", `/api/public/titles/${encodeURIComponent("旧-7")}`);
    expect(verified.body).toMatchObject({ holder: "另一团队", status: "valid", cancelled: null });
    const listed = await app.call("GET", "/api/public/titles?regionCode=520300");
    expect(listed.body).toMatchObject({ total: 1, items: [{ number: "旧-7" }], programmes: [{ id: TEAM }] });
    expect((await app.call("GET", `/api/public/titles?q=${encodeURIComponent("某某")}`)).body.total).toBe(1);
    expect((await app.call("GET", "/api/public/titles?q=%25")).body.total).toBe(0);
    const next = await recordAll([line({ holder: "第三团队" })]);
    expect(next.body.items[0].number).toBe("GZ-ELT-2023-0002");
  });

  it("takes a sheet as a whole or not at all, and names every wrong cell", async () => {
    await goTo("2024-06-03");
    const before = (await keeper.call("GET", "/api/titles")).body.total;
    const { status, body } = await recordAll([
      line({ number: "旧-8" }),
      line({ number: "旧-8", holder: " " }),
      line({ region: "成都市", creditCode: "123" }),
      line({ awardedOn: "2023-02-30", validUntil: "昨天" }),
      line({ awardedOn: "2024-06-04", basis: "" }),
    ]);
    expect(status).toBe(422);
    expect(body.findings.map(({ pointer, code }: Json) => `${pointer} ${code}`)).toEqual([
      "/titles/1/holder holder-missing",
      "/titles/1/number number-taken",
      "/titles/2/creditCode credit-code",
      "/titles/2/region region-unknown",
      "/titles/3/awardedOn no-such-day",
      "/titles/3/validUntil no-such-day",
      "/titles/4/basis basis-missing",
      "/titles/4/awardedOn day-ahead",
    ]);
    expect((await keeper.call("GET", "/api/titles")).body.total).toBe(before);
  });

  it("enters a sheet once that is sent in twice", async () => {
    await goTo("2024-06-03");
    const sheet = [line({ holder: "丙队" }), line({ holder: "丁队" })];
    expect((await recordAll([...sheet, line({ holder: "丙队" })])).body.findings).toMatchObject([
      { pointer: "/titles/2/holder", code: "recorded-already" },
    ]);
    expect((await recordAll(sheet)).status).toBe(200);
    const again = await recordAll([...sheet, line({ holder: "戊队" })]);
    expect(again.body.findings).toMatchObject([{ pointer: "/titles/0/holder" }, { pointer: "/titles/1/holder" }]);
    expect((await recordAll([line({ holder: "丙队", number: "旧-9" })])).status).toBe(200);
  });

  it("ends the holder's older title of the same name with a new one, whichever was entered first", async () => {
    await goTo("2024-06-03");
    const { creditCode } = await applicant();
    const enter = async (awardedOn: string, code = creditCode) =>
      (await recordAll([line({ holder: "接替队", creditCode: code, awardedOn, validUntil: "2029-01-01" })])).body
        .items[0];
    const read = async (id: string) => (await keeper.call("GET", `/api/titles/${id}`)).body;
    const first = await enter("2022-05-10");
    const newer = await enter("2024-05-10");
    expect(await read(first.id)).toMatchObject({
      title: { status: "expired", validUntil: "2024-05-10" },
      events: [{ kind: "recorded" }, { kind: "expired", ground: { zh: `由新的称号 ${newer.number} 接替` } }],
    });
    const between = await enter("2023-05-10");
    expect(between.status).toBe("expired");
    expect((await read(between.id)).title.status).toBe("expired");
    expect((await read(newer.id)).title.status).toBe("valid");
    expect((await app.call("GET", `/api/public/titles?q=${encodeURIComponent("接替队")}`)).body.total).toBe(1);
    const back = { validUntil: "2030-01-01", reason: "误以为可以延长" };
    expect((await write(`/api/titles/${first.id}/renew`, back)).body.code).toBe("wrong-state");
    // Of two that were both valid before titles replaced each other, the newer can be renewed.
    const stillValid = { status: "valid", valid_until: "2029-01-01" };
    await app.database.write((db) => db("titles").where({ id: between.id }).update(stillValid));
    expect((await write(`/api/titles/${between.id}/renew`, back)).body.code).toBe("wrong-state");
    expect((await write(`/api/titles/${newer.id}/renew`, back)).status).toBe(200);
    // Somebody else's title, and one whose holder nobody knows, stand.
    const other = await enter("2020-05-10", validCode());
    expect((await read(other.id)).title.status).toBe("valid");
  });

  it("makes no number that a later line of the sheet bears", async () => {
    await goTo("2024-06-03");
    const taken = "GZ-ELT-2021-0001";
    const { status, body } = await recordAll([
      line({ awardedOn: "2021-05-10", holder: "甲队" }),
      line({ awardedOn: "2021-05-10", holder: "乙队", number: taken }),
    ]);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { holder: "甲队", number: "GZ-ELT-2021-0002" },
      { holder: "乙队", number: taken },
    ]);
  });

  it("belongs to the authority", async () => {
    await goTo("2024-06-03");
    const stranger = await app.signInAs("programme-admin", { region: "510000" });
    expect((await recordAll([line()], stranger)).status).toBe(404);
    expect((await stranger.call("GET", "/api/titles")).body).toEqual({ items: [], total: 0 });
    expect((await stranger.call("GET", "/api/titles/rules")).body.programmes).toEqual([]);
    expect((await keeper.call("GET", "/api/titles/rules")).body.programmes).toMatchObject([
      {
        id: TEAM,
        validYears: 2,
        grounds: [
          { id: "false-material", banYears: 3 },
          { id: "left", banYears: 0 },
        ],
      },
    ]);
  });

  it("cancels on a ground of the programme, and bans begin and submission until its years are over", async () => {
    await goTo("2024-06-03");
    const one = await applicant();
    const [title] = (await recordAll([line({ creditCode: one.creditCode, number: "旧-20" })])).body.items;
    const roundId = await openRound(app, TEAM, 2024);
    const started = await one.caller.call("POST", "/api/declarations", { roundId });
    expect(started.status).toBe(200);
    const detail = started.body;

    expect(
      (await write(`/api/titles/${title.id}/cancel`, { groundId: "other", reason: "没有这一条" })).body.findings,
    ).toMatchObject([{ pointer: "/groundId", code: "unknown-ground" }]);
    const cancelled = await write(`/api/titles/${title.id}/cancel`, {
      groundId: "false-material",
      reason: "核查发现销售额造假",
    });
    expect(cancelled.body).toMatchObject({
      title: { status: "cancelled" },
      ban: { fromDay: "2024-06-03", freeOn: "2027-06-03" },
      events: [{ kind: "recorded" }, { kind: "cancelled", ground: { zh: "提供虚假材料（第十五条（一））" } }],
    });
    expect((await write(`/api/titles/${title.id}/cancel`, { groundId: "left", reason: "再取消一次" })).status).toBe(
      409,
    );
    expect((await app.call("GET", `/api/public/titles/${encodeURIComponent("旧-20")}`)).body).toMatchObject({
      status: "cancelled",
      cancelled: { on: "2024-06-03", ground: { zh: "提供虚假材料（第十五条（一））" } },
    });
    expect((await app.call("GET", `/api/public/titles?q=${encodeURIComponent("旧-20")}`)).body.total).toBe(0);

    // The draft begun before is still there, but is not taken.
    const submit = await one.caller.call(
      "POST",
      `/api/declarations/${detail.summary.id}/transitions/submit`,
      { revision: detail.revision, committed: true },
      { "idempotency-key": newId() },
    );
    expect([submit.status, submit.body.code, submit.body.freeOn]).toEqual([409, "applicant-banned", "2027-06-03"]);
    expect(submit.body.detail).toBe(
      "贵州省电子商务示范直播团队（旧-20）已于 2024-06-03 取消资格，2027-06-03 起方可再次申报。取消依据：提供虚假材料（第十五条（一））",
    );
    const next = await openRound(app, TEAM, 2025);
    await goTo("2025-06-03");
    const again = await app.signInAs("applicant", { organisation: one.organisation });
    const refused = await again.call("POST", "/api/declarations", { roundId: next });
    expect([refused.status, refused.body.code]).toEqual([409, "applicant-banned"]);
    const other = await app.signInAs("applicant", { organisation: await app.makeOrganisation("520102") });
    expect((await other.call("POST", "/api/declarations", { roundId: next })).status).toBe(200);
    const late = await openRound(app, TEAM, 2027);
    await goTo("2027-06-02");
    const early = await app.signInAs("applicant", { organisation: one.organisation });
    expect((await early.call("POST", "/api/declarations", { roundId: late })).status).toBe(409);
    await goTo("2027-06-03");
    const free = await app.signInAs("applicant", { organisation: one.organisation });
    expect((await free.call("POST", "/api/declarations", { roundId: late })).status).toBe(200);
    const page = await app.call("GET", `/api/public/rounds/${late}`);
    expect(page.body.again).toMatchObject([{ zh: expect.stringContaining("3 年内不得再次申报") }]);
  });

  it("bans an organisation that registers after its title was cancelled, by the credit code", async () => {
    await goTo("2024-06-03");
    const code = validCode();
    const [title] = (await recordAll([line({ creditCode: code })])).body.items;
    await write(`/api/titles/${title.id}/cancel`, { groundId: "false-material", reason: "核查发现造假" });
    const organisation = await app.makeOrganisation("520102");
    await app.database.write((db) => db("organisations").where({ id: organisation }).update({ credit_code: code }));
    const late = await app.signInAs("applicant", { organisation });
    const roundId = await openRound(app, TEAM, 2024);
    expect((await late.call("POST", "/api/declarations", { roundId })).body.code).toBe("applicant-banned");
  });

  it("expires by the clock, is over for everybody from the next day, and can be renewed", async () => {
    await goTo("2024-06-03");
    const [title] = (await recordAll([line({ number: "旧-30", validUntil: "2024-06-30" })])).body.items;
    const job = titlesJob(app.context);
    const run = () => job.run(new AbortController().signal);
    await run();
    expect((await keeper.call("GET", `/api/titles/${title.id}`)).body.events).toHaveLength(1);
    await goTo("2024-07-01");
    const seen = await app.call("GET", `/api/public/titles/${encodeURIComponent("旧-30")}`);
    expect(seen.body.status).toBe("expired");
    while (await run());
    await run();
    const detail = await keeper.call("GET", `/api/titles/${title.id}`);
    expect(detail.body).toMatchObject({
      title: { status: "expired" },
      events: [{ kind: "recorded" }, { kind: "expired", day: "2024-06-30", by: null }],
      ban: null,
    });
    expect(
      (await write(`/api/titles/${title.id}/renew`, { validUntil: "2024-06-30", reason: "两年复评合格" })).body
        .findings,
    ).toMatchObject([{ code: "not-later" }]);
    const noDay = await write(`/api/titles/${title.id}/renew`, { validUntil: "2026-02-30", reason: "两年复评合格" });
    expect(noDay.body.findings).toMatchObject([{ pointer: "/validUntil", code: "not-later" }]);
    const renewed = await write(`/api/titles/${title.id}/renew`, { validUntil: "2026-06-30", reason: "两年复评合格" });
    expect(renewed.body).toMatchObject({
      title: { status: "valid", validUntil: "2026-06-30" },
      events: [{ kind: "recorded" }, { kind: "expired" }, { kind: "renewed", reason: "两年复评合格" }],
    });
    const lines = await app.database.read((db) =>
      db("audit_lines").whereIn("action", ["title-expire", "title-renew"]).pluck("action"),
    );
    expect(lines).toEqual(expect.arrayContaining(["title-expire", "title-renew"]));
  });
});

describe("what a programme may say about its titles", () => {
  it("lets holders of a valid title declare again in its last months only", async () => {
    const app = await startTestApp({ now: "2024-06-03T02:00:00.000Z" });
    try {
      await loadScoredProgramme(app, true, sampleScheme, { ...award, declareAgain: { monthsBeforeEnd: 6 } });
      const keeper = await app.signInAs("programme-admin", { region: "520000" });
      const organisation = await app.makeOrganisation("520102");
      const { credit_code } = await app.database.read((db) =>
        db("organisations").where({ id: organisation }).first("credit_code"),
      );
      const title = { holder: "团队", region: "520102", awardedOn: "2023-05-10", basis: "此前认定" };
      await keeper.call("POST", "/api/titles", { programmeId: TEAM, titles: [title] }, { "idempotency-key": newId() });
      await app.database.write((db) =>
        db("titles").update({ holder_key: organisation, credit_code, valid_until: "2025-05-09" }),
      );
      const roundId = await openRound(app, TEAM, 2024);
      const start = async (day: string) => {
        app.setTime(`${day}T02:00:00.000Z`);
        const holder = await app.signInAs("applicant", { organisation });
        return holder.call("POST", "/api/declarations", { roundId });
      };
      const early = await start("2024-11-09");
      expect([early.status, early.body.code, early.body.freeOn]).toEqual([409, "title-still-valid", "2024-11-10"]);
      expect((await start("2024-11-10")).status).toBe(200);
    } finally {
      await app.close();
    }
  });

  it("recognises holders of another programme's titles at once, in the same transaction, and once", async () => {
    const app = await startTestApp({ now: "2024-06-03T02:00:00.000Z" });
    try {
      const all = await builtInDocuments();
      const path = "programmes/guizhou-enterprise.programme.json";
      const programme = all[path] as { award: object };
      const text = { zh: "获评示范团队的自动列入", en: "Teams count" };
      all[path] = {
        ...programme,
        award: { ...programme.award, recognition: [{ id: "team", text, source: "示例", from: [TEAM] }] },
      };
      const team = `programmes/${TEAM}.programme.json`;
      const { award: own, ...rest } = all[team] as { award: object };
      all[team] = { ...rest, award: { ...own, cancellation: award.cancellation } };
      const chosen = Object.fromEntries(
        Object.entries({
          ...documentsOfProgramme(all, TEAM),
          ...documentsOfProgramme(all, "guizhou-enterprise"),
        }).filter(([each]) => !each.startsWith("programmes/golden/")),
      );
      await app.context.work.withTransaction((stores) => loadBuiltIn(stores, chosen));
      const keeper = await app.signInAs("programme-admin", { region: "520000" });
      const creditCode = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"]
        .map((digit) => `91520102MADEM0001${digit}`)
        .find(isCreditCode);
      const title = { holder: "团队", creditCode, region: "520102", basis: "此前认定", validUntil: "2029-01-01" };
      const record = (awardedOn: string) => {
        const body = { programmeId: TEAM, titles: [{ ...title, awardedOn }] };
        return keeper.call("POST", "/api/titles", body, { "idempotency-key": newId() });
      };
      const first = await record("2021-05-10");
      expect(first.status).toBe(200);
      // The newer one takes its place, also as the ground of what was recognised.
      const given = await record("2023-05-10");
      const { items } = (await keeper.call("GET", "/api/titles?programmeId=guizhou-enterprise")).body;
      expect(items).toMatchObject([{ holder: "团队", origin: "decision", awardedOn: "2024-06-03" }]);
      const detail = await keeper.call("GET", `/api/titles/${items[0].id}`);
      expect(detail.body.events).toMatchObject([
        { kind: "awarded", ground: text, reason: expect.stringContaining(first.body.items[0].number) },
      ]);

      // What becomes of it when the source is cancelled, the keeper says.
      const source = given.body.items[0];
      expect(detail.body.source).toMatchObject({ id: source.id, number: source.number, status: "valid" });
      const opened = (await keeper.call("GET", `/api/titles/${source.id}`)).body;
      expect(opened.recognised).toMatchObject([{ id: items[0].id, status: "valid" }]);
      const ground = { groundId: opened.grounds[0].id, reason: "核查发现材料虚假" };
      const cancel = (body: object) =>
        keeper.call("POST", `/api/titles/${source.id}/cancel`, body, { "idempotency-key": newId() });
      expect((await cancel(ground)).body.findings).toMatchObject([{ pointer: "/withRecognised" }]);
      expect((await keeper.call("GET", `/api/titles/${source.id}`)).body.title.status).toBe("valid");
      expect((await cancel({ ...ground, withRecognised: true })).body.recognised).toMatchObject([
        { id: items[0].id, status: "cancelled" },
      ]);
      const gone = (await keeper.call("GET", `/api/titles/${items[0].id}`)).body;
      expect(gone).toMatchObject({
        title: { status: "cancelled" },
        source: { status: "cancelled" },
        ban: null,
        events: [{ kind: "awarded" }, { kind: "cancelled", ground: { zh: `所依据的称号 ${source.number} 已取消` } }],
      });
      const lines = await app.database.read((db) => db("audit_lines").where({ action: "title-cancel" }));
      expect(lines).toHaveLength(2);

      // Who is banned from the other programme is not brought in by recognition, and the log says so.
      await app.database.write(async (db) => {
        await db("titles").where({ id: source.id }).update({ status: "valid" });
        await db("bans").insert({
          id: newId(),
          programme_id: "guizhou-enterprise",
          family: familyOf({ id: "guizhou-enterprise", award: programme.award as never }),
          holder_key: null,
          credit_code: creditCode,
          holder_name: "团队",
          ground: JSON.stringify(text),
          from_day: "2024-06-03",
          free_on: "2026-06-03",
          created_at: "2024-06-03T02:00:00.000Z",
        });
      });
      expect((await record("2024-05-10")).body.items).toMatchObject([{ status: "valid" }]);
      expect((await keeper.call("GET", "/api/titles?programmeId=guizhou-enterprise")).body.total).toBe(1);
      const told = await app.database.read((db) => db("audit_lines").where({ action: "title-not-recognised" }));
      expect(told).toHaveLength(1);

      // One that is over the moment it is entered is no ground to recognise its holder.
      await app.database.write((db) => db("titles").where({ id: source.id }).update({ status: "valid" }));
      expect((await record("2020-05-10")).body.items).toMatchObject([{ status: "expired" }]);
      expect((await keeper.call("GET", "/api/titles?programmeId=guizhou-enterprise")).body.total).toBe(1);
    } finally {
      await app.close();
    }
  });
});
