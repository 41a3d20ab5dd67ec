import { describe, expect, it } from "vitest";
import type { PaperCell } from "../../../core/paper/paper.ts";
import { estimatedCuts } from "../../../server/modules/paper/estimated-cuts.ts";
import type { KeptPiece } from "../../../server/modules/paper/kept-rows.ts";

const cell = (role: PaperCell["role"], column: number, rowSpan = 1): PaperCell => ({
  role,
  lines: [],
  column,
  columnSpan: 1,
  rowSpan,
});
/** A row title beside rows of these heights. */
const titled = (heights: number[], isKept = false, isLow = heights.map(() => true)): KeptPiece => ({
  rows: heights.map((_, row) => [...(row === 0 ? [cell("title", 0, heights.length)] : []), cell("value", 1)]),
  heights,
  isKept,
  isLow,
});
const cutsOf = (pieces: KeptPiece[], top = 0, room = 700) => {
  const { parts, bottom } = estimatedCuts(pieces, top, room);
  return { parts: parts.map(({ heights, isPageBreak }) => `${isPageBreak ? "|" : ""}${heights.join(" ")}`), bottom };
};

describe("where a word processor is expected to end a page", () => {
  it("leaves alone what fits", () => {
    expect(cutsOf([titled([200, 200]), titled([100])], 50)).toEqual({ parts: ["200 200", "100"], bottom: 550 });
  });

  it("cuts beside a row title, which is said again", () => {
    const piece = titled([300, 300, 300]);
    expect(cutsOf([piece], 50)).toEqual({ parts: ["300 300", "|300"], bottom: 300 });
    expect(estimatedCuts([piece], 50, 700).parts[1]?.rows[0]?.map(({ role }) => role)).toEqual(["title", "value"]);
  });

  it("ends no page by force where nothing is cut, nor behind the last cut", () => {
    const kept = titled([150, 150], true);
    expect(cutsOf([kept, kept, kept]).parts).toEqual(["150 150", "150 150", "150 150"]);
    expect(cutsOf([kept, kept, kept, titled([300, 300]), kept]).parts).toEqual([
      "150 150",
      "150 150",
      "|150 150",
      "300",
      "|300",
      "150 150",
    ]);
  });

  it("lets a row that is higher than a page go on as it is", () => {
    expect(cutsOf([titled([900], false, [false]), titled([100])]).parts).toEqual(["900", "100"]);
  });
});
