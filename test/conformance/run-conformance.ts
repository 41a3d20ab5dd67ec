import { scoreTable } from "../../core/scoring/score-table.ts";
import { type ScoreCase, scoreCase } from "../core/scoring/score-case.ts";
import { type AnswerCases, runAnswerCases } from "./run-answers.ts";
import { type RuleCases, runRuleCases } from "./run-rules.ts";

/** Everything recorded, as read from the files. */
export interface RecordedCases {
  rules: RuleCases;
  answers: AnswerCases;
  scoring: ScoreCase[];
  /** A whole run: scheme document and facts as CSV. */
  run: { scheme: unknown; facts: string };
}

/** What one side made of all recorded cases. */
export interface Conformance {
  /** Differences from what was recorded; empty when all agree. */
  rules: string[];
  answers: string[];
  scoring: string[];
  /** Hash of the whole run: the same bytes on any machine. Or why there is none. */
  run: string;
}

/** Runs every conformance case of rules, answers and scoring; pure, so that Node and the browser can be compared. */
export function runConformance({ rules, answers, scoring, run }: RecordedCases): Conformance {
  const { output, findings } = scoreTable({
    scheme: run.scheme,
    factsText: run.facts,
    factsFormat: "csv",
    trace: false,
  });
  return {
    rules: runRuleCases(rules),
    answers: runAnswerCases(answers),
    scoring: scoring.flatMap((each) => {
      const points = JSON.stringify(scoreCase(each));
      return points === JSON.stringify(each.expect) ? [] : [`${each.name}: ${points}`];
    }),
    run: output?.run.hashes.result ?? findings.map(({ pointer, message }) => `${pointer} ${message.en}`).join("\n"),
  };
}
