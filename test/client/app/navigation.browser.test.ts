import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltPage, chromiumPath, openBuiltPage } from "../browser.ts";
import { newPanelState, servePanels } from "../features/fake-panels.ts";

/** The navigation of somebody with many pages, at the widths people have. */

describe.skipIf(!chromiumPath)("the navigation in Chromium", () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await openBuiltPage(fileURLToPath(new URL("../../../client", import.meta.url)));
  });
  afterAll(async () => built?.close());

  async function open(width: number, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await built.browser.newContext({ viewport: { width, height: 800 }, locale: "zh-CN" });
    const page = await context.newPage();
    await servePanels(page, newPanelState());
    await page.goto(`${built.address}/manage/experts`);
    await page.getByRole("row", { name: /张三/ }).waitFor();
    await use(page);
    await context.close();
  }

  const row = (page: Page) => page.locator(".sb-header__link");
  const more = (page: Page) => page.getByRole("navigation").getByRole("button", { name: "更多" });
  /** True while every entry of the row stands whole inside it. */
  const isWhole = (page: Page) =>
    page.evaluate(() => {
      const box = document.querySelector(".sb-header__entries") as HTMLElement;
      return box.scrollWidth <= box.clientWidth;
    });

  it("begins where the person's own work is", async () => {
    await open(1000, async (page) => {
      await page.goto(`${built.address}/start`);
      await page.waitForURL(/\/review$/);
    });
  });

  it("names the window after the page, and after what was asked for where it may not be opened", async () => {
    await open(1000, async (page) => {
      await expect.poll(() => page.title()).toBe("专家库");
      await page.goto(`${built.address}/declarations`);
      await page.getByText("您的账户不能打开这个页面").waitFor();
      await expect.poll(() => page.title()).toBe("我的申报");
    });
  });

  it("keeps what does not fit in a menu, by keyboard too, and takes it back when the window grows", async () => {
    await open(1000, async (page) => {
      const narrow = await row(page).count();
      await expect.poll(() => isWhole(page)).toBe(true);
      await more(page).press("Enter");
      const rest = page.locator(".sb-header__more a");
      await expect.poll(() => rest.last().textContent()).toBe("称号查验");
      const all = narrow + (await rest.count());
      await rest.filter({ hasText: "公示公告" }).press("Enter");
      await page.waitForURL(/\/publicity$/);
      await page.setViewportSize({ width: 820, height: 800 });
      await page.waitForFunction((count) => document.querySelectorAll(".sb-header__link").length < count, narrow);
      await expect.poll(() => isWhole(page)).toBe(true);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.waitForFunction((count) => document.querySelectorAll(".sb-header__link").length > count, narrow);
      await expect.poll(() => isWhole(page)).toBe(true);
      await expect.poll(() => row(page).count()).toBeLessThanOrEqual(all);
    });
  });

  it("stands below each other on a phone, all of it", async () => {
    await open(390, async (page) => {
      await page.getByRole("button", { name: "菜单" }).click();
      await page.getByRole("navigation").getByRole("link", { name: "称号查验" }).click();
      await page.waitForURL(/\/verify$/);
      await expect.poll(() => more(page).count()).toBe(0);
      // From a phone's width to a desk's: measured only now.
      await page.setViewportSize({ width: 1000, height: 800 });
      await more(page).waitFor();
      await expect.poll(() => isWhole(page)).toBe(true);
    });
  });
});
