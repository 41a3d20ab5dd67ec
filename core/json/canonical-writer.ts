import { canonicalJson } from "./canonical.ts";
import { sha256OfBytes, utf8 } from "./sha256.ts";

/**
 * Writes canonical JSON (RFC 8785) piece by piece as bytes and hashes it: what contentHash gives of the whole value,
 * without ever holding the value. The caller writes keys in order.
 */
export class CanonicalWriter {
  #bytes = new Uint8Array(1 << 16);
  #at = 0;

  /** Brackets, commas and keys as they stand; ASCII only. */
  raw(text: string): this {
    this.#reserve(text.length);
    for (let at = 0; at < text.length; at++) this.#bytes[this.#at++] = text.charCodeAt(at);
    return this;
  }

  /** Any JSON value. */
  value(value: unknown): this {
    return this.copy(canonicalBytes(value));
  }

  /** Bytes of a value, made before by canonicalBytes. */
  copy(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    const target = this.#bytes;
    const start = this.#at;
    for (let at = 0; at < bytes.length; at++) target[start + at] = bytes[at] as number;
    this.#at = start + bytes.length;
    return this;
  }

  /** A list whose items `write` writes one by one. */
  list(length: number, write: (at: number) => void): this {
    this.raw("[");
    for (let at = 0; at < length; at++) {
      if (at > 0) this.raw(",");
      write(at);
    }
    return this.raw("]");
  }

  /** The decimal `scaled` × 10^-`places` as a JSON text without superfluous zeros; `scaled` is whole, at most 2^52. */
  decimalText(scaled: number, places: number): this {
    this.#reserve(40);
    const bytes = this.#bytes;
    const size = Math.abs(scaled);
    const upper = Math.floor(size / BILLION);
    // Two parts that fit whole numbers of the processor.
    let first = digitsBefore(DIGITS.length, size - upper * BILLION, upper > 0 ? 9 : 1);
    if (upper > 0) first = digitsBefore(first, upper, 1);
    while (DIGITS.length - first <= places) DIGITS[--first] = ZERO;
    const point = DIGITS.length - places;
    let end = DIGITS.length;
    while (end > point && DIGITS[end - 1] === ZERO) end--;
    let at = this.#at;
    bytes[at++] = QUOTE;
    if (scaled < 0) bytes[at++] = MINUS;
    for (let digit = first; digit < end; digit++) {
      if (digit === point) bytes[at++] = POINT;
      bytes[at++] = DIGITS[digit] as number;
    }
    bytes[at++] = QUOTE;
    this.#at = at;
    return this;
  }

  /** SHA-256 of what was written, 64 hexadecimal digits. */
  hash(): string {
    return sha256OfBytes(this.#bytes.subarray(0, this.#at));
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const larger = new Uint8Array((this.#bytes.length + more) * 2);
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}

const QUOTE = 34;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const BILLION = 1e9;

/** Room for the digits of one number, filled from the right. */
const DIGITS = new Uint8Array(32);

/** Writes the digits of a whole number below 2^31 so that they end before a place; gives where they begin. */
function digitsBefore(end: number, whole: number, least: number): number {
  let at = end;
  for (let rest = whole | 0; rest > 0 || end - at < least; ) {
    const next = (rest / 10) | 0;
    DIGITS[--at] = ZERO + rest - next * 10;
    rest = next;
  }
  return at;
}

/** Canonical JSON of a value as UTF-8. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalJson(value));
}
