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
    this.#reserve(32);
    const bytes = this.#bytes;
    let at = this.#at;
    let rest = Math.abs(scaled);
    let left = places;
    while (left > 0 && rest % 10 === 0) {
      rest /= 10;
      left--;
    }
    bytes[at++] = QUOTE;
    if (scaled < 0) bytes[at++] = MINUS;
    const start = at;
    for (let digits = 0; rest > 0 || digits <= left; digits++) {
      if (digits === left && left > 0) bytes[at++] = POINT;
      const next = Math.floor(rest / 10);
      bytes[at++] = ZERO + rest - next * 10;
      rest = next;
    }
    bytes.subarray(start, at).reverse();
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

const [QUOTE, MINUS, POINT, ZERO] = [34, 45, 46, 48];

/** Canonical JSON of a value as UTF-8. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalJson(value));
}
