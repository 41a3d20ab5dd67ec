import { describe, expect, it } from "vitest";
import { missingToLine, sortResults, withinPlaces } from "../../../client/features/province/ranking.ts";
import { result } from "./desk-samples.ts";

const rows = [
  result("a", 1, "90.5", { city: "甲市" }),
  result("b", 2, "80", { city: "乙市" }),
  result("c", 2, "80"),
  result("d", 4, "79.7"),
  result("e", null, null, { eligible: false }),
];
const ids = (list: readonly { declarationId: string }[]) => list.map((row) => row.declarationId);

describe("the ranking of a run", () => {
  it("sorts numbers as numbers and leaves what has none last in both directions", () => {
    expect(ids(sortResults(rows, "total", "up"))).toEqual(["d", "b", "c", "a", "e"]);
    expect(ids(sortResults(rows, "rank", "down"))).toEqual(["d", "b", "c", "a", "e"]);
    expect(ids(sortResults([result("x", 1, "100"), result("y", 2, "9")], "total", "down"))).toEqual(["x", "y"]);
  });

  it("chooses the first places with the ties at the line, never who is not eligible", () => {
    expect(ids(withinPlaces(rows, 2))).toEqual(["a", "b", "c"]);
    expect(ids(withinPlaces(rows, 99))).toEqual(["a", "b", "c", "d"]);
  });

  it("tells how much is missing to the lowest chosen total", () => {
    expect([...missingToLine(rows, new Set(["a", "b"]))]).toEqual([
      ["c", 0],
      ["d", 0.3],
    ]);
    expect(missingToLine(rows, new Set()).size).toBe(0);
  });
});
