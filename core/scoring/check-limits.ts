import { pointer } from "../json/pointer.ts";
import type { Finding, Level } from "../problems/finding.ts";
import { add, compare, decimal, type Exact, ONE, ZERO } from "./exact.ts";
import { found } from "./findings.ts";
import { isLeaf, type Leaf, nodesOf, type SchemeDocument } from "./scheme-document.ts";

/** Numbers that contradict each other: limits the wrong way round, shares outside 0 to 1, points in the wrong order. */
export function checkLimits(document: SchemeDocument): Finding[] {
  const facts = document.facts.flatMap((fact, index): Finding[] => {
    const at = pointer("facts", index);
    const limited = fact.minimum !== undefined || fact.maximum !== undefined || fact.decimals !== undefined;
    if (fact.type !== "number")
      return limited
        ? [found(at, "scheme-fact-limit", "只有数字可以有上下限和小数位", "Only a number has limits and decimals")]
        : [];
    return reversed(fact.minimum, fact.maximum, `${at}/minimum`);
  });
  const nodes = nodesOf(document).flatMap(({ node, pointer: at }) => [
    ...checkWeight(node.weight, at),
    ...(isLeaf(node)
      ? [...checkOutliers(node, at), ...scoresIn(node.score, `${at}/score`).flatMap(checkScoreLimits)]
      : outsideShare(node.availability, `${at}/availability`)),
  ]);
  return [...facts, ...nodes];
}

type Value = string | number | null | undefined;

function reversed(low: Value, high: Value, at: string, level: Level = "error"): Finding[] {
  if (low == null || high == null || compare(decimal(low), decimal(high)) <= 0) return [];
  return [
    found(
      at,
      "scheme-limits",
      `下限 ${low} 大于上限 ${high}`,
      `The lower limit ${low} lies above the upper one ${high}`,
      level,
    ),
  ];
}

function outsideShare(share: Value, at: string): Finding[] {
  if (share == null || (decimal(share).n >= 0n && compare(decimal(share), ONE) <= 0)) return [];
  return [found(at, "scheme-share", "须在 0 与 1 之间（如 0.5）", "Must lie between 0 and 1 (like 0.5)")];
}

function checkWeight(weight: Value, at: string): Finding[] {
  if (weight == null || decimal(weight).n >= 0n) return [];
  return [
    found(
      `${at}/weight`,
      "scheme-weight-negative",
      "权重不能为负：扣分写在分值里",
      "A weight cannot be negative: deductions are written as points",
    ),
  ];
}

function checkOutliers({ outliers }: Leaf, at: string): Finding[] {
  if (outliers === undefined) return [];
  if (outliers.kind === "cap") return reversed(outliers.low, outliers.high, `${at}/outliers/low`);
  const shares = [
    ...outsideShare(outliers.lower, `${at}/outliers/lower`),
    ...outsideShare(outliers.upper, `${at}/outliers/upper`),
  ];
  if (shares.length > 0 || compare(add(decimal(outliers.lower), decimal(outliers.upper)), ONE) < 0) return shares;
  return [
    found(`${at}/outliers`, "scheme-share", "两端比例之和须小于 1", "The shares of both ends must be below 1 together"),
  ];
}

interface PlacedScore {
  score: Readonly<Record<string, unknown>>;
  at: string;
}

/** A score and those inside of it. */
function scoresIn(score: object, at: string): PlacedScore[] {
  const inner = Object.entries(score).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? scoresIn(value, `${at}${pointer(key)}`) : [],
  );
  return "kind" in score ? [{ score: score as PlacedScore["score"], at }, ...inner] : inner;
}

/** Names of parameters mean the same in every kind; `low` and `high` may be crossed where a line joins them. */
function checkScoreLimits({ score, at }: PlacedScore): Finding[] {
  const { floor, cap, low, high, constant, points, cuts } = score as Record<string, Value> & {
    points?: unknown;
    cuts?: unknown;
  };
  const joined = "from" in score || "panel" in score;
  const level = constant == null ? "error" : "warning";
  const limits = [...reversed(floor, cap, `${at}/floor`), ...(joined ? [] : reversed(low, high, `${at}/low`, level))];
  if (limits.length > 0) return limits;
  return [
    ...(isOutside(constant, low ?? floor, high ?? cap)
      ? [
          found(
            `${at}/constant`,
            "scheme-constant",
            "全体同值时的分值在量程之外",
            "The points for equal values lie outside the limits",
            "warning",
          ),
        ]
      : []),
    ...(Array.isArray(points) ? checkOrder(points as Value[], Array.isArray(cuts), `${at}/points`) : []),
    ...checkAwards(score, at),
  ];
}

const isOutside = (value: Value, low: Value, high: Value): boolean =>
  value != null &&
  ((low != null && compare(decimal(value), decimal(low)) < 0) ||
    (high != null && compare(decimal(value), decimal(high)) > 0));

/** Bins by place run from the best, bins by value from the worst. */
function checkOrder(points: readonly Value[], ascends: boolean, at: string): Finding[] {
  const values = points.map((each) => decimal(each as string));
  const wrong = values.some((value, index) => {
    const order = index === 0 ? 0 : compare(value, values[index - 1] as Exact);
    return ascends ? order < 0 : order > 0;
  });
  if (!wrong) return [];
  return [
    found(
      at,
      "scheme-points-order",
      `分值须由${ascends ? "最差档到最好档" : "最好档到最差档"}排列，请核对`,
      `The points run from the ${ascends ? "worst bin to the best" : "best bin to the worst"}; check them`,
      "warning",
    ),
  ];
}

/** Awards descend, then comes what the others get, then nothing. */
function checkAwards({ awards, others, none }: PlacedScore["score"], at: string): Finding[] {
  if (!Array.isArray(awards)) return [];
  const values = [...awards, others, none].map((each) => decimal((each as string | undefined) ?? "0"));
  if (values.every((value, index) => index === 0 || compare(value, values[index - 1] ?? ZERO) <= 0)) return [];
  return [
    found(
      `${at}/awards`,
      "scheme-points-order",
      "名次分、其余“有的”与“没有”的分值须依次不增，请核对",
      "The awards, the points of the others and those of none should not rise; check them",
      "warning",
    ),
  ];
}
