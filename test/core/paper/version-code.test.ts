import { describe, expect, it } from "vitest";
import { versionCode } from "../../../core/paper/version-code.ts";

const hash = (digit: string) => digit.repeat(64);

describe("the version code of a sheet", () => {
  it("ties it to edition, answers and number", () => {
    expect(versionCode({ editionHash: hash("a"), answersHash: hash("b"), number: "GZ-2024-0001" })).toBe(
      "SB1.aaaaaaaaaaaa.bbbbbbbbbbbb.GZ-2024-0001",
    );
  });

  it("has dashes on an empty form", () => {
    expect(versionCode({ editionHash: hash("a"), answersHash: null, number: null })).toBe("SB1.aaaaaaaaaaaa.-.-");
  });
});
