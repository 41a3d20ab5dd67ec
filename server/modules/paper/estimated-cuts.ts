import type { KeptPiece } from "./kept-rows.ts";
import { type Cut, type PiecePart, splitPiece } from "./split-piece.ts";

/**
 * Pieces of a table, cut where the page is expected to end in a word processor: there row titles are said again, which
 * none does by itself. Heights are estimated rather too high: a page that ends early is better than one with a row
 * alone. A table without such a cut ends no page by force, so that it flows as it is filled in. Lengths are in points.
 * @param top how far the page is filled already
 * @param room height of a page
 * @returns the parts, and how far the last page is filled
 */
export function estimatedCuts(
  pieces: readonly KeptPiece[],
  top: number,
  room: number,
): { parts: PiecePart[]; bottom: number } {
  const parts: PiecePart[] = [];
  let filled = top;
  for (const piece of pieces) {
    const { cuts, bottom } = piece.isKept ? keptWhole(piece, filled, room) : cutsOf(piece, filled, room);
    parts.push(...splitPiece(piece, cuts));
    filled = bottom;
  }
  const last = parts.findLastIndex(({ isKept, isPageBreak }) => isPageBreak && !isKept);
  return {
    parts: parts.map((part, index) => (index <= last ? part : { ...part, isPageBreak: false })),
    bottom: filled,
  };
}

interface Reached {
  cuts: Cut[];
  bottom: number;
}

function keptWhole({ heights }: KeptPiece, top: number, room: number): Reached {
  const height = heights.reduce((sum, each) => sum + each, 0);
  if (top + height <= room) return { cuts: [], bottom: top + height };
  return { cuts: [{ row: 0, isPageBreak: true }], bottom: height };
}

function cutsOf({ rows, isLow, heights }: KeptPiece, top: number, room: number): Reached {
  const cuts: Cut[] = [];
  let bottom = top;
  for (const [row, height] of heights.entries()) {
    if (isLow[row] !== true) bottom = (bottom + height) % room;
    else if (bottom + height <= room) bottom += height;
    else {
      // Headings go over to the next page with the row below them.
      const above = heights.slice(0, row);
      const isFirst = rows.slice(0, row).every(([cell]) => cell?.role === "band");
      cuts.push({ row: isFirst ? 0 : row, isPageBreak: true });
      bottom = height + (isFirst ? above.reduce((sum, each) => sum + each, 0) : 0);
    }
  }
  return { cuts, bottom };
}
