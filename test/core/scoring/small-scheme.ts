import { checkScheme } from "../../../core/scoring/check-scheme.ts";
import { compileScheme } from "../../../core/scoring/compile-scheme.ts";
import { evaluate, type RunOptions } from "../../../core/scoring/evaluate.ts";
import { FactTableBuilder } from "../../../core/scoring/fact-table.ts";
import type { ScoringRun } from "../../../core/scoring/run.ts";
import type { Fact, SchemeDocument } from "../../../core/scoring/scheme-document.ts";

/** A scheme of one group and its children, with what a test changes. */
export function smallScheme(changes: {
  facts: readonly unknown[];
  children: readonly unknown[];
  combine?: unknown;
  group?: object;
  [other: string]: unknown;
}): SchemeDocument {
  const { facts, children, combine, group, ...rest } = changes;
  return {
    format: "shenbao-scheme/1",
    id: "sample/scoring",
    title: "样例",
    basis: "样例",
    numeric: { step: { places: 12, rounding: "half-up" }, total: { places: 12, rounding: "half-up" } },
    population: "all",
    facts,
    eligibility: [],
    root: { id: "total", title: "总分", basis: "样例", combine: combine ?? { kind: "sum" }, children, ...group },
    outcome: { rank: { on: "exact", ties: "1224", breakers: [], within: "all" }, rules: [] },
    assume: [],
    untranslated: [],
    ...rest,
  } as unknown as SchemeDocument;
}

export const leaf = (id: string, score: unknown, more: object = {}) => ({
  id,
  title: id,
  basis: "样例",
  score,
  missing: "not-applicable",
  ...more,
});

export const fact = (id: string, type: Fact["type"], more: object = {}) => ({ id, title: id, type, ...more });

/** Runs a scheme over rows of plain values; throws when the scheme or a value is refused. */
export function runScheme(
  document: SchemeDocument,
  rows: readonly { id: string; [fact: string]: unknown }[],
  options: RunOptions = {},
): ScoringRun {
  const errors = checkScheme(document).filter(({ level }) => level === "error");
  if (errors.length > 0) throw new Error(errors.map(({ pointer, message }) => `${pointer} ${message.en}`).join("\n"));
  const builder = new FactTableBuilder(rows.map(({ id }) => id));
  for (const each of document.facts)
    if (each.computed === undefined) {
      builder.addColumn(each, (row) => {
        const value = rows[row]?.[each.id];
        return typeof value === "number" ? String(value) : value;
      });
    }
  if (builder.findings.length > 0) throw new Error(builder.findings.map(({ message }) => message.en).join("\n"));
  return evaluate(compileScheme(document), builder.finish(), options);
}
