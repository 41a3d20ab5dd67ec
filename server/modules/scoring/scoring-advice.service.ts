import { setImmediate } from "node:timers/promises";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { RunSensitivity, RunSimulation } from "../../../core/contracts/scoring-advice.ts";
import { type LocalText, toLocalText } from "../../../core/problems/finding.ts";
import { adjustableNodes, type FrozenApplicant, rerunFrozen } from "../../../core/scoring/advice/frozen-cohort.ts";
import { correlatedLeaves, effectiveWeights, leaveOneOut } from "../../../core/scoring/advice/sensitivity.ts";
import { WeightDraws } from "../../../core/scoring/advice/weight-draws.ts";
import type { ScoringRun } from "../../../core/scoring/run.ts";
import { nodesOf, type SchemeDocument } from "../../../core/scoring/scheme-document.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { schemeOf } from "../definitions/compiled-schemes.ts";
import { getRound } from "../programmes/programmes.service.ts";
import { outcomeOf } from "./cohort-scoring.ts";
import type { StoredTrace } from "./result-trace.ts";
import { findOwnRun } from "./scoring.service.ts";
import type { ResultRecord } from "./scoring.store.ts";

/**
 * Advice beside a run: how firm its ranking is, and who would cross the line under other weights. Read from what the run
 * froze; nothing is stored and no score changes. Reading and counting are apart, so that no transaction stays open while
 * a large cohort is counted, and the counting gives way to other requests between its pieces.
 */

type ReadStores = Pick<Stores, "scoring" | "programmes" | "definitions" | "now">;

/** A run as it was frozen, ready to be brought together again. */
export interface FrozenRun {
  document: SchemeDocument;
  results: readonly ResultRecord<StoredTrace>[];
  applicants: readonly FrozenApplicant[];
}

/** Applicants × leaves one request may look at: ten times the largest cohort a notice speaks of. */
const MOST_CELLS = 500_000;
const DRAWS = 1000;
const SPREAD = 0.25;
const SEED = 20_240_601;
/** Cells counted before others get their turn: a few milliseconds. */
const CELLS_A_TURN = 1_000_000;
/** Correlation from which two leaves measure the same. */
const CORRELATED = 0.95;

/** Reads a run of the viewer's region with the scheme it was scored by. @throws Problem `too-large` */
export async function readFrozenRun(stores: ReadStores, viewer: Viewer, id: string): Promise<FrozenRun> {
  const run = await findOwnRun(stores, viewer, id);
  const { edition } = await getRound(stores, run.roundId);
  const { document, hash, nodes } = schemeOf(edition.bundle.scheme);
  if (hash !== run.hashes.scheme) throw new Problem("wrong-state", { detail: OTHER_SCHEME });
  const leaves = nodes.filter(({ leaf }) => leaf !== null).length;
  if (run.applicants * leaves > MOST_CELLS) throw new Problem("too-large", { detail: TOO_MANY });
  const results = await stores.scoring.listResults<StoredTrace>(run);
  const applicants = results.map(({ declarationId, eligible, trace }) => ({
    id: declarationId,
    eligible,
    facts: trace.facts,
    points: Object.fromEntries(trace.nodes.filter(({ kind }) => kind === "leaf").map((node) => [node.id, node.points])),
  }));
  return { document, results, applicants };
}

/** How firm the ranking is against other weights. */
export async function sensitivityOf(frozen: FrozenRun, places: number): Promise<RunSensitivity> {
  const { document, results, applicants } = frozen;
  const run = rerunFrozen(document, applicants, new Map());
  await setImmediate();
  const draws = await drawInTurns(run, places);
  const titles = titlesOf(document);
  const effective = new Map(effectiveWeights(run).map(({ id, weight }) => [id, weight]));
  await setImmediate();
  const named = (id: string) => ({ id, title: titles.get(id) ?? { zh: id, en: id } });
  const correlated = correlatedLeaves(run, CORRELATED).map(({ first, second, correlation }) => ({
    first: named(first),
    second: named(second),
    correlation,
  }));
  await setImmediate();
  const who = new Map(results.map(({ declarationId, trace }) => [declarationId, trace.who]));
  return {
    places,
    draws: DRAWS,
    spread: SPREAD,
    seed: SEED,
    weights: adjustableNodes(document).map(({ node, depth, parent, by, value }) => ({
      ...named(node.id),
      depth,
      parent,
      by,
      value,
    })),
    applicants: draws
      .intervals()
      .map(({ id, rank, lowest, highest, chanceOfTop, tierStability }) => ({
        declarationId: id,
        applicantName: who.get(id)?.applicantName ?? "",
        city: who.get(id)?.city ?? "",
        rank,
        best: highest,
        worst: lowest,
        chanceOfPlaces: chanceOfTop,
        tierStability,
      }))
      .sort((a, b) => a.rank - b.rank),
    leaves: leaveOneOut(run).map(({ id, moved, largestMove }) => ({
      ...named(id),
      effective: effective.get(id) ?? null,
      moved,
      largestMove,
    })),
    correlated,
  };
}

/** The frozen cohort under other weights. @throws Problem `invalid-input` for a node without a weight to try */
export function simulationOf(frozen: FrozenRun, places: number, changes: ReadonlyMap<string, string>): RunSimulation {
  const { document, results, applicants } = frozen;
  checkChanges(document, changes);
  const run = rerunChanged(document, applicants, changes);
  const items = results.map((result, row): RunSimulation["applicants"][number] => {
    const { applicantName, city } = result.trace.who;
    const { total, rank, tier } = outcomeOf(run, row);
    const [was, is] = [isWithin(result.rank, places), isWithin(rank, places)];
    return {
      declarationId: result.declarationId,
      applicantName,
      city,
      before: { total: result.total, rank: result.rank, tier: result.tier },
      after: { total, rank, tier },
      change: was === is ? (is ? "in" : "out") : is ? "enters" : "leaves",
    };
  });
  const last = Number.POSITIVE_INFINITY;
  items.sort((a, b) => (a.after.rank ?? last) - (b.after.rank ?? last));
  return { places, applicants: items, cities: citiesOf(items) };
}

const isWithin = (rank: number | null, places: number) => rank !== null && rank <= places;

async function drawInTurns(run: ScoringRun, places: number): Promise<WeightDraws> {
  const draws = new WeightDraws(run, { spread: SPREAD, seed: SEED, top: places });
  const cells = Math.max(1, run.table.ids.length * run.scheme.nodes.length);
  const turn = Math.max(1, Math.floor(CELLS_A_TURN / cells));
  for (let done = 0; done < DRAWS; done += turn) {
    draws.draw(Math.min(turn, DRAWS - done));
    await setImmediate();
  }
  return draws;
}

function rerunChanged(
  document: SchemeDocument,
  applicants: readonly FrozenApplicant[],
  changes: ReadonlyMap<string, string>,
): ScoringRun {
  try {
    return rerunFrozen(document, applicants, changes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem("invalid-input", { detail: ALL_ZERO });
  }
}

function checkChanges(document: SchemeDocument, changes: ReadonlyMap<string, string>): void {
  const known = new Set(adjustableNodes(document).map(({ node }) => node.id));
  const strange = [...changes.keys()].find((id) => !known.has(id));
  if (strange === undefined) return;
  throw new Problem("invalid-input", {
    detail: { zh: `“${strange}”没有可调整的权重或满分`, en: `"${strange}" has no weight or full marks to try` },
  });
}

function titlesOf(document: SchemeDocument): Map<string, LocalText> {
  return new Map(nodesOf(document).map(({ node }) => [node.id, toLocalText(node.title)]));
}

function citiesOf(items: RunSimulation["applicants"]): RunSimulation["cities"] {
  const cities = new Map<string, { before: number; after: number }>();
  for (const { city, change } of items) {
    const count = cities.get(city) ?? { before: 0, after: 0 };
    if (change === "in" || change === "leaves") count.before++;
    if (change === "in" || change === "enters") count.after++;
    cities.set(city, count);
  }
  return [...cities]
    .map(([city, count]) => ({ city, ...count }))
    .sort((a, b) => b.after - b.before - (a.after - a.before) || a.city.localeCompare(b.city, "zh"));
}

const OTHER_SCHEME = {
  zh: "评分之后规则版本已更换，请先重新运行评分",
  en: "The rules have changed since this run; run the scoring again first",
};
const TOO_MANY = {
  zh: "参评单位过多，不能在线模拟；请用命令行 score 试算",
  en: "Too many applicants to simulate on line; use score on the command line",
};
const ALL_ZERO = {
  zh: "同一组的权重不能全部为 0",
  en: "The weights of a group cannot all be 0",
};
