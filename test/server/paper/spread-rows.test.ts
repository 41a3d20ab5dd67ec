import { describe, expect, it } from "vitest";
import { type Line, lineText, type PaperCell } from "../../../core/paper/paper.ts";
import { spreadRows } from "../../../server/modules/paper/spread-rows.ts";

const line = (text: string, more: Partial<Line> = {}): Line => ({
  runs: [{ kind: "text", text }],
  places: [],
  ...more,
});
const cell = (role: PaperCell["role"], lines: Line[], column: number, rowSpan = 1): PaperCell => ({
  role,
  lines,
  column,
  columnSpan: 1,
  rowSpan,
});
const shown = (rows: PaperCell[][]) =>
  rows.map((row) =>
    row.map(({ lines, rowSpan, isOpenAbove, isOpenBelow }) =>
      [isOpenAbove ? "^" : "", lines.map(lineText).join("/"), isOpenBelow ? "v" : "", rowSpan > 1 ? rowSpan : ""].join(
        "",
      ),
    ),
  );
const always = () => true;

describe("a high row spread over rows", () => {
  it("has a line in each, without rules between them, beside its title", () => {
    const rows = [[cell("title", [line("安全生产")], 0), cell("value", [line("35."), line("36."), line("37.")], 1)]];
    expect(shown(spreadRows(rows, always))).toEqual([["安全生产3", "35.v"], ["^36.v"], ["^37."]]);
    expect(spreadRows(rows, () => false)).toEqual(rows);
  });

  it("lengthens what reaches down over it", () => {
    const rows = [
      [cell("title", [line("业绩")], 0, 2), cell("label", [line("企业")], 1), cell("value", [line("甲")], 2)],
      [cell("label", [line("模式")], 1), cell("value", [line("一\n二")], 2)],
    ];
    expect(shown(spreadRows(rows, always))).toEqual([["业绩3", "企业", "甲"], ["模式2", "一v"], ["^二"]]);
  });

  it("keeps a remark with the blank below it, and the blank's place once", () => {
    const value = cell("value", [line("（可另附纸）", { role: "note" }), line("一\n二", { places: ["a"] })], 1);
    const rows = spreadRows([[cell("label", [line("创新")], 0), value]], always);
    expect(shown(rows)).toEqual([["创新2", "（可另附纸）/一v"], ["^二"]]);
    expect(rows.flat().flatMap(({ lines }) => lines.flatMap(({ places }) => places))).toEqual(["a"]);
  });

  it("stays a row where it has several blanks side by side, or one line", () => {
    const two = [[cell("value", [line("一\n二")], 0), cell("value", [line("三\n四")], 1)]];
    expect(spreadRows(two, always)).toEqual(two);
    const one = [[cell("value", [line("一")], 0)]];
    expect(spreadRows(one, always)).toEqual(one);
  });
});
