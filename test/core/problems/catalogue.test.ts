import { readFileSync } from "node:fs";
import { Type } from "@sinclair/typebox";
import { describe, expect, it } from "vitest";
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
  const closed = { additionalProperties: false };
  const schema = Type.Object(
    {
      id: Type.String({ pattern: "^[a-z]+$" }),
      list: Type.Array(
        Type.Union([
          Type.Object({ kind: Type.Literal("a"), size: Type.Number() }, closed),
          Type.Object({ kind: Type.Literal("b"), text: Type.String() }, closed),
        ]),
        { maxItems: 2 },
      ),
    },
    closed,
  );
  const codesOf = (document: unknown) => checkShape(schema, document).map(({ pointer, code }) => `${pointer} ${code}`);

  it("point at the place and say what to do", () => {
    expect(codesOf({ id: "x", list: [] })).toEqual([]);
    expect(codesOf({ id: "X", list: [] })).toEqual(["/id shape-pattern"]);
    expect(codesOf({ list: [] })).toEqual(["/id shape-missing"]);
    expect(codesOf({ id: "x", list: [], $async: true })).toEqual(["/$async shape-unknown"]);
    expect(codesOf({ id: 5, list: [] })).toEqual(["/id shape-type"]);
    expect(codesOf({ id: "x", list: {} })).toEqual(["/list shape-type"]);
  });

  it("take the alternative the author meant", () => {
    expect(codesOf({ id: "x", list: [{ kind: "b", text: 5 }] })).toEqual(["/list/0/text shape-type"]);
    expect(codesOf({ id: "x", list: [{ kind: "a", size: 1, extra: 1 }] })).toEqual(["/list/0/extra shape-unknown"]);
  });
});
