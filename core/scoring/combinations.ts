import { Type } from "@sinclair/typebox";
import { chooseByType, meanOfSelected } from "./choosing-combinations.ts";
import { type Combination, combination, type GroupContext, type GroupInput } from "./combination.ts";
import {
  add,
  compare,
  decimal,
  divide,
  type Exact,
  exact,
  HUNDRED,
  isZero,
  larger,
  multiply,
  ONE,
  round,
  smaller,
  ZERO,
} from "./exact.ts";
import { geometricMean } from "./exact-functions.ts";
import { found } from "./findings.ts";
import type { Bounds } from "./leaf-method.ts";
import { addLinear, NodeColumn, ONE_EACH, spreadWeights } from "./node-column.ts";
import { Decimal, type SchemeNode } from "./scheme-document.ts";

const closed = { additionalProperties: false } as const;

/** Weights of the children, or equal ones where none is printed. */
function weightsOf(children: readonly SchemeNode[]): Exact[] {
  return children.map((child) => (child.weight === undefined ? ONE : decimal(child.weight)));
}

/** What a child's absence hands to its siblings: its full marks where printed, else one each. */
function importanceOf(children: readonly SchemeNode[]): Exact[] {
  return children.map((child) => (child.max === undefined ? ONE : decimal(child.max)));
}

const addBounds = (children: readonly Bounds[], factors: readonly Exact[]): Bounds =>
  children.reduce<Bounds>(
    (sum, child, at) => {
      const factor = factors[at] as Exact;
      return {
        low: sum.low === null || child.low === null ? null : add(sum.low, multiply(child.low, factor)),
        high: sum.high === null || child.high === null ? null : add(sum.high, multiply(child.high, factor)),
      };
    },
    { low: ZERO, high: ZERO },
  );

const hull = (children: readonly Bounds[]): Bounds => ({
  low: children.reduce<Exact | null>(
    (a, { low }) => (a === null || low === null ? null : smaller(a, low)),
    children[0]?.low ?? null,
  ),
  high: children.reduce<Exact | null>(
    (a, { high }) => (a === null || high === null ? null : larger(a, high)),
    children[0]?.high ?? null,
  ),
});

function linearly(context: GroupContext, input: GroupInput, factors: readonly Exact[], importance: readonly Exact[]) {
  return addLinear(input.rows, input.children, factors, context.step.places, (row) =>
    spreadWeights(
      input.children.map((child) => child.at(row)),
      factors,
      importance,
      context.step,
    ),
  );
}

function sharesOf(values: readonly (Exact | null)[], factors: readonly Exact[], importance: readonly Exact[]): Exact[] {
  const all = importance.reduce(add);
  const present = importance.filter((_, at) => values[at] !== null).reduce(add, ZERO);
  return factors.map((factor, at) =>
    values[at] === null || isZero(present) ? ZERO : multiply(factor, divide(all, present)),
  );
}

const sum = combination({
  kind: "sum",
  title: { zh: "求和", en: "Sum" },
  summary: {
    zh: "各项分值相加。不适用项的满分（`max`）按比例分摊给同级各项。",
    en: "Adds the points. Full marks (`max`) of what is not applicable go to the siblings in proportion.",
  },
  parameters: Type.Object({ kind: Type.Literal("sum") }, closed),
  linear: true,
  fixedShares: true,
  bounds: (_p, _context, children) => addBounds(children, ONE_EACH(children.length)),
  compile(_p, context) {
    const importance = importanceOf(context.group.children);
    const factors = ONE_EACH(importance.length);
    return {
      combine: (input) => linearly(context, input, factors, importance),
      shares: (_row, _table, values) => sharesOf(values, factors, importance),
    };
  },
});

/** Children's weights over 100, over their own sum, or over the weight of the group itself. */
function weightedFactors(normalise: string, { group }: GroupContext): Exact[] {
  const weights = weightsOf(group.children);
  const whole =
    normalise === "sum"
      ? weights.reduce(add)
      : normalise === "parent" && group.weight !== undefined
        ? decimal(group.weight)
        : HUNDRED;
  return weights.map((weight) => divide(weight, whole));
}

const weighted = combination({
  kind: "weighted",
  title: { zh: "加权", en: "Weighted" },
  summary: {
    zh: "各项分值 × 权重之和。`normalise`：hundred 权重为百分数；parent 权重之和应等于本组权重；sum 按实际合计归一（源文合计不齐时用）。不适用项的权重分摊给同级各项。",
    en: "Sum of points × weight. `normalise`: hundred, weights are percentages; parent, they are parts of the group's own weight; sum, they are re-scaled to their own sum (when the printed ones do not add up). The weight of what is not applicable goes to the siblings.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("weighted"),
      normalise: Type.Union([Type.Literal("hundred"), Type.Literal("parent"), Type.Literal("sum")]),
    },
    closed,
  ),
  linear: true,
  fixedShares: true,
  check(p, context) {
    const { group, at } = context;
    const unweighted = group.children.flatMap((child, index) =>
      child.weight === undefined
        ? [
            found(
              `${at}/children/${index}`,
              "scheme-weight-missing",
              `“${child.id}”没有权重`,
              `"${child.id}" has no weight`,
            ),
          ]
        : [],
    );
    if (unweighted.length > 0) return unweighted;
    if (isZero(weightsOf(group.children).reduce(add)))
      return [found(at, "scheme-weight-sum", "权重合计为 0", "The weights add up to 0")];
    return p.normalise === "parent" && group.weight === undefined
      ? [
          found(
            at,
            "scheme-weight-missing",
            "按上级权重归一的组须有自己的权重",
            "A group whose children are parts of its weight needs one",
          ),
        ]
      : [];
  },
  bounds: (p, context, children) => addBounds(children, weightedFactors(p.normalise, context)),
  compile(p, context) {
    const importance = weightsOf(context.group.children);
    const factors = weightedFactors(p.normalise, context);
    return {
      combine: (input) => linearly(context, input, factors, importance),
      shares: (_row, _table, values) => sharesOf(values, factors, importance),
    };
  },
});

/** A kind whose points of one applicant follow from those of the children that are scored. */
function rowwise(
  combine: (values: readonly Exact[], places: (index: number) => number, context: GroupContext) => Exact,
) {
  return (context: GroupContext) =>
    (input: GroupInput): NodeColumn =>
      NodeColumn.of(
        Array.from({ length: input.rows }, (_, row) => {
          const present = input.children.flatMap((child, index) => {
            const value = child.at(row);
            return value === null ? [] : [{ value, index }];
          });
          if (present.length === 0) return null;
          return combine(
            present.map(({ value }) => value),
            (at) => present[at]?.index ?? 0,
            context,
          );
        }),
      );
}

const cap = combination({
  kind: "cap",
  title: { zh: "封顶", en: "Cap" },
  summary: {
    zh: "各项相加，至多 `at` 分（加分项封顶）。",
    en: "Adds the points, at most `at` (bonus points with a limit).",
  },
  parameters: Type.Object({ kind: Type.Literal("cap"), at: Decimal }, closed),
  linear: false,
  fixedShares: false,
  bounds(p, _context, children) {
    const plain = addBounds(children, ONE_EACH(children.length));
    return { low: plain.low, high: plain.high === null ? decimal(p.at) : smaller(plain.high, decimal(p.at)) };
  },
  compile(p, context) {
    const limit = decimal(p.at);
    return {
      combine: rowwise((values) => smaller(values.reduce(add), limit))(context),
      shares: (_row, _table, values) => values.map((value) => (value === null ? ZERO : ONE)),
    };
  },
});

/** The places of the k best (or worst) children; equal ones in the order of the document. */
function chosen(values: readonly (Exact | null)[], count: number, better: "higher" | "lower"): number[] {
  return values
    .flatMap((value, index) => (value === null ? [] : [{ value, index }]))
    .sort((a, b) => (better === "higher" ? compare(b.value, a.value) : compare(a.value, b.value)) || a.index - b.index)
    .slice(0, count)
    .map(({ index }) => index);
}

const pickOne = (kind: "max" | "min", title: { zh: string; en: string }): Combination =>
  combination({
    kind,
    title,
    summary:
      kind === "max"
        ? { zh: "取各项中最高的一项。", en: "The best child counts." }
        : { zh: "取各项中最低的一项。", en: "The worst child counts." },
    parameters: Type.Object({ kind: Type.Literal(kind) }, closed),
    linear: true,
    fixedShares: false,
    bounds: (_p, _context, children) => hull(children),
    compile: (_p, context) => ({
      combine: rowwise((values) => values.reduce(kind === "max" ? larger : smaller))(context),
      shares: (_row, _table, values) => {
        const [pick] = chosen(values, 1, kind === "max" ? "higher" : "lower");
        return values.map((_, index) => (index === pick ? ONE : ZERO));
      },
    }),
  });

const bestK = combination({
  kind: "best-k",
  title: { zh: "取最好的若干项", en: "Best k" },
  summary: {
    zh: "取分值最高的 `k` 项，`pool` 为 sum 相加或 mean 平均（不足 k 项时按实有项）。",
    en: "The `k` best children, added (`pool` sum) or averaged (mean, over those there are).",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("best-k"),
      k: Type.Integer({ minimum: 1, maximum: 500 }),
      pool: Type.Union([Type.Literal("sum"), Type.Literal("mean")]),
    },
    closed,
  ),
  linear: true,
  fixedShares: false,
  check: (p, { group, at }) =>
    p.k > group.children.length
      ? [
          found(
            `${at}/combine/k`,
            "scheme-best-k",
            `只有 ${group.children.length} 项`,
            `There are only ${group.children.length} children`,
          ),
        ]
      : [],
  bounds(p, _context, children) {
    const outer = hull(children);
    if (p.pool === "mean") return outer;
    const pick = (end: "low" | "high") => {
      const values = children.map((child) => child[end]);
      if (values.some((value) => value === null)) return null;
      return (values as Exact[])
        .sort((a, b) => compare(b, a))
        .slice(0, p.k)
        .reduce(add);
    };
    return { low: pick("low"), high: pick("high") };
  },
  compile: (p, context) => ({
    combine: rowwise((values) => {
      const picked = chosen(values, p.k, "higher").map((index) => values[index] as Exact);
      const added = picked.reduce(add);
      return p.pool === "sum" ? added : divide(added, exact(picked.length));
    })(context),
    shares: (_row, _table, values) => {
      const picked = chosen(values, p.k, "higher");
      const share = p.pool === "sum" ? ONE : exact(1, Math.max(1, picked.length));
      return values.map((_, index) => (picked.includes(index) ? share : ZERO));
    },
  }),
});

/** A root or an inverse of negative points means nothing: such an applicant gets no total. */
function blockNegative(input: GroupInput, title: { zh: string; en: string }): void {
  for (let row = 0; row < input.rows; row++)
    if (input.children.some((child) => compare(child.at(row) ?? ZERO, ZERO) < 0))
      input.block(row, {
        zh: `下级有负分，不能取${title.zh}，不予计分`,
        en: `${title.en} of negative points cannot be taken; no total`,
      });
}

/** Means that are no sums: the shares are those of the arithmetic mean, the rest an adjustment. */
const powerMean = (
  kind: "geometric" | "harmonic",
  title: { zh: string; en: string },
  mean: (values: readonly { value: Exact; weight: Exact }[], context: GroupContext) => Exact,
): Combination =>
  combination({
    kind,
    title,
    summary:
      kind === "geometric"
        ? {
            zh: "各项的加权几何平均（没有权重时等权），任一项为 0 则为 0；不能有负分。",
            en: "The weighted geometric mean (equal weights when none are printed); zero as soon as a child is zero; no negative points.",
          }
        : {
            zh: "各项的加权调和平均（没有权重时等权），任一项为 0 则为 0；不能有负分。",
            en: "The weighted harmonic mean (equal weights when none are printed); zero as soon as a child is zero; no negative points.",
          },
    parameters: Type.Object({ kind: Type.Literal(kind) }, closed),
    linear: false,
    fixedShares: false,
    nonNegative: true,
    bounds: (_p, _context, children) => hull(children),
    compile(_p, context) {
      const weights = weightsOf(context.group.children);
      return {
        combine: (input) => {
          blockNegative(input, title);
          return rowwise((values, place) =>
            mean(
              values.map((value, at) => ({ value: larger(value, ZERO), weight: weights[place(at)] as Exact })),
              context,
            ),
          )(context)(input);
        },
        shares: (_row, _table, values) =>
          sharesOf(
            values,
            weights.map((weight) => divide(weight, weights.reduce(add))),
            weights,
          ),
      };
    },
  });

const geometric = powerMean("geometric", { zh: "几何平均", en: "Geometric mean" }, (values, { step }) =>
  geometricMean(values, step.places, step.rounding),
);

const harmonic = powerMean("harmonic", { zh: "调和平均", en: "Harmonic mean" }, (values, { step }) => {
  if (values.some(({ value }) => isZero(value))) return ZERO;
  const weights = values.map(({ weight }) => weight).reduce(add);
  const inverse = values.map(({ value, weight }) => divide(weight, value)).reduce(add);
  return round(divide(weights, inverse), step.places, step.rounding);
});

/** Every way of bringing points together. A new kind is one more entry; what is not here is refused. */
export const COMBINATIONS: readonly Combination[] = [
  sum,
  weighted,
  cap,
  meanOfSelected,
  chooseByType,
  pickOne("max", { zh: "取大", en: "Maximum" }),
  pickOne("min", { zh: "取小", en: "Minimum" }),
  bestK,
  geometric,
  harmonic,
];

const BY_KIND = new Map(COMBINATIONS.map((kind) => [kind.kind, kind]));

export function findCombination(kind: string): Combination | undefined {
  return BY_KIND.get(kind);
}
