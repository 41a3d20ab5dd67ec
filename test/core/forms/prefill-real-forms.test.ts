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

describe("one measure in several forms", () => {
  const offersOf = (from: string, to: string, answers: Record<string, unknown>, year = 2022) => {
    const read = (id: string) => resolveForm(readJson(`form-schemas/${id}.form.json`) as FormDocument, { year });
    const title = { zh: "另一项申报", en: "another declaration" };
    const offers = listOffers(compileForm(read(to)), {
      declarations: [{ form: read(from), answers, title, submittedAt: `${year}-06-01T00:00:00.000Z` }],
      units,
    });
    return Object.fromEntries(offers.map(({ field, value }) => [field, value]));
  };

  it("is offered from the national form to the province's, in the unit asked", () => {
    const answers = { area_ecommerce: 2.5, turnover_current: 56000, ecommerce_firms: 60, crossborder_current: 8200 };
    expect(offersOf("national-base-2022/declaration", "shanxi-base/declaration", answers)).toEqual({
      area_ecommerce: 25000,
      turnover_current: 56000,
      ecommerce_firms: 60,
      crossborder_current: 8200,
    });
    expect(offersOf("national-base-2022/declaration", "national-base-2025/declaration", answers)).toEqual({
      ecommerce_firms: 60,
      crossborder: 0.82,
    });
  });

  it("is not offered from a base to an enterprise, nor what sounds alike", () => {
    const base = {
      turnover_current: 56000,
      revenue_current: 23000,
      tax_current: 900,
      staff_current: 800,
      farm_brands: 7,
    };
    expect(offersOf("shanxi-base/declaration", "shanxi-enterprise/declaration", base)).toEqual({});
    expect(offersOf("national-base-2022/declaration", "national-base-2025/declaration", base)).toEqual({ staff: 800 });
  });

  it("is offered from a yearly report to the declaration of the same enterprise", () => {
    const report = { main_revenue_current: 28000, ecommerce_sales_current: 26000, tax_paid_current: 880 };
    const offered = offersOf("sichuan-top100/annual-report", "sichuan-top100/enterprise", report);
    expect(offered).toEqual({ main_revenue: 28000, ecommerce_sales: 26000, tax_paid: 880 });
  });
});
