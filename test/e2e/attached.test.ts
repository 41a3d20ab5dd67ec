import type { AddressInfo } from "node:net";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../server/crypto/ids.ts";
import { productTop } from "../../server/document-files.ts";
import { chromiumPath } from "../client/browser.ts";
import { fillAttached } from "../helpers/attached.ts";
import type { Caller } from "../helpers/server.ts";
import { attachedDocuments, goodRoster } from "../server/attached/sample-attached.ts";
import {
  COUNTY,
  DURING,
  fillIn,
  recommend,
  type SampleRound,
  startSampleRound,
  take,
} from "../server/declarations/sample-round.ts";
import { samplePdf } from "../server/evidence/sample-files.ts";

/** Attached forms on their pages, over the real server: filled in, drawn from recommendations, handed in, judged. */
describe.skipIf(!chromiumPath)("pages of attached forms", () => {
  let round: SampleRound;
  let browser: Browser;
  let address: string;
  let applicant: Caller;
  let declaration: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    round = await startSampleRound({ documents: attachedDocuments(), clientRoot: join(productTop(), "dist/client") });
    await round.app.app.listen({ port: 0, host: "127.0.0.1" });
    address = `http://127.0.0.1:${(round.app.app.server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: ["--no-sandbox", "--disable-gpu"] });
    applicant = await round.applicant();
    declaration = await fillIn(round, applicant);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await round?.app.close();
  });

  /** Somebody's window; the clock of the page stands where the server's does. */
  async function open(caller: Caller, path: string, width = 1280): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "zh-CN" });
    const [name = "", value = ""] = caller.cookie.split("=");
    await context.addCookies([{ name, value, url: address }]);
    await context.clock.setFixedTime(DURING);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
    await page.goto(address + path);
    return page;
  }

  /** A file as a person would choose it. */
  const pdf = (name: string) => ({ name, mimeType: "application/pdf", buffer: samplePdf(name) });

  async function expectAccessible(page: Page): Promise<void> {
    await page.evaluate(axe.source);
    const serious = await page.evaluate(async () => {
      const run = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ["violations"],
      });
      return run.violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
    });
    expect(serious).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  }

  /** The roster as the server holds it for the applicant. */
  const rosterNow = async () =>
    (await applicant.call("POST", `/api/declarations/${declaration}/attached`, { attached: "roster" })).body;

  /** Another person of the applicant adds a row meanwhile. */
  async function colleagueSaves(): Promise<void> {
    const { item, revision, answers } = await rosterNow();
    const tenants = [...answers.tenants, { name: "乙店", turnover: 0 }];
    const saved = await applicant.call("PATCH", `/api/attached/${item.id}/answers`, { revision, changes: { tenants } });
    expect(saved.status).toBe(200);
  }

  it("a roster is filled in beside the form, and its findings lead to it", async () => {
    const page = await open(applicant, `/declarations/${declaration}/check`);
    await page.getByRole("link", { name: "请填写附表《2023年示例roster》" }).click();
    await page.waitForURL(/\/attached\/roster/);
    await expect.poll(() => page.locator("#field-declared_turnover").inputValue()).toBe("150");
    await expect.poll(() => page.locator("#field-declared_turnover").isEditable()).toBe(false);
    await page.getByRole("button", { name: /添加一行/ }).click();
    await page.locator("#field-tenants-0-turnover").fill("100");
    await page.locator("#field-tenants-0-turnover").blur();
    await page.getByRole("button", { name: "检查", exact: true }).click();
    await page.getByRole("alert").getByText("名单合计与申报表不一致").waitFor();
    await expectAccessible(page);
    await page.goto(`${address}/declarations/${declaration}/check`);
    await page.getByRole("link", { name: "名单合计与申报表不一致" }).click();
    await page.waitForURL(/\/attached\/roster#field-tenants/);
    await page.locator("#field-tenants-0-name").fill("甲店");
    await page.locator("#field-tenants-0-phone").fill("13800000001");
    await page.locator("#field-tenants-0-turnover").fill("150");
    await page.locator("#field-tenants-0-turnover").blur();
    await page.getByRole("button", { name: "检查", exact: true }).click();
    await page.getByRole("alert").getByText("本节没有发现问题").waitFor();
    await page.getByRole("link", { name: "佐证材料：入驻合同" }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("evidence-lease");
    await page.locator("#evidence-lease input[type=file]").setInputFiles(pdf("2023年入驻合同.pdf"));
    await page.locator("#evidence-lease").getByRole("link", { name: "下载 2023年入驻合同.pdf" }).waitFor();
    await expectAccessible(page);
    const phone = await open(applicant, `/declarations/${declaration}/attached/roster`, 390);
    await phone.locator("#field-tenants-0-name").waitFor();
    await expectAccessible(phone);
    await colleagueSaves();
    await phone.locator("#field-tenants-0-name").fill("甲商店");
    await phone.locator("#field-tenants-0-name").blur();
    await phone.getByRole("button", { name: /有 1 处内容冲突/ }).click();
    const sides = phone.getByRole("dialog", { name: "内容冲突" });
    await expect.poll(() => sides.textContent()).toContain("甲商店");
    await expect.poll(() => sides.textContent()).toContain("乙店");
    await expectAccessible(phone);
    await sides.getByRole("button", { name: "用服务器上的" }).click();
    await expect.poll(() => phone.locator("#field-tenants-0-name").inputValue()).toBe("甲店");
    await expect.poll(() => phone.locator("#field-tenants-1-name").inputValue()).toBe("乙店");
    await phone.context().close();
    await page.context().close();
    expect((await take(applicant, declaration, "submit", { committed: true })).status).toBe(200);
  }, 120_000);

  it("the county reads it on the desk, flags a row of it, and the applicant finds the flag there", async () => {
    const page = await open(round.county, `/review/${declaration}`);
    await page.getByRole("tab", { name: "附表（1）" }).click();
    await page.getByText("甲店").first().waitFor();
    const tenants = page.locator("#attached-roster-answer-tenants");
    await tenants.getByText("138****0001").waitFor();
    await tenants.getByRole("button", { name: "查看完整信息：电话（第 1 行）" }).click();
    const asking = page.getByRole("dialog", { name: "查看完整信息：电话（第 1 行）" });
    await asking.getByRole("textbox", { name: "理由" }).fill("核对联系方式");
    await expectAccessible(page);
    await asking.getByRole("button", { name: "查看", exact: true }).click();
    await tenants.getByText("13800000001").waitFor();
    await expect.poll(() => tenants.getByRole("button", { name: /查看完整信息/ }).count()).toBe(0);
    await tenants.getByRole("button", { name: /标记/ }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("请核对名单");
    await page.getByRole("dialog").getByRole("button", { name: /标记/ }).last().click();
    await page.getByText("请核对名单").first().waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("attached-roster-answer-tenants");
    const files = page.locator("#attached-roster-evidence");
    await files.getByRole("link", { name: /下载：2023年入驻合同.pdf/ }).waitFor();
    await files.getByRole("button", { name: "标记需修改：入驻合同" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("合同缺页");
    await page.getByRole("dialog").getByRole("button", { name: /标记/ }).last().click();
    await files.getByText("已标记").waitFor();
    await expectAccessible(page);
    await page.context().close();
    expect((await take(round.county, declaration, "county-return")).status).toBe(200);
    const back = await open(applicant, `/declarations/${declaration}`);
    await back.getByRole("link", { name: /附表：2023年示例roster.*2 处退回意见/ }).click();
    await back.getByText("请核对名单").first().waitFor();
    const lease = back.locator("#evidence-lease");
    await lease.getByText("合同缺页").waitFor();
    await lease.getByRole("button", { name: /^删除/ }).click();
    await back.getByRole("dialog").getByRole("button", { name: "删除" }).click();
    await lease.locator("input[type=file]").setInputFiles(pdf("全本合同.pdf"));
    await lease.getByRole("link", { name: "下载 全本合同.pdf" }).waitFor();
    await back.locator("#field-tenants-0-name").fill("甲商行");
    await back.locator("#field-tenants-0-name").blur();
    await expect.poll(async () => (await rosterNow()).answers.tenants[0].name).toBe("甲商行");
    await back.context().close();
    expect((await take(applicant, declaration, "resubmit", { committed: true })).status).toBe(200);
  }, 120_000);

  it("the county sees what the correction changed in it: rows and files", async () => {
    for (const width of [1280, 390]) {
      const page = await open(round.county, `/review/${declaration}`, width);
      await page.getByRole("tab", { name: "与上次提交的差别" }).click();
      await page.getByRole("heading", { name: "2023年示例roster" }).waitFor();
      const row = (side: string) =>
        page.getByRole("heading", { name: `入驻企业 · ${side}` }).locator("xpath=following-sibling::section[1]");
      await expect.poll(() => row("上次提交中改动或删去的行").textContent()).toContain("甲店138****0001");
      await expect.poll(() => row("本次提交中改动或新增的行").textContent()).toContain("甲商行138****0001");
      await page.getByRole("link", { name: "2023年入驻合同.pdf" }).waitFor();
      await page.getByRole("link", { name: "全本合同.pdf" }).waitFor();
      await expectAccessible(page);
      await page.getByRole("tab", { name: "附表（1）" }).click();
      await page.locator("#attached-roster-answer-tenants").getByText("有改动").waitFor();
      await page.context().close();
    }
  }, 120_000);

  it("the county reads no number of an earlier submission beside those of the last", async () => {
    const path = `/api/declarations/${declaration}`;
    const correct = async (changes: object) => {
      await round.county.call("POST", `${path}/flags`, { pointer: "/phone", message: "号码打不通" });
      expect((await take(round.county, declaration, "county-return")).status).toBe(200);
      const { revision } = (await applicant.call("GET", path)).body;
      expect((await applicant.call("PATCH", `${path}/answers`, { revision, changes })).status).toBe(200);
      expect((await take(applicant, declaration, "resubmit", { committed: true })).status).toBe(200);
    };
    await correct({ phone: "13800138000" });
    const page = await open(round.county, `/review/${declaration}`);
    const phone = page.locator("#answer-phone");
    await phone.getByRole("button", { name: /^查看完整信息/ }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "理由" }).fill("核对联系方式");
    await page.getByRole("dialog").getByRole("button", { name: "查看", exact: true }).click();
    await phone.getByText("13800138000").first().waitFor();
    await correct({ phone: "13899998000" });
    // The page is still open; what is done next on it reads the declaration anew.
    await page
      .locator("#answer-company")
      .getByRole("button", { name: /^核实无误/ })
      .click();
    await phone.getByRole("button", { name: /^查看完整信息/ }).waitFor();
    expect(await phone.textContent()).not.toContain("13800138000");
    await page.context().close();
  }, 120_000);

  it("a city draws its summary from the recommendations, hands it in, and the province accepts it", async () => {
    const second = await round.applicant();
    const other = await fillIn(round, second);
    await fillAttached(second, other, () => goodRoster);
    await take(second, other, "submit", { committed: true });
    for (const id of [declaration, other]) {
      await recommend(round.county, id, "county-recommend");
      expect((await recommend(round.city, id, "city-recommend")).status).toBe(200);
    }
    const page = await open(round.city, "/summaries");
    await page.getByRole("button", { name: "开始填写" }).click();
    await page.getByRole("button", { name: "按推荐名单生成" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "按推荐名单生成" }).click();
    await page.locator("#field-rows-1-score").fill("88");
    await page.locator("#field-rows-1-score").blur();
    await page.getByRole("button", { name: "报送", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "报送" }).click();
    await page.getByRole("alert").getByText(/评分/).first().waitFor();
    await page.locator("#field-rows-0-score").fill("90");
    await page.locator("#field-rows-0-score").blur();
    await expectAccessible(page);
    await page.getByRole("button", { name: "报送", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "报送" }).click();
    await page.locator("main").getByText("已报送").first().waitFor();

    const province = await open(round.province, `/summaries/${round.roundId}`);
    await expectAccessible(province);
    await province.getByRole("link", { name: "打开" }).click();
    await province.getByRole("cell", { name: "88" }).waitFor();
    await province.getByRole("button", { name: "退回", exact: true }).click();
    await province.getByRole("dialog").getByRole("textbox").fill("请核对第二行评分");
    await province.getByRole("dialog").getByRole("button", { name: "退回" }).click();
    await province.locator("main").getByText("已退回").first().waitFor();
    await page.reload();
    await page.locator("#field-rows-1-score").fill("86");
    await page.locator("#field-rows-1-score").blur();
    await page.getByRole("button", { name: "报送", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "报送" }).click();
    await page.locator("main").getByText("已报送").first().waitFor();
    await page.context().close();
    await province.reload();
    await province.getByRole("heading", { name: "与上次报送的差别" }).waitFor();
    const changed = (side: string) =>
      province.getByRole("heading", { name: side }).locator("xpath=following-sibling::section[1]//tbody");
    await expect.poll(() => changed("上次提交中改动或删去的行").textContent()).toMatch(/88$/);
    await expect.poll(() => changed("本次提交中改动或新增的行").textContent()).toMatch(/86$/);
    await expectAccessible(province);
    await province.getByRole("button", { name: "接收" }).click();
    await province.locator("main").getByText("已接收").first().waitFor();
    await province.context().close();
  }, 180_000);

  it("the holder of a title is reminded, reports, and the city sees who has not", async () => {
    await round.app.context.work.withTransaction((stores) =>
      stores.titles.recordTitle({
        id: newId(),
        number: "示例-2023-0001",
        programmeId: "sample",
        declarationId: declaration,
        holderKey: applicant.organisationId,
        creditCode: null,
        holderName: "示例",
        recognisedFrom: null,
        regionCode: COUNTY,
        name: { zh: "示例称号", en: "Sample title" },
        awardedOn: "2023-01-20",
        validUntil: null,
        status: "valid",
        origin: "list",
      }),
    );
    const page = await open(applicant, "/declarations");
    await page.getByText("有 1 份报告待报送").first().waitFor();
    await page.getByRole("link", { name: "去报送" }).click();
    await page
      .getByRole("row", { name: /annual/ })
      .getByText("已超期")
      .waitFor();
    await expectAccessible(page);
    const city = await open(round.city, "/reports", 390);
    await city.getByText("待报送 1，其中超期 1").first().waitFor();
    await expectAccessible(city);
    await city.context().close();
    await page
      .getByRole("row", { name: /annual/ })
      .getByRole("button", { name: "开始填写" })
      .click();
    await page.locator("#field-work").fill("开展培训");
    await page.locator("#field-work").blur();
    const handIn = async () => {
      await page.getByRole("button", { name: "报送", exact: true }).click();
      await page.getByRole("dialog").getByRole("button", { name: "报送" }).click();
    };
    await handIn();
    await page
      .getByRole("alert")
      .getByText(/审计报告/)
      .click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("evidence-audit");
    await page.locator("#evidence-audit input[type=file]").setInputFiles(pdf("审计报告.pdf"));
    await page.locator("#evidence-audit").getByRole("link", { name: "下载 审计报告.pdf" }).waitFor();
    await expectAccessible(page);
    await handIn();
    await page.locator("main").getByText("已报送").first().waitFor();
    await page.getByRole("link", { name: "下载：审计报告.pdf" }).waitFor();
    await page.context().close();
    expect(complaints).toEqual([]);
  }, 120_000);
});
