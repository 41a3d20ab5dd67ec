import { describe, expect, it } from "vitest";
import { resolveYear } from "../../../core/forms/resolve-form.ts";

describe("resolveYear", () => {
  it("rolls years and leaves blanks alone", () => {
    expect(resolveYear("{year-1}年、{year}年、{year+1}年 {{year}}", 2022)).toBe("2021年、2022年、2023年 {{year}}");
  });

  it.each([
    [2019, "第一届", "1st"],
    [2022, "第四届", "4th"],
    [2028, "第十届", "10th"],
    [2030, "第十二届", "12th"],
    [2038, "第二十届", "20th"],
    [2039, "第二十一届", "21st"],
  ])("counts a yearly event up to %i", (year, zh, en) => {
    expect(resolveYear("第{nth-zh:2018}届", year)).toBe(zh);
    expect(resolveYear("{nth-en:2018}", year)).toBe(en);
  });

  it("writes digits where there is no such event yet", () => {
    expect(resolveYear("第{nth-zh:2018}届", 2018)).toBe("第0届");
  });
});
