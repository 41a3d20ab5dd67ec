import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bindingsOf, compileExpression, evaluate } from "../../../core/rules/expression.ts";
import { createRuleEnvironment } from "../../../core/rules/rule-environment.ts";

const environment = createRuleEnvironment({
  a: { kind: "number" },
  b: { kind: "number" },
  revenue_current: { kind: "number" },
  text: { kind: "string" },
  ticks: { kind: "strings", maxItems: 500 },
  small: { kind: "rows", maxItems: 100, columns: { x: "number", name: "string" } },
  large: { kind: "rows", maxItems: 5000, columns: { x: "number" } },
});

function codes(source: string): string[] {
  return compileExpression(source, environment).findings?.map((finding) => finding.code) ?? [];
}

describe("the static guard", () => {
  it("bounds size, depth, nesting and cost", () => {
    const nodes = (count: number) => Array.from({ length: count }, () => "a").join(" > 0 || ");
    expect(codes(`${nodes(60)} > 0`)).toEqual([]);
    expect(codes(`${nodes(80)} > 0`)).toContain("expression-too-large");
    expect(codes(`${Array.from({ length: 149 }, () => "a").join(" + ")} > 1`)).toEqual([]);
    expect(codes(`${"-(".repeat(30)}a${")".repeat(30)}`)).toContain("expression-too-deep");
    expect(codes("small.exists(r, small.exists(s, s.x > r.x))")).toEqual([]);
    expect(codes("large.exists(r, small.exists(s, s.x > r.x))")).toEqual(["expression-too-costly"]);
    expect(codes("small.exists(r, small.exists(s, text in ticks))")).toEqual(["expression-too-costly"]);
    expect(codes("small.exists(r, small.exists(s, small.exists(t, true)))")).toContain("expression-too-nested");
    for (const [open, close] of [
      ["(", ")"],
      ["!", ""],
      ["[", "]"],
      ["orZero(", ")"],
    ] as const)
      expect(codes(`${open.repeat(700)}a${close.repeat(700)}`), open).not.toEqual([]);
    expect(codes("a".repeat(3000))).toEqual(["expression-too-large"]);
  });

  it("lets nothing be reached but the variables", () => {
    for (const source of ["constructor", "__proto__", "this", "globalThis", "process", "cel"])
      expect(codes(`${source} == 1`), source).not.toEqual([]);
    for (const source of ["a.constructor == 1", "small.all(r, r.constructor == 1)", "text.constructor == 'x'"])
      expect(codes(source), source).not.toEqual([]);
    for (const source of [
      "dyn(a)",
      "type(a)",
      "timestamp(text)",
      "duration('1h')",
      "has(small.x)",
      "cel.bind(q, a, q)",
    ])
      expect(codes(source), source).not.toEqual([]);
    for (const source of [
      "text.split(',')",
      "text.matches('a')",
      "ticks.join(',')",
      "small.map(r, true, r.x)",
      "b'x' == b'x'",
    ])
      expect(codes(source), source).not.toEqual([]);
  });

  it("names the place of a misspelt field or column and what was meant", () => {
    const field = compileExpression("a > 1 && revenue_curent > 2", environment, { at: "/rules/3/assert" })
      .findings?.[0];
    expect(field).toMatchObject({ pointer: "/rules/3/assert", code: "expression-unknown-field", level: "error" });
    expect(field?.message.en).toContain("character 10");
    expect(field?.message.en).toContain('did you mean "revenue_current"');
    expect(field?.message.zh).toContain("revenue_current");
    const column = compileExpression("small.all(r, r.nam == 'x')", environment).findings?.[0];
    expect(column?.code).toBe("expression-unknown-column");
    expect(column?.message.en).toContain("character 16");
    expect(column?.message.en).toContain('"name"');
  });

  it("refuses another type of result than expected", () => {
    expect(compileExpression("a + 1", environment, { expected: "boolean" }).findings?.[0]?.code).toBe(
      "expression-result",
    );
    expect(compileExpression("a > 1", environment, { expected: "boolean" }).findings).toBeUndefined();
  });

  it("tells which variables an expression reads, loop variables left out", () => {
    const compiled = compileExpression("small.exists(r, r.x > a) && b > 1 && a > 2", environment);
    expect(compiled.findings ?? compiled.references).toEqual(["small", "a", "b"]);
  });

  it("never throws, whatever is written", () => {
    const piece = fc.constantFrom(
      ..."a b text ticks small large r . , ( ) [ ] { } + - * / % ! = == && || ? : 1 0.5 'x' \" exists map size sum null in true ..".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const compiled = compileExpression(pieces.join(" "), environment);
        if (compiled.findings !== undefined) expect(compiled.findings.length).toBeGreaterThan(0);
        else evaluate(compiled.program, bindingsOf(environment, { a: 1, text: "x", small: [{ x: 1 }] }));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("evaluation", () => {
  it("agrees with arithmetic for any numbers", () => {
    const compiled = compileExpression("(a - (b - 2)) / (b * b + 1) + growth(a, b * b + 1)", environment);
    if (compiled.findings !== undefined) throw new Error("does not compile");
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, number, (a, b) => {
        const divisor = b * b + 1;
        const expected = (a - (b - 2)) / divisor + (a / divisor - 1) * 100;
        expect(evaluate(compiled.program, bindingsOf(environment, { a, b }))).toEqual({ value: expected });
      }),
    );
  });

  it("reads own values only", () => {
    const compiled = compileExpression("a > 0", environment);
    if (compiled.findings !== undefined) throw new Error("does not compile");
    expect(evaluate(compiled.program, bindingsOf(environment, Object.create({ a: 1 })))).toEqual({ unknown: "blank" });
  });
});
