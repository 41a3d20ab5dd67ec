import { toLocalText } from "../../../core/problems/finding.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { newId } from "../../crypto/ids.ts";
import type { Stores } from "../../stores.ts";
import type { Candidate } from "./publicity.store.ts";
import { titleNumber, validUntil } from "./publicity-period.ts";

/**
 * Awards the title of a programme to one applicant and returns its number: the next of the report year, skipping
 * numbers that another programme with the same numbering has taken. Hold the titles (`lockTitles`) before.
 */
export async function awardTitle(
  stores: Pick<Stores, "titles" | "now">,
  programme: ProgrammeDocument,
  year: number,
  holder: Candidate,
): Promise<string> {
  const { award } = programme;
  let seq = (await stores.titles.countTitles(programme.id, year)) + 1;
  while (await stores.titles.isTitleNumberTaken(titleNumber(award.numbering, year, seq))) seq += 1;
  const number = titleNumber(award.numbering, year, seq);
  const awardedOn = chinaDay(stores.now);
  await stores.titles.recordTitle({
    id: newId(),
    number,
    programmeId: programme.id,
    declarationId: holder.declarationId,
    holderName: holder.applicantName,
    regionCode: holder.regionCode,
    name: toLocalText(award.name),
    awardedOn,
    validUntil: validUntil(awardedOn, award.validYears),
    status: "valid",
  });
  return number;
}
