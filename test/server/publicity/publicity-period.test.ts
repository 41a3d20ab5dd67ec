import { describe, expect, it } from "vitest";
import { compileCalendar } from "../../../core/workflow/working-days.ts";
import {
  isHearingObjections,
  isPeriodOver,
  publicityPeriod,
  startRefusal,
} from "../../../server/modules/publicity/publicity-period.ts";

const calendar = compileCalendar({
  format: "shenbao-holidays/1",
  years: {
    2024: { source: "示例", off: [{ from: "2024-05-01", to: "2024-05-05", name: "劳动节" }], worked: ["2024-04-28"] },
  },
});

describe("the period of a public notice", () => {
  it("skips weekends and days off and counts make-up days", () => {
    // From Friday 26 April: Sunday 28 is worked, 1 to 5 May are off.
    expect(publicityPeriod("2024-04-26", 5, calendar)).toEqual({
      startsOn: "2024-04-26",
      endsOn: "2024-05-07",
      calendarComplete: true,
    });
  });

  it("says when a year was counted by weekends alone", () => {
    expect(publicityPeriod("2024-12-30", 3, calendar)).toMatchObject({ endsOn: "2025-01-02", calendarComplete: false });
  });

  it("begins neither before its scoring run nor more than thirty days ahead", () => {
    const now = "2024-06-10T04:00:00Z";
    expect(startRefusal("2024-06-04", "2024-06-05T01:00:00Z", now)).toBe("start-before-run");
    expect(startRefusal("2024-06-05", "2024-06-05T01:00:00Z", now)).toBeNull();
    expect(startRefusal("2024-07-10", "2024-06-05T01:00:00Z", now)).toBeNull();
    expect(startRefusal("2024-07-11", "2024-06-05T01:00:00Z", now)).toBe("start-too-late");
    // 17:00 UTC is the next day in China.
    expect(startRefusal("2024-06-05", "2024-06-05T17:00:00Z", now)).toBe("start-before-run");
  });

  it("hears objections to the end of its last day in China", () => {
    const period = publicityPeriod("2024-04-26", 5, calendar);
    expect(isHearingObjections(period, "2024-04-25T15:59:59Z")).toBe(false);
    expect(isHearingObjections(period, "2024-04-25T16:00:00Z")).toBe(true);
    expect(isHearingObjections(period, "2024-05-07T15:59:59Z")).toBe(true);
    expect(isHearingObjections(period, "2024-05-07T16:00:00Z")).toBe(false);
    expect(isPeriodOver(period, "2024-05-07T15:59:59Z")).toBe(false);
    expect(isPeriodOver(period, "2024-05-07T16:00:00Z")).toBe(true);
  });
});
