import { readFileSync } from "node:fs";
import { join } from "node:path";
import { requiredFiles } from "../../core/forms/check-answers.ts";
import { compileForm } from "../../core/forms/compile-form.ts";
import { formState } from "../../core/forms/form-state.ts";
import { productTop } from "../../server/document-files.ts";
import { samplePdf } from "../server/evidence/sample-files.ts";
import type { Caller } from "./server.ts";

/** The full sample of a form that comes with the product. */
export function fullSample(formId: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(productTop(), `programmes/golden/${formId}/full.json`), "utf8")).answers;
}

/** Uploads a file for a requirement of an attached form; its id. */
export async function uploadTo(
  caller: Caller,
  attachedFormId: string,
  requirementId: string,
  bytes = samplePdf(`${attachedFormId} ${requirementId}`),
): Promise<string> {
  const { body: state } = await caller.call("POST", `/api/attached/${attachedFormId}/uploads`, {
    purpose: "evidence",
    requirementId,
    fileName: `${requirementId}.pdf`,
    size: bytes.length,
  });
  await caller.call("PUT", `/api/uploads/${state.id}?offset=0`, bytes, { "content-type": "application/octet-stream" });
  const done = await caller.call("POST", `/api/uploads/${state.id}/complete`, {});
  if (done.status !== 200) throw new Error(`${requirementId} not uploaded: ${JSON.stringify(done.body)}`);
  return done.body.id;
}

/** Fills in everything that goes with a declaration, as far as its author may write it, and the files it must have. */
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
    const compiled = compileForm(form.form);
    const state = formState(compiled, changes);
    for (const { requirement } of compiled.evidence)
      if (requiredFiles(compiled, requirement.id, state) > 0) await uploadTo(caller, item.id, requirement.id);
  }
}
