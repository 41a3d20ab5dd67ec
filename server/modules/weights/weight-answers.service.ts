import type { Viewer } from "../../../core/access/viewer.ts";
import type {
  HandIn,
  Invitation,
  InvitationList,
  SaveAnswer,
  SavedAnswer,
  Sheet,
} from "../../../core/contracts/weights.ts";
import { pointer } from "../../../core/json/pointer.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import type { AnswerRecord, StudyRecord } from "./weights.store.ts";
import { groupFeedback, kindOf, openAnswer, pseudonymOf, resultView, sealAnswer } from "./weights-view.ts";

/**
 * Experts who are asked: the list of their studies, the sheet of one, and their answer, which a pseudonym keeps apart from
 * them. A person sees their own values, and of the others only what a closed round says.
 */

type AnswerStores = Pick<Stores, "weights" | "audit" | "now">;

export const PARTICIPANTS = ["expert"] as const;

/** Studies the viewer is asked in, newest first. */
export async function listInvitations(
  stores: AnswerStores,
  viewer: Viewer,
  cipher: FieldCipher,
): Promise<InvitationList> {
  const items: Invitation[] = [];
  for (const study of await stores.weights.listInvited(viewer.accountId))
    items.push(await invitationOf(stores, viewer, study, cipher));
  return { items };
}

/** What the viewer is asked, what they typed, and what the round before said. */
export async function getSheet(stores: AnswerStores, viewer: Viewer, id: string, cipher: FieldCipher): Promise<Sheet> {
  const study = await findInvited(stores, viewer, id);
  const invitation = await invitationOf(stores, viewer, study, cipher);
  const pseudonym = pseudonymOf(cipher, id, viewer.accountId);
  const rounds = await stores.weights.listRounds(id);
  const open = study.status === "open" ? rounds.find(({ closedAt }) => closedAt === null) : undefined;
  const own = open && (await stores.weights.findAnswer(id, open.number, pseudonym));
  const before = rounds.findLast(({ closedAt }) => closedAt !== null);
  const earlier = before && (await stores.weights.findAnswer(id, before.number, pseudonym));
  return {
    invitation,
    kind: study.kind,
    groups: study.settings.groups,
    answer:
      open === undefined || own === undefined
        ? null
        : {
            round: open.number,
            revision: own.revision,
            ...(openAnswer(cipher, study, open.number, own) ?? { values: {}, comments: {} }),
          },
    previous:
      before === undefined || before.feedback === null
        ? null
        : {
            round: before.number,
            answers: before.feedback.answers,
            groups: groupFeedback(study, before.feedback),
            own: earlier?.handedIn ? openAnswer(cipher, study, before.number, earlier) : null,
          },
    result: resultView(study),
  };
}

/** Keeps what was typed so far, on the revision it was typed on; nothing is judged yet. */
export async function saveAnswer(
  stores: AnswerStores,
  viewer: Viewer,
  id: string,
  request: SaveAnswer,
  cipher: FieldCipher,
): Promise<SavedAnswer> {
  const { study, own } = await openOwn(stores, viewer, id, request.round, cipher);
  const { values, comments } = request;
  const revision = newId();
  const sealed = sealAnswer(cipher, study, request.round, own.pseudonym, { values, comments });
  const isSaved = await stores.weights.changeAnswer(
    id,
    request.round,
    { ...own, revision: request.revision },
    { revision, cipher: sealed },
  );
  if (!isSaved) throw new Problem("conflict-revision");
  await recordAnswer(stores, viewer, study, "weight-answer-save", request.round);
  return { revision };
}

/** Hands in what was saved; until the round is closed it can be taken back. @throws Problem `invalid-input` with everything that is missing or wrong */
export async function handIn(
  stores: AnswerStores,
  viewer: Viewer,
  id: string,
  request: HandIn,
  cipher: FieldCipher,
): Promise<Sheet> {
  const { study, own } = await openOwn(stores, viewer, id, request.round, cipher);
  if (own.revision !== request.revision) throw new Problem("conflict-revision");
  const answer = openAnswer(cipher, study, request.round, own) ?? { values: {}, comments: {} };
  const findings = checkAnswer(study, answer.values);
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  const isHandedIn = await stores.weights.changeAnswer(id, request.round, own, { revision: newId(), handedIn: true });
  if (!isHandedIn) throw new Problem("conflict-revision");
  await recordAnswer(stores, viewer, study, "weight-answer-hand-in", request.round);
  return getSheet(stores, viewer, id, cipher);
}

/** Takes an answer back that was handed in, to correct it before the round is closed. */
export async function takeBack(
  stores: AnswerStores,
  viewer: Viewer,
  id: string,
  request: HandIn,
  cipher: FieldCipher,
): Promise<Sheet> {
  const { study, own } = await openOwn(stores, viewer, id, request.round, cipher, true);
  const change = { revision: newId(), handedIn: false };
  if (!(await stores.weights.changeAnswer(id, request.round, { ...own, revision: request.revision }, change)))
    throw new Problem("conflict-revision");
  await recordAnswer(stores, viewer, study, "weight-answer-take-back", request.round);
  return getSheet(stores, viewer, id, cipher);
}

function checkAnswer(study: StudyRecord, values: SaveAnswer["values"]): Finding[] {
  const kind = kindOf(study);
  const known = new Set(study.settings.groups.map(({ id }) => id));
  const strangers = Object.keys(values)
    .filter((id) => !known.has(id))
    .map(
      (id): Finding => ({
        pointer: pointer("values", id),
        code: "weights-group",
        level: "error",
        message: { zh: `没有指标组“${id}”`, en: `There is no group "${id}"` },
      }),
    );
  return [
    ...strangers,
    ...study.settings.groups.flatMap((group) =>
      kind
        .checkAnswer(group, values[group.id] ?? {})
        .map((finding) => ({ ...finding, pointer: `${pointer("values", group.id)}${finding.pointer}` })),
    ),
  ];
}

const NOT_OPEN = { zh: "这一轮征询已经关闭或尚未开始", en: "This round is closed or has not begun" };
const HANDED_IN = {
  zh: "您已提交本轮意见；要更改，请先撤回",
  en: "You have handed in your answer of this round; take it back to change it",
};
const NOT_HANDED_IN = { zh: "本轮意见还没有提交", en: "Your answer of this round is not handed in" };

/** The viewer's answer of the round that is open, handed in or not yet, held until the transaction ends. */
async function openOwn(
  stores: AnswerStores,
  viewer: Viewer,
  id: string,
  round: number,
  cipher: FieldCipher,
  handedIn = false,
): Promise<{ study: StudyRecord; own: AnswerRecord }> {
  await findInvited(stores, viewer, id);
  await stores.weights.lock(id);
  const study = await findInvited(stores, viewer, id);
  const open = (await stores.weights.listRounds(id)).find(({ closedAt }) => closedAt === null);
  const own = await stores.weights.findAnswer(id, round, pseudonymOf(cipher, id, viewer.accountId));
  if (study.status !== "open" || open?.number !== round || own === undefined)
    throw new Problem("wrong-state", { detail: NOT_OPEN });
  if (own.handedIn !== handedIn) throw new Problem("wrong-state", { detail: handedIn ? NOT_HANDED_IN : HANDED_IN });
  return { study, own };
}

async function findInvited(stores: AnswerStores, viewer: Viewer, id: string): Promise<StudyRecord> {
  const study = await stores.weights.findInvited(viewer.accountId, id);
  if (study === undefined) throw new Problem("not-found");
  return study;
}

async function invitationOf(
  stores: AnswerStores,
  viewer: Viewer,
  study: StudyRecord,
  cipher: FieldCipher,
): Promise<Invitation> {
  const latest = (await stores.weights.listRounds(study.id)).at(-1);
  const own =
    latest &&
    (await stores.weights.findAnswer(study.id, latest.number, pseudonymOf(cipher, study.id, viewer.accountId)));
  return {
    id: study.id,
    title: study.title,
    programmeTitle: study.programmeTitle,
    kindTitle: kindOf(study).title,
    status: study.status,
    round: latest?.number ?? 0,
    handedIn: own?.handedIn ?? false,
  };
}

/** That somebody answered may be known; what they said stands nowhere beside their name. */
function recordAnswer(
  stores: AnswerStores,
  viewer: Viewer,
  study: StudyRecord,
  action: string,
  round: number,
): Promise<void> {
  return record(stores, {
    actor: viewer,
    role: PARTICIPANTS[0],
    action,
    subjectType: "weight-study",
    subjectId: study.id,
    regionCode: study.authorityRegion,
    detail: { round },
  });
}
