import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { UnitsDocument } from "../../../core/forms/catalogue-document.ts";
import { FieldSchema } from "../../../core/forms/form-document.ts";
import { fillMessage, finding, findingCatalogue, problemCatalogue } from "../../../core/problems/catalogue.ts";
import { checkShape } from "../../../core/problems/shape.ts";

const page = readFileSync(new URL("../../../docs/problems.md", import.meta.url), "utf8");

/** The rows of one table of the page: code, level or status, both texts. */
function rowsUnder(heading: string): string[][] {
  const part = page.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return part
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .slice(2, -2)
        .split(" | ")
        .map((cell) => cell.replaceAll("\\|", "|").replaceAll("`", "")),
    );
}

describe("the places of a message", () => {
  it("are filled whatever the case of their names, and stay where there is no value", () => {
    const filled = fillMessage({ zh: "还有 {openFlags} 处，{year} 年", en: "{openFlags} left" }, { openFlags: 2 });
    expect(filled).toEqual({ zh: "还有 2 处，{year} 年", en: "2 left" });
  });
});

describe("the catalogue and its page", () => {
  it("hold the same problems", () => {
    const listed = Object.entries(problemCatalogue).map(([code, entry]) => [
      code,
      String(entry.status),
      entry.zh,
      entry.en,
    ]);
    expect(rowsUnder("Problems")).toEqual(listed);
  });

  it("hold the same findings", () => {
    const listed = Object.entries(findingCatalogue).map(([code, entry]) => [code, entry.level, entry.zh, entry.en]);
    expect(rowsUnder("Findings").sort()).toEqual(listed.sort());
  });

  it("hold the same findings about schemes, facts and marks", () => {
    const folder = new URL("../../../core/scoring/", import.meta.url);
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const given = sources.flatMap((name) =>
      [...readFileSync(new URL(name, folder), "utf8").matchAll(/"((?:scheme|facts|csv|marks)-[a-z-]+)"/g)].map(
        ([, code]) => code as string,
      ),
    );
    const told = rowsUnder("Findings about schemes, facts and marks").map(([code]) => code);
    expect(told).toEqual([...new Set(given)].sort());
  });

  it("names codes in lower-kebab and uses the same parameters in both languages", () => {
    const places = (text: string) => [...new Set(text.match(/\{[a-z]+\}/g) ?? [])].sort();
    for (const [code, entry] of Object.entries({ ...findingCatalogue, ...problemCatalogue })) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(places(entry.zh), code).toEqual(places(entry.en));
    }
  });
});

describe("messages", () => {
  it("take values in the language of the message", () => {
    const message = fillMessage(
      { zh: "填{title}：{limit}", en: "{title}: {limit}" },
      { title: { zh: "面积", en: "Area" }, limit: 5 },
    );
    expect(message).toEqual({ zh: "填面积：5", en: "Area: 5" });
  });

  it("leave places without a value alone, even inherited names", () => {
    expect(fillMessage({ zh: "{constructor}{year}", en: "{year}" }, {}).zh).toBe("{constructor}{year}");
  });

  it("carry the level of the catalogue unless another is given", () => {
    expect(finding("answer-required", "/a", { title: "甲" })).toEqual({
      pointer: "/a",
      code: "answer-required",
      level: "error",
      message: { zh: "请填写“甲”", en: 'Please fill in "甲"' },
    });
    expect(finding("answer-required", "/a", { title: "甲" }, "info").level).toBe("info");
  });
});

describe("shape findings", () => {
  const codesOf = (document: unknown) =>
    checkShape(UnitsDocument, document).map(({ pointer, code }) => `${pointer} ${code}`);
  const unit = { id: "元", title: "元", dimension: "money", base: "元", factor: 1 };
  const good = { format: "shenbao-units/1", units: [unit] };

  it("point at the place and say what to do", () => {
    expect(codesOf(good)).toEqual([]);
    expect(codesOf({ ...good, format: "x" })).toEqual(["/format shape-choice"]);
    expect(codesOf({ units: good.units })).toEqual(["/format shape-missing"]);
    expect(codesOf({ ...good, $async: true })).toEqual(["/$async shape-unknown"]);
    expect(codesOf({ ...good, units: {} })).toEqual(["/units shape-type"]);
    expect(codesOf({ ...good, units: [] })).toEqual(["/units shape-limit"]);
    expect(codesOf({ ...good, units: [{ ...unit, dimension: "Money" }] })).toEqual([
      "/units/0/dimension shape-pattern",
    ]);
    expect(codesOf({ ...good, units: [{ ...unit, factor: 0 }] })).toEqual(["/units/0/factor shape-limit"]);
    expect(codesOf({ ...good, units: [{ ...unit, factor: "1" }] })).toEqual(["/units/0/factor shape-type"]);
  });

  it("name the property that may be meant, or those there are", () => {
    const said = (document: unknown) => checkShape(FieldSchema, document, "/f").map(({ message }) => message.zh);
    expect(said({ type: "number", title: "数", minimun: 0 })).toEqual([
      "不认识的属性“minimun”，请删除或改正拼写，是否为“minimum”？",
    ]);
    const [pattern] = said({ type: "number", title: "数", pattern: "^1" });
    expect(pattern).toMatch(/^不认识的属性“pattern”，请删除或改正拼写。此处可用：type、title、.*minimum、maximum/);
  });

  it("say bounds and missing texts in both languages", () => {
    const said = (document: unknown) => checkShape(UnitsDocument, document).map(({ message }) => message);
    expect(said({ ...good, units: [] })).toEqual([
      {
        zh: "超出允许范围（至少 1 项，最多 500 项）",
        en: "Outside the allowed range (at least 1 entries, at most 500 entries)",
      },
    ]);
    expect(said({ ...good, units: [{ ...unit, title: "" }] })).toEqual([
      { zh: "此处的文字不能为空，请填写", en: "The text here must not be empty; write it" },
    ]);
    expect(said({ ...good, units: [{ ...unit, title: 7 }] })[0]?.zh).toBe("此处应为文本或对象");
  });

  it("take the alternative the author meant", () => {
    const field = (document: unknown) =>
      checkShape(FieldSchema, document, "/f").map(({ pointer, code }) => `${pointer} ${code}`);
    expect(field({ type: "number", title: "数", minimum: "0" })).toEqual(["/f/minimum shape-type"]);
    expect(field({ type: "integer", title: "数", maxLength: 5 })).toEqual(["/f/maxLength shape-unknown"]);
    expect(field({ type: "boolean", title: "" })).toEqual(["/f/title shape-empty"]);
    const table = { type: "object", properties: {}, additionalProperties: false, $async: true };
    expect(field({ type: "array", title: "表", items: table, maxItems: 5 })).toEqual(["/f/items/$async shape-unknown"]);
  });

  it("stop at fifty", () => {
    const units = Array.from({ length: 200 }, () => ({}));
    expect(checkShape(UnitsDocument, { ...good, units })).toHaveLength(50);
  });
});
