import type { Finding, Locale, LocalText } from "../problems/finding.ts";
import { didYouMean } from "../rules/did-you-mean.ts";
import { found } from "./findings.ts";
import type { Decision } from "./run.ts";

/**
 * How a decision of a run becomes an act: `list` by the public notice the owner puts the applicant on, `award` and
 * `cancel` of a title when the owner confirms it, `record` that the owner has done it, `none` for a remark.
 */
export type EffectAct = "list" | "award" | "cancel" | "record" | "none";

export interface OutcomeEffect {
  kind: string;
  title: LocalText;
  act: EffectAct;
  /** False for what the engine writes by itself and no scheme may name. */
  isNameable: boolean;
}

/** Everything a decision can lead to. A new effect is one more entry; what is not here is refused by the lint. */
export const OUTCOME_EFFECTS: readonly OutcomeEffect[] = [
  { kind: "award", title: { zh: "拟认定", en: "proposed for the title" }, act: "list", isNameable: true },
  { kind: "add", title: { zh: "增补", en: "added" }, act: "award", isNameable: true },
  { kind: "recognise", title: { zh: "直接认定", en: "recognised directly" }, act: "award", isNameable: true },
  { kind: "remove", title: { zh: "取消资格", en: "title cancelled" }, act: "cancel", isNameable: true },
  { kind: "summon", title: { zh: "约谈", en: "summoned to an interview" }, act: "record", isNameable: true },
  { kind: "noted", title: { zh: "记录", en: "noted" }, act: "none", isNameable: false },
  {
    kind: "tie-at-cut",
    title: { zh: "截断处并列，由人决定", en: "equal at the cut, people decide" },
    act: "none",
    isNameable: false,
  },
];

const BY_KIND = new Map(OUTCOME_EFFECTS.map((effect) => [effect.kind, effect]));

export function findOutcomeEffect(kind: string): OutcomeEffect | undefined {
  return BY_KIND.get(kind);
}

/** Refuses an effect that no scheme may name. */
export function checkEffect(kind: string, at: string): Finding[] {
  if (BY_KIND.get(kind)?.isNameable) return [];
  const known = OUTCOME_EFFECTS.filter(({ isNameable }) => isNameable).map((effect) => effect.kind);
  const hint = didYouMean(kind, known);
  return [
    found(
      at,
      "scheme-unknown-effect",
      `不认识的效果“${kind}”${hint.zh}；可用：${known.join("、")}`,
      `Unknown effect "${kind}"${hint.en}; known: ${known.join(", ")}`,
    ),
  ];
}

/** A decision as a sentence: `连续第 2 次在后 2 名 → 取消资格，4 年内不得申报`. */
export function decisionText(decision: Decision, locale: Locale): string {
  const zh = locale === "zh";
  const effect = BY_KIND.get(decision.effect)?.title[locale] ?? decision.effect;
  const ban = decision.banYears;
  const banned =
    ban === undefined
      ? ""
      : zh
        ? `，${ban} 年内不得申报`
        : `, no application for ${ban} ${ban === 1 ? "year" : "years"}`;
  return `${decision.message[locale]} → ${effect}${banned}`;
}
