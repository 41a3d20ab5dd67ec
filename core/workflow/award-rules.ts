import { type LocalText, toLocalText } from "../problems/finding.ts";
import type { ProgrammeDocument } from "./programme-document.ts";

/** What a programme says about a title over the years: how long a ban lasts, and when one may declare again. */

type Award = ProgrammeDocument["award"];

/** A ground on which a title is cancelled, in its words. */
export interface CancellationGround {
  id: string;
  text: LocalText;
  source: string;
  /** Years without a new declaration; 0 for none. */
  banYears: number;
}

/** The grounds a programme lists, each with the ban it brings: its own, or that of every cancellation. */
export function cancellationGrounds(award: Award): CancellationGround[] {
  return (award.cancellation ?? []).map(({ id, text, source, banYears }) => ({
    id,
    text: toLocalText(text),
    source,
    banYears: banYears ?? award.coolDownYears ?? 0,
  }));
}

/** Programmes of one authority with the same family refuse together; one without a family stands alone. */
export function familyOf(programme: Pick<ProgrammeDocument, "id" | "award">): string {
  return programme.award.family ?? programme.id;
}

/** The day on which a title that was awarded before may be declared for again; null for any day. */
export function mayDeclareFrom(award: Award, validUntil: string | null): string | null {
  const months = award.declareAgain?.monthsBeforeEnd;
  if (months === undefined) return null;
  return validUntil === null ? NEVER : monthsBefore(dayAfter(validUntil), months);
}

/** Later than every day. */
export const NEVER = "9999-12-31";

/** The same day of a later year; 29 February becomes 1 March where there is none. */
export function yearsAfter(day: string, years: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 10);
}

/** Last day of a title awarded on a day and valid for whole years; null for one without an end. */
export function validUntil(awardedOn: string, validYears: number | undefined): string | null {
  if (validYears === undefined) return null;
  const end = new Date(`${yearsAfter(awardedOn, validYears)}T00:00:00Z`);
  return new Date(end.getTime() - DAY_MS).toISOString().slice(0, 10);
}

/** Fills the numbering of a title: `{year}` is the round's, `{seq}` has four digits. Throws on another place. */
export function titleNumber(numbering: string, year: number, seq: number): string {
  return numbering.replace(/\{([^{}]*)\}/g, (place, name: string) => {
    if (name === "year") return String(year);
    if (name === "seq") return String(seq).padStart(4, "0");
    throw new Error(`unknown place in a numbering: ${place}`);
  });
}

/** What somebody who asks before having an account should know about declaring again; nobody is known to it. */
export function againRules(award: Award): LocalText[] {
  const rules: LocalText[] = [];
  const years = new Set([award.coolDownYears ?? 0, ...cancellationGrounds(award).map(({ banYears }) => banYears)]);
  years.delete(0);
  if (years.size > 0) {
    const told = [...years].sort((a, b) => a - b);
    rules.push({
      zh: `被取消称号的，自取消之日起 ${told.join("、")} 年内不得再次申报；提交时按称号台账核对。`,
      en: `After a title was cancelled nobody may declare again for ${told.join(" or ")} years; the register of titles is asked at submission.`,
    });
  }
  const months = award.declareAgain?.monthsBeforeEnd;
  if (months !== undefined)
    rules.push({
      zh: months === 0 ? "称号有效期内不得再次申报。" : `称号有效期内，只有期满前 ${months} 个月内可以再次申报。`,
      en:
        months === 0
          ? "Nobody may declare again while the title is valid."
          : `While a title is valid one may declare again in its last ${months} months only.`,
    });
  return rules;
}

const DAY_MS = 86_400_000;

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** The same day of an earlier month, or the last of that month where it is shorter. */
function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  const before = new Date(Date.UTC(year, month - 1 - months, Math.min(date, last)));
  return before.toISOString().slice(0, 10);
}
