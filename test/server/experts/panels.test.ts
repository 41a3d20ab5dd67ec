import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PanelDetail } from "../../../core/contracts/experts.ts";
import { must, type PanelStage, setPanelStage, sheetsOf, withKey } from "./panel-stage.ts";

const HALF_UP = (top: bigint, bottom: bigint) => (top * 2n + bottom) / (bottom * 2n);

/**
 * The total worked out by whole numbers alone, as the scheme declares it: the mean of each item as a share of its full
 * marks to twelve places, half up; their sum; two places, half up.
 */
function published(items: { full: number; marks: string[] }[]): string {
  const sum = items.reduce((total, { full, marks }) => {
    const hundredths = marks.reduce((all, mark) => all + BigInt(Math.round(Number(mark) * 100)), 0n);
    return total + HALF_UP(hundredths * BigInt(full) * 10n ** 12n, BigInt(marks.length) * 10_000n);
  }, 0n);
  const cents = HALF_UP(sum, 10n ** 10n);
  return `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`.replace(/\.?0+$/, "");
}

/** Draws, conflicts, sheets and the opening, and a score that rests on them. */
describe("a panel", () => {
  let stage: PanelStage;
  beforeAll(async () => {
    stage = await setPanelStage({ declarations: 4, experts: 5 });
  }, 120_000);
  afterAll(() => stage.app.close());

  const detail = async (): Promise<PanelDetail> => must(stage.owner.call("GET", stage.at()));
  const sealed = "87.65";

  it("cannot be opened while nobody stands at the evaluation: it would be closed before its work began", async () => {
    const { app, owner, declarations } = stage;
    const ids = declarations.map(({ id }) => id);
    const stand = (at: string) =>
      app.database.write((db) => db("declarations").whereIn("id", ids).update({ stage: at }));
    await stand("province");
    for (const body of [{}, { reason: "按时启封" }]) {
      const early = await owner.call("POST", stage.at("/opening"), body, withKey());
      expect([early.status, early.body.code]).toEqual([409, "wrong-state"]);
    }
    await stand("scoring");
    expect((await detail()).panel.opening).toBe(null);
  });

  it("cannot be scored while it is sealed, and reports nothing", async () => {
    const run = await stage.owner.call("POST", `/api/rounds/${stage.roundId}/scoring-runs`, {}, withKey());
    expect([run.status, run.body.code, run.body.panels]).toEqual([409, "panels-not-open", ["experts"]]);
    expect((await stage.owner.call("GET", stage.at("/report"))).body.code).toBe("panels-not-open");
  });

  it("draws the same again from its record, keeps conflicts out and spreads the load", async () => {
    const [first] = stage.declarations;
    // The first expert works for the applicant, by another way of writing its name.
    await must(
      stage.experts[0]!.call("PUT", "/api/expert/profile", {
        employerName: ` ${first!.name.slice(0, 8)} ${first!.name.slice(8)} `,
        employerCreditCode: null,
        fields: [],
      }),
    );
    const drawn = await stage.draw();
    expect(drawn.status).toBe(200);
    const body = drawn.body as PanelDetail;
    expect(body.panel.state).toBe("marking");
    expect(body.uncovered).toEqual([]);
    const about = body.declarations.find(({ declarationId }) => declarationId === first!.id);
    expect(about?.excluded).toEqual([{ expertId: stage.experts[0]!.accountId, kinds: ["employer"] }]);
    expect(about?.assignments.map(({ expertId }) => expertId)).not.toContain(stage.experts[0]!.accountId);
    const loads = body.experts.map(({ assigned }) => assigned);
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    const record = await must(stage.owner.call("GET", stage.at("/draws/1")));
    expect(record).toMatchObject({ reproduced: true, draw: { publicLot: "测试 20240603", reason: null } });
    expect(record.assigned).toHaveLength(12);
  });

  it("draws anew as a new number as long as nothing is handed in", async () => {
    const again = await stage.draw({ publicLot: "另一个", perDeclaration: 2, reason: "人数有误" });
    expect(again.body.draws.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    expect(again.body.panel.sheets).toEqual({ assigned: 8, handedIn: 0 });
    await stage.draw({ reason: "恢复三位专家" });
  });

  it("gives the same answer to the same key, and one draw to twenty at once", async () => {
    const before = (await detail()).draws.length;
    const headers = withKey();
    const request = { reason: "并发", perDeclaration: 3, maxLoad: 20, fields: [], keep: false };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => stage.owner.call("POST", stage.at("/draws"), request, headers)),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await detail()).draws.length).toBe(before + 1);
  });

  it("refuses a conflicted expert by hand", async () => {
    const refused = await stage.owner.call(
      "POST",
      stage.at("/assignments"),
      { declarationId: stage.declarations[0]!.id, expertId: stage.experts[0]!.accountId, reason: "专业对口" },
      withKey(),
    );
    expect([refused.status, refused.body.code]).toEqual([409, "expert-conflict"]);
  });

  it("keeps drafts, whatever they say, and refuses an older revision", async () => {
    const expert = stage.experts[1]!;
    const [{ id }] = (await sheetsOf(expert)) as [{ id: string; code: string }];
    const path = `/api/expert/assignments/${id}`;
    const saved = await must(
      expert.call("PUT", `${path}/draft`, { revision: 0, marks: { hardware: { points: "999" } } }),
    );
    const late = await expert.call("PUT", `${path}/draft`, { revision: 0, marks: {} });
    expect([late.status, late.body.code, late.body.revision]).toEqual([409, "conflict-revision", saved.revision]);
    const refused = await expert.call("POST", `${path}/hand-in`, { revision: saved.revision, version: 1 }, withKey());
    expect(refused.status).toBe(422);
    expect(refused.body.findings.map(({ pointer }: { pointer: string }) => pointer)).toContain("/marks/hardware");
    expect(refused.body.findings).toHaveLength(17);
    const strange = await expert.call("PUT", `${path}/draft`, { revision: saved.revision, marks: { nothing: null } });
    expect(strange.status).toBe(422);
  });

  it("refuses at hand-in who has a conflict that came up since", async () => {
    const expert = stage.experts[1]!;
    const own = await sheetsOf(expert);
    const shown = await detail();
    const about = shown.declarations.find(({ code }) => code === own[0]!.code)!;
    const applicant = stage.declarations.find(({ id }) => id === about.declarationId)!;
    // The authority learns that the expert works for the applicant while the sheet is open.
    const profile = { employerCreditCode: null, fields: [], active: true };
    const employ = (employerName: string) =>
      must(stage.owner.call("PUT", `/api/experts/${expert.accountId}`, { ...profile, employerName }));
    await employ(applicant.name);
    const sheet = await must(expert.call("GET", `/api/expert/assignments/${own[0]!.id}`));
    const marks = Object.fromEntries(sheet.items.map((item: { id: string }) => [item.id, { points: "80" }]));
    const { revision } = await must(
      expert.call("PUT", `/api/expert/assignments/${own[0]!.id}/draft`, { revision: sheet.revision, marks }),
    );
    const refused = await expert.call(
      "POST",
      `/api/expert/assignments/${own[0]!.id}/hand-in`,
      { revision, version: 1 },
      withKey(),
    );
    expect([refused.status, refused.body.code]).toEqual([409, "expert-conflict"]);
    await employ("样例大学一院");
  });

  it("ends what a declared conflict concerns, and fills it up with the next draw", async () => {
    const expert = stage.experts[2]!;
    const before = await sheetsOf(expert);
    const about = (await detail()).declarations.find(({ code }) => code === before[0]!.code)!;
    const { name } = stage.declarations.find(({ id }) => id === about.declarationId)!;
    await must(expert.call("POST", "/api/expert/conflicts", { name, reason: "曾任顾问" }, withKey()));
    expect((await sheetsOf(expert)).map(({ code }) => code)).not.toContain(about.code);
    const filled = (await stage.draw({ keep: true })).body as PanelDetail;
    const now = filled.declarations.find(({ code }) => code === about.code)!;
    const active = now.assignments.filter(({ status }) => status === "active");
    expect(active).toHaveLength(3);
    expect(active.map(({ expertId }) => expertId)).not.toContain(expert.accountId);
  });

  it("lets an expert recuse, and does not draw the pair again", async () => {
    const expert = stage.experts[3]!;
    const [{ id, code }] = (await sheetsOf(expert)) as [{ id: string; code: string }];
    const recused = await must(
      expert.call(
        "POST",
        `/api/expert/assignments/${id}/recusal`,
        { conflict: true, reason: "参与过其规划" },
        withKey(),
      ),
    );
    expect(recused).toMatchObject({ assignment: { status: "recused" }, items: [], answers: {} });
    expect((await must(expert.call("GET", "/api/expert/conflicts"))).items).toMatchObject([
      { code, organisation: null },
    ]);
    const filled = (await stage.draw({ keep: true })).body as PanelDetail;
    const about = filled.declarations.find((each) => each.code === code)!;
    const again = about.assignments.filter(
      ({ expertId, status }) => expertId === expert.accountId && status === "active",
    );
    expect(again).toEqual([]);
    // With two of five out of it, three are left at most.
    expect(about.assignments.filter(({ status }) => status === "active").length).toBeGreaterThanOrEqual(2);
  });

  it("hides every mark before the opening, from everybody and on every route", async () => {
    await stage.markAll((expert, _sheet, item) => (item === 0 ? Number(sealed) : 60 + expert * 5));
    const { app, owner, roundId, declarations } = stage;
    const people = {
      owner,
      administrator: await app.signInAs("programme-admin", { region: "140000" }),
      leader: await app.signInAs("leader", { region: "140000" }),
      audit: await app.signInAs("audit-admin"),
      applicant: await app.signInAs("applicant", { organisation: declarations[0]!.organisationId }),
    };
    const paths = [
      stage.at(),
      stage.at("/report"),
      stage.at("/draws/1"),
      `/api/rounds/${roundId}/panels`,
      `/api/rounds/${roundId}/scoring-runs`,
      "/api/experts",
      "/api/audit",
      "/api/rounds",
      "/api/declarations?view=all",
      `/api/declarations/${declarations[0]!.id}`,
      `/api/declarations/${declarations[0]!.id}/score`,
      "/api/dashboards",
      "/api/studio/programmes",
    ];
    for (const [name, caller] of Object.entries(people))
      for (const path of paths) {
        const text = JSON.stringify((await caller.call("GET", path)).body);
        expect(text.includes(sealed), `${name} ${path}`).toBe(false);
      }
    // Progress is told by expert, never by applicant.
    const shown = await detail();
    expect(shown.panel.sheets.handedIn).toBe(shown.panel.sheets.assigned);
    expect(JSON.stringify(shown.declarations)).not.toMatch(/handedIn|handed-in|marks|points/);
  });

  it("takes a change as a further version with its reason, and never a second sheet", async () => {
    const expert = stage.experts[4]!;
    const { items } = await must(expert.call("GET", "/api/expert/assignments"));
    const id = items.find(({ status }: { status: string }) => status === "handed-in").id;
    const path = `/api/expert/assignments/${id}`;
    const again = await expert.call("POST", `${path}/hand-in`, { revision: 2, version: 1 }, withKey());
    expect(again.body.code).toBe("sheet-handed-in");
    const noReason = await expert.call("POST", `${path}/changes`, { item: "tenants", points: "70" }, withKey());
    expect(noReason.status).toBe(422);
    const change = { item: "tenants", points: "70.5", reason: "复核入驻率后调整" };
    const headers = withKey();
    const changed = await must(expert.call("POST", `${path}/changes`, change, headers));
    await must(expert.call("POST", `${path}/changes`, change, headers));
    const tenants = changed.items.find((item: { id: string }) => item.id === "tenants");
    expect(tenants.mark.points).toBe("70.5");
    expect(tenants.versions.map(({ reason }: { reason: string }) => reason)).toEqual([null, "复核入驻率后调整"]);
    const rows = await stage.app.database.read((db) => db("panel_marks").where({ assignment_id: id, item: "tenants" }));
    expect(rows).toHaveLength(2);
    expect(
      (await stage.owner.call("POST", `/api/panel-assignments/${id}/release`, { reason: "换人" }, withKey())).status,
    ).toBe(409);
  });

  it("draws nothing anew once a sheet is handed in, but fills up", async () => {
    expect((await stage.draw({ reason: "重来" })).body.code).toBe("wrong-state");
    expect((await stage.draw({ keep: true })).status).toBe(200);
  });

  it("opens with everything in, or with a reason, and for good", async () => {
    const { app, owner, declarations } = stage;
    // A further expert, free whatever was drawn, whose sheet nobody hands in.
    const late = await app.signInAs("expert", { region: "140000" });
    const profile = { employerName: "样例大学新院", employerCreditCode: null, fields: [] };
    await must(late.call("PUT", "/api/expert/profile", profile));
    const request = { declarationId: declarations[0]!.id, expertId: late.accountId, reason: "补充评审" };
    await must(owner.call("POST", stage.at("/assignments"), request, withKey()));
    const refused = await owner.call("POST", stage.at("/opening"), {}, withKey());
    expect([refused.status, refused.body.code]).toEqual([409, "panel-incomplete"]);
    const opened = await must(owner.call("POST", stage.at("/opening"), { reason: "一位专家因病未评" }, withKey()));
    expect(opened.panel).toMatchObject({ state: "opened", opening: { reason: "一位专家因病未评" } });
    expect((await owner.call("POST", stage.at("/opening"), { reason: "再次" }, withKey())).body.code).toBe(
      "panel-opened",
    );
    expect((await stage.draw({ keep: true })).body.code).toBe("panel-opened");
    const expert = stage.experts[4]!;
    const { items } = await must(expert.call("GET", "/api/expert/assignments"));
    const id = items.find(({ status }: { status: string }) => status === "handed-in").id;
    const changed = await expert.call(
      "POST",
      `/api/expert/assignments/${id}/changes`,
      { item: "tenants", points: "1", reason: "太迟" },
      withKey(),
    );
    expect(changed.body.code).toBe("panel-opened");
  });

  it("scores with the marks, counted exactly, and says mean and spread", async () => {
    const { owner, roundId } = stage;
    const run = await must(owner.call("POST", `/api/rounds/${roundId}/scoring-runs`, {}, withKey()));
    const report = await must(owner.call("GET", stage.at("/report")));
    let judged = 0;
    for (const about of report.declarations) {
      const result = run.results.find(
        ({ declarationId }: { declarationId: string }) => declarationId === about.declarationId,
      );
      // Worked out again from the marks alone: mean of each item, brought to its full marks.
      const full: Record<string, number> = {};
      const explained = await must(owner.call("GET", `/api/scoring-runs/${run.run.id}/results/${about.declarationId}`));
      for (const node of explained.nodes) if (node.kind === "leaf") full[node.id] = Number(node.max);
      const total = published(
        about.items.map((item: { id: string; marks: { points: string; counted: boolean }[] }) => ({
          full: full[item.id] ?? 0,
          marks: item.marks.filter((mark) => mark.counted).map(({ points }) => points),
        })),
      );
      const enough = about.items.every(
        (item: { marks: { counted: boolean }[] }) => item.marks.filter(({ counted }) => counted).length >= 3,
      );
      if (!enough) {
        expect(result.total).toBe(null);
        continue;
      }
      judged++;
      expect(result.total).toBe(total);
      const hardware = explained.nodes.find(({ id }: { id: string }) => id === "hardware");
      expect(hardware.sentence.zh).toContain(`位专家平均 ${sealed}（${sealed}–${sealed}）`);
    }
    expect(judged).toBeGreaterThan(0);
    expect(run.run.hashes.marks).toMatch(/^[0-9a-f]{64}$/);
    expect(report.experts.length).toBe(5);
    const harsh = report.experts.map(({ harshness }: { harshness: number }) => harshness);
    expect([...harsh].sort((a: number, b: number) => a - b)).toEqual(harsh);
    expect(report.items.find(({ id }: { id: string }) => id === "hardware")).toMatchObject({ disagreement: 0 });
  });

  it("counts no mark of an expert whose conflict came to light after the opening, and lists it", async () => {
    const { owner, roundId } = stage;
    const before = await must(owner.call("GET", stage.at("/report")));
    const about = before.declarations.find(
      (each: { items: { marks: { counted: boolean }[] }[] }) => each.items.length > 0,
    );
    const expertId = about.items[0].marks[0].expertId;
    const expert = stage.experts.find(({ accountId }) => accountId === expertId)!;
    await must(
      expert.call("POST", "/api/expert/conflicts", { name: about.applicantName, reason: "亲属任职" }, withKey()),
    );
    const run = await must(owner.call("POST", `/api/rounds/${roundId}/scoring-runs`, {}, withKey()));
    const out = run.uncounted.filter(
      ({ declarationId }: { declarationId: string }) => declarationId === about.declarationId,
    );
    expect(out.length).toBe(17);
    expect(out[0].why.zh).toContain("专家申报回避");
    const runs = (await must(owner.call("GET", `/api/rounds/${roundId}/scoring-runs`))).items;
    expect(new Set(runs.map((each: { hashes: { marks: string } }) => each.hashes.marks)).size).toBe(2);
  });

  it("keeps the marks of a declaration that left the evaluation, and does not count them", async () => {
    const { app, owner, roundId, declarations } = stage;
    const gone = declarations[3]!.id;
    await app.database.write((db) => db("declarations").where({ id: gone }).update({ stage: "province" }));
    const run = await must(owner.call("POST", `/api/rounds/${roundId}/scoring-runs`, {}, withKey()));
    const out = run.uncounted.filter(({ declarationId }: { declarationId: string }) => declarationId === gone);
    expect(out.length).toBeGreaterThan(0);
    expect(out[0].why.en).toContain("not part of this run");
    const { panel, declarations: shown } = await must(owner.call("GET", stage.at()));
    expect(panel.declarations).toBe(declarations.length);
    expect(shown.find(({ declarationId }: { declarationId: string }) => declarationId === gone)).toMatchObject({
      unmarked: false,
      assignments: expect.arrayContaining([expect.objectContaining({ status: "active" })]),
    });
  });

  it("writes an audit line of every command without a mark in it", async () => {
    const audit = await stage.app.signInAs("audit-admin");
    const { items } = await must(audit.call("GET", "/api/audit?limit=200"));
    const actions = new Set(items.map(({ action }: { action: string }) => action));
    for (const action of [
      "panel-draw",
      "panel-assign",
      "panel-open",
      "sheet-hand-in",
      "sheet-change",
      "sheet-recuse",
      "expert-conflict",
      "expert-profile",
    ])
      expect(actions, action).toContain(action);
    expect(JSON.stringify(items)).not.toContain(sealed);
  });
});
