import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { COMBINATIONS } from "../../../core/scoring/combinations.ts";
import { LEAF_METHODS } from "../../../core/scoring/leaf-methods.ts";
import { type ScoreCase, scoreCase } from "./score-case.ts";

const folder = new URL("./conformance/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const cases = files.flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as ScoreCase[]);

describe("every kind gives the points of its cases", () => {
  it.each(cases.map((each) => [`${(each.score ?? each.combine)?.kind}: ${each.name}`, each] as const))(
    "%s",
    (_name, each) => {
      expect(scoreCase(each)).toEqual(each.expect);
    },
  );

  it("has a case for every kind there is", () => {
    const covered = new Set(cases.map((each) => (each.score ?? each.combine)?.kind));
    const kinds = [...LEAF_METHODS, ...COMBINATIONS].map(({ kind }) => kind).filter((kind) => kind !== "panel");
    expect(kinds.filter((kind) => !covered.has(kind))).toEqual([]);
  });
});
