import { describe, expect, it } from "vitest";
import {
  changeAnswers,
  isFormPointer,
  unlockedByFlags,
  valueAt,
} from "../../../server/modules/declarations/answer-changes.ts";
import { sampleForm } from "./sample-programme.ts";

const all = { kind: "all" } as const;

describe("changeAnswers", () => {
  it("merges changed fields, keeps the rest, and takes null as gone", () => {
    const current = { company: "甲", turnover: 1 };
    expect(changeAnswers(sampleForm, current, { turnover: 2, company: null, has_team: true }, all)).toEqual({
      answers: { turnover: 2, has_team: true },
    });
    expect(current).toEqual({ company: "甲", turnover: 1 });
  });

  it("keeps what is not valid yet exactly as it came", () => {
    const changes = { turnover: "12,5", team_size: 1.5, products: [{ name: 7 }], company: "" };
    expect(changeAnswers(sampleForm, {}, changes, all)).toEqual({ answers: changes });
  });

  it.each([
    ["an unknown field", { nothing: 1 }, "answer-field-unknown", "/nothing"],
    ["a name of every object", { constructor: 1 }, "answer-field-unknown", "/constructor"],
    ["a prototype", JSON.parse('{"__proto__": {"x": 1}}'), "answer-field-unknown", "/__proto__"],
    ["an unknown column", { products: [{ price: 1 }] }, "answer-field-unknown", "/products/0/price"],
    ["a calculated field", { turnover_growth: 5 }, "answer-field-locked", "/turnover_growth"],
    ["an object for a text", { company: { a: 1 } }, "answer-value-shape", "/company"],
    ["lists in lists", { products: [[1]] }, "answer-value-shape", "/products/0"],
    ["an object in a cell", { products: [{ name: {} }] }, "answer-value-shape", "/products/0/name"],
    ["too many rows", { products: Array.from({ length: 5001 }, () => ({})) }, "answer-value-shape", "/products"],
  ])("refuses %s", (_, changes, code, pointer) => {
    expect(changeAnswers(sampleForm, {}, changes as Record<string, unknown>, all)).toEqual({
      refused: [{ code, pointer }],
    });
  });

  it("refuses answers above a mebibyte", () => {
    const products = Array.from({ length: 12 }, () => ({ name: "长".repeat(50_000) }));
    expect(changeAnswers(sampleForm, {}, { products }, all)).toEqual({
      refused: [{ code: "answers-too-large", pointer: "" }],
    });
  });

  it("changes nothing but unlocked fields", () => {
    const editable = { kind: "fields", fields: new Set(["turnover"]) } as const;
    expect(changeAnswers(sampleForm, {}, { turnover: 3 }, editable)).toEqual({ answers: { turnover: 3 } });
    expect(changeAnswers(sampleForm, {}, { turnover: 3, company: "乙" }, editable)).toEqual({
      refused: [{ code: "answer-field-locked", pointer: "/company" }],
    });
  });
});

describe("pointers", () => {
  it("unlocks whole fields and evidence requirements", () => {
    expect(unlockedByFlags(["/turnover", "/products/3/name", "/evidence/licence", "/turnover"])).toEqual({
      fields: ["turnover", "products"],
      evidence: ["licence"],
    });
  });

  it.each([
    ["/turnover", true],
    ["/products", true],
    ["/products/0", true],
    ["/products/0/name", true],
    ["/evidence/licence", true],
    ["/products/0/price", false],
    ["/products/x", false],
    ["/turnover/0", false],
    ["/evidence/none", false],
    ["/evidence", false],
    ["/toString", false],
    ["", false],
    ["turnover", false],
  ])("%s: %s", (pointer, known) => {
    expect(isFormPointer(sampleForm, pointer)).toBe(known);
  });

  it("finds values by own keys only", () => {
    const answers = { products: [{ name: "茶" }] };
    expect(valueAt(answers, "/products/0/name")).toBe("茶");
    expect(valueAt(answers, "/products/1/name")).toBeUndefined();
    expect(valueAt(answers, "/constructor/name")).toBeUndefined();
  });
});
