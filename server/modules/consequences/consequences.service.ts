import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { Consequence, ConsequenceList, DecideConsequences } from "../../../core/contracts/consequences.ts";
import type { Finding, LocalText } from "../../../core/problems/finding.ts";
import { findOutcomeEffect } from "../../../core/scoring/outcome-effects.ts";
import type { Decision } from "../../../core/scoring/run.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import type { Edition } from "../definitions/definitions.service.ts";
import { getRound } from "../programmes/programmes.service.ts";
import { awardTier, holderOf } from "../publicity/award-names.ts";
import type { Candidate } from "../publicity/publicity.store.ts";
import type { StoredTrace } from "../scoring/result-trace.ts";
import { decisionView, RUN_OWNERS } from "../scoring/scoring.service.ts";
import type { RunRecord } from "../scoring/scoring.store.ts";
import { keeperRole } from "../titles/register.service.ts";
import { ACTS, type ActOutcome } from "./acts.ts";
import { capsOn } from "./caps.ts";

/**
 * What the rules of a scheme lead to is proposed by a run and carried out by the owner: each decision is confirmed, or
 * declined with a reason, once for its round. Titles, bans and audit are written in one transaction.
 */

/** Everything a run proposes, with what was made of it. */
export async function listConsequences(stores: Stores, viewer: Viewer, runId: string): Promise<ConsequenceList> {
  const run = await findRun(stores, viewer, runId);
  const { edition } = await getRound(stores, run.roundId);
  const settled = new Map(
    (await stores.consequences.listOfRound(run.roundId)).map((made) => [`${made.declarationId} ${made.rule}`, made]),
  );
  const candidates = new Map(
    (await stores.publicity.listCandidates(run.id)).map((candidate) => [candidate.declarationId, candidate]),
  );
  const items: Consequence[] = [];
  for (const { declarationId, decisions, trace } of await stores.scoring.listResults<StoredTrace>(run)) {
    for (const decision of decisions) {
      const act = findOutcomeEffect(decision.effect)?.act ?? "none";
      if (act === "none") continue;
      const made = settled.get(`${declarationId} ${decision.rule}`);
      const candidate = act === "cancel" && made === undefined ? candidates.get(declarationId) : undefined;
      items.push({
        declarationId,
        applicantName: trace.who.applicantName,
        decision: decisionView(decision),
        act,
        recognised:
          candidate === undefined ? [] : await recognisedNumbers(stores, edition.bundle.programme.id, candidate),
        settled: made === undefined ? null : settledView(made),
      });
    }
  }
  const counts = (await stores.scoring.findCountingRun(run.roundId)) === run.id;
  return { items, counts, caps: await capsOn(stores, edition.bundle.programme, chinaDay(stores.now)) };
}

/** Confirms or declines decisions of the run that counts: all of the request, or none of it. */
export async function decideConsequences(
  stores: Stores,
  viewer: Viewer,
  runId: string,
  request: DecideConsequences,
): Promise<ConsequenceList> {
  const run = await findRun(stores, viewer, runId);
  await stores.scoring.lockRound(run.roundId);
  if ((await stores.scoring.findCountingRun(run.roundId)) !== run.id)
    throw new Problem("wrong-state", { detail: NOT_COUNTING });
  const { round, edition } = await getRound(stores, run.roundId);
  const { programme } = edition.bundle;
  await stores.titles.lockTitles(programme.id);
  const proposed = new Map(
    (await stores.scoring.listResults<StoredTrace>(run)).map((result) => [result.declarationId, result.decisions]),
  );
  const holders = new Map(
    (await stores.publicity.listCandidates(run.id)).map((candidate) => [candidate.declarationId, candidate]),
  );
  const done = new Set(
    (await stores.consequences.listOfRound(run.roundId)).map(({ declarationId, rule }) => `${declarationId} ${rule}`),
  );
  const findings: Finding[] = [];
  for (const [index, item] of request.items.entries()) {
    const key = `${item.declarationId} ${item.rule}`;
    const decision = proposed.get(item.declarationId)?.find(({ rule }) => rule === item.rule);
    const candidate = holders.get(item.declarationId);
    const outcome =
      decision === undefined || candidate === undefined
        ? { refused: NOT_PROPOSED }
        : done.has(key)
          ? { refused: DECIDED }
          : await settle(stores, viewer, { edition, year: round.year, decision, candidate }, item);
    done.add(key);
    if ("refused" in outcome) {
      const message = candidate === undefined ? outcome.refused : named(candidate.applicantName, outcome.refused);
      findings.push({ pointer: `/items/${index}`, code: "not-carried-out", level: "error", message });
      continue;
    }
    await stores.consequences.recordConsequence({
      id: newId(),
      programmeId: programme.id,
      runId: run.id,
      declarationId: item.declarationId,
      rule: item.rule,
      effect: decision?.effect ?? "",
      verdict: item.verdict,
      reason: item.reason ?? null,
      titleId: outcome.titleId,
      day: chinaDay(stores.now),
      decidedAt: stores.now,
      decidedBy: viewer.accountId,
    });
  }
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  await record(stores, {
    actor: viewer,
    role: keeperRole(viewer),
    action: "consequences-decide",
    subjectType: "scoring-run",
    subjectId: run.id,
    regionCode: programme.authority.region,
    detail: { items: request.items },
  });
  return listConsequences(stores, viewer, runId);
}

/** One item of the request: declined with a reason, or confirmed and carried out. */
async function settle(
  stores: Stores,
  actor: Viewer,
  of: { edition: Edition; year: number; decision: Decision; candidate: Candidate },
  item: DecideConsequences["items"][number],
): Promise<ActOutcome> {
  const reason = item.reason ?? null;
  if (item.verdict === "declined") return reason === null ? { refused: REASON } : { titleId: null };
  const { edition, year, decision, candidate } = of;
  await refuseOverCap(stores, edition.bundle.programme, decision);
  const act = ACTS[findOutcomeEffect(decision.effect)?.act ?? "none"];
  const holder = await holderOf(stores, candidate);
  return act({
    stores,
    actor,
    edition,
    year,
    decision,
    holder,
    state: candidate.state,
    stage: candidate.stage,
    reason,
    tier: awardTier(edition, candidate.tier),
    withRecognised: item.withRecognised,
  });
}

/** Numbers of the titles other programmes gave because of those an applicant holds: a cancellation asks about them. */
async function recognisedNumbers(stores: Stores, programmeId: string, candidate: Candidate): Promise<string[]> {
  const holder = await holderOf(stores, candidate);
  const numbers: string[] = [];
  for (const { id } of await stores.titles.listHeld(programmeId, holder, chinaDay(stores.now)))
    for (const { number, status } of await stores.titles.listRecognisedFrom(id))
      if (status !== "cancelled") numbers.push(number);
  return numbers;
}

/** Counts over all rounds, so that the last place is given once. @throws Problem `cap-used-up` */
async function refuseOverCap(
  stores: Stores,
  programme: Parameters<typeof capsOn>[1],
  { effect }: Decision,
): Promise<void> {
  for (const cap of await capsOn(stores, programme, chinaDay(stores.now))) {
    if (cap.effect !== effect || cap.used < cap.places) continue;
    throw new Problem("cap-used-up", {
      detail: {
        zh: `${cap.text.zh}（${cap.source}）：已用 ${cap.used}/${cap.places}`,
        en: `${cap.text.en} (${cap.source}): ${cap.used} of ${cap.places} used`,
      },
    });
  }
}

async function findRun(stores: Stores, viewer: Viewer, id: string): Promise<RunRecord> {
  const run = await stores.scoring.findRun(scopeOf(viewer, RUN_OWNERS), id);
  if (run === undefined) throw new Problem("not-found");
  return run;
}

function settledView(
  made: Awaited<ReturnType<Stores["consequences"]["listOfRound"]>>[number],
): NonNullable<Consequence["settled"]> {
  const { verdict, reason, decidedAt, decidedByName, titleNumber } = made;
  return { verdict, reason, at: decidedAt, by: decidedByName, titleNumber };
}

function named(name: string, message: LocalText): LocalText {
  return { zh: `${name}：${message.zh}`, en: `${name}: ${message.en}` };
}

const NOT_COUNTING: LocalText = {
  zh: "本批次已有公布名单所依据的或更新的评分，请在那一次评分中办理",
  en: "Another run of this round counts: the one its published list rests on, or a later one; decide there",
};
const NOT_PROPOSED: LocalText = { zh: "本次评分没有提出这一项", en: "This run does not propose that" };
const DECIDED: LocalText = { zh: "这一项已经办理，不能重复", en: "This has been decided already" };
const REASON: LocalText = {
  zh: "不按规则办理的，请写明理由（至少 5 个字）",
  en: "Give a reason (at least 5 characters) where you decide otherwise than the rule",
};
