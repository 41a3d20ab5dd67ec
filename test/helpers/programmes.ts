import { documentsOfProgramme } from "../../core/editions/bundle.ts";
import type { Documents } from "../../core/editions/document-paths.ts";
import { productTop, readDocumentFiles } from "../../server/document-files.ts";
import { loadBuiltIn } from "../../server/modules/definitions/definitions.service.ts";
import type { TestApp } from "./server.ts";

let documents: Promise<Documents> | undefined;

/** Every document that comes with the product, path to content; the caller changes a copy. */
export async function builtInDocuments(): Promise<Documents> {
  documents ??= readDocumentFiles(productTop()).then((files) =>
    Object.fromEntries(files.map((file) => [file.path, "content" in file ? file.content : null])),
  );
  return structuredClone(await documents);
}

/** The documents of one built-in programme. */
export async function programmeDocuments(id: string): Promise<Documents> {
  return documentsOfProgramme(await builtInDocuments(), id);
}

/**
 * Publishes built-in programmes as their first editions. Only the golden cases of their own come along: those of the
 * forms a shared dataset reads have tests of their own, and each costs a compiled form.
 */
export async function loadProgrammes(app: TestApp, ...ids: string[]): Promise<void> {
  const all = await builtInDocuments();
  const isOwn = (path: string) =>
    !path.startsWith("programmes/golden/") || ids.some((id) => path.startsWith(`programmes/golden/${id}/`));
  const merged: Documents = Object.assign({}, ...ids.map((id) => documentsOfProgramme(all, id)));
  const chosen = Object.fromEntries(Object.entries(merged).filter(([path]) => isOwn(path)));
  await app.context.work.withTransaction((stores) => loadBuiltIn(stores, chosen));
}
