import type { FieldSchema, LayoutItem } from "../forms/form-document.ts";
import { otherFills } from "../forms/form-programs.ts";
import { blanksOf, sentenceParts } from "../forms/layout.ts";
import { textIn } from "../problems/finding.ts";
import { emptyDate, fieldLabel, fieldRuns, type Printing } from "./field-runs.ts";
import type { Line, Run } from "./paper.ts";

/** Room for an opinion and for the seal above its name, in lines: the seals of authorities are 42 to 45 mm wide. */
const ROOM = { opinion: 4, sealBelowOpinion: 2, seal: 5 } as const;

/** Length of a blank that has a line for itself: the name of a firm. */
const LINE_BLANK = 30;

type Sentence = Extract<LayoutItem, { sentence: string }>;
type Official = Extract<LayoutItem, { official: string }>;
type Seal = Extract<LayoutItem, { seal: string }>;

/**
 * The fields that are blanks of the paper in their own place: not beyond it, not the fill-in of a choice and not in the
 * head of a column, which stand with these.
 */
export function printedFields({ form }: Printing): ReadonlySet<string> {
  const fills = otherFills(form);
  const inHeads = new Set(form.print?.columnHeads?.flatMap(({ text }) => blanksOf(textIn(text, "zh"))));
  const fields = Object.entries(form.schema.properties);
  return new Set(
    fields.filter(([id, field]) => field["x-paper"] !== false && !fills.has(id) && !inHeads.has(id)).map(([id]) => id),
  );
}

/** The paper's wording with its blanks in place; null for a sentence whose blanks are all beyond the paper. */
export function sentenceLine(printing: Printing, item: Sentence, printed: ReadonlySet<string>): Line | null {
  const wording = printing.locale === "en" ? (item.en ?? item.sentence) : item.sentence;
  const parts = sentenceParts(wording);
  const asked = parts.flatMap((part) => ("field" in part ? [part.field] : []));
  const places = asked.filter((id) => printed.has(id));
  if (asked.length > 0 && places.length === 0) return null;
  const runs = parts.map((part): Run[] => {
    if ("text" in part) return [{ kind: "text", text: part.text }];
    return printed.has(part.field) ? fieldRuns(printing, part.field, "sentence") : [];
  });
  parts.forEach((part, at) => {
    if ("field" in part && printing.form.schema.properties[part.field]?.type === "boolean") nestFollowUp(runs, at);
  });
  const number: Run[] = item.no === undefined ? [] : [{ kind: "text", text: `${item.no} ` }];
  return { runs: [...number, ...runs.flat()], places };
}

/** A field on a line of its own: `填报人：____`, with room for a hand. */
export function labelledLine(printing: Printing, id: string, field: FieldSchema): Line {
  const label = `${fieldLabel(printing, field)}${printing.locale === "zh" ? "：" : ": "}`;
  const runs = fieldRuns(printing, id, "sentence").map((run) =>
    run.kind === "blank" && field.type === "string" ? { ...run, width: LINE_BLANK } : run,
  );
  return { runs: [{ kind: "text", text: label }, ...runs], places: [id] };
}

/** `□是（所在国家：____） □否`: a blank in brackets right behind a yes or no stands behind the yes, as papers print it. */
function nestFollowUp(runs: Run[][], at: number): void {
  const [yes, ...no] = runs[at] ?? [];
  const [opening, blank, closing] = [runs[at + 1]?.[0], runs[at + 2], runs[at + 3]?.[0]];
  if (yes === undefined || opening?.kind !== "text" || blank === undefined || closing?.kind !== "text") return;
  if (!/^\s*[（(][^）)]*$/.test(opening.text) || !/^[）)]/.test(closing.text)) return;
  runs[at] = [yes];
  runs[at + 3] = [{ ...closing, text: closing.text.slice(0, 1) }, ...no, { ...closing, text: closing.text.slice(1) }];
}

export function noteLine(text: string): Line {
  return { runs: [{ kind: "text", text }], places: [], role: "note" };
}

/** The place of a seal: room, and under it who puts it. */
export function sealLine(printing: Printing, item: Seal, section: readonly LayoutItem[]): Line {
  const isBelowOpinion = section.some((each) => "official" in each && each.kind === "long-text");
  return {
    runs: [{ kind: "text", text: textIn(item.title, printing.locale) }],
    places: [item.seal],
    align: "right",
    room: isBelowOpinion ? ROOM.sealBelowOpinion : ROOM.seal,
  };
}

/** The place of an opinion or a date of an authority. */
export function officialLine(printing: Printing, item: Official, heading: string): Line {
  if (item.kind === "date") return dateLine(printing, item.official);
  const title = textIn(item.title, printing.locale);
  const runs: Run[] = title === heading ? [] : [{ kind: "text", text: title }];
  return { runs, places: [item.official], room: item.kind === "long-text" ? ROOM.opinion : 0 };
}

/** `年 月 日` at the right, empty. */
export function dateLine(printing: Printing, place: string): Line {
  return { runs: [{ kind: "text", text: emptyDate(3, printing.locale) }], places: [place], align: "right" };
}

/** A field called `年 月 日` is the date under a signature, not a row of the table. */
export function isDatePlace(title: string): boolean {
  return /^年\s*月\s*日$/.test(title);
}
