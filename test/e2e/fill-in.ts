import type { Page } from "playwright-core";
import type { FieldSchema, FormDocument } from "../../core/forms/form-document.ts";

/** Answers one field as a person would, by what its schema says it is. */
async function answer(page: Page, id: string, schema: FieldSchema, value: unknown): Promise<void> {
  const control = page.locator(`#field-${id}`);
  const choose = (title: string) => control.getByText(title, { exact: true }).click();
  if (schema.type === "boolean") return choose(value ? "是" : "否");
  if (schema.type === "array") {
    if (schema.items.type !== "string") throw new Error(`${id}: tables are filled in by a test of their own`);
    for (const code of value as string[])
      await choose(schema.items.oneOf.find((choice) => choice.const === code)?.title ?? code);
    return;
  }
  if (schema.type === "string" && schema.oneOf) {
    const title = schema.oneOf.find((choice) => choice.const === value)?.title ?? String(value);
    if ((await control.evaluate((element) => element.tagName)) === "SELECT") {
      await control.selectOption({ label: title });
      return;
    }
    return choose(title);
  }
  await control.fill(String(value));
  await control.blur();
}

/**
 * Fills in one section: the fields that are shown, and then those that the answers opened. Asks the page what is shown,
 * because visibility is the product's to decide.
 */
export async function fillSection(
  page: Page,
  form: FormDocument,
  fields: readonly string[],
  answers: Readonly<Record<string, unknown>>,
): Promise<void> {
  const left = new Set(fields.filter((id) => answers[id] !== undefined));
  for (const id of fields) {
    if (!left.has(id)) continue;
    const schema = form.schema.properties[id];
    if (!schema) continue;
    await page.locator(`#field-${id}`).waitFor();
    await answer(page, id, schema, answers[id]);
  }
}
