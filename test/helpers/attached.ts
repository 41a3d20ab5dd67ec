import { readFileSync } from "node:fs";
import { join } from "node:path";
import { productTop } from "../../server/document-files.ts";
import type { Caller } from "./server.ts";

/** The full sample of a form that comes with the product. */
export function fullSample(formId: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(productTop(), `programmes/golden/${formId}/full.json`), "utf8")).answers;
}

/** Fills in everything that goes with a declaration, as far as its author may write it. */
export async function fillAttached(
  caller: Caller,
  declarationId: string,
  sampleOf: (formId: string) => Record<string, unknown> = fullSample,
): Promise<void> {
  const list = await caller.call("GET", `/api/declarations/${declarationId}/attached`);
  for (const { attached } of list.body.items) {
    const begun = await caller.call("POST", `/api/declarations/${declarationId}/attached`, { attached });
    if (begun.status !== 200) throw new Error(`${attached} not begun: ${JSON.stringify(begun.body)}`);
    const { item, revision, form, editableFields } = begun.body;
    const answers = Object.entries(sampleOf(form.form.id)).filter(([field]) => editableFields.includes(field));
    const changes = Object.fromEntries(answers);
    const saved = await caller.call("PATCH", `/api/attached/${item.id}/answers`, { revision, changes });
    if (saved.status !== 200) throw new Error(`${attached} not saved: ${JSON.stringify(saved.body)}`);
  }
}
