import type { Run } from "../../../core/paper/paper.ts";
import { textWidth } from "../../../core/paper/text-width.ts";

/** Keeps together, for word processors, what they would tear at the end of a line. Lengths are in em. */

/** Longest choice that is kept whole. */
const WHOLE = 20;
/** Room for a stop behind it. */
const STOP = 1;
const FEED: Run = { kind: "text", text: "\n" };
const UNDERSCORE = 0.5;
const BOX = 0.9;
/** What a space is narrower than a letter. */
const SPACE_LESS = 0.15;

/** A word that is not Chinese, or a character, with the marks that do not begin or end a line. */
const UNTORN = /[（“《]*(?:[\u0021-\u024f]+|.|\n)[）”》，。：；、？！]*/gu;

/**
 * Runs with a line feed before each choice with its box, each empty blank, unit and yes with its no that would not fit on its
 * line: word processors break a Chinese text anywhere, also between a box and its label, and nothing tells them not to.
 * @param room width of the line
 */
export function wholeRuns(runs: readonly Run[], room: number): Run[] {
  const broken: Run[] = [];
  let used = 0;
  const groups = wholes(runs);
  for (const [index, whole] of groups.entries()) {
    const stop = index === groups.length - 1 ? 0 : STOP;
    const width = whole.reduce((sum, run) => sum + runWidth(run), 0);
    const [first] = whole;
    if (whole.length === 1 && first !== undefined && isBreakable(first)) used = usedBehind(first.text, used, room);
    else if (width > WHOLE) used = (used + width) % room;
    else if (used > 0 && used + width + stop > room && width + stop <= room) {
      broken.push(FEED);
      used = width;
    } else used += width;
    broken.push(...whole);
  }
  return broken;
}

/** Runs in groups that stay on one line; a text stands for itself. */
function wholes(runs: readonly Run[]): Run[][] {
  const groups: Run[][] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    const isFillIn = run.kind === "blank" && before?.kind === "box";
    const isTied = before?.kind === "text" && before.isUnbroken === true && before.text.trim() === "";
    const isTie = run.kind === "text" && run.isUnbroken === true && before?.kind === "box";
    if (last !== undefined && (isFillIn || isTie || isTied)) last.push(run);
    else groups.push([run]);
  }
  return groups;
}

/** What may be broken where the line ends: a text, and what was filled in. */
function isBreakable(run: Run): run is Extract<Run, { text: string }> {
  return (run.kind === "text" && run.isUnbroken !== true) || (run.kind === "blank" && run.text !== "");
}

/** How far the last line of a text reaches that begins behind what is there. */
function usedBehind(text: string, used: number, room: number): number {
  let reached = used;
  for (const [piece] of text.matchAll(UNTORN)) {
    const width = widthOf(piece);
    if (piece === "\n") reached = 0;
    else reached = reached + width > room ? width : reached + width;
  }
  return reached;
}

function runWidth(run: Run): number {
  if (run.kind === "tab") return 0;
  if (run.kind === "box") return BOX + widthOf(run.label);
  if (run.kind === "blank" && run.text === "") return run.width * UNDERSCORE;
  return widthOf(run.text);
}

function widthOf(text: string): number {
  const underscores = text.split("_").length - 1;
  return textWidth(text.replaceAll("_", "")) + underscores * UNDERSCORE - (text.split(" ").length - 1) * SPACE_LESS;
}
