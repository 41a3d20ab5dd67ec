import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { checkShape } from "../problems/shape.ts";
import { HolidayDocument } from "./holiday-document.ts";

/**
 * Working days on dates without a time zone (`YYYY-MM-DD`, the calendar day in China).
 * A year nobody has loaded falls back to Monday to Friday, and the result says so.
 */

export interface Calendar {
  /** Years with an announcement. */
  years: ReadonlySet<number>;
  off: ReadonlySet<string>;
  worked: ReadonlySet<string>;
}

export interface WorkingDayResult {
  /** The day reached, `YYYY-MM-DD`. */
  date: string;
  /** Years that were counted by weekends alone. */
  yearsWithoutData: number[];
}

const DAY_MS = 86_400_000;

/** Checks a holiday document: its shape, and that every day lies in its year and every range runs forward. */
export function checkHolidays(document: unknown): Finding[] {
  const shape = checkShape(HolidayDocument, document);
  if (shape.length > 0) return shape;
  return Object.entries((document as HolidayDocument).years).flatMap(([year, { off, worked }]) => [
    ...off.flatMap(({ from, to }, index) =>
      isDay(from) && isDay(to) && from <= to && from.startsWith(year) && to.startsWith(year)
        ? []
        : [badDay(`/years/${year}/off/${index}`, `${from}–${to}`)],
    ),
    ...worked.flatMap((day, index) =>
      isDay(day) && day.startsWith(year) && isWeekend(day) ? [] : [badDay(`/years/${year}/worked/${index}`, day)],
    ),
  ]);
}

/** Compiles a checked holiday document. */
export function compileCalendar(document: HolidayDocument): Calendar {
  const years = Object.values(document.years);
  return {
    years: new Set(Object.keys(document.years).map(Number)),
    off: new Set(years.flatMap((year) => year.off.flatMap(({ from, to }) => daysFrom(from, to)))),
    worked: new Set(years.flatMap((year) => year.worked)),
  };
}

/** True on a day that is worked: a make-up day, or Monday to Friday outside the days off. */
export function isWorkingDay(day: string, calendar: Calendar): boolean {
  if (calendar.worked.has(day)) return true;
  return !calendar.off.has(day) && !isWeekend(day);
}

/**
 * Counts `count` working days on from `start`. The first day does not count (民法典 第二百零一条: a period begins on
 * the day after), so 1 is the next working day and 0 is `start` itself. Throws on a day that does not exist or a
 * negative count.
 */
export function addWorkingDays(start: string, count: number, calendar: Calendar): WorkingDayResult {
  if (!isDay(start)) throw new Error(`not a day: ${start}`);
  if (!Number.isInteger(count) || count < 0) throw new Error(`not a number of days: ${count}`);
  const missing = new Set<number>();
  let day = start;
  for (let left = count; left > 0; ) {
    day = nextDay(day);
    const year = Number(day.slice(0, 4));
    if (!calendar.years.has(year)) missing.add(year);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return { date: day, yearsWithoutData: [...missing] };
}

/** The calendar day in China (UTC+8, no summer time) of an ISO UTC time. */
export function chinaDay(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The minute in China in which an instant lies, as people read it: `2026-05-31 18:00`. */
export function chinaMinute(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}

/** True for a day that exists, written `YYYY-MM-DD`: the 31st of February does not. */
export function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = nextDay(day)) days.push(day);
  return days;
}

function badDay(pointer: string, day: string): Finding {
  return finding("holiday-day", pointer, { day });
}
