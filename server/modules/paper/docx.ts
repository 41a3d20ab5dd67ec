import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  ImageRun,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  UnderlineType,
  VerticalAlignTable,
  WidthType,
} from "docx";
import { toBuffer } from "qrcode";
import {
  headLines,
  isCentred,
  type Line,
  lineText,
  type PaperCell,
  type PaperPart,
  type Run,
} from "../../../core/paper/paper.ts";
import { widestWord } from "../../../core/paper/text-width.ts";
import { keptPieces } from "./kept-rows.ts";
import { type Sheet, sheetWords } from "./sheet.ts";

/**
 * Sheets as DOCX, to be filled in or corrected in a word processor. Its fonts are those every Chinese office has; the
 * Chinese font is not embedded, because Word takes it only whole, ten megabytes of it. Lengths are in twips (1/20 pt).
 */

const PAGE = { portrait: { width: 11906, height: 16838 }, landscape: { width: 16838, height: 11906 } } as const;
const MARGIN = 900;
const FONT = { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "宋体", cs: "Times New Roman" } as const;
/** Word draws ☐ and ☑ only in a font that has them. */
const BOX_FONT = {
  ascii: "Segoe UI Symbol",
  hAnsi: "Segoe UI Symbol",
  eastAsia: "MS Gothic",
  cs: "Segoe UI Symbol",
} as const;
/** Half points. */
const SIZE = { text: 21, note: 18, list: 16, small: 14, heading: 24, subheading: 21, title: 32, draft: 28 } as const;
const LINE = 320;
/** Below the title. */
const TITLE_SPACE = 160;
const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const QR_PIXELS = 48;
/** Between two boxes that stay on one line. */
const NARROW_SPACE = "\u00a0";
/** A point in twips. */
const TWIPS = 20;
/** At the left and right of a cell. */
const CELL_MARGIN = 60;

/** Renders a sheet as the bytes of a DOCX file. */
export async function renderDocx(sheet: Sheet): Promise<Buffer> {
  const { paper, locale, isDraft, code } = sheet;
  const words = sheetWords[locale];
  const page = PAGE[paper.orientation];
  const width = page.width - 2 * MARGIN;
  const picture = await toBuffer(code, { errorCorrectionLevel: "M", margin: 0, width: QR_PIXELS * 4 });
  const document = new Document({
    creator: "Shenbao",
    title: paper.title,
    styles: { default: { document: { run: { font: FONT, size: SIZE.text } } } },
    sections: [
      {
        properties: {
          page: {
            // The library turns the page itself: it is given upright.
            size: {
              width: PAGE.portrait.width,
              height: PAGE.portrait.height,
              orientation: paper.orientation === "portrait" ? PageOrientation.PORTRAIT : PageOrientation.LANDSCAPE,
            },
            margin: { left: MARGIN, right: MARGIN, top: MARGIN, bottom: MARGIN },
          },
        },
        ...(isDraft && { headers: { default: new Header({ children: [draftMark(words.draft)] }) } }),
        footers: { default: new Footer({ children: footLines(sheet, picture) }) },
        children: [
          lineParagraph(paper.titleLine),
          ...paper.lead.map((line) => lineParagraph(line)),
          ...paper.parts.flatMap((part) => partBlocks(part, width)),
          ...paper.notes.map((note) => paragraph([new TextRun({ text: note, size: SIZE.note })], AlignmentType.LEFT)),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

type Align = (typeof AlignmentType)[keyof typeof AlignmentType];

function paragraph(
  children: ParagraphChild[],
  alignment: Align,
  { before = 0, after = 40, keepNext = false } = {},
): Paragraph {
  return new Paragraph({ children, alignment, keepNext, spacing: { before, after } });
}

function draftMark(text: string): Paragraph {
  return paragraph([new TextRun({ text, bold: true, size: SIZE.draft, color: "808080" })], AlignmentType.RIGHT);
}

function footLines({ code, locale }: Sheet, picture: Buffer): Paragraph[] {
  const words = sheetWords[locale];
  const [before = "", between = "", after = ""] = words.page("|", "|").split("|");
  const count = new TextRun({
    size: SIZE.note,
    children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after],
  });
  const image = new ImageRun({
    type: "png",
    data: picture,
    transformation: { width: QR_PIXELS, height: QR_PIXELS },
    altText: { name: "QR", title: words.code, description: code },
  });
  return [
    paragraph([count], AlignmentType.CENTER),
    paragraph([new TextRun({ text: `${words.code} ${code}  `, size: SIZE.small }), image], AlignmentType.RIGHT),
  ];
}

function partBlocks(part: PaperPart, width: number): (Paragraph | Table)[] {
  if (part.kind === "flow") return part.lines.map((line) => lineParagraph(line));
  const table = part.kind === "grid" ? gridTable(part, width) : listTable(part, width);
  // Word joins two tables that follow each other.
  return [table, paragraph([], AlignmentType.LEFT)];
}

function lineParagraph(line: Line, { keepNext = false, size = SIZE[line.role ?? "text"] as number } = {}): Paragraph {
  const isHeading = line.role === "heading" || line.role === "subheading";
  const bold = line.role === "heading" || line.role === "title";
  const children = line.runs.flatMap((run) => textRuns(run, { size, bold }));
  const before = (line.room ?? 0) * LINE;
  const after = line.role === "title" ? TITLE_SPACE : undefined;
  return paragraph(children, ALIGN[line.align ?? "left"], { before, after, keepNext: keepNext || isHeading });
}

function textRuns(run: Run, style: { size: number; bold: boolean }): TextRun[] {
  if (run.kind === "box") {
    const box = new TextRun({ ...style, text: run.isTicked ? "☑" : "☐", font: BOX_FONT });
    return [box, new TextRun({ ...style, text: run.label })];
  }
  if (run.kind === "blank") {
    if (run.text === "") return [new TextRun({ ...style, text: "_".repeat(run.width) })];
    return broken(` ${run.text} `, { ...style, underline: { type: UnderlineType.SINGLE } });
  }
  const text = run.isUnbroken === true ? run.text.replaceAll(" ", NARROW_SPACE) : run.text;
  return broken(text, run.isStrong === true ? { ...style, bold: true } : style);
}

function broken(text: string, style: object): TextRun[] {
  return text.split("\n").map((line, index) => new TextRun({ ...style, text: line, ...(index > 0 && { break: 1 }) }));
}

const rule = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
const RULED = { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule };

function gridTable({ columns, rows }: Extract<PaperPart, { kind: "grid" }>, width: number): Table {
  const widths = columns.map((share) => Math.round((width * share) / 1000));
  const pieces = keptPieces(rows, columns, width / TWIPS);
  return ruledTable(
    widths,
    pieces.flatMap(({ rows: piece, isKept, isLow }) =>
      piece.map((row, index) => {
        const keepNext = isKept && index < piece.length - 1;
        return new TableRow({
          cantSplit: isKept || isLow[index] === true,
          children: row.map((cell) => gridCell(cell, widths, keepNext)),
        });
      }),
    ),
  );
}

function gridCell(cell: PaperCell, widths: readonly number[], keepNext: boolean): TableCell {
  const { lines, column, columnSpan, rowSpan } = cell;
  const size = widths.slice(column, column + columnSpan).reduce((sum, each) => sum + each, 0);
  return new TableCell({
    columnSpan,
    rowSpan,
    width: { size, type: WidthType.DXA },
    verticalAlign: isCentred(cell) ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
    children:
      lines.length > 0
        ? lines.map((line) => lineParagraph(unitBelow(line, size), { keepNext, ...labelSize(cell, size) }))
        : [new Paragraph({ keepNext })],
  });
}

/** A label is smaller where its longest word would be broken. */
function labelSize({ role, lines }: PaperCell, width: number): { size: number } | undefined {
  const words = Math.max(...lines.map((line) => widestWord(lineText(line))));
  const size = Math.floor((2 * (width - 2 * CELL_MARGIN)) / TWIPS / words);
  return role === "value" || size >= SIZE.text ? undefined : { size: Math.max(SIZE.small, size) };
}

/** A unit that does not fit behind its label begins the next line: Word breaks a Chinese text anywhere. */
function unitBelow(line: Line, width: number, size: number = SIZE.text): Line {
  const [label, unit, ...more] = line.runs;
  if (label?.kind !== "text" || unit?.kind !== "text" || unit.isUnbroken !== true || more.length > 0) return line;
  const fits = ([...label.text, ...unit.text].length * size * TWIPS) / 2 <= width - 2 * CELL_MARGIN;
  return fits ? line : { ...line, runs: [label, { ...unit, text: `\n${unit.text}` }] };
}

function listTable({ columns, rows }: Extract<PaperPart, { kind: "table" }>, width: number): Table {
  const total = columns.reduce((sum, column) => sum + column.width, 0);
  const widths = columns.map((column) => Math.round((width * column.width) / total));
  const cell = (index: number, children: Paragraph[]) =>
    new TableCell({ width: { size: widths[index] ?? 0, type: WidthType.DXA }, children });
  const text = (value: string) => paragraph(broken(value, { size: SIZE.list }), AlignmentType.LEFT);
  const title = (line: Line, index: number) =>
    lineParagraph(unitBelow(line, widths[index] ?? 0, SIZE.list), { size: SIZE.list });
  const head = new TableRow({
    tableHeader: true,
    children: columns.map((column, index) =>
      cell(
        index,
        headLines(column).map((line) => title(line, index)),
      ),
    ),
  });
  // Word tears a row that is higher than a page all the same.
  const body = rows.map(
    (row) => new TableRow({ cantSplit: true, children: row.map((value, index) => cell(index, [text(value)])) }),
  );
  return ruledTable(widths, [head, ...body]);
}

function ruledTable(columnWidths: number[], rows: TableRow[]): Table {
  return new Table({
    rows,
    columnWidths,
    width: { size: columnWidths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: RULED,
    margins: { left: CELL_MARGIN, right: CELL_MARGIN, top: 30, bottom: 30 },
  });
}
