import type { FormDocument } from "../../../core/forms/form-document.ts";
import { hasErrors } from "../../../core/problems/finding.ts";
import type { CliContext } from "../command.ts";
import { findingText, UsageError } from "../command.ts";
import { readJson } from "../read-json.ts";
import { checkFiles } from "./check.ts";

/** Reads a form definition that `check` has nothing against; a broken one is refused with its findings. */
export async function readForm(path: string, { locale }: CliContext): Promise<FormDocument> {
  const document = await readJson(path);
  const findings = (await checkFiles([path])).filter(({ level }) => level === "error");
  if (hasErrors(findings)) throw new UsageError(findingText(findings, locale));
  return document as FormDocument;
}
