import type { LayoutItem } from "../forms/form-document.ts";
import { otherFills } from "../forms/form-programs.ts";
import { sentenceParts } from "../forms/layout.ts";
import { textIn } from "../problems/finding.ts";
import { emptyDate, fieldRuns, type Printing } from "./field-runs.ts";
import type { Line, Run } from "./paper.ts";

/** Room an official needs for an opinion, and a seal above its name, in lines. */
const ROOM = { opinion: 4, seal: 2 } as const;

type Sentence = Extract<LayoutItem, { sentence: string }>;
type Official = Extract<LayoutItem, { official: string }>;
type Seal = Extract<LayoutItem, { seal: string }>;

/** The fields that are blanks of the paper: not beyond it, and not the fill-in of a choice, which stands with it. */
export function printedFields(printing: Printing): ReadonlySet<string> {
  const fills = otherFills(printing.form);
  const fields = Object.entries(printing.form.schema.properties);
  return new Set(fields.filter(([id, field]) => field["x-paper"] !== false && !fills.has(id)).map(([id]) => id));
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
export function sealLine(printing: Printing, item: Seal): Line {
  return {
    runs: [{ kind: "text", text: textIn(item.title, printing.locale) }],
    places: [item.seal],
    align: "right",
    room: ROOM.seal,
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
