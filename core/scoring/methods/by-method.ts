import { Type } from "@sinclair/typebox";
import { type Finding, toLocalText } from "../../problems/finding.ts";
import { TextDocument } from "../../problems/text-document.ts";
import { larger, smaller } from "../exact.ts";
import { hasFact } from "../fact-table.ts";
import { found } from "../findings.ts";
import { type Bounds, type LeafContext, type LeafMethod, leafMethod } from "../leaf-method.ts";
import { LeafScores, MISSING, type Positions } from "../leaf-scores.ts";
import { FactId, type OfKind } from "../scheme-document.ts";

/**
 * Another rule for every region or category: 东部 ≥ 10 亿元，西部 ≥ 5 亿元. Made by the registry, since its cases are of
 * any kind there is.
 */
export function makeByMethod(find: (kind: string) => LeafMethod | undefined): LeafMethod {
  const parameters = Type.Object(
    {
      kind: Type.Literal("by"),
      by: FactId,
      cases: Type.Record(
        Type.String({ minLength: 1, maxLength: 64 }),
        Type.Object({ kind: Type.String() }, { additionalProperties: true }),
      ),
      titles: Type.Optional(Type.Record(Type.String({ minLength: 1, maxLength: 64 }), TextDocument)),
    },
    { additionalProperties: false },
  );
  const each = (cases: Record<string, OfKind>): [string, OfKind, LeafMethod][] =>
    Object.entries(cases).flatMap(([code, score]) => {
      const method = find(score.kind);
      return method === undefined ? [] : [[code, score, method] as [string, OfKind, LeafMethod]];
    });
  return leafMethod({
    kind: "by",
    title: { zh: "分类适用", en: "By region or category" },
    summary: {
      zh: "按文本事实 `by` 的取值，从 `cases` 中选用各自的计分方式；未列出的取值按缺失处理。`titles` 为取值在说明中的名称。",
      en: "The value of the text fact `by` picks one of `cases`, each a score of its own; a value not listed is missing. `titles` are what the values are called in explanations.",
    },
    parameters,
    facts: ["number", "boolean", "set", "text"],
    factOptional: true,
    relative: true,
    references: (p, context) => [
      p.by,
      ...each(p.cases).flatMap(([, score, method]) => method.references?.(score as never, context) ?? []),
    ],
    check(p, context): Finding[] {
      const fact = context.facts.get(p.by);
      const wrong =
        fact !== undefined && fact.type !== "text"
          ? [found(`${context.at}/by`, "scheme-fact-type", "须为文本事实", "Must be a text fact")]
          : [];
      const unlisted = (fact?.choices ?? [])
        .filter((choice) => p.cases[choice] === undefined)
        .map((choice) =>
          found(
            `${context.at}/cases`,
            "scheme-case-missing",
            `没有“${choice}”的计分方式，将按缺失处理`,
            `No case for "${choice}"; it will count as missing`,
            "warning",
          ),
        );
      const inner = Object.entries(p.cases).flatMap(([code, score]) =>
        context.checkKind(score, `${context.at}/cases/${code}`),
      );
      return [...wrong, ...unlisted, ...inner];
    },
    bounds: (p, context) =>
      each(p.cases)
        .map(([, score, method]) => method.bounds(score as never, context))
        .reduce<Bounds | undefined>(widest, undefined) ?? { low: null, high: null },
    compile(p, context: LeafContext) {
      const programs = each(p.cases).map(
        ([code, score, method]) => [code, method.compile(score as never, context)] as const,
      );
      return (input, scores) => {
        const column = input.table.columns.get(p.by);
        if (column?.type !== "text") return;
        const positions: (Positions | undefined)[] = [];
        for (let row = 0; row < input.rows; row++)
          if (hasFact(column, row)) scores.refusals.set(row, notListed(column.values[row] as string));
        for (const [code, program] of programs) {
          const name = toLocalText(p.titles?.[code] ?? code);
          const own = new LeafScores(input.rows);
          program(input, own);
          for (let row = 0; row < input.rows; row++) {
            if (!hasFact(column, row) || column.values[row] !== code) continue;
            const entry = own.entry(row);
            const refusal = own.refusals.get(row);
            if (refusal === undefined) scores.refusals.delete(row);
            else scores.refusals.set(row, refusal);
            scores.codes[row] =
              entry === undefined
                ? (own.codes[row] ?? MISSING)
                : scores.code(`${code}:${own.codes[row]}`, () => ({
                    ...entry,
                    rule: { zh: `${name.zh}：${entry.rule.zh}`, en: `${name.en}: ${entry.rule.en}` },
                  }));
            if (own.positions === null) continue;
            const ranks = scores.ranksFor({
              size: (at) => positions[at]?.size(at) ?? 0,
              ties: (at) => positions[at]?.ties(at) ?? 0,
            });
            ranks[row] = own.positions.rank[row] as number;
            positions[row] = own.positions;
          }
        }
      };
    },
  });
}

const notListed = (value: string) => ({
  zh: `“${value}”没有对应的计分方式`,
  en: `there is no rule for "${value}"`,
});

function widest(a: Bounds | undefined, b: Bounds): Bounds {
  if (a === undefined) return b;
  return {
    low: a.low === null || b.low === null ? null : smaller(a.low, b.low),
    high: a.high === null || b.high === null ? null : larger(a.high, b.high),
  };
}
