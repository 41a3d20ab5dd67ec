import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type RuleCases, runRuleCases } from "./run-rules.ts";

const file = JSON.parse(readFileSync(new URL("rules.json", import.meta.url), "utf8")) as RuleCases;

describe("conformance of the rule language in Node", () => {
  it("gives the recorded result for every case", () => {
    expect(file.cases.length).toBeGreaterThan(60);
    expect(runRuleCases(file)).toEqual([]);
  });

  it("would notice a difference", () => {
    const wrong = { ...file, cases: [{ expression: "1 + 1", data: {}, result: { value: 3 } }] };
    expect(runRuleCases(wrong)).toHaveLength(1);
  });
});
