import type { PaperCell } from "../../../core/paper/paper.ts";
import type { KeptPiece } from "./kept-rows.ts";

/** Where a piece of a table is cut. */
export interface Cut {
  /** The row a part begins with. */
  row: number;
  /** True where it begins a page. */
  isPageBreak: boolean;
}

/** A part of a cut piece. */
export interface PiecePart extends KeptPiece {
  /** Its first row in the piece. */
  begin: number;
  isPageBreak: boolean;
}

/**
 * A piece cut into parts that are closed by a rule on all sides: a cell that reaches down over a cut goes on below it,
 * a row title with its words.
 * @param cuts in the order of their rows
 */
export function splitPiece(piece: KeptPiece, cuts: readonly Cut[]): PiecePart[] {
  const starts = cuts[0]?.row === 0 ? cuts : [{ row: 0, isPageBreak: false }, ...cuts];
  return starts.map(({ row: begin, isPageBreak }, index) => {
    const end = starts[index + 1]?.row ?? piece.rows.length;
    const rows = piece.rows.slice(begin, end).map((row, at) => row.map((cell) => clipped(cell, end - begin - at)));
    const [first = [], ...rest] = rows;
    const whole = [...cellsOver(piece.rows, begin, end), ...first].sort((one, other) => one.column - other.column);
    const [isLow, heights] = [piece.isLow.slice(begin, end), piece.heights.slice(begin, end)];
    return { ...piece, rows: closed([whole, ...rest]), isLow, heights, begin, isPageBreak };
  });
}

/** Rules above the first row and below the last. */
function closed(rows: PaperCell[][]): PaperCell[][] {
  return rows.map((row, at) =>
    row.map((cell) => ({
      ...cell,
      ...(at === 0 && cell.isOpenAbove === true && { isOpenAbove: false }),
      ...(at === rows.length - 1 && cell.isOpenBelow === true && { isOpenBelow: false }),
    })),
  );
}

function clipped(cell: PaperCell, depth: number): PaperCell {
  return cell.rowSpan <= depth ? cell : { ...cell, rowSpan: depth };
}

/** The cells that begin above a row and reach down over it. */
function cellsOver(rows: readonly PaperCell[][], begin: number, end: number): PaperCell[] {
  return rows.slice(0, begin).flatMap((row, at) =>
    row.flatMap((cell): PaperCell[] => {
      const left = at + cell.rowSpan - begin;
      if (left <= 0) return [];
      const lines = isSaidAgain(cell, rows[begin] ?? []) ? cell.lines : [];
      return [clipped({ ...cell, lines, rowSpan: left }, end - begin)];
    }),
  );
}

/** A row title goes on with its words; so does the label of a blank that goes on itself, as no other blank's. */
function isSaidAgain({ role, column, columnSpan }: PaperCell, row: readonly PaperCell[]): boolean {
  return role === "title" || row.some((cell) => cell.isOpenAbove === true && cell.column === column + columnSpan);
}
