import { type CellRole, type Line, lineText, type PaperCell, type PaperPart } from "./paper.ts";
import { widestWord } from "./text-width.ts";

/** A cell before the columns of its table are known: it reaches from one thousandth of the sheet to another. */
export interface Stretch {
  role: CellRole;
  lines: Line[];
  from: number;
  to: number;
  rowSpan?: number;
}

/** Width of the row titles at the left: seven Chinese characters. */
export const TITLE_WIDTH = 160;
/** Width of a label that does not stand below them. */
const LABEL_WIDTH = 140;
/** Width of a label of four Chinese characters. */
const NARROW_LABEL = 105;
export const SHEET = 1000;
/** Width of a Chinese character on an upright sheet, and of the margins of a label. */
const EM = 20;
const LABEL_MARGIN = 20;

/** The table of rows whose cells were laid one by one: its columns are all the edges there are. */
export function gridOf(rows: readonly Stretch[][]): Extract<PaperPart, { kind: "grid" }> {
  const edges = [...new Set([0, SHEET, ...rows.flat().flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  const place = new Map(edges.map((edge, index) => [edge, index]));
  const at = (edge: number) => place.get(edge) ?? 0;
  const cell = ({ role, lines, from, to, rowSpan }: Stretch): PaperCell => ({
    role,
    lines,
    column: at(from),
    columnSpan: at(to) - at(from),
    rowSpan: rowSpan ?? 1,
  });
  return {
    kind: "grid",
    columns: edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0)),
    rows: rows.map((row) => row.map(cell)),
  };
}

/** A heading across the table. */
export function bandRow(text: string): Stretch[] {
  const line: Line = { runs: [{ kind: "text", text, isStrong: true }], places: [], align: "center" };
  return [{ role: "band", lines: [line], from: 0, to: SHEET }];
}

/** A row title at the left of its rows; without rows there is none. */
export function withRowTitle(title: string, rows: readonly Stretch[][]): Stretch[][] {
  const [first, ...rest] = rows;
  if (first === undefined) return [];
  const line: Line = { runs: [{ kind: "text", text: title }], places: [], align: "center" };
  return [[{ role: "title", lines: [line], from: 0, to: TITLE_WIDTH, rowSpan: rows.length }, ...first], ...rest];
}

/** One cell over all the room there is. */
export function openRow(lines: Line[], from: number): Stretch[] {
  return [{ role: "value", lines, from, to: SHEET }];
}

export interface Pair {
  label: Line;
  value: Line[];
  /** Share of the row; an address takes two. */
  weight: number;
  /** The row it stands in on paper, where the form says so. */
  row?: number;
  /** True for a pair that stands under the one before it, in its place. */
  isBelow?: boolean;
}

/** Labels and blanks side by side, as many in a row as the paper has; the last row is stretched. */
export function pairRows(pairs: readonly Pair[], capacity: number, from: number): Stretch[][] {
  const rows: Pair[][][] = [];
  let load = Number.POSITIVE_INFINITY;
  let row: number | undefined;
  for (const pair of pairs) {
    const above = rows.at(-1)?.at(-1);
    if (pair.isBelow === true && pair.row === row && above !== undefined) {
      above.push(pair);
      continue;
    }
    const isFull = pair.row === undefined && load + pair.weight > capacity;
    if (rows.length === 0 || pair.row !== row || isFull) {
      rows.push([]);
      load = 0;
    }
    row = pair.row;
    rows.at(-1)?.push([pair]);
    load += pair.weight;
  }
  // Labels under each other are of one width.
  const widest = (count: number) =>
    Math.max(...rows.filter(({ length }) => length === count).flatMap((row) => row.flat().map(wordOf)));
  return rows.flatMap((row) => placeRows(row, from, widest(row.length)));
}

/**
 * Share of a place its label takes: a little less than half, or half where four characters need it; up to three fifths
 * for a word that must not be broken.
 * @param word width of the widest word, in em
 */
function labelShare(width: number, word: number): number {
  const needed = Math.min(word * EM + LABEL_MARGIN, width * 0.6);
  const usual = Math.max(width * 0.45, Math.min(NARROW_LABEL, width * 0.5));
  return Math.round(Math.max(needed, usual));
}

function wordOf({ label }: Pair): number {
  return widestWord(lineText(label));
}

/** A row of places; where one holds pairs under each other, the others reach down beside them. */
function placeRows(places: readonly Pair[][], from: number, word: number): Stretch[][] {
  const weights = places.map(([first]) => first?.weight ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const depth = Math.max(...places.map(({ length }) => length));
  const rows = Array.from({ length: depth }, (): Stretch[] => []);
  let start = 0;
  for (const [index, pairs] of places.entries()) {
    const left = Math.round(from + ((SHEET - from) * start) / total);
    start += weights[index] ?? 1;
    const right = Math.round(from + ((SHEET - from) * start) / total);
    const limit = left === 0 ? TITLE_WIDTH : LABEL_WIDTH;
    const middle = left + Math.min(Math.max(limit, word * EM + LABEL_MARGIN), labelShare(right - left, word));
    for (const [at, { label, value }] of pairs.entries()) {
      const rowSpan = at === pairs.length - 1 ? depth - at : 1;
      rows[at]?.push(
        { role: "label", lines: [label], from: left, to: middle, rowSpan },
        { role: "value", lines: value, from: middle, to: right, rowSpan },
      );
    }
  }
  return rows;
}
