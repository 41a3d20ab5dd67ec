import { describe, expect, it } from "vitest";
import { namesAnswers, versionCode } from "../../../core/paper/version-code.ts";

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

describe("what is typed from the foot of a sheet", () => {
  const answers = "0123456789abcdef".repeat(4);
  it.each([
    "SB1.aaaaaaaaaaaa.0123456789ab.-",
    "sb1.aaaaaaaaaaaa.0123456789ab.GZ-2024-000001",
    "0123456789ab",
    "012345",
    " 0123 4567-89AB ",
    "０１２３４５",
  ])("%s names the answers", (typed) => expect(namesAnswers(typed, answers)).toBe(true));

  it.each(["", "01234", "0123456789abc", "123456", "SB1.0123456789ab.aaaaaaaaaaaa.-", "SB1", "012345g"])(
    "%s does not",
    (typed) => expect(namesAnswers(typed, answers)).toBe(false),
  );
});
