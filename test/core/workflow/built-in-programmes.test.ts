import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkDocuments, documentsOfProgramme } from "../../../core/editions/bundle.ts";
import type { Documents } from "../../../core/editions/document-paths.ts";
import { hasErrors } from "../../../core/problems/finding.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";

const top = new URL("../../../", import.meta.url);

function readAll(folder: string): Documents {
  return Object.fromEntries(
    readdirSync(new URL(folder, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".json") && !entry.parentPath.includes("_meta"))
      .map((entry) => `${entry.parentPath}/${entry.name}`.replace(top.pathname, ""))
      .filter((path) => !path.includes("/golden/"))
      .map((path) => [path, JSON.parse(readFileSync(new URL(path, top), "utf8"))]),
  );
}

const documents = { ...readAll("programmes/"), ...readAll("form-schemas/"), ...readAll("scoring-schemas/") };
const programmes = Object.entries(documents)
  .filter(([path]) => path.endsWith(".programme.json"))
  .map(([, content]) => content as ProgrammeDocument);
const ids = (suffix: string) =>
  Object.keys(documents)
    .filter((path) => path.endsWith(suffix))
    .map((path) => path.replace(/^[a-z-]+\//, "").replace(suffix, ""));

describe("programmes of the product", () => {
  it.each(programmes.map(({ id }) => id))("%s is whole and without errors", (id) => {
    const findings = checkDocuments(documentsOfProgramme(documents, id));
    expect(hasErrors(findings) ? findings : []).toEqual([]);
  });

  it("declare or attach every form of the notices", () => {
    const used = new Set(
      programmes.flatMap(({ form, attachedForms = [] }) => [form, ...attachedForms.map((one) => one.form)]),
    );
    expect(ids(".form.json").filter((form) => !used.has(form))).toEqual([]);
    const declared = programmes.map(({ form }) => form);
    expect(new Set(declared).size).toBe(declared.length);
  });

  it("name every scheme, workflow, dataset and dashboard that is there", () => {
    const schemes = programmes.flatMap(({ scheme }) => scheme ?? []);
    expect(ids(".scheme.json").filter((scheme) => !schemes.includes(scheme))).toEqual([]);
    const named = (folder: string, suffix: string) => ids(suffix).map((id) => id.replace(folder, ""));
    const boards = new Set(programmes.flatMap(({ dashboards }) => dashboards));
    expect(named("dashboards/", ".dashboard.json").filter((board) => !boards.has(board))).toEqual([]);
    const workflows = new Set(programmes.map(({ workflow }) => workflow));
    expect(named("workflows/", ".workflow.json").filter((workflow) => !workflows.has(workflow))).toEqual([]);
  });

  it("say every text in both languages, and carry no telephone and no mailbox", () => {
    for (const [path, content] of Object.entries(documents)) {
      if (!path.startsWith("programmes/") || path.includes("_catalogue")) continue;
      const text = JSON.stringify(content);
      expect([path, /1[3-9]\d{9}|0\d{2,3}-\d{7,8}|@[a-z0-9-]+\./.exec(text)]).toEqual([path, null]);
      for (const [, zh = "", en = ""] of text.matchAll(/"zh":"((?:[^"\\]|\\.)*)","en":"((?:[^"\\]|\\.)*)"/g)) {
        expect([path, zh, /[一-鿿]/.test(en)]).toEqual([path, zh, false]);
      }
    }
  });

  it("stand in the table of the documentation as they are", () => {
    const table = readFileSync(new URL("docs/programmes.md", top), "utf8");
    for (const { id, form, attachedForms = [], scheme, workflow, dashboards } of programmes) {
      const row = table.split("\n").find((line) => line.startsWith(`| \`${id}\``)) ?? "";
      for (const name of [form, scheme ?? "none", `\`${workflow}\``, ...dashboards]) expect(row).toContain(name);
      if (!row.includes("as above")) for (const { form: name } of attachedForms) expect(row).toContain(name);
    }
  });
});
