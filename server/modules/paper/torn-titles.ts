import type { PaperCell } from "../../../core/paper/paper.ts";
import type { HighRow } from "./laid-nodes.ts";

/** A row title or a label that is said again at the top of a page its row goes on over. */
export interface TornTitle {
  page: number;
  cell: PaperCell;
  columns: readonly number[];
}

/** What stands beside rows too high for a page, for each page they go on over. */
export function tornTitles(rows: readonly HighRow[]): TornTitle[] {
  return rows.flatMap(({ part, row, node, columns }) => {
    const pages = node.positions?.map(({ pageNumber }) => pageNumber) ?? [];
    const first = Math.min(...pages);
    const torn = Array.from({ length: pages.length === 0 ? 0 : Math.max(...pages) - first }, (_, at) => first + at + 1);
    const beside = part.rows
      .slice(0, row + 1)
      .flatMap((cells, at) => cells.filter(({ role, rowSpan }) => isBeside(role) && at + rowSpan > row));
    return torn.flatMap((page) => beside.map((cell): TornTitle => ({ page, cell, columns })));
  });
}

function isBeside(role: PaperCell["role"]): boolean {
  return role === "title" || role === "label";
}
