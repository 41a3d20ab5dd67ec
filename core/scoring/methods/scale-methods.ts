import { Type } from "@sinclair/typebox";
import {
  absolute,
  add,
  compare,
  decimal,
  divide,
  type Exact,
  equals,
  exact,
  formatExact,
  isZero,
  multiply,
  ONE,
  subtract,
  ZERO,
} from "../exact.ts";
import { logarithm, squareRoot } from "../exact-functions.ts";
import { found } from "../findings.ts";
import { type LeafContext, leafMethod } from "../leaf-method.ts";
import { Decimal } from "../scheme-document.ts";
import { eachRankedGroup, type RankedGroup, relativeParameters } from "./cohort-walk.ts";
import { scoreEachNumber } from "./each-value.ts";
import { pointsText } from "./points-text.ts";
import { mean, QUANTILE_TYPES, quantile } from "./quantiles.ts";
import { boundsOf, clamp } from "./threshold-methods.ts";

const closed = { additionalProperties: false } as const;
const OrNone = Type.Union([Decimal, Type.Null()]);
const orNull = (value: string | number | null): Exact | null => (value === null ? null : decimal(value));

/** Values of a ranked group, worst to best by the number line. */
function ascending({ numbers, ranking }: RankedGroup, direction: "higher" | "lower"): Exact[] {
  const values = Array.from(ranking.order, (row) => numbers.at(row) as Exact);
  return direction === "higher" ? values.reverse() : values;
}

/** Fills a group by a rule on the value; equal places are worked out once. */
function fill(
  group: RankedGroup,
  scores: {
    codes: Int32Array;
    code(key: string, make: () => { points: Exact; rule: { zh: string; en: string }; line?: number }): number;
  },
  rule: (value: Exact) => { points: Exact; rule: { zh: string; en: string }; line?: number },
): void {
  const { order, first } = group.ranking;
  for (let place = 0; place < order.length; place++) {
    const row = order[place] as number;
    scores.codes[row] = scores.code(`${group.name}:${first[place]}`, () => rule(group.numbers.at(row) as Exact));
  }
}

/** Cut at quantiles of the values, not of the places. */
export const quantileBins = leafMethod({
  kind: "quantile-bins",
  title: { zh: "分位分档", en: "Quantile bins" },
  summary: {
    zh: "以数值的分位点 `cuts`（升序，如 0.2、0.4…）分档，`type` 为分位数算法（1、2、6、7）；`points` 由最低档到最高档；恰在分位点上的归 `closed`：upper 较好的一档、lower 较差的一档。方向为 lower 时数值越小档次越好。",
    en: "Cuts at the quantiles `cuts` (ascending) of the values, computed by `type` (1, 2, 6, 7); `points` run from the worst bin to the best; a value on a cut belongs to the better bin (`closed` upper) or the worse (lower). With direction lower smaller values stand in better bins.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("quantile-bins"),
      ...relativeParameters,
      cuts: Type.Array(Decimal, { minItems: 1, maxItems: 50 }),
      type: Type.Union(QUANTILE_TYPES.map((type) => Type.Literal(type))),
      closed: Type.Union([Type.Literal("upper"), Type.Literal("lower")]),
      points: Type.Array(Decimal, { minItems: 2, maxItems: 51 }),
    },
    closed,
  ),
  facts: ["number"],
  relative: true,
  check: (p, { at }) => [
    ...(p.points.length === p.cuts.length + 1
      ? []
      : [found(`${at}/points`, "scheme-bins", "分值个数须比分位点多一个", "There must be one more points than cuts")]),
    ...p.cuts.flatMap((cut, index) => {
      const value = decimal(cut);
      const before = index === 0 ? ZERO : decimal(p.cuts[index - 1] as string);
      return compare(value, before) > 0 && compare(value, ONE) < 0
        ? []
        : [found(`${at}/cuts/${index}`, "scheme-cut", "须在 0 与 1 之间依次增大", "Must ascend between 0 and 1")];
    }),
  ],
  bounds: (p) => boundsOf(p.points),
  compile(p) {
    const cuts = p.cuts.map(decimal);
    const points = p.points.map(decimal);
    return (input, scores) =>
      eachRankedGroup(input, scores, p, (group) => {
        if (group.ranking.order.length === 0) return;
        const sorted = ascending(group, p.direction);
        const limits = cuts.map((cut) => quantile(sorted, cut, p.type));
        fill(group, scores, (value) => {
          const above = limits.filter((limit) => {
            const order = compare(value, limit);
            return order > 0 || (order === 0 && (p.closed === "upper") === (p.direction === "higher"));
          }).length;
          const bin = p.direction === "higher" ? above : limits.length - above;
          const earned = points[bin] as Exact;
          return {
            points: earned,
            line: bin + 1,
            rule: {
              zh: `分位第 ${bin + 1} 档 → ${pointsText(earned).zh}`,
              en: `quantile bin ${bin + 1} → ${pointsText(earned).en}`,
            },
          };
        });
      });
  },
});

/** From the worst to the best of the cohort. */
export const minMax = leafMethod({
  kind: "min-max",
  title: { zh: "极差标准化", en: "Min-max" },
  summary: {
    zh: "最差者得 `low` 分、最好者得 `high` 分，其间按比例；全体同值时得 `constant` 分。",
    en: "The worst value gets `low`, the best `high`, in between in proportion; `constant` when all values are equal.",
  },
  parameters: Type.Object(
    { kind: Type.Literal("min-max"), ...relativeParameters, low: Decimal, high: Decimal, constant: Decimal },
    closed,
  ),
  facts: ["number"],
  relative: true,
  bounds: (p) => boundsOf([p.low, p.high, p.constant]),
  compile(p, context) {
    const [low, high] = [decimal(p.low), decimal(p.high)];
    return (input, scores) =>
      eachRankedGroup(input, scores, p, (group) => {
        const { order } = group.ranking;
        if (order.length === 0) return;
        const best = group.numbers.at(order[0] as number) as Exact;
        const worst = group.numbers.at(order[order.length - 1] as number) as Exact;
        fill(group, scores, (value) => {
          const constant = equals(best, worst);
          const share = constant ? ZERO : divide(subtract(value, worst), subtract(best, worst));
          const points = constant ? decimal(p.constant) : context.step(add(low, multiply(share, subtract(high, low))));
          return {
            points,
            rule: {
              zh: `最差 ${formatExact(worst)}、最好 ${formatExact(best)} → ${pointsText(points).zh}`,
              en: `worst ${formatExact(worst)}, best ${formatExact(best)} → ${pointsText(points).en}`,
            },
          };
        });
      });
  },
});

/** Between two fixed posts, on the value or on its logarithm. */
export const goalposts = leafMethod({
  kind: "goalposts",
  title: { zh: "目标区间", en: "Goalposts" },
  summary: {
    zh: "数值由 `from` 到 `to` 对应 `low` 到 `high` 分，`scale` 为 linear 或 ln（取对数后比例）；`outside` 规定两端以外：hold 保持端点分值，extend 顺延。`from` 大于 `to` 即越小越好。取对数而数值不大于 0 的，按较小的一端计分并标注。",
    en: "From `from` to `to` the points go from `low` to `high`, on the value or (`scale` ln) on its logarithm; `outside`: hold the end's points or extend. `from` above `to` means that less is better. A value without a logarithm (0 or less) gets the points of the smaller post, with a flag.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("goalposts"),
      from: Decimal,
      to: Decimal,
      scale: Type.Union([Type.Literal("linear"), Type.Literal("ln")]),
      outside: Type.Union([Type.Literal("hold"), Type.Literal("extend")]),
      low: Decimal,
      high: Decimal,
    },
    closed,
  ),
  facts: ["number"],
  relative: false,
  check(p, { at }) {
    if (equals(decimal(p.from), decimal(p.to)))
      return [found(`${at}/to`, "scheme-goalposts", "两个目标值不能相同", "The two posts must differ")];
    const positive = p.scale === "linear" || (decimal(p.from).n > 0n && decimal(p.to).n > 0n);
    return positive
      ? []
      : [
          found(
            `${at}/from`,
            "scheme-goalposts",
            "取对数时目标值须大于 0",
            "On a logarithm the posts must be above zero",
          ),
        ];
  },
  bounds: (p) => (p.outside === "hold" ? boundsOf([p.low, p.high]) : { low: null, high: null }),
  compile(p, context) {
    const places = context.document.numeric.step.places + 8;
    const scaled = (value: Exact) => (p.scale === "ln" ? logarithm(value, places, "half-even") : value);
    const [from, to] = [scaled(decimal(p.from)), scaled(decimal(p.to))];
    const [low, high] = [decimal(p.low), decimal(p.high)];
    const smaller = compare(decimal(p.from), decimal(p.to)) < 0 ? ZERO : ONE;
    return (input, scores) =>
      scoreEachNumber(context, input, scores, (value) => {
        const unreadable = p.scale === "ln" && value.n <= 0n;
        const share = unreadable ? smaller : divide(subtract(scaled(value), from), subtract(to, from));
        const held = p.outside === "hold" ? clamp(share, ZERO, ONE) : share;
        const points = context.step(add(low, multiply(held, subtract(high, low))));
        const entry = {
          points,
          rule: {
            zh: `目标区间 ${p.from}–${p.to}${p.scale === "ln" ? "（对数）" : ""} → ${pointsText(points).zh}`,
            en: `goalposts ${p.from}–${p.to}${p.scale === "ln" ? " (ln)" : ""} → ${pointsText(points).en}`,
          },
        };
        return unreadable
          ? {
              ...entry,
              flag: {
                zh: "不大于 0，无对数，按较小的一端计",
                en: "Not above zero, no logarithm: counted as the smaller post",
              },
            }
          : entry;
      });
  },
});

/** Standard deviations from the mean. */
export const zScore = leafMethod({
  kind: "z-score",
  title: { zh: "标准分", en: "z-score" },
  summary: {
    zh: "分值 = `mean` + `spread` × (数值 − 均值) ÷ 标准差；`deviation` 为 population（除以 n）或 sample（除以 n−1）；无差异时得 `constant`；限于 `floor`、`cap`。",
    en: "Points = `mean` + `spread` × (value − mean) ÷ deviation, `deviation` population (n) or sample (n−1); `constant` when there is no spread; kept within `floor` and `cap`.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("z-score"),
      ...relativeParameters,
      deviation: Type.Union([Type.Literal("population"), Type.Literal("sample")]),
      mean: Decimal,
      spread: Decimal,
      floor: OrNone,
      cap: OrNone,
      constant: Decimal,
    },
    closed,
  ),
  facts: ["number"],
  relative: true,
  bounds: (p) => ({ low: orNull(p.floor), high: orNull(p.cap) }),
  compile(p, context) {
    const places = context.document.numeric.step.places + 8;
    return (input, scores) =>
      eachRankedGroup(input, scores, p, (group) => {
        const values = ascending(group, p.direction);
        if (values.length === 0) return;
        const centre = mean(values);
        const squares = values
          .map((value) => subtract(value, centre))
          .map((gap) => multiply(gap, gap))
          .reduce(add);
        const freedom = p.deviation === "population" ? values.length : values.length - 1;
        const constant = freedom === 0 || isZero(squares);
        const deviation = constant ? ONE : squareRoot(divide(squares, exact(freedom)), places, "half-even");
        fill(group, scores, (value) => {
          const gap = divide(subtract(value, centre), deviation);
          const z = p.direction === "higher" ? gap : { n: -gap.n, d: gap.d };
          const raw = add(decimal(p.mean), multiply(decimal(p.spread), z));
          const points = constant ? decimal(p.constant) : context.step(clamp(raw, orNull(p.floor), orNull(p.cap)));
          return {
            points,
            rule: {
              zh: `均值 ${formatExact(centre, 4)}，标准分 ${constant ? "—" : formatExact(z, 4)} → ${pointsText(points).zh}`,
              en: `mean ${formatExact(centre, 4)}, z ${constant ? "—" : formatExact(z, 4)} → ${pointsText(points).en}`,
            },
          };
        });
      });
  },
});

const TARGETS = ["max", "min", "mean", "median"] as const;

/** Ratio to, or distance from, a target or a mark of the cohort. */
export const target = leafMethod({
  kind: "target",
  title: { zh: "与目标比较", en: "Against a target" },
  summary: {
    zh: "`target` 为固定值或全体的 max/min/mean/median。ratio：越大越好时 `full` × 数值 ÷ 目标，越小越好时 `full` × 目标 ÷ 数值；distance：`full` × (1 − |数值 − 目标| ÷ `range`)。限于 `floor`、`cap`。除数为 0 时得 `floor`（为 null 时 0 分）并标注。",
    en: "`target` is a number, or max/min/mean/median of the cohort. ratio: `full` × value ÷ target (lower is better: target ÷ value); distance: `full` × (1 − |value − target| ÷ `range`). Kept within `floor` and `cap`. A division by zero gives `floor` (or 0) and a flag.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("target"),
      ...relativeParameters,
      target: Type.Union([...TARGETS.map((name) => Type.Literal(name)), Decimal]),
      mode: Type.Union([Type.Literal("ratio"), Type.Literal("distance")]),
      range: Type.Optional(Decimal),
      full: Decimal,
      floor: OrNone,
      cap: OrNone,
    },
    closed,
  ),
  facts: ["number"],
  relative: true,
  check: (p, { at }) =>
    p.mode === "distance" && (p.range === undefined || decimal(p.range).n <= 0n)
      ? [
          found(
            `${at}/range`,
            "scheme-range-missing",
            "按距离计分须给出大于 0 的 range",
            "A distance needs a range above zero",
          ),
        ]
      : [],
  bounds: (p) => ({ low: orNull(p.floor), high: orNull(p.cap) }),
  compile(p, context) {
    return (input, scores) =>
      eachRankedGroup(input, scores, p, (group) => {
        const values = ascending(group, p.direction);
        if (values.length === 0) return;
        const goal = goalOf(p.target, values);
        fill(group, scores, (value) => targetPoints(p, value, goal, context));
      });
  },
});

function goalOf(name: string | number, values: readonly Exact[]): Exact {
  if (name === "max") return values.at(-1) as Exact;
  if (name === "min") return values[0] as Exact;
  if (name === "mean") return mean(values);
  return name === "median" ? quantile(values, exact(1, 2), 7) : decimal(name);
}

function targetPoints(
  p: {
    mode: string;
    direction: string;
    range?: string | number;
    full: string | number;
    floor: string | number | null;
    cap: string | number | null;
  },
  value: Exact,
  goal: Exact,
  context: LeafContext,
) {
  const full = decimal(p.full);
  const [over, under] = p.direction === "higher" ? [value, goal] : [goal, value];
  const impossible = p.mode === "ratio" && isZero(under);
  const share = impossible
    ? ZERO
    : p.mode === "ratio"
      ? divide(over, under)
      : subtract(ONE, divide(absolute(subtract(value, goal)), decimal(p.range as string)));
  const raw = impossible ? (orNull(p.floor) ?? ZERO) : multiply(full, share);
  const points = context.step(clamp(raw, orNull(p.floor), orNull(p.cap)));
  const entry = {
    points,
    rule: {
      zh: `目标 ${formatExact(goal, 4)} → ${pointsText(points).zh}`,
      en: `target ${formatExact(goal, 4)} → ${pointsText(points).en}`,
    },
  };
  return impossible ? { ...entry, flag: { zh: "除数为 0", en: "Division by zero" } } : entry;
}
