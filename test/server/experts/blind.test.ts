import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SheetView } from "../../../core/contracts/expert-sheets.ts";
import { newId } from "../../../server/crypto/ids.ts";
import type { Caller } from "../../helpers/server.ts";
import { must, type PanelStage, setPanelStage, sheetsOf, withKey } from "./panel-stage.ts";

/** What an expert sees of a blind panel, and what nobody else sees of an expert's work. */
describe("a blind sheet", () => {
  let stage: PanelStage;
  let expert: Caller;
  let id: string;
  let sheet: SheetView;

  beforeAll(async () => {
    stage = await setPanelStage({ declarations: 3, experts: 3 });
    await must(stage.draw());
    expert = stage.experts[0]!;
    id = (await sheetsOf(expert))[0]!.id;
    sheet = await must(expert.call("GET", `/api/expert/assignments/${id}`));
  }, 120_000);
  afterAll(() => stage.app.close());

  /** Everything that would tell whose declaration it is. */
  async function telling(): Promise<string[]> {
    const rows = await stage.app.database.read((db) =>
      db("declarations as d")
        .leftJoin("organisations as o", "o.id", "d.organisation_id")
        .select("d.*", "o.credit_code"),
    );
    return rows.flatMap((row) => {
      const answers = JSON.parse(row.answers) as Record<string, unknown>;
      const fields = [
        "name",
        "authority",
        "address",
        "operator_name",
        "head_mobile",
        "contact_mobile",
        "contact_email",
      ];
      const said = fields.flatMap((field) => (typeof answers[field] === "string" ? [answers[field] as string] : []));
      return [
        row.applicant_name,
        row.number,
        row.credit_code,
        row.id,
        row.organisation_id,
        "阳曲",
        "小店区",
        "硬件证明",
        ...said,
      ];
    });
  }

  it("holds no name, number, region, identifying answer or file name, anywhere", async () => {
    const canaries = await telling();
    expect(canaries.length).toBeGreaterThan(20);
    const list = await must(expert.call("GET", "/api/expert/assignments"));
    const file = await expert.call("GET", `/api/expert/assignments/${id}/evidence/${sheet.evidence[0]!.id}/content`);
    const text = JSON.stringify([sheet.assignment, sheet.items, sheet.answers, sheet.evidence, list, file.headers]);
    expect(canaries.filter((canary) => text.includes(canary))).toEqual([]);
    expect(sheet.assignment.applicant).toBe(null);
    expect(sheet.withheld.fields).toEqual(expect.arrayContaining(["name", "address", "head_mobile"]));
  });

  it("still holds what is to be judged: the other answers, with the name taken out of texts", () => {
    expect(sheet.answers).toHaveProperty("area_ecommerce");
    expect(sheet.answers.suggestions).toBe("希望支持［已隐去］扩大规模。");
    expect(sheet.items).toHaveLength(17);
    expect(sheet.items[0]).toMatchObject({ id: "hardware", sections: ["hardware"], low: "0", high: "10" });
  });

  it("gives the files of the sheet beside their item, under a number", async () => {
    const [file] = sheet.evidence;
    expect(file).toMatchObject({ fileName: "佐证材料-1.pdf", requirementId: "proof-hardware", inline: true });
    expect(sheet.items[0]!.evidence).toEqual([file!.id]);
    const got = await expert.call("GET", `/api/expert/assignments/${id}/evidence/${file!.id}/content?inline=1`);
    expect(got.status).toBe(200);
    expect(got.headers["content-disposition"]).toContain(encodeURIComponent("佐证材料-1.pdf"));
    expect(got.headers["content-security-policy"]).toContain("sandbox");
    // The way of the applicant and the reviewers is closed to an expert.
    expect((await expert.call("GET", `/api/evidence/${file!.id}/content`)).status).toBe(403);
    const foreign = stage.declarations.map(({ evidenceId }) => evidenceId).find((each) => each !== file!.id);
    expect((await expert.call("GET", `/api/expert/assignments/${id}/evidence/${foreign}/content`)).status).toBe(404);
  });

  it("withholds the sealed form, which bears the applicant's seal", async () => {
    const { declarations } = await must(stage.owner.call("GET", stage.at()));
    const { declarationId } = declarations.find(({ code }: { code: string }) => code === sheet.assignment.code);
    const scan = { id: newId(), requirementId: null, sha256: "0".repeat(64), fileName: "盖章申报表.pdf" };
    await stage.app.database.write(async (db) => {
      const like = await db("evidence").where({ declaration_id: declarationId }).first();
      const own = { id: scan.id, requirement_id: null, purpose: "seal", sha256: scan.sha256, file_name: scan.fileName };
      await db("evidence").insert({ ...like, ...own, answers_hash: "0".repeat(64) });
      const version = await db("declaration_versions").where({ declaration_id: declarationId }).first("evidence");
      const evidence = JSON.stringify([...JSON.parse(version.evidence), scan]);
      await db("declaration_versions").where({ declaration_id: declarationId }).update({ evidence });
    });
    const path = `/api/expert/assignments/${id}`;
    const shown: SheetView = await must(expert.call("GET", path));
    expect(shown.evidence).toEqual(sheet.evidence);
    expect(shown.withheld.files).toBe(sheet.withheld.files + 1);
    expect((await expert.call("GET", `${path}/evidence/${scan.id}/content`)).status).toBe(404);
  });

  it("cannot be found out by trying employers: the employer stands while sheets are sealed", async () => {
    const { name } = stage.declarations[0]!;
    const { profile } = await must(expert.call("GET", "/api/expert/profile"));
    const { active: _, ...own } = profile;
    const tried = await expert.call("PUT", "/api/expert/profile", { ...own, employerName: name });
    expect([tried.status, tried.body.code]).toEqual([409, "wrong-state"]);
    expect(tried.body.detail).toContain("申报与新单位的回避");
    const fields = await must(expert.call("PUT", "/api/expert/profile", { ...own, fields: ["电商"] }));
    expect(fields.profile).toMatchObject({ employerName: own.employerName, fields: ["电商"] });
    const byOwner = { ...profile, employerName: "另一所大学" };
    expect((await stage.owner.call("PUT", `/api/experts/${expert.accountId}`, byOwner)).status).toBe(200);
  });

  it("is nobody else's: not another expert's, not an expert's of another province, not the owner's", async () => {
    const elsewhere = await stage.app.signInAs("expert", { region: "520000" });
    const path = `/api/expert/assignments/${id}`;
    for (const caller of [stage.experts[1]!, elsewhere]) {
      expect((await caller.call("GET", path)).status).toBe(404);
      expect((await caller.call("PUT", `${path}/draft`, { revision: 0, marks: {} })).status).toBe(404);
      expect((await caller.call("POST", `${path}/hand-in`, { revision: 0, version: 1 }, withKey())).status).toBe(404);
    }
    expect((await must(elsewhere.call("GET", "/api/expert/assignments"))).items).toEqual([]);
    expect((await stage.owner.call("GET", path)).status).toBe(403);
    const neighbour = await stage.app.signInAs("province-reviewer", { region: "520000" });
    expect((await neighbour.call("GET", stage.at())).status).toBe(404);
    const own = (await must(neighbour.call("GET", "/api/experts"))).items;
    expect(own.map(({ id: account }: { id: string }) => account)).toEqual([elsewhere.accountId]);
  });

  it("keeps an expert of another province, an inactive one and one without a profile out of the pool", async () => {
    const { app, owner } = stage;
    const idle = stage.experts[2]!;
    const profile = { employerName: "样例大学2院", employerCreditCode: null, fields: [], active: false };
    await must(owner.call("PUT", `/api/experts/${idle.accountId}`, profile));
    await app.signInAs("expert", { region: "140000" });
    const foreign = await app.signInAs("expert", { region: "520000" });
    await must(
      foreign.call("PUT", "/api/expert/profile", { employerName: "外省大学", employerCreditCode: null, fields: [] }),
    );
    const { experts } = await must(owner.call("GET", stage.at()));
    const drawable = experts
      .filter((each: { drawable: boolean }) => each.drawable)
      .map((each: { id: string }) => each.id);
    expect(drawable.sort()).toEqual([stage.experts[0]!.accountId, stage.experts[1]!.accountId].sort());
    const wrong = { employerName: null, employerCreditCode: "911401000000000001", fields: [] };
    expect((await idle.call("PUT", "/api/expert/profile", wrong)).status).toBe(422);
  });

  it("keeps a reviewer who is an expert as well from marking what he reviews", async () => {
    const { app, owner } = stage;
    const both = await app.signInAs("expert", { region: "140000" });
    await must(both.call("PUT", "/api/expert/profile", { employerName: "某局", employerCreditCode: null, fields: [] }));
    await app.database.write((db) =>
      db("account_roles").insert({ account_id: both.accountId, role: "city-reviewer", region_code: "140100" }),
    );
    const { declarations } = await must(owner.call("GET", stage.at()));
    for (const { excluded } of declarations)
      expect(excluded).toContainEqual({ expertId: both.accountId, kinds: ["reviewer"] });
  });
});
