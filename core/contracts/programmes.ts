import { type Static, Type } from "@sinclair/typebox";
import { AnswersContract, Day, FindingContract, Id, Instant, LocalTextContract, RegionCode } from "./shared.ts";

/**
 * Public side of programmes, no account needed:
 *   GET  /api/public/rounds                    -> RoundList (open first, then upcoming and closed)
 *   GET  /api/public/rounds/:id                -> RoundDetail
 *   GET  /api/public/rounds/:id/form           -> RoundForm (the year-resolved form definition)
 *   POST /api/public/rounds/:id/precheck       PrecheckRequest -> PrecheckResult
 *   GET  /api/public/publicity                 -> PublicityList
 *   GET  /api/public/publicity/:id             -> PublicityNotice
 *   POST /api/public/publicity/:id/objections  ObjectionRequest -> ObjectionReceipt
 * Applicant's side:
 *   GET  /api/open-rounds                      -> OpenRounds (those of one's region, which one may begin, and the others)
 * Owner's side:
 *   GET  /api/rounds                           -> RoundList (every round the viewer may manage or review)
 *   POST /api/rounds                           OpenRoundRequest -> RoundSummary
 *   PATCH /api/rounds/:id                      ChangeRoundRequest -> RoundSummary
 */

export const RoundStatus = Type.Union([
  Type.Literal("open"),
  Type.Literal("closed"),
  Type.Literal("publicity"),
  Type.Literal("published"),
]);

export const RoundSummary = Type.Object({
  id: Id,
  programmeId: Id,
  editionNumber: Type.Integer(),
  programmeTitle: LocalTextContract,
  kind: LocalTextContract,
  summary: LocalTextContract,
  authority: LocalTextContract,
  region: RegionCode,
  applicant: Type.Union([Type.Literal("organisation"), Type.Literal("person")]),
  title: LocalTextContract,
  /** Report year: `{year}` of every text. */
  year: Type.Integer(),
  opensAt: Instant,
  closesAt: Instant,
  status: RoundStatus,
  /** True while declarations may be started and submitted. */
  accepting: Type.Boolean(),
  quota: Type.Union([Type.Integer(), Type.Null()]),
  hasScheme: Type.Boolean(),
});

export const RoundList = Type.Object({ items: Type.Array(RoundSummary) });

export const OpenRounds = Type.Object({ own: Type.Array(RoundSummary), elsewhere: Type.Array(RoundSummary) });

export const RoundDetail = Type.Object({
  round: RoundSummary,
  notice: Type.Object({
    title: LocalTextContract,
    number: Type.Union([Type.String(), Type.Null()]),
    publishedOn: Type.Union([Day, Type.Null()]),
    body: Type.Union([LocalTextContract, Type.Null()]),
  }),
  contact: Type.Union([LocalTextContract, Type.Null()]),
  guide: Type.Object({
    whoMayApply: Type.Array(LocalTextContract),
    materials: Type.Array(LocalTextContract),
    steps: Type.Array(LocalTextContract),
    benefits: Type.Array(LocalTextContract),
  }),
  batches: Type.Array(Type.Object({ id: Id, title: LocalTextContract, month: Type.Integer() })),
  commitment: LocalTextContract,
  publicityWorkingDays: Type.Integer(),
  /** Who may not declare again yet: nobody is known to this page, so it says the rule. */
  again: Type.Array(LocalTextContract),
});

/** `form` is a FormDocument (core/forms/form-document.ts) with its years resolved. */
export const RoundForm = Type.Object({
  editionHash: Type.String(),
  form: Type.Unknown(),
  /** What the catalogue says about the indicators the form points at, by id. */
  indicators: Type.Record(
    Type.String(),
    Type.Object({
      definition: LocalTextContract,
      formula: Type.Optional(LocalTextContract),
      evidence: Type.Optional(LocalTextContract),
      comparability: Type.Optional(LocalTextContract),
    }),
  ),
});

export const PrecheckRequest = Type.Object({ answers: AnswersContract }, { additionalProperties: false });
export const PrecheckResult = Type.Object({
  verdict: Type.Union([Type.Literal("eligible"), Type.Literal("not-eligible"), Type.Literal("incomplete")]),
  /** Fields the pre-check asks, in form order. */
  fields: Type.Array(Type.String()),
  findings: Type.Array(FindingContract),
});

export const OpenRoundRequest = Type.Object(
  {
    programmeId: Id,
    editionNumber: Type.Integer({ minimum: 1 }),
    title: LocalTextContract,
    year: Type.Integer({ minimum: 2000, maximum: 2100 }),
    opensAt: Instant,
    closesAt: Instant,
    quota: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);

export const ChangeRoundRequest = Type.Object(
  {
    closesAt: Type.Optional(Instant),
    status: Type.Optional(Type.Union([Type.Literal("open"), Type.Literal("closed")])),
  },
  { additionalProperties: false },
);

export const PublicityItem = Type.Object({
  declarationId: Id,
  applicantName: Type.String(),
  city: Type.String(),
  county: Type.Union([Type.String(), Type.Null()]),
  rank: Type.Union([Type.Integer(), Type.Null()]),
  /** The tier that stands behind the name of the title; null where the programme names none. */
  tier: Type.Union([LocalTextContract, Type.Null()]),
});

export const PublicityNotice = Type.Object({
  id: Id,
  roundId: Id,
  kind: LocalTextContract,
  title: LocalTextContract,
  authority: LocalTextContract,
  contact: Type.Union([LocalTextContract, Type.Null()]),
  startsOn: Day,
  /** Last day on which an objection is taken, counted in working days. */
  endsOn: Day,
  workingDays: Type.Integer(),
  /** Shown when a year of the working-day calendar is not loaded and weekends alone were counted. */
  calendarComplete: Type.Boolean(),
  /** public: objections are heard; published: the final list; withdrawn: no longer valid. */
  status: Type.Union([Type.Literal("public"), Type.Literal("published"), Type.Literal("withdrawn")]),
  publishedAt: Type.Union([Instant, Type.Null()]),
  items: Type.Array(
    Type.Intersect([PublicityItem, Type.Object({ titleNumber: Type.Union([Type.String(), Type.Null()]) })]),
  ),
});

export const PublicityList = Type.Object({
  items: Type.Array(Type.Omit(PublicityNotice, ["items"])),
});

export const ObjectionRequest = Type.Object(
  {
    declarationId: Id,
    /** The fact objected to, in the objector's words. */
    fact: Type.String({ minLength: 2, maxLength: 200 }),
    text: Type.String({ minLength: 10, maxLength: 4000 }),
    contact: Type.String({ minLength: 5, maxLength: 200 }),
  },
  { additionalProperties: false },
);
export const ObjectionReceipt = Type.Object({ id: Id, receivedAt: Instant });

export type RoundSummary = Static<typeof RoundSummary>;
export type OpenRounds = Static<typeof OpenRounds>;
export type RoundList = Static<typeof RoundList>;
export type RoundDetail = Static<typeof RoundDetail>;
export type RoundForm = Static<typeof RoundForm>;
export type PrecheckRequest = Static<typeof PrecheckRequest>;
export type PrecheckResult = Static<typeof PrecheckResult>;
export type OpenRoundRequest = Static<typeof OpenRoundRequest>;
export type ChangeRoundRequest = Static<typeof ChangeRoundRequest>;
export type PublicityItem = Static<typeof PublicityItem>;
export type PublicityNotice = Static<typeof PublicityNotice>;
export type PublicityList = Static<typeof PublicityList>;
export type ObjectionRequest = Static<typeof ObjectionRequest>;
