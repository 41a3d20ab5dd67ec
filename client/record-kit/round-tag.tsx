import type { RoundSummary } from "../../core/contracts/programmes.ts";
import { Tag } from "../ui/display.tsx";
import { useRecordText } from "./text.ts";

/** Where a round stands for people: one that is open on paper takes declarations only within its window. */
type RoundStanding = "open" | "upcoming" | "closed" | "publicity" | "published";

const tones = { open: "ok", upcoming: "neutral", closed: "neutral", publicity: "accent", published: "info" } as const;

export function standingOf(round: RoundSummary): RoundStanding {
  if (round.status !== "open") return round.status;
  if (round.accepting) return "open";
  return Date.parse(round.opensAt) > Date.now() ? "upcoming" : "closed";
}

export function RoundTag({ round }: { round: RoundSummary }) {
  const t = useRecordText();
  const standing = standingOf(round);
  return <Tag tone={tones[standing]}>{t(`round.${standing}`)}</Tag>;
}
