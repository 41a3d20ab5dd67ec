import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltPage, chromiumPath, openBuiltPage } from "../browser.ts";

/** The form kit in a real browser: what screen readers and keyboards get, input methods, paste, and the summary. */

interface Harness {
  store: { answer: (field: string) => unknown; field: (field: string) => { visible: boolean } };
  changes: string[];
}
declare const harness: Harness;

describe.skipIf(!chromiumPath)("form kit in Chromium", () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await openBuiltPage(fileURLToPath(new URL("../harness", import.meta.url)));
  });
  afterAll(async () => built?.close());

  /** A page whose script errors and content-policy violations fail the test. */
  async function open(query: string, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await built.browser.newContext({ viewport: { width: 1100, height: 900 }, locale: "zh-CN" });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("404")) faults.push(message.text());
    });
    await page.goto(`${built.address}/${query}`);
    await page.waitForSelector(".sb-fk");
    await use(page);
    expect(faults).toEqual([]);
    await context.close();
  }

  const answer = (page: Page, field: string) => page.evaluate((id) => harness.store.answer(id), field);

  it.each([
    "?section=basic",
    "?section=basic&view=sentences",
    "?section=figures&rows=3",
    "?section=figures&view=sentences",
  ])("axe finds nothing serious: %s", async (query) => {
    await open(query, async (page) => {
      await page.click("#check");
      await page.waitForSelector(".sb-fk-summary");
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        const run = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
          resultTypes: ["violations"],
        });
        return run.violations
          .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
          .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`);
      });
      expect(violations).toEqual([]);
    });
  });

  it.each([
    "?section=basic",
    "?section=basic&view=sentences",
    "?section=figures&rows=2",
    "?section=figures&rows=2&view=sentences",
  ])("every control has a name, and every description and label it points at exists: %s", async (query) => {
    await open(query, async (page) => {
      await page.click("#check");
      await page.waitForSelector(".sb-fk-summary");
      const faults = await page.evaluate(() => {
        const wrong: string[] = [];
        for (const element of document.querySelectorAll("[aria-describedby], [aria-labelledby]")) {
          for (const name of ["aria-describedby", "aria-labelledby"]) {
            for (const id of element.getAttribute(name)?.split(" ") ?? []) {
              if (!document.getElementById(id)) wrong.push(`${name} -> ${id}`);
            }
          }
        }
        for (const input of document.querySelectorAll<HTMLInputElement>("main input, main select, main textarea")) {
          const named = input.labels?.length || input.getAttribute("aria-label");
          if (!named) wrong.push(`no name: ${input.outerHTML}`);
        }
        for (const group of document.querySelectorAll("[role=radiogroup], [role=group]")) {
          if (!group.getAttribute("aria-labelledby")) wrong.push(`no group name: ${group.id}`);
        }
        return wrong;
      });
      expect(faults).toEqual([]);
    });
  });

  it("moves the focus to the summary, links each finding to its field, and marks the field invalid", async () => {
    await open("?section=basic", async (page) => {
      await page.click("#check");
      await page.waitForFunction(() => document.activeElement?.classList.contains("sb-fk-summary"));
      const links = await page.locator(".sb-fk-summary a").allTextContents();
      expect(links.join()).toContain("企业名称");
      await page.locator(".sb-fk-summary a", { hasText: "企业名称" }).press("Enter");
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("field-company_name");
      await expect.poll(() => page.getAttribute("#field-company_name", "aria-invalid")).toBe("true");
      const described = await page.getAttribute("#field-company_name", "aria-describedby");
      const words = await page.evaluate(
        (ids) =>
          ids
            .split(" ")
            .map((id) => document.getElementById(id)?.textContent ?? "")
            .join(" "),
        described ?? "",
      );
      expect(words).toContain("请填写");
      await page.locator(".sb-fk-summary a", { hasText: "销售渠道" }).press("Enter");
      await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe("checkbox");
    });
  });

  it("answers nothing in advance", async () => {
    await open("?section=basic", async (page) => {
      await expect.poll(() => page.locator("main input:checked").count()).toBe(0);
      await expect.poll(() => page.evaluate(() => harness.changes)).toEqual([]);
    });
  });

  it("commits on leaving the field and when typing rests, not at every key", async () => {
    await open("?section=basic", async (page) => {
      await page.locator("#field-company_name").pressSequentially("甲乙丙", { delay: 5 });
      await expect.poll(() => answer(page, "company_name")).toBeUndefined();
      await page.keyboard.press("Tab");
      await expect.poll(() => answer(page, "company_name")).toBe("甲乙丙");
      await page.locator("#field-introduction").pressSequentially("简介");
      await page.waitForFunction(() => harness.store.answer("introduction") === "简介");
      await expect
        .poll(() => page.evaluate(() => harness.changes))
        .toEqual(['company_name="甲乙丙"', 'introduction="简介"']);
    });
  });

  it("never commits half a composition of an input method", async () => {
    await open("?section=basic", async (page) => {
      // The page's timers stand still until the test moves them.
      await page.clock.install();
      await page.focus("#field-company_name");
      const client = await page.context().newCDPSession(page);
      await client.send("Input.imeSetComposition", { text: "gong", selectionStart: 4, selectionEnd: 4 });
      // Longer than the typing rest: a composition that is being thought about stays uncommitted.
      await page.clock.runFor(5_000);
      await expect.poll(() => answer(page, "company_name")).toBeUndefined();
      await client.send("Input.insertText", { text: "公司" });
      await page.clock.runFor(5_000);
      await expect.poll(() => answer(page, "company_name")).toBe("公司");
      await expect.poll(() => page.evaluate(() => harness.changes)).toEqual(['company_name="公司"']);
    });
  });

  it("lets a press and its release hit the same thing, though leaving a field says what is wrong", async () => {
    await open("?section=basic", async (page) => {
      await page.focus("#field-company_name");
      await page.locator("#field-has_platform").getByText("否").click({ delay: 400 });
      await expect.poll(() => answer(page, "has_platform")).toBe(false);
      await page.waitForSelector("#field-company_name-findings");
    });
  });

  it("shows a conditional field when its condition holds, without the mouse", async () => {
    await open("?section=basic", async (page) => {
      await expect.poll(() => page.locator("#field-platform_url").count()).toBe(0);
      await page.locator('#field-has_platform input[type="radio"]').first().focus();
      await page.keyboard.press("Space");
      await page.waitForSelector("#field-platform_url");
      await expect.poll(() => answer(page, "has_platform")).toBe(true);
      await page.keyboard.press("ArrowDown");
      await page.waitForSelector("#field-platform_url", { state: "detached" });
      await expect.poll(() => answer(page, "has_platform")).toBe(false);
    });
  });

  it("echoes amounts and computes growth as one types", async () => {
    await open("?section=figures", async (page) => {
      await page.fill("#field-sales_prev", "1,000,000");
      await page.fill("#field-sales", "1234567.8");
      await page.keyboard.press("Tab");
      await page.waitForFunction(
        () => (document.getElementById("field-sales_growth") as HTMLInputElement).value === "23.46",
      );
      await expect.poll(() => page.textContent("#field-sales-echo")).toBe("1,234,567.8 万元 ≈ 123.457 亿元");
      await expect.poll(() => page.getAttribute("#field-sales_growth", "readonly")).not.toBeNull();
    });
  });

  it("fills the paper's sentence and the fields with the same answers", async () => {
    await open("?section=figures&view=sentences", async (page) => {
      await page.fill("#field-sales", "88");
      await page.keyboard.press("Tab");
      await expect.poll(() => answer(page, "sales")).toBe(88);
      const sentence = await page.textContent(".sb-fk-sentence__text");
      expect(sentence).toContain("2023年营业收入");
    });
  });

  it("adds and deletes rows by keyboard and keeps the focus in the table", async () => {
    await open("?section=figures", async (page) => {
      await page.getByRole("button", { name: "添加一行" }).press("Enter");
      await page.waitForFunction(() => document.activeElement?.id === "field-stores-0-name");
      await page.keyboard.type("一店");
      await page.getByRole("button", { name: "添加一行" }).press("Enter");
      await page.waitForFunction(() => document.activeElement?.id === "field-stores-1-name");
      await expect.poll(() => answer(page, "stores")).toEqual([{ name: "一店" }, {}]);
      await expect.poll(() => page.getAttribute("#field-stores-1-name", "aria-label")).toBe("店铺名称，第 2 行");
      await expect.poll(() => page.locator("tbody th[scope=row]").count()).toBe(2);
      await page.getByRole("button", { name: "删除第 1 行" }).press("Enter");
      await page.waitForFunction(() => document.activeElement?.id === "field-stores-0-name");
      await page.getByRole("button", { name: "删除第 1 行" }).press("Enter");
      await page.waitForFunction(() => document.activeElement?.textContent?.includes("添加一行"));
      await expect.poll(() => page.locator("[role=status]", { hasText: "已删除" }).count()).toBe(1);
    });
  });

  it("takes 200 rows pasted into a cell", async () => {
    await open("?section=figures", async (page) => {
      await page.getByRole("button", { name: "添加一行" }).click();
      const text = Array.from({ length: 200 }, (_, at) => `店${at}\t${at},000.5\t是\t旗舰店`).join("\n");
      await page.evaluate((content) => {
        const data = new DataTransfer();
        data.setData("text/plain", content);
        const cell = document.getElementById("field-stores-0-name");
        cell?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      }, text);
      await page.waitForFunction(() => (harness.store.answer("stores") as unknown[])?.length === 200);
      const rows = (await answer(page, "stores")) as Record<string, unknown>[];
      expect(rows[199]).toEqual({ name: "店199", turnover: 199000.5, own: true, kind: "flagship" });
      await expect.poll(() => page.locator("tbody tr").count()).toBe(30);
    });
  });

  it("shows the finding of a cell at the cell", async () => {
    await open("?section=figures&rows=1", async (page) => {
      await page.fill("#field-stores-0-turnover", "很多");
      await page.keyboard.press("Tab");
      await page.click("#check");
      await page.waitForSelector("#field-stores-0-turnover-finding");
      await expect.poll(() => page.getAttribute("#field-stores-0-turnover", "aria-invalid")).toBe("true");
    });
  });

  it("hides a sensitive number unless it is being typed or asked for", async () => {
    await open("?section=basic", async (page) => {
      await page.fill("#field-contact_id", "11010519491231002X");
      await page.keyboard.press("Tab");
      await expect.poll(() => page.inputValue("#field-contact_id")).toBe("110•••••••••••002X");
      await page.getByRole("button", { name: "显示" }).click();
      await expect.poll(() => page.inputValue("#field-contact_id")).toBe("11010519491231002X");
    });
  });

  it("fits a phone without scrolling sideways", async () => {
    await open("?section=basic&view=sentences", async (page) => {
      await page.setViewportSize({ width: 360, height: 740 });
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBeLessThanOrEqual(0);
    });
  });
});
