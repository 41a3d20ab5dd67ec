import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type AnswerCases, runAnswerCases } from "./run-answers.ts";

const file = JSON.parse(readFileSync(new URL("answers.json", import.meta.url), "utf8")) as AnswerCases;

describe("conformance of judging answers in Node", () => {
  it("gives the recorded findings and submits the recorded answers", () => {
    expect(file.cases.length).toBeGreaterThan(40);
    expect(runAnswerCases(file)).toEqual([]);
  });

  it("would notice a difference", () => {
    const changed = structuredClone(file);
    changed.cases[0]!.findings.push("error /name answer-required");
    changed.cases[1]!.submitted.name = "乙公司";
    expect(runAnswerCases(changed)).toHaveLength(2);
  });
});
