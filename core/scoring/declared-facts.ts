import type { CompiledForm } from "../forms/compile-form.ts";
import { formState } from "../forms/form-state.ts";
import type { Finding } from "../problems/finding.ts";
import { decimal, formatExact, readDecimal } from "./exact.ts";
import { compileExact, type ExactProgram, isExact, type Lookup } from "./exact-expression.ts";
import { type FactTable, FactTableBuilder } from "./fact-table.ts";
import type { Fact, SchemeDocument } from "./scheme-document.ts";

/**
 * From the answers of a form to the facts of a scheme. A fact is the answer with its own id, or an expression over the
 * answers; numbers are counted exactly and written as decimals, so that a run can be frozen and repeated byte by byte.
 */

/** A fact as it is frozen: a decimal as text, yes or no, a text, the codes of a choice; null when not answered. */
export type FactValue = string | boolean | string[] | null;

/** What a declaration is besides the answers to its form. */
export interface DeclarationSurroundings {
  /** Names of the regions it lies in. */
  place: Readonly<Record<NonNullable<Fact["meta"]>, string>>;
  /** Answers to attached forms as handed in, by the form's id in the programme. */
  attached: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A sample, of which nothing is known besides its answers: it lies somewhere, in a county of its own. */
const SAMPLE: DeclarationSurroundings = {
  place: { city: "sample", county: "sample" },
  attached: {},
};

export interface FactReader {
  /**
   * Reads the facts of one declaration.
   * @param answers as submitted
   * @param day the day it was handed in, for expressions that say `today`
   * @param surroundings left out for a sample
   */
  read(
    answers: Readonly<Record<string, unknown>>,
    day: string,
    surroundings?: DeclarationSurroundings,
  ): Record<string, FactValue>;
  /** Fields of the declared form a fact is read from; none for what is known otherwise. */
  fieldsOf(factId: string): readonly string[];
}

/**
 * Makes the reader of a scheme's submitted facts. Throws on an expression the scheme's check would have refused.
 * @param attached the attached forms of the programme, by their id there; one that is not given is not answered
 */
export function makeFactReader(
  facts: readonly Fact[],
  form: CompiledForm,
  attached: ReadonlyMap<string, CompiledForm> = new Map(),
): FactReader {
  const submitted = facts.filter((fact) => fact.computed === undefined);
  const formOf = (fact: Fact) => (fact.attached === undefined ? form : attached.get(fact.attached));
  const programs = new Map<string, ExactProgram>();
  for (const fact of submitted) {
    const environment = formOf(fact)?.environment;
    if (fact.from === undefined || environment === undefined) continue;
    const compiled = compileExact(fact.from, environment);
    if (compiled.program === undefined)
      throw new Error(`fact ${fact.id}: ${compiled.findings[0]?.message.en ?? "does not compile"}`);
    programs.set(fact.id, compiled.program);
  }
  const readOf = (fact: Fact, values: Readonly<Record<string, unknown>> | undefined, lookup: Lookup): FactValue => {
    if (values === undefined) return null;
    const program = programs.get(fact.id);
    return program === undefined ? written(values[fact.id]) : frozen(program.run(lookup));
  };
  return {
    read(answers, day, { place, attached: handedIn } = SAMPLE) {
      const own = shown(form, answers, day);
      const others = new Map(
        [...attached].flatMap(([id, other]) => {
          const given = handedIn[id];
          return given === undefined ? [] : [[id, shown(other, given, day)] as const];
        }),
      );
      return Object.fromEntries(
        submitted.map((fact) => {
          if (fact.meta !== undefined) return [fact.id, place[fact.meta]];
          const from = fact.attached === undefined ? own : others.get(fact.attached);
          return [fact.id, readOf(fact, from?.values, from?.lookup ?? (() => undefined))];
        }),
      );
    },
    fieldsOf(factId) {
      const fact = submitted.find(({ id }) => id === factId);
      if (fact?.meta !== undefined || fact?.attached !== undefined) return [];
      return programs.get(factId)?.references ?? [factId];
    },
  };
}

/** Answers as expressions see them: calculated fields filled in and hidden ones left out, as when they were handed in. */
function shown(
  form: CompiledForm,
  answers: Readonly<Record<string, unknown>>,
  day: string,
): { values: Readonly<Record<string, unknown>>; lookup: Lookup } {
  const { values } = formState(form, answers, { today: day });
  return {
    values,
    lookup: (name) => {
      if (name === "report_year") return decimal(String(form.document.reportYear));
      if (name === "today") return day;
      return exactOf(Object.hasOwn(values, name) ? values[name] : undefined);
    },
  };
}

/** Puts frozen facts into typed columns; findings name the row and the fact. */
export function buildFactTable(
  document: SchemeDocument,
  ids: readonly string[],
  facts: readonly Readonly<Record<string, FactValue>>[],
): { table: FactTable; findings: Finding[] } {
  const builder = new FactTableBuilder(ids);
  for (const fact of document.facts) {
    if (fact.computed === undefined) builder.addColumn(fact, (row) => facts[row]?.[fact.id] ?? null);
  }
  return { table: builder.finish(), findings: builder.findings };
}

type Item = ReturnType<Lookup>;

function exactOf(value: unknown): Item {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "number") {
    const number = readDecimal(String(value));
    // Beyond what is counted: what depends on it cannot be known.
    return typeof number === "string" ? undefined : number;
  }
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.flatMap((item) => exactOf(item) ?? []) as Item;
  return Object.fromEntries(Object.entries(value).map(([key, cell]) => [key, exactOf(cell)])) as Item;
}

/** An answer as it was written; a number beyond what is counted stays, so that the run can refuse it by name. */
function written(value: unknown): FactValue {
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return value === "" ? null : value;
  return Array.isArray(value) ? value.map(String) : null;
}

/** More places than any division is rounded to; a decimal ends before. */
const PLACES = 30;

function frozen(value: Item): FactValue {
  if (value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (isExact(value)) return formatExact(value, PLACES);
  if (Array.isArray(value)) return value.map((item) => (isExact(item) ? formatExact(item, PLACES) : String(item)));
  return null;
}
