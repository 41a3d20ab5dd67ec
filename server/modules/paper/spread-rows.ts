import type { Line, PaperCell, Run } from "../../../core/paper/paper.ts";

/**
 * A high row as rows of one line each, without rules between them: a table can be cut between these, and its row title
 * said again, where a row could only be torn. A row is left as it is when it has but one line, or several blanks.
 * @param isHigh true for a row that may be higher than what is kept on one page
 */
export function spreadRows(rows: readonly PaperCell[][], isHigh: (row: PaperCell[]) => boolean): PaperCell[][] {
  const spread: PaperCell[][] = [];
  for (const row of rows) {
    const value = row.find(({ role }) => role === "value");
    const groups = groupsOf(value?.lines.flatMap(paragraphsOf) ?? []);
    const isOne = row.filter(({ role }) => role === "value").length === 1 && value?.rowSpan === 1;
    if (value === undefined || !isOne || groups.length < 2 || !isHigh(row)) {
      spread.push(row);
      continue;
    }
    const more = groups.length - 1;
    for (const [at, above] of spread.entries())
      spread[at] = above.map((cell) => reaching(cell, spread.length - at, more));
    for (const [at, group] of groups.entries()) {
      const part = { ...value, lines: group, isOpenAbove: at > 0, isOpenBelow: at < more };
      const beside = row.map((cell) => (cell === value ? part : { ...cell, rowSpan: cell.rowSpan + more }));
      spread.push(at === 0 ? beside : [part]);
    }
  }
  return spread;
}

/** A cell that reaches down over a row reaches over its parts. */
function reaching(cell: PaperCell, depth: number, more: number): PaperCell {
  return cell.rowSpan > depth ? { ...cell, rowSpan: cell.rowSpan + more } : cell;
}

/** A remark stays with the blank below it. */
function groupsOf(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  for (const [at, line] of lines.entries()) {
    if (lines[at - 1]?.role === "note" && line.role !== "note") groups.at(-1)?.push(line);
    else groups.push([line]);
  }
  return groups;
}

/** What somebody wrote in several paragraphs is as many lines; the blank stands in the first. */
function paragraphsOf(line: Line): Line[] {
  const lines: Run[][] = [[]];
  for (const run of line.runs) {
    const [first = "", ...more] = run.kind === "text" ? run.text.split("\n") : [];
    lines.at(-1)?.push(run.kind === "text" ? { ...run, text: first } : run);
    for (const text of more) lines.push([{ ...run, kind: "text", text }]);
  }
  return lines.map((runs, index) => (index === 0 ? { ...line, runs } : { ...line, runs, places: [], room: undefined }));
}
