import { type Static, Type } from "@sinclair/typebox";
import { AnswersContract, FindingContract, Id, Instant, LocalTextContract, Page, RegionCode } from "./shared.ts";

/**
 *   POST  /api/declarations                         StartRequest -> DeclarationDetail (the one draft per round and applicant)
 *   GET   /api/declarations                         DeclarationQuery -> DeclarationPage
 *   GET   /api/declarations/:id                     -> DeclarationDetail
 *   GET   /api/declarations/:id/form                -> RoundForm of its pinned edition
 *   PATCH /api/declarations/:id/answers             SaveRequest -> SaveReceipt; 409 `conflict-revision` carries SaveConflict
 *   GET   /api/declarations/:id/offers              -> OfferList (the applicant's own earlier values; nothing is filled in)
 *   GET   /api/declarations/:id/findings            -> FindingList (as at submission)
 *   POST  /api/declarations/:id/transitions/:transitionId  (Idempotency-Key)  TransitionRequest -> TransitionReceipt
 *   POST  /api/declarations/:id/sealed-form         (Idempotency-Key)  SealedFormRequest -> DeclarationDetail
 *   POST  /api/declarations/:id/flags               FlagRequest -> Flag
 *   DELETE /api/declarations/:id/flags/:flagId
 *   PUT   /api/declarations/:id/verifications       VerificationRequest -> Verification
 *   POST  /api/declarations/:id/reveal              RevealRequest -> Revealed (audited, with a reason)
 *   GET   /api/declarations/:id/versions/:number    -> DeclarationVersion (as submitted)
 *   GET   /api/rounds/:id/recommendations           -> RecommendationList (the viewer's level and region)
 *   PUT   /api/rounds/:id/recommendations           RecommendationOrder -> RecommendationList
 */

export const StageContract = Type.Union([
  Type.Literal("apply"),
  Type.Literal("county"),
  Type.Literal("city"),
  Type.Literal("province"),
  Type.Literal("scoring"),
  Type.Literal("publicity"),
  Type.Literal("awarded"),
  Type.Literal("ended"),
]);

export const DeclarationSummary = Type.Object({
  id: Id,
  /** Receipt number, from the first submission on. */
  number: Type.Union([Type.String(), Type.Null()]),
  roundId: Id,
  roundTitle: LocalTextContract,
  programmeId: Id,
  programmeTitle: LocalTextContract,
  kind: LocalTextContract,
  year: Type.Integer(),
  applicantName: Type.String(),
  regionCode: RegionCode,
  city: Type.String(),
  county: Type.Union([Type.String(), Type.Null()]),
  state: Id,
  stateTitle: LocalTextContract,
  stage: StageContract,
  /** Who has it now, in words. */
  holder: LocalTextContract,
  /** True when the viewer is the one to act. */
  mine: Type.Boolean(),
  stateSinceAt: Instant,
  dueAt: Type.Union([Instant, Type.Null()]),
  overdue: Type.Boolean(),
  closesAt: Instant,
  submittedAt: Type.Union([Instant, Type.Null()]),
  updatedAt: Instant,
  openFlags: Type.Integer(),
  recommendedRank: Type.Union([Type.Integer(), Type.Null()]),
});

export const DeclarationQuery = Type.Intersect([
  Page,
  Type.Object({
    /** mine: own declarations; queue: waiting for the viewer; all: everything in the viewer's scope. */
    view: Type.Union([Type.Literal("mine"), Type.Literal("queue"), Type.Literal("all")]),
    roundId: Type.Optional(Id),
    programmeId: Type.Optional(Id),
    stage: Type.Optional(StageContract),
    regionCode: Type.Optional(RegionCode),
    /** Part of the applicant's name or of the number. */
    q: Type.Optional(Type.String({ maxLength: 100 })),
    overdue: Type.Optional(Type.Boolean()),
    /** Only those that came to their present state at this time or later. */
    since: Type.Optional(Instant),
    sort: Type.Optional(Type.Union([Type.Literal("waiting"), Type.Literal("submitted"), Type.Literal("name")])),
  }),
]);

export const DeclarationPage = Type.Object({
  items: Type.Array(DeclarationSummary),
  total: Type.Integer(),
  /** Counts by stage over the same filter, stage left out. */
  stages: Type.Record(Type.String(), Type.Integer()),
});

export const Flag = Type.Object({
  id: Id,
  /** JSON pointer into the answers, `/evidence/<requirement id>`, or `/attached/<id>` and a pointer into its answers. */
  pointer: Type.String({ maxLength: 200 }),
  message: Type.String(),
  raisedBy: LocalTextContract,
  raisedAt: Instant,
  resolvedAt: Type.Union([Instant, Type.Null()]),
});

export const Verification = Type.Object({
  pointer: Type.String({ maxLength: 200 }),
  verdict: Type.Union([Type.Literal("accept"), Type.Literal("flag")]),
  verifiedValue: Type.Union([Type.Number(), Type.String(), Type.Null()]),
  by: LocalTextContract,
  at: Instant,
});

export const Step = Type.Object({
  seq: Type.Integer(),
  transition: LocalTextContract,
  fromState: LocalTextContract,
  toState: LocalTextContract,
  actor: LocalTextContract,
  at: Instant,
  opinion: Type.Union([Type.String(), Type.Null()]),
  reason: Type.Union([Type.String(), Type.Null()]),
  sealEvidenceId: Type.Union([Id, Type.Null()]),
});

export const EvidenceItem = Type.Object({
  id: Id,
  requirementId: Type.Union([Id, Type.Null()]),
  purpose: Type.Union([Type.Literal("evidence"), Type.Literal("seal")]),
  fileName: Type.String(),
  mediaType: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  uploadedAt: Instant,
});

export const DeclarationDetail = Type.Object({
  summary: DeclarationSummary,
  revision: Type.Integer(),
  editionNumber: Type.Integer(),
  /** Sensitive fields are masked unless the viewer is the applicant. */
  answers: AnswersContract,
  editable: Type.Union([Type.Literal("all"), Type.Literal("flagged"), Type.Literal("none")]),
  /** Top-level field ids and evidence requirement ids that may be changed when `editable` is `flagged`. */
  editableFields: Type.Array(Type.String()),
  editableEvidence: Type.Array(Type.String()),
  /** What the viewer may do now. */
  transitions: Type.Array(
    Type.Object({
      id: Id,
      title: LocalTextContract,
      tone: Type.Union([Type.Literal("forward"), Type.Literal("back"), Type.Literal("end")]),
      requires: Type.Array(Type.String()),
      toTitle: LocalTextContract,
    }),
  ),
  /** True when the viewer may flag and verify. */
  mayReview: Type.Boolean(),
  flags: Type.Array(Flag),
  verifications: Type.Array(Verification),
  evidence: Type.Array(EvidenceItem),
  steps: Type.Array(Step),
  receipt: Type.Union([
    Type.Object({
      number: Type.String(),
      submittedAt: Instant,
      answersHash: Type.String(),
      version: Type.Integer(),
      /** Hashes of what was handed in with it in attached forms. */
      attached: Type.Array(Type.Object({ attached: Id, answersHash: Type.String() })),
    }),
    Type.Null(),
  ]),
  titleNumber: Type.Union([Type.String(), Type.Null()]),
  /** True when the applicant may read its own points: the programme shows them, and the list is published. */
  scoreShown: Type.Boolean(),
  /** The applicant's sealed form, where the workflow asks for one; null where it does not. */
  sealedForm: Type.Union([
    Type.Object({
      /** Group of the version code at the foot of the sheet, of the answers the viewer reads. */
      code: Type.String(),
      state: Type.Union([Type.Literal("none"), Type.Literal("outdated"), Type.Literal("current")]),
      /** True when the applicant's next step asks for it. */
      isAsked: Type.Boolean(),
      /** Scans by evidence id, with the code they were uploaded for. */
      scans: Type.Array(Type.Object({ evidenceId: Id, code: Type.String() })),
    }),
    Type.Null(),
  ]),
});

export const SealedFormRequest = Type.Object(
  {
    /** As printed at the foot of the sealed sheet: the whole version code, or six digits and more of its third group. */
    code: Type.String({ minLength: 6, maxLength: 120 }),
    /** Uploaded with purpose `seal`, all pages of one sealed form. */
    evidenceIds: Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }),
  },
  { additionalProperties: false },
);

export const StartRequest = Type.Object({ roundId: Id }, { additionalProperties: false });

export const SaveRequest = Type.Object(
  {
    /** The revision the changes were made on. */
    revision: Type.Integer({ minimum: 0 }),
    /** Changed fields only; null removes the answer. */
    changes: AnswersContract,
  },
  { additionalProperties: false },
);
export const SaveReceipt = Type.Object({ revision: Type.Integer(), savedAt: Instant });
/** Extension members of the 409 problem: what stands on the server now. */
export const SaveConflict = Type.Object({ revision: Type.Integer(), answers: AnswersContract });

export const FindingList = Type.Object({ findings: Type.Array(FindingContract) });

/** An earlier value of the applicant for one field, in that field's unit, and where it was said. */
const Offer = Type.Object({
  field: Type.String(),
  value: Type.Unknown(),
  unit: Type.Union([Type.String(), Type.Null()]),
  source: Type.Union([
    Type.Object({
      kind: Type.Literal("declaration"),
      title: LocalTextContract,
      year: Type.Integer(),
      field: Type.String(),
      fieldTitle: LocalTextContract,
    }),
    Type.Object({ kind: Type.Literal("profile"), field: Type.String() }),
  ]),
});
/** One at most for each field, also for those that are filled in: a figure far from its offer is asked about. */
export const OfferList = Type.Object({ offers: Type.Array(Offer) });

export const TransitionRequest = Type.Object(
  {
    revision: Type.Integer({ minimum: 0 }),
    opinion: Type.Optional(Type.String({ maxLength: 4000 })),
    reason: Type.Optional(Type.String({ maxLength: 4000 })),
    sealEvidenceId: Type.Optional(Id),
    committed: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export const TransitionReceipt = Type.Object({ declaration: DeclarationDetail });

export const FlagRequest = Type.Object(
  { pointer: Type.String({ minLength: 2, maxLength: 200 }), message: Type.String({ minLength: 2, maxLength: 1000 }) },
  { additionalProperties: false },
);
export const VerificationRequest = Type.Object(
  {
    pointer: Type.String({ minLength: 2, maxLength: 200 }),
    /** null takes an earlier verdict back. */
    verdict: Type.Union([Type.Literal("accept"), Type.Literal("flag"), Type.Null()]),
    verifiedValue: Type.Optional(Type.Union([Type.Number(), Type.String({ maxLength: 400 })])),
  },
  { additionalProperties: false },
);
export const RevealRequest = Type.Object(
  { pointer: Type.String({ minLength: 2, maxLength: 200 }), reason: Type.String({ minLength: 5, maxLength: 400 }) },
  { additionalProperties: false },
);
export const Revealed = Type.Object({ value: Type.Union([Type.String(), Type.Null()]) });

/** A file as a version names it. */
export const VersionFile = Type.Object({
  id: Id,
  requirementId: Type.Union([Id, Type.Null()]),
  sha256: Type.String(),
  fileName: Type.String(),
});

export const DeclarationVersion = Type.Object({
  number: Type.Integer(),
  answers: AnswersContract,
  answersHash: Type.String(),
  submittedAt: Instant,
  /** Pointers of masked values that are others than in the version before, though their masks are the same. */
  hiddenChanges: Type.Array(Type.String()),
  /** Files that were handed in with it, also those taken away since. */
  evidence: Type.Array(VersionFile),
  /** Attached forms that were handed in with it, by their name in the programme. */
  attached: Type.Record(
    Type.String(),
    Type.Object({ answers: AnswersContract, answersHash: Type.String(), files: Type.Array(VersionFile) }),
  ),
});

export const RecommendationList = Type.Object({
  level: Type.Union([Type.Literal("county"), Type.Literal("city"), Type.Literal("province")]),
  revision: Type.String(),
  items: Type.Array(DeclarationSummary),
});
/** `revision` of the list that was ordered: an order made on an older list is refused. */
export const RecommendationOrder = Type.Object(
  { revision: Type.String(), order: Type.Array(Id, { maxItems: 2000 }) },
  { additionalProperties: false },
);

export type DeclarationSummary = Static<typeof DeclarationSummary>;
export type DeclarationQuery = Static<typeof DeclarationQuery>;
export type DeclarationPage = Static<typeof DeclarationPage>;
export type DeclarationDetail = Static<typeof DeclarationDetail>;
export type Flag = Static<typeof Flag>;
export type Verification = Static<typeof Verification>;
export type Step = Static<typeof Step>;
export type EvidenceItem = Static<typeof EvidenceItem>;
export type SaveRequest = Static<typeof SaveRequest>;
export type SaveReceipt = Static<typeof SaveReceipt>;
export type SaveConflict = Static<typeof SaveConflict>;
export type FindingList = Static<typeof FindingList>;
export type OfferList = Static<typeof OfferList>;
export type SealedFormRequest = Static<typeof SealedFormRequest>;
export type TransitionRequest = Static<typeof TransitionRequest>;
export type TransitionReceipt = Static<typeof TransitionReceipt>;
export type FlagRequest = Static<typeof FlagRequest>;
export type VerificationRequest = Static<typeof VerificationRequest>;
export type RevealRequest = Static<typeof RevealRequest>;
export type DeclarationVersion = Static<typeof DeclarationVersion>;
export type RecommendationList = Static<typeof RecommendationList>;
export type RecommendationOrder = Static<typeof RecommendationOrder>;
