import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Encrypts single personal values (ID numbers, telephones) and finds them again without reading them. */
export interface FieldCipher {
  /** `purpose` binds the text to its column: it cannot be read from another one. */
  encrypt(purpose: string, value: string): string;
  /** @throws Error when the text was changed, or belongs to another purpose or key */
  decrypt(purpose: string, cipher: string): string;
  /** The same value gives the same index; the value cannot be had back from it. 64 hexadecimal digits. */
  blindIndex(purpose: string, value: string): string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "v1:";

/**
 * AES-256-GCM and HMAC-SHA-256 under keys derived from the secret key.
 * @param secret 32 bytes
 */
export function makeFieldCipher(secret: Buffer): FieldCipher {
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", secret, "shenbao", use, 32));
  const cipherKey = derive("field-cipher");
  const indexKey = derive("blind-index");
  return {
    encrypt(purpose, value) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", cipherKey, iv).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
      return VERSION + Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64");
    },
    decrypt(purpose, text) {
      if (!text.startsWith(VERSION)) throw new Error("an encrypted field has an unknown version");
      const bytes = Buffer.from(text.slice(VERSION.length), "base64");
      const decipher = createDecipheriv("aes-256-gcm", cipherKey, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
    },
    blindIndex(purpose, value) {
      return createHmac("sha256", indexKey).update(`${purpose}\0${value}`).digest("hex");
    },
  };
}
