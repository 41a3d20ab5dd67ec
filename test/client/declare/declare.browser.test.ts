import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltPage, chromiumPath, openBuiltPage } from "../browser.ts";
import { type FakeState, newState, serveFake } from "./fake-api.ts";

/** The applicant's pages in a real browser over a server of one declaration: nothing typed is ever lost. */

describe.skipIf(!chromiumPath)("declaring in Chromium", () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await openBuiltPage(fileURLToPath(new URL("../../../client", import.meta.url)));
  });
  afterAll(async () => built?.close());

  async function open(path: string, state: FakeState, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await built.browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: "zh-CN",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await serveFake(page, state);
    await page.goto(`${built.address}${path}`);
    await use(page);
    expect(faults).toEqual([]);
    await context.close();
  }

  const saved = (page: Page) => page.waitForSelector('[data-save-state="saved"]');

  async function fillEverything(page: Page): Promise<void> {
    await page.fill("#field-company_name", "示例公司");
    await page.locator("#field-has_platform").getByText("否").click();
    await page.locator("#field-channels").getByText("网店").click();
    await page.getByRole("button", { name: "下一部分" }).click();
    await page.fill("#field-sales_prev", "100");
    await page.fill("#field-sales", "150");
    await page.keyboard.press("Tab");
  }

  it("folds the list of parts above the open one in a narrow window", async () => {
    await open("/declare/r1", newState(), async (page) => {
      await page.getByRole("button", { name: "开始填报" }).click();
      await page.waitForSelector("#field-company_name");
      await page.setViewportSize({ width: 390, height: 800 });
      const parts = page.getByRole("navigation", { name: "申报表各部分" });
      const evidence = parts.getByRole("link", { name: "佐证材料" });
      await expect.poll(() => evidence.isVisible()).toBe(false);
      await parts.getByText("申报表各部分").press("Enter");
      await evidence.click();
      await page.getByRole("heading", { name: "佐证材料", level: 2 }).first().waitFor();
      await expect.poll(() => evidence.isVisible()).toBe(false);
    });
  });

  it("offers the rounds of one's own region to begin, and those of other places to read about", async () => {
    await open("/declarations", newState(), async (page) => {
      const rounds = page.locator("#open-rounds");
      await rounds.getByRole("heading", { name: "2024年示范企业申报" }).waitFor();
      // The one that was begun stands in the table above.
      await expect.poll(() => rounds.getByRole("heading", { name: "2023年示范企业申报" }).count()).toBe(0);
      const other = rounds.getByRole("heading", { name: "外地示范企业申报" });
      await expect.poll(() => other.isVisible()).toBe(false);
      await rounds.getByText("其他地区正在受理的 1 个项目").click();
      await other.waitFor();
      await rounds.getByText("外地商务局").waitFor();
      // Opened, they lie inside their panel.
      const bottom = async (of: typeof other) => of.evaluate((element) => element.getBoundingClientRect().bottom);
      expect(await bottom(other)).toBeLessThan(await bottom(rounds));
      await expect.poll(() => rounds.getByRole("link", { name: "开始填报" }).count()).toBe(1);
      await expect.poll(() => rounds.getByRole("link", { name: "申报指南" }).count()).toBe(2);
    });
  });

  it("goes from the open programme to the numbered receipt", async () => {
    const state = newState();
    await open("/declare/r1", state, async (page) => {
      await page.getByRole("button", { name: "开始填报" }).click();
      await page.waitForSelector("#field-company_name");
      await fillEverything(page);
      await page.waitForFunction(
        () => (document.getElementById("field-sales_growth") as HTMLInputElement)?.value === "50",
      );
      await page.getByRole("link", { name: "去上传佐证材料" }).click();
      await page.setInputFiles('input[type="file"]', {
        name: "2023年审计报告（盖章）.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from("%PDF-1.7 ok"),
      });
      await page.waitForSelector(".sb-ek-file >> text=2023年审计报告（盖章）.pdf");
      await page.getByRole("link", { name: "检查并提交", exact: true }).click();
      await page.waitForSelector("text=全部检查通过");
      const submit = page.getByRole("button", { name: "提交", exact: true });
      await expect.poll(() => submit.isDisabled()).toBe(true);
      await page.getByText("我已阅读并作出以上承诺").click();
      await submit.click();
      await page.locator("dialog[open]").getByRole("button", { name: "提交", exact: true }).click();
      await page.waitForSelector('[data-receipt-number="SF2023-0001"]');
    });
    expect(state.answers).toEqual({
      company_name: "示例公司",
      has_platform: false,
      channels: ["shop"],
      sales_prev: 100,
      sales: 150,
    });
    expect(state.submissions).toHaveLength(1);
    expect(state.submissions[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(state.submissions[0]?.body).toEqual({ revision: state.revision, committed: true });
  });

  it("saves from the first keystroke and only what changed", async () => {
    const state = newState();
    state.answers = { company_name: "旧名", sales: 1 };
    await open("/declarations/d1/fill", state, async (page) => {
      await page.fill("#field-company_name", "新名");
      await page.waitForSelector('[data-save-state="unsaved"], [data-save-state="saving"]');
      await saved(page);
    });
    expect(state.saves).toEqual([{ revision: 3, changes: { company_name: "新名" } }]);
  });

  it("keeps what is typed offline through a reload and sends it later", async () => {
    const state = newState();
    await open("/declarations/d1/fill", state, async (page) => {
      await page.waitForSelector("#field-company_name");
      state.online = false;
      await page.fill("#field-company_name", "断网时填写");
      await page.keyboard.press("Tab");
      await page.waitForSelector('[data-save-state="waiting"]');
      expect(state.saves).toEqual([]);
      state.online = true;
      await page.reload();
      await page.waitForSelector("#field-company_name");
      await expect.poll(() => page.inputValue("#field-company_name")).toBe("断网时填写");
      await saved(page);
    });
    expect(state.answers.company_name).toBe("断网时填写");
  });

  it("shows a conflict side by side and loses neither value", async () => {
    const state = newState();
    await open("/declarations/d1/fill", state, async (page) => {
      await page.waitForSelector("#field-company_name");
      state.answers = { company_name: "同事填写的", introduction: "同事的简介" };
      state.revision = 9;
      await page.fill("#field-company_name", "我填写的");
      await page.keyboard.press("Tab");
      await page.getByRole("button", { name: "1 处内容冲突" }).click();
      const dialog = page.locator("dialog[open]");
      await expect.poll(() => dialog.textContent()).toContain("我填写的");
      await expect.poll(() => dialog.textContent()).toContain("同事填写的");
      expect(state.answers.company_name).toBe("同事填写的");
      await expect.poll(() => page.inputValue("#field-introduction")).toBe("同事的简介");
      await dialog.getByRole("button", { name: "用这里的" }).click();
      await saved(page);
    });
    expect(state.answers).toMatchObject({ company_name: "我填写的", introduction: "同事的简介" });
  });

  it("signs in again over the page when the session ends, and sends what was typed", async () => {
    const state = newState();
    await open("/declarations/d1/fill", state, async (page) => {
      await page.waitForSelector("#field-company_name");
      state.signedIn = false;
      await page.fill("#field-company_name", "登录过期时填写");
      await page.keyboard.press("Tab");
      const dialog = page.locator("dialog[open]");
      await dialog.getByLabel("用户名").fill("zhang");
      await dialog.getByLabel("密码").fill("correct horse");
      await dialog.getByRole("button", { name: "登录" }).click();
      await saved(page);
      await expect.poll(() => page.inputValue("#field-company_name")).toBe("登录过期时填写");
    });
    expect(state.answers.company_name).toBe("登录过期时填写");
  });

  it("goes on with a broken upload where it stopped", async () => {
    const state = newState();
    await open("/declarations/d1/evidence", state, async (page) => {
      state.breakNextPiece = true;
      const file = { name: "审计.pdf", mimeType: "application/pdf", buffer: Buffer.from("0123456789") };
      await page.setInputFiles('input[type="file"]', file);
      await page.getByRole("button", { name: "继续上传" }).waitFor();
      expect(state.uploads.get("up1")?.received).toBe(4);
      state.breakNextPiece = false;
      await page.getByRole("button", { name: "继续上传" }).click();
      await page.getByRole("link", { name: "下载 审计.pdf" }).waitFor();
      expect(state.uploads.size).toBe(1);
      expect(state.uploads.get("up1")?.received).toBe(10);
    });
  });

  it("takes a sealed form only with the code of the answers as they stand, and submits only with it", async () => {
    const state = newState();
    state.answers = {
      company_name: "示例公司",
      has_platform: false,
      channels: ["shop"],
      sales_prev: 100,
      sales: 150,
    };
    const requires = ["valid-answers", "sealed-form"];
    const title = { zh: "提交", en: "Submit" };
    state.detail = {
      transitions: [{ id: "submit", title, tone: "forward", requires, toTitle: title }],
      sealedForm: { code: "0123456789ab", state: "outdated", isAsked: true, scans: [] },
      evidence: [
        {
          id: "e1",
          requirementId: "audit",
          purpose: "evidence",
          fileName: "审计报告.pdf",
          mediaType: "application/pdf",
          size: 1,
          sha256: "0",
          uploadedAt: "2024-05-02T03:04:05Z",
        },
      ],
    };
    await open("/declarations/d1/check", state, async (page) => {
      const panel = page.locator("#sealed-form");
      await panel.getByText("盖章件对应的是旧版本内容，请重新打印盖章").waitFor();
      const [choose, submit] = [
        panel.getByRole("button", { name: "选择并上传扫描件" }),
        page.getByRole("button", { name: "提交", exact: true }),
      ];
      await expect.poll(() => submit.isDisabled()).toBe(true);
      const code = panel.getByLabel("盖章件页脚的版本码");
      await code.fill("ffffff");
      await panel.getByText("与现在的内容不符").waitFor();
      await expect.poll(() => choose.isDisabled()).toBe(true);
      await code.fill("SB1.aaaaaaaaaaaa.0123456789AB.-");
      await expect.poll(() => choose.isDisabled()).toBe(false);
      await panel.locator('input[type="file"]').setInputFiles({
        name: "盖章申报表.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from("%PDF-1.7 sealed"),
      });
      await panel.getByText("盖章件与现在的内容一致（版本码 0123456789ab）").waitFor();
    });
  });

  it("links every finding of the check page to its field", async () => {
    const state = newState();
    await open("/declarations/d1/check", state, async (page) => {
      await page.waitForSelector("text=处错误，改正后才能提交");
      await expect
        .poll(() => page.getByRole("link", { name: /审计报告/ }).getAttribute("href"))
        .toBe("/declarations/d1/evidence#evidence-audit-report");
      await page.getByRole("link", { name: /请填写“2023年营业收入”/ }).click();
      await page.waitForFunction(() => document.activeElement?.id === "field-sales");
    });
  });

  it("unlocks only what was flagged and shows the remark at its field", async () => {
    const state = newState();
    state.answers = { company_name: "甲", has_platform: false, channels: ["shop"], sales: 1 };
    state.detail = {
      editable: "flagged",
      editableFields: ["company_name"],
      flags: [
        {
          id: "f1",
          pointer: "/company_name",
          message: "与营业执照不一致",
          raisedBy: { zh: "某区商务局", en: "County" },
          raisedAt: "2024-05-03T00:00:00Z",
          resolvedAt: null,
        },
      ],
    };
    await open("/declarations/d1/fill", state, async (page) => {
      await page.waitForSelector("#field-company_name-flags");
      await expect.poll(() => page.textContent("#field-company_name-flags")).toContain("与营业执照不一致");
      await expect
        .poll(() => page.getAttribute("#field-company_name", "aria-describedby"))
        .toContain("field-company_name-flags");
      await expect.poll(() => page.getAttribute("#field-company_name", "readonly")).toBeNull();
      await expect.poll(() => page.getAttribute("#field-introduction", "readonly")).not.toBeNull();
      await expect.poll(() => page.locator("#field-channels input").first().isDisabled()).toBe(true);
    });
  });

  it("shows the remark in the paper's wording, too", async () => {
    const state = newState();
    state.answers = { has_platform: true, platform_url: "http://a.example" };
    const raised = { raisedBy: { zh: "某区商务局", en: "County" }, raisedAt: "2024-05-03T00:00:00Z", resolvedAt: null };
    state.detail = {
      editable: "flagged",
      editableFields: ["platform_url"],
      flags: [{ id: "f1", pointer: "/platform_url", message: "网址打不开", ...raised }],
    };
    await open("/declarations/d1/fill", state, async (page) => {
      await page.getByRole("button", { name: "原文" }).click();
      await page.waitForSelector(".sb-fk-sentence #field-platform_url-flags");
      await expect
        .poll(() => page.getAttribute("#field-platform_url", "aria-describedby"))
        .toContain("field-platform_url-flags");
    });
  });

  it.each([
    "/declarations",
    "/declarations/d1",
    "/declarations/d1/fill",
    "/declarations/d1/evidence",
    "/declarations/d1/check",
    "/sign-in",
    "/register",
  ])("axe finds nothing serious on %s, in light and dark", async (path) => {
    await open(path, newState(), async (page) => {
      await page.waitForSelector("h1");
      await page.waitForSelector("[role=status].sb-skeleton", { state: "detached" });
      await page.evaluate(axe.source);
      for (const theme of ["light", "dark"]) {
        const violations = await page.evaluate(async (name) => {
          document.documentElement.dataset.theme = name;
          const run = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
            resultTypes: ["violations"],
          });
          return run.violations
            .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
            .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`);
        }, theme);
        expect(violations).toEqual([]);
      }
    });
  });

  describe("earlier values", () => {
    const from = (field: string, value: unknown, unit: string | null = null) => ({
      field,
      value,
      unit,
      source: {
        kind: "declaration" as const,
        title: { zh: "2022年示范企业申报", en: "Round 2022" },
        year: 2022,
        field,
        fieldTitle: { zh: "原来的一栏", en: "The earlier blank" },
      },
    });

    it("are shown with their source, taken one by one, saved as answers, and the focus stays at the field", async () => {
      const state = newState();
      state.offers = [from("company_name", "示例公司"), from("sales_prev", 1234, "万元")];
      await open("/declarations/d1/fill/figures", state, async (page) => {
        const offer = page.locator('[data-field="sales_prev"] .sb-fk-offer');
        await offer.waitFor();
        await expect.poll(() => offer.textContent()).toContain("上年填报 1,234 万元");
        await expect.poll(() => offer.textContent()).toContain("2022年示范企业申报");
        await expect.poll(() => page.inputValue("#field-sales_prev")).toBe("");
        await page.getByRole("button", { name: "采用：2022年营业收入 1,234 万元" }).click();
        await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("field-sales_prev");
        await expect.poll(() => page.inputValue("#field-sales_prev")).toBe("1234");
        await expect.poll(() => offer.count()).toBe(0);
        await saved(page);
      });
      expect(state.answers).toEqual({ sales_prev: 1234 });
    });

    it("never overwrite what was answered or is being typed, and can be taken together", async () => {
      const state = newState();
      state.answers = { company_name: "已填名称" };
      state.offers = [
        from("company_name", "旧名称"),
        from("introduction", "旧简介"),
        from("has_platform", true),
        from("platform_url", "https://example.cn"),
        from("founded_on", "2010-01-02"),
      ];
      await open("/declarations/d1/fill/basic", state, async (page) => {
        await page.waitForSelector(".sb-dc-offers >> text=本部分有 3 处");
        await expect.poll(() => page.locator('[data-field="company_name"] .sb-fk-offer').count()).toBe(0);
        await page.locator("#field-introduction").pressSequentially("新简介", { delay: 1 });
        await page.getByRole("button", { name: "采用全部" }).click();
        // The address is asked once the platform is said to be there: it was taken along.
        await page.waitForSelector(".sb-dc-offers >> text=已采用 3 处");
        await saved(page);
      });
      expect(state.answers).toEqual({
        company_name: "已填名称",
        introduction: "新简介",
        has_platform: true,
        platform_url: "https://example.cn",
        founded_on: "2010-01-02",
      });
    });

    it("ask about a figure in another unit than before", async () => {
      const state = newState();
      state.offers = [from("sales_prev", 1234, "万元")];
      await open("/declarations/d1/fill/figures", state, async (page) => {
        await page.waitForSelector('[data-field="sales_prev"] .sb-fk-offer');
        await page.fill("#field-sales_prev", "12340000");
        await page.keyboard.press("Tab");
        const finding = page.locator("#field-sales_prev-findings");
        await finding.waitFor();
        await expect.poll(() => finding.textContent()).toContain("1,234 万元");
        await expect.poll(() => page.getAttribute("#field-sales_prev", "aria-invalid")).toBeNull();
      });
    });
  });
});
