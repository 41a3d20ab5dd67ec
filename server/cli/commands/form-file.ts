import { join } from "node:path";
import { documentsOfKind } from "../../../core/editions/document-paths.ts";
import {
  type CodeListDocument,
  catalogueOf,
  type FormCatalogue,
  type IndicatorsDocument,
  type UnitsDocument,
} from "../../../core/forms/catalogue-document.ts";
import { checkForm } from "../../../core/forms/check-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { hasErrors } from "../../../core/problems/finding.ts";
import { productTop, readDocumentFiles } from "../../document-files.ts";
import { type CliContext, findingRows, findingText, Refused } from "../command.ts";
import { readJson } from "../read-json.ts";

/**
 * Reads a form definition and the product's catalogue of units, indicators and code lists.
 * @throws Refused with the findings of a definition that does not pass
 */
export async function readForm(
  path: string,
  { locale }: CliContext,
): Promise<{ form: FormDocument; catalogue: FormCatalogue }> {
  const document = await readJson(path);
  const catalogue = await readCatalogue();
  const findings = checkForm(document, { catalogue }).map((finding) => ({ ...finding, file: path }));
  if (hasErrors(findings))
    throw new Refused({ data: findingRows(findings, locale), text: findingText(findings, locale), failed: true });
  return { form: document as FormDocument, catalogue };
}

async function readCatalogue(): Promise<FormCatalogue> {
  const top = productTop();
  const files = await readDocumentFiles(top, [join(top, "form-schemas/_catalogue")]);
  const documents = Object.fromEntries(files.flatMap((file) => ("content" in file ? [[file.path, file.content]] : [])));
  const all = (kind: "units" | "indicators" | "code-list") =>
    documentsOfKind(documents, kind).map(({ content }) => content);
  return catalogueOf({
    units: all("units")[0] as UnitsDocument,
    indicators: all("indicators")[0] as IndicatorsDocument,
    codeLists: all("code-list") as CodeListDocument[],
  });
}
