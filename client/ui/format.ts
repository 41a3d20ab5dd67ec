import type { Locale } from "../../core/problems/finding.ts";

/** How amounts, dates and sizes are written. Times are shown in China Standard Time, whatever the device says. */

const timeZone = "Asia/Shanghai";

interface ClockParts {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
}

function partsOf(instant: string): ClockParts {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(instant));
  const pick = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    year: pick("year"),
    month: String(Number(pick("month"))),
    day: String(Number(pick("day"))),
    hour: pick("hour"),
    minute: pick("minute"),
  };
}

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An instant or a `YYYY-MM-DD` day as `2026年11月21日` or `21 Nov 2026`. */
export function formatDay(value: string, locale: Locale): string {
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  const { year, month, day } = plain
    ? { year: plain[1] ?? "", month: String(Number(plain[2])), day: String(Number(plain[3])) }
    : partsOf(value);
  return locale === "zh" ? `${year}年${month}月${day}日` : `${day} ${monthNames[Number(month) - 1]} ${year}`;
}

/** An instant as `2026年11月21日 17:30`. */
export function formatInstant(instant: string, locale: Locale): string {
  const { hour, minute } = partsOf(instant);
  return `${formatDay(instant, locale)} ${hour}:${minute}`;
}

/** `1536` -> `1.5 KB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Whole days, hours and minutes until an instant; null when it has passed. */
export function timeLeft(until: string, nowMs: number): { days: number; hours: number; minutes: number } | null {
  const left = Date.parse(until) - nowMs;
  if (!(left > 0)) return null;
  const minutes = Math.floor(left / 60_000);
  return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 };
}

/** A datetime-local value is a wall clock in China Standard Time, wherever the device stands. */
export function instantOf(wallClock: string): string {
  return new Date(`${wallClock}:00+08:00`).toISOString();
}
