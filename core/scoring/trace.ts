import { type LocalText, toLocalText } from "../problems/finding.ts";
import type { CompiledNode } from "./compile-scheme.ts";
import { type Contributions, contributionsOf, roundTogether } from "./contributions.ts";
import { add, type Exact, formatExact, subtract, ZERO } from "./exact.ts";
import { factText } from "./fact-table.ts";
import { type Entry, NOT_APPLICABLE } from "./leaf-scores.ts";
import { quickContributions, ROUNDING_PLACE } from "./quick-contributions.ts";
import type { ScoringRun } from "./run.ts";

/** One leaf of one applicant, with everything that led to its points. */
export interface LeafTrace {
  id: string;
  title: LocalText;
  basis: string;
  kind: string;
  fact: string | null;
  /** As submitted; null when it was not given or the rule reads several facts. */
  raw: string | null;
  /** As counted, after imputation and outliers. */
  treated: string | null;
  unit: string | null;
  /** Name of the group in which it was compared; null for rules that compare nothing. */
  cohort: string | null;
  n: number | null;
  rank: number | null;
  ties: number | null;
  /** Line of the rule in the document (band, row or bin), from 1. */
  line: number | null;
  rule: LocalText;
  points: string | null;
  weightPath: string[];
  share: string;
  contribution: string;
  flags: LocalText[];
}

export interface ResultTrace {
  leaves: LeafTrace[];
  /** What a cap took, what a mean that is no sum differs by, the rounding of the total. With the leaves: the total. */
  adjustments: { id: string; points: string }[];
}

/** Places in which shares and contributions are written. */
const PLACES = 12;

/** Everything about one applicant of a run, points of each leaf first in the order of the document. */
export function traceOf(run: ScoringRun, row: number): ResultTrace {
  const contributions = contributionsOf(run, row);
  const written = writeContributions(run, row, contributions);
  const leaves = run.scheme.nodes.flatMap((node, place) =>
    node.leaf === null ? [] : [traceLeaf(run, row, place, node, contributions, written.get(place) ?? "0")],
  );
  return { leaves, adjustments: adjustmentsIn(run, written) };
}

/** Points and contributions alone, without the story behind them. */
export function contributionsText(run: ScoringRun, row: number): ResultContributions {
  const written = quickContributions(run, row, PLACES) ?? writeContributions(run, row, contributionsOf(run, row));
  const leaves = run.scheme.nodes.flatMap((node, place) => {
    if (node.leaf === null) return [];
    const entry = run.scores[place]?.entry(row);
    return [
      {
        id: node.id,
        points: entry === undefined ? null : writtenPoints(entry),
        contribution: written.get(place) ?? "0",
      },
    ];
  });
  return { leaves, adjustments: adjustmentsIn(run, written) };
}

const POINTS = new WeakMap<Entry, string>();

/** An entry stands for many applicants: its points are written once. */
function writtenPoints(entry: Entry): string {
  const known = POINTS.get(entry) ?? formatExact(entry.points);
  POINTS.set(entry, known);
  return known;
}

export interface ResultContributions {
  leaves: { id: string; points: string | null; contribution: string }[];
  adjustments: ResultTrace["adjustments"];
}

function adjustmentsIn(run: ScoringRun, written: ReadonlyMap<number, string>): ResultTrace["adjustments"] {
  const adjustments: ResultTrace["adjustments"] = [];
  for (const [place, points] of written) {
    const node = run.scheme.nodes[place];
    if (points !== "0" && !node?.leaf) adjustments.push({ id: node?.id ?? "rounding", points });
  }
  return adjustments;
}

function writeContributions(run: ScoringRun, row: number, contributions: Contributions | null): Map<number, string> {
  if (contributions === null) return new Map();
  const parts: [number, Exact][] = [...contributions.leaves].map(([place, { contribution }]) => [place, contribution]);
  for (const { node, points } of contributions.adjustments) parts.push([node, points]);
  const published = run.totals[row];
  if (published) {
    const sum = roundTogether([contributions.total], PLACES)[0] as Exact;
    const rest = subtract(published, sum);
    if (rest.n !== 0n) parts.push([ROUNDING_PLACE, rest]);
  }
  const rounded = roundTogether(
    parts.map(([, value]) => value),
    PLACES,
  );
  const written = new Map<number, Exact>();
  for (const [at, [place]] of parts.entries())
    written.set(place, add(written.get(place) ?? ZERO, rounded[at] as Exact));
  return new Map([...written].map(([place, value]) => [place, formatExact(value)]));
}

function traceLeaf(
  run: ScoringRun,
  row: number,
  place: number,
  node: CompiledNode,
  contributions: Contributions | null,
  contribution: string,
): LeafTrace {
  const leaf = (node.leaf as NonNullable<CompiledNode["leaf"]>).node;
  const scores = run.scores[place];
  const entry = scores?.entry(row);
  const fact = leaf.fact === undefined ? undefined : run.scheme.facts.get(leaf.fact);
  const column = fact === undefined ? undefined : run.table.columns.get(fact.id);
  const raw = column === undefined ? null : factText(column, row);
  const treatment = run.treatments[place];
  const imputed = treatment?.imputed.get(row);
  const drawn = treatment?.drawnIn.get(row);
  const positions = scores?.positions ?? null;
  const ranked = positions !== null && (positions.rank[row] as number) > 0;
  const walked = contributions?.leaves.get(place);
  return {
    id: node.id,
    title: toLocalText(leaf.title),
    basis: leaf.basis,
    kind: node.leaf?.kind ?? "",
    fact: leaf.fact ?? null,
    raw,
    treated: imputed === undefined && drawn === undefined ? raw : treatedText(run, place, row, imputed),
    unit: fact?.unit ?? null,
    cohort: ranked ? cohortName(run, leaf.score, row) : null,
    n: ranked ? positions.size(row) : null,
    rank: ranked ? (positions.rank[row] as number) : null,
    ties: ranked ? positions.ties(row) : null,
    line: entry?.line ?? null,
    rule: entry?.rule ?? notScored(scores?.codes[row] === NOT_APPLICABLE && !run.missing[place]?.has(row)),
    points: entry === undefined ? null : formatExact(entry.points),
    weightPath: walked?.path.map((share) => formatExact(share, PLACES)) ?? [],
    share: formatExact(walked?.share ?? ZERO, PLACES),
    contribution,
    flags: [
      ...(entry?.flag === undefined ? [] : [entry.flag]),
      ...(imputed === undefined
        ? []
        : [{ zh: `缺失，以 ${formatExact(imputed)} 代入`, en: `Missing, ${formatExact(imputed)} put in` }]),
      ...(drawn === undefined
        ? []
        : [{ zh: `极端值 ${formatExact(drawn)} 已处理`, en: `Extreme value ${formatExact(drawn)} drawn in` }]),
      ...assumptionsOn(run, node.id),
    ],
  };
}

const notScored = (outside: boolean): LocalText =>
  outside
    ? { zh: "不适用，不计分", en: "not applicable, not scored" }
    : { zh: "未填报，不计分", en: "not given, not scored" };

function treatedText(run: ScoringRun, place: number, row: number, imputed: Exact | undefined): string | null {
  if (imputed !== undefined) return formatExact(imputed, 30);
  const low = run.treatments[place]?.held.get(row);
  return low === undefined ? null : formatExact(low, 30);
}

function cohortName(run: ScoringRun, score: object, row: number): string | null {
  const id = "cohort" in score && typeof score.cohort === "string" ? score.cohort : null;
  if (id === null) return null;
  const groups = run.cohort(id);
  const name = groups.names[groups.groupOf[row] as number];
  return name === undefined || name === "" ? id : name;
}

/** Assumptions of the scheme that name a node stand on its results. */
function assumptionsOn(run: ScoringRun, id: string): LocalText[] {
  return run.scheme.document.assume
    .filter(({ nodes }) => nodes?.includes(id))
    .map(({ text }) => {
      const { zh, en } = toLocalText(text);
      return { zh: `评分假定：${zh}`, en: `Assumed: ${en}` };
    });
}
