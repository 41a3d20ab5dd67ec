import { answerText, fieldTitle, isBlankAnswer } from "../forms/answer-text.ts";
import type { FormCatalogue } from "../forms/catalogue-document.ts";
import { type CellField, type Choice, choicesOf, isTable, otherOf } from "../forms/field-kinds.ts";
import type { FieldSchema, FormDocument } from "../forms/form-document.ts";
import type { Answers } from "../forms/form-state.ts";
import { type Locale, textIn } from "../problems/finding.ts";
import type { Line, Run } from "./paper.ts";
import { printableText } from "./printable-text.ts";

/** What a form is printed with. */
export interface Printing {
  /** Years resolved. */
  form: FormDocument;
  /** What is to be seen on the paper: visible answers, masked where the reader may not see them. */
  answers: Answers;
  locale: Locale;
  catalogue?: FormCatalogue;
}

const words = {
  zh: { clause: "；", yes: "是", no: "否", day: ["年", "月", "日"], unit: (unit: string) => `（${unit}）` },
  en: { clause: ";", yes: "Yes", no: "No", day: ["-", "-", ""], unit: (unit: string) => ` (${unit})` },
} as const;

/**
 * A field as it stands on paper.
 * @param where in a sentence, where an empty blank is a line, or in a cell, which is the blank itself
 */
export function fieldRuns(printing: Printing, id: string, where: "sentence" | "cell"): Run[] {
  const field = printing.form.schema.properties[id];
  if (field === undefined) return [];
  const value = printing.answers[id];
  if (field.type === "boolean") return yesNo(value, printing.locale);
  const choices = choicesOf(field);
  if (choices !== undefined) {
    return boxes(printing, field, choices, { value, areClauses: printing.form.print?.clauses?.includes(id) === true });
  }
  const text = valueText(printing, field, value);
  const dateParts = datePattern(field);
  if (dateParts !== 0 && text === "")
    return [{ kind: "text", text: emptyDate(dateParts, printing.locale), isUnbroken: true }];
  if (where === "cell") return [{ kind: "text", text }];
  return [{ kind: "blank", text, width: field.type === "string" ? 12 : 8 }];
}

/** One answer as text without its unit, which is printed beside the blank; empty when it is not filled in. */
export function valueText(printing: Printing, field: FieldSchema | CellField, value: unknown): string {
  if (isBlankAnswer(value)) return "";
  if (datePattern(field) > 0) return dateText(String(value), printing.locale);
  const list = field.type === "string" ? field["x-code-list"] : undefined;
  const code = list && printing.catalogue?.codeLists.get(list)?.codes.find((each) => each.code === value);
  if (code) return printableText(textIn(code.title, printing.locale));
  const { "x-unit": _unit, ...withoutUnit } = field;
  return printableText(answerText(withoutUnit as FieldSchema, value, printing.locale));
}

/** Raised numbers of footnotes. */
export const FOOTNOTE_MARKS = ["¹", "²", "³"] as const;

/** What the label of a field carries where the paper has a footnote to it. */
export function footnoteMark({ form }: Printing, id: string): string {
  return FOOTNOTE_MARKS[form.print?.footnotes?.findIndex(({ field }) => field === id) ?? -1] ?? "";
}

/** Title of a field with its unit as printed: `总资产（万元）`. */
export function fieldLabel(printing: Printing, field: FieldSchema | CellField): string {
  const title = fieldTitle(field, printing.locale);
  const unit = field["x-unit"];
  if (unit === undefined) return title;
  const entry = printing.catalogue?.units.get(unit);
  const printed = entry === undefined ? unit : textIn(entry.title, printing.locale);
  return title.includes(printed) ? title : title + words[printing.locale].unit(printed);
}

/** A label as runs; the unit or the remark in brackets at its end is not broken. */
export function labelRuns(label: string): Run[] {
  const parts = /^(.+)(（[^（）]{1,6}）)$/.exec(label);
  if (parts === null) return [{ kind: "text", text: label }];
  return [
    { kind: "text", text: parts[1] ?? "" },
    { kind: "text", text: parts[2] ?? "", isUnbroken: true },
  ];
}

/** True for a field that takes the width of the sheet. */
export function isWide(field: FieldSchema): boolean {
  return isTable(field) || choicesOf(field) !== undefined || isLongText(field);
}

export function isLongText(field: FieldSchema): boolean {
  return field.type === "string" && field["x-widget"] === "long-text";
}

function yesNo(value: unknown, locale: Locale): Run[] {
  return [
    { kind: "box", isTicked: value === true, label: words[locale].yes },
    { kind: "text", text: "  ", isUnbroken: true },
    { kind: "box", isTicked: value === false, label: words[locale].no },
  ];
}

/**
 * All printed options, the ticked ones ticked; the fill-in of 其他 stands right behind it.
 * @param areClauses true where a semicolon stands between them
 */
function boxes(
  printing: Printing,
  field: FieldSchema,
  choices: readonly Choice[],
  { value, areClauses }: { value: unknown; areClauses: boolean },
): Run[] {
  const options = optionRuns(printing, field, choices, value);
  const stop = areClauses ? words[printing.locale].clause : "";
  return options.flatMap((option, index): Run[] => {
    const isLast = index === options.length - 1;
    const ended = option.map((run): Run => (run.kind === "box" && !isLast ? { ...run, label: run.label + stop } : run));
    return index === 0 ? ended : [{ kind: "text", text: areClauses ? " " : "  " }, ...ended];
  });
}

function optionRuns(printing: Printing, field: FieldSchema, choices: readonly Choice[], value: unknown): Run[][] {
  const other = otherOf(field);
  const taken: readonly unknown[] = Array.isArray(value) ? value : [value];
  return choices.map((choice): Run[] => {
    const label = (printing.locale === "en" ? choice["x-en"] : undefined) ?? choice.title;
    const box: Run = { kind: "box", isTicked: taken.includes(choice.const), label };
    return [box, ...(other?.choice === choice.const ? fieldRuns(printing, other.field, "sentence") : [])];
  });
}

/**
 * The options of a field in the lines and columns of the paper, where the form names them; undefined elsewhere, and in
 * English, whose words need other lines.
 */
export function choiceLines(printing: Printing, id: string): Line[] | undefined {
  const field = printing.form.schema.properties[id];
  const counts = printing.form.print?.choiceLines?.find((each) => each.field === id)?.counts;
  const choices = field && choicesOf(field);
  if (field === undefined || counts === undefined || choices === undefined || printing.locale === "en")
    return undefined;
  const options = optionRuns(printing, field, choices, printing.answers[id]);
  const columns = Math.max(...counts);
  return counts.map((count, line): Line => {
    const before = counts.slice(0, line).reduce((sum, each) => sum + each, 0);
    const runs = options
      .slice(before, before + count)
      .flatMap((option, index): Run[] => (index === 0 ? option : [{ kind: "tab" }, ...option]));
    return { runs, places: line === 0 ? [id] : [], columns };
  });
}

/** How many parts a date has on paper: 3 for a day, 2 for a month, 0 for what is no date. */
function datePattern(field: FieldSchema | CellField): 0 | 2 | 3 {
  if (field.type !== "string") return 0;
  return field.format === "date" ? 3 : field.format === "year-month" ? 2 : 0;
}

/** The empty place of a date, with room for a hand: `____年___月___日`. */
export function emptyDate(parts: 2 | 3, locale: Locale): string {
  const [year, month, day] = words[locale].day;
  const separators = parts === 3 ? [year, month, day] : [year, locale === "zh" ? month : ""];
  return ["____", "___", "___"]
    .slice(0, parts)
    .map((blank, index) => blank + separators[index])
    .join("");
}

function dateText(value: string, locale: Locale): string {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(value);
  if (parts === null || locale === "en") return printableText(value);
  const [, year, month, day] = parts;
  return `${year}年${Number(month)}月${day === undefined ? "" : `${Number(day)}日`}`;
}
