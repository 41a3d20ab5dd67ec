import { type Static, Type } from "@sinclair/typebox";
import { CodeId } from "../forms/ids.ts";

/**
 * The forms that go with a declaration: rosters, written reports and letters handed in with it, the summary of a
 * region's recommendations, yearly and change reports of those who hold the title.
 */

const closed = { additionalProperties: false } as const;

/**
 * Where a value of an attached form comes from: an expression over the answers of the declaration, or one of the things
 * known about it. Nobody types it a second time.
 */
const TakenValue = Type.Object(
  {
    /** A field of the attached form, or a column of its table. */
    field: Type.String({ pattern: "^[a-z][a-z0-9_]*$", maxLength: 64 }),
    from: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
    meta: Type.Optional(
      Type.Union([
        Type.Literal("applicant"),
        Type.Literal("city"),
        Type.Literal("county"),
        Type.Literal("rank"),
        Type.Literal("number"),
        Type.Literal("title-number"),
      ]),
    ),
  },
  closed,
);

/** `<programme>/<document>`, a path below form-schemas or scoring-schemas. */
export const DocumentPath = Type.String({ pattern: "^[a-z0-9-]+/[a-z0-9-]+$", maxLength: 128 });

const Level = Type.Union([Type.Literal("county"), Type.Literal("city"), Type.Literal("province")]);

export const AttachedForm = Type.Object(
  {
    /** Its name in addresses and pointers. */
    id: CodeId,
    form: DocumentPath,
    /** When it is filled in; the kinds are listed in attached-kinds.ts. */
    when: Type.Union([
      Type.Literal("with-declaration"),
      Type.Literal("with-review"),
      Type.Literal("with-recommendation"),
      Type.Literal("yearly"),
      Type.Literal("on-change"),
    ]),
    /** Who fills it in. */
    by: Type.Union([Type.Literal("applicant"), Level]),
    /** The level it is handed to, when it is handed in by itself. */
    to: Type.Optional(Level),
    /** Not handing it in stands in the way of the submission, or counts as overdue. */
    required: Type.Boolean(),
    /** By which day of the year after (yearly), or how many days after the change. */
    due: Type.Optional(
      Type.Union([
        Type.Object(
          { month: Type.Integer({ minimum: 1, maximum: 12 }), day: Type.Integer({ minimum: 1, maximum: 31 }) },
          closed,
        ),
        Type.Object({ days: Type.Integer({ minimum: 1, maximum: 366 }) }, closed),
      ]),
    ),
    /** Fields that hold what the declaration says. */
    values: Type.Optional(Type.Array(TakenValue, { maxItems: 60 })),
    /** A table with a row for each recommended declaration, in the order of recommendation. */
    rows: Type.Optional(
      Type.Object({ table: Type.String({ maxLength: 64 }), values: Type.Array(TakenValue, { maxItems: 60 }) }, closed),
    ),
    /** The clause that demands it. */
    source: Type.Optional(Type.String({ maxLength: 200 })),
  },
  closed,
);

export type AttachedForm = Static<typeof AttachedForm>;
export type TakenValue = Static<typeof TakenValue>;
