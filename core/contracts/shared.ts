import { type Static, Type } from "@sinclair/typebox";

/** Shapes that several contracts share. */

export const LocalTextContract = Type.Object({ zh: Type.String(), en: Type.String() });

export const FindingContract = Type.Object({
  pointer: Type.String(),
  code: Type.String(),
  level: Type.Union([Type.Literal("error"), Type.Literal("warning"), Type.Literal("info")]),
  message: LocalTextContract,
  source: Type.Optional(Type.String()),
});

/** Ids are opaque: a caller never builds one. */
export const Id = Type.String({ minLength: 1, maxLength: 64 });
/** ISO 8601 in UTC. */
export const Instant = Type.String({ format: "date-time" });
/** `YYYY-MM-DD` in China Standard Time. */
export const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
export const RegionCode = Type.String({ pattern: "^[0-9A-Z]{2,16}$" });

export const IdParams = Type.Object({ id: Id });

export const Page = Type.Object({
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});

/** Answers of a form: field id to value, as submitted; never coerced, defaulted or dropped. */
export const AnswersContract = Type.Record(Type.String({ maxLength: 64 }), Type.Unknown());

/** Body of a write that carries nothing. */
export const Empty = Type.Object({}, { additionalProperties: false });

export type IdParams = Static<typeof IdParams>;
