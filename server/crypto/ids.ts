import { createHash, randomBytes } from "node:crypto";

/** Letters and digits that are not taken for one another when read aloud or typed. */
const READABLE = "23456789abcdefghjkmnpqrstuvwxyz";

/** A new opaque id: 24 characters, not to be guessed. */
export function newId(): string {
  return randomBytes(12).toString("hex");
}

/** A secret for a cookie: 256 bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A one-time code that a person types: four groups of five. */
export function newReadableCode(): string {
  // 31 letters into 256 would favour the first ones: take only bytes below the last multiple.
  const letters: string[] = [];
  while (letters.length < 20)
    for (const byte of randomBytes(32)) if (byte < 248 && letters.length < 20) letters.push(READABLE[byte % 31] ?? "");
  return [0, 5, 10, 15].map((start) => letters.slice(start, start + 5).join("")).join("-");
}

/** What is stored of a token or a code: it cannot be used when the database is read by somebody. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
