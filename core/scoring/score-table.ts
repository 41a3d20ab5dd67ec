import { type Finding, hasErrors, type Locale } from "../problems/finding.ts";
import { checkScheme } from "./check-scheme.ts";
import { compileScheme } from "./compile-scheme.ts";
import { evaluate } from "./evaluate.ts";
import { explain } from "./explain.ts";
import { type FactsFormat, readFactTable } from "./facts-text.ts";
import { readMarkTable } from "./marks-text.ts";
import type { PastRun } from "./outcome.ts";
import { outputOf, resultOf, type ScoreOutput, type ScoreResult } from "./results.ts";
import type { ScoringRun } from "./run.ts";
import type { SchemeDocument } from "./scheme-document.ts";
import type { TextSource } from "./text-source.ts";
import type { LeafTrace } from "./trace.ts";

/** What the command line hands to the engine: documents and texts, no files. */
export interface ScoreInput {
  /** The scheme document, not yet checked. */
  scheme: unknown;
  /** All of it, or piece by piece. */
  factsText: string | TextSource;
  factsFormat: FactsFormat;
  /** CSV: applicant, leaf, expert, points. */
  marksText?: string | undefined;
  /** Earlier outputs, newest first, for rules over several runs. */
  past?: readonly PastRun[] | undefined;
  trace: boolean;
}

/**
 * Scores a table of facts by a scheme. With an error among the findings there is no output: never a wrong number in
 * silence. Pointers of findings lead into the scheme, or name row and column of the table (`/3/turnover`).
 */
export function scoreTable(input: ScoreInput): { findings: Finding[]; output: ScoreOutput | null } {
  const { findings, run } = runTable(input);
  return { findings, output: run === null ? null : outputOf(run, { trace: input.trace }) };
}

/** As scoreTable, handing out the run itself. */
export function runTable(input: ScoreInput): { findings: Finding[]; run: ScoringRun | null } {
  const scheme = checkScheme(input.scheme);
  if (hasErrors(scheme)) return { findings: scheme, run: null };
  const document = input.scheme as SchemeDocument;
  const facts = readFactTable(document, input.factsText, input.factsFormat);
  if (facts.table === null) return { findings: [...scheme, ...facts.findings], run: null };
  const marks =
    input.marksText === undefined ? null : readMarkTable(document, new Set(facts.table.ids), input.marksText);
  const findings = [...scheme, ...facts.findings, ...(marks?.findings ?? [])];
  if (marks !== null && marks.marks === null) return { findings, run: null };
  const run = evaluate(compileScheme(document), facts.table, {
    ...(marks?.marks ? { marks: marks.marks } : {}),
    past: input.past ?? [],
  });
  return { findings, run };
}

/** One applicant of a run in sentences. */
export interface Explanation {
  result: ScoreResult;
  lines: { id: string; points: string | null; contribution: string; sentence: string }[];
}

/** Explains one applicant by id; null when there is none. */
export function explainOne(run: ScoringRun, id: string, locale: Locale): Explanation | null {
  const row = run.table.ids.indexOf(id);
  if (row < 0) return null;
  const result = resultOf(run, row, true);
  const lines = (result.leaves as LeafTrace[]).map((leaf) => ({
    id: leaf.id,
    points: leaf.points,
    contribution: leaf.contribution,
    sentence: explain(leaf, locale),
  }));
  return { result, lines };
}
