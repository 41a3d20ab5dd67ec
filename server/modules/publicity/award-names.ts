import { choicesOf } from "../../../core/forms/field-kinds.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
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

/** The awards that were declared for, where the programme names one of its choices (`award.nameFrom`); null for one award. */
export async function awardNames(
  stores: Pick<Stores, "declarations">,
  edition: Edition,
  year: number,
  declarationId: string,
): Promise<LocalText | null> {
  const { nameFrom } = edition.bundle.programme.award;
  const field = nameFrom === undefined ? undefined : edition.formFor(year).document.schema.properties[nameFrom];
  if (nameFrom === undefined || field === undefined) return null;
  const version = await stores.declarations.findLatestVersion(declarationId);
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
