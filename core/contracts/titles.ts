import { type Static, Type } from "@sinclair/typebox";
import { Day, Id, Instant, LocalTextContract, Page, RegionCode } from "./shared.ts";

/**
 * The register of titles.
 * For everybody:
 *   GET  /api/public/titles            TitleQuery -> PublicTitles (valid ones)
 *   GET  /api/public/titles/:number    -> TitleVerification
 * For the owner of a programme:
 *   GET  /api/titles                   TitleQuery -> TitlePage
 *   GET  /api/titles/rules             -> TitleRules (what may be recorded and cancelled, by programme)
 *   GET  /api/titles/:id               -> TitleDetail
 *   POST /api/titles                   (Idempotency-Key) RecordTitles -> RecordedTitles (all of them, or none)
 *   POST /api/titles/:id/cancel        (Idempotency-Key) CancelTitle -> TitleDetail
 *   POST /api/titles/:id/renew         (Idempotency-Key) RenewTitle -> TitleDetail
 */

export const TitleStatus = Type.Union([Type.Literal("valid"), Type.Literal("expired"), Type.Literal("cancelled")]);
const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const TitleQuery = Type.Composite([
  Page,
  Type.Object({
    programmeId: Type.Optional(Id),
    status: Type.Optional(TitleStatus),
    /** A region with everything below it. */
    regionCode: Type.Optional(RegionCode),
    /** Part of the holder's name or of the number. */
    q: Type.Optional(Type.String({ maxLength: 100 })),
  }),
]);

export const PublicTitle = Type.Object({
  number: Type.String(),
  programmeId: Id,
  name: LocalTextContract,
  holder: Type.String(),
  region: Type.String(),
  awardedOn: Day,
  validUntil: OrNull(Day),
});
export const PublicTitles = Type.Object({
  items: Type.Array(PublicTitle),
  total: Type.Integer(),
  /** Programmes that have awarded anything, to choose from. */
  programmes: Type.Array(Type.Object({ id: Id, title: LocalTextContract, region: RegionCode })),
});

export const TitleVerification = Type.Object({
  number: Type.String(),
  name: LocalTextContract,
  holder: Type.String(),
  region: Type.String(),
  authority: LocalTextContract,
  awardedOn: Day,
  validUntil: OrNull(Day),
  status: TitleStatus,
  /** When and on what ground it was cancelled. */
  cancelled: OrNull(Type.Object({ on: Day, ground: LocalTextContract })),
});

export const TitleRow = Type.Composite([
  PublicTitle,
  Type.Object({
    id: Id,
    status: TitleStatus,
    creditCode: OrNull(Type.String()),
    declarationId: OrNull(Id),
    origin: Type.Union([Type.Literal("list"), Type.Literal("decision"), Type.Literal("recorded")]),
  }),
]);
export const TitlePage = Type.Object({ items: Type.Array(TitleRow), total: Type.Integer() });

export const TitleEvent = Type.Object({
  kind: Type.Union(["awarded", "recorded", "renewed", "cancelled", "expired"].map((kind) => Type.Literal(kind))),
  at: Instant,
  day: Day,
  by: OrNull(Type.String()),
  ground: OrNull(LocalTextContract),
  reason: OrNull(Type.String()),
  validUntil: OrNull(Day),
});

const Ground = Type.Object({ id: Id, text: LocalTextContract, source: Type.String() });
const CancelGround = Type.Composite([Ground, Type.Object({ banYears: Type.Integer() })]);

const TitleLink = Type.Object({ id: Id, number: Type.String(), name: LocalTextContract, status: TitleStatus });

export const TitleDetail = Type.Object({
  title: TitleRow,
  authority: LocalTextContract,
  events: Type.Array(TitleEvent),
  /** The ban its cancellation brought. */
  ban: OrNull(Type.Object({ ground: LocalTextContract, fromDay: Day, freeOn: Day })),
  /** Grounds on which it may be cancelled. */
  grounds: Type.Array(CancelGround),
  /** Whole years a renewal lasts; null for a title without an end. */
  validYears: OrNull(Type.Integer()),
  /** The title of another programme it was given for. */
  source: OrNull(TitleLink),
  /** Titles other programmes gave because of it. */
  recognised: Type.Array(TitleLink),
});

export const TitleRules = Type.Object({
  programmes: Type.Array(
    Type.Object({
      id: Id,
      title: LocalTextContract,
      region: RegionCode,
      applicant: Type.Union([Type.Literal("organisation"), Type.Literal("person")]),
      validYears: OrNull(Type.Integer()),
      grounds: Type.Array(CancelGround),
      recognition: Type.Array(Ground),
    }),
  ),
});

/** One title given outside the rounds, as a form or a line of a sheet says it. Texts: a line may be wrong in any cell. */
export const RecordedTitle = Type.Object(
  {
    /** Made from the numbering of the programme when left out. */
    number: Type.Optional(Type.String({ maxLength: 64 })),
    holder: Type.String({ maxLength: 200 }),
    creditCode: Type.Optional(Type.String({ maxLength: 32 })),
    /** Code or name of a region. */
    region: Type.String({ maxLength: 100 }),
    awardedOn: Type.String({ maxLength: 32 }),
    /** Worked out from the programme when left out. */
    validUntil: Type.Optional(Type.String({ maxLength: 32 })),
    basis: Type.String({ maxLength: 1000 }),
  },
  { additionalProperties: false },
);
export const RecordTitles = Type.Object(
  { programmeId: Id, titles: Type.Array(RecordedTitle, { minItems: 1, maxItems: 500 }) },
  { additionalProperties: false },
);
export const RecordedTitles = Type.Object({ items: Type.Array(TitleRow) });

export const CancelTitle = Type.Object(
  {
    groundId: Id,
    reason: Type.String({ minLength: 5, maxLength: 1000 }),
    /** Whether titles given because of it go with it; to be said where there are any. */
    withRecognised: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export const RenewTitle = Type.Object(
  { validUntil: Day, reason: Type.String({ minLength: 5, maxLength: 1000 }) },
  { additionalProperties: false },
);

export type TitleQuery = Static<typeof TitleQuery>;
export type PublicTitles = Static<typeof PublicTitles>;
export type TitleVerification = Static<typeof TitleVerification>;
export type TitleRow = Static<typeof TitleRow>;
export type TitlePage = Static<typeof TitlePage>;
export type TitleEvent = Static<typeof TitleEvent>;
export type TitleDetail = Static<typeof TitleDetail>;
export type TitleRules = Static<typeof TitleRules>;
export type RecordedTitle = Static<typeof RecordedTitle>;
export type RecordTitles = Static<typeof RecordTitles>;
export type RecordedTitles = Static<typeof RecordedTitles>;
export type CancelTitle = Static<typeof CancelTitle>;
export type RenewTitle = Static<typeof RenewTitle>;
