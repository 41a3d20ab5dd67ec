import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogueOf } from "../../../core/forms/catalogue-document.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { inventory } from "../../../core/forms/inventory.ts";
import { resolveForm, resolveTexts } from "../../../core/forms/resolve-form.ts";
import { paperOfForm } from "../../../core/paper/paper-of-form.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";

/**
 * A round of another year: titles, rules, columns, help, evidence, inventory and sheet of every form name that year and
 * its neighbours, and no other. The years are far from those of the notices, so that a year left behind is seen.
 */

const home = join(import.meta.dirname, "../../../form-schemas");
const read = (path: string) => JSON.parse(readFileSync(join(home, path), "utf8"));
const catalogue = catalogueOf({ units: read("_catalogue/units.json"), indicators: read("_catalogue/indicators.json") });
const forms = readdirSync(home, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".form.json"))
  .map((path) => read(path) as FormDocument);
const programmes = readdirSync(join(home, "../programmes"))
  .filter((path) => path.endsWith(".programme.json"))
  .map((path) => read(`../programmes/${path}`) as ProgrammeDocument);
const years = [2047, 2058];

/** Dates a notice fixes whatever the round. */
const fixed = ["到2035年新增", "by 2035", "2022年9月1日起施行", "from 1 September 2022"];

/** Every text but where the notice itself is cited, and expressions. */
function textsOf(value: unknown, key = ""): string[] {
  if (key === "source" || key === "id" || key === "assert" || key === "value" || key === "reportYear") return [];
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((entry) => textsOf(entry));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => textsOf(entry, name));
}

function stale(texts: readonly string[], year: number): string[] {
  const allowed = [year - 1, year, year + 1].map(String);
  return texts.filter((text) => {
    const rest = fixed.reduce((left, words) => left.replaceAll(words, ""), text);
    return (
      /\{(year|nth)/.test(rest) ||
      (rest.match(/(?<!\d)(19|20)\d\d(?!\d)/g) ?? []).some((found) => !allowed.includes(found))
    );
  });
}

describe.each(years)("a round of %i", (year) => {
  it.each(forms)("rolls $id", (document) => {
    const form = resolveForm(document, { year });
    expect(stale(textsOf(form), year)).toEqual([]);
    expect(stale(textsOf(inventory(document, { year, catalogue })), year)).toEqual([]);
    for (const locale of ["zh", "en"] as const)
      expect(stale(textsOf(paperOfForm({ form, answers: {}, locale, catalogue })), year)).toEqual([]);
  });

  it.each(programmes)("rolls what the page of a round of $id says", (document) => {
    const { notice, guide, commitment } = resolveTexts(document, year);
    expect(stale(textsOf({ body: notice.body, guide, commitment }), year)).toEqual([]);
  });

  it("rolls the explanations of the indicators", () => {
    expect(stale(textsOf(resolveTexts([...catalogue.indicators.values()], year)), year)).toEqual([]);
  });
});
