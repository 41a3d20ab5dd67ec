import { describe, expect, it } from "vitest";
import { compileDataset, type DeclarationFacts, factsOf } from "../../../core/dashboards/facts.ts";
import { assignSlots } from "../../../core/dashboards/slots.ts";
import { readDataset, readForms, readUnits } from "./dashboard-files.ts";

const dataset = compileDataset(readDataset(), readForms(), readUnits());
const slots = dataset.slots;

function declaration(changes: Partial<DeclarationFacts>): DeclarationFacts {
  return {
    form: "guizhou-enterprise/declaration",
    answers: {},
    regions: { city: "520100", county: "520102" },
    programme: "guizhou-enterprise",
    year: 2024,
    stage: "city",
    score: null,
    tier: null,
    ...changes,
  };
}

describe("assignSlots", () => {
  it("gives columns in the order of the document, a tree one for each level below the first", () => {
    expect(assignSlots(readDataset()).dimensions).toEqual({
      "region/city": "d1",
      "region/county": "d2",
      year: "d3",
      kind: "d4",
      stage: "d5",
      ownership: "d6",
    });
    expect(slots.fields.turnover).toBe("m1");
  });
});

describe("factsOf", () => {
  it("stores whole yuan, whatever unit the form asks in", () => {
    const row = factsOf(dataset, declaration({ answers: { annual_turnover: 1234.5678, online_retail: 0.1 } }));
    expect(row[slots.fields.turnover!]).toBe(12_345_678);
    expect(row[slots.fields["online-retail"]!]).toBe(1000);
  });

  it("takes the first source that is answered, and only of its own form", () => {
    expect(factsOf(dataset, declaration({ answers: { annual_sales: 200 } })).m1).toBe(2_000_000);
    expect(factsOf(dataset, declaration({ answers: { live_sales: 500 } })).m1).toBeNull();
    const team = { form: "guizhou-live-team/declaration", programme: "guizhou-live-team" };
    expect(factsOf(dataset, declaration({ ...team, answers: { live_sales: 500, annual_sales: 1 } })).m1).toBe(
      5_000_000,
    );
  });

  it("keeps zero apart from not answered, and takes no text for a number", () => {
    expect(factsOf(dataset, declaration({ answers: { annual_sales: 0 } })).m1).toBe(0);
    expect(factsOf(dataset, declaration({ answers: { annual_sales: "200" } })).m1).toBeNull();
    expect(factsOf(dataset, declaration({ answers: { annual_sales: Number.NaN } })).m1).toBeNull();
  });

  it("fills every column, with null where a level or a score is missing", () => {
    const row = factsOf(dataset, declaration({ regions: { city: "520900" }, score: "87.5" }));
    expect(Object.keys(row).sort()).toEqual(
      [...Object.values(slots.dimensions), ...Object.values(slots.fields)].sort(),
    );
    expect(row).toMatchObject({ d1: "520900", d2: null, d3: "2024", d4: "guizhou-enterprise", d5: "city", d6: null });
    expect(row[slots.fields.score!]).toBe(87.5);
  });

  it("refuses a dataset whose form has changed under it", () => {
    const changed = readDataset();
    changed.fields.turnover = {
      title: "x",
      quantity: "people",
      source: [{ form: changed.forms[0]!, field: "annual_sales" }],
    };
    expect(() => compileDataset(changed, readForms(), readUnits())).toThrow("annual_sales");
  });
});
