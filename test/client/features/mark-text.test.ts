import { describe, expect, it } from "vitest";
import { pointsOfMark, pointsText, readPoints, stepPoints } from "../../../client/features/experts/mark-text.ts";

const scale: [string, string] = ["0", "10"];

describe("marks as they are typed", () => {
  it.each([
    ["8.5", "8.5"],
    [" ８．５ ", "8.5"],
    ["8。5", "8.5"],
    ["8,5", "8.5"],
    [".5", "0.5"],
    ["8.", "8"],
    ["10", "10"],
  ])("takes %j as %s", (typed, text) => {
    expect(readPoints(typed, scale)).toEqual({ kind: "mark", text });
  });

  it.each([
    ["1o", "no-number"],
    ["8.5.1", "no-number"],
    ["8.505", "places"],
    ["10.01", "range"],
    ["-1", "range"],
  ])("says what is wrong with %j", (typed, why) => {
    expect(readPoints(typed, scale)).toEqual({ kind: "wrong", why });
  });

  it("takes nothing as nothing", () => expect(readPoints("  ", scale)).toEqual({ kind: "blank" }));

  it("steps inside the scale, from the edge where nothing is given yet", () => {
    expect(stepPoints("8.5", scale, 1)).toBe("9");
    expect(stepPoints("9.8", scale, 1)).toBe("10");
    expect(stepPoints("0.2", scale, -1)).toBe("0");
    expect(stepPoints("", scale, 1)).toBe("0");
    expect(stepPoints("x", scale, -1)).toBe("10");
    expect(stepPoints("70", ["0", "100"], 1)).toBe("71");
  });

  it("brings a mark from its scale to the points of the item", () => {
    expect(pointsOfMark("72", ["0", "100"], { low: "0", high: "25" })).toBe(18);
    expect(pointsOfMark("3", ["1", "5"], { low: "2", high: "6" })).toBe(4);
    expect(pointsText(0.1 + 0.2)).toBe("0.3");
  });
});
