import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkScheme } from "../../../core/scoring/check-scheme.ts";
import { COMBINATIONS } from "../../../core/scoring/combinations.ts";
import { LEAF_METHODS } from "../../../core/scoring/leaf-methods.ts";
import { OUTCOME_RULES } from "../../../core/scoring/outcome-rules.ts";
import { scoreTable } from "../../../core/scoring/score-table.ts";
import { type ScoreCase, scoreCase } from "./score-case.ts";

const guide = readFileSync(new URL("../../../docs/scoring.md", import.meta.url), "utf8");
const blocks = (info: string): string[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${info}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1] as string);
const cases = blocks("json case").map((text) => JSON.parse(text) as ScoreCase);

describe("docs/scoring.md", () => {
  it.each(cases.map((each) => [`${(each.score ?? each.combine)?.kind}: ${each.name}`, each] as const))(
    "gives the points it prints: %s",
    (_name, each) => {
      expect(scoreCase(each)).toEqual(each.expect);
    },
  );

  it("tells every kind there is", () => {
    const kinds = [...LEAF_METHODS, ...COMBINATIONS, ...OUTCOME_RULES];
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
});
