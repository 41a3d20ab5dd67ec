/**
 * A TrueType font of three characters, because the Chinese font has no tick boxes: ☐, ☑ and a narrow space that keeps a
 * box with its label. Drawing them as characters of their own makes them text: they can be searched, copied and read
 * aloud. Tables as in the OpenType specification, all numbers big-endian, 1000 units to the em.
 */

type Point = readonly [x: number, y: number];

const EM = 1000;
const ASCENT = 880;
const DESCENT = -120;
const SPACE = 0xa0;
export const EMPTY_BOX = "\u2610";
export const TICKED_BOX = "\u2611";

const OUTER: Point[] = [
  [60, -50],
  [60, 790],
  [900, 790],
  [900, -50],
];
/** Counter-clockwise: a hole. */
const INNER: Point[] = [
  [115, 5],
  [845, 5],
  [845, 735],
  [115, 735],
];
const TICK: Point[] = [
  [190, 400],
  [260, 465],
  [420, 290],
  [700, 680],
  [775, 620],
  [430, 140],
];

interface Glyph {
  advance: number;
  contours: Point[][];
}
const GLYPHS: Glyph[] = [
  { advance: EM, contours: [OUTER] },
  { advance: 60, contours: [] },
  { advance: 960, contours: [OUTER, INNER] },
  { advance: 960, contours: [OUTER, INNER, TICK] },
];
/** Code points in order; the glyph of each is its place plus one. */
const CODES = [SPACE, EMPTY_BOX.codePointAt(0) ?? 0, TICKED_BOX.codePointAt(0) ?? 0];

/** The font as the bytes of a TrueType file. */
export function makeBoxFont(): Buffer {
  const glyphs = GLYPHS.map(glyphBytes);
  const offsets = [0];
  for (const bytes of glyphs) offsets.push((offsets.at(-1) ?? 0) + bytes.length);
  return fontFile({
    "OS/2": os2(),
    cmap: cmap(),
    glyf: Buffer.concat(glyphs),
    head: head(),
    hhea: u16([1, 0, ASCENT, DESCENT, 0, EM, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, GLYPHS.length]),
    hmtx: u16(GLYPHS.flatMap(({ advance, contours }) => [advance, contours.length === 0 ? 0 : 60])),
    loca: u32(offsets),
    maxp: u16([1, 0, GLYPHS.length, 14, 3, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]),
    name: name("ShenbaoBoxes"),
    post: Buffer.concat([u32([0x00030000, 0]), u16([-100, 50]), u32([0, 0, 0, 0, 0])]),
  });
}

function u16(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => {
    bytes.writeUInt16BE(value & 0xffff, index * 2);
  });
  return bytes;
}

function u32(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32BE(value >>> 0, index * 4);
  });
  return bytes;
}

/** A simple glyph: every point on the curve, coordinates as differences of two bytes each. */
function glyphBytes({ contours }: Glyph): Buffer {
  const points = contours.flat();
  if (points.length === 0) return Buffer.alloc(0);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const ends = contours.map((_, index) => contours.slice(0, index + 1).flat().length - 1);
  const steps = (values: readonly number[]) => values.map((value, index) => value - (values[index - 1] ?? 0));
  const bytes = Buffer.concat([
    u16([contours.length, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), ...ends, 0]),
    Buffer.alloc(points.length, 1),
    u16(steps(xs)),
    u16(steps(ys)),
  ]);
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** Format 4: one segment a character, and the closing one. */
function cmap(): Buffer {
  const segments = CODES.length + 1;
  const power = 2 ** Math.floor(Math.log2(segments));
  const codes = [...CODES, 0xffff];
  const table = u16([
    4,
    16 + segments * 8,
    0,
    segments * 2,
    power * 2,
    Math.log2(power),
    (segments - power) * 2,
    ...codes,
    0,
    ...codes,
    ...CODES.map((code, index) => index + 1 - code),
    1,
    ...codes.map(() => 0),
  ]);
  return Buffer.concat([u16([0, 1, 3, 1]), u32([12]), table]);
}

function head(): Buffer {
  return Buffer.concat([
    u32([0x00010000, 0x00010000, 0, 0x5f0f3cf5]),
    u16([0, EM]),
    Buffer.alloc(16),
    u16([0, DESCENT, EM, ASCENT, 0, 8, 2, 1, 0]),
  ]);
}

function os2(): Buffer {
  return Buffer.concat([
    u16([4, 900, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0]),
    Buffer.alloc(10),
    u32([0, 0, 0, 0]),
    Buffer.from("SHEN"),
    u16([0x40, SPACE, CODES.at(-1) ?? 0, ASCENT, DESCENT, 0, ASCENT, -DESCENT]),
    u32([1, 0]),
    u16([500, 740, 0, SPACE, 1]),
  ]);
}

/** Family, style, unique, full and PostScript name, for Windows in English. */
function name(family: string): Buffer {
  const texts: [number, string][] = [
    [1, family],
    [2, "Regular"],
    [3, family],
    [4, family],
    [6, family],
  ];
  const encoded = texts.map(([, text]) => Buffer.from(text, "utf16le").swap16());
  let offset = 0;
  const records = texts.flatMap(([id], index) => {
    const length = encoded[index]?.length ?? 0;
    const record = [3, 1, 0x409, id, length, offset];
    offset += length;
    return record;
  });
  return Buffer.concat([u16([0, texts.length, 6 + texts.length * 12, ...records]), ...encoded]);
}

function fontFile(tables: Record<string, Buffer>): Buffer {
  const tags = Object.keys(tables).sort();
  const power = 2 ** Math.floor(Math.log2(tags.length));
  const header = Buffer.concat([
    u32([0x00010000]),
    u16([tags.length, power * 16, Math.log2(power), (tags.length - power) * 16]),
  ]);
  let offset = header.length + tags.length * 16;
  const records: Buffer[] = [];
  const bodies: Buffer[] = [];
  for (const tag of tags) {
    const table = tables[tag] as Buffer;
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    records.push(Buffer.from(tag), u32([checksum(padded), offset, table.length]));
    bodies.push(padded);
    offset += padded.length;
  }
  return Buffer.concat([header, ...records, ...bodies]);
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}
