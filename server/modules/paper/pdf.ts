import pdfmake, { type DocumentDefinition } from "pdfmake";
import { type Fonts, loadFonts, TEXT_FONT } from "./fonts.ts";
import { listCuts, nextCuts } from "./next-cuts.ts";
import { FONT_SIZE, LINE_HEIGHT, PageMaker } from "./page-maker.ts";
import { qrDrawing } from "./qr-drawing.ts";
import { type Sheet, sheetWords } from "./sheet.ts";
import type { Cut } from "./split-piece.ts";
import { type TornTitle, tornTitles } from "./torn-titles.ts";

/** Sheets as PDF, on A4. Lengths are in points. */

const SIZES = { portrait: [595.28, 841.89], landscape: [841.89, 595.28] } as const;
const MARGIN = { side: 45, top: 45, bottom: 68 } as const;
/** Share of the page below which a heading has too little room for what follows it. */
const HEADING_LIMIT = 0.9;

/** Times a sheet is laid at most: once more for each place where rows that belong together meet the end of a page. */
const MAX_LAYOUTS = 20;

/**
 * Renders a sheet. The same sheet gives the same pages; only the date of the file differs.
 *
 * Where a page ends is known only once a sheet was laid. Where one ends beside a cell that reaches down over rows,
 * pdfmake leaves that cell open at the foot of the page: the table is cut there, and the sheet is laid again.
 */
export async function renderPdf(sheet: Sheet): Promise<Buffer> {
  const fonts = await loadFonts();
  const cuts = new Map<string, Cut[]>();
  for (let count = 1; ; count++) {
    const make = new PageMaker(fonts, SIZES[sheet.paper.orientation][0] - 2 * MARGIN.side, cuts);
    const document = pdfmake.createPdf(definitionOf(sheet, fonts, make));
    await document.getStream();
    const found = count < MAX_LAYOUTS ? (nextCuts(make.laid) ?? listCuts(make.lists)) : undefined;
    const known = cuts.get(found?.piece ?? "") ?? [];
    const more = found?.cuts.filter(({ row }) => known.every((cut) => cut.row !== row)) ?? [];
    if (found === undefined || more.length === 0) {
      const titles = tornTitles(make.high);
      if (titles.length === 0) return document.getBuffer();
      const again = new PageMaker(fonts, make.width, cuts);
      return pdfmake.createPdf(definitionOf(sheet, fonts, again, titles)).getBuffer();
    }
    cuts.set(
      found.piece,
      [...known, ...more].sort((one, other) => one.row - other.row),
    );
  }
}

/** @param titles said again at the top of pages that rows go on over */
function definitionOf(
  { paper, locale, isDraft, code }: Sheet,
  fonts: Fonts,
  make: PageMaker,
  titles: readonly TornTitle[] = [],
): DocumentDefinition {
  const words = sheetWords[locale];
  const content = [
    make.line(paper.titleLine),
    ...paper.lead.map((line) => make.line(line)),
    ...paper.parts.map((part) => make.part(part)),
    ...paper.notes.map((note) => ({
      stack: [{ text: fonts.printable(note), fontSize: 8.5, margin: [0, 4, 0, 0] }],
      unbreakable: true,
    })),
  ];
  return {
    pageSize: "A4",
    pageOrientation: paper.orientation,
    pageMargins: [MARGIN.side, MARGIN.top, MARGIN.side, MARGIN.bottom],
    defaultStyle: { font: TEXT_FONT, fontSize: FONT_SIZE, lineHeight: LINE_HEIGHT },
    info: { title: paper.title, creator: "Shenbao" },
    language: locale === "zh" ? "zh-CN" : "en",
    content,
    // Asked of every node, which takes time: only where there are headings, which must not stand alone at a foot.
    ...(make.hasHeadings && {
      pageBreakBefore: ({ headlineLevel, startPosition }) =>
        headlineLevel === 1 && startPosition.verticalRatio > HEADING_LIMIT,
    }),
    background: (page) =>
      titles.filter((title) => title.page === page).map((title) => make.saidAgain(title, MARGIN.side, MARGIN.top)),
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
  };
}
