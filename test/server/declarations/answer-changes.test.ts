import { describe, expect, it } from "vitest";
import { compileForm } from "../../../core/forms/compile-form.ts";
import { unlockedByFlags } from "../../../core/workflow/parties.ts";
import { changeAnswers, isFormPointer } from "../../../server/modules/declarations/answer-changes.ts";
import { sampleForm } from "./sample-programme.ts";

const all = { kind: "all" } as const;
const form = compileForm(sampleForm);
const change = (current: object, changes: object, editable: Parameters<typeof changeAnswers>[3] = all) => {
  const result = changeAnswers(form, current as Record<string, unknown>, changes as Record<string, unknown>, editable);
  return "answers" in result ? result : { refused: result.refused.map(({ code, pointer }) => ({ code, pointer })) };
};

describe("changeAnswers", () => {
  it("merges changed fields, keeps the rest, and takes null as gone", () => {
    const current = { company: "甲", turnover: 1 };
    expect(change(current, { turnover: 2, company: null, has_team: true })).toEqual({
      answers: { turnover: 2, has_team: true },
    });
    expect(current).toEqual({ company: "甲", turnover: 1 });
  });

  it("keeps what is not valid yet exactly as it came", () => {
    const changes = { turnover: "12,5", team_size: 1.5, products: [{ name: 7 }], company: "" };
    expect(change({}, changes)).toEqual({ answers: changes });
  });

  it.each([
    ["an unknown field", { nothing: 1 }, "answer-unknown-field", "/nothing"],
    ["a name of every object", { constructor: 1 }, "answer-unknown-field", "/constructor"],
    ["a prototype", JSON.parse('{"__proto__": {"x": 1}}'), "answer-unknown-field", "/__proto__"],
    ["an unknown column", { products: [{ price: 1 }] }, "answer-column-unknown", "/products/0/price"],
    ["a calculated field that differs", { turnover_growth: 5 }, "answer-calculated", "/turnover_growth"],
    ["an object for a text", { company: { a: 1 } }, "answer-shape", "/company"],
    ["lists in lists", { products: [[1]] }, "answer-shape", "/products/0"],
    ["an object in a cell", { products: [{ name: {} }] }, "answer-shape", "/products/0/name"],
    ["a NUL", { company: "a\0b" }, "answer-shape", "/company"],
    ["half a character", { company: "a\ud800b" }, "answer-shape", "/company"],
    ["too many rows", { products: Array.from({ length: 5001 }, () => ({})) }, "answer-shape", "/products"],
  ])("refuses %s", (_, changes, code, pointer) => {
    expect(change({}, changes)).toEqual({
      refused: [{ code, pointer }],
    });
  });

  it("refuses answers above a mebibyte", () => {
    const products = Array.from({ length: 12 }, () => ({ name: "长".repeat(50_000) }));
    expect(change({}, { products })).toEqual({
      refused: [{ code: "json-too-large", pointer: "" }],
    });
  });

  it("leaves a calculated field out that agrees", () => {
    expect(change({ turnover_prev: 100 }, { turnover: 150, turnover_growth: 50 })).toEqual({
      answers: { turnover_prev: 100, turnover: 150 },
    });
    expect(change({}, { turnover_growth: null })).toEqual({ answers: {} });
  });

  it("does not write what the form says is read-only", () => {
    const { company, ...others } = sampleForm.schema.properties;
    const document = structuredClone(sampleForm);
    document.schema.properties = {
      company: { ...company, "x-readonly": "has_team" } as typeof company,
      ...others,
    } as never;
    const readonly = compileForm(document);
    const write = (current: object) =>
      changeAnswers(readonly, current as Record<string, unknown>, { company: "乙" }, all);
    expect(write({ has_team: false })).toEqual({ answers: { has_team: false, company: "乙" } });
    expect(write({ has_team: true })).toMatchObject({ refused: [{ code: "answer-locked", pointer: "/company" }] });
  });

  it("changes nothing but unlocked fields", () => {
    const editable = { kind: "fields", fields: new Set(["turnover"]) } as const;
    expect(change({}, { turnover: 3 }, editable)).toEqual({ answers: { turnover: 3 } });
    expect(change({}, { turnover: 3, company: "乙" }, editable)).toEqual({
      refused: [{ code: "answer-locked", pointer: "/company" }],
    });
  });
});

describe("pointers", () => {
  it("unlocks whole fields, also of attached forms, and evidence requirements", () => {
    const flagged = ["/turnover", "/products/3/name", "/evidence/licence", "/turnover"];
    expect(unlockedByFlags([...flagged, "/attached/roster/tenants/2/name", "/attached/roster/evidence/lease"])).toEqual(
      {
        fields: ["turnover", "products"],
        evidence: ["licence"],
        attached: new Map([["roster", { fields: ["tenants"], evidence: ["lease"] }]]),
      },
    );
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
});
