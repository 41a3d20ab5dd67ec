import type { WorkflowState } from "../../../core/workflow/workflow-document.ts";
import { addWorkingDays, type Calendar, chinaDay } from "../../../core/workflow/working-days.ts";

const DAY_MS = 86_400_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;

/**
 * Until when the holder of a state has to act: the end of the last day in China, as ISO UTC; `null` for a state that
 * sets no time.
 */
export function dueAt(state: WorkflowState, enteredAt: string, calendar: Calendar): string | null {
  if (state.dueDays === undefined) return null;
  const { days, kind } = state.dueDays;
  const start = chinaDay(enteredAt);
  const lastDay = kind === "working" ? addWorkingDays(start, days, calendar).date : addCalendarDays(start, days);
  return new Date(Date.parse(`${lastDay}T00:00:00Z`) + DAY_MS - CHINA_OFFSET_MS).toISOString();
}

function addCalendarDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}
