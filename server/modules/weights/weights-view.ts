import type {
  GroupFeedback,
  StudyDetail,
  StudyResult,
  StudySummary,
  WeightAnswer,
} from "../../../core/contracts/weights.ts";
import { adviseStop, LEAST_FOR_SPREAD } from "../../../core/scoring/weighing/weigh.ts";
import type { WeighingKind } from "../../../core/scoring/weighing/weighing-kind.ts";
import { findWeighingKind } from "../../../core/scoring/weighing/weighing-kinds.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import type { AnswerRecord, RoundFeedback, RoundRecord, StudyRecord } from "./weights.store.ts";

/** How studies are shown, and how answers are kept apart from people. */

/** The kind of a study that stands. */
export function kindOf({ kind }: Pick<StudyRecord, "kind">): WeighingKind {
  const found = findWeighingKind(kind);
  if (found === undefined) throw new Error(`no weighing kind ${kind}`);
  return found;
}

export function studySummary(study: StudyRecord, counts: { round: number; invited: number }): StudySummary {
  const { settings: _settings, result: _result, abandoned: _abandoned, authorityRegion: _region, ...shown } = study;
  const { title, rules } = kindOf(study);
  const rule = rules.find(({ id }) => id === study.rule);
  return { ...shown, kindTitle: title, ruleTitle: rule?.title ?? title, ...counts };
}

/**
 * Feedback of a closed round with the signs that a group has said enough. Of fewer answers than `LEAST_FOR_SPREAD` the
 * median alone is told: from quartiles and mean of three or four, each value could be worked out.
 */
export function groupFeedback(study: StudyRecord, feedback: RoundFeedback): GroupFeedback[] {
  const isFew = feedback.answers < LEAST_FOR_SPREAD;
  return feedback.groups.map((summary) => ({
    ...summary,
    ...(isFew && {
      items: summary.items.map(({ id, median }) => ({ id, median, ...WITHHELD })),
      agreement: null,
      shares: { [study.rule]: summary.shares[study.rule] ?? null },
    }),
    comments: feedback.comments[summary.id] ?? [],
    advice: adviseStop(summary, study.settings.variationLimit),
  }));
}

const WITHHELD = { lowerQuartile: null, upperQuartile: null, mean: null, variation: null };

export function roundView(study: StudyRecord, round: RoundRecord): StudyDetail["rounds"][number] {
  const { feedback } = round;
  return {
    number: round.number,
    openedAt: round.openedAt,
    closedAt: round.closedAt,
    feedback: feedback === null ? null : { answers: feedback.answers, groups: groupFeedback(study, feedback) },
  };
}

export function resultView({ id, result }: StudyRecord): StudyResult | null {
  return result === null ? null : { ...result, citation: `${id}/${result.round}@${result.hash}` };
}

/** The name an account has inside one study: it cannot be made, or led back, without the secret key. */
export function pseudonymOf(cipher: FieldCipher, studyId: string, accountId: string): string {
  return cipher.blindIndex(`weight-study ${studyId}`, accountId);
}

const purpose = (studyId: string, round: number, pseudonym: string) => `weight-answer ${studyId} ${round} ${pseudonym}`;

/** An answer as it is kept. */
export function sealAnswer(
  cipher: FieldCipher,
  study: Pick<StudyRecord, "id">,
  round: number,
  pseudonym: string,
  answer: WeightAnswer,
): string {
  return cipher.encrypt(purpose(study.id, round, pseudonym), JSON.stringify(answer));
}

/** What was typed; null when nothing was. */
export function openAnswer(
  cipher: FieldCipher,
  study: Pick<StudyRecord, "id">,
  round: number,
  record: Pick<AnswerRecord, "pseudonym" | "cipher">,
): WeightAnswer | null {
  if (record.cipher === null) return null;
  return JSON.parse(cipher.decrypt(purpose(study.id, round, record.pseudonym), record.cipher)) as WeightAnswer;
}
