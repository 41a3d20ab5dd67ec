import { lineText, type PaperCell } from "../../../core/paper/paper.ts";

/** Which rows of a table are kept on one page, for every renderer. Lengths are in points. */

const FONT_SIZE = 10;
const LINE_HEIGHT = 17.4;

/** Height, in points, up to which rows are kept on one page. */
const KEPT_HEIGHT = 320;

export interface KeptPiece {
  rows: PaperCell[][];
  /** Stands on one page. */
  isKept: boolean;
  /** Where it goes on over pages, no row needs to be torn. */
  hasLowRows: boolean;
}

/**
 * Rows in pieces that are kept on one page where they may be: rows that share a row title always hang together, and a
 * heading stays with what follows it. A piece that might be higher than a page is left to break.
 */
export function keptPieces(rows: readonly PaperCell[][], columns: readonly number[], width: number): KeptPiece[] {
  const pieces: KeptPiece[] = [];
  let heading: PaperCell[][] = [];
  for (let at = 0; at < rows.length; ) {
    const count = Math.max(1, ...(rows[at] ?? []).map(({ rowSpan }) => rowSpan));
    const group = rows.slice(at, at + count);
    at += count;
    const isHeading = group[0]?.[0]?.role === "band";
    if (isHeading && at < rows.length) {
      heading.push(...group);
      continue;
    }
    const heights = group.map((row) => rowHeight(row, columns, width));
    const height = heights.reduce((sum, each) => sum + each, 0);
    pieces.push({
      rows: [...heading, ...group],
      isKept: height <= KEPT_HEIGHT,
      hasLowRows: heights.every((each) => each <= KEPT_HEIGHT),
    });
    heading = [];
  }
  return pieces;
}

/** Never too small: it takes every character for a Chinese one. */
function rowHeight(row: readonly PaperCell[], columns: readonly number[], width: number): number {
  const sheet = columns.reduce((sum, share) => sum + share, 0);
  return Math.max(
    ...row.map(({ column, columnSpan, lines }) => {
      const share = columns.slice(column, column + columnSpan).reduce((sum, each) => sum + each, 0);
      const perLine = Math.max(1, Math.floor(((width * share) / sheet - 10) / FONT_SIZE));
      const printed = lines.flatMap((line) => [
        ...lineText(line)
          .split("\n")
          .map((text) => Math.max(1, Math.ceil(text.length / perLine))),
        line.room ?? 0,
      ]);
      return printed.reduce((sum, count) => sum + count, 0) * LINE_HEIGHT + 6;
    }),
  );
}
