import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folders that hold a programme's documents, below the top of the project. */
export const documentFolders = ["form-schemas", "scoring-schemas", "programmes"] as const;

/** Top of the installed product, where the built-in documents lie; the same from source and from dist. */
export function productTop(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return here.includes(`${sep}dist${sep}`) ? resolve(here, "../..") : resolve(here, "..");
}

/** A document file as read: its JSON, or why it is not JSON. */
export type DocumentFile = { path: string; content: unknown } | { path: string; problem: string };

/**
 * Reads document files below a top folder. Meta-schemas (`_meta`) are left out: they describe documents and are none.
 * @param top folder that contains form-schemas, scoring-schemas and programmes
 * @param paths files or folders, relative to the working folder or absolute; empty for all document folders
 * @returns files in path order, path relative to `top` with forward slashes (or as given when outside)
 */
export async function readDocumentFiles(top: string, paths: readonly string[] = []): Promise<DocumentFile[]> {
  const roots =
    paths.length > 0 ? paths.map((path) => resolve(path)) : documentFolders.map((folder) => join(top, folder));
  const files: string[] = [];
  for (const root of roots) {
    if ((await stat(root)).isFile()) files.push(root);
    else {
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      for (const entry of entries) {
        if (entry.isFile() && entry.name.endsWith(".json")) files.push(join(entry.parentPath, entry.name));
      }
    }
  }
  const named = files
    .map((file) => ({ file, path: relative(top, file).split(sep).join("/") }))
    .map(({ file, path }) => ({ file, path: path.startsWith("..") ? file : path }))
    .filter(({ path }) => !path.includes("/_meta/"))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return Promise.all(
    named.map(async ({ file, path }) => {
      const text = await readFile(file, "utf8");
      try {
        return { path, content: JSON.parse(text) as unknown };
      } catch (error) {
        return { path, problem: (error as Error).message };
      }
    }),
  );
}

/** All documents of the product, path to content; files that are not JSON are named instead. */
export async function readDocuments(
  top: string = productTop(),
): Promise<{ documents: Record<string, unknown>; broken: string[] }> {
  const files = await readDocumentFiles(top);
  return {
    documents: Object.fromEntries(files.flatMap((file) => ("content" in file ? [[file.path, file.content]] : []))),
    broken: files.flatMap((file) => ("problem" in file ? [file.path] : [])),
  };
}
