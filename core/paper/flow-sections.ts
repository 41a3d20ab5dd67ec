import { fieldTitle } from "../forms/answer-text.ts";
import { isTable } from "../forms/field-kinds.ts";
import type { FieldSchema, Section } from "../forms/form-document.ts";
import { type Locale, textIn } from "../problems/finding.ts";
import { fieldRuns, isLongText, type Printing } from "./field-runs.ts";
import { dateLine, isDatePlace, labelledLine, noteLine, officialLine, sealLine, sentenceLine } from "./item-lines.ts";
import type { Line, PaperPart } from "./paper.ts";
import { placeInRows } from "./row-place.ts";
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
    const isTitle = textIn(section.title, "zh") === textIn(printing.form.title, "zh");
    if (hasHeadings && !isTitle) lines.push({ ...noteLine(heading), role: "heading" });
    let last: { title: string; line: Line; row?: number | undefined } | null = null;
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
        const line = made.at(-1);
        if (line === undefined) continue;
        const row = placeInRows(printing.form, item.field)?.row;
        if (last?.row !== undefined && last.row === row) join(last.line, line, printing.locale);
        else {
          lines.push(...made);
          last = { title: field.title, line, row };
        }
      } else if ("seal" in item && last?.title === textIn(item.title, "zh")) last.line.places.push(item.seal);
      else if ("seal" in item) lines.push(sealLine(printing, item, section.items));
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

/** Fields of one row of the paper stand on one line: `填报人：____；联系方式：____`. */
function join(line: Line, more: Line, locale: Locale): void {
  line.runs.push({ kind: "text", text: locale === "zh" ? "；" : "; " }, ...more.runs);
  line.places.push(...more.places);
}

function fieldLines(printing: Printing, id: string, field: FieldSchema, heading: string): Line[] {
  if (isDatePlace(field.title)) {
    const place = dateLine(printing, id);
    return [printing.answers[id] === undefined ? place : { ...place, runs: fieldRuns(printing, id, "cell") }];
  }
  if (!isLongText(field)) {
    return [labelledLine(printing, id, field)];
  }
  const title = fieldTitle(field, printing.locale);
  const name: Line[] = heading.includes(title)
    ? []
    : [{ runs: [{ kind: "text", text: title, isStrong: true }], places: [], role: "subheading" }];
  const value: Line = { runs: fieldRuns(printing, id, "cell"), places: [id] };
  return [...name, printing.answers[id] === undefined ? { ...value, room: CHAPTER_ROOM } : value];
}
