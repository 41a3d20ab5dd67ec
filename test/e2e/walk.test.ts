import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GoldenCase } from "../../core/editions/golden-case.ts";
import { compileForm } from "../../core/forms/compile-form.ts";
import type { FormDocument } from "../../core/forms/form-document.ts";
import { samplePdf } from "../../server/demo/demo-pdf.ts";
import { chromiumPath } from "../client/browser.ts";
import { fullSample } from "../helpers/attached.ts";
import { builtInDocuments } from "../helpers/programmes.ts";
import { fillSection } from "./fill-in.ts";
import { PASSWORD, Stage } from "./stage.ts";

/**
 * One declaration from the open programme to the published list and the leader's dashboard, each person in a browser
 * of their own. The programme is a document; the test names it once.
 */
const programme = "guizhou-enterprise";
const region = { province: "520000", city: "520100", county: "520103" };
const applicant = { login: "walker", name: "云岩示例行走电子商务有限公司（虚构）", creditCode: "91520103MADEM0001B" };

const seal = { name: "推荐意见（盖章）.pdf", mimeType: "application/pdf", buffer: samplePdf("seal") };

describe.skipIf(!chromiumPath)("from notice to title", () => {
  let stage: Stage;
  let form: FormDocument;
  let report: FormDocument;
  let golden: GoldenCase;
  let declaration = "";
  let page: Page;

  beforeAll(async () => {
    const documents = await builtInDocuments();
    form = documents[`form-schemas/${programme}/declaration.form.json`] as FormDocument;
    report = documents["form-schemas/guizhou-common/report-enterprise.form.json"] as FormDocument;
    golden = documents[`programmes/golden/${programme}/full.json`] as GoldenCase;
    stage = await Stage.open(documents);
    await stage.official("studio", "programme-admin", region.province);
    await stage.official("province", "province-reviewer", region.province);
    await stage.official("city", "city-reviewer", region.city);
    await stage.official("county", "county-reviewer", region.county);
    await stage.official("leader", "leader", region.province);
  }, 120_000);

  afterAll(async () => {
    await stage?.close();
  });

  const dialog = (of: Page) => of.getByRole("dialog");

  it("opens a round", async () => {
    const studio = await stage.signIn("studio", "/manage/rounds");
    await studio.getByRole("button", { name: "开启批次" }).click();
    await dialog(studio).getByLabel("项目").selectOption(programme);
    // The editions are asked for then; without one the dialog keeps what was typed and sends nothing.
    await dialog(studio).locator("select").nth(1).locator("option").first().waitFor({ state: "attached" });
    await dialog(studio).getByLabel("批次名称").fill("示范企业行走批次");
    await dialog(studio).getByLabel("报告期").fill("2026");
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    await dialog(studio)
      .getByLabel("开始时间")
      .fill(`${day(-1)}T08:00`);
    await dialog(studio)
      .getByLabel("截止时间")
      .fill(`${day(20)}T18:00`);
    await dialog(studio).getByRole("button", { name: "开启" }).click();
    await studio.getByRole("link", { name: "示范企业行走批次" }).waitFor();
    await stage.shot(studio, "01-round-open");
    await studio.context().close();
  }, 60_000);

  it("registers from the public page", async () => {
    page = await stage.visit("/");
    await page.getByRole("link", { name: "示范企业行走批次" }).click();
    await page.getByRole("button", { name: "先看看我是否符合条件" }).click();
    await page.getByRole("button", { name: "检查", exact: true }).click();
    await page.getByText("还有内容没有填写").first().waitFor();
    await stage.shot(page, "02-precheck");
    await page.goto(`${stage.address}/register`);
    await page.getByLabel("单位全称").fill(applicant.name);
    await page.getByLabel("统一社会信用代码").fill(applicant.creditCode);
    await page.getByLabel("省（区、市）").selectOption(region.province);
    await page.getByLabel("市（州）").selectOption(region.city);
    await page.getByLabel("区（县）").selectOption(region.county);
    await page.getByLabel("姓名").fill("行走测试");
    await page.getByLabel("用户名").fill(applicant.login);
    await page
      .getByLabel("密码", { exact: true })
      .or(page.getByLabel(/^\*?密码/))
      .first()
      .fill(PASSWORD);
    await page.getByLabel("再输一次密码").fill(PASSWORD);
    await stage.shot(page, "03-register");
    await page.locator("form").getByRole("button").last().click();
    await page.waitForURL((url) => !url.pathname.startsWith("/register"));
  }, 60_000);

  it("fills in every section; the server has each answer, on a second device, too", async () => {
    await page.goto(stage.address);
    await page.getByRole("link", { name: "示范企业行走批次" }).click();
    await page.getByRole("link", { name: "我要申报" }).click();
    await page.locator("main").getByRole("button").last().click();
    await page.waitForURL(/\/declarations\/[^/]+\/fill/);
    declaration = /\/declarations\/([^/]+)/.exec(page.url())?.[1] ?? "";
    const compiled = compileForm(form);
    const answers = { ...golden.answers, name: applicant.name, credit_code: applicant.creditCode };
    for (const section of compiled.sections) {
      if (section.fields.length === 0) continue;
      await page.goto(`${stage.address}/declarations/${declaration}/fill/${section.id}`);
      await fillSection(page, form, section.fields, answers);
      await page.getByText("已保存").first().waitFor();
    }
    await stage.shot(page, "04-filled");
    const device = await stage.signIn(applicant.login, `/declarations/${declaration}`);
    await device.getByText("填写申报表").first().waitFor();
    const kept = await device.request.get(`${stage.address}/api/declarations/${declaration}`);
    expect((await kept.json()).answers).toMatchObject({
      name: applicant.name,
      online_retail: golden.answers.online_retail,
    });
    await device.context().close();
  }, 120_000);

  it("fills in the written report that goes with it", async () => {
    await page.goto(`${stage.address}/declarations/${declaration}/check`);
    await page.getByRole("link", { name: /请填写附表/ }).click();
    await page.waitForURL(/\/attached\/report/);
    const compiled = compileForm(report);
    const fields = compiled.sections.flatMap((section) => section.fields).filter((id) => id !== "name");
    await fillSection(page, report, fields, fullSample(report.id));
    await page.getByText("已保存").first().waitFor();
    await stage.shot(page, "04b-report");
    await page.getByRole("button", { name: "检查", exact: true }).click();
    await page.getByRole("alert").waitFor();
    await page.getByRole("link", { name: /附表：示范企业（团队）申报书/ }).waitFor();
  }, 120_000);

  it("hands in evidence with Chinese names and submits once, with a receipt", async () => {
    await page.goto(`${stage.address}/declarations/${declaration}/evidence`);
    const needed = Object.keys(golden.evidence ?? {});
    for (const id of needed) {
      const place = page.locator(`#evidence-${id}`);
      await place
        .locator("input[type=file]")
        .setInputFiles({ name: `佐证材料 ${id}.pdf`, mimeType: "application/pdf", buffer: samplePdf(id) });
      await place.getByRole("link", { name: `下载 佐证材料 ${id}.pdf` }).waitFor();
    }
    await stage.shot(page, "05-evidence");
    await page.goto(`${stage.address}/declarations/${declaration}/check`);
    await page.getByRole("checkbox").check();
    await page.locator("main").getByRole("button", { name: "提交" }).last().click();
    await dialog(page).getByRole("button", { name: "提交" }).last().click();
    await page
      .getByText(/GE-2026-\d{6}/)
      .first()
      .waitFor();
    await stage.shot(page, "06-receipt");
  }, 120_000);

  /** Opens the declaration on somebody's desk. */
  const desk = (login: string) => stage.signIn(login, `/review/${declaration}`);

  it("is returned by the county with a flag, and only that unlocks", async () => {
    const county = await desk("county");
    const row = county.locator(".review-answer").filter({ hasText: "年度网络零售额" }).first();
    await row.getByRole("button", { name: "标记需修改" }).click();
    await dialog(county).getByLabel("修改要求").fill("请与平台数据核对。");
    await dialog(county).getByRole("button", { name: "标记需修改" }).click();
    await dialog(county).waitFor({ state: "hidden" });
    // The list of open flags says it too.
    await row.getByText("请与平台数据核对。").waitFor();
    await county.getByRole("button", { name: "退回" }).first().click();
    await dialog(county).getByRole("button", { name: "确认办理" }).click();
    await dialog(county).waitFor({ state: "hidden" });
    await stage.shot(county, "07-returned");
    await county.context().close();
    const section = compileForm(form).fields.get("online_retail")?.section;
    await page.goto(`${stage.address}/declarations/${declaration}/fill/${section}`);
    await page.getByText("请与平台数据核对。").first().waitFor();
    await expect.poll(() => page.locator("#field-online_retail").isEditable()).toBe(true);
    await expect.poll(() => page.locator("#field-annual_sales").isEditable()).toBe(false);
    await page.locator("#field-online_retail").fill("500.5");
    await page.locator("#field-online_retail").blur();
    await page.getByText("已保存").first().waitFor();
    await page.goto(`${stage.address}/declarations/${declaration}/check`);
    await page.getByRole("checkbox").check();
    await page.locator("main").getByRole("button", { name: "提交" }).last().click();
    await dialog(page).getByRole("button", { name: "提交" }).last().click();
    await page
      .getByText(/GE-2026-\d{6}/)
      .first()
      .waitFor();
  }, 120_000);

  /** Takes a step forward with an opinion and, where it is asked for, a sealed scan. */
  async function recommend(login: string, action: string, shot: string): Promise<void> {
    const reviewer = await desk(login);
    await reviewer.getByRole("button", { name: action }).click();
    await dialog(reviewer).getByLabel("审核意见").fill("材料齐全，同意推荐。");
    const scan = dialog(reviewer).locator("input[type=file]");
    if ((await scan.count()) > 0) {
      await scan.setInputFiles(seal);
      await dialog(reviewer).getByText("已上传").waitFor();
    }
    await stage.shot(reviewer, shot);
    await dialog(reviewer).getByRole("button", { name: "确认办理" }).click();
    await dialog(reviewer).waitFor({ state: "hidden" });
    await reviewer.context().close();
  }

  it("goes from county to city to province", async () => {
    await recommend("county", "审核通过并推荐", "08-county");
    await recommend("city", "审核通过并推荐", "09-city");
    await recommend("province", "受理并进入评审", "10-province");
  }, 120_000);

  it("is scored, and every point is explained with its clause", async () => {
    const province = await stage.signIn("province", "/manage/rounds");
    await province.getByRole("link", { name: "示范企业行走批次" }).click();
    await province.getByRole("button", { name: "运行评分" }).click();
    await province.waitForURL(/\/manage\/runs\//);
    await stage.shot(province, "11-ranking");
    await province.getByRole("link", { name: applicant.name }).click();
    await province.getByText("各项得分相加等于总分").first().waitFor();
    await stage.shot(province, "12-explanation");
    const total = await province.locator("tfoot strong").textContent();
    expect(Number(/[\d.]+/.exec(total ?? "")?.[0])).toBeGreaterThan(0);
    await province.goBack();
    await province.getByRole("checkbox").first().check();
    await province.getByRole("button", { name: "发布公示" }).click();
    await dialog(province).getByLabel("公示标题").fill("拟认定名单公示");
    await dialog(province).getByRole("button", { name: "发布公示" }).click();
    await province.waitForURL(/\/manage\/publicity\//);
    await stage.shot(province, "13-publicity");
    await province.context().close();
  }, 120_000);

  it("is published after the notice period, and its title can be verified by anybody", async () => {
    const visitor = await stage.visit("/publicity");
    await visitor.getByRole("link", { name: "拟认定名单公示" }).click();
    await visitor.getByText(applicant.name).first().waitFor();
    await stage.shot(visitor, "14-public-notice");
    stage.passDays(14);
    const province = await stage.signIn("province", "/manage/rounds");
    await province.getByRole("link", { name: "示范企业行走批次" }).click();
    await province.getByRole("link", { name: "拟认定名单公示" }).click();
    await province.getByRole("button", { name: "发布名单并授予称号" }).click();
    await dialog(province).getByRole("button", { name: "确定" }).click();
    await province.getByText("已发布").first().waitFor();
    await visitor.reload();
    await visitor.getByRole("link", { name: /-2026-/ }).click();
    await visitor.getByText("有效", { exact: true }).first().waitFor();
    await stage.shot(visitor, "15-title");
    await visitor.context().close();
    await province.context().close();
  }, 120_000);

  it("shows on the leader's dashboard, for the own region only", async () => {
    const leader = await stage.signIn("leader", "/boards");
    await leader.locator(".sb-tile svg").first().waitFor();
    await leader.getByText("1家", { exact: false }).first().waitFor();
    await stage.shot(leader, "16-dashboard");
    await leader.context().close();
  }, 60_000);

  it("met no error in any browser on the way", () => {
    expect(stage.complaints).toEqual([]);
  });
});
