import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, contentHash } from "../../../core/json/canonical.ts";
import { findJsonExcess } from "../../../core/json/json-limits.ts";
import { parsePointer, pointer, valueAt } from "../../../core/json/pointer.ts";
import { sha256Hex } from "../../../core/json/sha256.ts";

describe("JSON pointers", () => {
  it("escape and parse back any parts", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (parts) => {
        expect(parsePointer(pointer(...parts))).toEqual(parts);
      }),
    );
  });

  it("read own properties only", () => {
    expect(valueAt({ rows: [{ "a/b": 7 }] }, "/rows/0/a~1b")).toBe(7);
    expect(valueAt({}, "/constructor")).toBeUndefined();
    expect(valueAt({ a: 1 }, "/a/b")).toBeUndefined();
    expect(() => parsePointer("rows")).toThrow(SyntaxError);
  });
});

describe("SHA-256", () => {
  it("gives the published vectors", () => {
    expect(sha256Hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).toBe(
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    );
  });

  it("agrees with Node for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(sha256Hex(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
      }),
    );
    expect(sha256Hex("\ud800")).toBe(createHash("sha256").update("\ud800", "utf8").digest("hex"));
  });
});

describe("canonical JSON", () => {
  it("does not depend on the order of keys", () => {
    expect(canonicalJson({ b: 1, a: [1e21, "é"] })).toBe('{"a":[1e+21,"é"],"b":1}');
    expect(contentHash({ b: 1, a: 2 })).toBe(contentHash({ a: 2, b: 1 }));
    expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: 2 }));
  });

  it("refuses what JSON cannot hold", () => {
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
    expect(() => canonicalJson({ a: Number.NaN })).toThrow();
  });
});

describe("limits of untrusted JSON", () => {
  const limits = { maxDepth: 3, maxNodes: 10, maxStringLength: 5 };

  it("name the place that passes them", () => {
    expect(findJsonExcess({ a: [{ b: 1 }] }, limits)).toBeNull();
    expect(findJsonExcess({ a: [{ b: [] }] }, limits)).toMatchObject({ pointer: "/a/0/b", limit: "depth" });
    expect(findJsonExcess({ a: "123456" }, limits)).toMatchObject({ pointer: "/a", limit: "string-length" });
    expect(findJsonExcess(new Array(11).fill(0), limits)).toMatchObject({ limit: "nodes" });
    expect(findJsonExcess({ a: Number.POSITIVE_INFINITY }, limits)).toMatchObject({ pointer: "/a", limit: "not-json" });
  });

  it("survive a value nested a hundred thousand deep", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(findJsonExcess(deep)).toMatchObject({ limit: "depth", maximum: 32 });
  });
});
