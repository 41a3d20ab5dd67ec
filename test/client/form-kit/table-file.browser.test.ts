import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTableFile, tableFile } from "../../../client/form-kit/kinds/table-file.ts";
import type { TableField } from "../../../core/forms/field-kinds.ts";
import { type BuiltPage, chromiumPath, openBuiltPage } from "../browser.ts";
import { sampleForm } from "../harness/sample-form.ts";

/** Tables out to files and back in, in a real browser and under the content policy of the server. */

declare const harness: { store: { answer: (field: string) => unknown } };
const table = sampleForm.schema.properties.stores as TableField;
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self'";

describe.skipIf(!chromiumPath)("tables as files in Chromium", () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await openBuiltPage(fileURLToPath(new URL("../harness", import.meta.url)));
  });
  afterAll(async () => built?.close());

  /** A page of one table; script errors and violations of the policy fail the test. */
  async function open(rows: number, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await built.browser.newContext({ viewport: { width: 1100, height: 900 }, locale: "zh-CN" });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("404")) faults.push(message.text());
    });
    await page.route(`${built.address}/?*`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": POLICY } });
    });
    await page.goto(`${built.address}/?section=figures&rows=${rows}`);
    await page.waitForSelector(".sb-fk-table");
    await use(page);
    expect(faults).toEqual([]);
    await context.close();
  }

  const stores = (page: Page) => page.evaluate(() => harness.store.answer("stores"));
  const choose = async (page: Page, name: string, content: Buffer) => {
    await page.setInputFiles('.sb-fk-table input[type="file"]', {
      name,
      mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      buffer: content,
    });
    await page.waitForSelector("dialog[open]");
  };
  const fileOf = async (rows: Record<string, unknown>[]) =>
    Buffer.from(await (await tableFile(table, rows, "zh")).arrayBuffer());
  const saved = async (page: Page, button: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("店铺明细.xlsx");
    return readTableFile("stores", table, new Blob([await readFile(await download.path())]));
  };

  it("are exported with every row, and as a template", async () => {
    await open(300, async (page) => {
      const whole = await saved(page, "导出 Excel");
      expect(whole?.rows).toHaveLength(300);
      expect(whole?.rows[299]).toEqual({ name: "店铺300", turnover: 299 });
      expect(whole?.findings).toEqual([]);
      const template = await saved(page, "下载 Excel 模板");
      expect(template?.findings.map(({ code }) => code)).toEqual(["sheet-no-rows"]);
    });
  });

  it("show what is wrong before anything is replaced, and can be left", async () => {
    await open(2, async (page) => {
      const before = await stores(page);
      await choose(page, "店铺.xlsx", await fileOf([{ name: "甲" }, { name: "乙", turnover: "约三千" }]));
      const dialog = page.locator("dialog[open]");
      const words = await dialog.textContent();
      expect(words).toContain("读到 2 行，1 处错误");
      expect(words).toContain("第 3 行 · 交易额");
      expect(words).toContain("替换表中现有的 2 行");
      await expect.poll(() => stores(page)).toEqual(before);
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        const run = await (globalThis as unknown as { axe: typeof axe }).axe.run("dialog[open]");
        return run.violations.map(({ id }) => id);
      });
      expect(violations).toEqual([]);
      await dialog.getByRole("button", { name: "取消" }).click();
      await expect.poll(() => stores(page)).toEqual(before);
      await choose(page, "店铺.xlsx", await fileOf([{ name: "甲" }, { name: "乙", turnover: "约三千" }]));
      await dialog.getByRole("button", { name: "导入 2 行" }).click();
      await page.waitForSelector("text=已从“店铺.xlsx”导入 2 行");
      await expect.poll(() => stores(page)).toEqual([{ name: "甲" }, { name: "乙", turnover: "约三千" }]);
      // The wrong cell is said in the table, and may be mended there.
      await page.waitForSelector("#field-stores-1-turnover-finding");
    });
  });

  it("go out and in without a worker, however large the file is", async () => {
    const extra = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`x${at}`, { type: "string" as const, title: `备用${at}` }]),
    );
    const wider = { ...table, items: { ...table.items, properties: { ...table.items.properties, ...extra } } };
    const rows = Array.from({ length: 300 }, (_, at) => ({ name: `店铺${at}`, own: true, kind: "flagship" }));
    const filled = rows.map((row, at) => ({
      ...row,
      ...Object.fromEntries(Object.keys(extra).map((id) => [id, `${"备用的长内容".repeat(8)}${id} ${at}`])),
    }));
    const file = Buffer.from(await (await tableFile(wider, filled, "zh")).arrayBuffer());
    await open(4000, async (page) => {
      expect((await saved(page, "导出 Excel"))?.rows).toHaveLength(4000);
      await choose(page, "大表.xlsx", file);
      await page.locator("dialog[open]").getByRole("button", { name: "导入 300 行" }).click();
      await expect.poll(() => stores(page)).toEqual(rows);
    });
  });

  it("refuse what is no spreadsheet and what is another table", async () => {
    await open(1, async (page) => {
      const before = await stores(page);
      const dialog = page.locator("dialog[open]");
      await choose(page, "名单.csv", Buffer.from("店铺名称\n甲"));
      await expect.poll(() => dialog.textContent()).toContain("读不出这个文件");
      await expect.poll(() => dialog.getByRole("button", { name: /^导入/ }).count()).toBe(0);
      await dialog.getByRole("button", { name: "取消" }).click();
      const other = {
        ...table,
        items: { ...table.items, properties: { x: { type: "string" as const, title: "别的" } } },
      };
      const file = Buffer.from(await (await tableFile(other, [{ x: "甲" }], "zh")).arrayBuffer());
      await choose(page, "别的表.xlsx", file);
      await expect.poll(() => dialog.textContent()).toContain("没有找到表头");
      await expect.poll(() => dialog.getByRole("button", { name: /^导入/ }).count()).toBe(0);
      await expect.poll(() => stores(page)).toEqual(before);
    });
  });
});
