import type { Viewer } from "../../../core/access/viewer.ts";
import type { AbandonStudy, FreezeStudy, StudyDetail } from "../../../core/contracts/weights.ts";
import { contentHash } from "../../../core/json/canonical.ts";
import { summariseRound, weightsFrom } from "../../../core/scoring/weighing/weigh.ts";
import type { WeighedGroup } from "../../../core/scoring/weighing/weighed-groups.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { Problem } from "../../problem.ts";
import { advance, findStudy, getStudy, ROUND_OPEN, recordStep, type WeightStores } from "./weights.service.ts";
import type { RoundFeedback, RoundRecord, StudyRecord } from "./weights.store.ts";
import { kindOf, openAnswer, pseudonymOf } from "./weights-view.ts";

/** Rounds of a study and its end. What a round says is worked out when it is closed, and not before. */

/** Opens the next round for everybody invited. */
export async function openRound(
  stores: WeightStores,
  viewer: Viewer,
  id: string,
  revision: number,
  cipher: FieldCipher,
): Promise<StudyDetail> {
  const study = await findStudy(stores, viewer, id);
  if (study.status === "open") throw new Problem("wrong-state", { detail: ROUND_OPEN });
  const participants = await stores.weights.listParticipants(id);
  if (participants.length < study.settings.minimum)
    throw new Problem("wrong-state", { detail: tooFew(study, participants.length) });
  const number = ((await stores.weights.listRounds(id)).at(-1)?.number ?? 0) + 1;
  await advance(stores, study, revision, { status: "open" });
  const pseudonyms = participants.map(({ accountId }) => pseudonymOf(cipher, id, accountId));
  await stores.weights.openRound(id, number, pseudonyms, stores.now);
  await recordStep(stores, viewer, study, "weight-round-open", { round: number, invited: participants.length });
  return getStudy(stores, viewer, id, cipher);
}

/** Closes the open round and works out what it says. Refused with fewer answers than the study asks for. */
export async function closeRound(
  stores: WeightStores,
  viewer: Viewer,
  id: string,
  revision: number,
  cipher: FieldCipher,
): Promise<StudyDetail> {
  await stores.weights.lock(id);
  const study = await findStudy(stores, viewer, id);
  const rounds = await stores.weights.listRounds(id);
  const open = rounds.at(-1);
  if (study.status !== "open" || open === undefined) throw new Problem("wrong-state", { detail: NO_ROUND });
  const handedIn = (await stores.weights.listAnswers(id, open.number)).filter((answer) => answer.handedIn);
  if (handedIn.length < study.settings.minimum)
    throw new Problem("wrong-state", { detail: tooFew(study, handedIn.length) });
  const answers = handedIn.flatMap((answer) => openAnswer(cipher, study, open.number, answer) ?? []);
  const before = rounds.at(-2)?.feedback?.groups ?? null;
  const feedback: RoundFeedback = {
    answers: answers.length,
    groups: summariseRound(
      kindOf(study),
      study.settings.groups,
      answers.map(({ values }) => values),
      before,
    ),
    comments: commentsOf(
      study.settings.groups,
      answers.map(({ comments }) => comments),
    ),
  };
  await advance(stores, study, revision, { status: "closed" });
  await stores.weights.closeRound(id, open.number, feedback, stores.now);
  await recordStep(stores, viewer, study, "weight-round-close", { round: open.number, answers: answers.length });
  return getStudy(stores, viewer, id, cipher);
}

/** Fixes the weights that follow from the last closed round, for good. */
export async function freezeStudy(
  stores: WeightStores,
  viewer: Viewer,
  id: string,
  request: FreezeStudy,
  cipher: FieldCipher,
): Promise<StudyDetail> {
  const study = await findStudy(stores, viewer, id);
  const rounds = await stores.weights.listRounds(id);
  const last = rounds.at(-1);
  const { feedback } = last ?? { feedback: null };
  if (study.status !== "closed" || last === undefined || feedback === null)
    throw new Problem("wrong-state", { detail: study.status === "open" ? ROUND_OPEN : NO_ROUND });
  const weights = weightsFrom(study.settings.groups, feedback.groups, study.rule);
  if (weights === null) throw new Problem("wrong-state", { detail: NO_WEIGHTS });
  const hash = contentHash({ ...frozenPart(study, rounds), basis: request.basis, weights });
  await advance(stores, study, request.revision, {
    status: "frozen",
    result: { round: last.number, hash, basis: request.basis, weights, frozenAt: stores.now },
  });
  await recordStep(stores, viewer, study, "weight-study-freeze", { round: last.number, hash });
  return getStudy(stores, viewer, id, cipher);
}

/**
 * Gives a study up, whatever it stands at before it is frozen: it asks nobody any more and can no longer be frozen. What an
 * open round holds is never read.
 */
export async function abandonStudy(
  stores: WeightStores,
  viewer: Viewer,
  id: string,
  { revision, reason }: AbandonStudy,
  cipher: FieldCipher,
): Promise<StudyDetail> {
  await stores.weights.lock(id);
  const study = await findStudy(stores, viewer, id);
  await advance(stores, study, revision, { abandoned: { at: stores.now, by: viewer.name, reason } });
  await recordStep(stores, viewer, study, "weight-study-abandon", { status: study.status, reason });
  return getStudy(stores, viewer, id, cipher);
}

/** What the hash of a result covers besides the weights: what was asked, and what every round said as shares. */
function frozenPart({ id, kind, rule, settings }: StudyRecord, rounds: readonly RoundRecord[]) {
  return {
    id,
    kind,
    rule,
    schemeHash: settings.schemeHash,
    groups: settings.groups,
    rounds: rounds.map(({ number, feedback }) => ({
      number,
      answers: feedback?.answers ?? 0,
      shares: feedback?.groups.map((group) => ({ id: group.id, shares: group.shares })) ?? [],
    })),
  };
}

const NO_ROUND = { zh: "没有可以办理的征询轮次", en: "There is no round this can be done with" };
const NO_WEIGHTS = {
  zh: "按所选规则各项合计为 0，得不出权重；请再征询一轮",
  en: "By the rule of the study every share is 0 and no weights follow; ask another round",
};
function tooFew({ settings: { minimum } }: StudyRecord, count: number) {
  return {
    zh: `至少需要 ${minimum} 人，现有 ${count} 人；人数过少会使个人意见可被推知`,
    en: `At least ${minimum} people are needed, there are ${count}; with fewer a person's view could be guessed`,
  };
}

/** Remarks about each group in the order of their words, which tells nothing of who wrote when. */
function commentsOf(
  groups: readonly WeighedGroup[],
  comments: readonly Readonly<Record<string, string>>[],
): Record<string, string[]> {
  return Object.fromEntries(
    groups.map(({ id }) => [id, comments.flatMap((own) => own[id]?.trim() || []).sort()] as const),
  );
}
