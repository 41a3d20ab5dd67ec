import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SheetView } from "../../../core/contracts/expert-sheets.ts";
import { expectAccessible } from "../accessibility.ts";
import { type BuiltPage, chromiumPath, openBuiltPage } from "../browser.ts";
import { type ExpertState, markElsewhere, newExpertState, serveExpert } from "./fake-experts.ts";

/** The expert's pages in a real browser, over a server in the test's memory. */

describe.skipIf(!chromiumPath)("the expert's pages in Chromium", () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await openBuiltPage(fileURLToPath(new URL("../../../client", import.meta.url)));
  });
  afterAll(async () => built?.close());

  async function open(
    path: string,
    state: ExpertState,
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
    await serveExpert(page, state);
    await page.goto(`${built.address}${path}`);
    await page.waitForSelector("h1");
    await use(page);
    expect(faults).toEqual([]);
    await context.close();
  }

  const mark = (page: Page, title: string) => page.getByLabel(title, { exact: true });
  const focused = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement).dataset.item ?? "");
  const state = (page: Page, kind: string) => page.waitForSelector(`[data-save-state="${kind}"]`);
  const saved = (page: Page) => state(page, "saved");

  it("lists sheets by round and panel, what is to do first", async () => {
    await open("/expert", newExpertState(), async (page) => {
      await page.getByRole("heading", { name: "2023年申报 · 评审专家" }).waitFor();
      await page.waitForSelector("text=已提交 1 / 2 份");
      await page.getByRole("heading", { name: "2023年申报 · 现场评审" }).waitFor();
      await expect.poll(() => page.locator("tbody th").first().textContent()).toBe("1F3A-0a1");
      await page.waitForSelector("text=请先填写工作单位");
      await page.getByRole("link", { name: "1F3A-0a1" }).click();
      await page.getByRole("heading", { level: 1, name: "申报 1F3A-0a1" }).waitFor();
    });
  });

  it("marks a whole sheet by keyboard alone and hands it in", async () => {
    const desk = newExpertState();
    await open("/expert/sheets/a1", desk, async (page) => {
      await mark(page, "营收情况").focus();
      await page.keyboard.type("８５");
      await page.keyboard.press("Tab");
      await page.keyboard.type("增长较快");
      await page.keyboard.press("Tab");
      await expect.poll(() => focused(page)).toBe("people");
      await page.keyboard.press("Alt+ArrowUp");
      await page.keyboard.press("Alt+ArrowUp");
      await page.keyboard.press("ArrowDown");
      await expect.poll(() => focused(page)).toBe("brand");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Shift+Enter");
      await expect.poll(() => focused(page)).toBe("people");
      await page.keyboard.press("Control+Enter");
      await expect.poll(() => focused(page)).toBe("brand");
      await page.keyboard.type("60");
      await page.waitForSelector("text=合计 23.55 / 40 分");
      await saved(page);
      await page.keyboard.press("Control+Enter");
      await page.keyboard.press("Enter");
      await page.locator("dialog[open]").getByRole("button", { name: "确认提交" }).press("Enter");
      await page.waitForSelector("text=评分表已提交。评审组启封前可以逐项修改");
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    });
    const last = desk.writes.at(-1);
    expect(last).toMatchObject({
      call: "POST /api/expert/assignments/a1/hand-in",
      body: { revision: desk.sheets.a1?.revision },
    });
    expect(last?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(desk.sheets.a1?.items.map((item) => item.mark)).toEqual([
      { points: "85", comment: "增长较快" },
      { points: "1", comment: null },
      { points: "60", comment: null },
    ]);
  });

  it("shows the answers and files of the item at hand, and leads there and back by key", async () => {
    await open("/expert/sheets/a1", newExpertState(), async (page) => {
      const pane = page.getByRole("complementary", { name: "填报内容和材料" });
      await mark(page, "品牌建设").focus();
      await pane.getByRole("heading", { name: "基本情况" }).waitFor();
      await expect.poll(() => pane.textContent()).not.toContain("企业名称");
      await expect.poll(() => pane.textContent()).not.toContain("营业收入");
      await mark(page, "营收情况").focus();
      await pane.getByText("2023年营业收入").waitFor();
      await page.keyboard.press("F2");
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("ASIDE");
      await pane.getByRole("button", { name: "预览：佐证材料-1.png" }).click();
      await page.waitForFunction(
        () => (document.querySelector(".sb-rk-preview") as HTMLImageElement)?.naturalWidth === 1,
      );
      await page.keyboard.press("Escape");
      await expect.poll(() => focused(page)).toBe("revenue");
      await mark(page, "人力资源情况").focus();
      await pane.getByText("这一项没有指定对应的填报部分").waitFor();
    });
  });

  it("says what is wrong with a mark and keeps it on the device until it is one", async () => {
    const desk = newExpertState();
    await open("/expert/sheets/a1", desk, async (page) => {
      await mark(page, "营收情况").fill("850");
      await page.waitForSelector("text=须在 0 到 100 之间。");
      await expect.poll(() => mark(page, "营收情况").getAttribute("aria-invalid")).toBe("true");
      await state(page, "held");
      await page.getByLabel("评语：人力资源情况").fill("人员稳定");
      await page.waitForSelector("text=评语与打分一起保存，请先打分。");
      await page.reload();
      await page.waitForSelector("text=须在 0 到 100 之间。");
      await expect.poll(() => page.getByLabel("评语：人力资源情况").inputValue()).toBe("人员稳定");
      expect(desk.writes).toEqual([]);
      await page.getByRole("button", { name: "提交评分表" }).click();
      const dialog = page.locator("dialog[open]");
      await dialog.getByText("还有 3 项没有有效打分").waitFor();
      await expect.poll(() => dialog.getByRole("button", { name: "确认提交" }).isDisabled()).toBe(true);
      await dialog.getByRole("button", { name: "人力资源情况" }).click();
      await expect.poll(() => focused(page)).toBe("people");
    });
  });

  it("keeps marks through a lost line and a closed window", async () => {
    const desk = newExpertState();
    await open("/expert/sheets/a1", desk, async (page) => {
      await mark(page, "营收情况").waitFor();
      desk.offline = true;
      await mark(page, "营收情况").fill("70");
      await state(page, "waiting");
      desk.offline = false;
      await page.reload();
      await mark(page, "营收情况").waitFor();
      await saved(page);
      await expect.poll(() => mark(page, "营收情况").inputValue()).toBe("70");
    });
    expect(desk.sheets.a1?.items[0]?.mark?.points).toBe("70");
  });

  it("shows what was saved when a sheet is opened again", async () => {
    const desk = newExpertState();
    await open("/expert/sheets/a1", desk, async (page) => {
      await mark(page, "营收情况").fill("70");
      await saved(page);
      await page.getByRole("link", { name: "← 我的评审" }).click();
      await page.getByRole("link", { name: "1F3A-0a1" }).click();
      await mark(page, "营收情况").waitFor();
      await expect.poll(() => mark(page, "营收情况").inputValue()).toBe("70");
    });
  });

  it("prints the sheet to be signed, without the evidence", async () => {
    await open("/expert/sheets/a2", newExpertState(), async (page) => {
      await page.getByRole("button", { name: "打印评分表" }).waitFor();
      await page.emulateMedia({ media: "print" });
      await expect.poll(() => page.getByText("专家签名").isVisible()).toBe(true);
      await expect.poll(() => page.getByText("合计 32 / 40 分").isVisible()).toBe(true);
      await expect.poll(() => page.locator(".sb-xp-pane").isVisible()).toBe(false);
      await expect.poll(() => page.getByRole("button", { name: "修改：营收情况" }).isVisible()).toBe(false);
    });
  });

  it("overwrites nothing that was marked on another device: the expert chooses", async () => {
    const desk = newExpertState();
    await open("/expert/sheets/a1", desk, async (page) => {
      await mark(page, "营收情况").waitFor();
      markElsewhere(desk, "a1", "revenue", "40");
      markElsewhere(desk, "a1", "brand", "55");
      await mark(page, "营收情况").fill("70");
      await page.getByRole("button", { name: "有 1 项打分冲突，请选择" }).click();
      await expect.poll(() => mark(page, "品牌建设").inputValue()).toBe("55");
      expect(desk.sheets.a1?.items[0]?.mark?.points).toBe("40");
      await page.locator("dialog[open]").getByRole("button", { name: "用这里的" }).click();
      await saved(page);
    });
    expect(desk.sheets.a1?.items[0]?.mark?.points).toBe("70");
  });

  it("shows a sheet as it stands when it was taken back meanwhile", async () => {
    const desk = newExpertState();
    await open("/expert/sheets/a1", desk, async (page) => {
      await mark(page, "营收情况").waitFor();
      const sheet = desk.sheets.a1;
      if (!sheet) return;
      desk.sheets.a1 = {
        ...sheet,
        assignment: { ...sheet.assignment, status: "released" },
        may: { mark: false, change: false, recuse: false },
      };
      desk.refuse["PUT /api/expert/assignments/a1/draft"] = { status: 409, code: "wrong-state", words: "已收回" };
      await mark(page, "营收情况").fill("70");
      await page.waitForSelector("text=这份申报已由主管部门收回");
    });
  });

  it("asks to look again when the declaration has a new version, and hands in for the one that was read", async () => {
    const desk = newExpertState();
    const sheet = desk.sheets.a2;
    if (!sheet) return;
    const next = { number: 2, at: "2024-06-04T01:00:00Z" };
    desk.sheets.a2 = {
      ...sheet,
      assignment: { ...sheet.assignment, status: "draft", dueAt: "2099-06-10T10:00:00Z" },
      may: { mark: true, change: false, recuse: true },
    };
    const call = "POST /api/expert/assignments/a2/hand-in";
    desk.refuse[call] = { status: 409, code: "sheet-outdated", words: "有新的版本" };
    await open("/expert/sheets/a2", desk, async (page) => {
      await page.getByText("评分截止：").waitFor();
      await expect.poll(() => page.getByText("请复核").count()).toBe(0);
      await page.getByRole("button", { name: "提交评分表" }).click();
      desk.sheets.a2 = { ...(desk.sheets.a2 as SheetView), version: next, earlierVersion: 1 };
      await page.locator("dialog[open]").getByRole("button", { name: "确认提交" }).click();
      await page.getByText("申报内容有新的版本（第 2 版），请复核").waitFor();
      await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
      await expect.poll(() => mark(page, "营收情况").inputValue()).toBe("80");
      delete desk.refuse[call];
      await page.getByRole("button", { name: "提交评分表" }).click();
      await page.locator("dialog[open]").getByRole("button", { name: "确认提交" }).click();
      await page.waitForSelector("text=评分表已提交。评审组启封前可以逐项修改");
    });
    expect(desk.writes.map(({ body }) => body.version)).toEqual([1, 2]);
  });

  it("lists what to look at again first, and says when the due time has passed", async () => {
    const desk = newExpertState();
    const { a1, a2 } = desk.sheets as { a1: SheetView; a2: SheetView };
    const dueAt = "2024-06-02T10:00:00Z";
    desk.sheets.a1 = {
      ...a1,
      assignment: { ...a1.assignment, dueAt },
      may: { mark: false, change: false, recuse: true },
    };
    desk.sheets.a2 = { ...a2, assignment: { ...a2.assignment, status: "reopened", dueAt } };
    await open("/expert", desk, async (page) => {
      await page.getByText("评分截止：").first().waitFor();
      await expect.poll(() => page.locator("tbody th").first().textContent()).toBe("1F3A-0a2");
      await page.getByText("需复核").waitFor();
      await page.getByRole("link", { name: "1F3A-0a1" }).click();
      await page.getByText("评分截止时间已过，不能再提交").waitFor();
    });
  });

  it("changes a mark that was handed in, with a reason", async () => {
    const desk = newExpertState();
    await open("/expert/sheets/a2", desk, async (page) => {
      await page.getByRole("button", { name: "修改：营收情况" }).click();
      const dialog = page.locator("dialog[open]");
      await dialog.getByLabel("新的打分（0–100）").fill("78");
      await expect.poll(() => dialog.getByRole("button", { name: "保存修改" }).isDisabled()).toBe(true);
      await dialog.getByLabel("理由").fill("复核审计报告");
      await dialog.getByRole("button", { name: "保存修改" }).click();
      await page.getByText("打分记录（2 次）").click();
      await page.waitForSelector("text=理由：复核审计报告");
    });
    expect(desk.writes[0]?.body).toEqual({
      item: "revenue",
      points: "78",
      comment: "数据完整",
      reason: "复核审计报告",
    });
  });

  it("withdraws from a declaration with a reason", async () => {
    const desk = newExpertState();
    await open("/expert/sheets/a3", desk, async (page) => {
      await page.getByRole("heading", { level: 1, name: "示例公司" }).waitFor();
      await page.getByRole("button", { name: "回避这份申报" }).click();
      await page.locator("dialog[open]").getByLabel("理由").fill("曾任顾问");
      await page.locator("dialog[open]").getByRole("button", { name: "确认回避" }).click();
      await page.waitForSelector("text=您已回避这份申报");
    });
    expect(desk.writes[0]?.body).toEqual({ conflict: true, reason: "曾任顾问" });
  });

  it("keeps where the expert works and declares a conflict after asking once more", async () => {
    const desk = newExpertState();
    await open("/expert/profile", desk, async (page) => {
      await page.getByRole("textbox", { name: "工作单位", exact: true }).fill("某大学");
      await page.getByRole("textbox", { name: "专业领域" }).fill("跨境电商，财务、财务");
      await page.getByRole("button", { name: "保存" }).click();
      await page.waitForSelector("text=资料已保存");
      await page.getByRole("textbox", { name: "单位名称" }).fill("示例公司");
      await page.getByRole("textbox", { name: "理由" }).fill("担任顾问");
      await page.getByRole("button", { name: "声明利益关系" }).click();
      await page.locator("dialog[open]").getByRole("button", { name: "确定" }).click();
      await page.locator("tbody").getByText("担任顾问").waitFor();
    });
    expect(desk.writes.map(({ body }) => body)).toEqual([
      { employerName: "某大学", employerCreditCode: null, fields: ["跨境电商", "财务"] },
      { name: "示例公司", reason: "担任顾问" },
    ]);
  });

  it("opens the evidence below the item on a phone", async () => {
    await open(
      "/expert/sheets/a1",
      newExpertState(),
      async (page) => {
        await mark(page, "营收情况").waitFor();
        await page.getByRole("button", { name: "看材料：营收情况" }).click();
        await page.locator("#item-revenue").getByText("2023年营业收入").waitFor();
        await expect.poll(() => page.locator(".sb-xp-pane").count()).toBe(1);
      },
      { width: 390, height: 800 },
    );
  });

  it.each(["/expert", "/expert/profile", "/expert/sheets/a1", "/expert/sheets/a2", "/expert/sheets/a3"])(
    "axe finds nothing serious on %s, in light, dark, on a phone and at twice the size; nothing overflows",
    async (path) => {
      for (const width of [1280, 640, 390])
        await open(
          path,
          newExpertState(),
          async (page) => {
            await expectAccessible(page);
          },
          { width, height: width === 640 ? 450 : 900 },
        );
    },
  );
});
