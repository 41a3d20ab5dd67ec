import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chooseScale,
  formatChange,
  formatNumber,
  formatQuantity,
  type NumberStyle,
} from "../../../core/dashboards/format.ts";

const yuan: NumberStyle = { unit: { zh: "元", en: "yuan" }, scaled: true, percent: false, digits: 0 };
const share: NumberStyle = { unit: { zh: "%", en: "%" }, scaled: false, percent: true, digits: 1 };
const points: NumberStyle = { unit: { zh: "分", en: "points" }, scaled: false, percent: false, digits: 1 };

describe("numbers", () => {
  it.each<[number, string, string]>([
    [0, "0元", "0 yuan"],
    [9_999, "9,999元", "9,999 yuan"],
    [12_345, "1.23万元", "12,345 yuan"],
    [53_000_000, "5,300.00万元", "53.00 million yuan"],
    [123_456_789, "1.23亿元", "123.46 million yuan"],
    [-250_000_000, "-2.50亿元", "-250.00 million yuan"],
    [12_345_000_000, "123.45亿元", "12.35 billion yuan"],
  ])("%i is %s", (value, zh, en) => {
    expect(formatQuantity(value, chooseScale(yuan, [value], "zh"))).toBe(zh);
    expect(formatQuantity(value, chooseScale(yuan, [value], "en"))).toBe(en);
  });

  it("gives a column one scale, and never shows something as zero", () => {
    const scale = chooseScale(yuan, [250_000_000, 3_000, 0, null], "zh");
    expect([250_000_000, 3_000, -3_000, 0].map((value) => formatNumber(value, scale))).toEqual([
      "2.50",
      "<0.01",
      ">-0.01",
      "0",
    ]);
  });

  it("keeps percentages and points as they are", () => {
    expect(formatQuantity(0.1234, chooseScale(share, [0.1234], "zh"))).toBe("12.3%");
    expect(formatQuantity(87.5, chooseScale(points, [1e9], "zh"))).toBe("87.5分");
  });

  it("follows the unit and digits a tile asks for", () => {
    expect(formatQuantity(123_456_789, chooseScale(yuan, [1], "zh", "wan", 0))).toBe("12,346万元");
  });

  it("never prints 万万 or NaN", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
        const text = formatQuantity(value, chooseScale(yuan, [value], "zh"));
        expect(text).not.toMatch(/万万|NaN|-0(?![.,\d])/);
        expect(text).toMatch(/元$/);
      }),
    );
  });
});

describe("formatChange", () => {
  it.each<[number, number, boolean, string | null]>([
    [106, 40, false, "+165.0%"],
    [40, 40, false, "0.0%"],
    [39.999, 40, false, "0.0%"],
    [1, 0, false, null],
    [0.5, 0.455, true, "+4.5个百分点"],
  ])("%f after %f", (now, before, percent, text) => {
    expect(formatChange(now, before, percent, "zh")).toBe(text);
  });
});
