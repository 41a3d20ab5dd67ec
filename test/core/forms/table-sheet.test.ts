import { describe, expect, it } from "vitest";
import type { TableField } from "../../../core/forms/field-kinds.ts";
import { readSheetRows, type SheetCell, sheetCells } from "../../../core/forms/table-sheet.ts";
import { sheetTitles } from "../../../core/forms/table-sheet-header.ts";

const table: TableField = {
  type: "array",
  title: "店铺明细",
  maxItems: 5,
  items: {
    type: "object",
    properties: {
      name: { type: "string", title: "店铺名称", "x-en": { title: "Shop" }, maxLength: 20 },
      turnover: { type: "number", title: "交易额", "x-en": { title: "Turnover" }, "x-unit": "万元", minimum: 0 },
      own: { type: "boolean", title: "是否自营" },
      kind: {
        type: "string",
        title: "类型（大类）",
        oneOf: [
          { const: "flagship", title: "旗舰店", "x-en": "Flagship" },
          { const: "franchise", title: "专营店" },
        ],
      },
      opened_on: { type: "string", title: "开业日期", format: "date" },
      month: { type: "string", title: "统计月份", format: "year-month" },
      phone: { type: "string", title: "电话" },
    },
    required: ["name"],
    additionalProperties: false,
  },
};
const titles = sheetTitles(table, "zh");
const read = (...lines: SheetCell[][]) => readSheetRows("stores", table, lines);
const found = (...lines: SheetCell[][]) => read(...lines).findings.map(({ pointer, code }) => `${pointer} ${code}`);
const rows = [
  {
    name: "甲店",
    turnover: 1234.5,
    own: true,
    kind: "flagship",
    opened_on: "2020-01-02",
    month: "2024-06",
    phone: "1",
  },
  { name: "乙店", own: false },
];

describe("writing a table", () => {
  it("gives titles as printed, with units, and cells as people read them", () => {
    expect(titles).toEqual(["店铺名称", "交易额（万元）", "是否自营", "类型（大类）", "开业日期", "统计月份", "电话"]);
    expect(sheetTitles(table, "en").slice(0, 2)).toEqual(["Shop", "Turnover (万元)"]);
    expect(sheetCells(table, rows, "zh")).toEqual([
      ["甲店", 1234.5, "是", "旗舰店", "2020-01-02", "2024-06", "1"],
      ["乙店", null, "否", null, null, null, null],
    ]);
    expect(sheetCells(table, rows, "en")[0]?.slice(2, 4)).toEqual(["Yes", "Flagship"]);
  });

  it.each(["=1+1", "＝SUM(A1)", "+86", "＋86", "-x", "－x", "@cmd", "＠cmd"])(
    "keeps %s a text, and reads it back",
    (name) => {
      const [cells = []] = sheetCells(table, [{ name }], "zh");
      expect(cells[0]).toBe(name);
      expect(read(titles, cells).rows).toEqual([{ name }]);
    },
  );
});

describe("reading a sheet", () => {
  it.each(["zh", "en"] as const)("takes back what was written: %s", (locale) => {
    const reading = read(sheetTitles(table, locale), ...sheetCells(table, rows, locale));
    expect(reading).toEqual({ rows, lines: [2, 3], findings: [], isBlocked: false });
  });

  it("finds the titles below a heading, in any order and width, and counts lines as the sheet does", () => {
    const reading = read(
      ["附件3 店铺明细", null],
      [],
      ["交易额(万元)", " *店铺 名称 "],
      [null, ""],
      ["１，２３４．５", "甲店"],
    );
    expect(reading.rows).toEqual([{ name: "甲店", turnover: 1234.5 }]);
    expect(reading.lines).toEqual([5]);
    expect(reading.isBlocked).toBe(false);
    expect(new Set(reading.findings.map(({ code }) => code))).toEqual(new Set(["sheet-column-missing"]));
  });

  it.each<[SheetCell, string, unknown]>([
    ["1,234", "turnover", 1234],
    [new Date("2024-06-30T00:00:00Z"), "opened_on", "2024-06-30"],
    ["2024年6月3日", "opened_on", "2024-06-03"],
    ["2024/6/3", "opened_on", "2024-06-03"],
    [new Date("2024-06-01T00:00:00Z"), "month", "2024-06"],
    ["2024年6月", "month", "2024-06"],
    ["√", "own", true],
    [false, "own", false],
    ["franchise", "kind", "franchise"],
    [13_800_138_000, "phone", "13800138000"],
  ])("reads %s as %s", (cell, column, value) => {
    const line = Object.keys(table.items.properties).map((id) => (id === column ? cell : id === "name" ? "甲" : null));
    const reading = read(titles, line);
    expect(reading.findings).toEqual([]);
    expect(reading.rows[0]).toEqual({ name: "甲", [column]: value });
  });

  it("points at every wrong cell by row and column, and keeps what was written in it", () => {
    const reading = read(
      titles,
      ["甲店", "约三千", "也许", "大店", "2024-02-30", "六月", 123_456_789_012_345_680],
      [null, -1],
      ["丙店", "#REF!"],
    );
    expect(reading.findings.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
      "/stores/0/kind answer-choice",
      "/stores/0/own answer-type-boolean",
      "/stores/0/phone sheet-digits-lost",
      "/stores/0/turnover answer-type-number",
      "/stores/1/turnover answer-minimum",
      "/stores/2/turnover sheet-cell-error",
    ]);
    expect(reading.rows[0]).toMatchObject({ turnover: "约三千", own: "也许", kind: "大店" });
    expect(reading.isBlocked).toBe(false);
  });

  it("says missing required cells and impossible days", () => {
    expect(found(titles, ["甲", null, null, null, "2024-02-30"])).toEqual(["/stores/0/opened_on answer-date"]);
    expect(found(titles, [null, 5])).toEqual(["/stores/0/name answer-required"]);
  });

  it.each<[string, SheetCell[][], string]>([
    ["no titles", [["甲店", 5]], "/stores sheet-no-header"],
    ["nothing at all", [], "/stores sheet-no-header"],
    ["no rows", [titles, [null, " "]], "/stores sheet-no-rows"],
    ["another unit", [[...titles.with(1, "交易额（亿元）")], ["甲", 5]], "/stores sheet-unit-differs"],
    [
      "a column twice",
      [
        [...titles, "店铺名称"],
        ["甲", 5],
      ],
      "/stores sheet-column-twice",
    ],
    ["too many rows", [titles, ...Array.from({ length: 6 }, () => ["甲"])], "/stores answer-too-many"],
  ])("blocks a sheet with %s", (_, lines, finding) => {
    const reading = read(...lines);
    expect(reading.findings.map(({ pointer, code }) => `${pointer} ${code}`)).toContain(finding);
    expect(reading.isBlocked).toBe(true);
  });

  it("leaves strange columns out and says so", () => {
    const reading = read([...titles, "备用"], ["甲", 5, null, null, null, null, null, "x"]);
    expect(reading.rows).toEqual([{ name: "甲", turnover: 5 }]);
    expect(reading.findings).toMatchObject([{ code: "sheet-column-unknown", level: "warning" }]);
    expect(reading.isBlocked).toBe(false);
  });
});

describe("printed rows", () => {
  const printed: TableField = { ...table, "x-rows": ["上年", "本年"] };

  it("carry their labels out and back, in whatever order they stand", () => {
    const cells = sheetCells(printed, [{ name: "甲" }], "zh");
    expect(cells.map(([label, name]) => [label, name])).toEqual([
      ["上年", "甲"],
      ["本年", null],
    ]);
    const reading = readSheetRows("stores", printed, [sheetTitles(printed, "zh"), ["本年", "乙"], ["上年", "甲"]]);
    expect(reading.rows).toEqual([{ name: "甲" }, { name: "乙" }]);
    expect(reading.lines).toEqual([3, 2]);
    expect(reading.findings).toEqual([]);
  });

  it("refuse a label that is not printed", () => {
    const reading = readSheetRows("stores", printed, [sheetTitles(printed, "zh"), ["明年", "乙"]]);
    expect(reading.findings.map(({ code }) => code)).toContain("sheet-row-unknown");
    expect(reading.isBlocked).toBe(true);
  });
});
