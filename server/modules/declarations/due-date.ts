import type { WorkflowState } from "../../../core/workflow/workflow-document.ts";
import { addWorkingDays, type Calendar, chinaDay } from "../../../core/workflow/working-days.ts";

const DAY_MS = 86_400_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;

/**
 * Until when the holder of a state has to act: the end of the last day in China, as ISO UTC; `null` for a state that
 * sets no time. A day that the notice names counts while it is not over; then the days of the state do.
 * @param closesAt when the round closes, whose year the named day lies in
 */
export function dueAt(state: WorkflowState, enteredAt: string, calendar: Calendar, closesAt: string): string | null {
  const start = chinaDay(enteredAt);
  const named = namedDay(state, closesAt);
  if (named !== null && start <= named) return endOf(named);
  if (state.dueDays === undefined) return null;
  const { days, kind } = state.dueDays;
  const lastDay = kind === "working" ? addWorkingDays(start, days, calendar).date : addCalendarDays(start, days);
  return endOf(lastDay);
}

/** The day the notice names, in the year the round closes. */
function namedDay({ dueOn }: WorkflowState, closesAt: string): string | null {
  if (dueOn === undefined) return null;
  const two = (part: number) => String(part).padStart(2, "0");
  return `${chinaDay(closesAt).slice(0, 4)}-${two(dueOn.month)}-${two(dueOn.day)}`;
}

function endOf(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS - CHINA_OFFSET_MS).toISOString();
}

function addCalendarDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}
