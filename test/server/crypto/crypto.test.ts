import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeFieldCipher } from "../../../server/crypto/field-cipher.ts";
import { newId, newReadableCode, newToken } from "../../../server/crypto/ids.ts";
import { hashPassword, isPassword } from "../../../server/crypto/passwords.ts";

describe("the field cipher", () => {
  const key = randomBytes(32);
  const cipher = makeFieldCipher(key);

  it("gives back what was encrypted, and never the same text twice", () => {
    for (const value of ["520102199003070018", "", "汉字😀"]) {
      const [first, second] = [cipher.encrypt("a", value), cipher.encrypt("a", value)];
      expect(first).not.toBe(second);
      expect(makeFieldCipher(Buffer.from(key)).decrypt("a", first)).toBe(value);
    }
  });

  it("refuses a changed text, another purpose, another key and another version", () => {
    const text = cipher.encrypt("accounts.phone", "13800138000");
    const bytes = Buffer.from(text.slice(3), "base64");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(() => cipher.decrypt("accounts.phone", `v1:${changed.toString("base64")}`), `byte ${at}`).toThrow();
    }
    expect(() => cipher.decrypt("accounts.id-number", text)).toThrow();
    expect(() => makeFieldCipher(randomBytes(32)).decrypt("accounts.phone", text)).toThrow();
    expect(() => cipher.decrypt("accounts.phone", text.replace("v1:", "v2:"))).toThrow("version");
    expect(() => cipher.decrypt("accounts.phone", `v1:${bytes.subarray(0, 20).toString("base64")}`)).toThrow();
  });

  it("indexes a value the same way each time, by purpose and key", () => {
    const index = cipher.blindIndex("a", "x");
    expect(index).toMatch(/^[0-9a-f]{64}$/);
    expect(cipher.blindIndex("a", "x")).toBe(index);
    expect(cipher.blindIndex("b", "x")).not.toBe(index);
    expect(makeFieldCipher(randomBytes(32)).blindIndex("a", "x")).not.toBe(index);
  });
});

describe("ids, tokens and codes", () => {
  it("are of one form and do not repeat", () => {
    for (const [make, form] of [
      [newId, /^[0-9a-f]{24}$/],
      [newToken, /^[\w-]{43}$/],
      [newReadableCode, /^[2-9a-hjkmnp-z]{5}(-[2-9a-hjkmnp-z]{5}){3}$/],
    ] as const) {
      const made = Array.from({ length: 500 }, make);
      for (const each of made) expect(each).toMatch(form);
      expect(new Set(made).size).toBe(500);
    }
  });
});

describe("passwords", () => {
  it("match their hash alone, and nothing matches no account", async () => {
    const stored = await hashPassword("correct horse 7");
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(await isPassword("correct horse 7", stored)).toBe(true);
    expect(await isPassword("correct horse 8", stored)).toBe(false);
    expect(await isPassword("no account has this password", null)).toBe(false);
  });
});
