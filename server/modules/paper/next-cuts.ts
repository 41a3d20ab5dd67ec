import type { LaidNode, ListEnd } from "./laid-nodes.ts";
import type { Cut, PiecePart } from "./split-piece.ts";

interface LaidRow {
  /** Row of the part. */
  row: number;
  /** Pages it stands on. */
  first: number;
  last: number;
}

/**
 * Where the first table that goes on over a page is to be cut: before the row that begins the next page, or that would
 * be torn though it need not be; before all of it where it is to be kept on one page. A row too high for a page stands
 * for itself, torn.
 */
export function nextCuts(nodes: readonly LaidNode[]): { piece: string; cuts: Cut[] } | undefined {
  for (const { piece, part, rows } of partsOf(nodes)) {
    const cuts = cutsOf(part, rows);
    if (cuts.length > 0) return { piece, cuts };
  }
  return undefined;
}

/** Where a list is to be cut so that its last row stands with the lines below it, which began another page. */
export function listCuts(lists: readonly ListEnd[]): { piece: string; cuts: Cut[] } | undefined {
  // A line without a word stands on no page.
  const alone = lists.find(
    ({ rows, last, below }) => rows > 1 && below.positions?.length && pagesOf(last).last < pagesOf(below).first,
  );
  return alone && { piece: alone.piece, cuts: [{ row: alone.rows - 1, isPageBreak: true }] };
}

function pagesOf({ positions = [] }: LaidNode["node"]): Omit<LaidRow, "row"> {
  const pages = positions.map(({ pageNumber }) => pageNumber);
  return { first: Math.min(...pages), last: Math.max(...pages) };
}

function cutsOf({ begin, isPageBreak, isKept, isLow, rows: cells }: PiecePart, rows: readonly LaidRow[]): Cut[] {
  if (isKept && !isPageBreak && rows[0]?.first !== rows.at(-1)?.last) return [{ row: begin, isPageBreak: true }];
  for (const [at, { row, first, last }] of rows.entries()) {
    const above = rows[at - 1];
    if (first < last && isLow[row] !== true) {
      const own = at === 0 ? [] : [{ row: begin + row, isPageBreak: false }];
      const below = at === rows.length - 1 ? [] : [{ row: begin + row + 1, isPageBreak: false }];
      if (own.length + below.length > 0) return [...own, ...below];
    } else if (first < last || (above !== undefined && above.last < first)) {
      // A heading goes over to the next page with the row below it.
      const isFirst = cells.slice(0, row).every(([cell]) => cell?.role === "band");
      if (!isFirst) return [{ row: begin + row, isPageBreak: true }];
      if (!isPageBreak) return [{ row: begin, isPageBreak: true }];
    }
  }
  return [];
}

/** Rows in their order, part by part; nothing tells where a row without a word stands. */
function partsOf(nodes: readonly LaidNode[]): { piece: string; part: PiecePart; rows: LaidRow[] }[] {
  const parts: { piece: string; part: PiecePart; rows: LaidRow[] }[] = [];
  for (const { piece, part, row, node } of nodes) {
    if (parts.at(-1)?.part !== part) parts.push({ piece, part, rows: [] });
    const rows = parts.at(-1)?.rows ?? [];
    const pages = node.positions?.map(({ pageNumber }) => pageNumber) ?? [];
    const known = rows.at(-1);
    if (pages.length === 0) continue;
    if (known?.row !== row) rows.push({ row, first: Math.min(...pages), last: Math.max(...pages) });
    else {
      known.first = Math.min(known.first, ...pages);
      known.last = Math.max(known.last, ...pages);
    }
  }
  return parts;
}
