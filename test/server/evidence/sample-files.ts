import { deflateSync, zipSync } from "fflate";

/** Small files that are what they say, and some that are not. */

export function samplePdf(text = "x"): Buffer {
  return Buffer.from(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Note (${text}) >>\nendobj\nxref\n0 1\nstartxref\n9\n%%EOF\n`,
  );
}

/** A PNG header of the given size; the pixels behind it do not matter to the checks. */
export function samplePng(width = 4, height = 3): Buffer {
  const header = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(header);
  header.writeUInt32BE(13, 8);
  header.write("IHDR", 12, "latin1");
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  const data = Buffer.alloc(12);
  data.write("IDAT", 4, "latin1");
  return Buffer.concat([header, data]);
}

export function sampleJpeg(width = 4, height = 3): Buffer {
  const app = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
  const frame = Buffer.from([0xff, 0xc0, 0x00, 0x11, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([app, frame, Buffer.from([0xff, 0xd9])]);
}

const DOCX_TYPES =
  '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const XLSX_TYPES =
  '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>';

const bytes = (text: string) => new TextEncoder().encode(text);

export function sampleDocx(extra: Record<string, Uint8Array> = {}): Buffer {
  return Buffer.from(
    zipSync({ "[Content_Types].xml": bytes(DOCX_TYPES), "word/document.xml": bytes("<w:document/>"), ...extra }),
  );
}

export function sampleXlsx(): Buffer {
  return Buffer.from(zipSync({ "[Content_Types].xml": bytes(XLSX_TYPES), "xl/workbook.xml": bytes("<workbook/>") }));
}

/** A .docx with one entry that unpacks to `mebibytes` of zeros. */
export function bombDocx(mebibytes: number): Buffer {
  return sampleDocx({ "word/media/image1.bmp": new Uint8Array(mebibytes * 1024 * 1024) });
}

/** A .docx whose large entry claims to unpack to a few bytes only. */
export function lyingDocx(): Buffer {
  const content = new Uint8Array(3 * 1024 * 1024);
  const file = Buffer.from(zipSync({ "word/document.xml": content }));
  const packed = deflateSync(content).length;
  // The size stands once in the local header and once in the central directory.
  for (const signature of [0x04034b50, 0x02014b50]) {
    const at = file.indexOf(Buffer.from(new Uint32Array([signature]).buffer));
    file.writeUInt32LE(Math.min(packed, 10), at + (signature === 0x04034b50 ? 22 : 24));
  }
  return file;
}
