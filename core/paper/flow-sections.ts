import { fieldTitle } from "../forms/answer-text.ts";
import { isTable } from "../forms/field-kinds.ts";
import type { FieldSchema, Section } from "../forms/form-document.ts";
import { textIn } from "../problems/finding.ts";
import { fieldLabel, fieldRuns, isLongText, type Printing } from "./field-runs.ts";
import { dateLine, isDatePlace, noteLine, officialLine, sealLine, sentenceLine } from "./item-lines.ts";
import type { Line, PaperPart } from "./paper.ts";
import { tablePart } from "./table-part.ts";

/** Room of an unwritten chapter, in lines. */
const CHAPTER_ROOM = 5;

/**
 * Sections of a form that is no table on paper: outlines, letters, and lists with a line above and below their table.
 * @param hasHeadings true where the titles of sections are printed as headings
 */
export function flowParts(
  printing: Printing,
  sections: readonly Section[],
  printed: ReadonlySet<string>,
  hasHeadings: boolean,
): PaperPart[] {
  const parts: PaperPart[] = [];
  let lines: Line[] = [];
  const close = () => {
    if (lines.length > 0) parts.push({ kind: "flow", lines });
    lines = [];
  };
  for (const section of sections) {
    const heading = textIn(section.title, printing.locale);
    const isTitle = heading === textIn(printing.form.title, printing.locale);
    if (hasHeadings && !isTitle) lines.push({ ...noteLine(heading), role: "heading" });
    let last: { title: string; line: Line } | null = null;
    for (const item of section.items) {
      if ("field" in item) {
        const field = printing.form.schema.properties[item.field];
        if (field === undefined || !printed.has(item.field)) continue;
        if (isTable(field)) {
          close();
          parts.push(tablePart(printing, item.field, field));
          last = null;
          continue;
        }
        const made = fieldLines(printing, item.field, field, heading);
        lines.push(...made);
        const line = made.at(-1);
        last = line === undefined ? null : { title: field.title, line };
      } else if ("seal" in item && last?.title === textIn(item.title, "zh")) last.line.places.push(item.seal);
      else if ("seal" in item) lines.push(sealLine(printing, item));
      else if ("official" in item) lines.push(officialLine(printing, item, heading));
      else if ("note" in item) lines.push({ ...noteLine(textIn(item.note, printing.locale)), role: undefined });
      else {
        const line = sentenceLine(printing, item, printed);
        if (line !== null) lines.push(line);
      }
    }
  }
  close();
  return parts;
}

function fieldLines(printing: Printing, id: string, field: FieldSchema, heading: string): Line[] {
  if (isDatePlace(field.title)) {
    const place = dateLine(printing, id);
    return [printing.answers[id] === undefined ? place : { ...place, runs: fieldRuns(printing, id, "cell") }];
  }
  if (!isLongText(field)) {
    const label = `${fieldLabel(printing, field)}${printing.locale === "zh" ? "：" : ": "}`;
    return [{ runs: [{ kind: "text", text: label }, ...fieldRuns(printing, id, "sentence")], places: [id] }];
  }
  const title = fieldTitle(field, printing.locale);
  const name: Line[] = heading.includes(title)
    ? []
    : [{ runs: [{ kind: "text", text: title, isStrong: true }], places: [] }];
  const value: Line = { runs: fieldRuns(printing, id, "cell"), places: [id] };
  return [...name, printing.answers[id] === undefined ? { ...value, room: CHAPTER_ROOM } : value];
}
