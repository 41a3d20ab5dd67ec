import {
  degrees,
  type PDFContext,
  type PDFDocument,
  PDFHexString,
  PDFName,
  type PDFPage,
  type PDFRef,
  rgb,
  StandardFonts,
} from "@cantoo/pdf-lib";

/** What is put on a bundle once its pages stand: their numbers, and the outline a reader jumps by. */

const SIZE = 8;
/** From the edge of the page to the foot of the number. */
const FOOT = 9;
const A4_WIDTH = 595.28;

/** Stamps `3 / 87` small at the foot of every page, whichever way it is turned. */
export async function stampNumbers(bundle: PDFDocument): Promise<void> {
  const font = await bundle.embedFont(StandardFonts.Helvetica);
  const pages = bundle.getPages();
  pages.forEach((page, index) => {
    const text = `${index + 1} / ${pages.length}`;
    const { width, height } = page.getCropBox();
    // A scan may be measured in pixels: its page is several times as large, and so is the number.
    const scale = Math.min(width, height) / A4_WIDTH;
    if (!Number.isFinite(scale) || scale <= 0) return;
    const size = Math.max(4, SIZE * scale);
    const length = font.widthOfTextAtSize(text, size);
    const { x, y, turn } = footOf(page, length, FOOT * scale);
    const rotate = degrees(turn);
    page.drawRectangle({ x, y, width: length, height: size, rotate, color: rgb(1, 1, 1), opacity: 0.75 });
    page.drawText(text, { x, y, size, font, rotate, color: rgb(0.25, 0.25, 0.25) });
  });
}

/** Where a text of a length begins so that it stands in the middle of the foot as the page is shown. */
function footOf(page: PDFPage, length: number, foot: number): { x: number; y: number; turn: number } {
  const { x, y, width, height } = page.getCropBox();
  const turn = ((page.getRotation().angle % 360) + 360) % 360;
  if (turn === 90) return { x: x + width - foot, y: y + (height - length) / 2, turn };
  if (turn === 180) return { x: x + (width + length) / 2, y: y + height - foot, turn };
  if (turn === 270) return { x: x + foot, y: y + (height + length) / 2, turn };
  return { x: x + (width - length) / 2, y: y + foot, turn: 0 };
}

export interface Bookmark {
  title: string;
  page: PDFPage;
  below: Bookmark[];
}

/** Writes the outline: an entry for each material, its files below it. */
export function writeOutline(bundle: PDFDocument, bookmarks: readonly Bookmark[]): void {
  if (bookmarks.length === 0) return;
  const { context } = bundle;
  const root = context.nextRef();
  context.assign(root, context.obj({ Type: "Outlines", ...writeLevel(context, root, bookmarks, 1) }));
  bundle.catalog.set(PDFName.of("Outlines"), root);
  bundle.catalog.set(PDFName.of("PageMode"), PDFName.of("UseOutlines"));
}

/**
 * Entries of one level; what their parent must say of them.
 * @param sign 1 for a level that is shown at once, -1 for one that is closed
 */
function writeLevel(
  context: PDFContext,
  parent: PDFRef,
  bookmarks: readonly Bookmark[],
  sign: 1 | -1,
): { First?: PDFRef; Last?: PDFRef; Count?: number } {
  const refs = bookmarks.map(() => context.nextRef());
  bookmarks.forEach(({ title, page, below }, index) => {
    const ref = refs[index] as PDFRef;
    const [previous, next] = [refs[index - 1], refs[index + 1]];
    const entry = context.obj({
      Title: PDFHexString.fromText(title),
      Parent: parent,
      Dest: [page.ref, "Fit"],
      ...(previous && { Prev: previous }),
      ...(next && { Next: next }),
      ...writeLevel(context, ref, below, -1),
    });
    context.assign(ref, entry);
  });
  const [first, last] = [refs[0], refs.at(-1)];
  return first && last ? { First: first, Last: last, Count: sign * refs.length } : {};
}
