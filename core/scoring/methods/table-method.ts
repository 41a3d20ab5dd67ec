import { Type } from "@sinclair/typebox";
import { type Finding, type Text, toLocalText } from "../../problems/finding.ts";
import { TextDocument } from "../../problems/text-document.ts";
import { add, decimal, type Exact, exact, larger, smaller } from "../exact.ts";
import { factValue } from "../fact-table.ts";
import { found } from "../findings.ts";
import { contains, coverageOf, type Interval, intersection, intervalText, readInterval } from "../intervals.ts";
import { type LeafContext, leafMethod } from "../leaf-method.ts";
import type { Entry } from "../leaf-scores.ts";
import { Decimal, type Fact, FactId } from "../scheme-document.ts";
import { Otherwise, otherwiseEntry, pointsText } from "./points-text.ts";
import { boundsOf } from "./threshold-methods.ts";

const closed = { additionalProperties: false } as const;

/** A cell of the table, read for the type of its column. */
type Cell =
  | { any: true }
  | { interval: Interval; any?: undefined }
  | { codes: readonly string[]; any?: undefined }
  | { yes: boolean; any?: undefined };

/** Reads a cell: `-` for any; a range for numbers; true/false; `a | b` for texts and sets (a set holds one of them). */
function readCell(text: string, fact: Fact): Cell | undefined {
  if (text.trim() === "-") return { any: true };
  if (fact.type === "boolean") return text === "true" ? { yes: true } : text === "false" ? { yes: false } : undefined;
  if (fact.type === "number") {
    const interval = readInterval(text);
    return interval === undefined ? undefined : { interval };
  }
  const codes = text.split("|").map((code) => code.trim());
  return codes.some((code) => code === "" || (fact.choices !== undefined && !fact.choices.includes(code)))
    ? undefined
    : { codes };
}

function fits(cell: Cell, value: ReturnType<typeof factValue>): boolean {
  if (cell.any) return true;
  if ("yes" in cell) return value === cell.yes;
  if ("interval" in cell) return contains(cell.interval, value as Exact);
  return Array.isArray(value) ? cell.codes.some((code) => value.includes(code)) : cell.codes.includes(value as string);
}

function canBothFit(a: Cell, b: Cell, type: Fact["type"]): boolean {
  if (a.any || b.any) return true;
  if ("yes" in a && "yes" in b) return a.yes === b.yes;
  if ("interval" in a && "interval" in b) return intersection(a.interval, b.interval) !== undefined;
  if (type === "set") return true;
  return "codes" in a && "codes" in b && a.codes.some((code) => b.codes.includes(code));
}

const HITS = ["unique", "first", "any", "sum", "min", "max", "count"] as const;

/** A decision table over several facts, with the hit policies of DMN. */
export const table = leafMethod({
  kind: "table",
  title: { zh: "决策表", en: "Decision table" },
  summary: {
    zh: "`inputs` 为事实，`rows` 为条件与分值；单元格：`-` 不限、区间、true/false、`a | b`。命中规则 `hit`：unique 只许一行、first 取第一行、any 命中行分值须相同、sum/min/max 合计或取小取大、count 命中行数（每行按 1 分）。都不命中按 `otherwise`。",
    en: "`inputs` are facts, `rows` conditions with points. Cells: `-` any, a range, true/false, `a | b`. `hit`: unique (one row only), first, any (rows that hit must agree), sum, min, max, count (number of rows hit). `otherwise` when none hits.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("table"),
      hit: Type.Union(HITS.map((hit) => Type.Literal(hit))),
      inputs: Type.Array(FactId, { minItems: 1, maxItems: 10 }),
      rows: Type.Array(
        Type.Object(
          {
            when: Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 10 }),
            points: Decimal,
            note: Type.Optional(TextDocument),
          },
          closed,
        ),
        { minItems: 1, maxItems: 200 },
      ),
      otherwise: Otherwise,
    },
    closed,
  ),
  facts: [],
  relative: false,
  references: (p) => p.inputs,
  check(p, context) {
    const facts = p.inputs.map((id) => context.facts.get(id));
    const findings = p.rows.flatMap((row, index) => checkRow(row.when, facts, `${context.at}/rows/${index}/when`));
    if (findings.length > 0 || facts.includes(undefined)) return findings;
    const cells = p.rows.map((row) => row.when.map((text, at) => readCell(text, facts[at] as Fact) as Cell));
    return [
      ...checkOverlaps(p, cells, facts as Fact[], context),
      ...checkGaps(cells, facts as Fact[], `${context.at}/rows`),
    ];
  },
  bounds(p) {
    if (p.hit === "count") return { low: exact(0), high: exact(p.rows.length) };
    const points = [...p.rows.map((row) => row.points), p.otherwise.points];
    if (p.hit !== "sum") return boundsOf(points);
    const values = p.rows.map((row) => decimal(row.points));
    const ups = values.filter((value) => value.n > 0n).reduce(add, exact(0));
    const downs = values.filter((value) => value.n < 0n).reduce(add, exact(0));
    const rest = decimal(p.otherwise.points);
    return { low: smaller(downs, rest), high: larger(ups, rest) };
  },
  compile(p, context) {
    const facts = p.inputs.map((id) => context.facts.get(id) as Fact);
    const rows = p.rows.map((row) => row.when.map((text, at) => readCell(text, facts[at] as Fact) as Cell));
    const points = p.rows.map((row) => decimal(row.points));
    return (input, scores) => {
      const columns = p.inputs.map((id) => input.table.columns.get(id));
      for (let row = 0; row < input.rows; row++) {
        const values = columns.map((column) => (column === undefined ? undefined : factValue(column, row)));
        const hits: number[] = [];
        let open = false;
        for (let at = 0; at < rows.length; at++) {
          const verdict = rowVerdict(rows[at] as Cell[], values);
          if (verdict === true) hits.push(at);
          else if (verdict === undefined) open = true;
        }
        // A blank that could still decide leaves the leaf missing; one that no row asks for does not.
        if (open && !(p.hit === "first" && hits.length > 0)) continue;
        scores.codes[row] = scores.code(hits.join(","), () =>
          resolve(p.hit, hits, points, p.otherwise, hits.length === 1 ? p.rows[hits[0] as number]?.note : undefined),
        );
      }
    };
  },
});

function rowVerdict(cells: readonly Cell[], values: readonly ReturnType<typeof factValue>[]): boolean | undefined {
  let open = false;
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as Cell;
    if (cell.any) continue;
    const value = values[at];
    if (value === undefined) open = true;
    else if (!fits(cell, value)) return false;
  }
  return open ? undefined : true;
}

function resolve(
  hit: (typeof HITS)[number],
  hits: readonly number[],
  points: readonly Exact[],
  otherwise: Parameters<typeof otherwiseEntry>[0],
  note: Text | undefined,
): Entry {
  if (hits.length === 0 && hit !== "count") return otherwiseEntry(otherwise);
  const values = hits.map((at) => points[at] as Exact);
  const first = values[0] ?? exact(0);
  const value =
    hit === "count"
      ? exact(hits.length)
      : hit === "sum"
        ? values.reduce(add)
        : hit === "min"
          ? values.reduce(smaller)
          : hit === "max"
            ? values.reduce(larger)
            : first;
  const lines = hits.map((at) => at + 1).join("、");
  const said = note === undefined ? undefined : toLocalText(note);
  const entry: Entry = {
    points: value,
    line: (hits[0] ?? -1) + 1,
    rule: {
      zh: `${said?.zh ?? `命中第 ${lines || "0"} 行`} → ${pointsText(value).zh}`,
      en: `${said?.en ?? `row ${lines.replaceAll("、", ", ") || "0"}`} → ${pointsText(value).en}`,
    },
  };
  if (
    (hit === "unique" || hit === "any") &&
    hits.length > 1 &&
    values.some((each) => each.n * first.d !== first.n * each.d)
  )
    entry.flag = { zh: "多行同时命中，取首行", en: "Several rows hit; the first one counts" };
  return entry;
}

function checkRow(when: readonly string[], facts: readonly (Fact | undefined)[], at: string): Finding[] {
  if (when.length !== facts.length)
    return [found(at, "scheme-table-columns", `应有 ${facts.length} 个单元格`, `There must be ${facts.length} cells`)];
  return when.flatMap((text, index) => {
    const fact = facts[index];
    if (fact === undefined || readCell(text, fact) !== undefined) return [];
    return [
      found(
        `${at}/${index}`,
        "scheme-table-cell",
        `“${text}”不能用于${fact.id}（${fact.type}）`,
        `"${text}" cannot stand for ${fact.id} (${fact.type})`,
      ),
    ];
  });
}

function checkOverlaps(
  p: { hit: string; rows: readonly { points: string | number }[] },
  cells: readonly Cell[][],
  facts: readonly Fact[],
  { at }: LeafContext,
): Finding[] {
  if (p.hit === "first") return checkShadowed(cells, at);
  if (p.hit !== "unique" && p.hit !== "any") return [];
  const findings: Finding[] = [];
  cells.forEach((a, i) => {
    for (let j = i + 1; j < cells.length; j++) {
      const b = cells[j] as Cell[];
      if (!a.every((cell, column) => canBothFit(cell, b[column] as Cell, (facts[column] as Fact).type))) continue;
      if (p.hit === "any" && String(p.rows[i]?.points) === String(p.rows[j]?.points)) continue;
      findings.push(
        found(
          `${at}/rows/${j}`,
          "scheme-overlap",
          `第 ${j + 1} 行与第 ${i + 1} 行可能同时命中`,
          `Row ${j + 1} can hit together with row ${i + 1}`,
        ),
      );
    }
  });
  return findings;
}

/** Rows that an earlier one leaves nothing to hit. */
function checkShadowed(cells: readonly Cell[][], at: string): Finding[] {
  return cells.flatMap((row, index) => {
    const before = cells
      .slice(0, index)
      .findIndex((earlier) => earlier.every((cell, column) => covers(cell, row[column])));
    if (before < 0) return [];
    return [
      found(
        `${at}/rows/${index}`,
        "scheme-row-shadowed",
        `第 ${index + 1} 行永远轮不到：第 ${before + 1} 行已全部命中`,
        `Row ${index + 1} is never reached: row ${before + 1} hits all of it`,
        "warning",
      ),
    ];
  });
}

function covers(a: Cell, b: Cell | undefined): boolean {
  if (a.any || b === undefined) return true;
  if (b.any) return false;
  if ("yes" in a) return "yes" in b && a.yes === b.yes;
  if ("codes" in a) return "codes" in b && b.codes.every((code) => a.codes.includes(code));
  if (!("interval" in b)) return false;
  const both = intersection(a.interval, b.interval);
  return both !== undefined && intervalText(both) === intervalText(b.interval);
}

/** Looks for holes in the ranges of a number column among rows that agree in all other columns. */
function checkGaps(cells: readonly Cell[][], facts: readonly Fact[], at: string): Finding[] {
  const findings: Finding[] = [];
  facts.forEach((fact, column) => {
    if (fact.type !== "number") return;
    const groups = new Map<string, Interval[]>();
    for (const row of cells) {
      const cell = row[column] as Cell;
      if (!("interval" in cell)) continue;
      const others = JSON.stringify(
        row.map((each, place) => (place === column ? null : each)),
        (_, value) => (typeof value === "bigint" ? String(value) : value),
      );
      groups.set(others, [...(groups.get(others) ?? []), cell.interval]);
    }
    for (const intervals of groups.values())
      for (const gap of coverageOf(intervals, { low: null, lowClosed: false, high: null, highClosed: false }).gaps)
        if (gap.low !== null && gap.high !== null)
          findings.push(
            found(
              at,
              "scheme-gap",
              `${fact.id} ${intervalText(gap)} 没有对应的行，按 otherwise 计`,
              `${fact.id} ${intervalText(gap)} matches no row and falls to otherwise`,
              "warning",
            ),
          );
  });
  return findings;
}
