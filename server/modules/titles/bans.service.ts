import type { LocalText } from "../../../core/problems/finding.ts";
import { familyOf, mayDeclareFrom, NEVER } from "../../../core/workflow/award-rules.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import type { StandingBan } from "./bans.store.ts";

/**
 * Refuses who may not declare now: banned in the family of the programme, or the holder of a valid title where the
 * programme lets nobody declare again yet. Asked when a declaration is begun and whenever it is handed in.
 * @param applicantKey organisation, or account of a person
 * @throws Problem `applicant-banned` or `title-still-valid`, each with the first day one may declare
 */
export async function refuseBanned(
  stores: Pick<Stores, "titles" | "bans" | "organisations" | "now">,
  programme: ProgrammeDocument,
  applicantKey: string,
): Promise<void> {
  const organisation = await stores.organisations.find(applicantKey);
  const holder = { key: applicantKey, creditCode: organisation?.creditCode ?? null };
  const today = chinaDay(stores.now);
  const where = { family: familyOf(programme), authorityRegion: programme.authority.region, today };
  const ban = await stores.bans.findStanding(where, holder);
  if (ban !== undefined)
    throw new Problem("applicant-banned", { detail: banText(ban), members: { freeOn: ban.freeOn } });
  if (programme.award.declareAgain === undefined) return;
  const [held] = await stores.titles.listHeld(programme.id, holder, today);
  if (held === undefined) return;
  const from = mayDeclareFrom(programme.award, held.validUntil);
  if (from === null || from <= today) return;
  throw new Problem("title-still-valid", {
    detail: validText(held, from),
    members: { freeOn: from === NEVER ? null : from },
  });
}

function banText({ title, holderName, ground, fromDay, freeOn }: StandingBan): LocalText {
  const what = title === null ? holderName : `${title.name.zh}（${title.number}）`;
  const whatEn = title === null ? holderName : `${title.name.en} (${title.number})`;
  return {
    zh: `${what}已于 ${fromDay} 取消资格，${freeOn} 起方可再次申报。取消依据：${ground.zh}`,
    en: `${whatEn} was cancelled on ${fromDay}; you may declare again from ${freeOn} on. Ground: ${ground.en}`,
  };
}

function validText(held: { name: LocalText; number: string; validUntil: string | null }, from: string): LocalText {
  const title = `${held.name.zh}（${held.number}）`;
  const titleEn = `${held.name.en} (${held.number})`;
  if (held.validUntil === null)
    return {
      zh: `${title}长期有效，本项目不接受再次申报`,
      en: `${titleEn} is valid without an end; this programme takes no other declaration of its holder`,
    };
  return {
    zh: `${title}有效期至 ${held.validUntil}，${from} 起方可再次申报`,
    en: `${titleEn} is valid until ${held.validUntil}; you may declare again from ${from} on`,
  };
}
