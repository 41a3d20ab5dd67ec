/**
 * A form as a sheet of paper, before anybody decides whether it becomes PDF or DOCX: what stands where, in the paper's
 * own order. What the product asks beyond the paper is not in it. A renderer reads this and nothing else.
 */

/** Pieces of a line. A blank is written on a line of its own length; a box is ticked or not and carries its label. */
export type Run =
  | {
      kind: "text";
      text: string;
      isStrong?: boolean /** Stays on one line, with what is beside it. */;
      isUnbroken?: boolean;
    }
  | { kind: "blank"; text: string /** Characters the empty blank is long. */; width: number }
  | { kind: "box"; isTicked: boolean; label: string }
  | { kind: "tab" /** What follows stands in the next column of the line. */ };

export interface Line {
  runs: Run[];
  /** Ids of the blanks that stand in the line, in order: fields, seals and places of officials. */
  places: string[];
  align?: "left" | "center" | "right";
  /** A heading stays with the line below it; `note` is smaller. */
  role?: "title" | "heading" | "subheading" | "note";
  /** Empty lines kept above it, for a hand or a seal. */
  room?: number;
  /** Columns of one width it is set in; the last that is used takes the rest. */
  columns?: number;
}

/** `band` is a heading across the table, `title` the row title at the left, `label` and `value` a pair. */
export type CellRole = "band" | "title" | "label" | "value";

export interface PaperCell {
  role: CellRole;
  lines: Line[];
  column: number;
  columnSpan: number;
  rowSpan: number;
  /** No rule between it and the cell above, or below: both are one blank. */
  isOpenAbove?: boolean;
  isOpenBelow?: boolean;
}

/** True for what stands in the middle of its cell: labels, and a blank of one line that is no place for a hand. */
export function isCentred({ role, lines }: PaperCell): boolean {
  return role !== "value" || (lines.length === 1 && lines[0]?.room === undefined);
}

/** A column of a list; `above` is a line with blanks in its head, over the label. */
export interface PaperColumn {
  label: string;
  /** The label as it stands in the head. */
  title: Line;
  /** Share of the sheet. */
  width: number;
  above?: Line;
}

export type PaperPart =
  | { kind: "grid" /** Widths in thousandths of the sheet. */; columns: number[]; rows: PaperCell[][] }
  | { kind: "table"; place: string; columns: PaperColumn[]; rows: string[][] }
  | { kind: "flow"; lines: Line[] };

export interface Paper {
  title: string;
  /** The title as it stands on the sheet: with a blank in it where the paper has one. */
  titleLine: Line;
  orientation: "portrait" | "landscape";
  /** Above the table: the date of filling in. */
  lead: Line[];
  parts: PaperPart[];
  /** Printed under the form. */
  notes: string[];
}

/** The head of a column, line by line. */
export function headLines({ above, title }: PaperColumn): Line[] {
  return above === undefined ? [title] : [above, title];
}

/** Every blank of a paper in the order it is read, as often as it stands there. */
export function placesOf(paper: Paper): string[] {
  const ofLines = (lines: readonly Line[]) => lines.flatMap(({ places }) => places);
  const ofPart = (part: PaperPart): string[] => {
    if (part.kind === "table") return [...ofLines(part.columns.flatMap(({ above }) => above ?? [])), part.place];
    return part.kind === "flow" ? ofLines(part.lines) : readingOrder(part.rows).flatMap(({ lines }) => ofLines(lines));
  };
  return [...ofLines([paper.titleLine, ...paper.lead]), ...paper.parts.flatMap(ofPart)];
}

/** Cells row by row; beside a blank that reaches down over rows, what stands under another is read with it. */
function readingOrder(rows: readonly PaperCell[][]): PaperCell[] {
  const read: PaperCell[] = [];
  for (let at = 0; at < rows.length; ) {
    const down = Math.max(1, ...(rows[at] ?? []).map(({ role, rowSpan }) => (role === "value" ? rowSpan : 1)));
    read.push(
      ...rows
        .slice(at, at + down)
        .flat()
        .sort((one, other) => one.column - other.column),
    );
    at += down;
  }
  return read;
}

/** The text of a line as it is read aloud: boxes as ☑ and ☐, empty blanks as a line. */
export function lineText(line: Line): string {
  return line.runs.map(runText).join("");
}

function runText(run: Run): string {
  if (run.kind === "text") return run.text;
  if (run.kind === "tab") return "  ";
  if (run.kind === "box") return `${run.isTicked ? "☑" : "☐"}${run.label}`;
  return run.text === "" ? "_".repeat(run.width) : run.text;
}
