import { type Static, Type } from "@sinclair/typebox";
import { toLocalText } from "../problems/finding.ts";
import { TextDocument } from "../problems/text-document.ts";
import { compare, decimal, type Exact } from "./exact.ts";
import { compileExact, type ExactProgram } from "./exact-expression.ts";
import type { PastRun } from "./outcome.ts";
import { checkEffect } from "./outcome-effects.ts";
import { type OutcomeInput, type OutcomeRule, outcomeRule, tieSpans } from "./outcome-rule.ts";
import { Basis, Decimal, Expression, NodeId } from "./scheme-document.ts";
import { factOf } from "./treatment.ts";

/** Rules that write a decision on a result: what follows for an applicant, for the owner to carry out. */

const closed = { additionalProperties: false } as const;

export const quota = outcomeRule({
  kind: "quota",
  title: { zh: "名额", en: "Quota" },
  summary: {
    zh: "取前 `places` 名（不写即不限名额），效果 `effect`；截断处并列按 `tieAtCut`：admit-all 全部入选并标注、admit-none 全部不入选并标注、flag-only 只标注由人决定。可用 `least` 规定最低分（按 `rank.on` 的分数比较），`where` 限定范围。",
    en: "The first `places` (everybody when left out) get `effect`. Equals at the cut: admit-all, admit-none, or flag-only (people decide); all are flagged. `least` is a lowest total (the one `rank.on` names), `where` limits who is counted.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("quota"),
      id: NodeId,
      basis: Basis,
      places: Type.Optional(Type.Integer({ minimum: 1 })),
      effect: NodeId,
      tieAtCut: Type.Union([Type.Literal("admit-all"), Type.Literal("admit-none"), Type.Literal("flag-only")]),
      least: Type.Optional(Decimal),
      where: Type.Optional(Expression),
    },
    closed,
  ),
  check: checkDecision,
  apply(p, input) {
    for (const standing of input.standings) {
      const rows = within(p.where, input, standing.rows).filter(
        (row) => p.least === undefined || compare(input.ranked[row] as Exact, decimal(p.least)) >= 0,
      );
      const spans = tieSpans(input, rows);
      const places = p.places ?? Number.POSITIVE_INFINITY;
      rows.forEach((row, place) => {
        const first = spans.first[place] as number;
        const last = spans.last[place] as number;
        const cut = first < places && last >= places;
        if (!cut && place >= places) return;
        const admitted = !cut || p.tieAtCut === "admit-all";
        input.decide(row, {
          rule: p.id,
          effect: admitted ? p.effect : "tie-at-cut",
          message: cut
            ? {
                zh: `第 ${first + 1}–${last + 1} 名并列，跨过 ${places} 个名额`,
                en: `places ${first + 1}–${last + 1} are equal across the quota of ${places}`,
              }
            : withinText(p.places, p.least),
        });
      });
    }
  },
});

/** Why somebody is among those chosen where nobody equal stands across the cut. */
function withinText(places: number | undefined, least: Static<typeof Decimal> | undefined): { zh: string; en: string } {
  if (places !== undefined) return { zh: `前 ${places} 名之内`, en: `among the first ${places}` };
  if (least === undefined) return { zh: "不限名额", en: "without a limit of places" };
  return { zh: `达到 ${least} 分，不限名额`, en: `reached ${least} points, without a limit of places` };
}

export const streak = outcomeRule({
  kind: "streak",
  title: { zh: "连续多次", en: "Several runs in a row" },
  summary: {
    zh: "在 `where` 范围内排名最前（top）或最后（bottom）`places` 名，连续 `runs` 次即 `effect`；每次至多 `atMost` 家（按名次，各排名范围合计；跨线并列的只标注由人决定），`banYears` 为此后不得申报的年数。未满次数的记为 noted。",
    en: "Among the `where`, the first (top) or last (bottom) `places`; `runs` times in a row gives `effect`, to at most `atMost` a run (by place, over all rankings; equals across that line are flagged for people), with `banYears` without a new application. Fewer times are noted.",
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
  check: checkDecision,
  apply(p, input) {
    const seen = streaksBefore(p.id, input.past);
    const candidates = input.standings.flatMap(({ rows }) => candidatesOf(p, input, rows, seen));
    const most = p.atMost ?? Number.POSITIVE_INFINITY;
    const standing = countUpTo(candidates.filter(({ count }) => count >= p.runs).map(({ best }) => best));
    for (const { row, best, count } of candidates) {
      const full = count < p.runs || standing(best - 1) >= most;
      const effect = full ? "noted" : standing(best) > most ? "tie-at-cut" : p.effect;
      const where = p.from === "top" ? { zh: "前", en: "first" } : { zh: "后", en: "last" };
      input.decide(row, {
        rule: p.id,
        effect,
        message: {
          zh: count === 1 ? `在${where.zh} ${p.places} 名` : `连续第 ${count} 次在${where.zh} ${p.places} 名`,
          en: `among the ${where.en} ${p.places}${count === 1 ? "" : `, run ${count} in a row`}`,
        },
        count,
        ...(effect === p.effect && p.banYears !== undefined ? { banYears: p.banYears } : {}),
      });
    }
  },
});

/**
 * How many of some places are not beyond one, over all rankings: who stands first in a region comes before who stands
 * second in another.
 */
function countUpTo(places: readonly number[]): (place: number) => number {
  const counts: number[] = [];
  for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
  let sum = 0;
  const sums = Array.from(counts, (count) => {
    sum += count ?? 0;
    return sum;
  });
  return (place) => (place < 0 ? 0 : (sums[Math.min(place, sums.length - 1)] ?? 0));
}

/** Who stands among the first (or last) places of one ranking, with the better place of equals and the runs in a row. */
function candidatesOf(
  p: { from: string; places: number; where?: string },
  input: OutcomeInput,
  standing: readonly number[],
  seen: ReadonlyMap<string, number>,
): { row: number; best: number; count: number }[] {
  const rows = within(p.where, input, standing);
  const { first, last } = tieSpans(input, rows);
  return rows.flatMap((row, place) => {
    const best = p.from === "top" ? (first[place] as number) : rows.length - 1 - (last[place] as number);
    if (best >= p.places) return [];
    return [{ row, best, count: (seen.get(input.run.table.ids[row] as string) ?? 0) + 1 }];
  });
}

/**
 * How many runs in a row, up to the newest, an applicant was among the places. A run that was itself given its earlier
 * ones has counted them already; those that were not are counted here.
 */
function streaksBefore(rule: string, past: readonly PastRun[]): ReadonlyMap<string, number> {
  return past.reduceRight<ReadonlyMap<string, number>>((older, { results }) => {
    const counts = results.flatMap(({ id, decisions }) => {
      const decision = decisions?.find((each) => each.rule === rule);
      return decision === undefined ? [] : [[id, Math.max(decision.count ?? 1, 1 + (older.get(id) ?? 0))] as const];
    });
    return new Map(counts);
  }, new Map());
}

export const automatic = outcomeRule({
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
  check: (p, { environment, at }) => [
    ...(compileExact(p.when, environment, { at: `${at}/when`, expected: "boolean" }).findings ?? []),
    ...checkEffect(p.effect, `${at}/effect`),
  ],
  apply(p, input) {
    const all = input.run.table.ids.map((_, row) => row);
    for (const row of within(p.when, input, all))
      input.decide(row, { rule: p.id, effect: p.effect, message: toLocalText(p.message) });
  },
});

function checkDecision(
  p: { effect: string; where?: Static<typeof Expression> | undefined },
  { environment, at }: Parameters<NonNullable<OutcomeRule["check"]>>[1],
) {
  const where =
    p.where === undefined ? null : compileExact(p.where, environment, { at: `${at}/where`, expected: "boolean" });
  return [...(where?.findings ?? []), ...checkEffect(p.effect, `${at}/effect`)];
}

/** The rows for which a condition is known to hold. */
function within(source: string | undefined, input: OutcomeInput, rows: readonly number[]): readonly number[] {
  if (source === undefined) return rows;
  const program = compileExact(source, input.run.scheme.environment).program as ExactProgram;
  return rows.filter((row) => program.run((name) => factOf(input.run.table, name, row)) === true);
}
