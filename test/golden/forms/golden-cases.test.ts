import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkAnswers } from "../../../core/forms/check-answers.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { resolveForm } from "../../../core/forms/resolve-form.ts";

const root = join(import.meta.dirname, "../../..");
const golden = join(root, "programmes/golden");

interface GoldenCase {
  title: string;
  answers: Record<string, unknown>;
  evidence: Record<string, number>;
  expect: { findings: { code: string; level: string; pointer: string }[] };
}

/** `<programme>/<case>.json` answers the programme's declaration, `<programme>/<form>/<case>.json` another form. */
const cases = readdirSync(golden, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".json"))
  .map((path) => {
    const parts = path.replace(/\\/g, "/").split("/");
    const form = parts.length === 2 ? `${parts[0]}/declaration` : `${parts[0]}/${parts[1]}`;
    return { path, form, golden: JSON.parse(readFileSync(join(golden, path), "utf8")) as GoldenCase };
  });

const forms = [...new Set(cases.map((each) => each.form))].map((id) => ({
  id,
  document: JSON.parse(readFileSync(join(root, `form-schemas/${id}.form.json`), "utf8")) as FormDocument,
}));
const compiled = new Map(forms.map(({ id, document }) => [id, compileForm(resolveForm(document))]));

const inOrder = (findings: readonly { code: string; level: string; pointer: string }[]) =>
  findings.map(({ code, level, pointer }) => `${level} ${code} ${pointer}`).sort();

describe("golden cases of the forms", () => {
  it.each(cases)("$path: $golden.title", ({ form, golden: { answers, evidence, expect: expected } }) => {
    const findings = checkAnswers(compiled.get(form)!, answers, {
      stage: "submit",
      today: "2026-01-01",
      evidenceCounts: evidence,
    });
    expect(inOrder(findings)).toEqual(inOrder(expected.findings));
  });

  it.each(forms)("$id has a full, an empty and a case for every rule", ({ id, document }) => {
    const ofForm = cases.filter((each) => each.form === id);
    expect(ofForm.some(({ golden: { expect: expected } }) => expected.findings.length === 0)).toBe(true);
    expect(ofForm.some(({ golden: { answers } }) => Object.keys(answers).length === 0)).toBe(true);
    const found = new Set(
      ofForm.flatMap(({ golden: { expect: expected } }) => expected.findings.map(({ code }) => code)),
    );
    expect(document.rules.map((rule) => rule.id).filter((rule) => !found.has(rule))).toEqual([]);
  });
});
