import { type Static, Type } from "@sinclair/typebox";
import { AnswersContract, FindingContract, Id, Instant, LocalTextContract } from "./shared.ts";

/**
 * For the programme administrator. A programme is edited as the set of its documents, path to content, exactly the
 * files of `form-schemas/`, `scoring-schemas/` and `programmes/`.
 *   GET  /api/studio/programmes                    -> StudioList
 *   POST /api/studio/programmes                    CreateProgramme -> Draft
 *   GET  /api/studio/programmes/:id/draft          -> Draft
 *   PUT  /api/studio/programmes/:id/draft          SaveDraft -> Draft (409 on an older revision)
 *   POST /api/studio/check                         CheckRequest -> CheckResult
 *   POST /api/studio/score                         ScoreSample -> SampleScore
 *   GET  /api/studio/programmes/:id/changes        -> ChangeList (draft against the latest edition)
 *   POST /api/studio/programmes/:id/editions       (Idempotency-Key) PublishRequest -> EditionSummary
 *   GET  /api/studio/programmes/:id/editions       -> EditionList
 *   GET  /api/studio/programmes/:id/bundle?edition=N  -> ZIP of the same files (latest edition, or the draft with edition=draft)
 *   POST /api/studio/bundle                        application/zip -> Draft (import; refused with findings when broken)
 */

/** Path below the project root to the document's JSON. */
export const Documents = Type.Record(Type.String({ maxLength: 200 }), Type.Unknown());

export const FileFinding = Type.Intersect([Type.Object({ file: Type.String() }), FindingContract]);

export const EditionSummary = Type.Object({
  programmeId: Id,
  number: Type.Integer(),
  hash: Type.String(),
  note: Type.String(),
  publishedAt: Instant,
  publishedBy: Type.String(),
});

export const StudioList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      title: LocalTextContract,
      latestEdition: Type.Union([Type.Integer(), Type.Null()]),
      draftRevision: Type.Union([Type.Integer(), Type.Null()]),
      draftChangedAt: Type.Union([Instant, Type.Null()]),
      rounds: Type.Integer(),
      openRounds: Type.Integer(),
    }),
  ),
});

export const Draft = Type.Object({
  programmeId: Id,
  revision: Type.Integer(),
  documents: Documents,
  findings: Type.Array(FileFinding),
  updatedAt: Instant,
});

export const CreateProgramme = Type.Object(
  {
    id: Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 64 }),
    /** Programme whose latest edition is copied, its ids renamed. */
    copyOf: Id,
    /** True: only its authority, workflow and catalogues are taken; the rest is what a programme begins with. */
    blank: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const SaveDraft = Type.Object(
  { revision: Type.Integer({ minimum: 0 }), documents: Documents },
  { additionalProperties: false },
);
export const CheckRequest = Type.Object({ documents: Documents }, { additionalProperties: false });
export const CheckResult = Type.Object({ findings: Type.Array(FileFinding) });

export const ScoreSample = Type.Object(
  {
    documents: Documents,
    year: Type.Integer({ minimum: 2000, maximum: 2100 }),
    samples: Type.Array(AnswersContract, { minItems: 1, maxItems: 50 }),
  },
  { additionalProperties: false },
);
export const SampleScore = Type.Object({
  findings: Type.Array(FileFinding),
  results: Type.Array(
    Type.Object({
      eligible: Type.Boolean(),
      total: Type.Union([Type.String(), Type.Null()]),
      rank: Type.Union([Type.Integer(), Type.Null()]),
      lines: Type.Array(
        Type.Object({
          id: Type.String(),
          points: Type.Union([Type.String(), Type.Null()]),
          sentence: LocalTextContract,
        }),
      ),
    }),
  ),
});

export const ChangeList = Type.Object({
  changes: Type.Array(
    Type.Object({
      file: Type.String(),
      pointer: Type.String(),
      kind: Type.Union([
        Type.Literal("cosmetic"),
        Type.Literal("loosening"),
        Type.Literal("tightening"),
        Type.Literal("breaking"),
      ]),
      description: LocalTextContract,
    }),
  ),
  /** Drafts and returned declarations of open rounds on the latest edition. */
  liveDeclarations: Type.Integer(),
});

export const PublishRequest = Type.Object(
  { revision: Type.Integer({ minimum: 0 }), note: Type.String({ minLength: 2, maxLength: 1000 }) },
  { additionalProperties: false },
);
export const EditionList = Type.Object({
  items: Type.Array(
    Type.Intersect([
      EditionSummary,
      /** Report year minus the year of the round, as the programme says. */
      Type.Object({ yearOffset: Type.Integer() }),
    ]),
  ),
});

export type Documents = Static<typeof Documents>;
export type FileFinding = Static<typeof FileFinding>;
export type EditionSummary = Static<typeof EditionSummary>;
export type StudioList = Static<typeof StudioList>;
export type Draft = Static<typeof Draft>;
export type CreateProgramme = Static<typeof CreateProgramme>;
export type SaveDraft = Static<typeof SaveDraft>;
export type CheckResult = Static<typeof CheckResult>;
export type ScoreSample = Static<typeof ScoreSample>;
export type SampleScore = Static<typeof SampleScore>;
export type ChangeList = Static<typeof ChangeList>;
export type PublishRequest = Static<typeof PublishRequest>;
export type EditionList = Static<typeof EditionList>;
