import { describe, expect, it } from "vitest";
import {
  deleteRow,
  insertRow,
  parseClipboard,
  pasteCells,
  readCell,
  setCell,
} from "../../../client/form-kit/table-model.ts";

const columns = [
  { id: "name", title: "名称", kind: "text" as const },
  { id: "amount", title: "金额", kind: "number" as const },
  { id: "own", title: "自营", kind: "boolean" as const },
  { id: "kind", title: "类型", kind: "choice" as const, choices: [{ value: "flagship", title: "旗舰店" }] },
];

describe("cells and rows", () => {
  it("shares every row it does not touch", () => {
    const rows = [{ name: "a" }, { name: "b" }];
    const next = setCell(rows, 1, "name", "c");
    expect(next[0]).toBe(rows[0]);
    expect(next[1]).toEqual({ name: "c" });
    expect(setCell(rows, 0, "name", "a")).toBe(rows);
  });

  it("takes a cleared cell out of its row", () => {
    expect(setCell([{ name: "a", amount: 1 }], 0, "amount", undefined)).toEqual([{ name: "a" }]);
  });

  it("inserts and deletes", () => {
    expect(insertRow([{ name: "a" }], 1)).toEqual([{ name: "a" }, {}]);
    expect(deleteRow([{ name: "a" }, { name: "b" }], 0)).toEqual([{ name: "b" }]);
  });
});

describe("parseClipboard", () => {
  it("splits tabs and lines, whatever the line ends", () => {
    expect(parseClipboard("a\tb\r\nc\td\r\n")).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  it("keeps tabs, line ends and quotes of a quoted cell", () => {
    expect(parseClipboard('"a\tb\n""c"""\td')).toEqual([['a\tb\n"c"', "d"]]);
  });

  it("keeps an inch mark inside a cell", () => {
    expect(parseClipboard('5" disk\tx')).toEqual([['5" disk', "x"]]);
  });
});

describe("readCell", () => {
  it.each([
    [columns[1], " 1,200.5 ", 1200.5],
    [columns[1], "很多", "很多"],
    [columns[2], "是", true],
    [columns[2], "×", false],
    [columns[2], "也许", "也许"],
    [columns[3], "旗舰店", "flagship"],
    [columns[3], "别的", "别的"],
    [columns[0], "", undefined],
  ])("%#", (column, text, value) => {
    if (!column) throw new Error("no column");
    expect(readCell(text, column)).toBe(value);
  });
});

describe("pasteCells", () => {
  it("fills from a cell on and adds rows", () => {
    const { rows, cells } = pasteCells([{ name: "a" }], [["1"], ["2"]], { row: 0, column: 1 }, columns, {
      maxRows: 10,
    });
    expect(rows).toEqual([{ name: "a", amount: 1 }, { amount: 2 }]);
    expect(cells).toBe(2);
  });

  it("leaves out a head line that repeats the titles", () => {
    const { rows } = pasteCells(
      [],
      [
        ["名称", "金额"],
        ["甲", "3"],
      ],
      { row: 0, column: 0 },
      columns,
      { maxRows: 10 },
    );
    expect(rows).toEqual([{ name: "甲", amount: 3 }]);
  });

  it("says how many rows no longer fitted", () => {
    const { rows, droppedRows } = pasteCells([], [["a"], ["b"], ["c"]], { row: 0, column: 0 }, columns, { maxRows: 2 });
    expect(rows).toHaveLength(2);
    expect(droppedRows).toBe(1);
  });

  it("skips read-only columns without shifting", () => {
    const locked = columns.map((column, at) => ({ ...column, readonly: at === 0 }));
    const { rows } = pasteCells([{ name: "a" }], [["b", "5"]], { row: 0, column: 0 }, locked, { maxRows: 5 });
    expect(rows).toEqual([{ name: "a", amount: 5 }]);
  });

  it("drops cells beyond the last column", () => {
    const { rows } = pasteCells([], [["a", "1", "是", "旗舰店", "extra"]], { row: 0, column: 0 }, columns, {
      maxRows: 5,
    });
    expect(rows).toEqual([{ name: "a", amount: 1, own: true, kind: "flagship" }]);
  });
});
