import type { Viewer } from "../../../core/access/viewer.ts";
import { type LocalText, toLocalText } from "../../../core/problems/finding.ts";
import { familyOf, titleNumber, validUntil } from "../../../core/workflow/award-rules.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { newId } from "../../crypto/ids.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import { getProgramme } from "../definitions/definitions.service.ts";
import { keeperRole } from "./register.service.ts";
import type { EventRecord, TitleRecord } from "./titles.store.ts";

/** Titles come into the register here, whoever awards them: a list, a decision, or a record by hand. */

export type TitleStores = Pick<
  Stores,
  "titles" | "bans" | "definitions" | "organisations" | "regions" | "audit" | "now"
>;

/** Who gets a title. */
export interface Holder {
  declarationId: string | null;
  /** Organisation or account; null while nobody here is known to be the holder. */
  key: string | null;
  creditCode: string | null;
  name: string;
  regionCode: string;
}

/** What is awarded beside the programme's own rules. */
export interface Award {
  /** Year of the number. */
  year: number;
  /** Which awards of the form, behind the name of the title. */
  named?: LocalText | null;
  origin: TitleRecord["origin"];
  ground?: LocalText | null;
  reason?: string | null;
}

/**
 * Awards the title of a programme today and recognises the holder wherever that programme's titles count. Hold the
 * titles of the programme (`lockTitles`) before.
 */
export async function awardTitle(
  stores: TitleStores,
  actor: Viewer,
  programme: ProgrammeDocument,
  holder: Holder,
  award: Award,
): Promise<TitleRecord> {
  const awardedOn = chinaDay(stores.now);
  const title: TitleRecord = {
    id: newId(),
    number: await nextNumber(stores, programme, award.year),
    programmeId: programme.id,
    declarationId: holder.declarationId,
    holderKey: holder.key,
    creditCode: holder.creditCode,
    holderName: holder.name,
    regionCode: holder.regionCode,
    name: nameOf(programme, award.named ?? null),
    awardedOn,
    validUntil: validUntil(awardedOn, programme.award.validYears),
    status: "valid",
    origin: award.origin,
    recognisedFrom: null,
  };
  await enterTitle(stores, actor, programme, title, {
    kind: "awarded",
    ground: award.ground ?? null,
    reason: award.reason ?? null,
  });
  return title;
}

/**
 * Writes a title with its first event. While it is valid it takes the place of the holder's older ones of the same kind,
 * and its holder is recognised elsewhere.
 */
export async function enterTitle(
  stores: TitleStores,
  actor: Viewer,
  programme: ProgrammeDocument,
  title: TitleRecord,
  event: Pick<EventRecord, "kind" | "ground" | "reason">,
): Promise<void> {
  await stores.titles.recordTitle(title);
  await stores.titles.recordEvent(title.id, newId(), {
    ...event,
    at: stores.now,
    day: title.awardedOn,
    by: actor.accountId,
    validUntil: title.validUntil,
  });
  if (title.status !== "valid") return;
  if (await endReplaced(stores, actor, programme, title)) await recogniseElsewhere(stores, actor, programme, title);
}

/**
 * Of titles of one programme with one name a holder has the newest: the others end with the day it was awarded. Awards of
 * different names stand beside each other, tiers of one award do not. What other programmes gave because of an older one rests on the newest from
 * then on.
 * @returns false when the title itself is an older one
 */
async function endReplaced(
  stores: TitleStores,
  actor: Viewer,
  programme: ProgrammeDocument,
  title: TitleRecord,
): Promise<boolean> {
  const holder = { key: title.holderKey, creditCode: title.creditCode };
  const held = await stores.titles.listHeld(title.programmeId, holder, chinaDay(stores.now));
  const alike = held.filter((each) => isSameAward(programme, each, title));
  // An older title may be entered after the newer one.
  const newest = alike.reduce((last, each) => (each.awardedOn > last.awardedOn ? each : last), title);
  for (const older of alike) {
    if (older.id === newest.id) continue;
    const validUntil = newest.awardedOn;
    if (!(await stores.titles.changeTitle(older, { status: "expired", validUntil }))) continue;
    await stores.titles.moveRecognised(older.id, newest.id);
    await stores.titles.recordEvent(older.id, newId(), {
      kind: "expired",
      at: stores.now,
      day: validUntil,
      by: actor.accountId,
      ground: { zh: `由新的称号 ${newest.number} 接替`, en: `Replaced by the title ${newest.number}` },
      reason: null,
      validUntil,
    });
  }
  return newest.id === title.id;
}

/**
 * Awards the titles of other programmes of the same authority that say they take this one's titles over, to a holder
 * who has none of theirs and is not banned from them. What is recognised is not recognised further.
 */
async function recogniseElsewhere(
  stores: TitleStores,
  actor: Viewer,
  from: ProgrammeDocument,
  title: TitleRecord,
): Promise<void> {
  for (const { id, editionNumber } of await stores.titles.listProgrammesOf(from.authority.region)) {
    if (id === from.id) continue;
    const programme = await getProgramme(stores, { programmeId: id, number: editionNumber });
    const rule = programme.award.recognition?.find((each) => each.from?.includes(from.id));
    if (rule === undefined || programme.applicant !== from.applicant) continue;
    await stores.titles.lockTitles(id);
    const awardedOn = chinaDay(stores.now);
    const held = await stores.titles.listHeld(id, { key: title.holderKey, creditCode: title.creditCode }, awardedOn);
    if (held.length > 0) continue;
    if (await isBanned(stores, actor, programme, title)) continue;
    const recognised: TitleRecord = {
      ...title,
      id: newId(),
      number: await nextNumber(stores, programme, Number(awardedOn.slice(0, 4))),
      programmeId: id,
      declarationId: null,
      name: toLocalText(programme.award.name),
      awardedOn,
      validUntil: validUntil(awardedOn, programme.award.validYears),
      origin: "decision",
      recognisedFrom: title.id,
    };
    await stores.titles.recordTitle(recognised);
    await stores.titles.recordEvent(recognised.id, newId(), {
      kind: "awarded",
      at: stores.now,
      day: awardedOn,
      by: actor.accountId,
      ground: toLocalText(rule.text),
      reason: `${title.name.zh} ${title.number}`,
      validUntil: recognised.validUntil,
    });
  }
}

/** True for a holder who may not declare for a programme now: recognition leads round no ban. It stands in the audit log. */
async function isBanned(
  stores: TitleStores,
  actor: Viewer,
  programme: ProgrammeDocument,
  source: TitleRecord,
): Promise<boolean> {
  const authorityRegion = programme.authority.region;
  const ban = await stores.bans.findStanding(
    { family: familyOf(programme), authorityRegion, today: chinaDay(stores.now) },
    { key: source.holderKey, creditCode: source.creditCode },
  );
  if (ban === undefined) return false;
  await record(stores, {
    actor,
    role: keeperRole(actor),
    action: "title-not-recognised",
    subjectType: "title",
    subjectId: source.id,
    regionCode: authorityRegion,
    detail: { number: source.number, programmeId: programme.id, freeOn: ban.freeOn },
  });
  return true;
}

/** The next number of a year, skipping those that another programme with the same numbering has taken. */
export async function nextNumber(stores: TitleStores, programme: ProgrammeDocument, year: number): Promise<string> {
  const { numbering } = programme.award;
  const escaped = numbering
    .replace(/[\\%_]/g, "\\$&")
    .replace("{year}", String(year))
    .replace("{seq}", "%");
  let seq = (await stores.titles.countNumbers(programme.id, escaped)) + 1;
  while (await stores.titles.isTitleNumberTaken(titleNumber(numbering, year, seq))) seq += 1;
  return titleNumber(numbering, year, seq);
}

/** Whether two titles of a programme are of one award: tiers of one award are, awards of different names are not. */
export function isSameAward({ award }: ProgrammeDocument, one: Named, other: Named): boolean {
  if (award.nameFromTier !== true) return one.name.zh === other.name.zh;
  return award.nameFrom === undefined || withoutTier(one.name.zh) === withoutTier(other.name.zh);
}

type Named = Pick<TitleRecord, "name">;

/** The tier stands last behind the name. */
function withoutTier(name: string): string {
  return name.split(" · ").slice(0, -1).join(" · ");
}

function nameOf(programme: ProgrammeDocument, named: LocalText | null): LocalText {
  const name = toLocalText(programme.award.name);
  return named === null ? name : { zh: `${name.zh} · ${named.zh}`, en: `${name.en}: ${named.en}` };
}
