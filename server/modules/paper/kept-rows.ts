import { lineText, type PaperCell } from "../../../core/paper/paper.ts";
import { textWidth } from "../../../core/paper/text-width.ts";

/** Which rows of a table are kept on one page, for every renderer. Lengths are in points. */

const FONT_SIZE = 10;
const LINE_HEIGHT = 17.4;

/** Height, in points, up to which rows are kept on one page. */
const KEPT_HEIGHT = 320;

export interface KeptPiece {
  rows: PaperCell[][];
  /** Stands on one page. */
  isKept: boolean;
  /** For each row: where the piece goes on over pages, it needs not be torn. */
  isLow: boolean[];
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
      isLow: [...heading.map(() => true), ...heights.map((each) => each <= KEPT_HEIGHT)],
    });
    heading = [];
  }
  return pieces;
}

/** About: a text of wide letters is higher than this, but a kept piece is less than half a page high. */
function rowHeight(row: readonly PaperCell[], columns: readonly number[], width: number): number {
  const sheet = columns.reduce((sum, share) => sum + share, 0);
  return Math.max(
    ...row.map(({ column, columnSpan, lines }) => {
      const share = columns.slice(column, column + columnSpan).reduce((sum, each) => sum + each, 0);
      const perLine = Math.max(1, Math.floor(((width * share) / sheet - 10) / FONT_SIZE));
      const printed = lines.flatMap((line) => [
        ...lineText(line)
          .split("\n")
          .map((text) => Math.max(1, Math.ceil(textWidth(text) / perLine))),
        line.room ?? 0,
      ]);
      return printed.reduce((sum, count) => sum + count, 0) * LINE_HEIGHT + 6;
    }),
  );
}
