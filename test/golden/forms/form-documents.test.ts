import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogueOf } from "../../../core/forms/catalogue-document.ts";
import { checkForm } from "../../../core/forms/check-form.ts";
import { FormDocument } from "../../../core/forms/form-document.ts";
import { inventory } from "../../../core/forms/inventory.ts";
import { checkShape } from "../../../core/problems/shape.ts";

const home = join(import.meta.dirname, "../../../form-schemas");

/** Every form of the notices, as read from disk, with the id its path gives it. */
const files = readdirSync(home, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".form.json"))
  .map((path) => ({
    id: path.replace(/\\/g, "/").replace(/\.form\.json$/, ""),
    document: JSON.parse(readFileSync(join(home, path), "utf8")),
  }));

const shared = (name: string) => JSON.parse(readFileSync(join(home, `_catalogue/${name}.json`), "utf8"));
const catalogue = catalogueOf({ units: shared("units"), indicators: shared("indicators") });

/** Ids of the blanks in a sentence, in order. */
const blanksOf = (sentence: string) =>
  [...sentence.matchAll(/\{\{([a-z0-9_]+)\}\}/g)].map((match) => match[1] as string);

describe("form documents", () => {
  it("are there", () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)("$id keeps to the document format", ({ id, document }) => {
    expect(checkShape(FormDocument, document)).toEqual([]);
    expect(document.id).toBe(id);
  });

  it.each(files)("$id passes the check with nothing to say", ({ document }) => {
    expect(checkForm(document, { catalogue })).toEqual([]);
  });

  it.each(files)("$id lists every blank of the paper once, in two years alike", ({ document }) => {
    const form = document as FormDocument;
    const rows = inventory(form, { catalogue });
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    const next = inventory(form, { catalogue, year: form.reportYear + 1 });
    expect(next.map((row) => row.id)).toEqual(rows.map((row) => row.id));
    expect(JSON.stringify([rows, next])).not.toMatch(/\{year/);
  });

  it.each(files)("$id places every field once, and no other", ({ document }) => {
    const form = document as FormDocument;
    const placed = form.layout.sections.flatMap((section) =>
      section.items.flatMap((item) =>
        "field" in item ? [item.field] : "sentence" in item ? blanksOf(item.sentence) : [],
      ),
    );
    expect([...placed].sort()).toEqual(Object.keys(form.schema.properties).sort());
  });

  it.each(files)("$id says everything in English too", ({ document }) => {
    const form = document as FormDocument;
    const bare: string[] = [];
    const text = (at: string, value: unknown) => {
      if (typeof value === "string" || (value && typeof value === "object" && !(value as { en?: string }).en))
        bare.push(at);
    };
    text("title", form.title);
    for (const [id, field] of Object.entries(form.schema.properties)) {
      if (!field["x-en"]?.title || (field.description && !field["x-en"].description)) bare.push(id);
      const choices =
        "oneOf" in field ? field.oneOf : "items" in field && "oneOf" in field.items ? field.items.oneOf : [];
      for (const choice of choices ?? []) if (!choice["x-en"]) bare.push(`${id} ${choice.const}`);
      const columns = "items" in field && "properties" in field.items ? field.items.properties : {};
      for (const [column, cell] of Object.entries(columns)) if (!cell["x-en"]?.title) bare.push(`${id}.${column}`);
    }
    for (const section of form.layout.sections) {
      for (const heading of [section.title, section.block, section.help]) text(section.id, heading);
      for (const item of section.items) {
        if ("sentence" in item) {
          if (!item.en) bare.push(item.sentence);
          else expect(blanksOf(item.en).sort()).toEqual(blanksOf(item.sentence).sort());
        }
        if ("title" in item) text(section.id, item.title);
        if ("note" in item) text(section.id, item.note);
      }
    }
    for (const rule of form.rules) text(rule.id, rule.message);
    for (const requirement of form.evidence) {
      text(requirement.id, requirement.title);
      text(requirement.id, requirement.hint);
    }
    for (const { reading } of form.source.readings) text("reading", reading);
    for (const note of form.print?.notes ?? []) text("note", note);
    expect(bare).toEqual([]);
  });
});
