import type { Finding } from "../../problems/finding.ts";
import { correlation, criticWeights, entropyWeights, scaledToOne } from "../advice/data-weights.ts";
import { type RawTable, readCsv } from "../csv.ts";
import { readDecimal, toNumber } from "../exact.ts";
import { found } from "../findings.ts";
import { ahp, pairsOf } from "./ahp-kind.ts";
import { weightsFrom } from "./weigh.ts";
import type { WeighedGroup } from "./weighed-groups.ts";
import type { GroupAnswer, GroupSummary, WeighingKind } from "./weighing-kind.ts";
import { findWeighingKind } from "./weighing-kinds.ts";

/** Weights from a table, without an application: what the command line and the tests ask. */

/** What a table came to. */
export type TableWeights =
  | { findings: Finding[] }
  | { items: string[]; summary: Omit<GroupSummary, "stability">; weights: Record<string, string[] | null> }
  | { items: string[]; entropy: number[]; critic: number[]; correlations: (number | null)[][] };

/** How weights of a table are to be written. */
export interface TableOptions {
  whole: string;
  places: number;
}

/** The cells of a small table as text. */
function cellsOf(table: RawTable): string[][] {
  return Array.from({ length: table.rows }, (_, row) =>
    table.columns.map((_name, column) => String(table.cell(row, column) ?? "").trim()),
  );
}

/**
 * Answers of persons: a header with the items, a line a person whose first cell is anything. For `delphi` a cell is a
 * share in percent; for `ahp` the columns are pairs, written `first:second`, and a cell a judgement (9 to 1/9).
 */
export function weighAnswers(kindId: string, text: string, options: TableOptions): TableWeights {
  const kind = findWeighingKind(kindId);
  if (kind === undefined) throw new RangeError(`no kind "${kindId}"`);
  const table = readCsv(text);
  if ("findings" in table) return table;
  const columns = table.columns.slice(1);
  const answers = cellsOf(table).map(
    (row): GroupAnswer => Object.fromEntries(columns.map((name, at) => [name, row[at + 1] ?? ""])),
  );
  return weigh(kind, [...new Set(columns.flatMap((name) => name.split(":")))], answers, options);
}

function weigh(
  kind: WeighingKind,
  items: readonly string[],
  answers: readonly GroupAnswer[],
  { whole, places }: TableOptions,
): TableWeights {
  const group: WeighedGroup = {
    id: "table",
    title: { zh: "本表", en: "the table" },
    whole,
    ofOwnWeight: false,
    places,
    items: items.map((id) => ({ id, title: { zh: id, en: id }, basis: "", weight: "" })),
  };
  if (items.length < 2 || items.length > kind.mostItems || answers.length === 0)
    return {
      findings: [
        found(
          "",
          "weights-table",
          `请给出 2 至 ${kind.mostItems} 个指标和至少一行答卷`,
          `Give 2 to ${kind.mostItems} items and at least one line`,
        ),
      ],
    };
  const findings = answers.flatMap((answer, row) =>
    kind.checkAnswer(group, answer).map((finding) => ({ ...finding, pointer: `/${row}${finding.pointer}` })),
  );
  if (findings.length > 0) return { findings: findings.slice(0, 100) };
  const summary = kind.summarise(group, answers);
  const weights = Object.fromEntries(
    kind.rules.map(({ id }) => {
      const fixed = weightsFrom([group], [{ ...summary, stability: null }], id);
      return [id, fixed && items.map((item) => fixed.table?.[item] as string)];
    }),
  );
  return { items: [...items], summary, weights };
}

/** One judgement matrix: a header with the items behind an empty cell, and a line an item; cells 9 to 1/9. */
export function weighMatrix(text: string, options: TableOptions): TableWeights {
  const table = readCsv(text);
  if ("findings" in table) return table;
  const items = table.columns.slice(1);
  const rows = cellsOf(table);
  const cell = (row: number, column: number) => rows[row]?.[column + 1] ?? "";
  const mirrored = (value: string) => (value.startsWith("1/") ? value.slice(2) : value === "1" ? "1" : `1/${value}`);
  const findings = items.flatMap((name, row) =>
    items.flatMap((_, column) => {
      const wanted = row === column ? "1" : mirrored(cell(column, row));
      return cell(row, column) === wanted
        ? []
        : [
            found(
              `/${row}/${column}`,
              "weights-reciprocal",
              `第 ${row + 1} 行（${name}）第 ${column + 1} 列应为 ${wanted}`,
              `Row ${row + 1} (${name}), column ${column + 1} should be ${wanted}`,
            ),
          ];
    }),
  );
  if (findings.length > 0) return { findings: findings.slice(0, 100) };
  const group = { items: items.map((id) => ({ id })) } as WeighedGroup;
  const judged = pairsOf(group).map(({ key, first, second }) => [key, cell(first, second)]);
  return weigh(ahp, items, [Object.fromEntries(judged)], options);
}

/** Facts: a header with the measures, a line an applicant whose first cell is anything; more is better everywhere. */
export function weighFacts(text: string): TableWeights {
  const table = readCsv(text);
  if ("findings" in table) return table;
  const items = table.columns.slice(1);
  const findings: Finding[] = [];
  const rows = cellsOf(table);
  const columns = items.map((name, column) =>
    rows.map((row, at) => {
      const value = readDecimal(row[column + 1] ?? "");
      if (typeof value !== "string") return toNumber(value);
      findings.push(
        found(
          `/${at}/${column}`,
          "weights-number",
          `第 ${at + 1} 行“${name}”不是数`,
          `Row ${at + 1}, "${name}": no number`,
        ),
      );
      return 0;
    }),
  );
  if (items.length < 2 || rows.length < 3)
    findings.push(
      found("", "weights-table", "请给出至少两个指标、三行数据", "Give at least two measures and three lines"),
    );
  if (findings.length > 0) return { findings: findings.slice(0, 100) };
  return {
    items,
    entropy: entropyWeights(columns.map(scaledToOne)),
    critic: criticWeights(columns),
    correlations: columns.map((a) => columns.map((b) => correlation(a, b))),
  };
}
