import { describe, expect, it } from "vitest";
import { findChanges } from "../../../core/editions/changes.ts";

const path = "form-schemas/p/f.form.json";

const form = {
  format: "shenbao-form/1",
  id: "p/f",
  title: "表",
  schema: {
    type: "object",
    properties: {
      name: { type: "string", title: "名称", maxLength: 100 },
      staff: { type: "number", title: "人数", minimum: 0, "x-unit": "person" },
      kind: {
        type: "string",
        title: "类型",
        oneOf: [
          { const: "a", title: "甲" },
          { const: "b", title: "乙" },
        ],
      },
      rows: {
        type: "array",
        title: "表",
        maxItems: 5,
        items: { type: "object", properties: { cell: { type: "string", title: "格", maxLength: 9 } } },
      },
    },
    required: ["name"],
    additionalProperties: false,
  },
  layout: { sections: [{ id: "s", title: "栏", items: [{ field: "name" }] }] },
  rules: [{ id: "r", assert: "staff > 1.0", level: "warning", at: ["staff"], message: "少" }],
  calculations: [],
  evidence: [{ id: "e", title: "证", minFiles: 0, maxFiles: 3, types: ["pdf", "image"] }],
};

// biome-ignore lint/suspicious/noExplicitAny: the cases below reach into a plain JSON document
type Json = any;

/** Changes after one edit of the form, as `kind pointer`. */
function after(edit: (document: Json) => unknown): string[] {
  const changed = structuredClone(form);
  edit(changed);
  return findChanges({ [path]: form }, { [path]: changed }).map(({ kind, pointer }) => `${kind} ${pointer}`);
}

describe("changes of a form", () => {
  it("sees none in an equal document, whatever the order of members", () => {
    const shuffled = Object.fromEntries(Object.entries(structuredClone(form)).reverse());
    expect(findChanges({ [path]: form }, { [path]: shuffled })).toEqual([]);
  });

  it.each<[string, (document: Json) => unknown, string[]]>([
    [
      "a title",
      (d) => Object.assign(d.schema.properties.name, { title: "全称" }),
      ["cosmetic /schema/properties/name/title"],
    ],
    ["a field gone", (d) => void delete d.schema.properties.staff, ["breaking /schema/properties/staff"]],
    [
      "an optional field more",
      (d) => Object.assign(d.schema.properties, { site: { type: "string", title: "网址" } }),
      ["loosening /schema/properties/site"],
    ],
    [
      "a required field more",
      (d) => {
        d.schema.properties.site = { type: "string", title: "网址" };
        d.schema.required.push("site");
      },
      ["tightening /schema/properties/site"],
    ],
    ["a field now required", (d) => d.schema.required.push("staff"), ["tightening /schema/properties/staff"]],
    ["a field no longer required", (d) => d.schema.required.pop(), ["loosening /schema/properties/name"]],
    [
      "another type",
      (d) => Object.assign(d.schema.properties.staff, { type: "string" }),
      ["breaking /schema/properties/staff/type"],
    ],
    [
      "whole numbers only",
      (d) => Object.assign(d.schema.properties.staff, { type: "integer" }),
      ["tightening /schema/properties/staff/type"],
    ],
    [
      "another unit",
      (d) => Object.assign(d.schema.properties.staff, { "x-unit": "wan" }),
      ["breaking /schema/properties/staff/x-unit"],
    ],
    [
      "a lower maximum",
      (d) => Object.assign(d.schema.properties.name, { maxLength: 50 }),
      ["tightening /schema/properties/name/maxLength"],
    ],
    [
      "no maximum",
      (d) => void delete d.schema.properties.name.maxLength,
      ["loosening /schema/properties/name/maxLength"],
    ],
    [
      "a lower minimum",
      (d) => Object.assign(d.schema.properties.staff, { minimum: -1 }),
      ["loosening /schema/properties/staff/minimum"],
    ],
    ["a choice gone", (d) => d.schema.properties.kind.oneOf.pop(), ["breaking /schema/properties/kind/oneOf/1"]],
    [
      "a choice more",
      (d) => d.schema.properties.kind.oneOf.push({ const: "c", title: "丙" }),
      ["loosening /schema/properties/kind/oneOf/2"],
    ],
    [
      "a column gone",
      (d) => Object.assign(d.schema.properties.rows.items, { properties: {} }),
      ["breaking /schema/properties/rows/items/properties/cell"],
    ],
    ["a rule made an error", (d) => Object.assign(d.rules[0], { level: "error" }), ["tightening /rules/0/level"]],
    ["a warning gone", (d) => d.rules.pop(), ["cosmetic /rules/0"]],
    ["evidence demanded", (d) => Object.assign(d.evidence[0], { minFiles: 1 }), ["tightening /evidence/0/minFiles"]],
    ["a file type gone", (d) => d.evidence[0].types.pop(), ["tightening /evidence/0/types"]],
    [
      "another order of items",
      (d) => d.layout.sections[0].items.push({ note: "注" }),
      ["cosmetic /layout/sections/0/items"],
    ],
    [
      "a member nobody knows",
      (d) => Object.assign(d.schema.properties.name, { surprise: 1 }),
      ["breaking /schema/properties/name/surprise"],
    ],
  ])("classes %s", (_, edit, expected) => {
    expect(after(edit)).toEqual(expected);
  });

  it("describes a change in both languages", () => {
    const changed = structuredClone(form);
    changed.schema.properties.name.maxLength = 50;
    expect(findChanges({ [path]: form }, { [path]: changed })[0]?.description).toEqual({
      zh: "字段“名称”：最多字数由“100”改为“50”",
      en: 'Field "名称": longest length changed from "100" to "50"',
    });
  });

  it("takes drafts of any shape", () => {
    for (const broken of [null, 7, "x", [], { schema: 3, rules: {}, evidence: [null] }]) {
      expect(() => findChanges({ [path]: form }, { [path]: broken })).not.toThrow();
      expect(() => findChanges({ [path]: broken }, { [path]: form })).not.toThrow();
    }
  });
});

describe("changes of the other documents", () => {
  const workflow = {
    states: [{ id: "draft" }, { id: "done" }],
    transitions: [
      { id: "submit", from: ["draft"], to: "done", by: "applicant", requires: ["commitment"], effects: [] },
    ],
  };
  const workflowPath = "programmes/workflows/w.workflow.json";

  it("classes a state that is gone as breaking and a requirement more as tightening", () => {
    const changed = structuredClone(workflow);
    changed.states.pop();
    changed.transitions[0]?.requires.push("valid-answers");
    const found = findChanges({ [workflowPath]: workflow }, { [workflowPath]: changed });
    expect(found.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
      "breaking /states/1",
      "tightening /transitions/0/requires",
    ]);
  });

  it("classes a scheme by node: points are breaking, wording is not", () => {
    const scheme = { root: { id: "root", children: [{ id: "leaf", title: "项", max: "5" }] } };
    const changed = structuredClone(scheme);
    Object.assign(changed.root.children[0] ?? {}, { title: "项目", max: "6" });
    const at = "scoring-schemas/p/s.scheme.json";
    const found = findChanges({ [at]: scheme }, { [at]: changed });
    expect(found.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
      "cosmetic /root/children/0/title",
      "breaking /root/children/0/max",
    ]);
  });

  it("tells a renamed authority from another region", () => {
    const at = "programmes/p.programme.json";
    const before = { authority: { name: "甲", region: "52" } };
    const kindOf = (authority: unknown) => findChanges({ [at]: before }, { [at]: { authority } })[0]?.kind;
    expect(kindOf({ name: "乙", region: "52" })).toBe("cosmetic");
    expect(kindOf({ name: "甲", region: "51" })).toBe("breaking");
  });

  it("lists whole files that came or went", () => {
    const found = findChanges({ [path]: form }, { "programmes/dashboards/d.dashboard.json": {} });
    expect(found.map(({ file, kind }) => `${kind} ${file}`)).toEqual([
      `breaking ${path}`,
      "cosmetic programmes/dashboards/d.dashboard.json",
    ]);
  });
});
