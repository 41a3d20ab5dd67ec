import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "../accessibility.ts";
import { type BuiltPage, chromiumPath, openBuiltPage } from "../browser.ts";
import { newStudy, type StudyState, serveStudies } from "./fake-studies.ts";

describe.skipIf(!chromiumPath)("weight studies in Chromium", () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await openBuiltPage(fileURLToPath(new URL("../../../client", import.meta.url)));
  });
  afterAll(async () => built?.close());

  async function open(
    path: string,
    state: StudyState,
    use: (page: Page) => Promise<void>,
    width = 1280,
  ): Promise<void> {
    const context = await built.browser.newContext({
      viewport: { width, height: 900 },
      locale: "zh-CN",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await serveStudies(page, state);
    await page.goto(`${built.address}${path}`);
    await use(page);
    expect(faults).toEqual([]);
    await context.close();
  }

  const lastWrite = (state: StudyState, call: string) => state.writes.filter((each) => each.call === call).at(-1);
  const saved = (page: Page) => page.waitForSelector("[data-save-state=saved]");

  it("lets an expert split 100 by keyboard, helps to reach it, keeps drafts and hands in once", async () => {
    const state = newStudy("expert");
    await open("/weights", state, async (page) => {
      await page.getByText("待您答卷").waitFor();
      await page.getByRole("link", { name: "示范基地权重征询" }).click();
      const handIn = page.getByRole("button", { name: "提交本轮答卷" });
      await expect.poll(() => handIn.isDisabled()).toBe(true);
      await page.getByRole("button", { name: "沿用我上一轮的意见" }).click();
      await expect.poll(() => page.getByLabel(/^扶持资金/).inputValue()).toBe("35");
      await page.getByLabel(/^扶持资金/).focus();
      for (const [at, value] of ["50", "30", "40"].entries()) {
        if (at > 0) await page.keyboard.press("Tab");
        await page.keyboard.press("Control+A");
        await page.keyboard.type(value);
      }
      await page.getByText("合计 120，应为 100", { exact: true }).waitFor();
      // Outside the quartiles of the round before: a reason is asked for.
      await page.getByText("在上一轮四分位（35–45）之外").waitFor();
      await page.getByRole("button", { name: "按比例调整到 100" }).click();
      await page.getByText("合计 100", { exact: true }).waitFor();
      await expect.poll(() => page.getByLabel(/^扶持资金/).inputValue()).toBe("41.67");
      await page.getByLabel("理由或意见").fill("资金是基础");
      await saved(page);
      expect(lastWrite(state, "PUT /api/weight-invitations/s1/answer")?.body).toMatchObject({
        round: 2,
        values: { potential: { fund: "41.67", plan: "25", research: "33.33" } },
        comments: { potential: "资金是基础" },
      });
      // Own values of the round before stand beside the group's.
      const row = page.getByRole("row", { name: /扶持资金/ });
      await expect.poll(() => row.textContent()).toMatch(/40.*35–45.*35/);
      await page.getByRole("button", { name: "下一组" }).click();
      await page.getByLabel(/^激励措施/).fill("60");
      await page.getByLabel(/^创新企业/).fill("40");
      await handIn.click();
      await page.locator("dialog[open]").getByRole("button", { name: "提交本轮答卷" }).click();
      await page.getByText("您已提交本轮答卷").waitFor();
    });
    const handedIn = lastWrite(state, "POST /api/weight-invitations/s1/answer/hand-in");
    expect(handedIn?.body).toEqual({ round: 2, revision: state.sheet.answer?.revision });
    expect(handedIn?.key).toBeTruthy();
    expect(state.sheet.answer?.values.application).toEqual({ incentives: "60", firms: "40" });
  });

  it("compares pairs by arrow keys and names the comparison that contradicts the others", async () => {
    const state = newStudy("expert", "ahp");
    await open("/weights/s1", state, async (page) => {
      await page.getByText("已比较 0/3 对").waitFor();
      const choose = async (pair: string, name: string) =>
        page.getByRole("group", { name: pair }).getByRole("radio", { name }).check();
      await page.getByRole("group", { name: "扶持资金 ↔ 发展规划" }).getByRole("radio").first().focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowRight");
      await choose("扶持资金 ↔ 科研合作", "科研合作 比 扶持资金 重要，9");
      await choose("发展规划 ↔ 科研合作", "发展规划 比 科研合作 重要，8");
      await page.getByText("判断不一致（CR > 0.10）").waitFor();
      const said = await page.locator(".sb-alert--warn").first().textContent();
      expect(said).toContain("按其余判断约为");
      expect(said).toContain("扶持资金、发展规划、科研合作");
      await expect.poll(() => page.locator(".weights-pair--doubt").count()).toBe(1);
      await choose("扶持资金 ↔ 发展规划", "扶持资金 比 发展规划 重要，2");
      await choose("扶持资金 ↔ 科研合作", "扶持资金 比 科研合作 重要，4");
      await choose("发展规划 ↔ 科研合作", "发展规划 比 科研合作 重要，2");
      await page.getByText("判断一致").waitFor();
      await expect.poll(() => page.getByRole("row", { name: /^扶持资金/ }).textContent()).toBe("扶持资金57.14%57.14%");
      await saved(page);
    });
    expect(state.sheet.answer?.values.potential).toEqual({
      "fund:plan": "2",
      "fund:research": "4",
      "plan:research": "2",
    });
  });

  it("shows the administrator who answered and nothing of an open round; closes, freezes and takes over", async () => {
    const state = newStudy("programme-admin");
    await open("/manage/weights", state, async (page) => {
      await page.getByRole("link", { name: "示范基地权重征询" }).click();
      await page.getByText("第 2 轮：2/3").waitFor();
      await page.getByText("第 2 轮正在征询，关闭之前不显示任何统计。").waitFor();
      await page.getByText("资金最能说明投入").waitFor();
      await page.getByText("意见集中：未达到").waitFor();
      await page.getByRole("button", { name: "关闭本轮" }).click();
      await page.locator("dialog[open]").getByRole("button", { name: "关闭本轮" }).click();
      await page.getByRole("button", { name: "冻结结果" }).click();
      await page.getByLabel("依据（引用条款）").fill("办法第六条");
      await page.locator("dialog[open]").getByRole("button", { name: "冻结结果" }).click();
      await page.getByText(/^办法第六条 · 引用/).waitFor();
      await page.getByRole("button", { name: "写入工作室草稿" }).click();
      await page.locator("dialog[open]").getByRole("button", { name: "写入工作室草稿" }).click();
      await page.getByText("已写入草稿第 4 稿").waitFor();
    });
    expect(state.writes.map(({ call, body }) => [call.split("/").at(-1), body])).toEqual([
      ["close", { revision: 4 }],
      ["freeze", { revision: 5, basis: "办法第六条" }],
      ["take-over", { draftRevision: 3 }],
    ]);
    expect(new Set(state.writes.map(({ key }) => key)).size).toBe(3);
  });

  it("takes an answer back to correct it, and gives a study up with a reason", async () => {
    const expert = newStudy("expert");
    expert.sheet.invitation.handedIn = true;
    expert.sheet.answer = { ...expert.sheet.answer!, values: { potential: { fund: "35" } } };
    await open("/weights/s1", expert, async (page) => {
      await page.getByText("本轮关闭前可以撤回修改").waitFor();
      await page.getByRole("button", { name: "撤回修改" }).click();
      await expect.poll(() => page.getByLabel(/^扶持资金/).inputValue()).toBe("35");
    });
    expect(lastWrite(expert, "POST /api/weight-invitations/s1/answer/take-back")?.body).toEqual({
      round: 2,
      revision: "r0",
    });
    const state = newStudy("programme-admin");
    await open("/manage/weights/s1", state, async (page) => {
      await page.getByRole("button", { name: "作废" }).click();
      const confirm = page.locator("dialog[open]").getByRole("button", { name: "作废" });
      await expect.poll(() => confirm.isDisabled()).toBe(true);
      await page.locator("dialog[open]").getByLabel("理由").fill("指标体系已修改");
      await confirm.click();
      await page.getByText("理由：指标体系已修改").waitFor();
      await page.getByText("第 2 轮在作废时尚未关闭").waitFor();
      await expect.poll(() => page.getByRole("button", { name: /作废|关闭本轮|冻结/ }).count()).toBe(0);
    });
    expect(state.writes.at(-1)?.body).toEqual({ revision: 4, reason: "指标体系已修改" });
  });

  it("shows the study as it is when the round was closed before an answer could be taken back", async () => {
    const state = newStudy("expert");
    state.sheet.invitation.handedIn = true;
    state.closedMeanwhile = true;
    await open("/weights/s1", state, async (page) => {
      await page.getByRole("button", { name: "撤回修改" }).click();
      await page.getByRole("alert").filter({ hasText: "本轮已经关闭" }).waitFor();
      await page.getByText("现在没有开放的轮次").waitFor();
      await expect.poll(() => page.getByRole("button", { name: "撤回修改" }).count()).toBe(0);
    });
  });

  it("tells of few answers the median alone, and why", async () => {
    const state = newStudy("expert");
    const [told] = state.sheet.previous?.groups ?? [];
    if (told)
      told.items = told.items.map(({ id, median }) => ({
        id,
        median,
        lowerQuartile: null,
        upperQuartile: null,
        mean: null,
        variation: null,
      }));
    await open("/weights/s1", state, async (page) => {
      await page.getByText("答卷不足 5 份，只反馈中位数").waitFor();
      await page.getByLabel(/^扶持资金/).fill("90");
      await expect.poll(() => page.getByText("在上一轮四分位").count()).toBe(0);
    });
  });

  it("advises from the newest run of a round that is over, and says why a figure is missing", async () => {
    const state = newStudy("programme-admin");
    await open("/manage/weights/s1", state, async (page) => {
      const row = page.locator("#advice").getByRole("row", { name: /扶持资金/ });
      await expect.poll(() => row.textContent()).toBe("扶持资金30%62.5%50%得分");
      await expect.poll(() => page.locator("#advice").getByLabel("批次").inputValue()).toBe("past");
      await expect.poll(() => page.locator("#advice").getByLabel("评分运行").inputValue()).toBe("run2");
    });
    state.advice.items = state.advice.items.map((item, at) => ({ ...item, critic: null, entropy: at === 0 ? 100 : 0 }));
    await open("/manage/weights/s1", state, async (page) => {
      await page.locator("#advice").getByText("只在其中一项上有差异，CRITIC 无从比较").waitFor();
    });
    state.advice.items = state.advice.items.map((item) => ({ ...item, entropy: null }));
    await open("/manage/weights/s1", state, async (page) => {
      await page.locator("#advice").getByText("数据说明不了权重").waitFor();
    });
  });

  it("begins a study about a group and everything below it", async () => {
    const state = newStudy("programme-admin");
    await open("/manage/weights/new", state, async (page) => {
      await page.getByLabel("项目").selectOption("base");
      await page.getByLabel("指标组").waitFor();
      await page.getByLabel("连同以下各级，逐组征询").check();
      await page.getByText("共 3 组").waitFor();
      for (const name of ["专家0", "专家1", "专家2"]) await page.getByLabel(name).check();
      await page.getByLabel("每轮至少答卷数").fill("3");
      await page.getByRole("button", { name: "创建" }).click();
      await page.getByRole("heading", { level: 1, name: "示范基地权重征询" }).waitFor();
    });
    expect(state.writes[0]?.body).toMatchObject({
      programmeId: "base",
      source: "latest",
      kind: "delphi",
      rule: "median",
      groups: ["innovation", "potential", "application"],
      participants: ["a0", "a1", "a2"],
      minimum: 3,
      variationLimit: 0.25,
    });
  });

  it.each([
    ["expert", "delphi", "/weights"],
    ["expert", "delphi", "/weights/s1"],
    ["expert", "ahp", "/weights/s1"],
    ["programme-admin", "delphi", "/manage/weights"],
    ["programme-admin", "delphi", "/manage/weights/s1"],
    ["programme-admin", "delphi", "/manage/weights/new"],
  ] as const)(
    "axe finds nothing serious for %s (%s) on %s, wide and on a phone; nothing overflows",
    async (role, kind, path) => {
      for (const width of [1280, 390])
        await open(
          path,
          newStudy(role, kind),
          async (page) => {
            await page.waitForSelector("h1");
            if (path.endsWith("new")) {
              await page.getByLabel("项目").selectOption("base");
              await page.getByLabel("指标组").waitFor();
            }
            await expectAccessible(page);
          },
          width,
        );
    },
  );
});
