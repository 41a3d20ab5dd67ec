import { describe, expect, it } from "vitest";
import {
  againRules,
  cancellationGrounds,
  mayDeclareFrom,
  NEVER,
  titleNumber,
  validUntil,
  yearsAfter,
} from "../../../core/workflow/award-rules.ts";

const award = { name: "称号", numbering: "T-{year}-{seq}" };

describe("a title", () => {
  it("is numbered by year and sequence", () => {
    expect(titleNumber("SF-{year}-{seq}", 2024, 7)).toBe("SF-2024-0007");
    expect(() => titleNumber("{seq}{month}", 2024, 7)).toThrow(/month/);
  });

  it("ends the day before its anniversary", () => {
    expect(validUntil("2024-06-10", 3)).toBe("2027-06-09");
    expect(validUntil("2024-02-29", 1)).toBe("2025-02-28");
    expect(validUntil("2024-06-10", undefined)).toBeNull();
  });

  it("may be declared for again when the programme says so", () => {
    expect(mayDeclareFrom(award, "2025-05-09")).toBeNull();
    expect(mayDeclareFrom({ ...award, declareAgain: { monthsBeforeEnd: 0 } }, "2025-05-09")).toBe("2025-05-10");
    expect(mayDeclareFrom({ ...award, declareAgain: { monthsBeforeEnd: 12 } }, "2025-05-09")).toBe("2024-05-10");
    // Three months before 31 May is the last of February, not a day in March.
    expect(mayDeclareFrom({ ...award, declareAgain: { monthsBeforeEnd: 3 } }, "2025-05-30")).toBe("2025-02-28");
    expect(mayDeclareFrom({ ...award, declareAgain: { monthsBeforeEnd: 6 } }, "2025-01-09")).toBe("2024-07-10");
    expect(mayDeclareFrom({ ...award, declareAgain: { monthsBeforeEnd: 12 } }, null)).toBe(NEVER);
  });
});

describe("bans", () => {
  it("last as long as the ground says, or as every cancellation does", () => {
    const grounds = [
      { id: "a", text: "甲", source: "一" },
      { id: "b", text: "乙", source: "二", banYears: 1 },
    ];
    expect(cancellationGrounds({ ...award, cancellation: grounds }).map(({ banYears }) => banYears)).toEqual([0, 1]);
    const all = { ...award, cancellation: grounds, coolDownYears: 3 };
    expect(cancellationGrounds(all).map(({ banYears }) => banYears)).toEqual([3, 1]);
    expect(yearsAfter("2024-02-29", 3)).toBe("2027-03-01");
    expect(againRules(all)[0]?.zh).toContain("1、3 年内不得再次申报");
    expect(againRules(award)).toEqual([]);
  });
});
