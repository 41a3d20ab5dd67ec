import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TSchema } from "@sinclair/typebox";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { DashboardDocument } from "../../../core/dashboards/dashboard-document.ts";
import { DatasetDocument } from "../../../core/dashboards/dataset-document.ts";
import { GoldenCase } from "../../../core/editions/golden-case.ts";
import { answerTypes, rootName } from "../../../core/forms/answer-types.ts";
import { CodeListDocument, IndicatorsDocument, UnitsDocument } from "../../../core/forms/catalogue-document.ts";
import { FormDocument } from "../../../core/forms/form-document.ts";
import { SchemeDocument } from "../../../core/scoring/scheme-document.ts";
import { HolidayDocument } from "../../../core/workflow/holiday-document.ts";
import { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { WorkflowDocument } from "../../../core/workflow/workflow-document.ts";
import { productTop, readDocumentFiles } from "../../document-files.ts";
import type { CliCommand } from "../command.ts";

/** Which meta-schema is written where; editors find it by the `$schema` of a document. */
const metaSchemas: readonly [path: string, schema: TSchema][] = [
  ["form-schemas/_meta/form.schema.json", FormDocument],
  ["form-schemas/_meta/units.schema.json", UnitsDocument],
  ["form-schemas/_meta/indicators.schema.json", IndicatorsDocument],
  ["form-schemas/_meta/code-list.schema.json", CodeListDocument],
  ["scoring-schemas/_meta/scheme.schema.json", SchemeDocument],
  ["programmes/_meta/programme.schema.json", ProgrammeDocument],
  ["programmes/_meta/workflow.schema.json", WorkflowDocument],
  ["programmes/_meta/dashboard.schema.json", DashboardDocument],
  ["programmes/_meta/dataset.schema.json", DatasetDocument],
  ["programmes/_meta/holidays.schema.json", HolidayDocument],
  ["programmes/_meta/golden.schema.json", GoldenCase],
];

/** Everything that is generated from the sources of truth: path to text. */
async function generated(top: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [path, schema] of metaSchemas) {
    const document = { $schema: "http://json-schema.org/draft-07/schema#", ...schema };
    files.set(path, `${JSON.stringify(document, null, 2)}\n`);
  }
  for (const file of await readDocumentFiles(top, [join(top, "form-schemas")])) {
    if (!("content" in file) || !file.path.endsWith(".form.json")) continue;
    const form = file.content as FormDocument;
    const text = await compile(answerTypes(form) as JSONSchema, rootName(form.id), {
      additionalProperties: false,
      bannerComment: "/* Generated from the form definition by `npm run types`. */",
    });
    files.set(file.path.replace(/\.form\.json$/, ".answers.d.ts"), text);
  }
  return files;
}

export const types: CliCommand = {
  name: "types",
  summary: "write the meta-schemas and the types of every form's answers",
  async run() {
    const top = productTop();
    const changed: string[] = [];
    for (const [path, text] of await generated(top)) {
      const file = join(top, path);
      if ((await readFile(file, "utf8").catch(() => "")) === text) continue;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      changed.push(path);
    }
    return { data: { changed }, text: changed.join("\n") || "nothing changed", failed: false };
  },
};
