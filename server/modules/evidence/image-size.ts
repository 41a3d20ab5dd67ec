/** Width and height in pixels. */
export interface ImageSize {
  width: number;
  height: number;
}

/** Markers of a JPEG frame header (SOF0–SOF15 without the tables DHT, JPG and DAC). */
const FRAME_MARKERS = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

/**
 * Reads the size a picture declares in its header, without decoding it: enough to refuse a picture that would
 * take gigabytes when a reviewer's browser decodes it.
 * @param bytes the beginning of the file (64 KiB are enough for all but unusual JPEGs)
 * @returns `null` when the header cannot be read
 */
export function imageSize(bytes: Buffer, mediaType: string): ImageSize | null {
  try {
    if (mediaType === "image/png") return pngSize(bytes);
    if (mediaType === "image/jpeg") return jpegSize(bytes);
    if (mediaType === "image/webp") return webpSize(bytes);
    return null;
  } catch (error) {
    // A read beyond the end of the buffer: the header is cut off.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function pngSize(bytes: Buffer): ImageSize | null {
  if (bytes.toString("latin1", 12, 16) !== "IHDR") return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function jpegSize(bytes: Buffer): ImageSize | null {
  let at = 2;
  while (at < bytes.length) {
    if (bytes.readUInt8(at) !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
    } else if (FRAME_MARKERS.has(marker)) {
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
    } else if (marker === 0xd9 || marker === 0xda) {
      return null;
    } else {
      at += 2 + bytes.readUInt16BE(at + 2);
    }
  }
  return null;
}

function webpSize(bytes: Buffer): ImageSize | null {
  const chunk = bytes.toString("latin1", 12, 16);
  if (chunk === "VP8X") return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (chunk === "VP8L") {
    const bits = bytes.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk === "VP8 ") {
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  }
  return null;
}
