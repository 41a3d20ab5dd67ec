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
import type { PaperPart } from "../../../core/paper/paper.ts";
import { lineParagraph, paragraph, SIZE } from "./docx-lines.ts";
import { gridTable, listTable } from "./docx-tables.ts";
import { type Sheet, sheetWords } from "./sheet.ts";

/**
 * Sheets as DOCX, to be filled in or corrected in a word processor. Its fonts are those every Chinese office has; the
 * Chinese font is not embedded, because Word takes it only whole, ten megabytes of it. Lengths are in twips (1/20 pt).
 */

const PAGE = { portrait: { width: 11906, height: 16838 }, landscape: { width: 16838, height: 11906 } } as const;
const MARGIN = 900;
const FONT = { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "宋体", cs: "Times New Roman" } as const;
const QR_PIXELS = 48;

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
          lineParagraph(paper.titleLine, width),
          ...paper.lead.map((line) => lineParagraph(line, width)),
          ...paper.parts.flatMap((part, index) => partBlocks(part, paper.parts[index + 1], width)),
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

/** @param next what stands below it */
function partBlocks(part: PaperPart, next: PaperPart | undefined, width: number): (Paragraph | Table)[] {
  if (part.kind === "flow") return part.lines.map((line) => lineParagraph(line, width));
  // Lines below a list are not left alone on the next page.
  const keepNext = next?.kind === "flow";
  const table = part.kind === "grid" ? gridTable(part, width) : listTable(part, width, keepNext);
  // Word joins two tables that follow each other.
  return [table, paragraph([], AlignmentType.LEFT, { keepNext })];
}
