import type { Node } from "pdfmake";
import {
  headLines,
  isCentred,
  type Line,
  type PaperCell,
  type PaperPart,
  type Run,
} from "../../../core/paper/paper.ts";
import { textWidth } from "../../../core/paper/text-width.ts";
import { EMPTY_BOX, TICKED_BOX } from "./box-font.ts";
import { cellSize, tokenSize } from "./cell-size.ts";
import { BOX_FONT, type Fonts } from "./fonts.ts";
import { keptPieces } from "./kept-rows.ts";
import type { HighRow, LaidNode, ListEnd } from "./laid-nodes.ts";
import { type Cut, type PiecePart, splitPiece } from "./split-piece.ts";
import type { TornTitle } from "./torn-titles.ts";

/** Lengths are in points. */

export const FONT_SIZE = 10;
export const LINE_HEIGHT = 1.2;
/** Height of a line of Noto Sans SC, whose ascent and descent are 1.448 em. */
const LINE = FONT_SIZE * 1.448 * LINE_HEIGHT;
/** Of a list. */
const LIST_SIZE = 8;
/** On all sides of a cell of a list. */
const LIST_MARGIN = 2;
const SMALLEST_IN_LIST = 6;
/** Smallest size of a text that would be broken otherwise. */
const SMALLEST = 7.5;
/** Lines up to which a row of a list is not torn; a row of more might be higher than a page. */
const LIST_ROW_LINES = 20;
const RULE = 0.6;
/** At the left and right of a cell. */
const CELL_MARGIN = 4;
/** Above and below its lines. */
const CELL_SPACE = 3;
const NARROW_SPACE = "\u00a0";
/** Spaces of the font of boxes that are as wide as one of the text. */
const BOX_SPACES = 4;
/** Width of the longest choice that is not broken, in em. */
const WHOLE_CHOICE = 20;
/** A word this long is broken anywhere; searching for its best breaks would take for ever. */
const ENDLESS_WORD = /[^\s\p{Script=Han}]{60,}/u;

/** Spaces between two boxes that stay on one line. */
function tieOf(run: Run | undefined): string {
  return run?.kind === "text" && run.isUnbroken === true && run.text.trim() === "" ? run.text : "";
}

/** Room that is empty. */
function spaceNode(height: number): LaidNode["node"] & { canvas: object[] } {
  return { canvas: [{ type: "line", x1: 0, y1: height, x2: 0, y2: height, lineWidth: 0 }] };
}

/** Turns parts of a paper into pdfmake's nodes. */
export class PageMaker {
  /** Nodes beside cells that reach down over rows, and where these begin. */
  readonly laid: LaidNode[] = [];
  /** True when something made must not begin at the foot of a page. */
  hasHeadings = false;
  readonly high: HighRow[] = [];
  readonly lists: ListEnd[] = [];
  private grids = 0;
  private listAbove: Omit<ListEnd, "below"> | undefined;

  /** @param cuts of pieces of tables, by the name of the piece */
  constructor(
    private readonly fonts: Fonts,
    readonly width: number,
    private readonly cuts: ReadonlyMap<string, readonly Cut[]>,
  ) {}

  part(part: PaperPart): Node {
    const above = this.listAbove;
    this.listAbove = undefined;
    if (part.kind !== "flow") return part.kind === "grid" ? this.grid(part) : this.table(part);
    const stack = part.lines.map((line) => this.line(line, true));
    const [below] = stack;
    if (above !== undefined && below !== undefined) this.lists.push({ ...above, below });
    return { stack };
  }

  line(line: Line, isFlow = false, fontSize?: number): { [property: string]: unknown } {
    const above = (line.room ?? 0) * LINE;
    const isHeading = line.role === "heading" || line.role === "subheading";
    this.hasHeadings ||= isHeading;
    return {
      ...(line.columns === undefined ? { text: this.runs(line.runs) } : { columns: this.columns(line, line.columns) }),
      alignment: line.align ?? "left",
      ...(fontSize !== undefined && { fontSize }),
      ...(line.role === "heading" && { bold: true, fontSize: 12 }),
      ...(isHeading && { headlineLevel: 1 }),
      ...(line.role === "note" && { fontSize: 9 }),
      ...(line.role === "title" && { bold: true, fontSize: 16 }),
      margin:
        line.role === "title"
          ? [0, 0, 0, 8]
          : isFlow
            ? [0, above + (line.role === "heading" ? 8 : 3), 0, 3]
            : [0, above, 0, 1],
    };
  }

  private runs(runs: readonly Run[]): Node[] {
    return runs.flatMap((run, index) => this.run(run, runs[index - 1]));
  }

  private columns({ runs }: Line, count: number): Node[] {
    const groups: Run[][] = [[]];
    for (const run of runs) run.kind === "tab" ? groups.push([]) : groups.at(-1)?.push(run);
    const width = (index: number) => (index === groups.length - 1 ? "*" : `${100 / count}%`);
    return groups.map((group, index) => ({ width: width(index), text: this.runs(group) }));
  }

  /** Spaces that keep things together begin what is behind them: pdfmake lets those at an end reach over the edge. */
  private run(run: Run, before: Run | undefined): Node[] {
    if (run.kind === "tab" || tieOf(run) !== "") return [];
    if (run.kind === "box") {
      const space = NARROW_SPACE.repeat(tieOf(before).length * BOX_SPACES);
      return [
        { text: space + (run.isTicked ? TICKED_BOX : EMPTY_BOX) + NARROW_SPACE, font: BOX_FONT },
        { text: this.fonts.printable(run.label), noWrap: textWidth(run.label) <= WHOLE_CHOICE },
      ];
    }
    if (run.kind === "blank" && run.text === "") {
      return [{ text: (before?.kind === "box" ? NARROW_SPACE : "") + "_".repeat(run.width) }];
    }
    const text = this.fonts.printable(run.text);
    if (run.kind === "blank") {
      return [
        {
          text: `${NARROW_SPACE}${text}${NARROW_SPACE}`,
          decoration: "underline",
          ...(ENDLESS_WORD.test(text) && { wordBreak: "break-all" }),
        },
      ];
    }
    return [
      {
        text,
        ...(run.isStrong === true && { bold: true }),
        noWrap: run.isUnbroken === true,
        ...(ENDLESS_WORD.test(text) && { wordBreak: "break-all" }),
      },
    ];
  }

  /** One table, in pieces: a row is not torn where it can be helped. */
  private grid({ columns, rows }: Extract<PaperPart, { kind: "grid" }>): Node {
    const grid = this.grids++;
    const stack = keptPieces(rows, columns, this.width, {
      text: FONT_SIZE,
      line: LINE,
      below: 1,
      cell: 2 * CELL_SPACE,
    }).flatMap((piece, at): Node[] => {
      const key = `${grid}.${at}`;
      return splitPiece(piece, this.cuts.get(key) ?? []).map((part) => this.piecePart(part, columns, key));
    });
    return { stack, margin: [0, 4 + RULE, 0, 4] };
  }

  private piecePart(part: PiecePart, columns: readonly number[], key: string): Node {
    const { rows, isKept, isPageBreak } = part;
    const hasLowRows = part.isLow.every(Boolean);
    const isJoined = rows.flat().some(({ rowSpan }) => rowSpan > 1);
    // Cells are placed by column, and the places a wide or high cell covers must be there, empty.
    const body: Node[][] = rows.map(() => columns.map(() => ({ text: "" })));
    const start = spaceNode(0);
    if (isJoined) this.laid.push({ piece: key, part, row: 0, node: start });
    for (const [row, cells] of rows.entries()) {
      for (const cell of cells) {
        const node = this.cell(cell, columns, isKept || hasLowRows);
        (body[row] as Node[])[cell.column] = node;
        if (isJoined && cell.rowSpan === 1) this.laid.push({ piece: key, part, row, node });
        if (part.isLow[row] !== true && cell.role === "value") this.high.push({ part, row, node, columns });
      }
    }
    this.hasHeadings ||= !isKept;
    const table = {
      ...this.ruled(body, columns, 0, !isKept && !isJoined && hasLowRows),
      // Pieces share the rule between them.
      margin: [0, -RULE, 0, 0],
    };
    return {
      stack: isJoined ? [start, table] : [table],
      // Pdfmake misplaces what is centred over several rows of an unbreakable block.
      unbreakable: isKept && !isJoined,
      ...(isPageBreak ? { pageBreak: "before" } : !isKept && { headlineLevel: 1 }),
    };
  }

  /** @param isWhole false where it may go on over pages: centred, pdfmake pushes it over the edge of the page */
  private cell(cell: PaperCell, columns: readonly number[], isWhole: boolean): { [property: string]: unknown } {
    const fontSize = this.cellSize(cell, columns);
    return {
      colSpan: cell.columnSpan,
      rowSpan: cell.rowSpan,
      // Unlike a margin, the space below says on which page it stands.
      stack: [
        ...cell.lines.map((line) => this.line(line, false, fontSize)),
        spaceNode(cell.isOpenBelow === true ? 1 : CELL_SPACE),
      ],
      margin: [CELL_MARGIN, cell.isOpenAbove === true ? 0 : CELL_SPACE, CELL_MARGIN, 0],
      border: [true, cell.isOpenAbove !== true, true, cell.isOpenBelow !== true],
      ...(isWhole &&
        isCentred(cell) &&
        cell.isOpenBelow !== true &&
        cell.isOpenAbove !== true && { verticalAlignment: "middle" }),
    };
  }

  /** A title or a label again at the top of a page, in the place of its column. */
  saidAgain({ cell, columns }: TornTitle, left: number, top: number): Node {
    const width = this.widthOf(columns, cell.column, cell.columnSpan) - 2 * CELL_MARGIN;
    const stack = cell.lines.map((line) => this.line(line, false, this.cellSize(cell, columns)));
    const x = left + this.widthOf(columns, 0, cell.column) + CELL_MARGIN;
    return { absolutePosition: { x, y: top + CELL_SPACE }, columns: [{ width, stack }] };
  }

  private widthOf(columns: readonly number[], from: number, count: number): number {
    const share = columns.slice(from, from + count).reduce((sum, each) => sum + each, 0);
    return (this.width * share) / columns.reduce((sum, each) => sum + each, 0);
  }

  private cellSize(cell: PaperCell, columns: readonly number[]): number | undefined {
    const room = this.widthOf(columns, cell.column, cell.columnSpan) - 2 * CELL_MARGIN - 2 * RULE;
    return cellSize(cell, room, { normal: FONT_SIZE, smallest: SMALLEST });
  }

  private table({ columns, rows }: Extract<PaperPart, { kind: "table" }>): Node {
    const shares = columns.map(({ width }) => width);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const cell = (text: string, index: number): Node => {
      const room = (this.width * (shares[index] ?? 0)) / total - LIST_MARGIN * 2 - RULE;
      return {
        text: text === "" ? " " : this.fonts.printable(text),
        fontSize: tokenSize(text, room, { normal: LIST_SIZE, smallest: SMALLEST_IN_LIST }) ?? LIST_SIZE,
        margin: LIST_MARGIN,
        ...(ENDLESS_WORD.test(text) && { wordBreak: "break-all" }),
      };
    };
    // Made for each part: a node stands in one place.
    const head = () =>
      columns.map(
        (column): Node => ({
          stack: headLines(column).map((line) => this.line(line, false, LIST_SIZE)),
          margin: LIST_MARGIN,
        }),
      );
    const body = rows.map((row) => row.map(cell));
    const perLine = shares.map((share) => Math.max(1, Math.floor((this.width * share) / total / LIST_SIZE - 1)));
    const isLow = (text: string, index: number) =>
      text.split("\n").length + text.length / (perLine[index] ?? 1) < LIST_ROW_LINES;
    const hasLowRows = rows.every((row) => row.every(isLow));
    const piece = `list.${this.grids++}`;
    const last = body.at(-1)?.[0];
    if (typeof last === "object") this.listAbove = { piece, rows: rows.length, last };
    const ends = [...(this.cuts.get(piece) ?? []).map(({ row }) => row), rows.length];
    const stack = ends.map((end, index) => ({
      ...this.ruled([head(), ...body.slice(ends[index - 1] ?? 0, end)], shares, 1, hasLowRows),
      ...(index > 0 && { pageBreak: "before" }),
    }));
    return { stack, margin: [0, 4, 0, 4] };
  }

  private ruled(
    body: Node[][],
    shares: readonly number[],
    headerRows = 0,
    dontBreakRows = false,
  ): { [property: string]: unknown } {
    const total = shares.reduce((sum, share) => sum + share, 0);
    const room = this.width - (shares.length + 1) * RULE;
    const none = () => 0;
    const rule = () => RULE;
    return {
      table: { headerRows, dontBreakRows, widths: shares.map((share) => (room * share) / total), body },
      layout: {
        hLineWidth: rule,
        vLineWidth: rule,
        paddingLeft: none,
        paddingRight: none,
        paddingTop: none,
        paddingBottom: none,
      },
    };
  }
}
