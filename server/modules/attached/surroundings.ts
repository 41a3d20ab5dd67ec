import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import type { DeclarationSurroundings } from "../../../core/scoring/declared-facts.ts";
import type { Edition } from "../definitions/definitions.service.ts";

/** What a scheme reads of a declaration besides the answers to its form. */

/** The attached forms of a programme, by their id there. */
export function attachedFormsOf({ bundle, attachedFor }: Edition, year: number): Map<string, CompiledForm> {
  return new Map((bundle.programme.attachedForms ?? []).map(({ id, form }) => [id, attachedFor(form, year)]));
}

/** City and county of an applicant, in words that tell counties of the same name apart. */
export function placeOf({ city, county }: { city: string; county: string | null }): DeclarationSurroundings["place"] {
  return { city, county: `${city}${county ?? ""}` };
}
