import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkScheme } from "../../../core/scoring/check-scheme.ts";
import { COMBINATIONS } from "../../../core/scoring/combinations.ts";
import { LEAF_METHODS } from "../../../core/scoring/leaf-methods.ts";
import { OUTCOME_RULES } from "../../../core/scoring/outcome-rules.ts";
import { outputOf } from "../../../core/scoring/results.ts";
import { scoreTable } from "../../../core/scoring/score-table.ts";
import { weighAnswers, weighMatrix } from "../../../core/scoring/weighing/weighing-tables.ts";
import { type ScoreCase, scoreCase } from "./score-case.ts";
import { fact, leaf, runScheme, smallScheme } from "./small-scheme.ts";

const guide = readFileSync(new URL("../../../docs/scoring.md", import.meta.url), "utf8");
const blocks = (info: string): string[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${info}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1] as string);
interface OutcomeCase {
  rules: { kind: string }[];
  totals: Record<string, string>;
  /** Totals of the run before. */
  past?: Record<string, string>;
  expect: Record<string, string>;
}
const outcomes = blocks("json outcome").map((text) => JSON.parse(text) as OutcomeCase);
const cases = blocks("json case").map((text) => JSON.parse(text) as ScoreCase);

describe("docs/scoring.md", () => {
  it.each(cases.map((each) => [`${(each.score ?? each.combine)?.kind}: ${each.name}`, each] as const))(
    "gives the points it prints: %s",
    (_name, each) => {
      expect(scoreCase(each)).toEqual(each.expect);
    },
  );

  it.each(outcomes.map((each) => [each.rules[0]?.kind ?? "", each] as const))(
    "gives the tiers and decisions it prints: %s",
    (_kind, { rules, totals, past, expect: told }) => {
      const scheme = smallScheme({
        facts: [fact("total_given", "number")],
        children: [leaf("item", { kind: "given", low: "0", high: "100" }, { fact: "total_given" })],
        outcome: { rank: { on: "total", ties: "1224", breakers: [], within: "all" }, rules },
      });
      const rowsOf = (given: Record<string, string>) =>
        Object.entries(given).map(([id, total]) => ({ id, total_given: total }));
      const before = past === undefined ? [] : [outputOf(runScheme(scheme, rowsOf(past)), { trace: false })];
      const { results } = outputOf(runScheme(scheme, rowsOf(totals), { past: before }), { trace: false });
      const written = results.map(({ id, tier, decisions }) => [
        id,
        tier ?? decisions.map(({ rule, effect }) => `${rule}:${effect}`).join(" "),
      ]);
      expect(Object.fromEntries(written)).toEqual(told);
    },
  );

  it("tells every kind there is", () => {
    const kinds = [...LEAF_METHODS, ...COMBINATIONS, ...OUTCOME_RULES];
    expect([...new Set(outcomes.map(({ rules }) => rules[0]?.kind))].sort()).toEqual(
      OUTCOME_RULES.map(({ kind }) => kind).sort(),
    );
    expect(
      kinds.filter(({ kind, summary }) => !guide.includes(`### \`${kind}\``) || !guide.includes(summary.zh)),
    ).toEqual([]);
  });

  it("has a complete scheme that scores as printed", () => {
    const scheme: unknown = JSON.parse(blocks("json scheme")[0] as string);
    expect(checkScheme(scheme)).toEqual([]);
    const { output } = scoreTable({
      scheme,
      factsText: blocks("csv facts")[0] as string,
      factsFormat: "csv",
      trace: false,
    });
    const told = output?.results.map(({ id, total, rank }) => `${id} ${total ?? "-"} ${rank ?? "-"}`);
    expect(told).toEqual(blocks("text results")[0]?.trim().split("\n"));
  });

  it("weighs the answers it prints", () => {
    const delphi = weighAnswers("delphi", blocks("csv delphi")[0] as string, { whole: "60", places: 2 });
    if (!("summary" in delphi)) throw new Error("no weights");
    const { items, agreement } = delphi.summary;
    const lines = items.map(
      ({ id, median, lowerQuartile, upperQuartile, mean, variation }, at) =>
        `${id} median ${median} quartiles ${lowerQuartile}–${upperQuartile} mean ${mean} cv ${variation} weight ${delphi.weights.median?.[at]}`,
    );
    lines.push(`W ${agreement?.w} chi-square ${agreement?.chiSquare} p ${agreement?.p}`);
    expect(lines).toEqual(blocks("text delphi")[0]?.trim().split("\n"));
  });

  it("weighs the judgements it prints", () => {
    const ahp = weighMatrix(blocks("csv matrix")[0] as string, { whole: "100", places: 2 });
    if (!("summary" in ahp)) throw new Error("no weights");
    const rules = Object.entries(ahp.weights);
    const lines = ahp.items.map((id, at) => [id, ...rules.map(([rule, parts]) => `${rule} ${parts?.[at]}`)].join(" "));
    lines.push(`lambda ${ahp.summary.consistency?.lambda} ratio ${ahp.summary.consistency?.ratio}`);
    expect(lines).toEqual(blocks("text matrix")[0]?.trim().split("\n"));
  });
});
