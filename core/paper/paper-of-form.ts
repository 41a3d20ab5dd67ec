import type { Section } from "../forms/form-document.ts";
import { fieldsOfItem } from "../forms/layout.ts";
import { textIn } from "../problems/finding.ts";
import { withNarrowQuotes } from "./english-paper.ts";
import { FOOTNOTE_MARKS, type Printing } from "./field-runs.ts";
import { flowParts } from "./flow-sections.ts";
import { gridParts } from "./grid-sections.ts";
import { labelledLine, printedFields, sentenceLine } from "./item-lines.ts";
import type { Line, Paper } from "./paper.ts";

const DESIGNED_BY_US = {
  zh: "注：通知要求报送本表而未附表样，表样由系统设计。",
  en: "Note: the notice demands this form without printing it; it was designed for this system.",
} as const;

/**
 * The sheet of a form, empty or filled in. Every blank of the inventory stands on it once and in its order; parts that
 * do not apply to the applicant stay on it empty, as they do on paper.
 *
 * `print.columns` of the form says what the paper is: a table with so many columns in its head; 1 for an outline or a
 * letter with headings; left out for a list with lines above and below.
 */
export function paperOfForm(printing: Printing): Paper {
  const { form, locale } = printing;
  const printed = printedFields(printing);
  const sections = form.layout.sections.filter((section) => isOnPaper(section, printed));
  const columns = form.print?.columns;
  const isGrid = columns !== undefined && columns > 1;
  const { lead, rest } = isGrid ? takeLead(printing, sections, printed) : { lead: [], rest: [] };
  const title = textIn(form.title, locale);
  const titled = isGrid ? null : takeTitle(printing, sections, printed);
  const list = titled?.rest ?? sections;
  const paper: Paper = {
    title,
    titleLine: titled?.line ?? { runs: [{ kind: "text", text: title }], places: [], align: "center", role: "title" },
    orientation: form.print?.orientation ?? "portrait",
    lead,
    parts: isGrid ? gridParts(printing, rest, printed, columns) : flowParts(printing, list, printed, columns === 1),
    notes: [
      ...(form.print?.footnotes ?? []).map(({ text }, index) => `${FOOTNOTE_MARKS[index]} ${textIn(text, locale)}`),
      ...(form.print?.notes ?? []).map((note) => textIn(note, locale)),
      ...(form.source.designedByUs === true ? [DESIGNED_BY_US[locale]] : []),
    ],
  };
  return locale === "en" ? withNarrowQuotes(paper) : paper;
}

/** A section with nothing but fields beyond the paper is not on it. */
function isOnPaper(section: Section, printed: ReadonlySet<string>): boolean {
  return section.items.some((item) =>
    "field" in item || "sentence" in item ? fieldsOfItem(item).some((id) => printed.has(id)) : !("note" in item),
  );
}

/** A sentence that says the title with a blank in it (`____市（州）汇总表`) is the title; it is not printed twice. */
function takeTitle(
  printing: Printing,
  [head, ...others]: readonly Section[],
  printed: ReadonlySet<string>,
): { line: Line; rest: Section[] } | null {
  const [first, ...items] = head?.items ?? [];
  if (head === undefined || first === undefined || !("sentence" in first)) return null;
  if (!first.sentence.includes(textIn(printing.form.title, "zh"))) return null;
  const line = sentenceLine(printing, first, printed);
  if (line === null) return null;
  const rest = items.length === 0 ? others : [{ ...head, items }, ...others];
  return { line: { ...line, align: "center", role: "title" }, rest };
}

/**
 * What stands above the table: the sentences before the first label of the head, at the right (the date of filling in),
 * and the fields the form puts there, at the left, their seals with them.
 */
function takeLead(
  printing: Printing,
  sections: readonly Section[],
  printed: ReadonlySet<string>,
): { lead: Line[]; rest: Section[] } {
  const [head, ...others] = sections;
  if (head === undefined) return { lead: [], rest: [] };
  const { form } = printing;
  const lead: Line[] = [];
  let sealed: { title: string; line: Line } | null = null;
  let end = 0;
  for (const item of head.items) {
    if ("sentence" in item) {
      const line = sentenceLine(printing, item, printed);
      if (line !== null) lead.push({ ...line, align: "right" });
    } else if ("field" in item && form.print?.above?.includes(item.field)) {
      const field = form.schema.properties[item.field];
      if (field === undefined) break;
      const line = labelledLine(printing, item.field, field);
      lead.push(line);
      sealed = { title: field.title, line };
    } else if ("seal" in item && sealed?.title === textIn(item.title, "zh")) sealed.line.places.push(item.seal);
    else break;
    end += 1;
  }
  if (end === head.items.length) return { lead: [], rest: [...sections] };
  return { lead, rest: [{ ...head, items: head.items.slice(end) }, ...others] };
}
