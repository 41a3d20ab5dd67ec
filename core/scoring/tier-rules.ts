import { type Static, Type } from "@sinclair/typebox";
import { TextDocument } from "../problems/text-document.ts";
import { add, compare, decimal, type Exact, equals, formatExact, ONE, ZERO } from "./exact.ts";
import { found } from "./findings.ts";
import { cumulativePlaces } from "./methods/rank-methods.ts";
import { type OutcomeInput, outcomeRule, tieSpans } from "./outcome-rule.ts";
import { Basis, Decimal, NodeId, RoundingDocument } from "./scheme-document.ts";

/** Rules that sort applicants into tiers. */

const closed = { additionalProperties: false } as const;
const Tier = { id: NodeId, title: TextDocument };
const Ties = Type.Union([Type.Literal("share-best"), Type.Literal("share-worst")]);

/** How many places a tier has: a share of those who stand in the ranking, or of everybody in the run. */
const Places = Type.Object(
  {
    share: Decimal,
    of: Type.Union([Type.Literal("ranked"), Type.Literal("applicants")]),
    rounding: RoundingDocument,
    ties: Ties,
  },
  closed,
);

export const tiersByScore = outcomeRule({
  kind: "tiers-by-score",
  title: { zh: "按分数分档", en: "Tiers by score" },
  summary: {
    zh: "总分（`rank.on` 所取的分数）不低于 `from` 者归入该档，自上而下取第一个。`atMost` 限定该档名额：`share` 为占参评家数（`of` 为 applicants，含不计总分的）或占有名次家数（ranked）的比例，按 `rounding` 取整，在每个排名范围内按名次取舍，取不上的落到下一档；跨线并列者按 `ties` 同上（share-best）或同下（share-worst）。",
    en: "The first tier whose `from` the total (the one `rank.on` names) reaches. `atMost` limits its places: a `share` of everybody in the run (`of` applicants, those without a total included) or of those with a rank (ranked), rounded by `rounding`; inside each ranking the places go by rank, and who gets none falls to the next tier. Equals across the line go up together (share-best) or down (share-worst).",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("tiers-by-score"),
      basis: Basis,
      tiers: Type.Array(Type.Object({ ...Tier, from: Decimal, atMost: Type.Optional(Places) }, closed), {
        minItems: 1,
        maxItems: 20,
      }),
    },
    closed,
  ),
  check: (p, { document, at }) =>
    p.tiers.flatMap((tier, index) => {
      const before = p.tiers[index - 1];
      const ascends = before !== undefined && compare(decimal(tier.from), decimal(before.from)) > 0;
      const share = tier.atMost === undefined ? ONE : decimal(tier.atMost.share);
      const isShare = compare(share, ZERO) > 0 && compare(share, ONE) <= 0;
      const isWhole = tier.atMost?.of !== "applicants" || document.outcome.rank.within === "all";
      return [
        ...(ascends
          ? [found(`${at}/tiers/${index}/from`, "scheme-tier-order", "分数线须依次降低", "The lines must descend")]
          : []),
        ...(isShare
          ? []
          : [
              found(
                `${at}/tiers/${index}/atMost/share`,
                "scheme-tier-share",
                "比例须大于 0、不超过 1，例如 10% 写作 0.1",
                "The share must be above 0 and at most 1; write 10 % as 0.1",
              ),
            ]),
        ...(isWhole
          ? []
          : [
              found(
                `${at}/tiers/${index}/atMost/of`,
                "scheme-tier-places",
                "分组排名时名额只能按各组有名次的家数计算，请把 of 写作 ranked",
                "Where groups are ranked apart, places are counted of those ranked in each; write of: ranked",
              ),
            ]),
      ];
    }),
  apply(p, input) {
    const left = input.ranked.map((total) => total !== null);
    for (const tier of p.tiers) {
      const line = decimal(tier.from);
      const reaches = (row: number) => left[row] === true && compare(input.ranked[row] as Exact, line) >= 0;
      for (const row of tier.atMost === undefined ? rowsOf(left, reaches) : placed(tier.atMost, input, reaches)) {
        left[row] = false;
        input.setTier(row, tier.id);
      }
    }
  },
});

function rowsOf(rows: readonly unknown[], reaches: (row: number) => boolean): number[] {
  return Array.from(rows.keys()).filter(reaches);
}

/** Who gets one of the places of a tier, ranking by ranking. */
function placed(places: Static<typeof Places>, input: OutcomeInput, reaches: (row: number) => boolean): number[] {
  return input.standings.flatMap(({ rows }) => {
    const counted = places.of === "ranked" ? rows.length : input.run.table.ids.length;
    const [most = 0] = cumulativePlaces([decimal(places.share)], counted, places.rounding);
    const candidates = rows.filter(reaches);
    const { first, last } = tieSpans(input, candidates);
    const place = places.ties === "share-best" ? first : last;
    return candidates.filter((_, at) => (place[at] as number) < most);
  });
}

export const tiersByShare = outcomeRule({
  kind: "tiers-by-share",
  title: { zh: "按比例分档", en: "Tiers by share" },
  summary: {
    zh: "在每个排名范围内自上而下按 `share` 取比例（合计为 1），名额 = 累计比例 × 家数按 `rounding` 取整；跨线并列者按 `ties` 同归较好（share-best）或较差（share-worst）一档。",
    en: "Inside each ranking the `share`s (together 1) from the top; places are the cumulative share × number, rounded by `rounding`; equals across a line go together to the better (share-best) or the worse tier.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("tiers-by-share"),
      basis: Basis,
      rounding: RoundingDocument,
      ties: Ties,
      tiers: Type.Array(Type.Object({ ...Tier, share: Decimal }, closed), { minItems: 1, maxItems: 20 }),
    },
    closed,
  ),
  check(p, { at }) {
    const sum = p.tiers.map(({ share }) => decimal(share)).reduce(add, ZERO);
    return equals(sum, ONE)
      ? []
      : [
          found(
            `${at}/tiers`,
            "scheme-share-sum",
            `比例合计 ${formatExact(sum)}，应为 1`,
            `The shares add up to ${formatExact(sum)}, not to 1`,
          ),
        ];
  },
  apply(p, input) {
    const shares = p.tiers.map(({ share }) => decimal(share));
    for (const { rows } of input.standings) {
      const ends = cumulativePlaces(shares, rows.length, p.rounding);
      const { first, last } = tieSpans(input, rows);
      const counted = p.ties === "share-best" ? first : last;
      rows.forEach((row, place) => {
        const at = ends.findIndex((end) => (counted[place] as number) < end);
        input.setTier(row, (p.tiers[at] ?? p.tiers.at(-1))?.id as string);
      });
    }
  },
});

export const tiersByRank = outcomeRule({
  kind: "tiers-by-rank",
  title: { zh: "按名次分档", en: "Tiers by rank" },
  summary: {
    zh: "名次不大于 `to` 者归入该档，自上而下取第一个；最后一档可不写 `to`。",
    en: "The first tier whose `to` the rank does not pass; the last may have none.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("tiers-by-rank"),
      basis: Basis,
      tiers: Type.Array(Type.Object({ ...Tier, to: Type.Optional(Type.Integer({ minimum: 1 })) }, closed), {
        minItems: 1,
        maxItems: 20,
      }),
    },
    closed,
  ),
  check: (p, { at }) =>
    p.tiers.flatMap(({ to }, index) => {
      const before = index === 0 ? 0 : (p.tiers[index - 1]?.to ?? Number.POSITIVE_INFINITY);
      return (to ?? Number.POSITIVE_INFINITY) > before
        ? []
        : [found(`${at}/tiers/${index}`, "scheme-tier-order", "名次须依次增大", "The places must ascend")];
    }),
  apply(p, { run, setTier }) {
    run.ranks.forEach((rank, row) => {
      const tier = rank === 0 ? undefined : p.tiers.find(({ to }) => to === undefined || rank <= to);
      if (tier !== undefined) setTier(row, tier.id);
    });
  },
});
