import { readdirSync, readFileSync } from "node:fs";
import i18next from "i18next";
import { afterAll, describe, expect, it } from "vitest";
import en from "../../client/ui/locales/en.ts";
import zh from "../../client/ui/locales/zh.ts";
import { labelled, listed, remarked } from "../../client/ui/punctuation.ts";

const client = new URL("../../client/", import.meta.url);
/** Full-width marks in what a component shows; comments and what people type may have them. */
const FULL_WIDTH = /["'`>}][：（、]|[：（、]["'`{<]/;
const TYPED = /^ui\/tags-text\.ts$/;

describe("marks between words", () => {
  const speak = (lng: string) => i18next.init({ lng, resources: { zh: { ui: zh }, en: { ui: en } } });
  afterAll(() => speak("zh"));

  it("are those of the language", async () => {
    await speak("zh");
    expect([labelled("完整显示", "电话"), remarked("云岭", "A-3"), listed(["甲", "乙"])]).toEqual([
      "完整显示：电话",
      "云岭（A-3）",
      "甲、乙",
    ]);
    await speak("en");
    expect([labelled("Show in full", "Phone"), remarked("Yunling", "A-3"), listed(["A", "B"])]).toEqual([
      "Show in full: Phone",
      "Yunling (A-3)",
      "A, B",
    ]);
  });

  it("are written nowhere else in a component", () => {
    const found = readdirSync(client, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes("locales/") && !TYPED.test(name))
      .flatMap((name) =>
        readFileSync(new URL(name, client), "utf8")
          .split("\n")
          .filter((line) => FULL_WIDTH.test(line) && !/^\s*(\/\/|\/?\*)/.test(line))
          .map((line) => `${name}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });
});
