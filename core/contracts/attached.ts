import { type Static, Type } from "@sinclair/typebox";
import { EvidenceItem, OfferList, VersionFile } from "./declarations.ts";
import { RoundForm } from "./programmes.ts";
import { AnswersContract, Day, Id, Instant, LocalTextContract, RegionCode } from "./shared.ts";

/**
 * Attached forms: rosters and written reports handed in with a declaration, summaries of a region's recommendations,
 * yearly and change reports of those who hold a title.
 *   GET   /api/declarations/:id/attached   -> AttachedList (those that go with the declaration, and of its review for reviewers)
 *   POST  /api/declarations/:id/attached   AttachedStart -> AttachedDetail (begun now, or the one that is there)
 *   GET   /api/rounds/:id/attached         -> AttachedList (summaries of the viewer's region and those handed in below)
 *   POST  /api/rounds/:id/attached         AttachedStart -> AttachedDetail (the summary of the viewer's region)
 *   GET   /api/reports                     ReportQuery -> ReportList (who has reported, who is to report)
 *   GET   /api/attached/:id                -> AttachedDetail
 *   PATCH /api/attached/:id/answers        SaveRequest -> SaveReceipt; 409 `conflict-revision` carries SaveConflict
 *   GET   /api/attached/:id/findings       -> FindingList (as at handing in)
 *   GET   /api/attached/:id/draft          -> AttachedDraft (rows of a summary from the recommendations; nothing is written)
 *   POST  /api/attached/:id/hand-in        (Idempotency-Key)  HandInRequest -> AttachedDetail
 *   POST  /api/attached/:id/decision       (Idempotency-Key)  AttachedDecision -> AttachedDetail; 409 `conflict-revision`
 *   POST  /api/attached/:id/reveal         RevealRequest -> Revealed (audited, with a reason)
 *   POST  /api/attached/:id/uploads        StartUpload -> UploadState (evidence.ts: pieces, download and removal as ever)
 *   GET   /api/attached/:id/paper          PaperQuery -> a file
 */

const Status = Type.Union([
  Type.Literal("missing"),
  Type.Literal("draft"),
  Type.Literal("handed-in"),
  Type.Literal("returned"),
  Type.Literal("accepted"),
]);
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

export const AttachedItem = Type.Object({
  /** Null while nobody has begun it. */
  id: Nullable(Id),
  /** Name of the attached form in its programme. */
  attached: Id,
  title: LocalTextContract,
  /** When it is filled in: a kind of core/workflow/attached-kinds.ts. */
  when: Type.String(),
  /** Who fills it in: the applicant, or a level of the review. */
  by: Type.String(),
  /** True while nobody has begun it and the viewer may. */
  mayBegin: Type.Boolean(),
  required: Type.Boolean(),
  /** The year it is about. */
  year: Type.Integer(),
  status: Status,
  /** The level it is handed to, in words; null for one that goes with its declaration. */
  to: Nullable(LocalTextContract),
  dueOn: Nullable(Day),
  overdue: Type.Boolean(),
  handedInAt: Nullable(Instant),
  answersHash: Nullable(Type.String()),
  /** Why it was returned. */
  reason: Nullable(Type.String()),
  source: Nullable(Type.String()),
  declarationId: Nullable(Id),
  roundId: Id,
  programmeTitle: LocalTextContract,
  /** The applicant, or the region of a summary. */
  owner: Type.String(),
  regionCode: RegionCode,
});
export const AttachedList = Type.Object({ items: Type.Array(AttachedItem) });

export const AttachedDetail = Type.Object({
  item: AttachedItem,
  revision: Type.Integer(),
  form: RoundForm,
  /** Sensitive fields are masked for everybody but who fills it in. */
  answers: AnswersContract,
  /** Fields the viewer may write now; those that hold what the declaration says are never among them. */
  editableFields: Type.Array(Type.String()),
  /** Its files: as they stand for who fills it in, for everybody else those that were handed in. */
  evidence: Type.Array(EvidenceItem),
  /** Evidence requirements whose files the viewer may change now. */
  editableEvidence: Type.Array(Type.String()),
  /**
   * What was handed in the time before the last, masked; null for its author, and when there is none. `hiddenChanges` are
   * pointers of values that changed since though their masks are the same.
   */
  before: Nullable(
    Type.Object({
      answers: AnswersContract,
      files: Type.Array(VersionFile),
      handedInAt: Instant,
      hiddenChanges: Type.Array(Type.String()),
    }),
  ),
  /** Fields that hold what the declaration says. */
  taken: Type.Array(Type.String()),
  offers: OfferList.properties.offers,
  mayHandIn: Type.Boolean(),
  mayDecide: Type.Boolean(),
  /** True for a reviewer, who may ask for a masked value in full. */
  mayReveal: Type.Boolean(),
  /** True when rows can be drafted from the recommendations. */
  mayDraft: Type.Boolean(),
});

export const AttachedStart = Type.Object(
  { attached: Id, year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })) },
  { additionalProperties: false },
);
export const AttachedDraft = Type.Object({ answers: AnswersContract });
export const HandInRequest = Type.Object({ revision: Type.Integer({ minimum: 0 }) }, { additionalProperties: false });
export const AttachedDecision = Type.Object(
  {
    /** What was read: a decision on an earlier one is refused. */
    revision: Type.Integer({ minimum: 0 }),
    verdict: Type.Union([Type.Literal("accept"), Type.Literal("return")]),
    reason: Type.Optional(Type.String({ minLength: 2, maxLength: 1000 })),
  },
  { additionalProperties: false },
);
export const ReportQuery = Type.Object({
  programmeId: Type.Optional(Id),
  year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
});
/** `missing` is one that is due and not begun. */
export const ReportList = Type.Object({
  items: Type.Array(AttachedItem),
  /** Years anybody is to report on. */
  years: Type.Array(Type.Integer()),
  /** Titles there are, and the page of them that `items` is about. */
  titles: Type.Object({ total: Type.Integer(), page: Type.Integer(), pageSize: Type.Integer() }),
});

export type AttachedItem = Static<typeof AttachedItem>;
export type AttachedList = Static<typeof AttachedList>;
export type AttachedDetail = Static<typeof AttachedDetail>;
export type AttachedStart = Static<typeof AttachedStart>;
export type AttachedDecision = Static<typeof AttachedDecision>;
export type ReportQuery = Static<typeof ReportQuery>;
export type ReportList = Static<typeof ReportList>;
