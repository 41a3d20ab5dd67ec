import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { RecordedTitle, RecordedTitles, RecordTitles, TitleRow } from "../../../core/contracts/titles.ts";
import { isCreditCode } from "../../../core/forms/formats.ts";
import { type Finding, type LocalText, toLocalText } from "../../../core/problems/finding.ts";
import { validUntil } from "../../../core/workflow/award-rules.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { chinaDay, isDay } from "../../../core/workflow/working-days.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { record } from "../audit/audit.service.ts";
import { getProgramme } from "../definitions/definitions.service.ts";
import type { RegionRow } from "../regions/regions.store.ts";
import { enterTitle, nextNumber, type TitleStores } from "./award.service.ts";
import { keeperRole, TITLE_KEEPERS, titleRow } from "./register.service.ts";
import type { TitleRecord } from "./titles.store.ts";

/** Titles that were given outside the rounds: before the product, or by another authority. All of a sheet, or none. */
export async function recordTitles(
  stores: TitleStores,
  viewer: Viewer,
  request: RecordTitles,
): Promise<RecordedTitles> {
  const owned = await stores.titles.listOwnedProgrammes(scopeOf(viewer, TITLE_KEEPERS));
  const key = owned.find(({ id }) => id === request.programmeId);
  if (key === undefined) throw new Problem("not-found");
  const programme = await getProgramme(stores, { programmeId: key.id, number: key.editionNumber });
  await stores.titles.lockTitles(programme.id);
  const regions = await regionsOf(stores, programme);
  const numbers = new Set<string>();
  const unnumbered = new Set<string>();
  const findings: Finding[] = [];
  const lines: { line: RecordedTitle; region: RegionRow }[] = [];
  for (const [index, given] of request.titles.entries()) {
    const line = trimmed(given);
    const at = `/titles/${index}`;
    const region = regions.get(line.region);
    const wrong = [
      ...checkLine(line, region, at, chinaDay(stores.now)),
      ...(await checkNumber(stores, line, numbers, at)),
      ...(await checkRepeated(stores, programme, line, unnumbered, at)),
    ];
    findings.push(...wrong);
    if (region !== undefined) lines.push({ line, region });
  }
  if (findings.length > 0) throw new Problem("invalid-input", { findings: findings.slice(0, MOST_FINDINGS) });
  const entered = new Map<RecordedTitle, string>();
  // Numbers of the sheet first: none that is made here may take one of them.
  for (const { line, region } of [...lines].sort((a, b) => Number(isNumbered(b.line)) - Number(isNumbered(a.line)))) {
    const title = await titleOf(stores, programme, line, region);
    await enterTitle(stores, viewer, programme, title, {
      kind: "recorded",
      ground: groundOf(programme, line.basis),
      reason: line.basis,
    });
    entered.set(line, title.id);
  }
  // Read at the end: a newer one, here or in the register, has ended the older at once.
  const items: TitleRow[] = [];
  for (const { line } of lines) {
    const title = await stores.titles.findLinked(entered.get(line) ?? "");
    if (title !== undefined) items.push(titleRow(title, stores.now));
  }
  await record(stores, {
    actor: viewer,
    role: keeperRole(viewer),
    action: "titles-record",
    subjectType: "programme",
    subjectId: programme.id,
    regionCode: programme.authority.region,
    detail: { numbers: items.map(({ number }) => number) },
  });
  return { items };
}

const MOST_FINDINGS = 200;

const isNumbered = ({ number }: RecordedTitle): boolean => number !== undefined;

/** Present regions of the authority, by code and by name; a name that stands for several is not known. */
async function regionsOf(stores: TitleStores, programme: ProgrammeDocument): Promise<Map<string, RegionRow>> {
  const all = (await stores.regions.listAll()).filter(({ validTo }) => validTo === null);
  const authority = all.find(({ code }) => code === programme.authority.region);
  const own = all.filter(({ path }) => authority !== undefined && path.startsWith(authority.path));
  const known = new Map(own.map((region) => [region.code, region]));
  for (const region of own)
    if (own.filter(({ name }) => name === region.name).length === 1) known.set(region.name, region);
  return known;
}

function checkLine(line: RecordedTitle, region: RegionRow | undefined, at: string, today: string): Finding[] {
  const wrong: Finding[] = [];
  const refuse = (name: string, code: string, zh: string, en: string) =>
    wrong.push({ pointer: `${at}/${name}`, code, level: "error", message: { zh, en } });
  if (line.holder === "") refuse("holder", "holder-missing", "请填写持有人名称", "Give the name of the holder");
  if (line.basis === "") refuse("basis", "basis-missing", "请填写授予依据", "Give what the title rests on");
  if (line.creditCode !== undefined && !isCreditCode(line.creditCode))
    refuse("creditCode", "credit-code", "统一社会信用代码有误，请核对", "This is not a valid credit code");
  if (region === undefined)
    refuse(
      "region",
      "region-unknown",
      `本地区没有“${line.region}”，或有多个同名地区；请填写行政区划代码`,
      `"${line.region}" is no region of this authority, or several have the name; give its code`,
    );
  if (!isDay(line.awardedOn))
    refuse("awardedOn", "no-such-day", "授予日期应为 YYYY-MM-DD", "The day of the award must be YYYY-MM-DD");
  else if (line.awardedOn > today)
    refuse("awardedOn", "day-ahead", "授予日期不能晚于今天", "The day of the award lies ahead");
  if (line.validUntil !== undefined && (!isDay(line.validUntil) || line.validUntil < line.awardedOn))
    refuse(
      "validUntil",
      "no-such-day",
      "有效期应为 YYYY-MM-DD，不早于授予日期",
      "The last day must be YYYY-MM-DD and not before the award",
    );
  return wrong;
}

/** A number stands once, in the register and in the sheet. */
async function checkNumber(
  stores: TitleStores,
  { number }: RecordedTitle,
  seen: Set<string>,
  at: string,
): Promise<Finding[]> {
  if (number === undefined) return [];
  const isTaken = seen.has(number) || (await stores.titles.isTitleNumberTaken(number));
  seen.add(number);
  if (!isTaken) return [];
  const message = { zh: `编号“${number}”已经存在`, en: `The number "${number}" exists already` };
  return [{ pointer: `${at}/number`, code: "number-taken", level: "error", message }];
}

/** A line without a number is known by its holder and its day: a sheet that is sent in twice is entered once. */
async function checkRepeated(
  stores: TitleStores,
  programme: ProgrammeDocument,
  line: RecordedTitle,
  seen: Set<string>,
  at: string,
): Promise<Finding[]> {
  if (isNumbered(line)) return [];
  const { holder: holderName, creditCode = null, awardedOn } = line;
  const key = JSON.stringify([holderName, creditCode, awardedOn]);
  const isThere =
    seen.has(key) || (await stores.titles.isRecorded(programme.id, { holderName, creditCode, awardedOn }));
  seen.add(key);
  if (!isThere) return [];
  const message = {
    zh: `“${holderName}”${awardedOn} 授予的称号已经在册；确为另一个的，请填写编号`,
    en: `The title of "${holderName}" from ${awardedOn} is recorded already; if this is another one, give its number`,
  };
  return [{ pointer: `${at}/holder`, code: "recorded-already", level: "error", message }];
}

async function titleOf(
  stores: TitleStores,
  programme: ProgrammeDocument,
  line: RecordedTitle,
  region: RegionRow,
): Promise<TitleRecord> {
  const { creditCode = null, awardedOn } = line;
  const lastDay = line.validUntil ?? validUntil(awardedOn, programme.award.validYears);
  const organisation = creditCode === null ? null : await stores.organisations.findByCreditCode(creditCode);
  return {
    id: newId(),
    number: line.number ?? (await nextNumber(stores, programme, Number(awardedOn.slice(0, 4)))),
    programmeId: programme.id,
    declarationId: null,
    holderKey: organisation?.id ?? null,
    creditCode,
    holderName: line.holder,
    regionCode: region.code,
    name: toLocalText(programme.award.name),
    awardedOn,
    validUntil: lastDay,
    status: lastDay !== null && lastDay < chinaDay(stores.now) ? "expired" : "valid",
    origin: "recorded",
    recognisedFrom: null,
  };
}

/** A basis that is one of the programme's rules of recognition, by id. */
function groundOf(programme: ProgrammeDocument, basis: string): LocalText | null {
  const rule = programme.award.recognition?.find(({ id }) => id === basis);
  return rule === undefined ? null : toLocalText(rule.text);
}

/** Without blanks around; what is left out and what is blank are the same. */
function trimmed(line: RecordedTitle): RecordedTitle {
  const some = (text: string | undefined) => (text?.trim() ? text.trim() : undefined);
  const { holder, region, awardedOn, basis } = line;
  const [number, creditCode, lastDay] = [
    some(line.number),
    some(line.creditCode)?.toUpperCase(),
    some(line.validUntil),
  ];
  return {
    ...(number !== undefined && { number }),
    ...(creditCode !== undefined && { creditCode }),
    ...(lastDay !== undefined && { validUntil: lastDay }),
    holder: holder.trim(),
    region: region.trim(),
    awardedOn: awardedOn.trim(),
    basis: basis.trim(),
  };
}
