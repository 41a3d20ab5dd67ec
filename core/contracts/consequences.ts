import { type Static, Type } from "@sinclair/typebox";
import { RunDecision } from "./scoring.ts";
import { Day, Id, Instant, LocalTextContract } from "./shared.ts";

/**
 * What a run proposes beyond its list, and what the owner made of it:
 *   GET  /api/scoring-runs/:id/consequences   -> ConsequenceList
 *   POST /api/scoring-runs/:id/consequences   (Idempotency-Key) DecideConsequences -> ConsequenceList (all, or none)
 */

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const Consequence = Type.Object({
  declarationId: Id,
  applicantName: Type.String(),
  decision: RunDecision,
  /** list: by the public notice; award, cancel: of a title; record: that it was done. */
  act: Type.Union([Type.Literal("list"), Type.Literal("award"), Type.Literal("cancel"), Type.Literal("record")]),
  /** Of a cancellation to be decided: numbers of the titles other programmes gave because of the one it cancels. */
  recognised: Type.Array(Type.String()),
  /** Null while nobody has decided. */
  settled: OrNull(
    Type.Object({
      verdict: Type.Union([Type.Literal("confirmed"), Type.Literal("declined")]),
      reason: OrNull(Type.String()),
      at: Instant,
      by: Type.String(),
      titleNumber: OrNull(Type.String()),
    }),
  ),
});

export const ConsequenceList = Type.Object({
  items: Type.Array(Consequence),
  /** True when this is the run of its round that counts: others are not carried out. */
  counts: Type.Boolean(),
  caps: Type.Array(
    Type.Object({
      id: Id,
      text: LocalTextContract,
      source: Type.String(),
      effect: Type.String(),
      places: Type.Integer(),
      used: Type.Integer(),
      until: OrNull(Day),
    }),
  ),
});

export const DecideConsequences = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          declarationId: Id,
          rule: Type.String({ maxLength: 64 }),
          verdict: Type.Union([Type.Literal("confirmed"), Type.Literal("declined")]),
          /** Required where the owner decides otherwise than the rule. */
          reason: Type.Optional(Type.String({ minLength: 5, maxLength: 1000 })),
          /** Whether titles given because of a cancelled one go with it; to be said where there are any. */
          withRecognised: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 500 },
    ),
  },
  { additionalProperties: false },
);

export type Consequence = Static<typeof Consequence>;
export type ConsequenceList = Static<typeof ConsequenceList>;
export type DecideConsequences = Static<typeof DecideConsequences>;
