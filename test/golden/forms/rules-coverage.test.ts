import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkGoldenFindings, formOfGolden, type GoldenCase } from "../../../core/editions/golden-case.ts";
import { catalogueOf } from "../../../core/forms/catalogue-document.ts";
import { choicesOf, isTable } from "../../../core/forms/field-kinds.ts";
import type { FieldSchema, FormDocument } from "../../../core/forms/form-document.ts";
import { inventory } from "../../../core/forms/inventory.ts";
import { placements } from "../../../core/forms/layout.ts";
import { findingCatalogue } from "../../../core/problems/finding-catalogue.ts";

/** `docs/rules-coverage.md` against the documents: whatever it says holds a rule is there. */

const root = join(import.meta.dirname, "../../..");
const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
const forms = new Map(
  readdirSync(join(root, "form-schemas"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".form.json"))
    .map((path) => read(`form-schemas/${path}`) as FormDocument)
    .map((form) => [form.id, form]),
);
const catalogue = catalogueOf({ indicators: read("form-schemas/_catalogue/indicators.json") });

interface Row {
  id: string;
  mark: string;
  held: string[];
  reason: string | undefined;
}

const rows: Row[] = readFileSync(join(root, "docs/rules-coverage.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const found = /^\| ([A-Z]{2,3}-\S+) \| (\S) \| (.+) \| (.+) \|$/.exec(line);
    if (found === null) return [];
    const [, id = "", mark = "", , cell = ""] = found;
    const held = [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
    return [{ id, mark, held, reason: /(?:not held: |see )(.{10,})/.exec(cell)?.[1] }];
  });

/** What a kind of holder must find on its form. */
const onForm: Record<string, (form: FormDocument, id: string) => unknown> = {
  rule: (form, id) => form.rules.find((rule) => rule.id === id),
  calculation: (form, id) => form.calculations.find(({ target }) => target === id),
  evidence: (form, id) => form.evidence.find((requirement) => requirement.id === id),
  required: (form, id) => form.schema.required?.includes(id) || form.schema.properties[id]?.["x-required"],
  visible: (form, id) => form.schema.properties[id]?.["x-visible"] ?? placements(form).get(id)?.visible,
  choice: (form, id) => choicesOf(form.schema.properties[id]!),
  range: (form, id) => isBounded(form.schema.properties[id]!),
  unit: (form, id) => form.schema.properties[id]?.["x-unit"],
  format: (form, id) => (form.schema.properties[id] as { format?: string }).format,
  field: (form, id) => form.schema.properties[id],
  seal: (form, id) =>
    form.layout.sections.some(({ items }) => items.some((item) => "seal" in item && item.seal === id)),
  column: (form, id) => {
    const [table = "", column = ""] = id.split(".");
    const field = form.schema.properties[table];
    if (field === undefined || !isTable(field)) return undefined;
    const cell = field.items.properties[column];
    return cell !== undefined && (choicesOf(cell) ?? isBounded(cell) ?? ("minLength" in cell && cell.minLength));
  },
};

function isBounded(field: Pick<FieldSchema, "type">): true | undefined {
  return field.type === "integer" || "minimum" in field || "maximum" in field ? true : undefined;
}

/** Holders that are no part of one form: the kind stands first. */
const elsewhere: Record<string, (id: string, part: string) => unknown> = {
  golden: (id) => existsSync(join(root, `programmes/golden/${id}.json`)),
  finding: (id) => Object.hasOwn(findingCatalogue, id),
  catalogue: (id) => catalogue.indicators.get(id)?.definition,
  programme: (id, path) => path.split(".").reduce((part, key) => part?.[key], read(`programmes/${id}.programme.json`)),
  workflow: (id, part) =>
    (read(`programmes/workflows/${id}.workflow.json`).transitions as { id: string }[]).find((each) => each.id === part),
  scheme: (id) => existsSync(join(root, `scoring-schemas/${id}.scheme.json`)),
  figures: (id) => inventory(forms.get(id)!).every((row) => row.kind !== "number" || row.evidence.length > 0),
};

function isHeld(held: string): boolean {
  const [first = "", second = "", third = ""] = held.split(" ");
  const form = forms.get(first);
  const found = form === undefined ? elsewhere[first]?.(second, third) : onForm[second]?.(form, third);
  return found !== undefined && found !== false && found !== null;
}

/** Ids as the catalogue of rules numbers them, so that one left out is noticed. */
const numbered: [prefix: string, last: number, width: number][] = [
  ["ALL-", 8, 1],
  ["SX-E-", 19, 2],
  ["SX-B-", 10, 2],
  ["SX-X-", 13, 2],
  ["SX-P-", 13, 2],
  ["NA-", 6, 2],
  ["NX-", 24, 2],
  ["NP-", 8, 2],
  ["NB-", 11, 2],
  ["GZ-", 9, 2],
  ["GX-", 9, 2],
  ["GP-", 11, 2],
  ["SC-", 8, 2],
  ["SC-X", 5, 1],
  ["SP-", 8, 2],
];
const expected = numbered.flatMap(([prefix, last, width]) =>
  Array.from({ length: last }, (_, at) => `${prefix}${String(at + 1).padStart(width, "0")}`),
);

/** Golden cases by the form they answer, those without findings first. */
const cases = readdirSync(join(root, "programmes/golden"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".json"))
  .map((path) => ({
    form: formOfGolden(path.replace(/\.json$/, ""), `${path.split("/")[0]}/declaration`),
    golden: read(`programmes/golden/${path}`) as GoldenCase,
  }))
  .sort((a, b) => a.golden.expect.findings.length - b.golden.expect.findings.length);

/** True when some declaration is refused for want of this paper, and for nothing else that it was not refused for. */
function isMissed(form: string, id: string): boolean {
  return cases
    .filter((each) => each.form === form)
    .some(({ golden }) => {
      const missing = { code: "answer-evidence-missing", level: "error", pointer: `/evidence/${id}` };
      const findings = [...golden.expect.findings.filter(({ pointer }) => pointer !== missing.pointer), missing];
      const without = { ...golden, evidence: { ...golden.evidence, [id]: 0 }, expect: { findings } };
      return checkGoldenFindings(without, forms.get(form)!).length === 0;
    });
}

describe("the rules of the notices", () => {
  it("are all in the table, once", () => {
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(expected.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it.each(rows)("$id is held by what the table names", ({ mark, held, reason }) => {
    expect(held.filter((each) => !isHeld(each))).toEqual([]);
    if (held.length === 0) expect(reason).toBeDefined();
    const holders = held.map((each) => each.split(" ")).filter(([first = ""]) => first !== "golden");
    if ("BWD".includes(mark) && reason === undefined) expect(holders.length).toBeGreaterThan(0);
  });

  it("are refused without the evidence they ask for", () => {
    const asked = rows
      .flatMap(({ held }) => held.map((each) => each.split(" ")))
      .filter(([form = "", kind]) => kind === "evidence" && forms.has(form))
      .filter(([form = "", , id]) => (forms.get(form)?.evidence.find((each) => each.id === id)?.minFiles ?? 0) > 0);
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter(([form = "", , id = ""]) => !isMissed(form, id)).map((each) => each.join(" "))).toEqual([]);
  });

  it("name each rule of a declaration by the id the form cites", () => {
    const named = new Set(rows.flatMap(({ held }) => held));
    const missing = [...forms.values()].flatMap((form) =>
      form.rules
        .map((rule) => ({ rule: rule.id, own: expected.find((id) => isOwn(rule.id, id)) }))
        .filter(({ rule, own }) => own !== undefined && ![...named].some((held) => held.endsWith(` rule ${rule}`)))
        .map(({ rule, own }) => `${form.id} ${rule} (${own})`),
    );
    expect(missing).toEqual([]);
  });
});

/** `sx-e-05-staff` is of SX-E-05. */
function isOwn(rule: string, id: string): boolean {
  const stem = id.toLowerCase();
  return rule === stem || rule.startsWith(`${stem}-`);
}
