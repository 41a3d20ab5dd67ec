import { type Static, Type } from "@sinclair/typebox";
import { Id, Instant, LocalTextContract } from "./shared.ts";

/**
 * Weights that people fix: studies of a programme (Delphi, AHP). Nobody, the administrator included, learns who said what.
 * For the programme administrator:
 *   GET  /api/programmes/:id/weight-options?source=draft|latest -> WeightOptions (groups of the tree, who may be asked)
 *   GET  /api/weight-studies                          -> StudyList
 *   POST /api/weight-studies                          (Idempotency-Key) CreateStudy -> StudyDetail
 *   GET  /api/weight-studies/:id                      -> StudyDetail
 *   PUT  /api/weight-studies/:id/participants         ChangeParticipants -> StudyDetail
 *   POST /api/weight-studies/:id/rounds               (Idempotency-Key) OnRevision -> StudyDetail (opens the next round)
 *   POST /api/weight-studies/:id/rounds/close         (Idempotency-Key) OnRevision -> StudyDetail
 *   POST /api/weight-studies/:id/freeze               (Idempotency-Key) FreezeStudy -> StudyDetail
 *   POST /api/weight-studies/:id/abandon              (Idempotency-Key) AbandonStudy -> StudyDetail (before it is frozen)
 *   POST /api/weight-studies/:id/take-over            (Idempotency-Key) TakeOver -> TakenOver (into the draft of the studio)
 * For the owner of a programme:
 *   GET  /api/scoring-runs/:id/weight-advice          -> WeightAdvice (never written anywhere)
 * For experts who are asked:
 *   GET  /api/weight-invitations                      -> InvitationList
 *   GET  /api/weight-invitations/:id                  -> Sheet
 *   PUT  /api/weight-invitations/:id/answer           SaveAnswer -> SavedAnswer
 *   POST /api/weight-invitations/:id/answer/hand-in   (Idempotency-Key) HandIn -> Sheet
 *   POST /api/weight-invitations/:id/answer/take-back (Idempotency-Key) HandIn -> Sheet (until the round is closed)
 */

const closed = { additionalProperties: false } as const;
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const NodeKey = Type.String({ minLength: 1, maxLength: 130, pattern: "^[a-z0-9:-]+$" });

export const StudyGroup = Type.Object({
  id: Type.String(),
  title: LocalTextContract,
  /** What the weights of the items add up to. */
  whole: Type.String(),
  ofOwnWeight: Type.Boolean(),
  places: Type.Integer(),
  items: Type.Array(
    Type.Object({ id: Type.String(), title: LocalTextContract, basis: Type.String(), weight: Type.String() }),
  ),
});

/** A way of asking, with the rules by which its answers become weights; the first is the usual one. */
const Method = Type.Object({
  kind: Type.String(),
  title: LocalTextContract,
  mostItems: Type.Integer(),
  rules: Type.Array(Type.Object({ id: Type.String(), title: LocalTextContract, summary: LocalTextContract })),
});

export const WeightOptions = Type.Object({
  groups: Type.Array(StudyGroup),
  kinds: Type.Array(Method),
  /** Experts of the programme's region. */
  candidates: Type.Array(Type.Object({ accountId: Id, name: Type.String(), login: Type.String() })),
});

export const StudyStatus = Type.Union([
  Type.Literal("preparing"),
  Type.Literal("open"),
  Type.Literal("closed"),
  Type.Literal("frozen"),
  Type.Literal("abandoned"),
]);

export const StudySummary = Type.Object({
  id: Id,
  programmeId: Id,
  programmeTitle: LocalTextContract,
  title: LocalTextContract,
  kind: Type.String(),
  kindTitle: LocalTextContract,
  rule: Type.String(),
  ruleTitle: LocalTextContract,
  status: StudyStatus,
  revision: Type.Integer(),
  /** The latest round; 0 before the first. */
  round: Type.Integer(),
  invited: Type.Integer(),
  createdAt: Instant,
});

export const StudyList = Type.Object({ items: Type.Array(StudySummary) });

const Doubt = Type.Object({
  first: Type.String(),
  second: Type.String(),
  given: Type.Number(),
  implied: Type.Number(),
  triple: Type.Array(Type.String()),
});

export const GroupFeedback = Type.Object({
  id: Type.String(),
  /** In percent of the group. */
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      median: Type.Number(),
      /** Null, as are mean and variation, of fewer than five answers: they would give the single values away. */
      lowerQuartile: Nullable(Type.Number()),
      upperQuartile: Nullable(Type.Number()),
      mean: Nullable(Type.Number()),
      variation: Nullable(Type.Number()),
    }),
  ),
  agreement: Nullable(
    Type.Object({ w: Type.Number(), chiSquare: Type.Number(), freedom: Type.Integer(), p: Type.Number() }),
  ),
  stability: Nullable(Type.Number()),
  consistency: Nullable(
    Type.Object({
      lambda: Type.Number(),
      ratio: Nullable(Type.Number()),
      consistent: Nullable(Type.Boolean()),
      doubt: Nullable(Doubt),
    }),
  ),
  inconsistent: Nullable(Type.Integer()),
  shares: Type.Record(Type.String(), Nullable(Type.Array(Type.String()))),
  /** What was remarked, without names, in no order of hand-in. */
  comments: Type.Array(Type.String()),
  /** Signs that the group has said enough; a person decides. */
  advice: Type.Object({
    spread: Nullable(Type.Boolean()),
    agreement: Nullable(Type.Boolean()),
    stable: Nullable(Type.Boolean()),
  }),
});

const Weights = Type.Record(Type.String(), Type.Record(Type.String(), Type.String()));

export const StudyResult = Type.Object({
  /** As `weights.round` of a scheme cites it. */
  citation: Type.String(),
  round: Type.Integer(),
  hash: Type.String(),
  basis: Type.String(),
  weights: Weights,
  frozenAt: Instant,
});

export const StudyDetail = Type.Object({
  study: StudySummary,
  minimum: Type.Integer(),
  variationLimit: Type.Number(),
  groups: Type.Array(StudyGroup),
  /** `answered`: whether they handed in their answer in the latest round. */
  participants: Type.Array(Type.Object({ accountId: Id, name: Type.String(), answered: Type.Boolean() })),
  rounds: Type.Array(
    Type.Object({
      number: Type.Integer(),
      openedAt: Instant,
      closedAt: Nullable(Instant),
      /** Null while it is open: nothing is shown of it, not even to the administrator. */
      feedback: Nullable(Type.Object({ answers: Type.Integer(), groups: Type.Array(GroupFeedback) })),
    }),
  ),
  result: Nullable(StudyResult),
  /** Who gave the study up, when and why; null while it goes on. */
  abandoned: Nullable(Type.Object({ at: Instant, by: Type.String(), reason: Type.String() })),
});

export const CreateStudy = Type.Object(
  {
    programmeId: Id,
    source: Type.Union([Type.Literal("draft"), Type.Literal("latest")]),
    title: Type.Object(
      { zh: Type.String({ minLength: 2, maxLength: 200 }), en: Type.String({ minLength: 2, maxLength: 200 }) },
      closed,
    ),
    kind: Type.String({ maxLength: 32 }),
    rule: Type.String({ maxLength: 32 }),
    groups: Type.Array(NodeKey, { minItems: 1, maxItems: 100, uniqueItems: true }),
    participants: Type.Array(Id, { maxItems: 200, uniqueItems: true }),
    /** Answers a round needs before it can be closed; with fewer a person could be guessed. */
    minimum: Type.Integer({ minimum: 3, maximum: 200 }),
    variationLimit: Type.Number({ minimum: 0.01, maximum: 1 }),
  },
  closed,
);
export const ChangeParticipants = Type.Object(
  {
    revision: Type.Integer({ minimum: 0 }),
    participants: Type.Array(Id, { maxItems: 200, uniqueItems: true }),
  },
  closed,
);
export const OnRevision = Type.Object({ revision: Type.Integer({ minimum: 0 }) }, closed);
export const FreezeStudy = Type.Object(
  { revision: Type.Integer({ minimum: 0 }), basis: Type.String({ minLength: 2, maxLength: 400 }) },
  closed,
);
export const AbandonStudy = Type.Object(
  { revision: Type.Integer({ minimum: 0 }), reason: Type.String({ minLength: 2, maxLength: 400 }) },
  closed,
);
export const TakeOver = Type.Object({ draftRevision: Type.Integer({ minimum: 0 }) }, closed);
export const TakenOver = Type.Object({ programmeId: Id, draftRevision: Type.Integer(), errors: Type.Integer() });

/** Opaque: a number that counts saves could be held against the times in the audit. */
const AnswerRevision = Type.String({ minLength: 1, maxLength: 64 });

/** What one person says: group to key to value as typed, and remarks by group. The kind says what the keys are. */
const AnswerBody = {
  values: Type.Record(NodeKey, Type.Record(NodeKey, Type.String({ maxLength: 20 }), { maxProperties: 200 }), {
    maxProperties: 100,
  }),
  comments: Type.Record(NodeKey, Type.String({ maxLength: 1000 }), { maxProperties: 100 }),
};
export const WeightAnswer = Type.Object(AnswerBody, closed);

export const Invitation = Type.Object({
  id: Id,
  title: LocalTextContract,
  programmeTitle: LocalTextContract,
  kindTitle: LocalTextContract,
  status: StudyStatus,
  round: Type.Integer(),
  /** True when the open round has the person's answer. */
  handedIn: Type.Boolean(),
});
export const InvitationList = Type.Object({ items: Type.Array(Invitation) });

export const Sheet = Type.Object({
  invitation: Invitation,
  kind: Type.String(),
  groups: Type.Array(StudyGroup),
  /** The person's own answer of the open round; null while none is open. */
  answer: Nullable(Type.Object({ round: Type.Integer(), revision: AnswerRevision, ...AnswerBody })),
  /** The closed round before, with the person's own answer in it. */
  previous: Nullable(
    Type.Object({
      round: Type.Integer(),
      answers: Type.Integer(),
      groups: Type.Array(GroupFeedback),
      own: Nullable(WeightAnswer),
    }),
  ),
  result: Nullable(StudyResult),
});

export const SaveAnswer = Type.Object(
  { round: Type.Integer({ minimum: 1 }), revision: AnswerRevision, ...AnswerBody },
  closed,
);
export const SavedAnswer = Type.Object({ revision: AnswerRevision });
export const HandIn = Type.Object({ round: Type.Integer({ minimum: 1 }), revision: AnswerRevision }, closed);

export const WeightAdvice = Type.Object({
  runNumber: Type.Integer(),
  groups: Type.Array(
    Type.Object({
      id: Type.String(),
      title: LocalTextContract,
      /** Applicants with a value for every item: only these count. */
      applicants: Type.Integer(),
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          title: LocalTextContract,
          /** Shares of the group in percent; the last two null when there are too few applicants. */
          present: Type.Number(),
          entropy: Nullable(Type.Number()),
          critic: Nullable(Type.Number()),
          measured: Type.Union([Type.Literal("fact"), Type.Literal("points")]),
        }),
      ),
    }),
  ),
});

export type StudyGroup = Static<typeof StudyGroup>;
export type WeightOptions = Static<typeof WeightOptions>;
export type StudyStatus = Static<typeof StudyStatus>;
export type StudySummary = Static<typeof StudySummary>;
export type StudyList = Static<typeof StudyList>;
export type GroupFeedback = Static<typeof GroupFeedback>;
export type StudyResult = Static<typeof StudyResult>;
export type StudyDetail = Static<typeof StudyDetail>;
export type CreateStudy = Static<typeof CreateStudy>;
export type ChangeParticipants = Static<typeof ChangeParticipants>;
export type AbandonStudy = Static<typeof AbandonStudy>;
export type FreezeStudy = Static<typeof FreezeStudy>;
export type TakeOver = Static<typeof TakeOver>;
export type TakenOver = Static<typeof TakenOver>;
export type WeightAnswer = Static<typeof WeightAnswer>;
export type Invitation = Static<typeof Invitation>;
export type InvitationList = Static<typeof InvitationList>;
export type Sheet = Static<typeof Sheet>;
export type SaveAnswer = Static<typeof SaveAnswer>;
export type SavedAnswer = Static<typeof SavedAnswer>;
export type HandIn = Static<typeof HandIn>;
export type WeightAdvice = Static<typeof WeightAdvice>;
