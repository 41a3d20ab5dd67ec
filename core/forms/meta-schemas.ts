import type { TSchema } from "@sinclair/typebox";
import { CodeListDocument, IndicatorsDocument, UnitsDocument } from "./catalogue-document.ts";
import { FormDocument } from "./form-document.ts";

const DRAFT_07 = "http://json-schema.org/draft-07/schema#";

/** The meta-schemas of `form-schemas/_meta` by file name, as plain JSON, for editors and other tools. */
export function formMetaSchemas(): Record<string, Record<string, unknown>> {
  return {
    "form.schema.json": plain(FormDocument, "Form definition"),
    "units.schema.json": plain(UnitsDocument, "Unit list"),
    "indicators.schema.json": plain(IndicatorsDocument, "Indicator catalogue"),
    "code-list.schema.json": plain(CodeListDocument, "Code list"),
  };
}

/** Drops TypeBox's own symbols and says which draft it is. */
function plain(schema: TSchema, title: string): Record<string, unknown> {
  return { $schema: DRAFT_07, title, ...JSON.parse(JSON.stringify(schema)) };
}
