import type { FormDocument } from "../../../core/forms/form-document.ts";
import type { Answers } from "../../../core/forms/form-state.ts";
import { canonicalJson } from "../../../core/json/canonical.ts";
import { pointer } from "../../../core/json/pointer.ts";
import { tableColumns } from "./answer-changes.ts";
import { maskAnswers } from "./sensitive-answers.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * Pointers of sensitive values that are others than before although their masks are the same: a reader would take them
 * for unchanged. A row is compared with the one it was, wherever that stood: moving it hides nothing.
 */
export function hiddenChanges(form: FormDocument, before: Answers, now: Answers): string[] {
  const masked = { before: maskAnswers(form, before), now: maskAnswers(form, now) };
  return Object.entries(form.schema.properties).flatMap(([id, schema]) => {
    const columns = tableColumns(schema);
    if (columns === null) {
      const isHidden = schema["x-sensitive"] && before[id] !== now[id] && masked.before[id] === masked.now[id];
      return isHidden ? [pointer(id)] : [];
    }
    const sensitive = Object.keys(columns).filter((column) => columns[column]?.["x-sensitive"] !== undefined);
    if (sensitive.length === 0) return [];
    const full = { before: rowsOf(before[id]), now: rowsOf(now[id]) };
    const shown = { before: rowsOf(masked.before[id]), now: rowsOf(masked.now[id]) };
    return [...pairRows(full, shown)].flatMap(([is, was]) =>
      sensitive
        .filter((column) => full.before[was]?.[column] !== full.now[is]?.[column])
        .filter((column) => shown.before[was]?.[column] === shown.now[is]?.[column])
        .map((column) => pointer(id, is, column)),
    );
  });
}

/** Which row of before a row of now was: the same one, else one a reader cannot tell from it, else the one in its place. */
function pairRows(full: { before: Row[]; now: Row[] }, shown: { before: Row[]; now: Row[] }): Map<number, number> {
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  const pairBy = (before: readonly string[], now: readonly string[]) => {
    const free = new Map<string, number[]>();
    for (const [at, key] of before.entries()) {
      const found = free.get(key);
      if (taken.has(at)) continue;
      if (found === undefined) free.set(key, [at]);
      else found.push(at);
    }
    for (const [is, key] of now.entries()) {
      const was = pairs.has(is) ? undefined : free.get(key)?.shift();
      if (was === undefined) continue;
      pairs.set(is, was);
      taken.add(was);
    }
  };
  const places = (rows: readonly Row[]) => rows.map((_, at) => String(at));
  pairBy(full.before.map(canonicalJson), full.now.map(canonicalJson));
  pairBy(shown.before.map(canonicalJson), shown.now.map(canonicalJson));
  pairBy(places(full.before), places(full.now));
  return new Map([...pairs].sort(([one], [other]) => one - other));
}

function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? (value as Row[]) : [];
}
