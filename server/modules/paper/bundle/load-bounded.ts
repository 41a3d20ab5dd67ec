import { decodePDFRawStream, PDFArray, PDFContext, PDFDict, PDFDocument, PDFName, PDFRawStream } from "@cantoo/pdf-lib";

/** Files of strangers, read within bounds: what a few kilobytes unpack to, and how many pages a tree pretends to have. */

/** Bytes one stream of objects may unpack to. */
const MAX_UNPACKED = 64 * 1024 * 1024;

interface Unpacking {
  ensureBuffer(requested: number): Uint8Array;
}

let isBounded = false;

/**
 * The library unpacks streams of objects whole, whatever they come to. Its decoders share one class that asks for room
 * before it writes; here it is refused. Affects this thread alone.
 */
function boundUnpacking(): void {
  if (isBounded) return;
  const context = PDFContext.create();
  const empty = PDFRawStream.of(context.obj({ Filter: "FlateDecode" }), new Uint8Array([0x78, 0x9c]));
  let shared = decodePDFRawStream(empty) as object;
  while (!Object.hasOwn(shared, "ensureBuffer")) shared = Object.getPrototypeOf(shared);
  const decoder = shared as Unpacking;
  const ensure = decoder.ensureBuffer;
  decoder.ensureBuffer = function (requested) {
    if (requested > MAX_UNPACKED) throw new Error("a stream of objects unpacks to too much");
    return ensure.call(this, requested);
  };
  isBounded = true;
}

/** Reads a PDF. Objects that cannot be read refuse the whole file: half of it would look like all of it. */
export function loadBounded(bytes: Uint8Array): Promise<PDFDocument> {
  boundUnpacking();
  return PDFDocument.load(bytes, {
    throwOnInvalidObject: true,
    updateMetadata: false,
    parseSpeed: Number.POSITIVE_INFINITY,
  });
}

/**
 * Pages of a document, counted by walking its tree, which may lead round in circles.
 * @returns `null` when there are more than `limit`
 */
export function countPages(document: PDFDocument, limit: number): number | null {
  const open: unknown[] = [document.catalog.Pages()];
  let [pages, steps] = [0, 0];
  while (open.length > 0) {
    const node = open.pop();
    if (!(node instanceof PDFDict)) throw new Error("a page that is not there");
    steps += 1;
    const kids = node.lookup(PDFName.of("Kids"));
    if (kids instanceof PDFArray) {
      if (open.length + kids.size() > 2 * limit + MAX_TREE) return null;
      for (let index = 0; index < kids.size(); index++) open.push(kids.lookup(index));
    } else pages += 1;
    if (pages > limit || steps > 2 * limit + MAX_TREE) return null;
  }
  return pages;
}

/** Nodes a tree may have beyond two a page. */
const MAX_TREE = 1000;
