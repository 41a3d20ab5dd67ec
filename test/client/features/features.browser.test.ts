import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "../accessibility.ts";
import { type BuiltPage, chromiumPath, openBuiltPage } from "../browser.ts";
import { siteCheck } from "./desk-samples.ts";
import { type DeskState, formPath, newDesk, serveDesk } from "./fake-desk.ts";

/** The pages of officials and of the public in a real browser, over a server in the test's memory. */

describe.skipIf(!chromiumPath)("officials' pages in Chromium", () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await openBuiltPage(fileURLToPath(new URL("../../../client", import.meta.url)));
  });
  afterAll(async () => built?.close());

  async function open(path: string, state: DeskState, use: (page: Page) => Promise<void>, width = 1280): Promise<void> {
    const context = await built.browser.newContext({
      viewport: { width, height: 900 },
      locale: "zh-CN",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    // A refusal of the server is written to the console by the browser itself.
    page.on("console", (line) => {
      if (line.type() === "error" && !line.text().startsWith("Failed to load resource")) faults.push(line.text());
    });
    await serveDesk(page, state);
    await page.goto(`${built.address}${path}`);
    await use(page);
    expect(faults).toEqual([]);
    await context.close();
  }

  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id);

  describe("the reviewer's desk", () => {
    it("counts the quick filters and moves through the list by keyboard", async () => {
      await open("/review", newDesk("county-reviewer"), async (page) => {
        await page.getByRole("button", { name: "待我办理 2" }).waitFor();
        await page.getByRole("button", { name: "近 3 天新到 0" }).waitFor();
        await page.waitForSelector("tbody a");
        await page.keyboard.press("j");
        await page.keyboard.press("j");
        await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("示例公司d2");
        await page.keyboard.press("ArrowUp");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { level: 1, name: "示例公司d1" }).waitFor();
        await page.waitForSelector("text=1 / 2");
        await page.keyboard.press("j");
        await page.getByRole("heading", { level: 1, name: "示例公司d2" }).waitFor();
        await expect.poll(() => page.getByRole("link", { name: "下一份 →" }).count()).toBe(0);
        await page.getByRole("link", { name: "← 上一份" }).waitFor();
      });
    });

    it("keeps letters in the search box", async () => {
      await open("/review", newDesk("county-reviewer"), async (page) => {
        await page.getByLabel("申报单位或编号").fill("");
        await page.getByLabel("申报单位或编号").press("j");
        await expect.poll(() => page.getByLabel("申报单位或编号").inputValue()).toBe("j");
      });
    });

    it("begins the form of its level, fills it in and hands it in where it stands", async () => {
      const state = { ...newDesk("county-reviewer"), reviewForm: siteCheck() };
      await open("/review/d1", state, async (page) => {
        await page.getByRole("tab", { name: "附表（1）" }).click();
        await page.getByText("由本级填写；提交后才能通过审核。").waitFor();
        await page.getByRole("button", { name: "开始填写" }).click();
        await page.locator("#field-visitors").fill("甲、乙");
        await page.locator("#field-visitors").blur();
        await page.getByText("已保存").first().waitFor();
        await page.getByRole("button", { name: "报送" }).click();
        await page.locator("dialog[open]").getByText("以最后一次提交为准").waitFor();
        await page.locator("dialog[open]").getByRole("button", { name: "报送" }).click();
        await page.getByText("已报送", { exact: true }).first().waitFor();
        // It says whom it is about, and may be changed again while the declaration lies here.
        await page.getByText("申报单位", { exact: true }).first().waitFor();
        await expect.poll(() => page.locator("#field-visitors").isEditable()).toBe(true);
      });
      expect(state.writes.map(({ call }) => call.replace(/^(\w+) .*\//, "$1 "))).toEqual([
        "POST attached",
        "PATCH answers",
        "POST hand-in",
      ]);
    });

    it("accepts without losing the focus and shows the verified beside the declared value", async () => {
      const state = newDesk("county-reviewer");
      await open("/review/d1", state, async (page) => {
        await page.getByRole("button", { name: "核实无误：企业名称" }).press("Enter");
        await page.getByRole("button", { name: "撤销：企业名称" }).waitFor();
        await expect.poll(() => focused(page)).toBe("撤销：企业名称");
        await page.getByRole("button", { name: "填写核定值：2023年营业收入" }).click();
        await page.keyboard.type("1,49x");
        await expect.poll(() => page.getByRole("button", { name: "确定", exact: true }).isDisabled()).toBe(true);
        await page.keyboard.press("Backspace");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".review-both");
        const both = await page.textContent(".review-both");
        expect(both).toContain("150 万元");
        expect(both).toContain("149 万元");
        expect(both).toContain("相差 -1 万元");
      });
      expect(state.writes.at(-1)?.body).toEqual({ pointer: "/sales", verdict: "accept", verifiedValue: 149 });
    });

    it("flags evidence, lists what is open and leads there", async () => {
      const state = newDesk("county-reviewer");
      await open("/review/d1", state, async (page) => {
        await page.waitForSelector("#evidence");
        await page
          .locator("#evidence")
          .getByRole("button", { name: /^标记需修改/ })
          .first()
          .click();
        await page.getByLabel("修改要求").fill("缺少公章");
        await page.locator("dialog[open]").getByRole("button", { name: "标记需修改" }).click();
        await page.waitForSelector("text=待修改事项（1）");
        await expect.poll(() => focusedId(page)).toMatch(/^evidence-/);
        await page.locator("h1").focus();
        await page.locator("#open-flags button").click();
        await expect.poll(() => focusedId(page)).toMatch(/^evidence-/);
      });
      expect(state.writes[0]?.body).toMatchObject({ pointer: expect.stringMatching(/^\/evidence\//) });
    });

    it("keeps what was typed when the server refuses, and says why in the dialog", async () => {
      const state = newDesk("county-reviewer");
      state.refuse["POST /api/declarations/d1/flags"] = "已由他人办理";
      await open("/review/d1", state, async (page) => {
        await page.getByRole("button", { name: "标记需修改：企业名称" }).click();
        await page.getByLabel("修改要求").fill("与执照不符");
        await page.locator("dialog[open]").getByRole("button", { name: "标记需修改" }).click();
        await page.locator("dialog[open]").getByRole("alert").filter({ hasText: "已由他人办理" }).waitFor();
        await expect.poll(() => page.getByLabel("修改要求").inputValue()).toBe("与执照不符");
        await page.keyboard.press("Escape");
        await expect.poll(() => focused(page)).toBe("标记需修改：企业名称");
      });
    });

    it("shows what a resubmission changed and leads from a finding to its answer", async () => {
      await open("/review/d1", newDesk("county-reviewer"), async (page) => {
        await page.getByRole("tab", { name: "与上次提交的差别" }).click();
        const row = page.getByRole("row", { name: /2023年营业收入/ });
        await expect.poll(() => row.textContent()).toContain("140 万元150 万元");
        await page.getByRole("row", { name: /被遮盖的部分有改动/ }).waitFor();
        await page.getByRole("tab", { name: "自动核查" }).click();
        await page.getByRole("button", { name: "查看该项" }).click();
        await page.waitForFunction(() => document.activeElement?.id === "answer-sales");
        await expect.poll(() => page.textContent("#answer-sales")).toContain("上次提交：140 万元");
      });
    });
  });

  describe("the studio", () => {
    const editorText = (page: Page) => page.locator(".cm-content");

    it("keeps text that is not JSON through a switch of documents and a reload", async () => {
      const state = newDesk("programme-admin");
      await open("/studio/sample", state, async (page) => {
        await editorText(page).click();
        await page.keyboard.press("Control+Home");
        await page.keyboard.type("oops ");
        await page.waitForSelector("text=不是有效的 JSON");
        await page.getByRole("button", { name: "sample", exact: true }).click();
        await expect.poll(() => editorText(page).textContent()).not.toContain("oops");
        await page.getByRole("button", { name: /every-kind/ }).click();
        await expect.poll(() => editorText(page).textContent()).toContain("oops {");
        await page.reload();
        await editorText(page).waitFor();
        await expect.poll(() => editorText(page).textContent()).toContain("oops {");
      });
      expect(state.writes).toEqual([]);
    });

    it("opens the form that is declared, whatever stands before it", async () => {
      const state = newDesk("programme-admin");
      state.documents = { "form-schemas/another/declaration.form.json": { title: "另一张表" }, ...state.documents };
      await open("/studio/sample", state, async (page) => {
        await page.getByText("form-schemas/sample/every-kind.form.json", { exact: true }).waitFor();
        await expect.poll(() => editorText(page).textContent()).toContain("sample/every-kind");
      });
    });

    it("adds a document of a kind by its name, refuses a name that is taken, and deletes it again", async () => {
      const state = newDesk("programme-admin");
      const added = "form-schemas/sample/site-check.form.json";
      await open("/studio/sample", state, async (page) => {
        await page.getByLabel("种类").selectOption({ label: "申报表" });
        await page.getByLabel("名称", { exact: true }).fill("site-check");
        await page.getByRole("button", { name: "新建文档" }).click();
        await expect.poll(() => editorText(page).textContent()).toContain("sample/site-check");
        await expect.poll(() => Object.keys(state.documents)).toContain(added);
        await page.getByLabel("名称", { exact: true }).fill("site-check");
        await page.waitForSelector("text=已有这个名称的文档");
        await expect.poll(() => page.getByRole("button", { name: "新建文档" }).isDisabled()).toBe(true);
        await page.getByRole("button", { name: "删除文档" }).click();
        await page.locator("dialog[open]").getByRole("button", { name: "删除文档" }).click();
        await expect.poll(() => Object.keys(state.documents)).not.toContain(added);
        // The programme opens instead, and cannot be deleted itself.
        await page.getByText("programmes/sample.programme.json", { exact: true }).waitFor();
        expect(await page.getByRole("button", { name: "删除文档" }).count()).toBe(0);
      });
    });

    it("says everything that stands against publishing, and keeps the note", async () => {
      const state = newDesk("programme-admin");
      const call = "POST /api/studio/programmes/sample/editions";
      state.rowErrors = { [call]: [{ pointer: "/scheme/weights/round", zh: "“规模”的权重与所引用的征询结果不同" }] };
      await open("/studio/sample", state, async (page) => {
        await page.getByRole("button", { name: "发布", exact: false }).first().click();
        const dialog = page.locator("dialog[open]");
        await dialog.getByRole("textbox").fill("调整权重");
        await dialog.getByRole("button", { name: /发布/ }).click();
        await dialog.getByRole("alert").filter({ hasText: "“规模”的权重与所引用的征询结果不同" }).waitFor();
        await expect.poll(() => dialog.getByRole("textbox").inputValue()).toBe("调整权重");
      });
    });

    it("merges what another administrator changed elsewhere, and asks where both changed", async () => {
      const state = newDesk("programme-admin");
      const programme = "programmes/sample.programme.json";
      await open("/studio/sample", state, async (page) => {
        await page.getByRole("button", { name: "sample", exact: true }).click();
        state.revision = 5;
        state.documents = { ...state.documents, [formPath]: { theirs: true } };
        await replaceAll(page, '{"title":{"zh":"我的"}}');
        await page.waitForSelector("text=已保存（第 6 次）");
        expect(state.documents).toEqual({ [formPath]: { theirs: true }, [programme]: { title: { zh: "我的" } } });
        state.revision = 9;
        state.documents = { ...state.documents, [programme]: { title: { zh: "对方的" } } };
        await replaceAll(page, '{"title":{"zh":"我的第二版"}}');
        await page.getByRole("alert").filter({ hasText: programme }).waitFor();
        await expect.poll(() => editorText(page).textContent()).toContain("我的第二版");
        expect(state.documents[programme]).toEqual({ title: { zh: "对方的" } });
        await page.getByRole("button", { name: "保留我的修改" }).click();
        await page.waitForSelector("text=已保存（第 10 次）");
      });
      expect(state.documents[programme]).toEqual({ title: { zh: "我的第二版" } });
    });

    it("leads from a finding to its line, far below what is on screen", async () => {
      const state = newDesk("programme-admin");
      state.findings = [
        {
          file: formPath,
          pointer: "/evidence/0/title",
          code: "text",
          level: "warning",
          message: { zh: "缺少英文", en: "No English" },
        },
      ];
      await open("/studio/sample", state, async (page) => {
        await page.locator("#problems").getByText("提醒").waitFor();
        await page.locator("#problems button").click();
        await page.waitForFunction(() => document.activeElement?.classList.contains("cm-content"));
        const line = page.locator(".cm-activeLine");
        await expect.poll(() => line.textContent()).toContain('"title"');
        expect(Number(await page.locator(".cm-lineNumbers .cm-activeLineGutter").textContent())).toBeGreaterThan(100);
      });
    });

    it("shows the rule book of the draft as it is typed, and narrows it", async () => {
      const state = newDesk("programme-admin");
      const programme = "programmes/sample.programme.json";
      const readings = [{ inconsistency: "INC-007", reading: { zh: "反向定制另设栏目", en: "Asked beside" } }];
      state.documents = { ...state.documents, [programme]: { title: { zh: "样例项目" }, readings } };
      await open("/studio/sample", state, async (page) => {
        await page.getByRole("tab", { name: "规则手册" }).click();
        const book = page.locator("#rule-book");
        await book.getByText("反向定制另设栏目").waitFor();
        await expect.poll(() => book.getByRole("heading", { level: 3 }).allTextContents()).toContain("样例项目 项目");
        await expect.poll(() => book.locator("li").filter({ hasText: "INC-007" }).count()).toBe(1);
        await book.getByLabel("显示").selectOption("evidence");
        await expect.poll(() => book.locator("li").count()).toBeGreaterThan(0);
        await expect.poll(() => book.locator("li").filter({ hasText: "INC-007" }).count()).toBe(0);
        await book.getByLabel("显示").selectOption("open");
        await expect.poll(() => book.textContent()).toContain("没有这一类内容");
      });
    });

    async function replaceAll(page: Page, text: string): Promise<void> {
      await editorText(page).click();
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(text);
    }
  });

  describe("the province", () => {
    it("chooses the first places, marks who just missed them and narrows the list", async () => {
      await open("/manage/runs/run1", newDesk("province-reviewer"), async (page) => {
        await page.getByRole("button", { name: "选取按规则拟认定的" }).click();
        await page.waitForSelector("text=已选 1 家");
        await page.getByRole("button", { name: "清空选择" }).click();
        await page.getByRole("button", { name: "选取前列（含并列）" }).click();
        await page.waitForSelector("text=已选 1 家");
        await page.waitForSelector("text=差 2 分");
        await page.getByLabel("显示").selectOption("near");
        await expect.poll(() => page.getByRole("region", { name: "排名" }).locator("tbody tr").count()).toBe(1);
        await page.getByRole("button", { name: "发布公示" }).click();
        await expect
          .poll(() => page.getByLabel("公示标题", { exact: false }).first().inputValue())
          .toBe("2023年申报拟认定名单公示");
      });
    });

    it("tries other weights by keyboard and shows who crosses the line, without writing anything", async () => {
      const state = newDesk("province-reviewer");
      await open("/manage/runs/run1", state, async (page) => {
        await page.getByRole("link", { name: "稳健性与权重模拟" }).click();
        await page.getByRole("heading", { name: "名次稳健性" }).waitFor();
        await expect.poll(() => page.getByLabel("名额线（前几名）").inputValue()).toBe("1");
        await expect.poll(() => page.textContent("#intervals")).toContain(">99 %");
        await expect.poll(() => page.textContent("#correlated")).toContain("销售额 与 从业人数：0.97");
        const attempt = page.getByRole("button", { name: "试算" });
        await expect.poll(() => attempt.isDisabled()).toBe(true);
        await page.getByLabel("专家评审", { exact: true }).fill("-5");
        await page.waitForSelector("text=请填写不小于 0 的数字");
        await expect.poll(() => attempt.isDisabled()).toBe(true);
        await page.getByLabel("专家评审", { exact: true }).fill("45.5");
        await expect.poll(() => page.textContent("#weights")).toContain("现合计 125.5");
        await page.getByLabel("专家评审", { exact: true }).press("Enter");
        await page.waitForSelector("text=前 1 名：1 家进入，1 家退出；共 2 家名次变动");
        const row = page.locator("#result").getByRole("row", { name: /乙公司/ });
        await expect.poll(() => row.textContent()).toContain("升 1 位");
        await expect
          .poll(() => page.locator("#result").getByRole("row", { name: /^乙市/ }).textContent())
          .toContain("+1");
        await page.getByLabel("拖动调整：专家评审").focus();
        await page.keyboard.press("Home");
        await expect.poll(() => page.getByLabel("专家评审", { exact: true }).inputValue()).toBe("0");
        await page.getByText("基础：下级 2 项").click();
        await expect.poll(() => page.getByLabel("销售额", { exact: true }).inputValue()).toBe("60");
        await page.getByRole("button", { name: "恢复原值" }).click();
        await expect.poll(() => page.getByLabel("专家评审", { exact: true }).inputValue()).toBe("20");
        await expect.poll(() => page.locator("#result").count()).toBe(0);
      });
      expect(state.writes).toEqual([]);
    });

    it("lists marks of experts that a run did not count", async () => {
      await open("/manage/runs/run1", newDesk("province-reviewer"), async (page) => {
        const row = page.locator("#uncounted").getByRole("row", { name: /企业1/ });
        await row.waitFor();
        await expect
          .poll(() => row.locator("td").allTextContents())
          .toEqual(["营收情况", "李四", "60", "专家须回避，保留但不计"]);
      });
    });

    it("says before and after why a list cannot be published", async () => {
      const state = newDesk("province-reviewer");
      state.refuse["POST /api/publicity/n1/publish"] = "公示期未满";
      await open("/manage/publicity/n1", state, async (page) => {
        await page.waitForSelector("text=公示期到 2099年6月8日 结束");
        await page.waitForSelector("text=还有 1 件异议没有处理");
        await page.getByRole("button", { name: "发布名单并授予称号" }).click();
        const dialog = page.locator("dialog[open]");
        await dialog.getByRole("button", { name: "确定" }).click();
        await dialog.getByRole("alert").filter({ hasText: "公示期未满" }).waitFor();
      });
      expect(state.writes[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    });
  });

  describe("a public notice", () => {
    it("takes an objection, tells its number, and takes another", async () => {
      const state = newDesk("applicant");
      await open("/publicity/n1", state, async (page) => {
        const dialog = page.locator("dialog[open]");
        const object = async (fact: string) => {
          await page.getByRole("button", { name: "提出异议" }).click();
          await dialog.getByLabel("对谁有异议").selectOption("d1");
          await dialog.getByLabel("异议的事实").fill(fact);
          await dialog.getByLabel("理由和依据").fill("与该公司公布的年报不符");
          await dialog.getByLabel("联系方式").fill("13900000000");
          await dialog.getByRole("button", { name: "提交异议" }).click();
          await dialog.getByText("异议已收到，编号 o2").waitFor();
          await page.keyboard.press("Escape");
        };
        await object("销售额");
        await object("成立时间");
      });
      expect(state.writes.map(({ body }) => (body as { fact: string }).fact)).toEqual(["销售额", "成立时间"]);
    });
  });

  describe("the register of titles", () => {
    it("says the ban before a title is cancelled, and sends ground and reason once", async () => {
      const state = newDesk("province-reviewer");
      state.refuse["POST /api/titles/t1/cancel"] = "这个称号已经取消";
      await open("/manage/titles/t1", state, async (page) => {
        await page.getByRole("button", { name: "取消称号" }).click();
        const dialog = page.locator("dialog[open]");
        await dialog.getByLabel("取消情形").selectOption("false-material");
        await dialog.getByText("3 年内不得再次申报").waitFor();
        await dialog.getByText("其他项目据此直接认定了称号：SX-REC-2024-0001").waitFor();
        await dialog.getByLabel("一并取消（不另加限制期）").uncheck();
        await dialog.getByLabel("事实与理由").fill("核查发现造假");
        await dialog.getByRole("button", { name: "取消称号" }).click();
        await dialog.getByRole("alert").filter({ hasText: "这个称号已经取消" }).waitFor();
        await expect.poll(() => dialog.getByLabel("事实与理由").inputValue()).toBe("核查发现造假");
        await expectAccessible(page);
      });
      expect(state.writes[0]).toMatchObject({
        body: { groundId: "false-material", reason: "核查发现造假", withRecognised: false },
        key: expect.stringMatching(/^[0-9a-f]{32}$/),
      });
    });

    it("reads a sheet, names columns it does not know, and shows errors by the row of the sheet", async () => {
      const state = newDesk("province-reviewer");
      state.rowErrors = { "POST /api/titles": [{ pointer: "/titles/1/region", zh: "本地区没有“成都市”" }] };
      await open("/manage/titles", state, async (page) => {
        await page.getByRole("button", { name: "导入表格" }).click();
        const dialog = page.locator("dialog[open]");
        const give = (text: string) =>
          dialog
            .getByLabel("文件")
            .setInputFiles({ name: "titles.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
        await give("持有者,所在地,日期,授予依据\n甲,110101,2023/5/10,旧文件\n");
        await dialog.getByText("不认识的列：日期").waitFor();
        await dialog.getByText("缺少列：授予日期").waitFor();
        await give(
          "\uFEFF持有者,所在地,授予日期,授予依据\n甲,110101,2023/5/10,旧文件\n\n乙,成都市,2023年5月1日,旧文件\n",
        );
        await dialog.getByText("读到 2 行").waitFor();
        await dialog.getByRole("button", { name: "导入", exact: true }).click();
        await dialog.getByText("行：本地区没有“成都市”").waitFor();
        await expectAccessible(page);
      });
      expect(state.writes[0]?.body).toEqual({
        programmeId: "sample",
        titles: [
          { holder: "甲", region: "110101", awardedOn: "2023-05-10", basis: "旧文件" },
          { holder: "乙", region: "成都市", awardedOn: "2023-05-01", basis: "旧文件" },
        ],
      });
    });

    it("carries out what follows from a run: chosen, confirmed, or declined with a reason", async () => {
      const state = newDesk("province-reviewer");
      state.refuse["POST /api/scoring-runs/run1/consequences"] = "称号台账中没有该单位的有效称号";
      await open("/manage/runs/run1", state, async (page) => {
        await page.getByText("每年新增不超过 20 家：已用 3/20（第十一条）").waitFor();
        await page.getByRole("checkbox", { name: /^选择：企业2/ }).check();
        // Who is proposed for the list is chosen in the ranking, not here.
        await expect.poll(() => page.getByRole("checkbox", { name: /^选择：企业1/ }).count()).toBe(0);
        await page.getByRole("button", { name: "不办理所选（1）" }).click();
        await page.locator("dialog[open]").getByRole("button", { name: "确定" }).click();
        expect(state.writes).toHaveLength(0);
        await page.locator("dialog[open]").getByLabel("理由（至少 5 个字）").fill("该单位已注销，无从取消");
        await page.locator("dialog[open]").getByRole("button", { name: "确定" }).click();
        await page.getByRole("alert").filter({ hasText: "称号台账中没有该单位的有效称号" }).waitFor();
      });
      expect(state.writes[0]?.body).toEqual({
        items: [{ declarationId: "2", rule: "last-two", verdict: "declined", reason: "该单位已注销，无从取消" }],
      });
      // A cancellation asks what becomes of the titles other programmes gave because of it.
      const confirming = newDesk("province-reviewer");
      await open("/manage/runs/run1", confirming, async (page) => {
        await page.getByRole("checkbox", { name: /^选择：企业2/ }).check();
        await page.getByRole("button", { name: "确认所选（1）" }).click();
        const dialog = page.locator("dialog[open]");
        await dialog.getByText("其他项目据此直接认定了称号：QY-2024-7").waitFor();
        await dialog.getByRole("checkbox", { name: /一并取消/ }).uncheck();
        await dialog.getByRole("button", { name: "确定" }).click();
        await expect.poll(() => confirming.writes.length).toBe(1);
      });
      expect(confirming.writes[0]?.body).toEqual({
        items: [{ declarationId: "2", rule: "last-two", verdict: "confirmed", withRecognised: false }],
      });
    });
  });

  it("lists dashboards with a line of what each shows", async () => {
    await open("/boards", newDesk("leader"), async (page) => {
      await page.getByRole("link", { name: "看板一" }).waitFor();
      await page.getByText("各地申报进度").waitFor();
      await page.getByRole("link", { name: "看板二" }).waitFor();
    });
  });

  it("shows applicants their own points with clause and conditions, and says when there are none to show", async () => {
    await open("/score/d1", newDesk("applicant"), async (page) => {
      await page.getByRole("heading", { level: 1, name: /企业1/ }).waitFor();
      await page.getByRole("listitem").filter({ hasText: "注册满一年" }).getByText("符合").waitFor();
      const row = page.getByRole("row", { name: /销售额/ });
      await expect.poll(() => row.textContent()).toContain("150 万元 → 90 分附件5");
      await page.getByRole("button", { name: /打印/ }).waitFor();
    });
    await open("/score/d2", newDesk("applicant"), async (page) => {
      await page.getByRole("button", { name: "重试" }).waitFor();
      await expect.poll(() => page.getByRole("row").count()).toBe(0);
    });
  });

  it("names actions of the audit log and regions of accounts", async () => {
    await open("/admin/audit", newDesk("audit-admin"), async (page) => {
      await page.waitForSelector("tbody >> text=登录");
      await page.waitForSelector("tbody >> text=流程办理");
      await expect.poll(() => page.textContent("tbody")).toContain("县级审核员");
    });
    await open("/admin/accounts", newDesk("security-admin"), async (page) => {
      await page.waitForSelector("tbody >> text=乙县");
      await expect.poll(() => page.getByRole("button", { name: /^停用/ }).count()).toBe(0);
    });
  });

  const pages: [role: string, path: string][] = [
    ["applicant", "/"],
    ["applicant", "/rounds/r1"],
    ["applicant", "/publicity"],
    ["applicant", "/publicity/n1"],
    ["applicant", "/verify/UNKNOWN"],
    ["applicant", "/verify/SX-2023-0002"],
    ["applicant", "/titles"],
    ["province-reviewer", "/manage/titles"],
    ["province-reviewer", "/manage/titles/t1"],
    ["county-reviewer", "/review"],
    ["county-reviewer", "/review/d1"],
    ["county-reviewer", "/recommendations/r1"],
    ["province-reviewer", "/manage/rounds"],
    ["province-reviewer", "/manage/rounds/r1"],
    ["province-reviewer", "/manage/runs/run1"],
    ["province-reviewer", "/manage/runs/run1/results/1"],
    ["province-reviewer", "/manage/runs/run1/simulation"],
    ["province-reviewer", "/manage/publicity/n1"],
    ["programme-admin", "/studio"],
    ["programme-admin", "/studio/sample"],
    ["leader", "/boards"],
    ["applicant", "/score/d1"],
    ["system-admin", "/admin/accounts"],
    ["audit-admin", "/admin/audit"],
  ];

  it.each(pages)(
    "axe finds nothing serious for %s on %s, in light, dark and on a phone; nothing overflows",
    async (role, path) => {
      for (const width of [1280, 390])
        await open(
          path,
          newDesk(role),
          async (page) => {
            await page.waitForSelector("h1");
            await expectAccessible(page);
          },
          width,
        );
    },
  );
});
