import { readFile } from "node:fs/promises";
import {
  concatTransformationMatrix,
  degrees,
  drawObject,
  EncryptedPDFError,
  type PDFDocument,
  PDFPage,
  popGraphicsState,
  pushGraphicsState,
} from "@cantoo/pdf-lib";
import type { Apart, BundleFile } from "./bundle.ts";
import { flattenAnnotations } from "./flatten-annotations.ts";
import { jpegRotation } from "./jpeg-rotation.ts";
import { countPages, loadBounded } from "./load-bounded.ts";
import { embedPng, type Picture } from "./png-picture.ts";

/** Pages of a file that was handed in, taken over into the bundle; or why it has none there. */

const A4 = { short: 595.28, long: 841.89 } as const;
const MARGIN = 36;

/** What a page keeps: how it looks. Scripts, links, forms and attachments stay behind. */
const KEPT_ENTRIES = new Set([
  "Type",
  "MediaBox",
  "CropBox",
  "Rotate",
  "Resources",
  "Contents",
  "UserUnit",
  "Group",
  "Parent",
]);

class TooManyPages extends Error {}

/** @param room pages that may still be added */
export async function pagesOfFile(
  bundle: PDFDocument,
  { path, mediaType }: BundleFile,
  room: number,
): Promise<PDFPage[] | Apart> {
  const make = MAKERS[mediaType];
  if (make === undefined) return "type";
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    return "missing";
  }
  try {
    return await make(bundle, bytes, room);
  } catch (error) {
    if (error instanceof EncryptedPDFError) return "encrypted";
    return error instanceof TooManyPages ? "pages" : "damaged";
  }
}

type Maker = (bundle: PDFDocument, bytes: Buffer, room: number) => Promise<PDFPage[]>;

/** What can become pages, by media type. */
const MAKERS: Record<string, Maker> = {
  "application/pdf": pdfPages,
  "image/jpeg": async (bundle, bytes, room) => [
    picturePage(bundle, await bundle.embedJpg(bytes), room, jpegRotation(bytes)),
  ],
  "image/png": async (bundle, bytes, room) => [picturePage(bundle, await embedPng(bundle, bytes), room, 0)],
};

/** True for a file that may become pages, and whose size counts. */
export function isMergeable(mediaType: string): boolean {
  return Object.hasOwn(MAKERS, mediaType);
}

async function pdfPages(bundle: PDFDocument, bytes: Buffer, room: number): Promise<PDFPage[]> {
  const source = await loadBounded(bytes);
  const count = countPages(source, room);
  if (count === null) throw new TooManyPages();
  if (count === 0) throw new Error("a document without pages");
  for (const page of source.getPages()) {
    flattenAnnotations(page);
    for (const name of page.node.keys()) if (!KEPT_ENTRIES.has(name.decodeText())) page.node.delete(name);
  }
  const indices = Array.from({ length: count }, (_, index) => index);
  return bundle.copyPages(source, indices);
}

/**
 * A picture fitted on A4, upright or lying as the picture does.
 * @param rotation degrees clockwise that make it upright
 */
function picturePage(bundle: PDFDocument, { ref, width, height }: Picture, room: number, rotation: number): PDFPage {
  if (room < 1) throw new TooManyPages();
  const sheet = width > height ? { width: A4.long, height: A4.short } : { width: A4.short, height: A4.long };
  const scale = Math.min((sheet.width - 2 * MARGIN) / width, (sheet.height - 2 * MARGIN) / height);
  const [x, y] = [(sheet.width - width * scale) / 2, (sheet.height - height * scale) / 2];
  const page = PDFPage.create(bundle);
  page.setSize(sheet.width, sheet.height);
  page.setRotation(degrees(rotation));
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(width * scale, 0, 0, height * scale, x, y),
    drawObject(page.node.newXObject("Picture", ref)),
    popGraphicsState(),
  );
  return page;
}
