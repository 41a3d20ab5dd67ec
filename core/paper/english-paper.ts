import type { Line, Paper, PaperPart, Run } from "./paper.ts";

/** Quotes and apostrophes around letters that are not Chinese: the fonts of the sheet draw the curly ones full-width. */
const DOUBLE = /[“”](?=[\p{Script=Latin}\d])|(?<=[\p{Script=Latin}\d.,?!])[“”]/gu;
const SINGLE = /[‘’](?=[\p{Script=Latin}\d])|(?<=[\p{Script=Latin}\d.,?!])[‘’]/gu;

/** The English sheet with narrow quotation marks. */
export function withNarrowQuotes(paper: Paper): Paper {
  return {
    ...paper,
    title: narrow(paper.title),
    titleLine: narrowLine(paper.titleLine),
    lead: paper.lead.map(narrowLine),
    parts: paper.parts.map(narrowPart),
    notes: paper.notes.map(narrow),
  };
}

function narrow(text: string): string {
  return text.replace(DOUBLE, '"').replace(SINGLE, "'");
}

function narrowLine(line: Line): Line {
  return { ...line, runs: line.runs.map(narrowRun) };
}

function narrowRun(run: Run): Run {
  if (run.kind === "text") return { ...run, text: narrow(run.text) };
  return run.kind === "box" ? { ...run, label: narrow(run.label) } : run;
}

function narrowPart(part: PaperPart): PaperPart {
  if (part.kind === "flow") return { ...part, lines: part.lines.map(narrowLine) };
  if (part.kind === "grid") {
    const rows = part.rows.map((row) => row.map((cell) => ({ ...cell, lines: cell.lines.map(narrowLine) })));
    return { ...part, rows };
  }
  const columns = part.columns.map((column) => ({
    ...column,
    label: narrow(column.label),
    title: narrowLine(column.title),
    ...(column.above !== undefined && { above: narrowLine(column.above) }),
  }));
  return { ...part, columns };
}
