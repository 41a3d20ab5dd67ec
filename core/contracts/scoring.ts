import { type Static, Type } from "@sinclair/typebox";
import { UncountedMark } from "./experts.ts";
import { Day, Id, Instant, LocalTextContract } from "./shared.ts";

/**
 * For the owner of a programme:
 *   POST /api/rounds/:id/scoring-runs           (Idempotency-Key) Empty -> RunDetail (freezes the cohort that stands at `scoring`)
 *   GET  /api/rounds/:id/scoring-runs           -> RunList
 *   GET  /api/scoring-runs/:id                  -> RunDetail
 *   GET  /api/scoring-runs/:id/results/:declarationId -> ResultExplanation
 *   GET  /api/scoring-runs/:id/differences/:otherId   -> RunDifferences
 *   POST /api/scoring-runs/:id/publicity        (Idempotency-Key) StartPublicity -> PublicityNotice
 *   POST /api/rounds/:id/publicity              (Idempotency-Key) StartPublicity -> PublicityNotice (without a scheme)
 *   POST /api/publicity/:id/publish             (Idempotency-Key) Empty -> PublicityNotice (awards the titles)
 *   POST /api/publicity/:id/withdraw            Withdraw -> PublicityNotice
 *   GET  /api/publicity/:id/objections          -> ObjectionList
 *   POST /api/objections/:id/answer             AnswerObjection -> Objection
 * For the applicant, when the programme shows scores and the list is published:
 *   GET  /api/declarations/:id/score            -> ResultExplanation
 */

export const RunSummary = Type.Object({
  id: Id,
  number: Type.Integer(),
  roundId: Id,
  createdAt: Instant,
  createdBy: Type.String(),
  applicants: Type.Integer(),
  engine: Type.String(),
  hashes: Type.Object({
    scheme: Type.String(),
    facts: Type.String(),
    cohort: Type.String(),
    marks: Type.String(),
    result: Type.String(),
  }),
  /** What the notice leaves open and the scheme assumes. */
  assumptions: Type.Array(LocalTextContract),
  /** Where weights that people fixed come from, with the round they cite; null for printed ones. */
  weights: Type.Union([LocalTextContract, Type.Null()]),
  /** Runs of earlier rounds that rules over several rounds looked at, newest first. */
  past: Type.Array(Type.Object({ runId: Id, roundId: Id, number: Type.Integer(), result: Type.String() })),
});

/** What follows for an applicant by a rule of the scheme. */
export const RunDecision = Type.Object({
  rule: Type.String(),
  /** A kind of core/scoring/outcome-effects.ts. */
  effect: Type.String(),
  /** How many times in a row so far, for rules over several rounds. */
  count: Type.Union([Type.Integer(), Type.Null()]),
  banYears: Type.Union([Type.Integer(), Type.Null()]),
  sentence: LocalTextContract,
});

export const RunResult = Type.Object({
  declarationId: Id,
  number: Type.Union([Type.String(), Type.Null()]),
  applicantName: Type.String(),
  city: Type.String(),
  county: Type.Union([Type.String(), Type.Null()]),
  eligible: Type.Boolean(),
  /** Why it is not eligible. */
  reasons: Type.Array(LocalTextContract),
  /** Exact decimal as text; null when there is no total. */
  total: Type.Union([Type.String(), Type.Null()]),
  rank: Type.Union([Type.Integer(), Type.Null()]),
  tier: Type.Union([Type.String(), Type.Null()]),
  tierTitle: Type.Union([LocalTextContract, Type.Null()]),
  decisions: Type.Array(RunDecision),
  /** Level-1 groups with their points, in scheme order. */
  groups: Type.Array(Type.Object({ id: Type.String(), title: LocalTextContract, points: Type.String() })),
});

export const RunList = Type.Object({ items: Type.Array(RunSummary) });
export const RunDetail = Type.Object({
  run: RunSummary,
  results: Type.Array(RunResult),
  /** Marks of experts that were kept but not counted, and why. */
  uncounted: Type.Array(UncountedMark),
});

/** One node of the tree with what it gave; `sentence` is the explanation of a leaf: input, rule, clause. */
export const ExplanationNode = Type.Object({
  id: Type.String(),
  depth: Type.Integer(),
  kind: Type.Union([Type.Literal("group"), Type.Literal("leaf")]),
  title: LocalTextContract,
  basis: Type.Union([Type.String(), Type.Null()]),
  /** The input as submitted, with its unit. */
  input: Type.Union([Type.String(), Type.Null()]),
  points: Type.Union([Type.String(), Type.Null()]),
  max: Type.Union([Type.String(), Type.Null()]),
  contribution: Type.Union([Type.String(), Type.Null()]),
  sentence: Type.Union([LocalTextContract, Type.Null()]),
  flags: Type.Array(LocalTextContract),
  /** Evidence ids that stand behind the input. */
  evidence: Type.Array(Id),
});

export const ResultExplanation = Type.Object({
  run: RunSummary,
  result: RunResult,
  preconditions: Type.Array(
    Type.Object({
      id: Type.String(),
      holds: Type.Union([Type.Boolean(), Type.Null()]),
      sentence: LocalTextContract,
      basis: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  nodes: Type.Array(ExplanationNode),
});

export const RunDifferences = Type.Object({
  items: Type.Array(
    Type.Object({
      declarationId: Id,
      applicantName: Type.String(),
      before: Type.Union([Type.String(), Type.Null()]),
      after: Type.Union([Type.String(), Type.Null()]),
      /** What follows, when it changed; empty lists otherwise. */
      decisions: Type.Object({ before: Type.Array(RunDecision), after: Type.Array(RunDecision) }),
      leaves: Type.Array(
        Type.Object({
          id: Type.String(),
          before: Type.Union([Type.String(), Type.Null()]),
          after: Type.Union([Type.String(), Type.Null()]),
        }),
      ),
    }),
  ),
});

export const StartPublicity = Type.Object(
  {
    title: LocalTextContract,
    declarationIds: Type.Array(Id, { minItems: 1, maxItems: 5000 }),
    startsOn: Day,
  },
  { additionalProperties: false },
);
export const Withdraw = Type.Object(
  { reason: Type.String({ minLength: 5, maxLength: 1000 }) },
  { additionalProperties: false },
);

export const Objection = Type.Object({
  id: Id,
  publicityId: Id,
  declarationId: Id,
  applicantName: Type.String(),
  fact: Type.String(),
  text: Type.String(),
  /** Masked. */
  contact: Type.String(),
  receivedAt: Instant,
  status: Type.Union([Type.Literal("open"), Type.Literal("upheld"), Type.Literal("dismissed")]),
  answer: Type.Union([Type.String(), Type.Null()]),
});
export const ObjectionList = Type.Object({ items: Type.Array(Objection) });
/** Upholding takes the declaration off the list and back to review. */
export const AnswerObjection = Type.Object(
  {
    verdict: Type.Union([Type.Literal("upheld"), Type.Literal("dismissed")]),
    answer: Type.String({ minLength: 5, maxLength: 4000 }),
  },
  { additionalProperties: false },
);

export type RunSummary = Static<typeof RunSummary>;
export type RunResult = Static<typeof RunResult>;
export type RunList = Static<typeof RunList>;
export type RunDetail = Static<typeof RunDetail>;
export type ExplanationNode = Static<typeof ExplanationNode>;
export type ResultExplanation = Static<typeof ResultExplanation>;
export type RunDifferences = Static<typeof RunDifferences>;
export type StartPublicity = Static<typeof StartPublicity>;
export type Objection = Static<typeof Objection>;
export type ObjectionList = Static<typeof ObjectionList>;
export type AnswerObjection = Static<typeof AnswerObjection>;
