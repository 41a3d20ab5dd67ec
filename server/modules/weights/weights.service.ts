import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type {
  ChangeParticipants,
  CreateStudy,
  StudyDetail,
  StudyList,
  WeightOptions,
} from "../../../core/contracts/weights.ts";
import { recordOf } from "../../../core/editions/change.ts";
import { type Documents, documentPath } from "../../../core/editions/document-paths.ts";
import { contentHash } from "../../../core/json/canonical.ts";
import { pointer } from "../../../core/json/pointer.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import { checkShape } from "../../../core/problems/shape.ts";
import { SchemeDocument } from "../../../core/scoring/scheme-document.ts";
import { groupsToWeigh, type WeighedGroup } from "../../../core/scoring/weighing/weighed-groups.ts";
import { findWeighingKind, WEIGHING_KINDS } from "../../../core/scoring/weighing/weighing-kinds.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import { getDocuments } from "../studio/studio.service.ts";
import type { StudyRecord } from "./weights.store.ts";
import { pseudonymOf, resultView, roundView, studySummary } from "./weights-view.ts";

/**
 * Studies of the weights of a programme, for its administrator: who is asked and how far they are. Nothing here tells what a
 * person said.
 */

export type WeightStores = Pick<Stores, "weights" | "studio" | "definitions" | "regions" | "audit" | "outbox" | "now">;

export const STUDY_OWNERS = ["programme-admin"] as const;

const scopeOfOwner = (viewer: Viewer) => scopeOf(viewer, STUDY_OWNERS);

/** Groups whose weights can be asked about, ways of asking, and experts who can be asked. */
export async function listOptions(
  stores: WeightStores,
  viewer: Viewer,
  programmeId: string,
  source: "draft" | "latest",
): Promise<WeightOptions> {
  const authority = await stores.weights.findAuthority(scopeOfOwner(viewer), programmeId);
  if (authority === undefined) throw new Problem("not-found");
  const scheme = schemeIn(await getDocuments(stores, viewer, programmeId, source), programmeId);
  return {
    groups: groupsToWeigh(scheme),
    kinds: WEIGHING_KINDS.map(({ kind, title, mostItems, rules }) => ({ kind, title, mostItems, rules: [...rules] })),
    candidates: await stores.weights.listCandidates(authority.path),
  };
}

/** Studies of the programmes of the viewer's region, newest first. */
export async function listStudies(stores: WeightStores, viewer: Viewer): Promise<StudyList> {
  const studies = await stores.weights.list(scopeOfOwner(viewer));
  const ids = studies.map(({ id }) => id);
  const rounds = await stores.weights.latestRounds(ids);
  const invited = await stores.weights.countParticipants(ids);
  return {
    items: studies.map((study) =>
      studySummary(study, { round: rounds.get(study.id) ?? 0, invited: invited.get(study.id) ?? 0 }),
    ),
  };
}

/** A study with its progress and what its closed rounds say. */
export async function getStudy(
  stores: WeightStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
): Promise<StudyDetail> {
  const study = await findStudy(stores, viewer, id);
  const rounds = await stores.weights.listRounds(id);
  const latest = rounds.at(-1)?.number ?? 0;
  const answers = latest === 0 ? [] : await stores.weights.listAnswers(id, latest);
  const answered = new Set(answers.filter(({ handedIn }) => handedIn).map(({ pseudonym }) => pseudonym));
  const participants = (await stores.weights.listParticipants(id)).map((participant) => ({
    ...participant,
    answered: answered.has(pseudonymOf(cipher, id, participant.accountId)),
  }));
  const { groups, minimum, variationLimit } = study.settings;
  return {
    study: studySummary(study, { round: latest, invited: participants.length }),
    minimum,
    variationLimit,
    groups,
    participants,
    rounds: rounds.map((round) => roundView(study, round)),
    result: resultView(study),
    abandoned: study.abandoned,
  };
}

/** Begins a study about groups of a scheme as it stands in the draft or in the latest edition. */
export async function createStudy(
  stores: WeightStores,
  viewer: Viewer,
  request: CreateStudy,
  cipher: FieldCipher,
): Promise<StudyDetail> {
  const { programmeId, source, title, kind, rule, minimum, variationLimit } = request;
  const authority = await stores.weights.findAuthority(scopeOfOwner(viewer), programmeId);
  if (authority === undefined) throw new Problem("not-found");
  const scheme = schemeIn(await getDocuments(stores, viewer, programmeId, source), programmeId);
  const groups = groupsToWeigh(scheme).filter(({ id }) => request.groups.includes(id));
  const findings = [
    ...checkRequest(request, groups),
    ...(await checkParticipants(stores, authority.path, request.participants)),
  ];
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  const study: StudyRecord = {
    id: newId(),
    programmeId,
    programmeTitle: title,
    authorityRegion: authority.code,
    title,
    kind,
    rule,
    settings: { groups, schemeHash: contentHash(scheme), minimum, variationLimit },
    status: "preparing",
    revision: 1,
    result: null,
    abandoned: null,
    createdAt: stores.now,
  };
  await stores.weights.record(study, viewer.login);
  await stores.weights.replaceParticipants(study.id, request.participants);
  await recordStep(stores, viewer, study, "weight-study-create", {
    programmeId,
    kind,
    groups: request.groups,
    invited: request.participants.length,
  });
  return getStudy(stores, viewer, study.id, cipher);
}

/** Says who is asked from the next round on. */
export async function changeParticipants(
  stores: WeightStores,
  viewer: Viewer,
  id: string,
  request: ChangeParticipants,
  cipher: FieldCipher,
): Promise<StudyDetail> {
  const study = await findStudy(stores, viewer, id);
  if (study.status === "open") throw new Problem("wrong-state", { detail: ROUND_OPEN });
  const authority = await stores.weights.findAuthority(scopeOfOwner(viewer), study.programmeId);
  const findings = await checkParticipants(stores, authority?.path ?? "", request.participants);
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  await advance(stores, study, request.revision, {});
  await stores.weights.replaceParticipants(id, request.participants);
  await recordStep(stores, viewer, study, "weight-study-invite", { invited: request.participants.length });
  return getStudy(stores, viewer, id, cipher);
}

export const ROUND_OPEN = { zh: "本轮征询尚未关闭，请先关闭", en: "A round is open; close it first" };
const NO_SCHEME = { zh: "本项目没有评价指标体系", en: "This programme has no scoring scheme" };

export async function findStudy(stores: WeightStores, viewer: Viewer, id: string): Promise<StudyRecord> {
  const study = await stores.weights.find(scopeOfOwner(viewer), id);
  if (study === undefined) throw new Problem("not-found");
  return study;
}

/** The scheme of a programme among its documents. Its arithmetic may be wrong: mending that is what a study is for. */
export function schemeIn(documents: Documents, programmeId: string): SchemeDocument {
  const { scheme } = recordOf(documents[documentPath("programme", programmeId)]);
  const document = typeof scheme === "string" ? documents[documentPath("scheme", scheme)] : undefined;
  if (document === undefined) throw new Problem("wrong-state", { detail: NO_SCHEME });
  const findings = checkShape(SchemeDocument, document);
  if (findings.length > 0) throw new Problem("invalid-input", { findings });
  return document as SchemeDocument;
}

function refusal(at: string, code: string, zh: string, en: string): Finding {
  return { pointer: at, code, level: "error", message: { zh, en } };
}

function checkRequest(request: CreateStudy, groups: readonly WeighedGroup[]): Finding[] {
  const kind = findWeighingKind(request.kind);
  if (kind === undefined)
    return [refusal("/kind", "weights-kind", "没有这种征询方法", "There is no such way of asking")];
  const rule = kind.rules.some(({ id }) => id === request.rule)
    ? []
    : [refusal("/rule", "weights-rule", "没有这种汇总规则", "There is no such rule")];
  return [
    ...rule,
    ...request.groups.flatMap((id, at) => {
      const group = groups.find((each) => each.id === id);
      if (group === undefined)
        return [
          refusal(
            pointer("groups", at),
            "weights-group",
            `“${id}”不是下级都有权重的指标组`,
            `"${id}" is no group whose items all have weights`,
          ),
        ];
      return group.items.length <= kind.mostItems
        ? []
        : [
            refusal(
              pointer("groups", at),
              "weights-too-many",
              `“${group.title.zh}”有 ${group.items.length} 项，${kind.title.zh}最多 ${kind.mostItems} 项`,
              `"${group.title.en}" has ${group.items.length} items; ${kind.title.en} takes at most ${kind.mostItems}`,
            ),
          ];
    }),
  ];
}

async function checkParticipants(
  stores: WeightStores,
  regionPath: string,
  accountIds: readonly string[],
): Promise<Finding[]> {
  const candidates = new Set((await stores.weights.listCandidates(regionPath)).map(({ accountId }) => accountId));
  return accountIds.flatMap((id, at) =>
    candidates.has(id)
      ? []
      : [
          refusal(
            pointer("participants", at),
            "weights-participant",
            "只能邀请本地区的专家账号",
            "Only experts of this region can be asked",
          ),
        ],
  );
}

/** Moves a study on from the revision the caller saw. @throws Problem `conflict-revision`, or `wrong-state` at its end */
export async function advance(
  stores: WeightStores,
  study: StudyRecord,
  revision: number,
  change: Parameters<Stores["weights"]["advance"]>[2],
): Promise<void> {
  if (study.status === "frozen") throw new Problem("wrong-state", { detail: FROZEN });
  if (study.status === "abandoned") throw new Problem("wrong-state", { detail: ABANDONED });
  if (!(await stores.weights.advance(study.id, revision, change))) throw new Problem("conflict-revision");
}

const FROZEN = { zh: "征询结果已冻结，不能再更改", en: "The study is frozen and can no longer be changed" };

const ABANDONED = { zh: "征询已作废，不能再更改；可另建一项征询", en: "The study was given up; begin another one" };

export function recordStep(
  stores: WeightStores,
  viewer: Viewer,
  study: StudyRecord,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  return record(stores, {
    actor: viewer,
    role: STUDY_OWNERS[0],
    action,
    subjectType: "weight-study",
    subjectId: study.id,
    regionCode: study.authorityRegion,
    detail,
  });
}
