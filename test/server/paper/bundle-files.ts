import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { degrees, PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import type { BundleFile } from "../../../server/modules/paper/bundle/bundle.ts";

/** Files of strangers for tests: honest ones, and such as are built to do harm. */

/** A PDF of pages that say where they stand. */
export async function wordsPdf(word: string, pages = 1, rotation = 0): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number++) {
    const page = document.addPage([595, 842]);
    page.drawText(`${word}-page-${number}`, { x: 60, y: 700, size: 20, font });
    page.setRotation(degrees(rotation));
  }
  return Buffer.from(await document.save());
}

/** A PDF written by hand: bodies of the objects 1, 2, …; 1 is the catalogue. */
export function rawPdf(bodies: readonly (string | Buffer)[], trailer = ""): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.5\n")];
  bodies.forEach((body, index) => {
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body as string), Buffer.from("\nendobj\n"));
  });
  const end = `trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n0\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}

const catalogue = "<< /Type /Catalog /Pages 2 0 R >>";
const stream = (entries: string, content: Buffer) =>
  Buffer.concat([
    Buffer.from(`<< ${entries} /Length ${content.length} >>\nstream\n`),
    content,
    Buffer.from("\nendstream"),
  ]);

/** A page tree whose branch is its own child. */
export const circlePdf = () => rawPdf([catalogue, "<< /Type /Pages /Count 1 /Kids [2 0 R 2 0 R] >>"]);

/** Twelve levels of a hundred children each, all the same object. */
export function endlessPdf(): Buffer {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `<< /Type /Pages /Count 1 /Kids [${`${level + 3} 0 R `.repeat(100)}] >>`,
  );
  return rawPdf([catalogue, ...levels, "<< /Type /Page /MediaBox [0 0 10 10] >>"]);
}

/** A stream of objects that unpacks to so many mebibytes. */
export function bombPdf(mebibytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(mebibytes * 1024 * 1024, 0x20), { level: 9 });
  const objects = stream("/Type /ObjStm /N 1 /First 10 /Filter /FlateDecode", packed);
  return rawPdf([catalogue, "<< /Type /Pages /Count 1 /Kids [4 0 R] >>", objects, "<< /Type /Page >>"]);
}

/** An array in an array, and so on. */
export const deepPdf = (depth: number) =>
  rawPdf([catalogue, "<< /Type /Pages /Count 0 /Kids [] >>", "[".repeat(depth) + "]".repeat(depth)]);

/** A list of annotations, each of which leads to the next. */
export function chainPdf(length: number): Buffer {
  const links = Array.from({ length }, (_, at) => `<< /Next ${at + 5 <= length + 3 ? at + 5 : 4} 0 R >>`);
  const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject 4 0 R >> >>";
  return rawPdf([catalogue, "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, ...links]);
}

export const encryptedPdf = () =>
  rawPdf(
    [
      catalogue,
      "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
      "<< /Type /Page /Parent 2 0 R >>",
      "<< /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -4 >>",
    ],
    "/Encrypt 4 0 R /ID [<00> <00>]",
  );

/** A page with a script, a link out, and a stamp that is to be seen. */
export function annotatedPdf(): Buffer {
  const look = stream("/Type /XObject /Subtype /Form /BBox [0 0 50 50]", Buffer.from("1 0 0 rg 0 0 50 50 re f"));
  return rawPdf([
    catalogue,
    "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R 5 0 R] /AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >> >>",
    "<< /Type /Annot /Subtype /Stamp /Rect [100 100 200 200] /AP << /N 6 0 R >> /A << /S /JavaScript /JS (app.alert\\(2\\)) >> >>",
    "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://evil.example/) >> >>",
    look,
  ]);
}

/**
 * A whole PNG of one colour.
 * @param colour its colour type: 2 true colour, 6 with transparency
 */
export function wholePng(width: number, height: number, colour: 2 | 6 = 2): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  header.writeUInt8(colour, 9);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * (colour === 6 ? 4 : 3), 0x80)]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** CRC-32 as PNG counts it; Node has it only from 22 on. */
function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A file as a bundle finds it, written into a folder. */
export function asBundleFile(folder: string, fileName: string, content: Buffer, mediaType?: string): BundleFile {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const path = join(folder, sha256);
  writeFileSync(path, content);
  return { fileName, mediaType: mediaType ?? "application/pdf", size: content.length, sha256, path };
}
