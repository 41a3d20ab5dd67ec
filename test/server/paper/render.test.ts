import { describe, expect, it } from "vitest";
import { isTable } from "../../../core/forms/field-kinds.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { lineText } from "../../../core/paper/paper.ts";
import { paperOfForm } from "../../../core/paper/paper-of-form.ts";
import { renderDocx } from "../../../server/modules/paper/docx.ts";
import { renderPdf } from "../../../server/modules/paper/pdf.ts";
import {
  docxParts,
  docxText,
  formOf,
  goldenSheet,
  hasPdfToText,
  pdfErrors,
  pdfFonts,
  pdfLines,
  pdfPages,
  pdfPageTexts,
  pdfText,
  sheetOf,
} from "./sheets.ts";

if (!hasPdfToText) {
  process.stderr.write(
    "\nSKIPPED: pdftotext (poppler-utils) is not installed; the text of PDF sheets is NOT tested\n\n",
  );
}

const enterprise = () => goldenSheet("guizhou-enterprise/declaration", "guizhou-enterprise/full");

/** Words and values both renderers must show. */
const SHOWN = [
  "电商示范企业申报表",
  "填表时间：2024年5月10日",
  "贵州云岭示例电子商务有限公司",
  "主管部门",
  "☐国有或国有控股企业☑民营企业☐其他____________",
  "年度销售额860.5万元",
  "服务体系及设施",
  "2.与物流、供应链形成良好合作关系☑是☐否",
  "市（州）商务主管部门（盖章）",
];

describe.skipIf(!hasPdfToText)("a PDF sheet", { timeout: 60_000 }, () => {
  it("holds the labels, the values and the boxes as text", async () => {
    const text = pdfText(await renderPdf(enterprise()));
    for (const shown of SHOWN) expect(text).toContain(shown);
    expect(text).toContain("第1页共1页");
    expect(text).toContain("SB1.0123456789ab");
    expect(text).not.toContain("草");
  });

  it("embeds every font it uses", async () => {
    const fonts = pdfFonts(await renderPdf(enterprise()));
    expect(fonts.length).toBeGreaterThanOrEqual(3);
    for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +\d+$/);
  });

  it("is marked as a draft on every page", async () => {
    const sheet = goldenSheet("shanxi-base/declaration", "shanxi-base/full", { isDraft: true });
    const file = await renderPdf(sheet);
    const pages = pdfPages(file);
    expect(pages).toBeGreaterThan(2);
    expect(pdfText(file).split("草").length - 1).toBe(pages);
    expect(pdfText(file)).toContain(`第${pages}页共${pages}页`);
  });

  it("loses nothing where a table goes on over pages", async () => {
    const text = pdfText(await renderPdf(goldenSheet("guizhou-park/declaration", "guizhou-park/full")));
    for (let no = 1; no <= 21; no++) expect(text).toContain(`${no}.`);
    expect(text).toContain("市（州）商务主管部门（盖章）");
  });

  it("does not leave a heading alone at the foot of a page", async () => {
    const form = formOf("guizhou-common/report-enterprise");
    const chapters = Object.keys(form.schema.properties).filter((id) => form.schema.properties[id]?.type === "string");
    for (const lines of [20, 22, 24, 26, 28]) {
      const answers = Object.fromEntries(chapters.slice(-3).map((id) => [id, `${"行\n".repeat(lines)}末`]));
      const pages = pdfPageTexts(await renderPdf(sheetOf(form, answers))).map((text) => text.split("版本码")[0]);
      for (const text of pages) expect(text?.endsWith("发展规划")).toBe(false);
    }
  });

  it("does not leave the title of a chapter alone at the foot of a page", async () => {
    const form = formOf("guizhou-common/report-enterprise");
    for (const lines of [18, 20, 22, 24, 26, 28, 30]) {
      const chapters = Object.entries(form.schema.properties).filter(([, field]) => field.type === "string");
      const answers = Object.fromEntries(chapters.map(([id]) => [id, `${"行\n".repeat(lines)}末`]));
      const pages = pdfPageTexts(await renderPdf(sheetOf(form, answers))).map((text) => text.split("版本码")[0] ?? "");
      for (const text of pages) for (const [, { title }] of chapters) expect(text.endsWith(title)).toBe(false);
    }
  });

  it("says the title of rows again on the next page, where it is closed by a rule", async () => {
    const pages = pdfPageTexts(await renderPdf(goldenSheet("sichuan-top100/person", "sichuan-top100/person/full")));
    const rows = (text = "") => text.includes("所在企业主要经") && text.includes("营管理业绩情况");
    expect(rows(pages[0])).toBe(true);
    expect(pages[1]).toContain("创新模式");
    expect(rows(pages[1])).toBe(true);
  });

  it("has a row of a joined title nowhere between two pages, wherever the page ends", async () => {
    const form = formOf("shanxi-enterprise/annual-report");
    for (let lines = 0; lines <= 14; lines += 2) {
      for (const locale of ["zh", "en"] as const) {
        const paper = paperOfForm({ form, answers: { name: `${"行\n".repeat(lines)}末` }, locale });
        const file = await renderPdf(sheetOf(form, {}, { paper, locale }));
        // What is centred begins and ends on one page, or the page cannot be read.
        expect(pdfErrors(file)).toBe("");
      }
    }
  });

  it("keeps a choice, its fill-in and a yes with its no on one line", async () => {
    const lines = pdfLines(await renderPdf(sheetOf(formOf("guizhou-park/declaration"))));
    for (const kept of ["☐其他____________", "☐摄影美工", "☐其他行政便利化服务____________", "☐是☐否"])
      expect(lines.filter((line) => line.includes(kept))).not.toEqual([]);
    expect(lines.filter((line) => line.includes("☐是") && !/☐是☐否/.test(line))).toEqual([]);
    const awards = pdfLines(await renderPdf(sheetOf(formOf("sichuan-top100/enterprise"))));
    for (const kept of ["☐四川电商领军平台", "☐四川“小而美”网络品牌"])
      expect(awards.filter((line) => line.includes(kept))).toHaveLength(1);
  });

  it("says the title of a row with many lines again on the next page", async () => {
    const form = formOf("national-base-2022/declaration");
    for (const lines of [4, 10, 16]) {
      const measures = `${"做法".repeat(40)}\n`.repeat(lines);
      const field =
        Object.entries(form.schema.properties).find(([, { title }]) => title.includes("督促手段"))?.[0] ?? "";
      const pages = pdfPageTexts(await renderPdf(sheetOf(form, { [field]: measures })));
      for (const page of pages) if (/3[5-9]\.|4[0-2]\./.test(page)) expect(page).toContain("安全生产");
    }
  });

  it("says title and label again on every page that a row goes on over", async () => {
    const sheet = sheetOf(formOf("sichuan-top100/person"), { innovation_model: "业绩".repeat(1400) });
    const pages = pdfPageTexts(await renderPdf(sheet)).filter((page) => page.includes("业绩业绩业绩"));
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) for (const words of ["所在企业主要经", "创新模式"]) expect(page).toContain(words);
  });

  it("has the last row of a list on the page of the lines below it, and no note over two pages", async () => {
    const form = formOf("guizhou-common/summary");
    const field = Object.entries(form.schema.properties).find(([, each]) => isTable(each));
    const column = field !== undefined && isTable(field[1]) ? Object.keys(field[1].items.properties)[3] : "";
    for (let count = 14; count <= 30; count++) {
      const rows = Array.from({ length: count }, (_, row) => ({ [column ?? ""]: `第${row + 1}号` }));
      const pages = pdfPageTexts(await renderPdf(sheetOf(form, { [field?.[0] ?? ""]: rows })));
      expect(pages.find((page) => page.includes("填报人"))).toContain(`第${count}号`);
      for (const page of pages.filter((text) => text.includes("号"))) expect(page).toContain("企业名称");
    }
    const notes = pdfPageTexts(await renderPdf(sheetOf(formOf("national-base-2025/declaration"))));
    const page = notes.find((text) => text.includes("4.示范基地综合评价和动态调整的周期"));
    expect(page).toContain("连续两次综合评价成绩处于后3位的示范基地，取消示范资格");
  });

  it("makes a number smaller rather than break it in its cell", async () => {
    const form = formOf("guizhou-park/declaration");
    const field = Object.entries(form.schema.properties).find(([, { title }]) => title === "手机")?.[0] ?? "";
    const lines = pdfLines(await renderPdf(sheetOf(form, { [field]: "0851-88552573" })));
    expect(lines.filter((line) => line.includes("0851-88552573"))).toHaveLength(1);
  });

  it("does not break the unit in the head of a column", async () => {
    const lines = pdfLines(await renderPdf(sheetOf(formOf("guizhou-park/roster")))).join("\n");
    expect(lines.split("（万元）")).toHaveLength(3);
  });

  it("does not break the words of English labels", async () => {
    for (const id of ["sichuan-top100/enterprise", "sichuan-top100/person"]) {
      const form = formOf(id);
      const paper = paperOfForm({ form, answers: {}, locale: "en" });
      const text = pdfLines(await renderPdf(sheetOf(form, {}, { paper, locale: "en" }))).join("\n");
      for (const part of paper.parts) {
        if (part.kind !== "grid") continue;
        for (const { role, lines } of part.rows.flat()) {
          if (role === "value") continue;
          for (const word of lines.flatMap((line) => lineText(line).match(/[a-z]{6,}/gi) ?? []))
            expect(text).toContain(word);
        }
      }
    }
  });

  it("takes a text that fills more than a page, and one that has no place to break", async () => {
    const form = formOf("sichuan-top100/enterprise");
    const overview = `${"业绩".repeat(2500)}末尾`;
    const file = await renderPdf(sheetOf(form, { overview, name: `${"W".repeat(3000)}完` }));
    expect(pdfPages(file)).toBeGreaterThan(2);
    expect(pdfText(file)).toContain("末尾");
    expect(pdfText(file)).toContain("完");
    expect(pdfText(file)).toContain("评审办公室（盖章）");
  });

  it("prints 〓 for a character the font lacks, and drops what cannot be printed", async () => {
    const form = formOf("guizhou-enterprise/declaration");
    const text = pdfText(await renderPdf(sheetOf(form, { name: "甲\u0000\u202e🙂乙" })));
    expect(text).toContain("甲〓乙");
  });

  it("takes a roster of 200 rows", async () => {
    const form = formOf("guizhou-park/roster");
    const tenants = Array.from({ length: 200 }, (_, row) => ({ [secondColumn(form)]: `第${row + 1}号企业` }));
    const text = pdfText(await renderPdf(sheetOf(form, { tenants })));
    for (const row of [1, 100, 200]) expect(text).toContain(`第${row}号企业`);
  });

  it("does not tear the rows of a list, unless one may be higher than a page", async () => {
    const form = formOf("guizhou-park/roster");
    const rowsOf = (count: number, length: number) =>
      Array.from({ length: count }, () => ({ [secondColumn(form)]: `甲${"名".repeat(length)}乙` }));
    const pages = pdfPageTexts(await renderPdf(sheetOf(form, { tenants: rowsOf(40, 40) })));
    expect(pages.length).toBeGreaterThan(3);
    const count = (text: string, word: string) => text.split(word).length - 1;
    for (const page of pages) expect(count(page, "甲")).toBe(count(page, "乙"));
    const high = pdfText(await renderPdf(sheetOf(form, { tenants: rowsOf(1, 900) })));
    expect(count(high, "乙")).toBe(1);
    expect(docxParts(await renderDocx(sheetOf(form)))["word/document.xml"]?.match(/<w:cantSplit/g)).toHaveLength(10);
  });
});

function secondColumn(form: FormDocument): string {
  const field = form.schema.properties.tenants;
  return (field !== undefined && isTable(field) && Object.keys(field.items.properties)[1]) || "";
}

describe("a DOCX sheet", () => {
  it("holds the labels, the values and the boxes", async () => {
    const text = docxText(await renderDocx(enterprise()));
    for (const shown of SHOWN) expect(text).toContain(shown);
  });

  it("has the version code and the pages in its foot, and the draft mark only on drafts", async () => {
    const final = docxParts(await renderDocx(enterprise()));
    expect(final["word/footer1.xml"]).toContain("SB1.0123456789ab.-.-");
    expect(final["word/footer1.xml"]).toContain("NUMPAGES");
    expect(final["word/header1.xml"]).toBeUndefined();
    const draft = docxParts(await renderDocx({ ...enterprise(), isDraft: true }));
    expect(draft["word/header1.xml"]).toContain("草稿");
  });

  it("turns the page of a roster", async () => {
    const parts = docxParts(await renderDocx(sheetOf(formOf("guizhou-park/roster"))));
    expect(parts["word/document.xml"]).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/);
  });

  it("does not tear a row that fits on a page, and keeps a heading with what follows", async () => {
    const xml = docxParts(await renderDocx(enterprise()))["word/document.xml"] ?? "";
    const rows = xml.split("<w:tr>").slice(1);
    expect(rows.every((row) => row.includes("<w:cantSplit"))).toBe(true);
    expect(rows.find((row) => row.includes("服务体系及设施"))).toContain("<w:keepNext");
  });

  it("begins a line with a unit that does not fit behind its label", async () => {
    const xml = docxParts(await renderDocx(sheetOf(formOf("sichuan-top100/enterprise"))))["word/document.xml"] ?? "";
    const broken = xml.replaceAll("<w:br/>", "\n").replace(/<[^>]*>/g, "");
    expect(broken).toContain("平台交易总额\n（亿元）");
    expect(broken).toContain("注册资本\n（万元）");
  });

  it("begins a line with a choice, a fill-in and a yes with its no that do not fit on theirs", async () => {
    const xml = docxParts(await renderDocx(sheetOf(formOf("guizhou-park/declaration"))))["word/document.xml"] ?? "";
    const broken = xml.replaceAll("<w:br/>", "\n").replace(/<[^>]*>/g, "");
    expect(broken).toContain("\n☐其他____________");
    expect(broken).toContain("能够开展政产学研多方面合作。\n☐是");
  });

  it("sets options in the columns of the paper", async () => {
    const xml = docxParts(await renderDocx(sheetOf(formOf("sichuan-top100/enterprise"))))["word/document.xml"] ?? "";
    const line = xml.split("<w:p>").find((each) => each.includes("四川电商领军平台")) ?? "";
    expect(line.match(/<w:tab w:val="left" w:pos="\d+"\/>/g)).toHaveLength(2);
    expect(line.match(/<w:tab\/>/g)).toHaveLength(2);
  });

  it("says the title of rows again where a page is expected to end", async () => {
    const sheet = goldenSheet("sichuan-top100/person", "sichuan-top100/person/full");
    const xml = docxParts(await renderDocx(sheet))["word/document.xml"] ?? "";
    const tables = (xml.match(/<w:tbl>.*?<\/w:tbl>/gs) ?? []).map((table) => table.replace(/<[^>]*>/g, ""));
    expect(tables.map((text) => text.includes("所在企业主要经营管理业绩情况"))).toEqual([true, true]);
    expect(xml.match(/<w:pageBreakBefore\/>/g)).toHaveLength(1);
    const empty = docxParts(await renderDocx(sheetOf(formOf("sichuan-top100/person"))))["word/document.xml"] ?? "";
    expect(empty).not.toContain("<w:pageBreakBefore/>");
  });

  it("keeps the place of a seal with the notes below the table", async () => {
    const xml = docxParts(await renderDocx(sheetOf(formOf("shanxi-common/change-report"))))["word/document.xml"] ?? "";
    const rows = xml.split("<w:tr>").filter((row) => row.includes("<w:keepNext/>"));
    expect(rows.some((row) => row.includes("单位（盖章）"))).toBe(true);
  });

  it("keeps the last row of a list with the lines below it, and no line of a text alone", async () => {
    const xml = docxParts(await renderDocx(sheetOf(formOf("guizhou-common/summary"))))["word/document.xml"] ?? "";
    const rows = xml.match(/<w:tr>.*?<\/w:tr>|<w:tr .*?<\/w:tr>/gs) ?? [];
    expect(rows.map((row) => row.includes("<w:keepNext/>"))).toEqual(rows.map((_, row) => row === rows.length - 1));
    expect(xml.split("<w:p>").length).toBe(xml.split("<w:widowControl/>").length);
  });

  it("has the months in the heads of their columns", async () => {
    const xml = docxParts(await renderDocx(sheetOf(formOf("guizhou-park/roster"))))["word/document.xml"] ?? "";
    const [head] = xml.match(/<w:tr>.*?<\/w:tr>|<w:tr .*?<\/w:tr>/s) ?? [];
    expect((head ?? "").replace(/<[^>]*>/g, "").split("（____年___月-____年___月）")).toHaveLength(3);
  });

  it("writes hostile text as text", async () => {
    const form = formOf("guizhou-enterprise/declaration");
    const name = "</w:t><evil/>&amp;\u0000\u000b\ufffe]]>";
    const xml = docxParts(await renderDocx(sheetOf(form, { name })))["word/document.xml"] ?? "";
    expect(xml).not.toContain("<evil/>");
    expect(xml).toContain("&lt;evil/&gt;&amp;amp;");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be there
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  });
});
