import { describe, expect, it } from "vitest";
import { lineText, type PaperCell } from "../../../core/paper/paper.ts";
import type { LaidNode } from "../../../server/modules/paper/laid-nodes.ts";
import { listCuts, nextCuts } from "../../../server/modules/paper/next-cuts.ts";
import { type PiecePart, splitPiece } from "../../../server/modules/paper/split-piece.ts";

const cell = (role: PaperCell["role"], text: string, column: number, rowSpan = 1): PaperCell => ({
  role,
  lines: [{ runs: [{ kind: "text", text }], places: [] }],
  column,
  columnSpan: 1,
  rowSpan,
});
const piece = {
  isKept: false,
  isLow: [true, true, true],
  heights: [20, 20, 20],
  rows: [
    [cell("title", "经营数据", 0, 3), cell("label", "收入", 1, 2), cell("value", "一", 2)],
    [cell("value", "二", 2)],
    [cell("label", "税金", 1), cell("value", "三", 2)],
  ],
};
const shown = (rows: PaperCell[][]) =>
  rows.map((row) => row.map(({ lines, rowSpan }) => `${lines.map(lineText).join()}${rowSpan > 1 ? rowSpan : ""}`));

describe("a piece of a table cut at the end of a page", () => {
  it("is closed on both sides: the row title goes on with its words, a blank without", () => {
    const parts = splitPiece(piece, [{ row: 1, isPageBreak: true }]);
    expect(parts.map(({ rows }) => shown(rows))).toEqual([
      [["经营数据", "收入", "一"]],
      [
        ["经营数据2", "", "二"],
        ["税金", "三"],
      ],
    ]);
    expect(parts.map(({ begin, isPageBreak }) => [begin, isPageBreak])).toEqual([
      [0, false],
      [1, true],
    ]);
  });

  it("goes over to the next page whole where the cut is above it", () => {
    const parts = splitPiece(piece, [{ row: 0, isPageBreak: true }]);
    expect(parts.map(({ rows }) => rows.length)).toEqual([3]);
    expect(parts[0]).toMatchObject({ begin: 0, isPageBreak: true });
  });
});

describe("where a table is cut next", () => {
  /** @param pages pages of each row */
  const laid = (part: PiecePart, ...pages: number[][]): LaidNode[] =>
    pages.map((numbers, row) => ({
      piece: "0.0",
      part,
      row,
      node: { positions: numbers.map((pageNumber) => ({ pageNumber })) },
    }));
  const part = (more: Partial<PiecePart> = {}): PiecePart => ({ ...piece, begin: 0, isPageBreak: false, ...more });

  it("is nowhere on one page", () => expect(nextCuts(laid(part(), [1], [1], [1]))).toBeUndefined());

  it("is before the row that begins a page, or would be torn", () => {
    const cuts = [{ row: 2, isPageBreak: true }];
    expect(nextCuts(laid(part(), [1], [1], [2]))).toEqual({ piece: "0.0", cuts });
    expect(nextCuts(laid(part(), [1], [1], [1, 2]))).toEqual({ piece: "0.0", cuts });
  });

  it("is before all of what is to be kept together, once", () => {
    expect(nextCuts(laid(part({ isKept: true }), [1], [1], [2]))?.cuts).toEqual([{ row: 0, isPageBreak: true }]);
    expect(nextCuts(laid(part({ isKept: true, isPageBreak: true }), [2], [2], [2]))).toBeUndefined();
  });

  it("is around a row too high for a page, which stays torn", () => {
    const high = part({ isLow: [true, false, true] });
    expect(nextCuts(laid(high, [1], [1, 2], [2]))?.cuts).toEqual([
      { row: 1, isPageBreak: false },
      { row: 2, isPageBreak: false },
    ]);
    expect(nextCuts(laid(part({ rows: piece.rows.slice(0, 1), isLow: [false] }), [1, 2]))).toBeUndefined();
  });

  it("takes a heading along", () => {
    const headed = part({ rows: [[cell("band", "企业运营", 0)], ...piece.rows], isLow: [true, true, true, true] });
    expect(nextCuts(laid(headed, [1], [2], [2], [2]))?.cuts).toEqual([{ row: 0, isPageBreak: true }]);
  });

  it("counts from the part's first row", () => {
    expect(nextCuts(laid(part({ begin: 4, isPageBreak: true }), [2], [2], [3]))?.cuts).toEqual([
      { row: 6, isPageBreak: true },
    ]);
  });
});

describe("the end of a list", () => {
  const node = (...pages: number[]) => ({ positions: pages.map((pageNumber) => ({ pageNumber })) });
  const list = (below: object) => ({ piece: "0", rows: 2, last: node(1), below }) as never;

  it("goes over with the line below it, and stays where that line has no word", () => {
    expect(listCuts([list(node(2))])).toEqual({ piece: "0", cuts: [{ row: 1, isPageBreak: true }] });
    expect(listCuts([list(node(1))])).toBeUndefined();
    expect(listCuts([list({})])).toBeUndefined();
    expect(listCuts([list({ positions: [] })])).toBeUndefined();
  });
});
