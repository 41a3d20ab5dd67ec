import type { LocalText } from "../problems/finding.ts";
import { toLocalText } from "../problems/finding.ts";

/**
 * What a change of a document means for declarations that are already being filled in.
 * cosmetic: nothing is judged differently; loosening: all that was right stays right; tightening: something that was
 * right may now be wrong; breaking: what is stored no longer means, or no longer fits, what it did.
 */
export type ChangeKind = "cosmetic" | "loosening" | "tightening" | "breaking";

/** One change of one document, `pointer` into the newer one (into the older one for what was removed). */
export interface DocumentChange {
  file: string;
  pointer: string;
  kind: ChangeKind;
  description: LocalText;
}

/** Judges one member of a document: its value before and after, undefined when it was not there; null for no change. */
export type Compare = (before: unknown, after: unknown) => ChangeKind | null;

/** One member that may change, with the word people know it by. */
export interface Aspect {
  key: string;
  title: LocalText;
  compare: Compare;
}

/** Builds the comparison of a member that always means the same when it changes. */
export function always(kind: ChangeKind): Compare {
  return (before, after) => (sameJson(before, after) ? null : kind);
}

/** A bound from below: a higher one tightens. */
export const lowerBound: Compare = (before, after) => {
  if (sameJson(before, after)) return null;
  return numberOr(after, Number.NEGATIVE_INFINITY) > numberOr(before, Number.NEGATIVE_INFINITY)
    ? "tightening"
    : "loosening";
};

/** A bound from above: a lower one tightens. */
export const upperBound: Compare = (before, after) => {
  if (sameJson(before, after)) return null;
  return numberOr(after, Number.POSITIVE_INFINITY) < numberOr(before, Number.POSITIVE_INFINITY)
    ? "tightening"
    : "loosening";
};

/** A demand that may be there or not. Two conditions cannot be compared, so a changed one counts as tightening. */
export const demand: Compare = (before, after) => {
  if (sameJson(before, after)) return null;
  return after === undefined || after === false ? "loosening" : "tightening";
};

/** A condition under which a demand holds: taking it away makes the demand hold always. */
export const demandCondition: Compare = (before, after) => (sameJson(before, after) ? null : "tightening");

/** A list of what is allowed: a member taken away tightens. */
export const allowedList: Compare = (before, after) => {
  if (sameJson(before, after)) return null;
  const kept = new Set(listOf(after).map((item) => JSON.stringify(item)));
  return listOf(before).every((item) => kept.has(JSON.stringify(item))) ? "loosening" : "tightening";
};

/** A list of what is demanded: a member more tightens. */
export const demandedList: Compare = (before, after) => allowedList(after, before);

/**
 * Compares the members of one object by a list of aspects; a member that stands in no aspect and not in `elsewhere`
 * counts as breaking, so that a new kind of member is never overlooked.
 */
export function compareAspects(
  file: string,
  pointer: string,
  subject: LocalText,
  before: unknown,
  after: unknown,
  aspects: readonly Aspect[],
  elsewhere: readonly string[],
): DocumentChange[] {
  const from = recordOf(before);
  const to = recordOf(after);
  const known = new Map(aspects.map((aspect) => [aspect.key, aspect]));
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((key) => !elsewhere.includes(key));
  return keys.flatMap((key) => {
    const aspect = known.get(key);
    const kind = (aspect?.compare ?? always("breaking"))(from[key], to[key]);
    if (kind === null) return [];
    const title = aspect?.title ?? { zh: key, en: key };
    return [
      {
        file,
        pointer: `${pointer}/${token(key)}`,
        kind,
        description: describe(subject, title, from[key], to[key]),
      },
    ];
  });
}

/** Matches two lists by the id of their items and hands every pair, with the pointer of the item, to `visit`. */
export function compareById(
  before: unknown,
  after: unknown,
  pointer: string,
  idKey: string,
  visit: (pair: { before: unknown; after: unknown; pointer: string; id: string }) => DocumentChange[],
): DocumentChange[] {
  const old = indexById(before, idKey);
  const young = indexById(after, idKey);
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((id) => {
    const was = old.get(id);
    const is = young.get(id);
    return visit({ before: was?.item, after: is?.item, pointer: `${pointer}/${(is ?? was)?.index}`, id });
  });
}

function indexById(list: unknown, idKey: string): Map<string, { item: unknown; index: number }> {
  return new Map(listOf(list).map((item, index) => [String(recordOf(item)[idKey] ?? index), { item, index }]));
}

function describe(subject: LocalText, title: LocalText, before: unknown, after: unknown): LocalText {
  const from = { zh: shown(before, "zh"), en: shown(before, "en") };
  const to = { zh: shown(after, "zh"), en: shown(after, "en") };
  return {
    zh: `${subject.zh}：${title.zh}由${from.zh}改为${to.zh}`,
    en: `${subject.en}: ${title.en} changed from ${from.en} to ${to.en}`,
  };
}

/** A value short enough for one line of a list. */
function shown(value: unknown, locale: "zh" | "en"): string {
  if (value === undefined) return locale === "zh" ? "（无）" : "(none)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return locale === "zh" ? `“${short}”` : `"${short}"`;
}

/** Equality of JSON values, whatever the order of their members: a database may have stored them in another order. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const from = a as Record<string, unknown>;
  const to = b as Record<string, unknown>;
  const keys = Object.keys(from);
  return (
    keys.length === Object.keys(to).length &&
    keys.every((key) => Object.hasOwn(to, key) && sameJson(from[key], to[key]))
  );
}

/** A value as an object; an empty one when it is none, because drafts may hold anything. */
export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A value as a list; an empty one when it is none. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An authored text in both languages, or `fallback` when there is none. */
export function textOf(value: unknown, fallback: string): LocalText {
  if (typeof value === "string") return toLocalText(value);
  const { zh, en } = recordOf(value);
  return typeof zh === "string" ? { zh, en: typeof en === "string" ? en : zh } : { zh: fallback, en: fallback };
}

/** One reference token of a JSON pointer. */
export function token(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

/** What a change is about, in words: `字段“企业名称”`. */
export function named(zh: string, en: string, name: string): LocalText {
  return { zh: `${zh}“${name}”`, en: `${en} "${name}"` };
}

/** The change of something that was not there before. */
export function added(file: string, pointer: string, kind: ChangeKind, subject: LocalText): DocumentChange {
  return { file, pointer, kind, description: { zh: `新增${subject.zh}`, en: `${subject.en} added` } };
}

/** The change of something that is no longer there; the pointer leads into the older document. */
export function removed(file: string, pointer: string, kind: ChangeKind, subject: LocalText): DocumentChange {
  return { file, pointer, kind, description: { zh: `删除${subject.zh}`, en: `${subject.en} removed` } };
}
