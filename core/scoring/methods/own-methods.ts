import { Type } from "@sinclair/typebox";
import { type LocalText, toLocalText } from "../../problems/finding.ts";
import { TextDocument } from "../../problems/text-document.ts";
import { add, compare, decimal, divide, type Exact, formatExact, isZero, multiply, subtract } from "../exact.ts";
import { compileExact, type ExactProgram } from "../exact-expression.ts";
import { factValue } from "../fact-table.ts";
import { found } from "../findings.ts";
import { leafMethod } from "../leaf-method.ts";
import { MISSING } from "../leaf-scores.ts";
import { type Pooled, poolMarks } from "../pool-marks.ts";
import { Decimal, Expression, FactId, type Panel } from "../scheme-document.ts";
import { scoreEachNumber } from "./each-value.ts";
import { pointsText } from "./points-text.ts";

const closed = { additionalProperties: false } as const;

/** A share given from 0 to 1, or one fact over another. */
export const ratio = leafMethod({
  kind: "ratio",
  title: { zh: "比例", en: "Ratio" },
  summary: {
    zh: "分值 = `full` × 数值（0–1 的比例）；给出 `of` 时为 `full` × 数值 ÷ `of`（另一事实）。`cap` 为分值上限（null 不限）。除数为 0 视为缺失。",
    en: "Points = `full` × value (a share from 0 to 1), or `full` × value ÷ the fact `of`. `cap` limits the points (null: no limit). Division by zero counts as missing.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("ratio"),
      full: Decimal,
      of: Type.Optional(FactId),
      cap: Type.Union([Decimal, Type.Null()]),
    },
    closed,
  ),
  facts: ["number"],
  relative: false,
  references: (p) => (p.of === undefined ? [] : [p.of]),
  check: (p, { facts, at }) =>
    p.of !== undefined && facts.has(p.of) && facts.get(p.of)?.type !== "number"
      ? [found(`${at}/of`, "scheme-fact-type", "除数须为数字", "The divisor must be a number")]
      : [],
  bounds: (p) => ({ low: null, high: p.cap === null ? null : decimal(p.cap) }),
  compile(p, context) {
    const full = decimal(p.full);
    const cap = p.cap === null ? null : decimal(p.cap);
    const entryOf = (share: Exact) => {
      // Only a division needs rounding.
      const raw = p.of === undefined ? multiply(full, share) : context.step(multiply(full, share));
      const points = cap !== null && compare(raw, cap) > 0 ? cap : raw;
      const shown = formatExact(share, 6);
      return {
        points,
        rule: {
          zh: `${p.full} × ${shown} → ${pointsText(points).zh}`,
          en: `${p.full} × ${shown} → ${pointsText(points).en}`,
        },
      };
    };
    return (input, scores) => {
      if (p.of === undefined) return scoreEachNumber(context, input, scores, entryOf);
      const divisor = input.table.columns.get(p.of);
      const { numbers } = input;
      if (divisor?.type !== "number" || numbers === null) return;
      for (let row = 0; row < input.rows; row++) {
        const [top, bottom] = [numbers.at(row), divisor.numbers.at(row)];
        if (top === null || bottom === null || isZero(bottom)) continue;
        const share = divide(top, bottom);
        scores.codes[row] = scores.code(`${numbers.keys[row]}/${divisor.numbers.keys[row]}`, () => entryOf(share));
      }
    };
  },
});

/** Points worked out by an expression. */
export const formula = leafMethod({
  kind: "formula",
  title: { zh: "公式", en: "Formula" },
  summary: {
    zh: "`points` 是以事实编号书写的表达式，结果为分值；按精确小数计算；`text` 用一句话说明规则，供解释页使用。任一所需事实缺失而无法判断时按缺失处理。分值必须落在 `low` 与 `high` 之间，超出者截取并标注。",
    en: "`points` is an expression over the facts that gives the points, counted exactly; `text` says the rule in words. What cannot be known is missing. The result is held between `low` and `high`, with a flag when it was outside.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("formula"),
      points: Expression,
      /** The rule in words, for the explanation. */
      text: TextDocument,
      low: Decimal,
      high: Decimal,
    },
    closed,
  ),
  facts: [],
  relative: false,
  references: (p, { environment }) => compileExact(p.points, environment).program?.references ?? [],
  check: (p, { environment, at }) =>
    compileExact(p.points, environment, { at: `${at}/points`, expected: "number" }).findings ?? [],
  bounds: (p) => ({ low: decimal(p.low), high: decimal(p.high) }),
  compile(p, context) {
    const program = compileExact(p.points, context.environment).program as ExactProgram;
    const [low, high] = [decimal(p.low), decimal(p.high)];
    const text = toLocalText(p.text);
    return (input, scores) => {
      for (let row = 0; row < input.rows; row++) {
        const value = program.run((name) => {
          const column = input.table.columns.get(name);
          return column === undefined ? undefined : factValue(column, row);
        });
        if (value === undefined) continue;
        const raw = context.step(value as Exact);
        scores.codes[row] = scores.code(`${raw.n}/${raw.d}`, () => {
          const points = compare(raw, low) < 0 ? low : compare(raw, high) > 0 ? high : raw;
          const entry = {
            points,
            rule: { zh: `${text.zh} → ${pointsText(points).zh}`, en: `${text.en} → ${pointsText(points).en}` },
          };
          return points === raw
            ? entry
            : {
                ...entry,
                flag: {
                  zh: `公式给出 ${formatExact(raw)}，按界限截取`,
                  en: `The formula gave ${formatExact(raw)}; held at the limit`,
                },
              };
        });
      }
    };
  },
});

/** Points that come as points. */
export const given = leafMethod({
  kind: "given",
  title: { zh: "直接给分", en: "Given points" },
  summary: {
    zh: "事实本身就是分值（如主管部门评分），须在 `low` 与 `high` 之间，超出的不计并按缺失处理。",
    en: "The fact is the points (as an authority gave them), between `low` and `high`; what is outside is not counted and is missing.",
  },
  parameters: Type.Object({ kind: Type.Literal("given"), low: Decimal, high: Decimal }, closed),
  facts: ["number"],
  relative: false,
  bounds: (p) => ({ low: decimal(p.low), high: decimal(p.high) }),
  compile(p, context) {
    const [low, high] = [decimal(p.low), decimal(p.high)];
    return (input, scores) => {
      scoreEachNumber(context, input, scores, (points) => ({
        points,
        rule: { zh: `给定 ${pointsText(points).zh}`, en: `given ${pointsText(points).en}` },
      }));
      for (let row = 0; row < input.rows; row++) {
        const points = scores.entry(row)?.points;
        if (points === undefined || (compare(points, low) >= 0 && compare(points, high) <= 0)) continue;
        scores.codes[row] = MISSING;
        scores.refusals.set(row, {
          zh: `${formatExact(points)} 不在 ${formatExact(low)} 与 ${formatExact(high)} 之间，不计`,
          en: `${formatExact(points)} is not between ${formatExact(low)} and ${formatExact(high)}; not counted`,
        });
      }
    };
  },
});

/** Marks of a panel of experts. */
export const panel = leafMethod({
  kind: "panel",
  title: { zh: "专家评分", en: "Expert panel" },
  summary: {
    zh: "`panel` 专家对 `item`（缺省为本指标编号）打分，按评审组规定合并（平均、中位数、去高去低），再由量程换算到 `low`–`high` 分。有效评分少于规定人数即缺失。`sections` 与 `evidence` 列出评分时并列显示的申报表章节与佐证材料。",
    en: "The marks of `panel` for `item` (the leaf's own id without it) are pooled as the panel says and brought from its scale to `low`–`high` points. Fewer marks than the panel's minimum: missing. `sections` and `evidence` list what an expert sees beside the item.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("panel"),
      panel: Type.String({ maxLength: 64 }),
      item: Type.Optional(Type.String({ maxLength: 64 })),
      low: Decimal,
      high: Decimal,
      /** Sections of the form and evidence requirements an expert sees beside the item. */
      sections: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 })),
      evidence: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 })),
    },
    closed,
  ),
  facts: [],
  relative: false,
  check: (p, { document, at }) =>
    document.panels?.[p.panel] === undefined
      ? [found(`${at}/panel`, "scheme-unknown-panel", `没有评审组“${p.panel}”`, `There is no panel "${p.panel}"`)]
      : [],
  bounds: (p) => ({ low: decimal(p.low), high: decimal(p.high) }),
  compile(p, context) {
    const rules = context.document.panels?.[p.panel];
    const item = p.item ?? context.leaf.id;
    return (input, scores) => {
      if (rules === undefined) return;
      const [bottom, top] = rules.scale.map(decimal) as [Exact, Exact];
      const [low, high] = [decimal(p.low), decimal(p.high)];
      for (let row = 0; row < input.rows; row++) {
        const pooled = poolMarks(input.marks.marks(input.table.ids[row] as string, item), rules);
        if (pooled.value === null) continue;
        const share = divide(subtract(pooled.value, bottom), subtract(top, bottom));
        const points = context.step(add(low, multiply(share, subtract(high, low))));
        const key = [pooled.value, pooled.low, pooled.high].map((mark) => `${mark?.n}/${mark?.d}`).join(":");
        scores.codes[row] = scores.code(`${pooled.counted}:${key}`, () => ({
          points,
          rule: panelText(pooled, points, rules.pool.kind),
        }));
      }
    };
  },
});

const POOLS: Record<string, LocalText> = {
  mean: { zh: "平均", en: "mean" },
  median: { zh: "中位数", en: "median" },
  trimmed: { zh: "去高去低平均", en: "trimmed mean" },
};

/** How a panel makes one value of its marks, in words. */
export function poolText({ pool }: Pick<Panel, "pool">): LocalText {
  if (pool.kind !== "trimmed") return POOLS[pool.kind] as LocalText;
  return {
    zh: `去掉 ${pool.dropHigh} 个最高分和 ${pool.dropLow} 个最低分后平均`,
    en: `mean without the ${pool.dropHigh} highest and ${pool.dropLow} lowest marks`,
  };
}

/** The value that counts with how far the marks lie apart. */
function panelText({ value, counted, low, high }: Pooled, points: Exact, pool: string): LocalText {
  const words = POOLS[pool] as LocalText;
  const [shown, lowest, highest] = [value, low, high].map((mark) => formatExact(mark as Exact, 4));
  return {
    zh: `${counted} 位专家${words.zh} ${shown}（${lowest}–${highest}）→ ${pointsText(points).zh}`,
    en: `${words.en} of ${counted} experts ${shown} (${lowest}–${highest}) → ${pointsText(points).en}`,
  };
}
