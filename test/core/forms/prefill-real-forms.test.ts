import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogueOf, type UnitsDocument } from "../../../core/forms/catalogue-document.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { listOffers } from "../../../core/forms/prefill.ts";
import { resolveForm } from "../../../core/forms/resolve-form.ts";

/** The forms of the notices a year later: what was this year's becomes last year's, by itself. */

const root = new URL("../../../", import.meta.url);
const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const { units } = catalogueOf({ units: readJson("form-schemas/_catalogue/units.json") as UnitsDocument });
const forms = ["shanxi-enterprise", "shanxi-base", "sichuan-top100", "national-base-2022"].flatMap((programme) =>
  readdirSync(new URL(`form-schemas/${programme}/`, root))
    .filter((name) => name.endsWith(".form.json"))
    .map((name) => `form-schemas/${programme}/${name}`),
);

/** An answer for every figure that names its period. */
function figures(form: FormDocument): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form.schema.properties).flatMap(([id, schema], at) =>
      (schema.type === "number" || schema.type === "integer") && schema["x-period"] !== undefined
        ? [[id, (at % 90) + 1]]
        : [],
    ),
  );
}

describe("real forms a year later", () => {
  it.each(forms)("%s: every figure of the year before is offered from the same figure, and no other", (path) => {
    const document = readJson(path) as FormDocument;
    const year = document.reportYear;
    const before = resolveForm(document, { year });
    const answers = figures(before);
    const target = compileForm(resolveForm(document, { year: year + 1 }));
    const title = { zh: "去年", en: "last year" };
    const offers = listOffers(target, {
      declarations: [{ form: before, answers, title, submittedAt: `${year}-06-01T00:00:00.000Z` }],
      units,
    });
    const expected = Object.keys(before.schema.properties).filter((id) => {
      const current = id.replace(/_previous$/, "_current");
      return current !== id && answers[current] !== undefined && target.fields.get(id)?.calculate === undefined;
    });
    const offered = new Map(offers.map((offer) => [offer.field, offer]));
    for (const id of expected) expect(offered.get(id)?.source.field).toBe(id.replace(/_previous$/, "_current"));
    for (const { field, source } of offers.filter((offer) => offer.field.endsWith("_previous")))
      expect(source.field.replace(/_current$/, "")).toBe(field.replace(/_previous$/, ""));
    // Nothing of this year is there yet to be offered.
    expect(offers.filter(({ field }) => field.endsWith("_current"))).toEqual([]);
  });
});
