import { type Scope, scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type {
  ResultExplanation,
  RunDetail,
  RunDifferences,
  RunList,
  RunResult,
  RunSummary,
} from "../../../core/contracts/scoring.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { changedDecisions } from "../../../core/scoring/diff-runs.ts";
import type { PastRun } from "../../../core/scoring/outcome.ts";
import { decisionText } from "../../../core/scoring/outcome-effects.ts";
import type { Decision } from "../../../core/scoring/run.ts";
import { tierTitles } from "../../../core/scoring/tier-titles.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import { schemeOf } from "../definitions/compiled-schemes.ts";
import { marksForScoring, uncountedViews } from "../experts/opened-marks.ts";
import { getRound } from "../programmes/programmes.service.ts";
import { scoreCohort } from "./cohort-scoring.ts";
import { placeNames } from "./region-names.ts";
import type { StoredTrace } from "./result-trace.ts";
import type { CohortMember, PastRunMark, ResultRecord, RunRecord, Standing } from "./scoring.store.ts";

/**
 * Scoring runs: each freezes the cohort that stands at the evaluation, scores it, and keeps hashes, results and traces.
 * A run is never changed; a new one is made and compared with it.
 */

type ScoringStores = Pick<
  Stores,
  | "scoring"
  | "definitions"
  | "programmes"
  | "regions"
  | "evidence"
  | "audit"
  | "outbox"
  | "now"
  | "accounts"
  | "attached"
  | "experts"
  | "panels"
  | "sheets"
>;

/** Roles that run scorings and publish lists, in the region of the programme's authority. */
export const RUN_OWNERS = ["programme-admin", "province-reviewer"] as const;

const scopeOfOwner = (viewer: Viewer): Scope => scopeOf(viewer, RUN_OWNERS);

/** The declarations that stand at the evaluation, with what was handed in about them. */
async function cohortOf(stores: ScoringStores, roundId: string): Promise<CohortMember[]> {
  const declared = await stores.scoring.listCohort(roundId);
  const reviews = await stores.attached.listReviewAnswers(declared.map(({ declarationId }) => declarationId));
  return declared.map((member) => ({
    ...member,
    attached: { ...member.attached, ...reviews.get(member.declarationId) },
  }));
}

/**
 * Freezes the cohort of a round and scores it with the marks of its experts.
 * @throws Problem `wrong-state` for an empty cohort or without a scheme, `panels-not-open` while marks are sealed
 */
export async function runScoring(
  stores: ScoringStores,
  viewer: Viewer,
  roundId: string,
  cipher: FieldCipher,
): Promise<RunDetail> {
  const scope = scopeOfOwner(viewer);
  if (!(await stores.scoring.isOwned(scope, roundId))) throw new Problem("not-found");
  await stores.scoring.lockRound(roundId);
  const { round, edition } = await getRound(stores, roundId);
  const cohort = await cohortOf(stores, roundId);
  if (edition.bundle.scheme === null) throw new Problem("wrong-state", { detail: NO_SCHEME });
  if (cohort.length === 0) throw new Problem("wrong-state", { detail: NOBODY });
  const nameOf = await placeNames(
    stores,
    cohort.map(({ regionPath }) => regionPath),
  );
  const { marks: past, runs } = await pastOf(stores, roundId, cohort);
  const scheme = schemeOf(edition.bundle.scheme);
  const given = await marksForScoring(stores, roundId, scheme, cipher);
  const scored = scoreCohort(edition, round.year, cohort, nameOf, given, runs);
  const run: RunRecord = {
    id: newId(),
    roundId,
    programmeId: round.programmeId,
    number: await stores.scoring.nextNumber(roundId),
    hashes: scored.hashes,
    engine: scored.engine,
    assumptions: scored.assumptions,
    weights: scored.weights,
    uncounted: uncountedViews(scheme, scored.uncounted),
    applicants: cohort.length,
    past,
    createdAt: stores.now,
    createdBy: viewer.accountId,
  };
  await stores.scoring.recordRun(run, scored.results);
  for (const { declarationId } of cohort) {
    await stores.outbox.add({ kind: "declaration-changed", payload: { declarationId } }, stores.now);
  }
  await record(stores, {
    actor: viewer,
    role: viewer.grants.find((grant) => (RUN_OWNERS as readonly string[]).includes(grant.role))?.role ?? null,
    action: "scoring-run",
    subjectType: "scoring-run",
    subjectId: run.id,
    regionCode: edition.bundle.programme.authority.region,
    detail: { roundId, number: run.number, applicants: run.applicants, hashes: run.hashes, engine: run.engine },
  });
  return getRun(stores, viewer, run.id);
}

/** Runs of a round of the viewer's region, newest first. */
export async function listRuns(stores: ScoringStores, viewer: Viewer, roundId: string): Promise<RunList> {
  const scope = scopeOfOwner(viewer);
  if (!(await stores.scoring.isOwned(scope, roundId))) throw new Problem("not-found");
  return { items: (await stores.scoring.listRuns(scope, roundId)).map(runSummary) };
}

/** A run with its results, best first. */
export async function getRun(stores: ScoringStores, viewer: Viewer, id: string): Promise<RunDetail> {
  const run = await findOwnRun(stores, viewer, id);
  const results = await stores.scoring.listResults<StoredTrace>(run);
  const tiers = await tiersOf(stores, run);
  return {
    run: runSummary(run),
    results: results.map((result) => runResult(result, tiers)),
    uncounted: run.uncounted,
  };
}

/** A run with everything it keeps of its applicants, for what is worked out beside it. */
export async function readRun(
  stores: Pick<Stores, "scoring">,
  viewer: Viewer,
  id: string,
): Promise<{ run: RunRecord; results: ResultRecord<StoredTrace>[] }> {
  const run = await findOwnRun(stores, viewer, id);
  return { run, results: await stores.scoring.listResults<StoredTrace>(run) };
}

/** Why one applicant of a run has the points it has. */
export async function explainResult(
  stores: ScoringStores,
  viewer: Viewer,
  runId: string,
  declarationId: string,
): Promise<ResultExplanation> {
  return explanationOf(stores, await findOwnRun(stores, viewer, runId), declarationId);
}

/** The applicant's own points: when the programme shows them and the list is published. */
export async function explainOwnResult(
  stores: ScoringStores,
  viewer: Viewer,
  declarationId: string,
): Promise<ResultExplanation> {
  const run = await stores.scoring.findPublishedRun(scopeOf(viewer, ["applicant"]), declarationId);
  if (run === undefined) throw new Problem("not-found");
  const { edition } = await getRound(stores, run.roundId);
  if (!edition.bundle.programme.showScoreToApplicant) throw new Problem("not-found");
  const explanation = await explanationOf(stores, run, declarationId);
  // Who made the run is the authority's own affair.
  return { ...explanation, run: { ...explanation.run, createdBy: "" } };
}

/** What changed between two runs of one round, applicant by applicant, leaf by leaf; what did not is left out. */
export async function compareRuns(
  stores: ScoringStores,
  viewer: Viewer,
  id: string,
  otherId: string,
): Promise<RunDifferences> {
  const before = await findOwnRun(stores, viewer, otherId);
  const after = await findOwnRun(stores, viewer, id);
  if (before.roundId !== after.roundId) throw new Problem("not-found");
  const old = byDeclaration(await stores.scoring.listResults<StoredTrace>(before));
  const young = byDeclaration(await stores.scoring.listResults<StoredTrace>(after));
  const items = [...new Set([...young.keys(), ...old.keys()])].flatMap((declarationId) => {
    const was = old.get(declarationId);
    const is = young.get(declarationId);
    const leaves = changedLeaves(was, is);
    const decisions = changedDecisions(was?.decisions ?? [], is?.decisions ?? []);
    const follows = decisions.before.length + decisions.after.length > 0;
    if (leaves.length === 0 && !follows && was?.total === is?.total && (was === undefined) === (is === undefined))
      return [];
    const applicantName = (is ?? was)?.trace.who.applicantName ?? "";
    const inWords = { before: decisions.before.map(decisionView), after: decisions.after.map(decisionView) };
    return [
      {
        declarationId,
        applicantName,
        before: was?.total ?? null,
        after: is?.total ?? null,
        decisions: inWords,
        leaves,
      },
    ];
  });
  return { items };
}

/** Total and tier in the latest run each declaration stands in. For projections, not for people. */
export function latestStandings(
  stores: Pick<Stores, "scoring">,
  declarationIds: readonly string[],
): Promise<Map<string, Standing>> {
  return stores.scoring.latestStandings(declarationIds);
}

/** A decision with its sentence. */
export function decisionView(decision: Decision): RunResult["decisions"][number] {
  const { rule, effect, count, banYears } = decision;
  const sentence = { zh: decisionText(decision, "zh"), en: decisionText(decision, "en") };
  return { rule, effect, count: count ?? null, banYears: banYears ?? null, sentence };
}

/** Earlier rounds as the rules of the engine read them: by the declarations of this cohort, of the same applicants. */
async function pastOf(
  stores: ScoringStores,
  roundId: string,
  cohort: readonly CohortMember[],
): Promise<{ marks: PastRunMark[]; runs: PastRun[] }> {
  const marks = await stores.scoring.listPastRuns(roundId);
  const own = new Map(cohort.map(({ applicantKey, declarationId }) => [applicantKey, declarationId]));
  const runs: PastRun[] = [];
  for (const { runId } of marks) {
    const decided = await stores.scoring.listDecisions(runId);
    runs.push({
      results: decided.flatMap(({ applicantKey, decisions }) => {
        const id = own.get(applicantKey);
        return id === undefined ? [] : [{ id, decisions }];
      }),
    });
  }
  return { marks, runs };
}

const NO_SCHEME = {
  zh: "本项目没有评价指标体系，不能评分",
  en: "This programme has no scoring scheme",
};
const NOBODY = {
  zh: "本批次还没有进入评审的申报",
  en: "No declaration of this round stands at the evaluation",
};

/** A run of the viewer's region. @throws Problem `not-found` also for one of another region */
export async function findOwnRun(stores: Pick<Stores, "scoring">, viewer: Viewer, id: string): Promise<RunRecord> {
  const run = await stores.scoring.findRun(scopeOfOwner(viewer), id);
  if (run === undefined) throw new Problem("not-found");
  return run;
}

async function explanationOf(stores: ScoringStores, run: RunRecord, declarationId: string): Promise<ResultExplanation> {
  const result = await stores.scoring.findResult<StoredTrace>(run, declarationId);
  if (result === undefined) throw new Problem("not-found");
  const { preconditions, nodes } = result.trace;
  return { run: runSummary(run), result: runResult(result, await tiersOf(stores, run)), preconditions, nodes };
}

function runSummary(run: RunRecord): RunSummary {
  const { programmeId: _, uncounted: __, ...summary } = run;
  return summary;
}

/** Names of the tiers a run sorted its applicants into. */
async function tiersOf(stores: ScoringStores, run: RunRecord): Promise<ReadonlyMap<string, LocalText>> {
  const { scheme } = (await getRound(stores, run.roundId)).edition.bundle;
  return scheme === null ? new Map() : tierTitles(scheme);
}

function runResult(result: ResultRecord<StoredTrace>, tiers: ReadonlyMap<string, LocalText>): RunResult {
  const { declarationId, eligible, total, rank, tier, trace } = result;
  return {
    declarationId,
    ...trace.who,
    eligible,
    reasons: trace.reasons,
    total,
    rank,
    tier,
    tierTitle: tiers.get(tier ?? "") ?? null,
    decisions: result.decisions.map(decisionView),
    groups: trace.groups,
  };
}

function byDeclaration(results: readonly ResultRecord<StoredTrace>[]): Map<string, ResultRecord<StoredTrace>> {
  return new Map(results.map((result) => [result.declarationId, result]));
}

function changedLeaves(
  before: ResultRecord<StoredTrace> | undefined,
  after: ResultRecord<StoredTrace> | undefined,
): RunDifferences["items"][number]["leaves"] {
  const pointsOf = (result: ResultRecord<StoredTrace> | undefined) =>
    new Map((result?.trace.nodes ?? []).filter(({ kind }) => kind === "leaf").map(({ id, points }) => [id, points]));
  const old = pointsOf(before);
  const young = pointsOf(after);
  return [...new Set([...young.keys(), ...old.keys()])].flatMap((id) => {
    const was = old.get(id) ?? null;
    const is = young.get(id) ?? null;
    return was === is ? [] : [{ id, before: was, after: is }];
  });
}
