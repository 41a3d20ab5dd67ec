import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { portableSha256, replaceSha256, sha256OfBytes } from "../../../core/json/sha256.ts";
import { hashNatively } from "../../../server/crypto/native-sha256.ts";

describe("hashing with the processor's own SHA-256", () => {
  afterAll(() => replaceSha256(portableSha256));

  it("gives the digests that core gives by itself", () => {
    hashNatively();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(sha256OfBytes(bytes)).toBe(portableSha256(bytes));
      }),
    );
  });

  it("is not taken from what gives other digests", () => {
    expect(() => replaceSha256(() => "00")).toThrow(TypeError);
    expect(sha256OfBytes(new Uint8Array())).toMatch(/^e3b0c442/);
  });
});
