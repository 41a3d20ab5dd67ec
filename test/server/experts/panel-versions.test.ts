import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SheetView } from "../../../core/contracts/expert-sheets.ts";
import type { PanelDetail } from "../../../core/contracts/experts.ts";
import { sha256Hex } from "../../../core/json/sha256.ts";
import type { Caller } from "../../helpers/server.ts";
import { fillIn, must, type PanelStage, setPanelStage, sheetsOf, withKey } from "./panel-stage.ts";

/** Sheets and the version they are about, the due time, and what nobody may learn or choose before the opening. */
describe("a panel over versions and time", () => {
  let stage: PanelStage;
  beforeAll(async () => {
    stage = await setPanelStage({ declarations: 3, experts: 3 });
  }, 120_000);
  afterAll(() => stage.app.close());

  const SECRET = "87.65";
  const detail = async (): Promise<PanelDetail> => must(stage.owner.call("GET", stage.at()));
  const sheet = async (expert: Caller, id: string): Promise<SheetView> =>
    must(expert.call("GET", `/api/expert/assignments/${id}`));
  /** The applicant hands a declaration in anew: what the way back and forth leaves behind. */
  const handInAnew = (declarationId: string, number: number, at: string) =>
    stage.app.database.write(async (db) => {
      const before = await db("declaration_versions")
        .where({ declaration_id: declarationId, number: number - 1 })
        .first();
      await db("declaration_versions").insert({ ...before, number, submitted_at: at });
    });
  /** Every number an owner is told about sheets before the opening. */
  const numbersTold = async () => {
    const { panel, experts } = await detail();
    const pool = await must(stage.owner.call("GET", "/api/experts"));
    const refused = await stage.owner.call("POST", stage.at("/opening"), {}, withKey());
    return {
      sheets: panel.sheets,
      experts: experts.map(({ id, assigned, handedIn }) => [id, assigned, handedIn]),
      open: pool.items.map(({ id, open }: { id: string; open: number }) => [id, open]),
      missing: refused.body.missing,
      short: refused.body.short,
    };
  };
  /** The sheet of an expert about a declaration. */
  const sheetAbout = async (expert: Caller, declarationId: string): Promise<string> => {
    const { code } = (await detail()).declarations.find((row) => row.declarationId === declarationId)!;
    const { items } = await must(expert.call("GET", "/api/expert/assignments"));
    return items.find((each: { code: string; status: string }) => each.code === code).id;
  };

  it("draws with a chance that was fixed and hidden before: what is tried beforehand tells nothing", async () => {
    const { nextDraw } = await detail();
    const first = (await must(stage.draw())) as PanelDetail;
    const [draw] = first.draws;
    expect(sha256Hex(draw!.nonce!)).toBe(nextDraw!.commitment);
    expect(draw!.seed).toBe(`${draw!.nonce} 测试 20240603`);
    // The same public lot again, and nothing else changed: another seed.
    const silent = await stage.draw();
    expect([silent.status, silent.body.code]).toEqual([422, "reason-missing"]);
    const second = (await must(stage.draw({ reason: "首次抽取后专家库有变动" }))) as PanelDetail;
    expect(second.draws[0]).toMatchObject({ number: 2, reason: "首次抽取后专家库有变动", publicLot: "测试 20240603" });
    expect(second.draws[0]!.nonce).not.toBe(draw!.nonce);
    expect(sha256Hex(second.draws[0]!.nonce!)).toBe(first.nextDraw!.commitment);
    expect((await must(stage.owner.call("GET", stage.at("/draws/2")))).reproduced).toBe(true);
    const audit = await stage.app.signInAs("audit-admin");
    const { items } = await must(audit.call("GET", "/api/audit?limit=50"));
    const lines = items.filter(({ action }: { action: string }) => action === "panel-draw");
    expect(JSON.stringify(lines)).toContain("首次抽取后专家库有变动");
  });

  it("keeps marks, remarks and drafts out of what lies in the database", async () => {
    const [expert] = stage.experts as [Caller];
    const [one, two] = await sheetsOf(expert);
    await fillIn(expert, one!.id, () => Number(SECRET));
    const change = { item: "tenants", points: "61.5", comment: "机密评语", reason: "原打分 87.65 偏高" };
    await must(expert.call("POST", `/api/expert/assignments/${one!.id}/changes`, change, withKey()));
    const marks = { hardware: { points: SECRET, comment: "机密评语" } };
    await must(expert.call("PUT", `/api/expert/assignments/${two!.id}/draft`, { revision: 0, marks }));
    const stored = await stage.app.database.read(async (db) =>
      JSON.stringify([
        await db("panel_marks"),
        await db("panel_assignments"),
        await db("idempotency"),
        await db("audit_lines"),
      ]),
    );
    expect(stored).not.toMatch(/87\.65|61\.5|机密|偏高/);
    expect((await sheet(expert, two!.id)).items.find(({ id }) => id === "hardware")?.mark?.points).toBe(SECRET);
    await must(
      expert.call("PUT", `/api/expert/assignments/${two!.id}/draft`, { revision: 1, marks: { hardware: null } }),
    );
  });

  it("tells nothing of one sheet by taking it back: that ends with the first sheet of the expert", async () => {
    const [expert, other] = stage.experts as [Caller, Caller];
    const shown = await detail();
    const of = (caller: Caller) =>
      shown.declarations.flatMap(({ assignments }) =>
        assignments.filter((each) => each.expertId === caller.accountId && each.status === "active"),
      );
    // One of three is handed in: all three are refused alike, and none is offered.
    expect(of(expert)).toHaveLength(3);
    const answers = [];
    for (const { id, mayRelease } of of(expert)) {
      expect(mayRelease).toBe(false);
      const { status, body } = await stage.owner.call(
        "POST",
        `/api/panel-assignments/${id}/release`,
        { reason: "探问" },
        withKey(),
      );
      answers.push(JSON.stringify([status, { ...body, requestId: null, instance: null }]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("已有评分表提交");
    expect(of(other).every(({ mayRelease }) => mayRelease)).toBe(true);
  });

  it("asks to look again when the declaration was handed in anew, and keeps the marks", async () => {
    const [expert] = stage.experts as [Caller];
    const { items } = await must(expert.call("GET", "/api/expert/assignments"));
    const { id, code } = items.find(({ status }: { status: string }) => status === "handed-in");
    const { declarationId } = (await detail()).declarations.find((row) => row.code === code)!;
    const before = await sheet(expert, id);
    expect(before).toMatchObject({ version: { number: 1 }, earlierVersion: null });
    const told = await numbersTold();
    stage.app.setTime("2024-06-03T03:00:00.000Z");
    await handInAnew(declarationId, 2, "2024-06-03T02:30:00.000Z");
    const again = await sheet(expert, id);
    expect(again).toMatchObject({
      assignment: { status: "reopened" },
      may: { mark: true, change: false },
      version: { number: 2 },
      earlierVersion: 1,
    });
    expect(again.items.map(({ mark }) => mark)).toEqual(before.items.map(({ mark }) => mark));
    const row = (await detail()).declarations.find((each) => each.declarationId === declarationId)!;
    expect(row).toMatchObject({ version: 2, reopened: true });
    // One sheet of three was in; the new version changes no number by which the owner would learn that it was this one.
    expect(await numbersTold()).toEqual(told);
    // Read as version 1: refused, whatever the page showed.
    const path = `/api/expert/assignments/${id}/hand-in`;
    const stale = await expert.call("POST", path, { revision: again.revision, version: 1 }, withKey());
    expect([stale.status, stale.body.code, stale.body.version]).toEqual([409, "sheet-outdated", 2]);
    const done: SheetView = await must(expert.call("POST", path, { revision: again.revision, version: 2 }, withKey()));
    expect(done).toMatchObject({ assignment: { status: "handed-in" }, earlierVersion: null });
    const tenants = done.items.find((item) => item.id === "tenants")!;
    expect(tenants.versions.map(({ points, declarationVersion }) => [points, declarationVersion])).toEqual([
      [SECRET, 1],
      ["61.5", 1],
      ["61.5", 2],
    ]);
    expect(await numbersTold()).toEqual(told);
  });

  it("takes no sheet after the due time until the owner extends it with a reason", async () => {
    const [, expert] = stage.experts as [Caller, Caller];
    const past = await stage.owner.call("POST", stage.at("/due"), { dueAt: "2024-06-03T02:59:00Z" }, withKey());
    expect([past.status, past.body.findings?.[0]?.pointer]).toEqual([422, "/dueAt"]);
    await must(stage.owner.call("POST", stage.at("/due"), { dueAt: "2024-06-03T04:00:00Z" }, withKey()));
    const [{ id }] = (await sheetsOf(expert)) as [{ id: string; code: string }];
    expect((await sheet(expert, id)).assignment.dueAt).toBe("2024-06-03T04:00:00.000Z");
    const { revision } = await must(
      expert.call("PUT", `/api/expert/assignments/${id}/draft`, { revision: 0, marks: { hardware: { points: "70" } } }),
    );
    stage.app.setTime("2024-06-03T04:00:01.000Z");
    const late = await expert.call("PUT", `/api/expert/assignments/${id}/draft`, { revision, marks: {} });
    expect([late.status, late.body.code]).toEqual([409, "past-deadline"]);
    const handIn = await expert.call(
      "POST",
      `/api/expert/assignments/${id}/hand-in`,
      { revision, version: 1 },
      withKey(),
    );
    expect([handIn.status, handIn.body.code, handIn.body.detail]).toEqual([
      409,
      "past-deadline",
      expect.stringContaining("评分截止时间已过"),
    ]);
    expect((await sheet(expert, id)).may).toEqual({ mark: false, change: false, recuse: true });
    const silent = await stage.owner.call("POST", stage.at("/due"), { dueAt: "2024-06-03T06:00:00Z" }, withKey());
    expect([silent.status, silent.body.code]).toEqual([422, "reason-missing"]);
    const extended: PanelDetail = await must(
      stage.owner.call("POST", stage.at("/due"), { dueAt: "2024-06-03T06:00:00Z", reason: "一位专家出差" }, withKey()),
    );
    expect(extended.dues.map(({ reason }) => reason)).toEqual(["一位专家出差", null]);
    await fillIn(expert, id, () => 70);
    const audit = await stage.app.signInAs("audit-admin");
    const { items } = await must(audit.call("GET", "/api/audit?limit=50"));
    expect(items.filter(({ action }: { action: string }) => action === "panel-due")).toHaveLength(2);
  });

  it("counts no sheet of an earlier version at the opening, and names it; who comes later is named, too", async () => {
    const { app, owner, experts, declarations, roundId } = stage;
    for (const expert of experts) for (const { id } of await sheetsOf(expert)) await fillIn(expert, id, () => 75);
    const [moved, late] = declarations as [(typeof declarations)[0], (typeof declarations)[0]];
    app.setTime("2024-06-03T04:30:00.000Z");
    const number = (await detail()).declarations.find((row) => row.declarationId === moved.id)!.version + 1;
    await handInAnew(moved.id, number, "2024-06-03T04:10:00.000Z");
    const kept = await sheetAbout(experts[2]!, moved.id);
    const again = await sheet(experts[2]!, kept);
    await must(
      experts[2]!.call(
        "POST",
        `/api/expert/assignments/${kept}/hand-in`,
        { revision: again.revision, version: number },
        withKey(),
      ),
    );
    // A sheet that waits to be looked at again can be withdrawn from; what was handed in before does not count either.
    const left = await sheetAbout(experts[0]!, moved.id);
    const why = { conflict: false, reason: "无暇复核" };
    await must(experts[0]!.call("POST", `/api/expert/assignments/${left}/recusal`, why, withKey()));
    const stand = (stageName: string) =>
      app.database.write((db) => db("declarations").where({ id: late.id }).update({ stage: stageName }));
    await stand("province");
    await app.database.write((db) =>
      db("panel_marks")
        .whereIn("assignment_id", db("panel_assignments").select("id").where({ declaration_id: late.id }))
        .delete(),
    );
    await app.database.write((db) => db("panel_assignments").where({ declaration_id: late.id }).delete());
    const refused = await owner.call("POST", stage.at("/opening"), {}, withKey());
    expect(refused.body).toMatchObject({ code: "panel-incomplete", missing: 0, short: 1, again: 1, onTheWay: 1 });
    await must(owner.call("POST", stage.at("/opening"), { reason: "评审时限已到" }, withKey()));
    await stand("scoring");
    const shown = await detail();
    const rows = new Map(shown.declarations.map((row) => [row.declarationId, row.unmarked]));
    expect([rows.get(late.id), rows.get(moved.id)]).toEqual([true, false]);
    // Who asks to have it marked all the same is told what can be done.
    const tooLate = await stage.draw({ keep: true });
    expect([tooLate.status, tooLate.body.code]).toEqual([409, "panel-opened"]);
    expect(tooLate.body.detail).toContain("有 1 件参评申报没有打分：可为其另开一个批次");
    const report = await must(owner.call("GET", stage.at("/report")));
    const out = report.uncounted.filter((each: { declarationId: string }) => each.declarationId === moved.id);
    expect(out).toHaveLength(34);
    const reasons = out.map(({ why: { zh } }: { why: { zh: string } }) => zh);
    const stale = `评分针对申报第 ${number - 1} 版，启封时申报已是第 ${number} 版`;
    expect(reasons.filter((zh: string) => zh.startsWith(stale))).toHaveLength(17);
    expect(reasons.filter((zh: string) => zh.startsWith("专家在提交后退出"))).toHaveLength(17);
    // Nor does one that was begun before the opening and written after it.
    await handInAnew(moved.id, number + 1, "2024-06-03T04:29:59.000Z");
    // A version after the opening changes nothing of what was marked.
    await handInAnew(moved.id, number + 2, "2024-06-03T05:00:00.000Z");
    app.setTime("2024-06-03T05:30:00.000Z");
    const counted = (await must(owner.call("GET", stage.at("/report")))).declarations
      .find((each: { declarationId: string }) => each.declarationId === moved.id)
      .items[0].marks.filter((mark: { counted: boolean }) => mark.counted);
    expect(counted).toHaveLength(1);
    const run = await must(owner.call("POST", `/api/rounds/${roundId}/scoring-runs`, {}, withKey()));
    const total = (id: string) =>
      run.results.find((each: { declarationId: string }) => each.declarationId === id).total;
    expect([total(moved.id), total(late.id)]).toEqual([null, null]);
  });

  it("says of every item which group it stands in", async () => {
    const { panel } = await detail();
    expect(panel.items.every(({ path }) => path.length > 0)).toBe(true);
    const report = await must(stage.owner.call("GET", stage.at("/report")));
    expect(report.items.map(({ path }: { path: unknown }) => path)).toEqual(panel.items.map(({ path }) => path));
  });

  it("leaves what the owner decided of an expert alone when the expert writes its profile", async () => {
    const expert = await stage.app.signInAs("expert", { region: "140000" });
    const own = { employerName: "样例学院", employerCreditCode: null, fields: [] };
    await must(expert.call("PUT", "/api/expert/profile", own));
    await must(stage.owner.call("PUT", `/api/experts/${expert.accountId}`, { ...own, active: false }));
    // The row is written without a word on `active`, so it holds whichever of two writes is faster.
    const written = await stage.app.context.work.withTransaction(async (stores) => {
      await stores.experts.putOwnProfile(expert.accountId, { ...own, fields: ["直播"] }, stores.now);
      return stores.experts.findProfile(expert.accountId);
    });
    expect(written).toEqual({ ...own, fields: ["直播"], active: false });
  });
});
