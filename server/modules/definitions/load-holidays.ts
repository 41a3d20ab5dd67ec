import type { Documents } from "../../../core/editions/document-paths.ts";
import { documentsOfKind } from "../../../core/editions/document-paths.ts";
import { hasErrors } from "../../../core/problems/finding.ts";
import type { HolidayDocument } from "../../../core/workflow/holiday-document.ts";
import { type Calendar, checkHolidays, compileCalendar } from "../../../core/workflow/working-days.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";

/**
 * Loads the working-day calendar from its document into the database, year by year: a year the document holds replaces
 * what is there of it, other years stay. Writes nothing when everything is there, as at most starts.
 * @returns years that were loaded
 * @throws Problem `invalid-input` with the findings of a document that does not pass
 */
export async function loadHolidays(stores: Pick<Stores, "definitions">, documents: Documents): Promise<number[]> {
  const [entry] = documentsOfKind(documents, "holidays");
  if (entry === undefined) return [];
  const findings = checkHolidays(entry.content);
  if (hasErrors(findings)) throw new Problem("invalid-input", { findings });
  const calendar = compileCalendar(entry.content as HolidayDocument);
  const known = daysIn(await stores.definitions.loadCalendar(), calendar.years);
  if (known !== daysIn(calendar, calendar.years)) await stores.definitions.replaceCalendar(calendar);
  return [...calendar.years].sort();
}

function daysIn({ off, worked }: Calendar, years: ReadonlySet<number>): string {
  const within = (days: ReadonlySet<string>) => [...days].filter((day) => years.has(Number(day.slice(0, 4)))).sort();
  return JSON.stringify([within(off), within(worked)]);
}
