import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkGoldenFindings, formOfGolden, type GoldenCase } from "../../../core/editions/golden-case.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";

const root = join(import.meta.dirname, "../../..");
const home = join(root, "programmes/golden");
const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));

/** `<programme>/<case>.json` answers the programme's declaration, `<programme>/<form>/<case>.json` another form. */
const cases = readdirSync(home, { recursive: true, encoding: "utf8" })
  .map((path) => path.replace(/\\/g, "/"))
  .filter((path) => path.endsWith(".json"))
  .map((path) => {
    const form = formOfGolden(path.replace(/\.json$/, ""), `${path.split("/")[0]}/declaration`);
    return { path, form, golden: read(`programmes/golden/${path}`) as GoldenCase };
  });

/** Every form that is on disk, so that one without golden cases is noticed. */
const forms = readdirSync(join(root, "form-schemas"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".form.json"))
  .map((path) => read(`form-schemas/${path}`) as FormDocument);
const documents = new Map(forms.map((form) => [form.id, form]));

describe("golden cases of the forms", () => {
  it.each(cases)("$path", ({ form, golden }) => {
    expect(checkGoldenFindings(golden, documents.get(form)!)).toEqual([]);
  });

  it.each(forms)("$id has a full, an empty and a case for every rule", ({ id, rules }) => {
    const ofForm = cases.filter((each) => each.form === id).map((each) => each.golden);
    expect(ofForm.some((golden) => golden.expect.findings.length === 0)).toBe(true);
    expect(ofForm.some((golden) => Object.keys(golden.answers).length === 0)).toBe(true);
    const found = new Set(ofForm.flatMap((golden) => golden.expect.findings.map(({ code }) => code)));
    expect(rules.map((rule) => rule.id).filter((rule) => !found.has(rule))).toEqual([]);
  });
});
