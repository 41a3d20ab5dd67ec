import { describe, expect, it } from "vitest";
import { branchesOf, changesOf, isWeight, pathOf, sumsOf } from "../../../client/features/province/weights.ts";
import { sensitivity } from "./desk-samples.ts";

const { weights } = sensitivity(1);

describe("weights as typed", () => {
  it("become changes only where they differ, and nothing while one cannot be read", () => {
    expect(changesOf(weights, {})).toBe("");
    expect(changesOf(weights, { base: "80.0", jury: " 20 " })).toBe("");
    expect(changesOf(weights, { base: "75", staff: "0", sales: "60.50" })).toBe("base:75,sales:60.50,staff:0");
    for (const bad of ["", "-1", "1e3", "abc", "1.1234567", "１"]) {
      expect(isWeight(bad)).toBe(false);
      expect(changesOf(weights, { base: bad, jury: "30" })).toBeNull();
    }
  });

  it("are added up by group and stand under the first level", () => {
    expect([...sumsOf(weights, { sales: "60.1" })]).toEqual([
      ["total", 100],
      ["base", 100.1],
    ]);
    expect(branchesOf(weights).map(({ head, below }) => [head.id, below.map(({ id }) => id)])).toEqual([
      ["base", ["sales", "staff"]],
      ["jury", []],
    ]);
  });

  it("carry the groups they stand in below the first level", () => {
    const [base, sales] = weights as [(typeof weights)[number], (typeof weights)[number]];
    const deep = { ...sales, id: "rural", parent: "sales", depth: 3 };
    expect(pathOf([...weights, deep], deep, base).map(({ id }) => id)).toEqual(["sales"]);
    expect(pathOf(weights, sales, base)).toEqual([]);
    expect(pathOf(weights, base, base)).toEqual([]);
  });
});
