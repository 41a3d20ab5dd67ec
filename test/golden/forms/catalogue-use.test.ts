import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogueOf } from "../../../core/forms/catalogue-document.ts";
import { choicesOf } from "../../../core/forms/field-kinds.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { textIn } from "../../../core/problems/finding.ts";

/** The catalogue of indicators as the forms of the notices use it. */

const home = join(import.meta.dirname, "../../../form-schemas");
const read = (path: string) => JSON.parse(readFileSync(join(home, path), "utf8"));
const { indicators, units } = catalogueOf({
  units: read("_catalogue/units.json"),
  indicators: read("_catalogue/indicators.json"),
});
const forms = readdirSync(home, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".form.json"))
  .map((path) => read(path) as FormDocument);
const national = forms.find(({ id }) => id === "national-base-2022/declaration")!;
const explained = [...indicators.values()].filter(({ source }) => source?.startsWith("001 附件3"));

/** A hint ends with or without a full stop. */
const bare = (text: string) => text.replace(/。$/, "");

/** The fields of all forms that point at an indicator. */
const users = (id: string) =>
  forms.flatMap((form) =>
    Object.entries(form.schema.properties).flatMap(([field, schema]) =>
      schema["x-indicator"] === id ? [{ form: form.id, field, schema }] : [],
    ),
  );

describe("the 76 indicators of the national explanations", () => {
  it("are all there, with unit, definition, evidence and comparability", () => {
    expect(explained.map(({ source }) => source)).toEqual(
      Array.from({ length: 76 }, (_, at) => `001 附件3 第${at + 1}项`),
    );
    for (const { id, kind, unit, evidence, comparability, group } of explained) {
      expect(evidence, id).toBeDefined();
      expect(comparability, id).toBeDefined();
      expect(group, id).toBeDefined();
      expect(unit === undefined, id).toBe(kind === "yes-no");
    }
    const growth = explained.filter(({ id }) => id.endsWith("-growth") || id === "incubation-rate");
    expect(growth.map(({ formula }) => formula)).not.toContain(undefined);
  });

  it("are asked by the national form, in the unit they are explained in", () => {
    for (const { id, unit } of explained) {
      const own = users(id).filter(({ form }) => form === national.id);
      expect(own, id).toHaveLength(1);
      expect(own[0]?.schema["x-unit"], id).toBe(unit);
    }
  });

  it("have the evidence of the list, in its order", () => {
    const hints = national.evidence.slice(0, 76);
    expect(hints.map(({ title }) => textIn(title, "zh"))).toEqual(explained.map(({ title }) => textIn(title, "zh")));
    expect(hints.map(({ hint }) => bare(textIn(hint, "zh")))).toEqual(
      explained.map(({ evidence }) => bare(textIn(evidence, "zh"))),
    );
    hints.forEach((requirement, at) => {
      const field = users(explained[at]!.id).find(({ form }) => form === national.id)!.field;
      expect(requirement.for, requirement.id).toContain(field);
    });
  });
});

describe("a measure that several forms ask", () => {
  const shared = [...indicators.values()].filter(({ id }) => new Set(users(id).map(({ form }) => form)).size > 1);

  it("is in units that convert into one another", () => {
    expect(shared.length).toBeGreaterThan(50);
    for (const { id, unit } of shared)
      for (const user of users(id)) {
        const own = units.get(user.schema["x-unit"] ?? "");
        const expected = units.get(unit ?? "");
        expect([user.form, user.field, own?.base, own?.dimension]).toEqual([
          user.form,
          user.field,
          expected?.base,
          expected?.dimension,
        ]);
      }
  });

  it("is a figure everywhere, or a yes or no or ticks everywhere", () => {
    for (const { id, kind } of shared)
      for (const { form, field, schema } of users(id)) {
        const isFigure = schema.type === "number" || schema.type === "integer";
        expect(isFigure || schema.type === "boolean" || choicesOf(schema) !== undefined, `${form} ${field}`).toBe(true);
        expect(isFigure, `${form} ${field}`).toBe(kind !== "yes-no");
      }
  });

  it("is never the total of a base in one form and one enterprise's own figure in another", () => {
    const isOfBase = (form: string) => /base|park/.test(form);
    for (const { id } of shared) {
      const kinds = new Set(users(id).map(({ form }) => isOfBase(form)));
      expect([...kinds], id).toHaveLength(1);
    }
  });

  it("is asked once a period in each form, so that an offer has one answer", () => {
    for (const { id } of shared) {
      const asked = users(id).map(({ form, schema }) => `${form} ${schema["x-period"] ?? ""}`);
      expect(new Set(asked).size, id).toBe(asked.length);
    }
  });
});
