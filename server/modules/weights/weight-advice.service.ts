import type { Viewer } from "../../../core/access/viewer.ts";
import type { WeightAdvice } from "../../../core/contracts/weights.ts";
import { criticWeights, entropyWeights, scaledToOne } from "../../../core/scoring/advice/data-weights.ts";
import { decimal, readDecimal, toNumber } from "../../../core/scoring/exact.ts";
import { isLeaf, nodesOf, type SchemeDocument } from "../../../core/scoring/scheme-document.ts";
import { groupsToWeigh, type WeighedGroup } from "../../../core/scoring/weighing/weighed-groups.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { getRound } from "../programmes/programmes.service.ts";
import type { StoredTrace } from "../scoring/result-trace.ts";
import { readRun } from "../scoring/scoring.service.ts";

type AdviceStores = Pick<
  Stores,
  "scoring" | "definitions" | "programmes" | "regions" | "evidence" | "audit" | "outbox" | "now"
>;

/** Fewer applicants than this tell nothing about weights. */
const LEAST_APPLICANTS = 3;

/** Entropy and CRITIC weights of every weighed group from the applicants of a frozen run, beside the present ones. */
export async function adviseWeights(stores: AdviceStores, viewer: Viewer, runId: string): Promise<WeightAdvice> {
  const { run, results } = await readRun(stores, viewer, runId);
  const { edition } = await getRound(stores, run.roundId);
  const { scheme } = edition.bundle;
  if (scheme === null) throw new Problem("not-found");
  const traces = results.map(({ trace }) => trace);
  return { runNumber: run.number, groups: groupsToWeigh(scheme).map((group) => adviseGroup(scheme, group, traces)) };
}

interface Measure {
  measured: "fact" | "points";
  of(trace: StoredTrace): number | null;
}

function adviseGroup(
  scheme: SchemeDocument,
  group: WeighedGroup,
  traces: readonly StoredTrace[],
): WeightAdvice["groups"][number] {
  const measures = group.items.map(({ id }) => measureOf(scheme, id));
  const rows = traces.flatMap((trace) => {
    const values = measures.map((measure) => measure.of(trace));
    return values.every((value) => value !== null) ? [values as number[]] : [];
  });
  const columns = measures.map((_, at) => scaledToOne(rows.map((row) => row[at] as number)));
  // Columns that do not vary tell nothing, and conflict needs two that do.
  const varying = rows.length < LEAST_APPLICANTS ? 0 : columns.filter((column) => column.includes(1)).length;
  const entropy = varying < 1 ? null : entropyWeights(columns);
  const critic = varying < 2 ? null : criticWeights(columns);
  const weights = group.items.map(({ weight }) => toNumber(decimal(weight)));
  const whole = weights.reduce((a, b) => a + b, 0);
  return {
    id: group.id,
    title: group.title,
    applicants: rows.length,
    items: group.items.map(({ id, title }, at) => ({
      id,
      title,
      present: inPercent((weights[at] as number) / whole),
      entropy: entropy === null ? null : inPercent(entropy[at] as number),
      critic: critic === null ? null : inPercent(critic[at] as number),
      measured: (measures[at] as Measure).measured,
    })),
  };
}

const inPercent = (share: number): number => Math.round(share * 10_000) / 100;

/** A leaf whose rule has a direction is measured by its fact, turned so that more is better; anything else by its points. */
function measureOf(scheme: SchemeDocument, id: string): Measure {
  const node = nodesOf(scheme).find((each) => each.node.id === id)?.node;
  const direction = node !== undefined && isLeaf(node) ? (node.score as { direction?: string }).direction : undefined;
  const fact = node !== undefined && isLeaf(node) ? node.fact : undefined;
  if (fact !== undefined && direction !== undefined)
    return {
      measured: "fact",
      of: ({ facts }) => {
        const value = numberOf(facts[fact]);
        return value === null || direction === "higher" ? value : -value;
      },
    };
  return { measured: "points", of: ({ nodes }) => numberOf(nodes.find((each) => each.id === id)?.points) };
}

function numberOf(value: unknown): number | null {
  const read = typeof value === "string" ? readDecimal(value) : "not-a-number";
  return typeof read === "string" ? null : toNumber(read);
}
