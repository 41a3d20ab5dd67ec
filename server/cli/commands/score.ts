import { diffResults, type ResultDifference } from "../../../core/scoring/diff-runs.ts";
import type { FactsFormat } from "../../../core/scoring/facts-text.ts";
import { decisionText } from "../../../core/scoring/outcome-effects.ts";
import { rowsByRank, type ScoreResult, standingOf } from "../../../core/scoring/results.ts";
import type { ScoringRun } from "../../../core/scoring/run.ts";
import { explainOne, runTable } from "../../../core/scoring/score-table.ts";
import { type CliCommand, type CliContext, findingRows, findingText, type Outcome, UsageError } from "../command.ts";
import { readJson, readText } from "../read-json.ts";
import { linesOfRun, openRun, readPast } from "../stored-run.ts";
import { textPieces } from "../text-pieces.ts";

export const score: CliCommand = {
  name: "score",
  summary: "score a table of facts by a scheme; explain one applicant; compare two runs",
  configure: (command) =>
    command
      .argument("[scheme]", "scheme file; with --diff the later run")
      .option("--facts <file>", "facts as .csv or .ndjson, one applicant a row, with the column id")
      .option("--marks <file>", "marks of experts as CSV: applicant, leaf, expert, points")
      .option("--past <files>", "earlier outputs of score --json, newest first, with commas between")
      .option("--trace", "with every leaf: input, place in its cohort, rule, weights, clause")
      .option("--explain <id>", "explain one applicant in sentences")
      .option("--diff <run>", "compare two outputs of score --json: --diff <before> <after>"),
  async run(context, [first], options) {
    if (typeof options.diff === "string") return compare(options.diff, first, context);
    if (first === undefined) throw new UsageError("score: name a scheme file");
    if (typeof options.facts !== "string") throw new UsageError("--facts: name a .csv or .ndjson file");
    const past = typeof options.past === "string" ? await Promise.all(options.past.split(",").map(readPast)) : [];
    const { findings, run } = runTable({
      scheme: await readJson(first),
      factsText: await textPieces(options.facts),
      factsFormat: formatOf(options.facts),
      ...(typeof options.marks === "string" && { marksText: await readText(options.marks) }),
      past,
      trace: options.trace === true,
    });
    const named = findings.map((finding) => ({ ...finding, file: first }));
    const rows = findingRows(named, context.locale);
    if (named.length > 0) context.log(findingText(named, context.locale));
    if (run === null) return { data: { run: null, results: [], findings: rows }, text: "", failed: true };
    if (typeof options.explain === "string") {
      const explanation = explainOne(run, options.explain, context.locale);
      if (explanation === null) throw new UsageError(`--explain ${options.explain}: no such applicant in the facts`);
      const { result, lines } = explanation;
      return {
        data: explanation,
        text: [
          resultLine(result),
          ...lines.map(({ id, sentence }) => `${id}\t${sentence}`),
          ...result.decisions.map((decision) => `${decision.rule}\t${decisionText(decision, context.locale)}`),
        ].join("\n"),
        failed: false,
      };
    }
    return {
      data: null,
      text: "",
      failed: false,
      lines: (json) => (json ? linesOfRun(run, { trace: options.trace === true }, rows) : standingLines(run)),
    };
  },
};

function* standingLines(run: ScoringRun): Iterable<string> {
  yield "id\teligible\ttotal\trank\ttier\tdecisions";
  for (const row of rowsByRank(run)) yield resultLine(standingOf(run, row));
}

function resultLine({ id, eligible, total, rank, tier, decisions }: ReturnType<typeof standingOf>): string {
  return [id, eligible ? "yes" : "no", total ?? "", rank ?? "", tier ?? "", decisionsCell(decisions)].join("\t");
}

/** `last-two:remove×2`: rule, effect, and how many times in a row where the rule counts. */
function decisionsCell(decisions: ScoreResult["decisions"]): string {
  return decisions
    .map(({ rule, effect, count }) => `${rule}:${effect}${count === undefined ? "" : `×${count}`}`)
    .join(" ");
}

function formatOf(path: string): FactsFormat {
  if (/\.csv$/i.test(path)) return "csv";
  if (/\.(ndjson|jsonl)$/i.test(path)) return "ndjson";
  throw new UsageError(`--facts ${path}: a .csv or .ndjson file`);
}

async function compare(before: string, after: string | undefined, { locale }: CliContext): Promise<Outcome> {
  if (after === undefined) throw new UsageError("--diff: name two runs");
  const [old, fresh] = [await openRun(before), await openRun(after)];
  const none = locale === "zh" ? "没有差别" : "no difference";
  return {
    data: null,
    text: "",
    failed: false,
    async *lines(json) {
      let waiting: string | null = null;
      if (json) yield "[";
      for (const id of [...new Set([...old.ids, ...fresh.ids])].sort()) {
        const difference = diffResults(id, await old.resultOf(id), await fresh.resultOf(id));
        if (difference === null) continue;
        if (waiting !== null) yield json ? `${waiting},` : waiting;
        waiting = json ? JSON.stringify(difference) : differenceLine(difference);
      }
      if (waiting !== null) yield waiting;
      else if (!json) yield none;
      if (json) yield "]";
      await Promise.all([old.close(), fresh.close()]);
    },
  };
}

function differenceLine({ id, total, rank, tier, decisions, leaves }: ResultDifference): string {
  const change = ({ before, after }: { before: unknown; after: unknown }) => `${before ?? "—"} → ${after ?? "—"}`;
  const follows = change({ before: decisionsCell(decisions.before), after: decisionsCell(decisions.after) });
  return [id, change(total), change(rank), change(tier), follows, leaves.map((leaf) => leaf.id).join(",")].join("\t");
}
