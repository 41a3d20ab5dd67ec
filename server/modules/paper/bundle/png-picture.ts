import { inflateSync } from "node:zlib";
import { type PDFDocument, PDFHexString, type PDFRef } from "@cantoo/pdf-lib";

/** A picture that lies in a document and can be drawn on its pages. */
export interface Picture {
  ref: PDFRef;
  width: number;
  height: number;
}

const SIGNATURE = "89504e470d0a1a0a";
/** Pictures with transparency are unpacked to be taken apart; one of these takes some 200 MB meanwhile. */
const MAX_UNPACKED_PIXELS = 25_000_000;
/** Channels by colour type: grey, true colour, palette, and the two with transparency. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const COLOURS: Record<number, string> = { 0: "DeviceGray", 2: "DeviceRGB" };

interface Chunk {
  type: string;
  /** With its length, type and checksum. */
  whole: Buffer;
  data: Buffer;
}

/**
 * Puts a PNG into a document. One without transparency goes in as it is packed, because PDF and PNG pack alike; others
 * are unpacked within bounds, without the chunks that only a viewer needs.
 * @throws Error when it is damaged or unpacks to too much
 */
export async function embedPng(document: PDFDocument, bytes: Buffer): Promise<Picture> {
  const chunks = chunksOf(bytes);
  const header = chunks.find(({ type }) => type === "IHDR")?.data;
  if (header === undefined || header.length !== 13 || chunks.at(-1)?.type !== "IEND") throw new Error("damaged PNG");
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colour, interlacing] = [header.readUInt8(8), header.readUInt8(9), header.readUInt8(12)];
  const data = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map((chunk) => chunk.data));
  const channels = CHANNELS[colour];
  if (channels === undefined || data.length === 0 || width * height === 0) throw new Error("damaged PNG");
  const palette = chunks.find(({ type }) => type === "PLTE")?.data;
  const isPlain = interlacing === 0 && channels !== 2 && channels !== 4 && !chunks.some(({ type }) => type === "tRNS");
  if (!isPlain) {
    if (width * height > MAX_UNPACKED_PIXELS) throw new Error("a PNG with too many pixels");
    const most = Math.ceil((width * channels * depth) / 8 + 8) * height * 2;
    inflateSync(data, { maxOutputLength: most });
    const needed = chunks.filter(({ type }) => ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].includes(type));
    const plain = Buffer.concat([Buffer.from(SIGNATURE, "hex"), ...needed.map(({ whole }) => whole)]);
    const image = await document.embedPng(plain);
    // At once, so that no more than one lies unpacked.
    await image.embed();
    return image;
  }
  const { context } = document;
  const space = palette === undefined ? COLOURS[colour] : indexed(palette);
  if (space === undefined) throw new Error("damaged PNG");
  const stream = context.stream(data, {
    Type: "XObject",
    Subtype: "Image",
    Width: width,
    Height: height,
    BitsPerComponent: depth,
    ColorSpace: colour === 3 ? space : (COLOURS[colour] ?? space),
    Filter: "FlateDecode",
    DecodeParms: { Predictor: 15, Colors: channels, BitsPerComponent: depth, Columns: width },
  });
  return { ref: context.register(stream), width, height };
}

function indexed(palette: Buffer) {
  return ["Indexed", "DeviceRGB", Math.floor(palette.length / 3) - 1, PDFHexString.of(palette.toString("hex"))];
}

function chunksOf(bytes: Buffer): Chunk[] {
  if (bytes.toString("hex", 0, 8) !== SIGNATURE) throw new Error("not a PNG");
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw new Error("a PNG that is cut off");
    const type = bytes.toString("latin1", at + 4, at + 8);
    chunks.push({ type, whole: bytes.subarray(at, end), data: bytes.subarray(at + 8, end - 4) });
    if (type === "IEND") break;
    at = end;
  }
  return chunks;
}
