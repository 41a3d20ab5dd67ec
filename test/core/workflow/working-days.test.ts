import { describe, expect, it } from "vitest";
import type { HolidayDocument } from "../../../core/workflow/holiday-document.ts";
import {
  addWorkingDays,
  checkHolidays,
  chinaDay,
  compileCalendar,
  isWorkingDay,
} from "../../../core/workflow/working-days.ts";
import { readDocument } from "./programme-files.ts";

const path = "programmes/_catalogue/holidays.json";
const calendar = compileCalendar(readDocument<HolidayDocument>(path));

describe("holiday catalogue", () => {
  it("is sound, and every make-up day is a weekend", () => {
    expect(checkHolidays(readDocument(path))).toEqual([]);
  });

  it("gives each year the working days of the announcements", () => {
    // 2024: 262 Monday–Friday; 19 of them off, 8 weekend days worked. 2025: 261, 18 off, 5 worked. 2026: 261, 20 off, 6 worked.
    const workingDays = (year: number) => {
      let count = 0;
      for (
        let day = new Date(Date.UTC(year, 0, 1));
        day.getUTCFullYear() === year;
        day.setUTCDate(day.getUTCDate() + 1)
      ) {
        if (isWorkingDay(day.toISOString().slice(0, 10), calendar)) count += 1;
      }
      return count;
    };
    expect([2024, 2025, 2026].map(workingDays)).toEqual([251, 248, 248]);
  });

  it.each<[string, (document: HolidayDocument) => void]>([
    ["a make-up day that is no weekend", (d) => d.years["2024"]!.worked.push("2024-02-05")],
    ["a day of another year", (d) => d.years["2024"]!.worked.push("2025-02-08")],
    [
      "a day that does not exist",
      (d) => d.years["2024"]!.off.push({ from: "2024-02-30", to: "2024-02-30", name: "?" }),
    ],
    [
      "a range that runs backwards",
      (d) => d.years["2024"]!.off.push({ from: "2024-03-02", to: "2024-03-01", name: "?" }),
    ],
  ])("reports %s", (_, change) => {
    const document = readDocument<HolidayDocument>(path);
    change(document);
    expect(checkHolidays(document).map((finding) => finding.code)).toEqual(["holiday-day"]);
  });
});

describe("addWorkingDays", () => {
  it.each([
    ["2024-09-27", 1, "2024-09-29"], // Friday; the Sunday after is worked
    ["2024-09-30", 1, "2024-10-08"], // over the National Day week
    ["2024-09-30", 5, "2024-10-12"], // the Saturday is worked
    ["2025-01-24", 2, "2025-01-27"], // Sunday 26 worked, then Monday
    ["2025-01-27", 1, "2025-02-05"],
    ["2026-09-18", 1, "2026-09-20"],
    ["2024-05-15", 7, "2024-05-24"],
    ["2024-05-18", 1, "2024-05-20"], // a start on a Saturday
    ["2024-05-18", 0, "2024-05-18"],
  ])("%s + %i = %s", (start, count, date) => {
    expect(addWorkingDays(start, count, calendar)).toEqual({ date, yearsWithoutData: [] });
  });

  it("counts weekends alone in a year without data, and says so", () => {
    expect(addWorkingDays("2026-12-30", 3, calendar)).toEqual({ date: "2027-01-04", yearsWithoutData: [2027] });
    expect(addWorkingDays("2030-01-04", 1, calendar)).toEqual({ date: "2030-01-07", yearsWithoutData: [2030] });
  });

  it("refuses what is no day or no count", () => {
    expect(() => addWorkingDays("2024-02-30", 1, calendar)).toThrow();
    expect(() => addWorkingDays("2024-02-28", -1, calendar)).toThrow();
    expect(() => addWorkingDays("2024-02-28", 1.5, calendar)).toThrow();
  });
});

describe("chinaDay", () => {
  it("turns the day over at 16:00 UTC", () => {
    expect(chinaDay("2024-12-31T15:59:59Z")).toBe("2024-12-31");
    expect(chinaDay("2024-12-31T16:00:00Z")).toBe("2025-01-01");
  });
});
