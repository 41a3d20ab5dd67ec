import { describe, expect, it } from "vitest";
import { formatChecks } from "../../../core/forms/formats.ts";

/** Published or computed by hand from the standards; none belongs to a person. */
const cases: Record<keyof typeof formatChecks, { good: string[]; bad: string[] }> = {
  date: {
    good: ["2024-02-29", "1999-12-31"],
    bad: ["2023-02-29", "2024-13-01", "2024-1-1", "2024-01-01T00:00", "0000-01-01", "２０２４-01-01"],
  },
  "year-month": { good: ["2024-01", "2024-12"], bad: ["2024-13", "2024-00", "2024-1", "202401"] },
  "credit-code": {
    good: ["91350100M000100Y43"],
    bad: [
      "91350100M000100Y44",
      "91350100M000100Y4",
      "91350100m000100y43",
      "91350100I000100Y43",
      "9135O100M000100Y43",
      "",
    ],
  },
  "id-number": {
    good: ["11010519491231002X", "440524188001010014"],
    bad: ["110105194912310021", "11010519491231002x", "110105194913310020", "11010519491231002", "010105194912310020"],
  },
  mobile: {
    good: ["13800138000", "19912345678"],
    bad: ["12800138000", "1380013800", "+8613800138000", "138 0013 8000"],
  },
  phone: {
    good: [
      "13800138000",
      "0851-12345678",
      "085112345678",
      "010-62345678",
      "62345678",
      "0851-2345678-12",
      "400-123-4567",
    ],
    bad: ["1234", "0851-", "abc", "0851-12345678-1234567"],
  },
  postcode: { good: ["550001"], bad: ["55000", "5500011", "55000a"] },
  email: {
    good: ["name@example.cn", "a.b+c@mail.example.com", "n@例子.中国"],
    bad: ["name", "a@b", "a@@b.cn", "a b@c.cn", "@b.cn", "a@-b.cn", "a@b..cn"],
  },
  url: {
    good: ["http://example.cn", "https://例子.中国/路径?q=1#x", "https://example.cn:8080/"],
    bad: [
      "example.cn",
      "ftp://example.cn",
      "https://",
      "https://localhost",
      "javascript:alert(1)",
      "https://a b.cn",
      "https://user@example.cn",
    ],
  },
};

describe("named formats", () => {
  for (const [name, { good, bad }] of Object.entries(cases)) {
    const check = formatChecks[name as keyof typeof formatChecks];
    it(`${name} takes what is right and refuses what is not`, () => {
      for (const text of good) expect(check(text), text).toBe(true);
      for (const text of bad) expect(check(text), text).toBe(false);
    });
  }

  it("answer at once for any 100 kB value", () => {
    const attacks = [
      "0",
      "1",
      "A",
      "a@",
      "@",
      ".",
      "-",
      "https://a.",
      "https://",
      "0851-",
      "9",
      "a.a",
      " ",
      "\u4e2d",
    ].flatMap((piece) => [
      piece.repeat(Math.ceil(100_000 / piece.length)),
      `${piece.repeat(Math.ceil(100_000 / piece.length))}!`,
      `a@${piece.repeat(Math.ceil(100_000 / piece.length))}`,
    ]);
    for (const [name, check] of Object.entries(formatChecks))
      for (const text of attacks) {
        const started = performance.now();
        check(text);
        expect(performance.now() - started, `${name} on ${text.slice(0, 12)}`).toBeLessThan(200);
      }
  });

  it("find every single wrong character of a credit code and an ID number", () => {
    const change = (text: string, at: number) => {
      const digit = text[at] === "0" ? "1" : "0";
      return text.slice(0, at) + digit + text.slice(at + 1);
    };
    for (let at = 0; at < 18; at++) {
      expect(formatChecks["credit-code"](change("91350100M000100Y43", at)), `credit code ${at}`).toBe(false);
      expect(formatChecks["id-number"](change("11010519491231002X", at)), `ID number ${at}`).toBe(false);
    }
  });
});
