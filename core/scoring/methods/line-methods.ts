import { Type } from "@sinclair/typebox";
import {
  add,
  compare,
  decimal,
  divide,
  type Exact,
  exact,
  floorOf,
  formatExact,
  multiply,
  round,
  subtract,
  ZERO,
} from "../exact.ts";
import { found } from "../findings.ts";
import { contains, readInterval } from "../intervals.ts";
import { type Bounds, type LeafContext, leafMethod } from "../leaf-method.ts";
import { Decimal } from "../scheme-document.ts";
import { scoreEachNumber } from "./each-value.ts";
import { pointsText } from "./points-text.ts";
import { boundsOf, clamp } from "./threshold-methods.ts";

const closed = { additionalProperties: false } as const;
const OrNone = Type.Union([Decimal, Type.Null()]);
const Steps = Type.Union([Type.Literal("complete"), Type.Literal("started"), Type.Literal("proportional")]);
const orNull = (value: string | number | null): Exact | null => (value === null ? null : decimal(value));

/** How many steps a distance holds. */
function stepsIn(distance: Exact, every: Exact, how: "complete" | "started" | "proportional"): Exact {
  const ratio = divide(distance, every);
  if (how === "proportional") return ratio;
  return how === "complete" ? exact(floorOf(ratio)) : round(ratio, 0, "ceiling");
}

function checkPositive(value: string | number, at: string) {
  return compare(decimal(value), ZERO) > 0 ? [] : [found(at, "scheme-not-positive", "须大于 0", "Must be above zero")];
}

/** A broken line through given points. */
export const linear = leafMethod({
  kind: "linear",
  title: { zh: "分段线性", en: "Piecewise linear" },
  summary: {
    zh: "`line` 为若干 [数值, 分值]，其间按直线插值；`below`、`above` 规定两端以外：固定分值、`hold` 保持端点分值或 `extend` 顺延直线。",
    en: "`line` lists [value, points]; between them a straight line. `below` and `above` say what holds outside: fixed points, `hold` the end's points, or `extend` the line.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("linear"),
      line: Type.Array(Type.Tuple([Decimal, Decimal]), { minItems: 2, maxItems: 50 }),
      below: Type.Union([Type.Literal("hold"), Type.Literal("extend"), Decimal]),
      above: Type.Union([Type.Literal("hold"), Type.Literal("extend"), Decimal]),
    },
    closed,
  ),
  facts: ["number", "set"],
  relative: false,
  check: (p, { at }) =>
    p.line
      .slice(1)
      .flatMap(([x], index) =>
        compare(decimal(x), decimal((p.line[index] as [string, string])[0])) > 0
          ? []
          : [found(`${at}/line/${index + 1}`, "scheme-line-order", "数值须依次增大", "Values must ascend")],
      ),
  bounds(p): Bounds {
    const fixed = [p.below, p.above].filter((end) => end !== "hold" && end !== "extend");
    const inside = boundsOf([...p.line.map(([, y]) => y), ...fixed]);
    return p.below === "extend" || p.above === "extend" ? { low: null, high: null } : inside;
  },
  compile(p, context) {
    const line = p.line.map(([x, y]) => [decimal(x), decimal(y)] as const);
    return (input, scores) =>
      scoreEachNumber(context, input, scores, (value) => {
        const points = context.step(onLine(value, line, p.below, p.above));
        return {
          points,
          rule: { zh: `按分段直线 → ${pointsText(points).zh}`, en: `on the line → ${pointsText(points).en}` },
        };
      });
  },
});

type End = "hold" | "extend" | string | number;
type Corner = readonly [Exact, Exact];

function onLine(value: Exact, line: readonly Corner[], below: End, above: End): Exact {
  const first = line[0] as Corner;
  const last = line.at(-1) as Corner;
  const beyond = compare(value, first[0]) < 0 ? below : compare(value, last[0]) > 0 ? above : null;
  if (beyond === "hold") return compare(value, first[0]) < 0 ? first[1] : last[1];
  if (beyond !== null && beyond !== "extend") return decimal(beyond);
  let index = line.findIndex(([x], at) => at > 0 && compare(value, x) <= 0);
  if (index < 0) index = line.length - 1;
  const [x0, y0] = line[index - 1] as Corner;
  const [x1, y1] = line[index] as Corner;
  const slope = divide(subtract(y1, y0), subtract(x1, x0));
  return add(y0, multiply(slope, subtract(value, x0)));
}

/** 每件 10 分: points for every unit. */
export const perUnit = leafMethod({
  kind: "per-unit",
  title: { zh: "按量计分", en: "Points per unit" },
  summary: {
    zh: "每满（`steps`：complete 满一单位、started 不足按一单位、proportional 按比例）`per` 得 `each` 分，加底分 `base`，不低于 `floor`、不高于 `cap`（null 为不限）。",
    en: "Every `per` gives `each` points (`steps`: complete units, started units, or proportional), plus `base`, not below `floor`, not above `cap` (null: no limit).",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("per-unit"),
      each: Decimal,
      per: Decimal,
      steps: Steps,
      base: Decimal,
      floor: OrNone,
      cap: OrNone,
    },
    closed,
  ),
  facts: ["number", "set"],
  relative: false,
  check: (p, { at }) => checkPositive(p.per, `${at}/per`),
  bounds: (p) => ({ low: orNull(p.floor), high: orNull(p.cap) }),
  compile(p, context) {
    const [each, per, base] = [decimal(p.each), decimal(p.per), decimal(p.base)];
    const [floor, cap] = [orNull(p.floor), orNull(p.cap)];
    return (input, scores) =>
      scoreEachNumber(context, input, scores, (value) => {
        const units = stepsIn(value, per, p.steps);
        const points = context.step(clamp(add(base, multiply(units, each)), floor, cap));
        const [unitsText, eachText] = [formatExact(units, 6), formatExact(each)];
        return {
          points,
          rule: {
            zh: `${unitsText} 个计分单位 × ${eachText} 分 → ${pointsText(points).zh}`,
            en: `${unitsText} units × ${eachText} points → ${pointsText(points).en}`,
          },
        };
      });
  },
});

/** 达到 20% 得 10 分，每升降 2 个百分点加减 1 分. */
export const step = leafMethod({
  kind: "step",
  title: { zh: "基准加减分", en: "Base with steps" },
  summary: {
    zh: "达到 `at` 得 `base` 分；每高 `every` 加 `up` 分，每低 `every` 减 `down` 分（`steps` 规定不足一步如何算）；不低于 `floor`、不高于 `cap`；落入 `zero` 区间（如 `< 30`）记 0 分。",
    en: "At `at` the `base` points; each `every` above adds `up`, each below takes `down` (`steps` says how a part of a step counts); kept within `floor` and `cap`; inside the range `zero` (like `< 30`) no points.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("step"),
      at: Decimal,
      base: Decimal,
      every: Decimal,
      up: Decimal,
      down: Decimal,
      steps: Steps,
      floor: OrNone,
      cap: OrNone,
      zero: Type.Optional(Type.String({ maxLength: 64 })),
    },
    closed,
  ),
  facts: ["number", "set"],
  relative: false,
  check: (p, { at }) => [
    ...checkPositive(p.every, `${at}/every`),
    ...(p.zero !== undefined && readInterval(p.zero) === undefined
      ? [found(`${at}/zero`, "scheme-range", `“${p.zero}”不是可用的区间`, `"${p.zero}" is no range`)]
      : []),
  ],
  bounds: stepBounds,
  compile(p, context) {
    const [at, base, every] = [decimal(p.at), decimal(p.base), decimal(p.every)];
    const [up, down] = [decimal(p.up), decimal(p.down)];
    const [floor, cap] = [orNull(p.floor), orNull(p.cap)];
    const zero = p.zero === undefined ? undefined : readInterval(p.zero);
    return (input, scores) =>
      scoreEachNumber(context, input, scores, (value) => {
        if (zero !== undefined && contains(zero, value))
          return { points: ZERO, rule: { zh: `${p.zero}，不得分`, en: `${p.zero}: no points` } };
        const above = compare(value, at) >= 0;
        const distance = above ? subtract(value, at) : subtract(at, value);
        const count = stepsIn(distance, every, p.steps);
        const change = multiply(count, above ? up : { n: -down.n, d: down.d });
        const points = context.step(clamp(add(base, change), floor, cap));
        const counted = formatExact(count, 6);
        return {
          points,
          rule: {
            zh: `基准 ${formatExact(at)} 得 ${formatExact(base)} 分，${above ? "高" : "低"} ${counted} 步 → ${pointsText(points).zh}`,
            en: `${formatExact(base)} points at ${formatExact(at)}, ${counted} steps ${above ? "above" : "below"} → ${pointsText(points).en}`,
          },
        };
      });
  },
});

function stepBounds(
  p: {
    base: string | number;
    up: string | number;
    down: string | number;
    floor: string | number | null;
    cap: string | number | null;
    zero?: string;
  },
  _context: LeafContext,
): Bounds {
  const base = decimal(p.base);
  const low = p.floor !== null ? decimal(p.floor) : compare(decimal(p.down), ZERO) === 0 ? base : null;
  const high = p.cap !== null ? decimal(p.cap) : compare(decimal(p.up), ZERO) === 0 ? base : null;
  if (p.zero === undefined || low === null) return { low, high };
  return { low: compare(low, ZERO) < 0 ? low : ZERO, high };
}
