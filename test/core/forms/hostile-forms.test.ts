import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkForm } from "../../../core/forms/check-form.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { formState } from "../../../core/forms/form-state.ts";
import { inventory } from "../../../core/forms/inventory.ts";
import { hasErrors } from "../../../core/problems/finding.ts";
import { sampleCatalogue, sampleForm, validAnswers } from "./sample-form.ts";

/** Definitions broken at random: the checker answers for each, and what it passes compiles and runs. */

const catalogue = sampleCatalogue();

/** Every place of a document, as the steps that lead there. */
function places(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, key]))];
}

function replaceAt(document: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof document !== "object" || document === null) return value;
  const copy = (Array.isArray(document) ? [...document] : { ...document }) as Record<string, unknown>;
  copy[key] = replaceAt(copy[key], rest, value);
  return copy;
}

function removeAt(document: unknown, path: readonly string[]): unknown {
  const parent = path.slice(0, -1);
  const last = path.at(-1);
  const holder = parent.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document);
  if (last === undefined || typeof holder !== "object" || holder === null) return document;
  const entries = Object.entries(holder).filter(([key]) => key !== last);
  return replaceAt(
    document,
    parent,
    Array.isArray(holder) ? entries.map(([, each]) => each) : Object.fromEntries(entries),
  );
}

const all = places(sampleForm());
const anywhere = fc.constantFrom(...all);
const strange = fc.oneof(
  fc.anything({ maxDepth: 2 }),
  fc.constantFrom(
    "constructor",
    "__proto__",
    "name",
    "turnover",
    "turnover > 1",
    "size(tenants) > 0",
    "firm_type_other",
    "{{name}}{{turnover}}",
    "{year-9}",
    "integer",
    "date",
    0,
    -1,
    1e308,
    true,
    null,
  ),
);

function judge(document: unknown): void {
  const findings = checkForm(document, { catalogue });
  if (hasErrors(findings)) return;
  const form = document as FormDocument;
  formState(compileForm(form, catalogue), validAnswers(), { today: "2024-06-01" });
  inventory(form, { catalogue });
}

describe("definitions broken at random", () => {
  it("get findings or work, and never throw", () => {
    const broken = fc.array(fc.tuple(anywhere, strange), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(broken, (changes) => {
        judge(changes.reduce<unknown>((form, [path, value]) => replaceAt(form, path, value), sampleForm()));
      }),
      { numRuns: 1500 },
    );
  });

  it("miss any part and still get an answer", () => {
    for (const path of all) judge(removeAt(sampleForm(), path));
  });

  it("are passed when nothing is broken (or the test above would say little)", () => {
    expect(hasErrors(checkForm(sampleForm(), { catalogue }))).toBe(false);
    expect(all.length).toBeGreaterThan(300);
  });
});
