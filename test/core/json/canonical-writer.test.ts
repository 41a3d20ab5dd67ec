import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentHash } from "../../../core/json/canonical.ts";
import { CanonicalWriter, canonicalBytes } from "../../../core/json/canonical-writer.ts";

const exactText = (scaled: number, places: number): string => {
  const digits = String(Math.abs(scaled)).padStart(places + 1, "0");
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  const whole = digits.slice(0, digits.length - places);
  return `${scaled < 0 ? "-" : ""}${places === 0 ? digits : fraction === "" ? whole : `${whole}.${fraction}`}`;
};

describe("a canonical text written piece by piece", () => {
  it("hashes as the whole value does", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (values) => {
        const writer = new CanonicalWriter();
        writer.raw('{"a":').list(values.length, (at) => {
          writer.copy(canonicalBytes(values[at]));
        });
        expect(writer.raw("}").hash()).toBe(contentHash({ a: values }));
      }),
    );
  });

  it("writes decimals as they are printed", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), fc.integer({ min: 0, max: 15 }), (scaled, places) => {
        const written = new CanonicalWriter().decimalText(scaled, places).hash();
        expect(written).toBe(contentHash(exactText(scaled, places)));
      }),
    );
    for (const [scaled, places, text] of [
      [0, 0, "0"],
      [0, 4, "0"],
      [5, 1, "0.5"],
      [-5, 3, "-0.005"],
      [1200, 2, "12"],
      [123456, 2, "1234.56"],
    ] as const)
      expect(new CanonicalWriter().decimalText(scaled, places).hash()).toBe(contentHash(text));
  });
});
