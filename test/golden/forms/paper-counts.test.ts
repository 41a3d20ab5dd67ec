import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { choicesOf } from "../../../core/forms/field-kinds.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { otherFills } from "../../../core/forms/form-programs.ts";
import { fieldsOfItem } from "../../../core/forms/layout.ts";

const home = join(import.meta.dirname, "../../../form-schemas");

/**
 * What was counted on the printed notices: tick boxes (□, a 是/否 pair is two), and underscored blanks (____), the
 * fill-ins of 其他 among them. On the national form of 2022 the 19 boxes lost in extraction are counted as printed.
 */
const counted: [form: string, boxes: number, blanks: number][] = [
  ["shanxi-enterprise", 195, 122],
  ["shanxi-base", 118, 96],
  ["national-base-2022", 120, 66],
  ["national-base-2025", 27, 25],
  ["guizhou-park", 48, 19],
  ["guizhou-live-base", 42, 15],
  ["guizhou-enterprise", 17, 4],
  ["guizhou-live-team", 25, 2],
];

function countsOf(form: FormDocument): { boxes: number; blanks: number } {
  const fills = otherFills(form);
  let boxes = 0;
  let blanks = 0;
  for (const item of form.layout.sections.flatMap((section) => section.items))
    for (const id of fieldsOfItem(item)) {
      const field = form.schema.properties[id];
      if (field === undefined || field["x-paper"] === false) continue;
      const choices = choicesOf(field);
      if (choices !== undefined) boxes += choices.length;
      else if (field.type === "boolean") boxes += 2;
      else if ("sentence" in item || fills.has(id)) blanks += isMonthOrDay(field) ? 0 : 1;
    }
  return { boxes, blanks };
}

/** Dates are printed as 年 月 日, without underscores. */
function isMonthOrDay(field: FormDocument["schema"]["properties"][string]): boolean {
  return field.type === "string" && (field.format === "date" || field.format === "year-month");
}

describe("boxes and blanks of the paper", () => {
  it.each(counted)("%s has all %i boxes and %i blanks", (name, boxes, blanks) => {
    const form = JSON.parse(readFileSync(join(home, name, "declaration.form.json"), "utf8")) as FormDocument;
    expect(countsOf(form)).toEqual({ boxes, blanks });
  });
});
