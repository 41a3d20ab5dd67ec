/**
 * SHA-256 (FIPS 180-4) of the UTF-8 bytes of a text. Written here because core has neither Node's crypto nor the
 * browser's, and content hashes must be the same, and synchronous, on both sides. A server hands in its own, which is
 * several times as fast.
 */

const INITIAL = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const;

const ROUND = primeRoundConstants();

/** The SHA-256 of a text as 64 lower-case hexadecimal digits. A lone surrogate counts as U+FFFD. */
export function sha256Hex(text: string): string {
  return sha256OfBytes(utf8(text));
}

/** The SHA-256 of bytes as 64 lower-case hexadecimal digits. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return digest(bytes);
}

/** Works out the digest of bytes as 64 lower-case hexadecimal digits. */
export type Digest = (bytes: Uint8Array) => string;

let digest: Digest = portableSha256;

/** Puts a faster way to the same digests in the place of the one below. */
export function replaceSha256(faster: Digest): void {
  const known = utf8("abc");
  if (faster(known) !== portableSha256(known)) throw new TypeError("not SHA-256 in hexadecimal digits");
  digest = faster;
}

/** The one written here, which runs anywhere. */
export function portableSha256(bytes: Uint8Array): string {
  const message = padded(bytes);
  const hash = Int32Array.from(INITIAL);
  const schedule = new Int32Array(64);
  for (let start = 0; start < message.length; start += 64) mixBlock(hash, schedule, message, start);
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function mixBlock(hash: Int32Array, w: Int32Array, message: Uint8Array, start: number): void {
  for (let i = 0, at = start; i < 16; i++, at += 4)
    w[i] =
      ((message[at] as number) << 24) |
      ((message[at + 1] as number) << 16) |
      ((message[at + 2] as number) << 8) |
      (message[at + 3] as number);
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15] as number;
    const b = w[i - 2] as number;
    const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
    const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
    w[i] = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0;
  }
  let a = hash[0] as number;
  let b = hash[1] as number;
  let c = hash[2] as number;
  let d = hash[3] as number;
  let e = hash[4] as number;
  let f = hash[5] as number;
  let g = hash[6] as number;
  let h = hash[7] as number;
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND[i] as number) + (w[i] as number)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  hash[0] = (hash[0] as number) + a;
  hash[1] = (hash[1] as number) + b;
  hash[2] = (hash[2] as number) + c;
  hash[3] = (hash[3] as number) + d;
  hash[4] = (hash[4] as number) + e;
  hash[5] = (hash[5] as number) + f;
  hash[6] = (hash[6] as number) + g;
  hash[7] = (hash[7] as number) + h;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function padded(bytes: Uint8Array): Uint8Array {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const message = new Uint8Array(length);
  message.set(bytes);
  message[bytes.length] = 0x80;
  new DataView(message.buffer).setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return message;
}

export function utf8(text: string): Uint8Array {
  const plain = asciiBytes(text);
  if (plain !== null) return plain;
  const bytes = new Uint8Array(text.length * 3);
  let at = 0;
  for (const character of text) {
    const read = character.codePointAt(0) as number;
    const code = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read;
    if (code < 0x80) bytes[at++] = code;
    else {
      if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6);
      else {
        if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12);
        else {
          bytes[at++] = 0xf0 | (code >> 18);
          bytes[at++] = 0x80 | ((code >> 12) & 63);
        }
        bytes[at++] = 0x80 | ((code >> 6) & 63);
      }
      bytes[at++] = 0x80 | (code & 63);
    }
  }
  return bytes.subarray(0, at);
}

/** One byte a character, as long as every character is one; null otherwise. */
function asciiBytes(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) return null;
    bytes[at] = code;
  }
  return bytes;
}

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
function primeRoundConstants(): Int32Array {
  const constants = new Int32Array(64);
  let found = 0;
  for (let candidate = 2; found < 64; candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor <= candidate) continue;
    constants[found++] = cubeRootFraction(candidate);
  }
  return constants;
}

/** Exact by integers: floor(cbrt(prime * 2^96)) holds the root with 32 fractional bits. */
function cubeRootFraction(prime: number): number {
  const target = BigInt(prime) << 96n;
  let root = 0n;
  for (let bit = 1n << 36n; bit > 0n; bit >>= 1n) {
    const next = root | bit;
    if (next * next * next <= target) root = next;
  }
  return Number(BigInt.asIntN(32, root));
}
