import { addWorkingDays, type Calendar, chinaDay } from "../../../core/workflow/working-days.ts";

/** How long a public notice stands, and from when on its list may be published. */

export interface PublicityPeriod {
  startsOn: string;
  /** Last day on which an objection is taken. */
  endsOn: string;
  /** False when a year without an announced calendar was counted by weekends alone. */
  calendarComplete: boolean;
}

/** Most days ahead at which a public notice may begin. */
const LATEST_START_DAYS = 30;
const DAY_MS = 86_400_000;

/** The period that begins on `startsOn` and ends with the last of its working days; its first day does not count. */
export function publicityPeriod(startsOn: string, workingDays: number, calendar: Calendar): PublicityPeriod {
  const { date, yearsWithoutData } = addWorkingDays(startsOn, workingDays, calendar);
  return { startsOn, endsOn: date, calendarComplete: yearsWithoutData.length === 0 };
}

/** Why a notice may not begin on a day: before the scoring run it rests on, or too far ahead. Null when it may. */
export function startRefusal(
  startsOn: string,
  runAt: string,
  now: string,
): "start-before-run" | "start-too-late" | null {
  if (startsOn < chinaDay(runAt)) return "start-before-run";
  const latest = chinaDay(new Date(Date.parse(now) + LATEST_START_DAYS * DAY_MS).toISOString());
  return startsOn > latest ? "start-too-late" : null;
}

/** True while objections are taken: from the first day to the end of the last. */
export function isHearingObjections(period: Pick<PublicityPeriod, "startsOn" | "endsOn">, now: string): boolean {
  const today = chinaDay(now);
  return today >= period.startsOn && today <= period.endsOn;
}

/** True once the last day of the notice is over. */
export function isPeriodOver(period: Pick<PublicityPeriod, "endsOn">, now: string): boolean {
  return chinaDay(now) > period.endsOn;
}
