import { contentHash } from "../json/canonical.ts";
import { CanonicalWriter, canonicalBytes } from "../json/canonical-writer.ts";
import { sha256OfBytes } from "../json/sha256.ts";
import { formatExact } from "./exact.ts";
import { type FactColumn, factText } from "./fact-table.ts";
import type { LeafScores } from "./leaf-scores.ts";
import { panelItems } from "./marks-text.ts";
import type { ScoringRun } from "./run.ts";

/** What a run is frozen by: SHA-256 of canonical JSON (RFC 8785) of each of its parts. */
export interface RunHashes {
  scheme: string;
  facts: string;
  cohort: string;
  marks: string;
  result: string;
}

/**
 * Hashes of a run. Applicants stand in the order of their ids, so that the order of the rows does not matter; columns
 * stand side by side, since a list of texts is written and hashed many times faster than as many objects.
 */
export function hashesOf(run: ScoringRun): RunHashes {
  const order = run.table.ids
    .map((id, row) => ({ id, row }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ row }) => row);
  const applicants = order.map((row) => run.table.ids[row] as string);
  const ids = canonicalBytes(applicants);
  return {
    scheme: run.scheme.hash,
    facts: factsHash(run, ids, order),
    cohort: sha256OfBytes(ids),
    marks: contentHash(marksOf(run, applicants)),
    result: resultHash(run, order),
  };
}

/**
 * Hash of what a run gave: total, rank, tier, decisions, reasons, and the points of every leaf. Contributions follow
 * from these and the scheme, whose hash stands beside.
 */
export function resultHash(run: ScoringRun, order: readonly number[] = run.table.ids.map((_, row) => row)): string {
  const writer = new CanonicalWriter();
  const column = (name: string, write: (row: number) => void) =>
    writer.raw(`"${name}":`).list(order.length, (at) => write(order[at] as number));
  /** Nearly all of these lists are empty. */
  const list = <Item>(items: readonly Item[] | undefined, tell: (item: Item) => unknown) =>
    items === undefined ? writer.raw("[]") : writer.value(items.map(tell));
  writer
    .raw('{"applicants":')
    .value(order.map((row) => run.table.ids[row]))
    .raw(",");
  column("decisions", (row) =>
    list(run.decisions.get(row), ({ rule, effect, count }) => [rule, effect, count ?? null]),
  ).raw(",");
  column("eligible", (row) => writer.raw(run.eligible[row] === 1 ? "true" : "false")).raw(',"leaves":{');
  const leaves = run.scheme.nodes
    .flatMap(({ id, leaf }, place) => (leaf === null ? [] : [{ id, scores: run.scores[place] as LeafScores }]))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  leaves.forEach(({ id, scores }, at) => {
    const texts = scores.entries.map(({ points }) => canonicalBytes(formatExact(points)));
    writer
      .raw(`${at === 0 ? "" : ","}"${id}":`)
      .list(order.length, (index) => writer.copy(texts[scores.codes[order[index] as number] as number] ?? NULL));
  });
  writer.raw("},");
  column("rank", (row) => writer.raw(run.ranks[row] === 0 ? "null" : String(run.ranks[row]))).raw(",");
  column("reasons", (row) => list(run.reasons.get(row), ({ id, known }) => [id, known])).raw(",");
  column("tier", (row) => {
    const tier = run.tiers[row] ?? null;
    if (tier === null) writer.raw("null");
    else writer.value(tier);
  }).raw(",");
  column("total", (row) => {
    const total = run.totals[row];
    writer.raw(total ? `"${formatExact(total)}"` : "null");
  });
  return writer.raw("}").hash();
}

function factsHash(run: ScoringRun, ids: Uint8Array, order: readonly number[]): string {
  const writer = new CanonicalWriter().raw('{"applicants":').copy(ids).raw(',"facts":{');
  const columns = [...run.table.columns].sort(([a], [b]) => (a < b ? -1 : 1));
  columns.forEach(([id, column], at) => {
    writer.raw(`${at === 0 ? "" : ","}"${id}":`);
    writeColumn(writer, column, order);
  });
  return writer.raw("}}").hash();
}

/** Numbers and yes or no as text, a set as the list of its codes, null where nothing was given. */
function writeColumn(writer: CanonicalWriter, column: FactColumn, order: readonly number[]): void {
  const places = column.type === "number" ? column.numbers.shortPlaces : undefined;
  if (column.type === "number" && places !== undefined) {
    const { keys } = column.numbers;
    writer.list(order.length, (index) => {
      const key = keys[order[index] as number] as number;
      if (Number.isNaN(key)) writer.copy(NULL);
      else writer.decimalText(key, places);
    });
    return;
  }
  writer.value(order.map((row) => (column.type === "set" ? (column.values[row] ?? null) : factText(column, row))));
}

const NULL = canonicalBytes(null);

function marksOf(run: ScoringRun, applicants: readonly string[]): unknown {
  const items = [...panelItems(run.scheme.document).keys()].sort();
  return applicants.map((id) => [
    id,
    items.map((item) =>
      run.marks
        .marks(id, item)
        .map(({ expert, points }) => [expert, formatExact(points)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  ]);
}
