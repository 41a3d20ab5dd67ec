import { type Static, Type } from "@sinclair/typebox";
import { toLocalText } from "../problems/finding.ts";
import { TextDocument } from "../problems/text-document.ts";
import { add, compare, decimal, type Exact, equals, formatExact, ONE, ZERO } from "./exact.ts";
import { compileExact, type ExactProgram } from "./exact-expression.ts";
import { found } from "./findings.ts";
import { cumulativePlaces } from "./methods/rank-methods.ts";
import { type OutcomeInput, type OutcomeRule, outcomeRule } from "./outcome-rule.ts";
import { Basis, Decimal, Expression, NodeId, RoundingDocument } from "./scheme-document.ts";
import { factOf } from "./treatment.ts";

const closed = { additionalProperties: false } as const;
const Tier = { id: NodeId, title: TextDocument };

const tiersByScore = outcomeRule({
  kind: "tiers-by-score",
  title: { zh: "按分数分档", en: "Tiers by score" },
  summary: {
    zh: "总分不低于 `from` 者归入该档，自上而下取第一个。",
    en: "The first tier whose `from` the total reaches.",
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

const tiersByShare = outcomeRule({
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
      rows.forEach((row, place) => {
        const [first, last] = tieSpan(input, rows, place);
        const counted = p.ties === "share-best" ? first : last;
        const at = ends.findIndex((end) => counted < end);
        input.setTier(row, (p.tiers[at] ?? p.tiers.at(-1))?.id as string);
      });
    }
  },
});

const tiersByRank = outcomeRule({
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

/** First and last place in the list that share the total of a place. */
function tieSpan({ run }: OutcomeInput, rows: readonly number[], place: number): [number, number] {
  const rank = run.ranks[rows[place] as number];
  let first = place;
  let last = place;
  while (first > 0 && run.ranks[rows[first - 1] as number] === rank) first--;
  while (last + 1 < rows.length && run.ranks[rows[last + 1] as number] === rank) last++;
  return [first, last];
}

const quota = outcomeRule({
  kind: "quota",
  title: { zh: "名额", en: "Quota" },
  summary: {
    zh: "取前 `places` 名，效果 `effect`；截断处并列按 `tieAtCut`：admit-all 全部入选并标注、admit-none 全部不入选并标注、flag-only 只标注由人决定。可用 `least` 规定最低分，`where` 限定范围。",
    en: "The first `places` get `effect`. Equals at the cut: admit-all, admit-none, or flag-only (people decide); all are flagged. `least` is a lowest total, `where` limits who is counted.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("quota"),
      id: NodeId,
      basis: Basis,
      places: Type.Integer({ minimum: 1 }),
      effect: NodeId,
      tieAtCut: Type.Union([Type.Literal("admit-all"), Type.Literal("admit-none"), Type.Literal("flag-only")]),
      least: Type.Optional(Decimal),
      where: Type.Optional(Expression),
    },
    closed,
  ),
  check: checkWhere,
  apply(p, input) {
    for (const standing of input.standings) {
      const rows = within(p.where, input, standing.rows).filter(
        (row) => p.least === undefined || compare(input.ranked[row] as Exact, decimal(p.least)) >= 0,
      );
      rows.forEach((row, place) => {
        const [first, last] = tieSpan(input, rows, place);
        const cut = first < p.places && last >= p.places;
        if (!cut && place >= p.places) return;
        const admitted = !cut || p.tieAtCut === "admit-all";
        input.decide(row, {
          rule: p.id,
          effect: admitted ? p.effect : "tie-at-cut",
          message: cut
            ? {
                zh: `第 ${first + 1}–${last + 1} 名并列，跨过 ${p.places} 个名额`,
                en: `Places ${first + 1}–${last + 1} are equal across the quota of ${p.places}`,
              }
            : { zh: `前 ${p.places} 名之内`, en: `Among the first ${p.places}` },
        });
      });
    }
  },
});

const streak = outcomeRule({
  kind: "streak",
  title: { zh: "连续多次", en: "Several runs in a row" },
  summary: {
    zh: "在 `where` 范围内排名最前（top）或最后（bottom）`places` 名，连续 `runs` 次即 `effect`；每次至多 `atMost` 家（按名次），`banYears` 为此后不得申报的年数。未满次数的记为 noted。",
    en: "Among the `where`, the first (top) or last (bottom) `places`; `runs` times in a row gives `effect`, to at most `atMost` a run, with `banYears` without a new application. Fewer times are noted.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("streak"),
      id: NodeId,
      basis: Basis,
      from: Type.Union([Type.Literal("top"), Type.Literal("bottom")]),
      places: Type.Integer({ minimum: 1 }),
      runs: Type.Integer({ minimum: 1, maximum: 10 }),
      effect: NodeId,
      where: Type.Optional(Expression),
      atMost: Type.Optional(Type.Integer({ minimum: 1 })),
      banYears: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    },
    closed,
  ),
  check: checkWhere,
  apply(p, input) {
    const before = new Map(
      (input.past[0]?.results ?? []).map((result) => [
        result.id,
        result.decisions?.find(({ rule }) => rule === p.id)?.count ?? 0,
      ]),
    );
    let given = 0;
    for (const standing of input.standings) {
      const inScope = within(p.where, input, standing.rows);
      const ordered = p.from === "top" ? inScope : [...inScope].reverse();
      ordered.forEach((row, place) => {
        const [first, last] = tieSpan(input, inScope, p.from === "top" ? place : inScope.length - 1 - place);
        const best = p.from === "top" ? first : inScope.length - 1 - last;
        if (best >= p.places) return;
        const count = (before.get(input.run.table.ids[row] as string) ?? 0) + 1;
        const reached = count >= p.runs && (p.atMost === undefined || given < p.atMost);
        if (reached) given++;
        const where = p.from === "top" ? { zh: "前", en: "first" } : { zh: "后", en: "last" };
        input.decide(row, {
          rule: p.id,
          effect: reached ? p.effect : "noted",
          message: {
            zh: `${where.zh} ${p.places} 名，连续第 ${count} 次`,
            en: `Among the ${where.en} ${p.places}, run ${count} in a row`,
          },
          count,
          ...(reached && p.banYears !== undefined ? { banYears: p.banYears } : {}),
        });
      });
    }
  },
});

const automatic = outcomeRule({
  kind: "automatic",
  title: { zh: "直接认定", en: "Automatic" },
  summary: {
    zh: "满足 `when` 者不论名次即得 `effect`（如国家级称号自动认定为省级）。",
    en: "Whoever meets `when` gets `effect`, whatever the rank (national titles count as provincial).",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("automatic"),
      id: NodeId,
      basis: Basis,
      when: Expression,
      effect: NodeId,
      message: TextDocument,
    },
    closed,
  ),
  check: (p, context) =>
    compileExact(p.when, context.environment, { at: `${context.at}/when`, expected: "boolean" }).findings ?? [],
  apply(p, input) {
    const all = input.run.table.ids.map((_, row) => row);
    for (const row of within(p.when, input, all))
      input.decide(row, { rule: p.id, effect: p.effect, message: toLocalText(p.message) });
  },
});

function checkWhere(
  p: { where?: Static<typeof Expression> | undefined },
  { environment, at }: Parameters<NonNullable<OutcomeRule["check"]>>[1],
) {
  return p.where === undefined
    ? []
    : (compileExact(p.where, environment, { at: `${at}/where`, expected: "boolean" }).findings ?? []);
}

/** The rows for which a condition is known to hold. */
function within(source: string | undefined, input: OutcomeInput, rows: readonly number[]): readonly number[] {
  if (source === undefined) return rows;
  const program = compileExact(source, input.run.scheme.environment).program as ExactProgram;
  return rows.filter((row) => program.run((name) => factOf(input.run.table, name, row)) === true);
}

/** Everything that can follow from totals and ranks. A new kind is one more entry; what is not here is refused. */
export const OUTCOME_RULES: readonly OutcomeRule[] = [
  tiersByScore,
  tiersByShare,
  tiersByRank,
  quota,
  streak,
  automatic,
];

const BY_KIND = new Map(OUTCOME_RULES.map((rule) => [rule.kind, rule]));

export function findOutcomeRule(kind: string): OutcomeRule | undefined {
  return BY_KIND.get(kind);
}
