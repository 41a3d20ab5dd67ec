import type { PublicityItem } from "../../../core/contracts/programmes.ts";
import { choicesOf } from "../../../core/forms/field-kinds.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { tierTitles } from "../../../core/scoring/tier-titles.ts";
import type { Stores } from "../../stores.ts";
import type { Edition } from "../definitions/definitions.service.ts";
import type { Holder } from "../titles/award.service.ts";

/** Who an applicant is to the register, and which of several awards it gets. */

/** An applicant as the register knows it. */
export async function holderOf(
  stores: Pick<Stores, "organisations">,
  applicant: { declarationId: string; applicantKey: string; applicantName: string; regionCode: string },
): Promise<Holder & { declarationId: string }> {
  const organisation = await stores.organisations.find(applicant.applicantKey);
  return {
    declarationId: applicant.declarationId,
    key: applicant.applicantKey,
    creditCode: organisation?.creditCode ?? null,
    name: applicant.applicantName,
    regionCode: applicant.regionCode,
  };
}

/** The tier that stands behind the name of the title, where the programme says so (`award.nameFromTier`). */
export function awardTier({ bundle }: Edition, tier: string | null): LocalText | null {
  if (bundle.programme.award.nameFromTier !== true || bundle.scheme === null) return null;
  return tierTitles(bundle.scheme).get(tier ?? "") ?? null;
}

/**
 * What stands behind the name of a title: the awards that were declared for, where the programme names one of its choices
 * (`award.nameFrom`), and the tier its list says; null for one award.
 */
export async function awardNames(
  stores: Pick<Stores, "history">,
  edition: Edition,
  year: number,
  { declarationId, tier }: Pick<PublicityItem, "declarationId" | "tier">,
): Promise<LocalText | null> {
  const chosen = await chosenAwards(stores, edition, year, declarationId);
  const names = [chosen, tier].filter((name) => name !== null);
  if (names.length === 0) return null;
  return { zh: names.map(({ zh }) => zh).join(" · "), en: names.map(({ en }) => en).join(", ") };
}

async function chosenAwards(
  stores: Pick<Stores, "history">,
  edition: Edition,
  year: number,
  declarationId: string,
): Promise<LocalText | null> {
  const { nameFrom } = edition.bundle.programme.award;
  const field = nameFrom === undefined ? undefined : edition.formFor(year).document.schema.properties[nameFrom];
  if (nameFrom === undefined || field === undefined) return null;
  const version = await stores.history.findLatestVersion(declarationId);
  const given = version?.answers[nameFrom];
  const chosen = (choicesOf(field) ?? []).filter(({ const: code }) =>
    Array.isArray(given) ? given.includes(code) : given === code,
  );
  if (chosen.length === 0) return null;
  return {
    zh: chosen.map(({ title }) => title).join("、"),
    en: chosen.map((choice) => choice["x-en"] ?? choice.title).join(", "),
  };
}
