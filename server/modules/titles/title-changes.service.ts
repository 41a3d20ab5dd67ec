import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { CancelTitle, RenewTitle, TitleDetail } from "../../../core/contracts/titles.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { cancellationGrounds, familyOf, yearsAfter } from "../../../core/workflow/award-rules.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { chinaDay, isDay } from "../../../core/workflow/working-days.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { record } from "../audit/audit.service.ts";
import { getProgramme } from "../definitions/definitions.service.ts";
import { isSameAward, type TitleStores } from "./award.service.ts";
import { getTitle, keeperRole, TITLE_KEEPERS } from "./register.service.ts";
import type { FoundTitle, TitleRecord } from "./titles.store.ts";

/** What happens to a title after it was awarded. */

/**
 * Cancels a title on a ground its programme lists; with the ground comes its ban. Where other programmes took it over, the
 * notices are silent on what becomes of theirs, so the keeper says: they go with it, without a ban of their own, or stand.
 */
export async function cancelTitle(
  stores: TitleStores,
  viewer: Viewer,
  id: string,
  request: CancelTitle,
): Promise<TitleDetail> {
  const { title, programme } = await holdOwned(stores, viewer, id);
  const ground = cancellationGrounds(programme.award).find((each) => each.id === request.groundId);
  if (ground === undefined)
    throw new Problem("invalid-input", {
      findings: [{ pointer: "/groundId", code: "unknown-ground", level: "error", message: NO_SUCH_GROUND }],
    });
  const recognised = await holdRecognised(stores, id);
  if (recognised.length > 0 && request.withRecognised === undefined)
    throw new Problem("invalid-input", {
      findings: [{ pointer: "/withRecognised", code: "recognised-open", level: "error", message: SAY_RECOGNISED }],
    });
  await withdrawTitle(stores, viewer, programme, title, {
    ground: { zh: `${ground.text.zh}（${ground.source}）`, en: `${ground.text.en} (${ground.source})` },
    banYears: ground.banYears,
    reason: request.reason,
  });
  await recordLine(stores, viewer, "title-cancel", title, programme, { ground: ground.id, banYears: ground.banYears });
  if (request.withRecognised === true) await withdrawRecognised(stores, viewer, title, recognised, request.reason);
  return getTitle(stores, viewer, id);
}

/** Cancels what other programmes gave because of a title that is cancelled, without a ban of their own. */
export async function withdrawRecognised(
  stores: TitleStores,
  actor: Viewer,
  source: TitleRecord,
  recognised: readonly HeldTitle[],
  reason: string | null,
): Promise<void> {
  const ground: LocalText = {
    zh: `所依据的称号 ${source.number} 已取消`,
    en: `The title it rested on, ${source.number}, was cancelled`,
  };
  for (const { title, programme } of recognised) {
    await withdrawTitle(stores, actor, programme, title, { ground, banYears: 0, reason });
    await recordLine(stores, actor, "title-cancel", title, programme, { recognisedFrom: source.number });
  }
}

/** Marks a title as cancelled today, with its ban. The caller writes the audit line. @throws Problem `wrong-state` */
export async function withdrawTitle(
  stores: TitleStores,
  actor: Viewer,
  programme: ProgrammeDocument,
  title: TitleRecord,
  why: { ground: LocalText; banYears: number; reason: string | null },
): Promise<void> {
  if (title.status === "cancelled") throw new Problem("wrong-state", { detail: ALREADY_CANCELLED });
  const { validUntil } = title;
  if (!(await stores.titles.changeTitle(title, { status: "cancelled", validUntil })))
    throw new Problem("wrong-state", { detail: ALREADY_CANCELLED });
  const day = chinaDay(stores.now);
  await stores.titles.recordEvent(title.id, newId(), {
    kind: "cancelled",
    at: stores.now,
    day,
    by: actor.accountId,
    ground: why.ground,
    reason: why.reason,
    validUntil,
  });
  if (why.banYears === 0) return;
  await stores.bans.recordBan({
    id: newId(),
    programmeId: programme.id,
    family: familyOf(programme),
    titleId: title.id,
    holderKey: title.holderKey,
    creditCode: title.creditCode,
    holderName: title.holderName,
    ground: why.ground,
    fromDay: day,
    freeOn: yearsAfter(day, why.banYears),
    createdAt: stores.now,
  });
}

/** Prolongs a title to a later day: its holder was evaluated again. One that has expired is valid again. */
export async function renewTitle(
  stores: TitleStores,
  viewer: Viewer,
  id: string,
  request: RenewTitle,
): Promise<TitleDetail> {
  const { title, programme } = await holdOwned(stores, viewer, id);
  if (title.status === "cancelled") throw new Problem("wrong-state", { detail: ALREADY_CANCELLED });
  if (title.validUntil === null) throw new Problem("wrong-state", { detail: WITHOUT_END });
  const isLater = request.validUntil > title.validUntil && request.validUntil >= chinaDay(stores.now);
  if (!isLater || !isDay(request.validUntil))
    throw new Problem("invalid-input", {
      findings: [{ pointer: "/validUntil", code: "not-later", level: "error", message: NOT_LATER }],
    });
  const holder = { key: title.holderKey, creditCode: title.creditCode };
  const held = await stores.titles.listHeld(title.programmeId, holder, chinaDay(stores.now));
  if (held.some((other) => isSameAward(programme, other, title) && other.awardedOn > title.awardedOn))
    throw new Problem("wrong-state", { detail: REPLACED });
  if (!(await stores.titles.changeTitle(title, { status: "valid", validUntil: request.validUntil })))
    throw new Problem("wrong-state");
  await stores.titles.recordEvent(id, newId(), {
    kind: "renewed",
    at: stores.now,
    day: chinaDay(stores.now),
    by: viewer.accountId,
    ground: null,
    reason: request.reason,
    validUntil: request.validUntil,
  });
  await recordLine(stores, viewer, "title-renew", title, programme, { validUntil: request.validUntil });
  return getTitle(stores, viewer, id);
}

const EXPIRED_AT_ONCE = 200;

/** Marks titles whose last day is over. @returns true when there may be more */
export async function expireTitles(stores: TitleStores): Promise<boolean> {
  const over = await stores.titles.listOver(chinaDay(stores.now), EXPIRED_AT_ONCE);
  for (const title of over) {
    const { validUntil } = title;
    if (!(await stores.titles.changeTitle(title, { status: "expired", validUntil }))) continue;
    const event = { kind: "expired" as const, at: stores.now, by: null, ground: null, reason: null, validUntil };
    await stores.titles.recordEvent(title.id, newId(), { ...event, day: validUntil ?? chinaDay(stores.now) });
  }
  if (over.length > 0) {
    await record(stores, {
      actor: "system",
      role: null,
      action: "title-expire",
      subjectType: "title",
      subjectId: null,
      detail: { numbers: over.map(({ number }) => number) },
    });
  }
  return over.length === EXPIRED_AT_ONCE;
}

/** A title with its programme, both held until the transaction ends. */
export interface HeldTitle {
  title: FoundTitle;
  programme: ProgrammeDocument;
}

/** A title in the viewer's scope, held with its programme until the transaction ends. */
async function holdOwned(stores: TitleStores, viewer: Viewer, id: string): Promise<HeldTitle> {
  const scope = scopeOf(viewer, TITLE_KEEPERS);
  const seen = await stores.titles.findOwned(scope, id);
  if (seen === undefined) throw new Problem("not-found");
  await stores.titles.lockTitles(seen.programmeId);
  const title = (await stores.titles.findOwned(scope, id)) ?? seen;
  return {
    title,
    programme: await getProgramme(stores, { programmeId: title.programmeId, number: title.editionNumber }),
  };
}

/** Titles other programmes gave because of one and that still stand, held with their programmes. */
export async function holdRecognised(stores: TitleStores, id: string): Promise<HeldTitle[]> {
  const held: HeldTitle[] = [];
  for (const { programmeId, status } of await stores.titles.listRecognisedFrom(id))
    if (status !== "cancelled") await stores.titles.lockTitles(programmeId);
  for (const title of await stores.titles.listRecognisedFrom(id)) {
    if (title.status === "cancelled") continue;
    const key = { programmeId: title.programmeId, number: title.editionNumber };
    held.push({ title, programme: await getProgramme(stores, key) });
  }
  return held;
}

async function recordLine(
  stores: TitleStores,
  viewer: Viewer,
  action: string,
  title: TitleRecord,
  programme: ProgrammeDocument,
  detail: Record<string, unknown>,
): Promise<void> {
  await record(stores, {
    actor: viewer,
    role: keeperRole(viewer),
    action,
    subjectType: "title",
    subjectId: title.id,
    regionCode: programme.authority.region,
    detail: { number: title.number, programmeId: title.programmeId, ...detail },
  });
}

/** Where a cancellation leaves open what becomes of titles that rest on it. */
export const SAY_RECOGNISED: LocalText = {
  zh: "其他项目据此直接认定了称号，请选择是否一并取消",
  en: "Other programmes gave titles because of this one: say whether they are cancelled with it",
};
const ALREADY_CANCELLED: LocalText = {
  zh: "这个称号已经取消，不能再更改",
  en: "This title has been cancelled and can no longer be changed",
};
const REPLACED: LocalText = {
  zh: "持有人另有较新的同名有效称号，请延长那一个",
  en: "The holder has a newer valid title of the same name; renew that one",
};
const WITHOUT_END: LocalText = {
  zh: "这个称号长期有效，无须延长；不再有效的请办理取消",
  en: "This title is valid without an end and needs no renewal; cancel it when it no longer holds",
};
const NO_SUCH_GROUND: LocalText = {
  zh: "项目文件没有列出这一情形；请在配置工作室的 award.cancellation 中补充后再办理",
  en: "The programme does not list this ground; add it under award.cancellation in the studio first",
};
const NOT_LATER: LocalText = {
  zh: "新的有效期须是日历上有的一天，晚于原有效期，且不早于今天",
  en: "The new last day must be a day of the calendar, after the present one and not before today",
};
