import { describe, expect, it } from "vitest";
import { numberEcho, numberText, parseNumber } from "../../../client/form-kit/number-text.ts";

describe("parseNumber", () => {
  it.each([
    ["1234.5", 1234.5],
    ["1,234.5", 1234.5],
    ["１，２３４．５", 1234.5],
    ["-3", -3],
    ["12%", 12],
    [".5", 0.5],
    ["  ", undefined],
    ["", undefined],
  ])("%j is %j", (text, value) => expect(parseNumber(text)).toBe(value));

  it.each(["约300", "1e3", "3万", "--1", "1.2.3", "NaN", "Infinity"])("keeps %j as typed", (text) =>
    expect(parseNumber(text)).toBe(text),
  );
});

describe("numberText", () => {
  it("shows what is stored and nothing for what is not", () => {
    expect(numberText(1234.5)).toBe("1234.5");
    expect(numberText("约300")).toBe("约300");
    expect(numberText(undefined)).toBe("");
    expect(numberText(Number.NaN)).toBe("");
  });
});

describe("numberEcho", () => {
  it.each([
    [1234567.8, "万元", "1,234,567.8 万元 ≈ 123.457 亿元"],
    [12345, "元", "12,345 元 ≈ 1.2345 万元"],
    [500, "万元", null],
    [5000, "万元", "5,000 万元"],
    [2, "亿元", null],
    [12345, "人", "12,345 人"],
    [88, "人", null],
    [1234, "%", null],
    ["12", "万元", null],
  ])("%j %s -> %j", (value, unit, echo) => expect(numberEcho(value, unit)).toBe(echo));
});
