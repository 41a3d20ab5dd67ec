import { Type } from "@sinclair/typebox";
import { TextDocument } from "../problems/text-document.ts";
import { add, compare, decimal, equals, formatExact, ONE, ZERO } from "./exact.ts";
import { found } from "./findings.ts";
import { cumulativePlaces } from "./methods/rank-methods.ts";
import { outcomeRule, tieSpans } from "./outcome-rule.ts";
import { Basis, Decimal, NodeId, RoundingDocument } from "./scheme-document.ts";

/** Rules that sort applicants into tiers. */

const closed = { additionalProperties: false } as const;
const Tier = { id: NodeId, title: TextDocument };

export const tiersByScore = outcomeRule({
  kind: "tiers-by-score",
  title: { zh: "按分数分档", en: "Tiers by score" },
  summary: {
    zh: "总分（`rank.on` 所取的分数）不低于 `from` 者归入该档，自上而下取第一个。",
    en: "The first tier whose `from` the total (the one `rank.on` names) reaches.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("tiers-by-score"),
      basis: Basis,
      tiers: Type.Array(Type.Object({ ...Tier, from: Decimal }, closed), { minItems: 1, maxItems: 20 }),
    },
    closed,
  ),
  check: (p, { at }) =>
    p.tiers
      .slice(1)
      .flatMap((tier, index) =>
        compare(decimal(tier.from), decimal((p.tiers[index] as { from: string }).from)) < 0
          ? []
          : [found(`${at}/tiers/${index + 1}/from`, "scheme-tier-order", "分数线须依次降低", "The lines must descend")],
      ),
  apply(p, { ranked, setTier }) {
    ranked.forEach((total, row) => {
      const tier = total === null ? undefined : p.tiers.find(({ from }) => compare(total, decimal(from)) >= 0);
      if (tier !== undefined) setTier(row, tier.id);
    });
  },
});

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
      ties: Type.Union([Type.Literal("share-best"), Type.Literal("share-worst")]),
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
