import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileForm } from "../../../core/forms/compile-form.ts";
import { isTable } from "../../../core/forms/field-kinds.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { answersForSubmission } from "../../../core/forms/form-state.ts";
import { inventory } from "../../../core/forms/inventory.ts";
import { resolveForm } from "../../../core/forms/resolve-form.ts";
import { lineText, type Paper, placesOf } from "../../../core/paper/paper.ts";
import { paperOfForm } from "../../../core/paper/paper-of-form.ts";

const top = new URL("../../../", import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, top), "utf8"));
const formIds = readdirSync(new URL("form-schemas/", top), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".form.json"))
  .map((name) => name.slice(0, -".form.json".length));

const formOf = (id: string, year?: number): FormDocument =>
  resolveForm(read(`form-schemas/${id}.form.json`), year === undefined ? {} : { year });
const emptyPaper = (id: string, year?: number) => paperOfForm({ form: formOf(id, year), answers: {}, locale: "zh" });
function fullPaper(id: string, golden: string): Paper {
  const form = formOf(id);
  const answers = answersForSubmission(compileForm(form), read(`programmes/golden/${golden}.json`).answers, {
    today: "2024-06-01",
  });
  return paperOfForm({ form, answers, locale: "zh" });
}
const linesOf = (paper: Paper) => [
  ...paper.lead,
  ...paper.parts.flatMap((part) =>
    part.kind === "flow" ? part.lines : part.kind === "grid" ? part.rows.flat().flatMap(({ lines }) => lines) : [],
  ),
];
const textsOf = (paper: Paper) => linesOf(paper).map(lineText);
const bands = (paper: Paper) =>
  paper.parts.flatMap((part) =>
    part.kind === "grid"
      ? part.rows.flat().flatMap(({ role, lines }) => (role === "band" ? lines.map(lineText) : []))
      : [],
  );

describe("the paper of every form", () => {
  it("finds the forms", () => expect(formIds.length).toBeGreaterThan(20));

  it.each(formIds)("%s: every blank of the inventory once and in its order", (id) => {
    const document = read(`form-schemas/${id}.form.json`) as FormDocument;
    expect(placesOf(emptyPaper(id))).toEqual(inventory(document).map((row) => row.id));
  });

  it.each(formIds)("%s: rows of its tables fill the sheet without a gap", (id) => {
    for (const part of emptyPaper(id).parts) {
      if (part.kind !== "grid") continue;
      expect(part.columns.reduce((sum, width) => sum + width, 0)).toBe(1000);
      expect(part.columns.every((width) => width > 0)).toBe(true);
      const covered = part.rows.map(() => part.columns.map(() => 0));
      part.rows.forEach((row, top) => {
        for (const cell of row)
          for (let down = 0; down < cell.rowSpan; down++)
            for (let across = 0; across < cell.columnSpan; across++) {
              const line = covered[top + down];
              if (line === undefined) throw new Error("a cell reaches below the table");
              line[cell.column + across] = (line[cell.column + across] ?? 0) + 1;
            }
      });
      expect(covered.flat().every((count) => count === 1)).toBe(true);
    }
  });
});

describe("the sheet of the enterprise form", () => {
  it("has the paper's rows and sentences, and nothing the product asks beyond it", () => {
    const paper = emptyPaper("guizhou-enterprise/declaration");
    const texts = textsOf(paper);
    expect(paper.title).toBe("电商示范企业申报表");
    expect(paper.lead.map(lineText)).toEqual(["填表时间：____年___月___日"]);
    expect(bands(paper)).toEqual(["服务体系及设施", "企业运营"]);
    expect(texts).toContain("☐国有或国有控股企业  ☐民营企业  ☐其他____________");
    expect(texts).toContain("1. 有小程序、APP 或自媒体公众号☐是  ☐否");
    expect(texts).toContain("市（州）商务主管部门（盖章）");
    expect(texts.join("")).not.toMatch(/统一社会信用代码|资格条件|企业类别|黔货出山/);
  });

  it("holds the answers in their blanks and ticks what was chosen", () => {
    const texts = textsOf(fullPaper("guizhou-enterprise/declaration", "guizhou-enterprise/full"));
    expect(texts).toContain("填表时间：2024年5月10日");
    expect(texts).toContain("贵州云岭示例电子商务有限公司");
    expect(texts).toContain("☐国有或国有控股企业  ☑民营企业  ☐其他____________");
    expect(texts).toContain("2. 与物流、供应链形成良好合作关系☑是  ☐否");
    expect(texts.find((text) => text.startsWith("（平台型企业）"))).toContain("年度销售额860.5万元");
  });

  it("shows the fill-in behind its choice", () => {
    const texts = textsOf(fullPaper("guizhou-enterprise/declaration", "guizhou-enterprise/all-1-ownership-other"));
    expect(texts.find((text) => text.includes("国有或国有控股企业"))).toMatch(/☑其他/);
  });

  it("ticks 否 for a false answer", () => {
    const form = formOf("guizhou-enterprise/declaration");
    const paper = paperOfForm({ form, answers: { has_app_or_media: false }, locale: "zh" });
    expect(textsOf(paper)).toContain("1. 有小程序、APP 或自媒体公众号☐是  ☑否");
  });

  it("speaks English", () => {
    const paper = paperOfForm({ form: formOf("guizhou-enterprise/declaration"), answers: {}, locale: "en" });
    expect(textsOf(paper)).toContain("1. Has a mini program, an app or a self-media official account ☐Yes  ☐No");
  });
});

describe("other sheets", () => {
  it("rolls with the year", () => {
    expect(textsOf(emptyPaper("sichuan-top100/enterprise", 2026))).toContain("（2026年）单位基本情况与主要经济指标");
    expect(textsOf(emptyPaper("sichuan-top100/enterprise", 2031))).toContain("（2031年）单位基本情况与主要经济指标");
  });

  it("prints units with labels, and a seal in the place of its name", () => {
    const paper = emptyPaper("sichuan-top100/enterprise");
    expect(textsOf(paper)).toContain("总资产（万元）");
    const name = linesOf(paper).find(({ places }) => places.includes("name"));
    expect(name?.places).toEqual(["name", "applicant_seal"]);
  });

  it("prints a label in the cell of its blank, and options in the lines and columns of the paper", () => {
    const rows = emptyPaper("sichuan-top100/enterprise").parts.flatMap((part) =>
      part.kind === "grid" ? part.rows.map((row) => row.filter(({ role }) => role !== "title")) : [],
    );
    expect(rows[0]?.map(({ role, lines }) => [role, ...lines.map(lineText)])).toEqual([
      ["value", "单位名称（盖章）："],
    ]);
    expect(rows[1]?.map(({ lines }) => lines.map(lineText))).toEqual([
      [
        "申报奖项：",
        "☐四川数字生活人气新场景  ☐四川数字消费标杆企业  ☐四川新业态新模式创新企业",
        "☐四川电商领军平台  ☐四川新锐电商直播机构  ☐四川典范电商产业基地",
        "☐四川电商直播基地  ☐四川“小而美”网络品牌  ☐四川优质电商服务企业",
        "☐四川优秀跨境电商企业  ☐四川农村电商（乡村振兴）示范企业",
        "☐四川电商先进公共服务平台",
      ],
    ]);
    const filled = fullPaper("sichuan-top100/enterprise", "sichuan-top100/enterprise/full");
    expect(textsOf(filled)).toContain("单位名称（盖章）：四川蜀云示例电子商务有限公司");
    expect(textsOf(filled).join()).toContain("☑四川电商领军平台");
  });

  it("prints a remark at the end of a label in the blank, as the paper has it", () => {
    const cells = emptyPaper("sichuan-top100/person").parts.flatMap((part) =>
      part.kind === "grid" ? part.rows.flat() : [],
    );
    const blank = cells.find(({ lines }) => lines.some(({ places }) => places.includes("honours")));
    expect(blank?.lines.map(lineText)).toEqual(["（附证书）", ""]);
    expect(cells.flatMap(({ lines }) => lines.map(lineText))).toContain("曾获荣誉");
  });

  it("puts a blank that follows a yes behind the yes", () => {
    const texts = textsOf(emptyPaper("national-base-2022/declaration"));
    expect(texts.join("\n")).toMatch(/海外仓：☐是（所在国家：_+） {2}☐否。/);
    expect(texts.join("\n")).toMatch(
      /宣传推广：☐是（媒体名称为_+） {2}☐否；是否通过会议、论坛、交流活动等开展政产学研合作：☐是 {2}☐否/,
    );
  });

  it("prints a title with a blank in it once", () => {
    const paper = fullPaper("guizhou-common/summary", "guizhou-common/summary/full");
    expect(lineText(paper.titleLine)).toBe("示例市（州）2024年电商“十百千万”工程示范项目汇总表");
    expect(textsOf(paper).join("\n")).not.toContain("汇总表");
    expect(lineText(emptyPaper("guizhou-park/roster").titleLine)).toBe(
      "贵州省电商示范园区/直播示范基地入驻电商企业名单",
    );
  });

  it("prints ticks without a label where the paper has none", () => {
    const texts = textsOf(emptyPaper("shanxi-enterprise/declaration"));
    expect(texts).toContain("☐电子商务平台企业  ☐电子商务品牌经销企业  ☐电子商务服务企业");
    expect(texts).not.toContain("综合型电子商务企业包含的业务类型");
  });

  it("repeats only the level of a heading that changes", () => {
    const found = bands(emptyPaper("shanxi-enterprise/declaration"));
    expect(found.filter((text) => text.startsWith("2. "))).toHaveLength(1);
    expect(found.filter((text) => text.startsWith("2.1"))).toHaveLength(1);
    expect(found.filter((text) => text.startsWith("2.2"))).toHaveLength(1);
  });

  it("prints a roster with its columns and empty rows, and its rows when there are some", () => {
    const table = emptyPaper("guizhou-park/roster").parts.find((part) => part.kind === "table");
    expect(table?.columns.map(({ label }) => label)).toContain("年度网络交易额（万元）");
    expect(table?.rows).toHaveLength(10);
    const form = formOf("guizhou-park/roster");
    const field = form.schema.properties.tenants;
    const column = (field !== undefined && isTable(field) && Object.keys(field.items.properties)[1]) || "";
    const tenants = Array.from({ length: 200 }, (_, row) => ({ [column]: `企业${row}` }));
    const filled = paperOfForm({ form, answers: { tenants }, locale: "zh" }).parts.find(
      (part) => part.kind === "table",
    );
    expect(filled?.rows).toHaveLength(200);
    expect(filled?.rows[199]?.[1]).toBe("企业199");
  });
});

describe("places of the paper", () => {
  it("puts the title of the head beside its rows where the paper has it there", () => {
    const paper = emptyPaper("sichuan-top100/enterprise");
    const cells = paper.parts.flatMap((part) => (part.kind === "grid" ? part.rows : []));
    const title = cells[0]?.[0];
    expect(title?.lines.map(lineText)).toEqual(["（2021年）单位基本情况与主要经济指标"]);
    expect(title).toMatchObject({ role: "title", column: 0 });
    expect(cells[title?.rowSpan ?? 0]?.[0]?.lines.map(lineText)).toEqual(["企业主要成果及荣誉"]);
  });

  it("puts a field above the table with its seal", () => {
    const paper = fullPaper("sichuan-top100/person", "sichuan-top100/person/full");
    expect(paper.lead.map(lineText)).toEqual(["申报单位（盖章）：示例申报单位（盖章）"]);
    expect(paper.lead[0]?.places).toEqual(["applicant_unit", "applicant_seal"]);
    const empty = emptyPaper("sichuan-top100/person");
    expect(empty.lead.map(lineText).join("")).toMatch(/^申报单位（盖章）：_{30}$/);
    const first = empty.parts[0]?.kind === "grid" ? empty.parts[0].rows[0] : [];
    expect(first?.[0]?.lines.map(lineText)).toEqual(["姓名"]);
  });

  it("puts the months into the heads of the columns they are of, and not above the table", () => {
    const paper = fullPaper("guizhou-park/roster", "guizhou-park/roster/full");
    const table = paper.parts.find((part) => part.kind === "table");
    const heads = table?.columns.flatMap(({ label, above }) => (above === undefined ? [] : [[lineText(above), label]]));
    expect(heads).toEqual([
      ["（2023年1月-2023年12月）", "年度网络交易额（万元）"],
      ["（2023年1月-2023年12月）", "年度网络零售额（万元）"],
    ]);
    expect(textsOf(paper).join("\n")).not.toContain("年度");
    expect(placesOf(paper).slice(0, 3)).toEqual(["period_start", "period_end", "tenants"]);
  });

  it("puts fields of one row on one line below a list", () => {
    const texts = textsOf(fullPaper("guizhou-common/summary", "guizhou-common/summary/full"));
    expect(texts.filter((text) => text.startsWith("填报人"))).toEqual([
      expect.stringMatching(/^填报人：示例五；联系方式：0851-55550001$/),
    ]);
  });

  it("sets the wording that is sealed as text, and hints smaller", () => {
    const lines = linesOf(emptyPaper("shanxi-enterprise/declaration"));
    const roleOf = (start: string) => lines.find((line) => lineText(line).startsWith(start));
    expect(roleOf("经审核，该企业申报材料内容真实")?.role).toBeUndefined();
    expect(roleOf("说明：企业可选择一个或多个")?.role).toBe("note");
  });

  it.each(formIds)("%s: leaves room for a seal that has a place of its own", (id) => {
    const form = formOf(id);
    const lines = linesOf(emptyPaper(id));
    for (const section of form.layout.sections) {
      const opinions = section.items.filter((item) => "official" in item && item.kind === "long-text").length;
      for (const item of section.items) {
        if (!("seal" in item)) continue;
        const line = lines.find(({ places }) => places.includes(item.seal));
        // Beside a name the seal is put over it.
        if (line !== undefined && line.places.length === 1) expect(line.room).toBe(opinions > 0 ? 2 : 5);
      }
    }
  });
});

describe("the English sheet", () => {
  const english = (id: string) => paperOfForm({ form: formOf(id), answers: {}, locale: "en" });

  it("does not say the title of the form again where the Chinese one does not", () => {
    expect(bands(english("guizhou-park/declaration"))[0]).toBe("Service system and facilities");
    expect(textsOf(english("sichuan-top100/commitment"))).not.toContain("Commitment letter");
  });

  it("has narrow quotation marks around English words, and leaves Chinese ones", () => {
    const texts = textsOf(english("national-base-2025/declaration")).join("\n");
    expect(texts).toContain('"Silk Road E-commerce for the World"');
    const paper = paperOfForm({
      form: formOf("guizhou-enterprise/declaration"),
      answers: { name: "云岭“黔货”公司" },
      locale: "en",
    });
    expect(textsOf(paper)).toContain("云岭“黔货”公司");
  });

  it("gives a label room for its longest word", () => {
    const [grid] = english("sichuan-top100/enterprise").parts;
    if (grid?.kind !== "grid") throw new Error("no table");
    const label = grid.rows.flat().find(({ lines }) => lines.map(lineText).join().startsWith("Registered capital"));
    const width = grid.columns.slice(label?.column, (label?.column ?? 0) + (label?.columnSpan ?? 0));
    expect(width.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(115);
  });

  it("has labels beside their blanks as far as their words are short, and one blank in a cell", () => {
    const cells = english("sichuan-top100/person").parts.flatMap((part) =>
      part.kind === "grid" ? part.rows.flat() : [],
    );
    expect(cells.filter(({ role }) => role === "label").flatMap(({ lines }) => lines.map(lineText))).toContain(
      "Honours",
    );
    for (const { role, lines } of cells)
      if (role === "value" && lines.some((line) => lineText(line).startsWith("Own intellectual property")))
        expect(lines.flatMap(({ places }) => places)).toHaveLength(1);
  });
});

describe("hostile answers", () => {
  const paperWith = (name: string) =>
    textsOf(paperOfForm({ form: formOf("guizhou-enterprise/declaration"), answers: { name }, locale: "zh" }));

  it("leaves out control characters and marks that turn the direction", () => {
    expect(paperWith("甲\u0000\u0007乙\u202e丙\u200b丁\r\n戊\ufffe")).toContain("甲乙丙丁\n戊");
  });

  it("replaces a lone surrogate", () => expect(paperWith("甲\ud800乙")).toContain("甲\ufffd乙"));

  it("says how much of a text beyond measure is not printed", () => {
    expect(
      paperWith("长".repeat(20_010)).some((text) => text.endsWith("…（10 字未印 / characters not printed）")),
    ).toBe(true);
  });
});

describe("rows of the paper", () => {
  const rowsOf = (paper: Paper) =>
    paper.parts.flatMap((part) =>
      part.kind === "grid"
        ? part.rows.map((row) =>
            row.filter(({ role }) => role === "label").map(({ lines }) => lines.map(lineText).join("")),
          )
        : [],
    );

  it("are those the form names, whatever there is room for", () => {
    const rows = rowsOf(emptyPaper("sichuan-top100/enterprise"));
    expect(rows).toContainEqual(["负责人", "负责人电话"]);
    expect(rows).toContainEqual(["联系人", "联系人电话"]);
    expect(rows).toContainEqual([
      "网点数量（个）",
      "孵化达人数量（个）",
      "产业基地内企业数（家）",
      "产业基地内企业销售总收入（亿元）",
    ]);
    const person = rowsOf(emptyPaper("sichuan-top100/person"));
    expect(person).toContainEqual(["姓名", "性别", "民族", "出生年月"]);
    expect(person).toContainEqual(["现任职务", "何时任职"]);
    expect(rowsOf(emptyPaper("shanxi-enterprise/declaration"))).toContainEqual(["企业网址", "注册资本", "注册类型"]);
  });

  it("leave a label four characters of room beside a row title", () => {
    const [grid] = emptyPaper("sichuan-top100/enterprise").parts;
    if (grid?.kind !== "grid") throw new Error("no table");
    const label = grid.rows.flat().find(({ lines }) => lines.map(lineText).join() === "注册资本（万元）");
    const width = grid.columns.slice(label?.column, (label?.column ?? 0) + (label?.columnSpan ?? 0));
    expect(width.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(104);
  });

  it("let a blank stand under another, and the others reach down beside both", () => {
    const paper = fullPaper("sichuan-top100/enterprise", "sichuan-top100/enterprise/full");
    const rows = paper.parts.flatMap((part) => (part.kind === "grid" ? part.rows : []));
    const cellOf = (id: string) => rows.flat().find(({ lines }) => lines.some(({ places }) => places.includes(id)));
    const [sales, growth] = [cellOf("ecommerce_sales"), cellOf("ecommerce_sales_growth")];
    expect(growth).toMatchObject({ column: sales?.column, columnSpan: sales?.columnSpan, rowSpan: 1 });
    expect(growth?.lines.map(lineText)).toEqual(["30"]);
    for (const id of ["main_revenue", "tax_paid", "net_profit"]) expect(cellOf(id)).toMatchObject({ rowSpan: 2 });
    const at = rows.findIndex((row) => row.includes(sales as never));
    expect(rows[at + 1]).toContain(growth);
  });

  it("put years across and measures down in a cross table, for the year of the round", () => {
    const rows = emptyPaper("sichuan-top100/person", 2030).parts.flatMap((part) =>
      part.kind === "grid" ? part.rows.map((row) => row.map(({ lines }) => lines.map(lineText).join("\n"))) : [],
    );
    const at = rows.findIndex(([corner]) => corner === "年份\n经济指标");
    expect(rows.slice(at, at + 3)).toEqual([
      ["年份\n经济指标", "2029年", "2030年", "增长率（%）"],
      ["销售总收入（万元）", "", "", ""],
      ["利税总额（万元）", "", "", ""],
    ]);
    const filled = fullPaper("sichuan-top100/person", "sichuan-top100/person/full");
    const values = filled.parts.flatMap((part) =>
      part.kind === "grid" ? part.rows.map((row) => row.map(({ lines }) => lines.map(lineText).join())) : [],
    );
    expect(values).toContainEqual(["销售总收入（万元）", "8,000", "10,000", "25"]);
  });

  it("mark the label a footnote belongs to", () => {
    const paper = emptyPaper("national-base-2022/declaration");
    expect(rowsOf(paper)).toContainEqual(["地址与范围¹"]);
    expect(paper.notes[0]).toMatch(/^¹ 1\. 此栏填写注意事项/);
  });

  it("hold a long label over its blank, not beside it", () => {
    const paper = emptyPaper("sichuan-top100/anti-epidemic");
    const cells = paper.parts.flatMap((part) => (part.kind === "grid" ? part.rows.flat() : []));
    const cell = cells.find(({ lines }) => lines.some((line) => lineText(line).startsWith("抗疫案例概述（主要包括")));
    expect(cell).toMatchObject({ role: "value" });
    expect(cell?.lines.flatMap(({ places }) => places)).toHaveLength(1);
    expect(cell?.lines.map((line) => lineText(line).slice(0, 6))).toEqual(["抗疫案例概述", "（如内容较多", ""]);
  });

  it("put a semicolon between options that are parts of a sentence", () => {
    const texts = textsOf(emptyPaper("national-base-2022/declaration"));
    expect(texts).toContain(
      "22. 加强党风廉政建设，主要有哪些做法：☐党组织执行政治纪律和政治规矩； ☐定期开展党风廉政建设和反腐倡廉教育。",
    );
    expect(texts.find((text) => text.startsWith("54."))).toMatch(/直播间； ☐其他_+。$/);
    expect(texts.find((text) => text.startsWith("23."))).toContain("☐全国  ☐省级");
  });
});
