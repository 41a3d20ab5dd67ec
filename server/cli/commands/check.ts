import { checkDocuments, type FileFinding } from "../../../core/editions/bundle.ts";
import { type Documents, documentPath, locateDocument } from "../../../core/editions/document-paths.ts";
import { finding } from "../../../core/problems/catalogue.ts";
import { hasErrors } from "../../../core/problems/finding.ts";
import { type DocumentFile, productTop, readDocumentFiles } from "../../document-files.ts";
import { type CliCommand, findingRows, findingText, UsageError } from "../command.ts";

/** Kinds a file outside the product's folders can be told by its name. */
const suffixes = [
  [".form.json", "form"],
  [".scheme.json", "scheme"],
  [".programme.json", "programme"],
  [".workflow.json", "workflow"],
  [".dashboard.json", "dashboard"],
  [".dataset.json", "dataset"],
] as const;

/** The path a document would have inside the product: by where it stands, or by its name and its own id. */
function placeOf(file: DocumentFile): string {
  if (locateDocument(file.path)) return file.path;
  // A folder laid out like the product (a bundle unpacked elsewhere): its tail is the path.
  const tail = /(?:^|\/)((?:form-schemas|scoring-schemas|programmes)\/.*)$/.exec(file.path.replaceAll("\\", "/"))?.[1];
  if (tail && locateDocument(tail)) return tail;
  const kind = suffixes.find(([suffix]) => file.path.endsWith(suffix))?.[1];
  const id = "content" in file ? (file.content as { id?: unknown } | null)?.id : undefined;
  return kind && typeof id === "string" ? documentPath(kind, id) : file.path;
}

/**
 * Checks document files. What the named files refer to and is not among them is taken from the product's own documents,
 * so that one form can be checked by itself; findings are reported for the named files only.
 */
export async function checkFiles(paths: readonly string[]): Promise<FileFinding[]> {
  const top = productTop();
  let named: DocumentFile[];
  try {
    named = await readDocumentFiles(top, paths);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const around = paths.length === 0 ? [] : await readDocumentFiles(top);
  const documents: Documents = {};
  for (const file of around) if ("content" in file) documents[file.path] = file.content;
  const names = new Map<string, string>();
  const findings: FileFinding[] = [];
  for (const file of named) {
    const place = placeOf(file);
    const same = names.get(place);
    if (same !== undefined)
      throw new UsageError(`${same} and ${file.path} are one document (${place}); check them apart`);
    names.set(place, file.path);
    if ("content" in file) documents[place] = file.content;
    else {
      delete documents[place];
      findings.push({ ...finding("document-not-json", "", { detail: file.problem }), file: file.path });
    }
  }
  for (const each of checkDocuments(documents)) {
    const name = names.get(each.file);
    if (name !== undefined) findings.push({ ...each, file: name });
  }
  return findings;
}

export const check: CliCommand = {
  name: "check",
  summary: "check documents (forms, schemes, workflows, programmes, dashboards); all built-in ones without paths",
  configure: (command) => command.argument("[paths...]", "files or folders"),
  async run({ locale }, args) {
    const findings = await checkFiles(args);
    return {
      data: findingRows(findings, locale),
      text: findingText(findings, locale),
      failed: hasErrors(findings),
    };
  },
};
