import type { ConsequenceList } from "../../../core/contracts/consequences.ts";
import { toLocalText } from "../../../core/problems/finding.ts";
import { NEVER } from "../../../core/workflow/award-rules.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import type { Stores } from "../../stores.ts";

/** The caps of a programme that hold on a day, each with how much of it is used over all rounds. */
export async function capsOn(
  stores: Pick<Stores, "consequences">,
  programme: ProgrammeDocument,
  day: string,
): Promise<ConsequenceList["caps"]> {
  const caps: ConsequenceList["caps"] = [];
  for (const { id, text, source, effect, places, per, until } of programme.award.caps ?? []) {
    if (until !== undefined && day > until) continue;
    const year = day.slice(0, 4);
    const [from, to] = per === "year" ? [`${year}-01-01`, `${year}-12-31`] : ["", until ?? NEVER];
    const used = await stores.consequences.countConfirmed(programme.id, effect, from, to);
    caps.push({ id, text: toLocalText(text), source, effect, places, used, until: until ?? null });
  }
  return caps;
}
