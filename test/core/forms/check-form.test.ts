import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type CodeListDocument,
  catalogueOf,
  checkCodeList,
  checkIndicators,
  checkUnits,
} from "../../../core/forms/catalogue-document.ts";
import { checkForm } from "../../../core/forms/check-form.ts";
import { convertUnit } from "../../../core/forms/convert-unit.ts";
import { sampleCatalogue, sampleForm } from "./sample-form.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests break documents in ways the types forbid
type Loose = any;

const catalogue = sampleCatalogue();

/** Findings of the sample form after a change, as "pointer code". */
function findingsAfter(change: (form: Loose) => void): string[] {
  const form = sampleForm();
  change(form);
  return checkForm(form, { catalogue }).map(({ pointer, code }) => `${pointer} ${code}`);
}

const FIELDS = "/schema/properties";

const head = (more: object) => ({
  columnHeads: [{ table: "tenants", columns: ["tenant"], text: "（{{name}}）", ...more }],
});

describe("checkForm", () => {
  it("finds nothing wrong with a good form", () => {
    expect(checkForm(sampleForm(), { catalogue })).toEqual([]);
  });

  it.each<[string, (form: Loose) => void, string]>([
    ["$async", (f) => (f.schema.$async = true), "/schema/$async shape-unknown"],
    ["a pattern", (f) => (f.schema.properties.name.pattern = "(a+)+$"), `${FIELDS}/name/pattern shape-unknown`],
    ["a remote $ref", (f) => (f.schema.properties.name.$ref = "http://x"), `${FIELDS}/name/$ref shape-unknown`],
    ["if/then", (f) => (f.schema.if = {}), "/schema/if shape-unknown"],
    ["no maxItems", (f) => delete f.schema.properties.tenants.maxItems, `${FIELDS}/tenants/maxItems shape-missing`],
    [
      "an unknown format",
      (f) => (f.schema.properties.credit_code.format = "ipv4"),
      `${FIELDS}/credit_code/format shape-choice`,
    ],
    ["another language version", (f) => (f.format = "shenbao-form/2"), "/format shape-choice"],
    ["a level that is none", (f) => (f.rules[0].level = "fatal"), "/rules/0/level shape-choice"],
    ["unbounded text", (f) => delete f.schema.properties.name.maxLength, `${FIELDS}/name form-max-length`],
    [
      "constructor as a field",
      (f) => (f.schema.properties.constructor = f.schema.properties.name),
      `${FIELDS}/constructor form-field-reserved`,
    ],
    ["a reserved word", (f) => (f.schema.properties.in = f.schema.properties.name), `${FIELDS}/in form-field-reserved`],
    ["a Chinese id", (f) => (f.schema.properties.名称 = null), `${FIELDS}/名称 form-field-id`],
    [
      "a bad column",
      (f) => (f.schema.properties.tenants.items.properties.Bad = 5),
      `${FIELDS}/tenants/items/properties/Bad form-field-id`,
    ],
    ["a field left out of the layout", (f) => f.layout.sections[0].items.shift(), `${FIELDS}/name form-not-placed`],
    [
      "a field placed twice",
      (f) => f.layout.sections[1].items.push({ field: "name" }),
      "/layout/sections/1/items/4 form-placed-twice",
    ],
    [
      "a blank that is no field",
      (f) => (f.layout.sections[1].items[1] = { sentence: "{{has_plattform}}" }),
      "/layout/sections/1/items/1 form-unknown-field",
    ],
    [
      "a seal named like a field",
      (f) => (f.layout.sections[3].items[1].seal = "name"),
      "/layout/sections/3/items/1 form-seal-is-field",
    ],
    ["a row of no field", (f) => (f.print = { rows: [["nmae"]] }), "/print/rows/0/0 form-unknown-field"],
    ["a field under itself", (f) => (f.print = { rows: [[["name", "name"]]] }), "/print/rows/0/0/1 form-duplicate-id"],
    [
      "a row of a cross table that is short of a cell",
      (f) => {
        const text = { zh: "年", en: "Year" };
        const rows = [{ title: text, fields: ["name"] }];
        f.print = { crossTables: [{ across: text, down: text, columns: [text, text], rows }] };
      },
      "/print/crossTables/0/rows/0/fields form-cross-table",
    ],
    ["no label of no field", (f) => (f.print = { unlabelled: ["nmae"] }), "/print/unlabelled/0 form-unknown-field"],
    ["no open cell of no field", (f) => (f.print = { openCells: ["nmae"] }), "/print/openCells/0 form-unknown-field"],
    [
      "no remark of no field",
      (f) => (f.print = { remarksInBlank: ["nmae"] }),
      "/print/remarksInBlank/0 form-unknown-field",
    ],
    [
      "lines that hold other options than the field",
      (f) => (f.print = { choiceLines: [{ field: "name", counts: [2, 1] }] }),
      "/print/choiceLines/0/counts form-choice-lines",
    ],
    ["no field above the table", (f) => (f.print = { above: ["nmae"] }), "/print/above/0 form-unknown-field"],
    [
      "a field in two places of the paper",
      (f) => (f.print = { above: ["name"], rows: [["name"]] }),
      "/print/above/0 form-duplicate-id",
    ],
    [
      "a head over no table",
      (f) => (f.print = head({ table: "name" })),
      "/print/columnHeads/0/table form-unknown-field",
    ],
    [
      "a head over no column",
      (f) => (f.print = head({ columns: ["nmae"] })),
      "/print/columnHeads/0/columns/0 form-unknown-field",
    ],
    [
      "a blank of no field in a head",
      (f) => (f.print = head({ text: "{{nmae}}" })),
      "/print/columnHeads/0/text form-unknown-field",
    ],
    [
      "a blank in English only",
      (f) => (f.print = head({ text: { zh: "（年度）", en: "({{name}})" } })),
      "/print/columnHeads/0/text form-unknown-field",
    ],
    [
      "a footnote to no field",
      (f) => (f.print = { footnotes: [{ field: "nmae", text: { zh: "注", en: "Note" } }] }),
      "/print/footnotes/0/field form-unknown-field",
    ],
    ["a field in two rows", (f) => (f.print = { rows: [["name"], ["name"]] }), "/print/rows/1/0 form-duplicate-id"],
    ["two sections of one id", (f) => (f.layout.sections[1].id = "basics"), "/layout/sections/1/id form-duplicate-id"],
    [
      "the same choice twice",
      (f) => (f.schema.properties.firm_type.oneOf[1].const = "state"),
      `${FIELDS}/firm_type/oneOf/1/const form-choice-duplicate`,
    ],
    [
      "an x-other without its choice",
      (f) => (f.schema.properties.firm_type["x-other"].choice = "othre"),
      `${FIELDS}/firm_type/x-other/choice form-choice-unknown`,
    ],
    [
      "an x-other without its field",
      (f) => (f.schema.properties.firm_type["x-other"].field = "no_field"),
      `${FIELDS}/firm_type/x-other/field form-unknown-field`,
    ],
    [
      "an x-other into a number",
      (f) => (f.schema.properties.firm_type["x-other"].field = "staff"),
      `${FIELDS}/firm_type/x-other/field form-other-target`,
    ],
    [
      "a fill-in of two choices",
      (f) => (f.schema.properties.services["x-other"] = { choice: "live", field: "firm_type_other" }),
      `${FIELDS}/services/x-other/field form-other-shared`,
    ],
    ["bounds that cross", (f) => (f.schema.properties.staff.minimum = 10000), `${FIELDS}/staff/minimum form-bounds`],
    [
      "an unknown unit",
      (f) => (f.schema.properties.staff["x-unit"] = "头"),
      `${FIELDS}/staff/x-unit form-unknown-unit`,
    ],
    [
      "a unit on a text",
      (f) => (f.schema.properties.name["x-unit"] = "人"),
      `${FIELDS}/name/x-unit form-unit-not-number`,
    ],
    [
      "an unknown indicator",
      (f) => (f.schema.properties.staff["x-indicator"] = "turnver"),
      `${FIELDS}/staff/x-indicator form-unknown-indicator`,
    ],
    [
      "a unit the indicator cannot have",
      (f) => (f.schema.properties.staff["x-indicator"] = "turnover"),
      `${FIELDS}/staff/x-unit form-indicator-unit`,
    ],
    [
      "an unknown code list",
      (f) => (f.schema.properties.name["x-code-list"] = "citys"),
      `${FIELDS}/name/x-code-list form-unknown-code-list`,
    ],
    ["required that is no field", (f) => f.schema.required.push("nam"), "/schema/required/3 form-required-unknown"],
    ["a rule of a known id", (f) => (f.rules[1].id = "old-enough"), "/rules/1/id form-duplicate-id"],
    ["a rule at no field", (f) => (f.rules[0].at = ["found_on"]), "/rules/0/at/0 form-unknown-field"],
    [
      "a misspelt field in a rule",
      (f) => (f.rules[1].assert = "turnovr > 1"),
      "/rules/1/assert expression-unknown-field",
    ],
    ["a rule that is a number", (f) => (f.rules[1].assert = "turnover + 1"), "/rules/1/assert expression-result"],
    [
      "a misspelt visibility",
      (f) => (f.schema.properties.staff["x-visible"] = "has_platfrm"),
      `${FIELDS}/staff/x-visible expression-unknown-field`,
    ],
    [
      "a misspelt condition of evidence",
      (f) => (f.evidence[2].when = "turnver > 1"),
      "/evidence/2/when expression-unknown-field",
    ],
    [
      "a section that cannot be shown",
      (f) => (f.layout.sections[2].visible = "1"),
      "/layout/sections/2/visible expression-result",
    ],
    [
      "a regular expression",
      (f) => (f.rules[0].assert = "name.matches('(a+)+$')"),
      "/rules/0/assert expression-unknown-function",
    ],
    [
      "a calculation into a text",
      (f) => (f.calculations[0].target = "name"),
      "/calculations/0/target form-calculation-target",
    ],
    [
      "two calculations of one field",
      (f) => f.calculations.push(f.calculations[0]),
      "/calculations/1/target form-calculation-twice",
    ],
    ["a calculation of itself", (f) => (f.calculations[0].value = "growth_rate + 1"), "/calculations/0 form-cycle"],
    [
      "a field shown by itself",
      (f) => (f.schema.properties.staff["x-visible"] = "staff > 1"),
      `${FIELDS}/staff form-cycle`,
    ],
    [
      "evidence with more least than most",
      (f) => (f.evidence[0].minFiles = 3),
      "/evidence/0/minFiles form-evidence-count",
    ],
    [
      "a parameter that is none",
      (f) => (f.rules[0].message.zh = "{yaer}年"),
      "/rules/0/message/zh form-text-parameter",
    ],
    ["Chinese alone", (f) => delete f.schema.properties.name["x-en"], `${FIELDS}/name form-no-english`],
  ])("refuses or tells of %s", (_, change, expected) => {
    expect(findingsAfter(change)).toContain(expected);
  });

  it("says which field was meant", () => {
    const form = sampleForm();
    form.rules[1]!.assert = "firm_typ == 'private'";
    expect(checkForm(form, { catalogue })[0]?.message.en).toContain('did you mean "firm_type"');
  });

  it("survives anything", () => {
    let deep: unknown = {};
    for (let i = 0; i < 5000; i++) deep = { properties: deep };
    for (const broken of [null, 5, "x", [], {}, deep, { schema: deep }, JSON.parse('{"__proto__": {"x": 1}}')])
      expect(checkForm(broken, { catalogue }).some(({ level }) => level === "error")).toBe(true);
    const polluted = sampleForm() as Loose;
    polluted.schema.properties = JSON.parse('{"__proto__": {"type": "string", "title": "x", "maxLength": 5}}');
    expect(checkForm(polluted, { catalogue }).some(({ code }) => code.startsWith("form-field-"))).toBe(true);
  });

  it("judges 1,500 fields in two seconds and refuses more", () => {
    const form = sampleForm() as Loose;
    for (let i = 0; i < 1400; i++) {
      const shown = i === 0 ? "true" : `extra_${i - 1} > 0`;
      form.schema.properties[`extra_${i}`] = {
        type: "number",
        title: "数",
        "x-en": { title: "n" },
        "x-visible": shown,
      };
    }
    for (let start = 0; start < 1400; start += 350) {
      const items = Array.from({ length: 350 }, (_, i) => ({ field: `extra_${start + i}` }));
      form.layout.sections.push({ id: `extra-${start}`, title: { zh: "附", en: "More" }, items });
    }
    const started = performance.now();
    expect(checkForm(form, { catalogue })).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2000);
    for (let i = 0; i < 200; i++) form.schema.properties[`more_${i}`] = { type: "number", title: "数" };
    expect(checkForm(form, { catalogue }).map(({ code }) => code)).toEqual(["shape-limit"]);
  });
});

describe("the catalogue", () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../../form-schemas/${name}`, import.meta.url), "utf8"));

  it("is sound", () => {
    const units = read("_catalogue/units.json");
    const indicators = read("_catalogue/indicators.json");
    expect(checkUnits(units)).toEqual([]);
    expect(checkIndicators(indicators, catalogueOf({ units }).units)).toEqual([]);
    expect(indicators.indicators.length).toBeGreaterThanOrEqual(76);
  });

  it("names what is wrong with it", () => {
    const units = {
      format: "shenbao-units/1",
      units: [{ id: "万元", title: "万元", dimension: "money", base: "元", factor: 10000 }],
    };
    expect(checkUnits(units).map(({ code }) => code)).toEqual(["catalogue-unit-base"]);
    const indicator = { id: "a", title: "甲", unit: "斤", kind: "amount", definition: "甲" };
    const indicators = { format: "shenbao-indicators/1", indicators: [indicator, indicator] };
    expect(checkIndicators(indicators, catalogue.units).map(({ code }) => code)).toEqual([
      "form-unknown-unit",
      "form-unknown-unit",
      "catalogue-duplicate",
    ]);
    const list = structuredClone(catalogue.codeLists.get("cities")) as CodeListDocument;
    expect(checkCodeList(list)).toEqual([]);
    list.codes[1]!.code = "a";
    expect(checkCodeList(list).map(({ code }) => code)).toEqual(["catalogue-duplicate"]);
  });

  it("converts between units of one base", () => {
    const unit = (id: string) => catalogue.units.get(id)!;
    expect(convertUnit(3, unit("万元"), unit("元"))).toBe(30000);
    expect(convertUnit(3, unit("万元"), unit("美元"))).toBeUndefined();
    expect(convertUnit(3, unit("万元"), unit("人"))).toBeUndefined();
  });
});
