import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PanelDetail } from "../../../core/contracts/experts.ts";
import { expectAccessible } from "../accessibility.ts";
import { type BuiltPage, chromiumPath, openBuiltPage } from "../browser.ts";
import { newPanelState, type PanelState, servePanels } from "./fake-panels.ts";
import { newDetail } from "./panel-samples.ts";

/** The owner's pages of an expert panel in a real browser, over a server in the test's memory. */

type Row = PanelDetail["declarations"][number];

const panelPage = "/manage/rounds/r1/panels/experts";

describe.skipIf(!chromiumPath)("the owner's panel pages in Chromium", () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await openBuiltPage(fileURLToPath(new URL("../../../client", import.meta.url)));
  });
  afterAll(async () => built?.close());

  async function open(
    path: string,
    state: PanelState,
    use: (page: Page) => Promise<void>,
    size = { width: 1280, height: 900 },
  ): Promise<void> {
    const context = await built.browser.newContext({ viewport: size, locale: "zh-CN", reducedMotion: "reduce" });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (line) => {
      if (line.type() === "error" && !line.text().startsWith("Failed to load resource")) faults.push(line.text());
    });
    await servePanels(page, state);
    await page.goto(`${built.address}${path}`);
    await page.waitForSelector("h1");
    await use(page);
    expect(faults).toEqual([]);
    await context.close();
  }

  const dialog = (page: Page) => page.locator("dialog[open]");
  const opened = (): PanelState => {
    const state = newPanelState();
    if (state.detail)
      state.detail = {
        ...state.detail,
        panel: {
          ...state.detail.panel,
          state: "opened",
          opening: { at: "2024-06-05T01:00:00Z", by: "省级管理员", reason: null },
        },
      };
    return state;
  };

  it("leads from the round, and from a refused scoring, to the panel", async () => {
    const state = newPanelState();
    state.refuse["POST /api/rounds/r1/scoring-runs"] = { status: 409, code: "panels-not-open", words: "打分尚未启封" };
    await open("/manage/rounds/r1", state, async (page) => {
      await page.getByRole("link", { name: "评审专家" }).waitFor();
      await page.waitForSelector("text=评分表已提交 3 / 4 份");
      await page.getByRole("button", { name: "运行评分" }).click();
      await page.getByRole("alert").filter({ hasText: "打分尚未启封" }).waitFor();
      await page.getByRole("link", { name: "去专家评审" }).click();
      await page.getByRole("heading", { level: 1, name: "专家评审：评审专家" }).waitFor();
      // Another page of the same area begins at its top, with the focus in it.
      await expect.poll(() => page.evaluate(() => [scrollY, document.activeElement?.id])).toEqual([0, "main"]);
    });
  });

  it("says of a scheme without panels that there is nothing to do", async () => {
    const state = newPanelState();
    state.detail = null;
    await open("/manage/rounds/r1/panels", state, async (page) => {
      await page.waitForSelector("text=评价指标体系中没有由专家打分的指标");
      await page.getByRole("link", { name: "返回批次" }).click();
      await page.getByRole("heading", { level: 1, name: "2023年申报" }).waitFor();
      await expect.poll(() => page.getByText("专家评审", { exact: true }).count()).toBe(0);
    });
  });

  it("draws with settings said beforehand to suffice or not, and once", async () => {
    const state = newPanelState();
    await open(panelPage, state, async (page) => {
      await page.waitForSelector("text=1F3A-09BD：缺 1 位专家：其余专家均应回避");
      await page.getByRole("button", { name: "再次抽取" }).click();
      await expect.poll(() => dialog(page).getByRole("checkbox").isDisabled()).toBe(true);
      await dialog(page).getByText("需要 4 份评分表，符合条件的专家 3 位，至多承担 9 份。").waitFor();
      await dialog(page).getByLabel("限定专业领域").fill("跨境电商");
      await dialog(page).getByText("符合条件的专家 1 位，至多承担 3 份：可能抽不满").waitFor();
      await dialog(page).getByLabel("公开号码（可不填）").fill("24060112");
      await dialog(page).getByRole("button", { name: "开始抽取" }).click();
      await page.waitForSelector("text=抽取完成");
    });
    expect(state.writes[0]).toMatchObject({
      call: "POST /api/rounds/r1/panels/experts/draws",
      body: { perDeclaration: 2, maxLoad: 3, fields: ["跨境电商"], publicLot: "24060112", keep: true },
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it("draws anew only with a reason, and shows what the next seed is bound to", async () => {
    const state = newPanelState();
    state.detail = { ...newDetail(), mayRedraw: true };
    await open(panelPage, state, async (page) => {
      await page.locator("#draws").getByText("第 2 次抽取的种子已经确定").waitFor();
      await expect.poll(() => page.locator("#draws").textContent()).toContain("e".repeat(64));
      await expect.poll(() => page.locator("#draws").textContent()).toContain("含公开号码：23080112");
      await page.getByRole("button", { name: "再次抽取" }).click();
      const start = dialog(page).getByRole("button", { name: "开始抽取" });
      await expect.poll(() => start.isDisabled()).toBe(false);
      await dialog(page).getByLabel("保留现有分派，只补齐缺额").uncheck();
      await expect.poll(() => start.isDisabled()).toBe(true);
      await dialog(page).getByLabel("理由").fill("又有申报进入评审");
      await start.click();
      await page.waitForSelector("text=抽取完成");
    });
    expect(state.writes[0]?.body).toEqual({
      perDeclaration: 2,
      maxLoad: 3,
      fields: [],
      keep: false,
      reason: "又有申报进入评审",
    });
  });

  it("sets a due time, and changes it with a reason that stays on the page", async () => {
    const state = newPanelState();
    await open(panelPage, state, async (page) => {
      await page.getByRole("button", { name: "规定截止时间" }).click();
      const until = dialog(page).getByLabel("评分截止时间");
      // A slip in the year is asked about; nothing is sent, and the dialog stays.
      await until.fill("20244-06-10T18:00");
      await dialog(page).getByRole("button", { name: "保存" }).click();
      expect(await until.evaluate((input: HTMLInputElement) => input.validity.rangeOverflow)).toBe(true);
      await until.fill("2024-06-10T18:00");
      await dialog(page).getByRole("button", { name: "保存" }).click();
      await page.getByRole("button", { name: "更改截止时间" }).click();
      const save = dialog(page).getByRole("button", { name: "保存" });
      await dialog(page).getByLabel("评分截止时间").fill("2024-06-13T18:00");
      await expect.poll(() => save.isDisabled()).toBe(true);
      await dialog(page).getByLabel("理由").fill("两位专家出差");
      await save.click();
      await page.locator("#due").getByText("理由：两位专家出差").waitFor();
    });
    expect(state.writes.map(({ body }) => body)).toEqual([
      { dueAt: "2024-06-10T10:00:00.000Z" },
      { dueAt: "2024-06-13T10:00:00.000Z", reason: "两位专家出差" },
    ]);
  });

  it("says who looks again, who cannot be taken back, and what came too late", async () => {
    const state = newPanelState();
    const detail = newDetail();
    const [first, second] = detail.declarations as [Row, Row];
    first.reopened = true;
    first.version = 2;
    first.assignments = first.assignments.map((each) => ({ ...each, mayRelease: each.id !== "s1" }));
    detail.panel = { ...detail.panel, onTheWay: 1 };
    state.detail = detail;
    await open(panelPage, state, async (page) => {
      const row = page.getByRole("row", { name: /示例公司一/ });
      await row.getByText("已更新为第 2 版，请专家复核").waitFor();
      await expect.poll(() => page.getByRole("button", { name: "收回：1F3A-09BC 张三" }).count()).toBe(0);
      await expect.poll(() => page.getByRole("button", { name: "收回：1F3A-09BC 李四" }).count()).toBe(1);
      await page.locator("#opening").getByText("还有 1 件申报在审核途中或退回补正").waitFor();
      await expect.poll(() => page.locator("#facts").textContent()).toContain("营收情况经营型");
    });
    const late = opened();
    late.detail = { ...(late.detail as PanelDetail), declarations: [first, { ...second, unmarked: true }] };
    await open(panelPage, late, async (page) => {
      const alert = page.locator("#opening").getByText("1 件参评申报没有任何打分").locator("xpath=ancestor::*[3]");
      await expect.poll(() => alert.textContent()).toContain("示例公司二（1F3A-09BD）");
      await expect.poll(() => alert.textContent()).toContain("另开一个批次");
    });
  });

  it("shows what a draw was made from, and that it repeats", async () => {
    await open(panelPage, newPanelState(), async (page) => {
      await page.getByRole("button", { name: "核对：第 1 次" }).click();
      await dialog(page).getByText("按留存的种子和名单重演，结果完全一致。").waitFor();
      await dialog(page).getByText("1F3A-09BC：张三、李四").waitFor();
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        dialog(page).getByRole("button", { name: "下载记录" }).click(),
      ]);
      expect(saved.suggestedFilename()).toBe("draw-1.json");
    });
  });

  it("replaces an expert who withdrew by one without a conflict", async () => {
    const state = newPanelState();
    await open(panelPage, state, async (page) => {
      const row = page.getByRole("row", { name: /示例公司二/ });
      await expect.poll(() => row.textContent()).toContain("李四已回避理由：曾任顾问");
      await row.getByText("缺 1 位").waitFor();
      await row.getByRole("button", { name: "补派：1F3A-09BD" }).click();
      await expect
        .poll(() => dialog(page).getByLabel("专家").locator("option").allTextContents())
        .toEqual(["请选择", "赵六（某协会，已有 0 份）"]);
      await expect.poll(() => dialog(page).getByRole("button", { name: "补派" }).isDisabled()).toBe(true);
      await dialog(page).getByLabel("专家").selectOption("x4");
      await dialog(page).getByLabel("理由").fill("接替李四");
      await dialog(page).getByRole("button", { name: "补派" }).click();
      await row.getByText("赵六").waitFor();
      await expect.poll(() => row.textContent()).toContain("人工分派");
      await expect.poll(() => row.getByText("缺 1 位").count()).toBe(0);
    });
    expect(state.writes[0]?.body).toEqual({ declarationId: "d2", expertId: "x4", reason: "接替李四" });
  });

  it("takes a sheet back with a reason, and says why it cannot", async () => {
    const state = newPanelState();
    const call = "POST /api/panel-assignments/s1/release";
    state.refuse[call] = { status: 409, code: "wrong-state", words: "评分表已提交" };
    await open(panelPage, state, async (page) => {
      await page.getByRole("button", { name: "收回：1F3A-09BC 张三" }).click();
      await dialog(page).getByLabel("理由").fill("联系不上");
      await dialog(page).getByRole("button", { name: "收回" }).click();
      await dialog(page).getByRole("alert").filter({ hasText: "评分表已提交" }).waitFor();
      await expect.poll(() => dialog(page).getByLabel("理由").inputValue()).toBe("联系不上");
      delete state.refuse[call];
      await dialog(page).getByRole("button", { name: "收回" }).click();
      await page
        .getByRole("row", { name: /示例公司一/ })
        .getByText("已收回")
        .waitFor();
    });
  });

  it("opens the marks only after saying what it means, with a reason while sheets are missing", async () => {
    const state = newPanelState();
    await open(panelPage, state, async (page) => {
      await page.getByText("还有 1 份评分表没有提交，启封后不再计入。").waitFor();
      await expect.poll(() => page.getByRole("link", { name: "评审质量报告" }).count()).toBe(0);
      await page.getByRole("button", { name: "启封打分" }).click();
      const confirm = dialog(page).getByRole("button", { name: "确认启封" });
      await dialog(page).getByText("启封不能撤销。").waitFor();
      await dialog(page).getByLabel("理由").fill("专家因病");
      await expect.poll(() => confirm.isDisabled()).toBe(true);
      await dialog(page).getByLabel("我已了解以上后果").check();
      await confirm.click();
      await page.getByRole("link", { name: "评审质量报告" }).first().waitFor();
      await expect.poll(() => page.getByRole("button", { name: /^补派|^收回|抽取/ }).count()).toBe(0);
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    });
    expect(state.writes[0]?.body).toEqual({ reason: "专家因病" });
  });

  it("says of a report before the opening that the marks are sealed", async () => {
    await open(`${panelPage}/report`, newPanelState(), async (page) => {
      await page.waitForSelector("text=打分还没有启封");
      await page.getByRole("main").getByRole("link", { name: "专家评审", exact: true }).click();
      await page.getByRole("heading", { level: 1, name: "专家评审：评审专家" }).waitFor();
    });
  });

  it("reports agreement, harshness, disagreement and marks that do not count, each with its meaning", async () => {
    await open(`${panelPage}/report`, opened(), async (page) => {
      const row = page.locator("#agreement").getByRole("row", { name: /张三、李四/ });
      await expect.poll(() => row.textContent()).toContain("0.42 低0.78 较高可比打分太少");
      await page.getByText("低于 0.5 说明换一位专家结果可能大不相同").waitFor();
      await expect
        .poll(() => page.locator("#harshness").getByRole("row", { name: /张三/ }).textContent())
        .toContain("-4.50偏严");
      await expect
        .poll(() => page.locator("#harshness").getByRole("row", { name: /李四/ }).textContent())
        .toContain("+4.50偏宽");
      await expect
        .poll(() => page.locator("#items tbody th").allTextContents())
        .toEqual(["人力资源情况", "营收情况经营型"]);
      await page.locator("#uncounted").getByText("专家已回避").waitFor();
      await expect.poll(() => page.getByText("增长放缓").count()).toBe(0);
      await page.getByRole("button", { name: "列出全部打分" }).click();
      await page.getByText("增长放缓").waitFor();
      await page.getByText("理由：复核审计报告").waitFor();
      const marks = page.locator("#marks-1F3A-09BC").getByRole("row", { name: /营收情况/ });
      await expect.poll(() => marks.locator("td").allTextContents()).toEqual(["80 ", "85 ", "2.50", "82.5"]);
    });
  });

  it("keeps the pool: where experts work, and who is drawn", async () => {
    const state = newPanelState();
    await open("/manage/experts", state, async (page) => {
      await page.getByRole("row", { name: /王五/ }).getByText("待填工作单位").waitFor();
      await page.getByLabel("查找姓名、单位或领域").fill("王五");
      await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
      await page.getByRole("button", { name: "编辑：王五" }).click();
      await dialog(page).getByRole("textbox", { name: "工作单位" }).fill("某协会");
      await dialog(page).getByRole("checkbox").uncheck();
      await dialog(page).getByRole("button", { name: "保存" }).click();
      await page.getByRole("row", { name: /王五/ }).getByText("暂停").waitFor();
    });
    expect(state.writes[0]?.body).toEqual({
      employerName: "某协会",
      employerCreditCode: null,
      fields: [],
      active: false,
    });
  });

  const pages: [name: string, path: string, state: () => PanelState][] = [
    ["the pool", "/manage/experts", newPanelState],
    ["the panel", panelPage, newPanelState],
    ["the opened panel", panelPage, opened],
    ["the sealed report", `${panelPage}/report`, newPanelState],
    ["the report", `${panelPage}/report`, opened],
    ["the round", "/manage/rounds/r1", newPanelState],
  ];

  it.each(pages)(
    "axe finds nothing serious on %s, in light, dark, on a phone and at twice the size; nothing overflows",
    async (_name, path, state) => {
      for (const width of [1280, 640, 390])
        await open(
          path,
          state(),
          async (page) => {
            await expectAccessible(page);
          },
          { width, height: width === 640 ? 450 : 900 },
        );
    },
  );
});
