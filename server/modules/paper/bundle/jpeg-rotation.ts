/** Turns of the orientations a camera writes; mirrored ones do not come from cameras. */
const TURNS: Record<number, number> = { 3: 180, 6: 90, 8: 270 };

/**
 * Degrees clockwise that make a JPEG upright: telephones store a sheet of paper as it lay and note in the EXIF data how
 * it was held. 0 when nothing is noted.
 */
export function jpegRotation(bytes: Buffer): number {
  try {
    return TURNS[orientationOf(bytes) ?? 1] ?? 0;
  } catch (error) {
    // A read beyond the end: what is noted is cut off.
    if (error instanceof RangeError) return 0;
    throw error;
  }
}

function orientationOf(bytes: Buffer): number | null {
  let at = 2;
  while (bytes.readUInt8(at) === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    const length = bytes.readUInt16BE(at + 2);
    if (marker === 0xda || length < 2) return null;
    if (marker === 0xe1 && bytes.toString("latin1", at + 4, at + 8) === "Exif") {
      return orientationTag(bytes.subarray(at + 10, at + 2 + length));
    }
    at += 2 + length;
  }
  return null;
}

/** Tag 0x0112 of the first directory of a TIFF header. */
function orientationTag(tiff: Buffer): number | null {
  const isLittle = tiff.toString("latin1", 0, 2) === "II";
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const count = short(directory);
  for (let entry = 0; entry < count; entry++) {
    const at = directory + 2 + entry * 12;
    if (short(at) === 0x0112) return short(at + 8);
  }
  return null;
}
