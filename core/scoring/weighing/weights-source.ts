import type { LocalText } from "../../problems/finding.ts";
import { findWeighingKind } from "./weighing-kinds.ts";

/** As the `weights` of a scheme say it. */
interface Cited {
  kind: string;
  round?: string | undefined;
  basis: string;
}

/** Where weights that people fixed come from, as a sentence with the round it cites; null for printed weights. */
export function weightsSentence({ kind, round, basis }: Cited): LocalText | null {
  const method = findWeighingKind(kind);
  if (method === undefined) return null;
  const { zh, en } = method.title;
  return {
    zh: `权重由${zh}确定${round === undefined ? "" : `，引用征询轮次 ${round}`}（${basis}）`,
    en: `Weights fixed by ${en}${round === undefined ? "" : `, citing the round ${round}`} (${basis})`,
  };
}
