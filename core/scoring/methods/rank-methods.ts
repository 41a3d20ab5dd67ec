import { type Static, Type } from "@sinclair/typebox";
import { add, decimal, divide, type Exact, equals, exact, formatExact, multiply, ONE, round, ZERO } from "../exact.ts";
import { found } from "../findings.ts";
import { contains, type Interval, readInterval } from "../intervals.ts";
import { leafMethod } from "../leaf-method.ts";
import { MISSING } from "../leaf-scores.ts";
import type { Ranking } from "../ranking.ts";
import { Decimal, RoundingDocument } from "../scheme-document.ts";
import { eachRankedGroup, type RankedGroup, relativeParameters } from "./cohort-walk.ts";
import { pointsText } from "./points-text.ts";
import { boundsOf } from "./threshold-methods.ts";

const closed = { additionalProperties: false } as const;
const BIN_CONVENTIONS = ["rank-position", "from-best", "ntile"] as const;
const TieShare = Type.Union([Type.Literal("share-best"), Type.Literal("share-worst")]);
type TieShare = Static<typeof TieShare>;

/** For each place the one (from 0) that counts, since rows that share a value share it. */
const countedPlaces = ({ first, last }: Ranking, ties: TieShare): Int32Array => (ties === "share-best" ? first : last);

/** 前三名 6/5/4 分，有的 3 分，没有 0 分. */
export const rankAward = leafMethod({
  kind: "rank-award",
  title: { zh: "名次奖分", en: "Award by rank" },
  summary: {
    zh: "名次在 `awards` 之内得对应分（前三名 6/5/4）；其余“有的”（数值落入 `holds`）得 `others` 分，“没有”得 `none` 分且不占名次。并列按 `ties`：share-best 同取较好名次、share-worst 同取较差名次、average 取所占名次分值的平均。",
    en: "The first places get `awards` in turn (6, 5, 4); the rest of those who have something (value in `holds`) get `others`, those without get `none` and take no place. `ties`: share-best, share-worst, or the average of the awards of the places shared.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("rank-award"),
      ...relativeParameters,
      awards: Type.Array(Decimal, { minItems: 1, maxItems: 500 }),
      others: Decimal,
      holds: Type.String({ maxLength: 64 }),
      none: Decimal,
      ties: Type.Union([TieShare, Type.Literal("average")]),
    },
    closed,
  ),
  facts: ["number"],
  relative: true,
  check: (p, { at }) =>
    readInterval(p.holds) === undefined
      ? [found(`${at}/holds`, "scheme-range", `“${p.holds}”不是可用的区间`, `"${p.holds}" is no range`)]
      : [],
  bounds: (p) => boundsOf([...p.awards, p.others, p.none]),
  compile(p, context) {
    const awards = p.awards.map(decimal);
    const [others, none] = [decimal(p.others), decimal(p.none)];
    const holds = readInterval(p.holds) as Interval;
    const awardAt = (place: number): Exact => awards[place] ?? others;
    return (input, scores) => {
      const holder = (row: number) => contains(holds, input.numbers?.at(row) as Exact);
      const award = ({ ranking: { order, first, last } }: RankedGroup) => {
        for (let place = 0; place < order.length; place++) {
          const row = order[place] as number;
          const [from, to] = [first[place] as number, last[place] as number];
          scores.codes[row] = scores.code(`${from}-${to}`, () => {
            let points = awardAt(p.ties === "share-worst" ? to : from);
            if (p.ties === "average") {
              let sum = ZERO;
              for (let at = from; at <= to; at++) sum = add(sum, awardAt(at));
              points = context.step(divide(sum, exact(to - from + 1)));
            }
            return {
              points,
              line: from + 1,
              rule: {
                zh: `第 ${from + 1} 名 → ${pointsText(points).zh}`,
                en: `place ${from + 1} → ${pointsText(points).en}`,
              },
            };
          });
        }
      };
      eachRankedGroup(input, scores, p, award, holder);
      const nothing = scores.code("none", () => ({
        points: none,
        rule: { zh: `没有 → ${pointsText(none).zh}`, en: `none → ${pointsText(none).en}` },
      }));
      for (let row = 0; row < input.rows; row++)
        if (scores.codes[row] === MISSING && input.numbers?.has(row)) scores.codes[row] = nothing;
    };
  },
});

/** 排序、分档: bins of equal numbers of places. */
export const rankBins = leafMethod({
  kind: "rank-bins",
  title: { zh: "排序分档", en: "Rank bins" },
  summary: {
    zh: "在 `cohort` 内排序后等分为若干档，第 k 档得 `points` 的第 k 个分值（从好到差）。`convention`：rank-position 档次 = ⌈名次 × 档数 ÷ n⌉（家数少于档数时最好的档空缺）；from-best 档次 = ⌊(名次 − 1) × 档数 ÷ n⌋ + 1（第一名总在第 1 档）；ntile 与 SQL NTILE 相同，余数补给前面的档。并列者按 `ties` 同取最好或最差名次。",
    en: "Ranks inside `cohort` and cuts into equal bins; bin k gives the k-th of `points` (best first). `convention`: rank-position is ⌈rank × bins ÷ n⌉ (with fewer applicants than bins the best bins stay empty); from-best is ⌊(rank − 1) × bins ÷ n⌋ + 1 (the first is always in bin 1); ntile is SQL's NTILE, where the first bins take the remainder. Equal values share the best or the worst place by `ties`.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("rank-bins"),
      ...relativeParameters,
      points: Type.Array(Decimal, { minItems: 2, maxItems: 100 }),
      convention: Type.Union(BIN_CONVENTIONS.map((name) => Type.Literal(name))),
      ties: TieShare,
    },
    closed,
  ),
  facts: ["number"],
  relative: true,
  bounds: (p) => boundsOf(p.points),
  compile(p) {
    const points = p.points.map(decimal);
    const bins = points.length;
    const binOf = BIN_OF[p.convention];
    return (input, scores) =>
      eachRankedGroup(input, scores, p, ({ ranking }) => {
        const { order } = ranking;
        const counted = countedPlaces(ranking, p.ties);
        const n = order.length;
        const codes = points.map((value, bin) =>
          scores.code(`bin${bin}`, () => ({
            points: value,
            line: bin + 1,
            rule: { zh: `第 ${bin + 1} 档 → ${pointsText(value).zh}`, en: `bin ${bin + 1} → ${pointsText(value).en}` },
          })),
        );
        for (let place = 0; place < n; place++)
          scores.codes[order[place] as number] = codes[binOf(counted[place] as number, n, bins)] as number;
      });
  },
});

/** Bin (from 0) of a place (from 0) among n. */
const BIN_OF = {
  "rank-position": (place: number, n: number, bins: number) => Math.ceil(((place + 1) * bins) / n) - 1,
  "from-best": (place: number, n: number, bins: number) => Math.floor((place * bins) / n),
  ntile: ntileOf,
};

/** Bin (from 0) of a place (from 0) as SQL's NTILE gives it. */
export function ntileOf(place: number, n: number, bins: number): number {
  const small = Math.floor(n / bins);
  const larger = n % bins;
  if (place < larger * (small + 1)) return Math.floor(place / (small + 1));
  return larger + Math.floor((place - larger * (small + 1)) / small);
}

/** 优秀 20 %、良好 30 % …: bins of given shares of the cohort. */
export const forcedShares = leafMethod({
  kind: "forced-shares",
  title: { zh: "强制比例", en: "Forced shares" },
  summary: {
    zh: "在 `cohort` 内按名次从好到差依次取 `shares` 所列比例（合计为 1），各档名额按累计比例 × n 以 `rounding` 取整。",
    en: "From the best down, `shares` of the cohort (they add up to 1) fall into the bins in turn; places are the cumulative share × n, rounded by `rounding`.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("forced-shares"),
      ...relativeParameters,
      shares: Type.Array(Decimal, { minItems: 2, maxItems: 50 }),
      points: Type.Array(Decimal, { minItems: 2, maxItems: 50 }),
      rounding: RoundingDocument,
      ties: TieShare,
    },
    closed,
  ),
  facts: ["number"],
  relative: true,
  check(p, { at }) {
    const sum = p.shares.map(decimal).reduce(add);
    const findings =
      p.shares.length === p.points.length
        ? []
        : [found(`${at}/points`, "scheme-bins", "分值个数须与比例个数相同", "There must be as many points as shares")];
    if (equals(sum, ONE)) return findings;
    return [
      ...findings,
      found(
        `${at}/shares`,
        "scheme-share-sum",
        `比例合计 ${formatExact(sum)}，应为 1`,
        `The shares add up to ${formatExact(sum)}, not to 1`,
      ),
    ];
  },
  bounds: (p) => boundsOf(p.points),
  compile(p) {
    const points = p.points.map(decimal);
    const shares = p.shares.map(decimal);
    return (input, scores) =>
      eachRankedGroup(input, scores, p, ({ ranking }) => {
        const n = ranking.order.length;
        const counted = countedPlaces(ranking, p.ties);
        const ends = cumulativePlaces(shares, n, p.rounding);
        for (let place = 0; place < n; place++) {
          const found = ends.findIndex((end) => (counted[place] as number) < end);
          const bin = found < 0 ? points.length - 1 : found;
          scores.codes[ranking.order[place] as number] = scores.code(`bin${bin}`, () => {
            const value = points[bin] as Exact;
            return {
              points: value,
              line: bin + 1,
              rule: {
                zh: `第 ${bin + 1} 档 → ${pointsText(value).zh}`,
                en: `bin ${bin + 1} → ${pointsText(value).en}`,
              },
            };
          });
        }
      });
  },
});

/** Where each share ends, as numbers of places from the best. */
export function cumulativePlaces(
  shares: readonly Exact[],
  n: number,
  rounding: Static<typeof RoundingDocument>,
): number[] {
  let sum = ZERO;
  return shares.map((share) => {
    sum = add(sum, share);
    return Number(round(multiply(sum, exact(n)), 0, rounding).n);
  });
}

const PERCENTILES = {
  /** Share at or below. */
  "at-or-below": (below: number, equal: number, n: number) => exact(below + equal, n),
  /** Share strictly below. */
  below: (below: number, _equal: number, n: number) => exact(below, n),
  /** Below and half of the equals. */
  midpoint: (below: number, equal: number, n: number) => exact(2 * below + equal, 2 * n),
  /** Spreadsheet PERCENTRANK.INC. */
  inclusive: (below: number, _equal: number, n: number) => (n === 1 ? null : exact(below, n - 1)),
  /** Spreadsheet PERCENTRANK.EXC. */
  exclusive: (below: number, _equal: number, n: number) => exact(below + 1, n + 1),
} as const;

/** Position in the cohort as a share of full points. */
export const percentile = leafMethod({
  kind: "percentile",
  title: { zh: "百分位", en: "Percentile rank" },
  summary: {
    zh: "分值 = `full` × 百分位。`convention`：at-or-below 不优于者所占比例（含同值）、below 劣于者比例、midpoint 同值算一半、inclusive = 劣于者 ÷ (n−1)（一家时按 `constant`）、exclusive = (劣于者+1) ÷ (n+1)。",
    en: "Points = `full` × percentile. `convention`: at-or-below, below, midpoint (half of the equals), inclusive (worse ÷ (n−1); `constant` with one applicant), exclusive ((worse+1) ÷ (n+1)).",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("percentile"),
      ...relativeParameters,
      convention: Type.Union(Object.keys(PERCENTILES).map((name) => Type.Literal(name as keyof typeof PERCENTILES))),
      full: Decimal,
      constant: Decimal,
    },
    closed,
  ),
  facts: ["number"],
  relative: true,
  bounds: (p) => boundsOf(["0", p.full, p.constant]),
  compile(p, context) {
    const full = decimal(p.full);
    return (input, scores) =>
      eachRankedGroup(input, scores, p, ({ name, ranking }) => {
        const { order, first, last } = ranking;
        const n = order.length;
        for (let place = 0; place < n; place++) {
          const [from, to] = [first[place] as number, last[place] as number];
          scores.codes[order[place] as number] = scores.code(`${name}:${from}-${to}`, () => {
            const share = PERCENTILES[p.convention](n - 1 - to, to - from + 1, n);
            const points = share === null ? decimal(p.constant) : context.step(multiply(full, share));
            const shown = share === null ? "—" : formatExact(multiply(share, exact(100)), 4);
            return {
              points,
              rule: {
                zh: `百分位 ${shown} % → ${pointsText(points).zh}`,
                en: `percentile ${shown} % → ${pointsText(points).en}`,
              },
            };
          });
        }
      });
  },
});
