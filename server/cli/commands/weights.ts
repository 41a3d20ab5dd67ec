import { decimal } from "../../../core/scoring/exact.ts";
import {
  type TableOptions,
  type TableWeights,
  weighAnswers,
  weighFacts,
  weighMatrix,
} from "../../../core/scoring/weighing/weighing-tables.ts";
import { type CliCommand, findingRows, findingText, UsageError } from "../command.ts";
import { readText } from "../read-json.ts";

/** What a table can hold; one flat list. */
const TABLES: Record<string, (text: string, options: TableOptions) => TableWeights> = {
  delphi: (text, options) => weighAnswers("delphi", text, options),
  ahp: (text, options) => weighAnswers("ahp", text, options),
  matrix: weighMatrix,
  facts: weighFacts,
};

export const weights: CliCommand = {
  name: "weights",
  summary: "weights from a table: answers of a Delphi round or of AHP, one judgement matrix, or facts (advice)",
  configure: (command) =>
    command
      .argument("<table>", `what the file holds: ${Object.keys(TABLES).join(", ")}`)
      .argument("<file>", "CSV with a header; the first column names the line")
      .option("--whole <number>", "what the weights add up to", "100")
      .option("--places <number>", "decimal places of a weight", "2"),
  async run({ locale }, [table = "", path = ""], options) {
    const weigh = Object.hasOwn(TABLES, table) ? TABLES[table] : undefined;
    if (weigh === undefined) throw new UsageError(`${table}: one of ${Object.keys(TABLES).join(", ")}`);
    const result = weigh(await readText(path), readOptions(options));
    if ("findings" in result) {
      const named = result.findings.map((finding) => ({ ...finding, file: path }));
      return { data: { findings: findingRows(named, locale) }, text: findingText(named, locale), failed: true };
    }
    return { data: result, text: linesOf(result).join("\n"), failed: false };
  },
};

function readOptions({ whole, places }: Record<string, string | boolean | undefined>): TableOptions {
  if (!/^[0-9]{1,9}(\.[0-9]{1,6})?$/.test(String(whole)) || decimal(String(whole)).n === 0n)
    throw new UsageError(`--whole ${whole}: a number above 0`);
  if (!/^[0-6]$/.test(String(places))) throw new UsageError(`--places ${places}: 0 to 6`);
  return { whole: String(whole), places: Number(places) };
}

function linesOf(result: Exclude<TableWeights, { findings: unknown }>): string[] {
  if ("entropy" in result)
    return [
      "item\tentropy\tcritic",
      ...result.items.map((item, at) =>
        [item, result.entropy[at]?.toFixed(4), result.critic[at]?.toFixed(4)].join("\t"),
      ),
    ];
  const rules = Object.entries(result.weights);
  const { items, agreement, consistency } = result.summary;
  return [
    ["item", "median", "quartiles", "mean", "cv", ...rules.map(([rule]) => rule)].join("\t"),
    ...items.map((item, at) =>
      [
        item.id,
        item.median,
        `${item.lowerQuartile}–${item.upperQuartile}`,
        item.mean,
        item.variation ?? "—",
        ...rules.map(([, parts]) => parts?.[at] ?? "—"),
      ].join("\t"),
    ),
    ...(agreement === null
      ? []
      : [`W ${agreement.w}  χ² ${agreement.chiSquare} (${agreement.freedom})  p ${agreement.p}`]),
    ...(consistency === null ? [] : [`λ ${consistency.lambda}  CR ${consistency.ratio ?? "—"}`]),
    ...(consistency?.consistent === false && consistency.doubt !== null
      ? [
          `> 0.10: ${consistency.doubt.first} : ${consistency.doubt.second} = ${consistency.doubt.given}, ${consistency.doubt.implied}?`,
        ]
      : []),
  ];
}
