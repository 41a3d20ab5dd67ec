import type { TSchema } from "@sinclair/typebox";
import { DashboardDocument } from "../dashboards/dashboard-document.ts";
import { DatasetDocument } from "../dashboards/dataset-document.ts";
import { CodeListDocument, IndicatorsDocument, UnitsDocument } from "../forms/catalogue-document.ts";
import { FormDocument } from "../forms/form-document.ts";
import { SchemeDocument } from "../scoring/scheme-document.ts";
import { HolidayDocument } from "../workflow/holiday-document.ts";
import { ProgrammeDocument } from "../workflow/programme-document.ts";
import { WorkflowDocument } from "../workflow/workflow-document.ts";
import { GoldenCase } from "./golden-case.ts";

/** Where the meta-schema of each kind of document is written; editors find it by a document's `$schema`. */
const kinds: readonly [path: string, title: string, schema: TSchema][] = [
  ["form-schemas/_meta/form.schema.json", "Form definition", FormDocument],
  ["form-schemas/_meta/units.schema.json", "Unit list", UnitsDocument],
  ["form-schemas/_meta/indicators.schema.json", "Indicator catalogue", IndicatorsDocument],
  ["form-schemas/_meta/code-list.schema.json", "Code list", CodeListDocument],
  ["scoring-schemas/_meta/scheme.schema.json", "Scoring scheme", SchemeDocument],
  ["programmes/_meta/programme.schema.json", "Programme", ProgrammeDocument],
  ["programmes/_meta/workflow.schema.json", "Workflow", WorkflowDocument],
  ["programmes/_meta/dashboard.schema.json", "Dashboard", DashboardDocument],
  ["programmes/_meta/dataset.schema.json", "Dataset", DatasetDocument],
  ["programmes/_meta/holidays.schema.json", "Public holidays", HolidayDocument],
  ["programmes/_meta/golden.schema.json", "Golden case", GoldenCase],
];

/** The meta-schemas as plain JSON Schema (draft-07), path to content. */
export function metaSchemas(): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    kinds.map(([path, title, schema]) => [
      path,
      // The way through text drops TypeBox's own symbols.
      { $schema: "http://json-schema.org/draft-07/schema#", title, ...JSON.parse(JSON.stringify(schema)) },
    ]),
  );
}
