import { checkBundle, documentsOfProgramme } from "../../core/editions/bundle.ts";
import { type Documents, documentsOfKind } from "../../core/editions/document-paths.ts";
import { contentHash } from "../../core/json/canonical.ts";
import { scoreTable } from "../../core/scoring/score-table.ts";
import { type NoticeCase, runNoticeCase } from "../core/scoring/notice-case.ts";
import { type ScoreCase, scoreCase } from "../core/scoring/score-case.ts";
import { type AnswerCases, runAnswerCases } from "./run-answers.ts";
import { type RuleCases, runRuleCases } from "./run-rules.ts";

/** Everything recorded, as read from the files. */
export interface RecordedCases {
  rules: RuleCases;
  answers: AnswerCases;
  scoring: ScoreCase[];
  notices: NoticeCase[];
  /** Every document of the product: the golden cases of its programmes are judged. */
  documents: Documents;
  /** Whole runs: scheme documents and facts as CSV. */
  runs: { scheme: { id: string }; facts: string }[];
}

/** What one side made of all recorded cases. */
export interface Conformance {
  /** Differences from what was recorded; empty when all agree. */
  rules: string[];
  answers: string[];
  scoring: string[];
  notices: string[];
  golden: string[];
  /** Hash of each whole run: the same bytes on any machine. Or why there is none. */
  runs: Record<string, string>;
}

/** Runs every conformance and golden case; pure, so that Node and the browser can be compared. */
export function runConformance({ rules, answers, scoring, notices, documents, runs }: RecordedCases): Conformance {
  return {
    rules: runRuleCases(rules),
    answers: runAnswerCases(answers),
    scoring: scoring.flatMap((each) => {
      const points = JSON.stringify(scoreCase(each));
      return points === JSON.stringify(each.expect) ? [] : [`${each.name}: ${points}`];
    }),
    notices: notices.flatMap((each) => {
      const made = runNoticeCase(each);
      const isRight = contentHash(made) === contentHash({ findings: [], results: each.expect });
      return isRight ? [] : [`${each.source}: ${JSON.stringify(made)}`];
    }),
    golden: documentsOfKind(documents, "programme").flatMap(({ id }) =>
      checkBundle(documentsOfProgramme(documents, id)).flatMap(({ level, file, pointer, message }) =>
        level === "error" ? [`${file}${pointer}: ${message.en}`] : [],
      ),
    ),
    runs: Object.fromEntries(runs.map(({ scheme, facts }) => [scheme.id, hashOfRun(scheme, facts)])),
  };
}

function hashOfRun(scheme: object, factsText: string): string {
  const { output, findings } = scoreTable({ scheme, factsText, factsFormat: "csv", trace: false });
  return output?.run.hashes.result ?? findings.map(({ pointer, message }) => `${pointer} ${message.en}`).join("\n");
}
