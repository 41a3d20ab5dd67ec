import {
  AlignmentType,
  Document,
  Footer,
  Header,
  ImageRun,
  Packer,
  PageNumber,
  PageOrientation,
  type Paragraph,
  type Table,
  TextRun,
} from "docx";
import { toBuffer } from "qrcode";
import type { Paper } from "../../../core/paper/paper.ts";
import { lineHeight, lineParagraph, paragraph, SIZE, TWIPS } from "./docx-lines.ts";
import { gridTables, listTable } from "./docx-tables.ts";
import { type Sheet, sheetWords } from "./sheet.ts";

/**
 * Sheets as DOCX, to be filled in or corrected in a word processor. Its fonts are those every Chinese office has; the
 * Chinese font is not embedded, because Word takes it only whole, ten megabytes of it. Lengths are in twips (1/20 pt).
 */

const PAGE = { portrait: { width: 11906, height: 16838 }, landscape: { width: 16838, height: 11906 } } as const;
const MARGIN = 900;
const FONT = { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "宋体", cs: "Times New Roman" } as const;
const QR_PIXELS = 48;
/** Height of the foot with its QR code, in points. */
const FOOT = 95;
/** Below the title and the lines under it, in points, about. */
const LEAD_SPACE = 5;

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
          ...paperBlocks(paper, width),
          ...paper.notes.map((note) => paragraph([new TextRun({ text: note, size: SIZE.note })], AlignmentType.LEFT)),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
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

/** The parts of a paper one below the other, and where each begins on its page. */
function paperBlocks({ titleLine, lead, parts, notes, orientation }: Paper, width: number): (Paragraph | Table)[] {
  const above = [titleLine, ...lead];
  const blocks: (Paragraph | Table)[] = above.map((line) => lineParagraph(line, width));
  const room = (PAGE[orientation].height - MARGIN) / TWIPS - FOOT;
  let top = above.reduce((sum, { role }) => sum + lineHeight(SIZE[role ?? "text"]) / TWIPS + LEAD_SPACE, 0);
  for (const [index, part] of parts.entries()) {
    // Lines below a table are not left alone on the next page.
    const next = parts[index + 1];
    const keepNext = next === undefined ? notes.length > 0 : next.kind === "flow";
    if (part.kind === "flow") blocks.push(...part.lines.map((line) => lineParagraph(line, width)));
    else if (part.kind === "table") blocks.push(listTable(part, width, keepNext));
    else {
      const { blocks: tables, bottom } = gridTables(part, width, { top, room, keepsLast: keepNext });
      blocks.push(...tables);
      top = bottom;
    }
    // Word joins two tables that follow each other.
    if (part.kind !== "flow") blocks.push(paragraph([], AlignmentType.LEFT, { keepNext }));
  }
  return blocks;
}
