import {
  AlignmentType,
  LineRuleType,
  Paragraph,
  type ParagraphChild,
  Tab,
  type TabStopDefinition,
  TabStopType,
  TextRun,
  UnderlineType,
} from "docx";
import type { Line, Run } from "../../../core/paper/paper.ts";
import { wholeRuns } from "./whole-runs.ts";

/** Lines of a paper as paragraphs of DOCX. Lengths are in twips (1/20 pt). */

/** Word draws ☐ and ☑ only in a font that has them. */
const BOX_FONT = {
  ascii: "Segoe UI Symbol",
  hAnsi: "Segoe UI Symbol",
  eastAsia: "MS Gothic",
  cs: "Segoe UI Symbol",
} as const;
/** Half points. */
export const SIZE = {
  text: 21,
  note: 18,
  list: 16,
  listSmall: 12,
  small: 14,
  heading: 24,
  subheading: 21,
  title: 32,
  draft: 28,
} as const;
const LINE = 320;
/** Height of a line, of the size of its text. */
const LINE_SHARE = 1.45;
/** Below the title. */
const TITLE_SPACE = 160;
const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
/** Between two boxes that stay on one line. */
const NARROW_SPACE = "\u00a0";
/** A point in twips. */
export const TWIPS = 20;

type Align = (typeof AlignmentType)[keyof typeof AlignmentType];

/** At least, whatever font a word processor takes: where a page ends is estimated by it. */
export function lineHeight(size: number): number {
  return Math.round((size / 2) * LINE_SHARE * TWIPS);
}

/** A paragraph, of which no line stands alone on a page. */
export function paragraph(
  children: ParagraphChild[],
  alignment: Align,
  { before = 0, after = 40, keepNext = false, size = SIZE.text as number, tabStops = [] as TabStopDefinition[] } = {},
): Paragraph {
  const spacing = { before, after, line: lineHeight(size), lineRule: LineRuleType.AT_LEAST };
  return new Paragraph({ children, alignment, keepNext, widowControl: true, spacing, tabStops });
}

/**
 * A line of the paper.
 * @param room its width
 */
export function lineParagraph(
  line: Line,
  room: number,
  { keepNext = false, size = SIZE[line.role ?? "text"] as number } = {},
): Paragraph {
  const isHeading = line.role === "heading" || line.role === "subheading";
  const bold = line.role === "heading" || line.role === "title";
  const runs = line.columns === undefined ? wholeRuns(line.runs, (2 * room) / TWIPS / size) : line.runs;
  return paragraph(
    runs.flatMap((run) => textRuns(run, { size, bold })),
    ALIGN[line.align ?? "left"],
    {
      before: (line.room ?? 0) * LINE,
      after: line.role === "title" ? TITLE_SPACE : undefined,
      keepNext: keepNext || isHeading,
      size,
      tabStops: tabStops(line.columns ?? 1, room),
    },
  );
}

function tabStops(columns: number, room: number): TabStopDefinition[] {
  return Array.from({ length: columns - 1 }, (_, index) => ({
    type: TabStopType.LEFT,
    position: Math.round((room * (index + 1)) / columns),
  }));
}

function textRuns(run: Run, style: { size: number; bold: boolean }): TextRun[] {
  if (run.kind === "box") {
    const box = new TextRun({ ...style, text: run.isTicked ? "☑" : "☐", font: BOX_FONT });
    return [box, new TextRun({ ...style, text: run.label })];
  }
  if (run.kind === "tab") return [new TextRun({ ...style, children: [new Tab()] })];
  if (run.kind === "blank") {
    if (run.text === "") return [new TextRun({ ...style, text: "_".repeat(run.width) })];
    return broken(NARROW_SPACE + run.text + NARROW_SPACE, { ...style, underline: { type: UnderlineType.SINGLE } });
  }
  const text = run.isUnbroken === true ? run.text.replaceAll(" ", NARROW_SPACE) : run.text;
  return broken(text, run.isStrong === true ? { ...style, bold: true } : style);
}

/** A text, its line feeds as breaks. */
export function broken(text: string, style: object): TextRun[] {
  return text.split("\n").map((line, index) => new TextRun({ ...style, text: line, ...(index > 0 && { break: 1 }) }));
}
