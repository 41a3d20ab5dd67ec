import pdfmake, { type Node } from "pdfmake";
import {
  isCentred,
  type Line,
  type Paper,
  type PaperCell,
  type PaperPart,
  type Run,
} from "../../../core/paper/paper.ts";
import { EMPTY_BOX, TICKED_BOX } from "./box-font.ts";
import { BOX_FONT, type Fonts, loadFonts, TEXT_FONT } from "./fonts.ts";
import { keptPieces } from "./kept-rows.ts";
import { qrDrawing } from "./qr-drawing.ts";
import { type Sheet, sheetWords } from "./sheet.ts";

/** Sheets as PDF, on A4. Lengths are in points. */

const SIZES = { portrait: [595.28, 841.89], landscape: [841.89, 595.28] } as const;
const MARGIN = { side: 45, top: 45, bottom: 68 } as const;
const FONT_SIZE = 10;
const LINE_HEIGHT = 1.2;
/** Height of a line of Noto Sans SC, whose ascent and descent are 1.448 em. */
const LINE = FONT_SIZE * 1.448 * LINE_HEIGHT;
/** Of a list. */
const LIST_SIZE = 8;
/** Lines up to which a row of a list is not torn; a row of more might be higher than a page. */
const LIST_ROW_LINES = 20;
const RULE = 0.6;
/** Share of the page below which a heading has too little room for what follows it. */
const HEADING_LIMIT = 0.9;
const NARROW_SPACE = "\u00a0";
/** A word this long is broken anywhere; searching for its best breaks would take for ever. */
const ENDLESS_WORD = /[^\s\p{Script=Han}]{60,}/u;

/** Renders a sheet. The same sheet gives the same pages; only the date of the file differs. */
export async function renderPdf(sheet: Sheet): Promise<Buffer> {
  const fonts = await loadFonts();
  const { paper, locale, isDraft, code } = sheet;
  const words = sheetWords[locale];
  const width = SIZES[paper.orientation][0] - 2 * MARGIN.side;
  const make = new PageMaker(fonts, width);
  return pdfmake
    .createPdf({
      pageSize: "A4",
      pageOrientation: paper.orientation,
      pageMargins: [MARGIN.side, MARGIN.top, MARGIN.side, MARGIN.bottom],
      defaultStyle: { font: TEXT_FONT, fontSize: FONT_SIZE, lineHeight: LINE_HEIGHT },
      info: { title: paper.title, creator: "Shenbao" },
      language: locale === "zh" ? "zh-CN" : "en",
      content: [
        make.line(paper.titleLine),
        ...paper.lead.map((line) => make.line(line)),
        ...paper.parts.map((part) => make.part(part)),
        ...paper.notes.map((note) => ({ text: fonts.printable(note), fontSize: 8.5, margin: [0, 4, 0, 0] })),
      ],
      // Asked of every node, which takes time: only where there are headings, which must not stand alone at a foot.
      ...(hasHeadings(paper) && {
        pageBreakBefore: ({ headlineLevel, startPosition }) =>
          headlineLevel === 1 && startPosition.verticalRatio > HEADING_LIMIT,
      }),
      footer: (page, pages) => ({
        margin: [MARGIN.side, 8, MARGIN.side, 0],
        columns: [
          {
            width: "*",
            text: `${words.code} ${fonts.printable(code)}`,
            fontSize: 7,
            color: "#555555",
            margin: [0, 26, 0, 0],
          },
          { width: 90, text: words.page(page, pages), fontSize: 9, alignment: "center", margin: [0, 23, 0, 0] },
          { width: "*", stack: [{ canvas: qrDrawing(code), alignment: "right" }] },
        ],
      }),
      ...(isDraft && {
        watermark: { text: words.draft, color: "#888888", opacity: 0.1, bold: true, fontSize: 110, angle: -35 },
      }),
    })
    .getBuffer();
}

function hasHeadings({ parts }: Paper): boolean {
  return parts.some((part) => part.kind === "flow" && part.lines.some(({ role }) => role === "heading"));
}

/** Turns parts of a paper into pdfmake's nodes. */
class PageMaker {
  constructor(
    private readonly fonts: Fonts,
    private readonly width: number,
  ) {}

  part(part: PaperPart): Node {
    if (part.kind === "flow") return { stack: part.lines.map((line) => this.line(line, true)) };
    return part.kind === "grid" ? this.grid(part) : this.table(part);
  }

  line(line: Line, isFlow = false): Node {
    const above = (line.room ?? 0) * LINE;
    return {
      text: line.runs.flatMap((run) => this.run(run)),
      alignment: line.align ?? "left",
      ...(line.role === "heading" && { bold: true, fontSize: 12, headlineLevel: 1 }),
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

  private run(run: Run): Node[] {
    if (run.kind === "box") {
      return [
        { text: (run.isTicked ? TICKED_BOX : EMPTY_BOX) + NARROW_SPACE, font: BOX_FONT },
        { text: this.fonts.printable(run.label) },
      ];
    }
    if (run.kind === "blank" && run.text === "") return [{ text: "_".repeat(run.width) }];
    const text = this.fonts.printable(run.text);
    return [
      {
        text: run.kind === "blank" ? `${NARROW_SPACE}${text}${NARROW_SPACE}` : text,
        ...(run.kind === "blank"
          ? { decoration: "underline" }
          : { ...(run.isStrong === true && { bold: true }), noWrap: run.isUnbroken === true }),
        ...(ENDLESS_WORD.test(text) && { wordBreak: "break-all" }),
      },
    ];
  }

  /** One table, in pieces: a row is not torn where it can be helped. */
  private grid({ columns, rows }: Extract<PaperPart, { kind: "grid" }>): Node {
    const pieces = keptPieces(rows, columns, this.width).map((piece, index): Node => {
      // Cells are placed by column, and the places a wide or high cell covers must be there, empty.
      const body: Node[][] = piece.rows.map(() => columns.map(() => ({ text: "" })));
      piece.rows.forEach((row, place) => {
        for (const cell of row) (body[place] as Node[])[cell.column] = this.cell(cell, piece.isKept);
      });
      // Pieces share the rule between them.
      return {
        ...this.ruled(body, columns, 0, piece.hasLowRows),
        margin: [0, index === 0 ? 0 : -RULE, 0, 0],
        unbreakable: piece.isKept,
      };
    });
    return { stack: pieces, margin: [0, 4, 0, 4] };
  }

  /** What goes on over pages or rows begins at the top: centred, pdfmake pushes it over the edge of the page. */
  private cell(cell: PaperCell, isKept: boolean): Node {
    return {
      colSpan: cell.columnSpan,
      rowSpan: cell.rowSpan,
      stack: cell.lines.map((line) => this.line(line)),
      margin: [4, 3, 4, 3],
      ...(isKept && cell.rowSpan === 1 && isCentred(cell) && { verticalAlignment: "middle" }),
    };
  }

  private table({ columns, rows }: Extract<PaperPart, { kind: "table" }>): Node {
    const cell = (text: string, more: object): Node => ({
      text: this.fonts.printable(text),
      fontSize: LIST_SIZE,
      margin: [2, 2, 2, 2],
      ...(ENDLESS_WORD.test(text) && { wordBreak: "break-all" }),
      ...more,
    });
    const head = columns.map(({ label }) => cell(label, { alignment: "center", bold: true }));
    const body = rows.map((row) => row.map((text) => cell(text === "" ? " " : text, {})));
    const shares = columns.map(({ width }) => width);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const perLine = shares.map((share) => Math.max(1, Math.floor((this.width * share) / total / LIST_SIZE - 1)));
    const isLow = (text: string, index: number) =>
      text.split("\n").length + text.length / (perLine[index] ?? 1) < LIST_ROW_LINES;
    const hasLowRows = rows.every((row) => row.every(isLow));
    return { ...this.ruled([head, ...body], shares, 1, hasLowRows), margin: [0, 4, 0, 4] };
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
