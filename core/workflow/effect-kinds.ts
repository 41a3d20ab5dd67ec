import type { LocalText } from "../problems/finding.ts";
import type { Effect } from "./workflow-document.ts";

/** One kind of effect: what the server does, in the same transaction, when the transition is taken. */
export interface EffectKind {
  kind: Effect;
  title: LocalText;
  /** True when a later transition may lead "back" to the state this one left. */
  remembersState: boolean;
  /** True when the declaration becomes a title; only then may the target state be of stage `awarded`. */
  awards: boolean;
}

/** Every kind of effect. A new kind is one more entry here and in the `Effect` of the document. */
const EFFECT_KINDS: readonly EffectKind[] = [
  { kind: "issue-receipt", title: { zh: "出具回执", en: "Issue a receipt" }, remembersState: false, awards: false },
  { kind: "keep-version", title: { zh: "留存版本", en: "Keep a version" }, remembersState: false, awards: false },
  {
    kind: "remember-returner",
    title: { zh: "记住退回的一级", en: "Remember who returned it" },
    remembersState: true,
    awards: false,
  },
  { kind: "close-flags", title: { zh: "关闭标记", en: "Close the flags" }, remembersState: false, awards: false },
  {
    kind: "rank-last",
    title: { zh: "列入推荐顺序末位", en: "Add to the end of the recommendation order" },
    remembersState: false,
    awards: false,
  },
  {
    kind: "notify-applicant",
    title: { zh: "通知申报人", en: "Notify the applicant" },
    remembersState: false,
    awards: false,
  },
  { kind: "award-title", title: { zh: "授予称号", en: "Award the title" }, remembersState: false, awards: true },
];

/** Finds a kind of effect; an unknown one is an error, never "nothing to do". */
export function getEffectKind(kind: string): EffectKind {
  const found = EFFECT_KINDS.find((candidate) => candidate.kind === kind);
  if (found === undefined) throw new Error(`unknown effect kind: ${kind}`);
  return found;
}
