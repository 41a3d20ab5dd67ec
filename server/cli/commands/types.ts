import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { metaSchemas } from "../../../core/editions/meta-schemas.ts";
import { answerTypes, rootName } from "../../../core/forms/answer-types.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { productTop, readDocumentFiles } from "../../document-files.ts";
import type { CliCommand } from "../command.ts";

/** Everything that is generated from the sources of truth: path to text. */
async function generated(top: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [path, schema] of Object.entries(metaSchemas())) files.set(path, `${JSON.stringify(schema, null, 2)}\n`);
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
