import { type LocalText, toLocalText } from "../problems/finding.ts";
import type { SchemeDocument } from "./scheme-document.ts";

/** Names of the tiers a scheme sorts applicants into, by id; results keep the id alone. */
export function tierTitles({ outcome }: Pick<SchemeDocument, "outcome">): ReadonlyMap<string, LocalText> {
  const tiers = outcome.rules.flatMap((rule) => ("tiers" in rule ? (rule.tiers as NamedTier[]) : []));
  return new Map(tiers.map(({ id, title }) => [id, toLocalText(title)]));
}

interface NamedTier {
  id: string;
  title: Parameters<typeof toLocalText>[0];
}
