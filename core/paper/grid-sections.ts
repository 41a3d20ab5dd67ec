import { choicesOf, isTable } from "../forms/field-kinds.ts";
import type { FieldSchema, LayoutItem, Section } from "../forms/form-document.ts";
import type { CrossTable } from "../forms/print-document.ts";
import { textIn } from "../problems/finding.ts";
import { crossTableOf, crossTableRows } from "./cross-table.ts";
import {
  choiceLines,
  fieldLabel,
  fieldRuns,
  footnoteMark,
  isLongText,
  isWide,
  labelRuns,
  type Printing,
} from "./field-runs.ts";
import { dateLine, isDatePlace, noteLine, officialLine, sealLine, sentenceLine } from "./item-lines.ts";
import type { Line, PaperPart, Run } from "./paper.ts";
import {
  bandRow,
  gridOf,
  openRow,
  type Pair,
  pairRows,
  type Stretch,
  TITLE_WIDTH,
  withRowTitle,
} from "./paper-grid.ts";
import { placeInRows } from "./row-place.ts";
import { tablePart } from "./table-part.ts";
import { textWidth } from "./text-width.ts";

/** Room of an empty long text, in lines. */
const LONG_TEXT_ROOM = 3;
/** A string that may be this long takes two places of a row. */
const LONG_STRING = 300;
/** A label wider than this stands over its blank, across the sheet: beside it, it would be a tower. In em. */
const LONG_LABEL = 24;
/** Pairs there is room for beside a row title. */
const MAX_BESIDE_TITLE = 3;
const NUMBERED = /^\d+[.．]/;

/** Parts of a row before they are laid: a label with its blank, or lines across. */
type Piece =
  | { pair: Pair }
  | { wide: Pair }
  | { line: Line /** Not in the cell of the lines before it. */; opensCell?: boolean }
  | { cross: CrossTable }
  | { table: PaperPart };

/**
 * The sections of a form as the table of its paper: the first is the head of the table, the others have their title at
 * the left (the head, too, where the form says so), a heading of several sections goes across. A table of the form
 * interrupts it.
 * @param columns columns of the head table as on paper, labels counted
 */
export function gridParts(
  printing: Printing,
  sections: readonly Section[],
  printed: ReadonlySet<string>,
  columns: number,
): PaperPart[] {
  const parts: PaperPart[] = [];
  let rows: Stretch[][] = [];
  let block = "";
  const close = () => {
    if (rows.length > 0) parts.push(gridOf(rows));
    rows = [];
  };
  for (const [index, section] of sections.entries()) {
    const { locale } = printing;
    const here = textIn(section.block, locale);
    if (here !== block) rows.push(...newHeadings(block, here).map(bandRow));
    block = here;
    const heading = textIn(section.title, locale);
    const isHead = index === 0 && printing.form.print?.headBeside !== true;
    const isAcross = isHead || NUMBERED.test(heading);
    const capacity = isAcross ? columns >> 1 : Math.min(MAX_BESIDE_TITLE, columns >> 1);
    const isTitle = textIn(section.title, "zh") === textIn(printing.form.title, "zh");
    if (isAcross && !isTitle) rows.push(bandRow(heading));
    for (const piece of laidSection(printing, section, { printed, heading, isAcross, capacity })) {
      if (Array.isArray(piece)) rows.push(...piece);
      else {
        close();
        parts.push(piece);
      }
    }
  }
  close();
  return parts;
}

/** Headings of several levels are joined by ` · `; only those that change are printed again. */
function newHeadings(before: string, here: string): string[] {
  const old = before.split(" · ");
  const levels = here.split(" · ").filter((text) => text !== "");
  const changed = levels.findIndex((text, level) => old[level] !== text);
  return changed === -1 ? [] : levels.slice(changed);
}

interface Laying {
  printed: ReadonlySet<string>;
  heading: string;
  isAcross: boolean;
  capacity: number;
}

function laidSection(printing: Printing, section: Section, laying: Laying): (Stretch[][] | PaperPart)[] {
  const from = laying.isAcross ? 0 : TITLE_WIDTH;
  const titled = (rows: Stretch[][]) => (laying.isAcross ? rows : withRowTitle(laying.heading, rows));
  const opinions = opinionRow(printing, section, from);
  if (opinions !== null) return [titled([opinions])];
  const laid: (Stretch[][] | PaperPart)[] = [];
  let rows: Stretch[][] = [];
  let pairs: Pair[] = [];
  let lines: Line[] = [];
  const flush = () => {
    if (pairs.length > 0) rows.push(...pairRows(pairs, laying.capacity, from));
    if (lines.length > 0) rows.push(openRow(lines, from));
    pairs = [];
    lines = [];
  };
  for (const piece of piecesOf(printing, section, laying)) {
    if ("table" in piece) {
      flush();
      if (rows.length > 0) laid.push(titled(rows));
      rows = [];
      laid.push(piece.table);
    } else if ("cross" in piece) {
      flush();
      rows.push(...crossTableRows(printing, piece.cross, from));
    } else if ("line" in piece) {
      if (pairs.length > 0 || piece.opensCell === true) flush();
      lines.push(piece.line);
    } else {
      if (lines.length > 0) flush();
      if ("wide" in piece) {
        flush();
        rows.push(...pairRows([piece.wide], 1, from));
      } else pairs.push(piece.pair);
    }
  }
  flush();
  if (rows.length > 0) laid.push(titled(rows));
  return laid;
}

function piecesOf(printing: Printing, section: Section, laying: Laying): Piece[] {
  const pieces: Piece[] = [];
  let last: { title: string; value: Line } | null = null;
  for (const item of section.items) {
    if ("field" in item) {
      const field = printing.form.schema.properties[item.field];
      if (field === undefined || !laying.printed.has(item.field)) continue;
      const cross = crossTableOf(printing, item.field);
      if (cross !== undefined) {
        // The whole table stands where its first field does.
        if (cross.rows[0]?.fields[0] === item.field) pieces.push({ cross });
        last = null;
        continue;
      }
      const made = fieldPieces(printing, item.field, field, laying.heading);
      const value = placeOf(made);
      last = value === undefined ? null : { title: field.title, value };
      pieces.push(...made);
    } else if ("seal" in item && last?.title === textIn(item.title, "zh")) {
      // `单位名称（盖章）` is one place on paper: the name, and the seal over it. A seal needs the width of the sheet.
      last.value.places.push(item.seal);
      const named = pieces.at(-1);
      if (named !== undefined && "pair" in named) pieces[pieces.length - 1] = { wide: named.pair };
    } else {
      const line = lineOf(printing, item, section, laying);
      if (line === null) continue;
      const [above, blank] = pieces.slice(-2);
      const isUnderLabel = above !== undefined && "line" in above && above.opensCell === true && blank !== above;
      // A remark on a label that stands over its blank stands between the two.
      if ("note" in item && isUnderLabel) pieces.splice(-1, 0, { line });
      else pieces.push({ line });
    }
  }
  return pieces;
}

function placeOf(pieces: readonly Piece[]): Line | undefined {
  const piece = pieces.at(-1);
  if (piece === undefined || "table" in piece || "cross" in piece) return undefined;
  if ("line" in piece) return piece.line;
  return ("pair" in piece ? piece.pair : piece.wide).value.find(({ places }) => places.length > 0);
}

function lineOf(
  printing: Printing,
  item: Exclude<LayoutItem, { field: string }>,
  { items }: Section,
  laying: Laying,
): Line | null {
  if ("sentence" in item) return sentenceLine(printing, item, laying.printed);
  if ("note" in item) {
    const note = noteLine(textIn(item.note, printing.locale));
    // What is sealed or signed is the wording of the paper, not a hint at its foot.
    return items.some((each) => "seal" in each) ? { ...note, role: undefined } : note;
  }
  if ("seal" in item) return sealLine(printing, item, items);
  return officialLine(printing, item, laying.heading);
}

function fieldPieces(printing: Printing, id: string, field: FieldSchema, heading: string): Piece[] {
  if (isTable(field)) return [{ table: tablePart(printing, id, field) }];
  if (isDatePlace(field.title)) return [{ line: { ...dateLine(printing, id), ...filledDate(printing, id) } }];
  const values = valueLines(printing, id, field);
  const { openCells, remarksInBlank, unlabelled } = printing.form.print ?? {};
  if (unlabelled?.includes(id)) return values.map((line) => ({ line }));
  const whole = fieldLabel(printing, field) + footnoteMark(printing, id);
  if (openCells?.includes(id)) return openCell(printing, whole, values);
  const { label, remark } = remarksInBlank?.includes(id) ? withoutRemark(whole) : { label: whole, remark: "" };
  if (remark !== "") values.unshift(noteLine(remark));
  if (isWide(field) && label.startsWith(heading)) {
    // The row title at the left is the label; what the label says beyond it is a hint.
    const hint = label.slice(heading.length).trim();
    return [...(hint === "" ? [] : [noteLine(hint)]), ...values].map((line) => ({ line }));
  }
  if (isWide(field) && textWidth(label) > LONG_LABEL) {
    return [{ line: { runs: labelRuns(label), places: [] }, opensCell: true }, ...values.map((line) => ({ line }))];
  }
  const place = placeInRows(printing.form, id);
  const pair: Pair = {
    label: { runs: labelRuns(label), places: [], align: "center" },
    value: values,
    weight: place === undefined ? weightOf(field) : 1,
    ...place,
  };
  return [isWide(field) ? { wide: pair } : { pair }];
}

function valueLines(printing: Printing, id: string, field: FieldSchema): Line[] {
  const room = isLongText(field) && printing.answers[id] === undefined ? { room: LONG_TEXT_ROOM } : {};
  return choiceLines(printing, id) ?? [{ runs: fieldRuns(printing, id, "cell"), places: [id], ...room }];
}

/** A label with its colon in the cell of its blank: before what is filled in, or over the lines of its options. */
function openCell(printing: Printing, label: string, values: readonly Line[]): Piece[] {
  const name: Run[] = [...labelRuns(label), { kind: "text", text: printing.locale === "zh" ? "：" : ": " }];
  const isOver = values.some(({ columns, room }) => columns !== undefined || room !== undefined);
  const lines: Line[] = isOver
    ? [{ runs: name, places: [] }, ...values]
    : values.map((line, index) => (index === 0 ? { ...line, runs: [...name, ...line.runs] } : line));
  return lines.map((line, index) => (index === 0 ? { line, opensCell: true } : { line }));
}

/** A label and the remark in brackets at its end. */
function withoutRemark(label: string): { label: string; remark: string } {
  const [, name = label, remark = ""] = /^(.+?)\s*([（(][^（）()]*[）)])$/.exec(label) ?? [];
  return { label: name, remark };
}

function filledDate(printing: Printing, id: string): Partial<Line> {
  return printing.answers[id] === undefined ? {} : { runs: fieldRuns(printing, id, "cell") };
}

function weightOf(field: FieldSchema): number {
  if (choicesOf(field) !== undefined || field.type !== "string") return 1;
  if (field.format !== undefined) return field.format === "id-number" ? 2 : 1;
  return (field.maxLength ?? 0) >= LONG_STRING ? 2 : 1;
}

/** Two authorities give their opinions side by side: label, room, seal and date of each. */
function opinionRow(printing: Printing, section: Section, from: number): Stretch[] | null {
  const groups: LayoutItem[][] = [];
  for (const item of section.items) {
    const isOpinion = "official" in item && item.kind === "long-text";
    if (isOpinion) groups.push([]);
    if (!isOpinion && !("seal" in item) && !("official" in item)) return null;
    groups.at(-1)?.push(item);
  }
  if (groups.length < 2 || groups.flat().length < section.items.length) return null;
  const pairs = groups.map((items): Pair => {
    const [opinion, ...rest] = items as [Extract<LayoutItem, { official: string }>, ...LayoutItem[]];
    const title = textIn(opinion.title, printing.locale);
    const lines = rest.flatMap((item): Line[] => {
      if ("seal" in item) return [sealLine(printing, item, items)];
      return "official" in item ? [officialLine(printing, item, title)] : [];
    });
    const label: Line = { runs: [{ kind: "text", text: title }], places: [], align: "center" };
    return { label, value: [officialLine(printing, opinion, title), ...lines], weight: 1 };
  });
  return pairRows(pairs, pairs.length, from).flat();
}
