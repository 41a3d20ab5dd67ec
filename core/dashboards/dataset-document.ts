import { type Static, Type } from "@sinclair/typebox";
import { CodeId, FieldId } from "../forms/ids.ts";
import { TextDocument } from "../problems/text-document.ts";

/**
 * A dataset (`programmes/dashboards/<id>.dataset.json`): what a number of a dashboard means.
 *
 * It names dimensions (what one counts by), fields (what stands in the answers) and measures (how fields become a
 * number). There is no query language in it: kinds come from flat lists, and the rows a viewer may see are added by
 * the server.
 */

const closed = { additionalProperties: false } as const;
const DocumentPath = Type.String({ pattern: "^[a-z0-9-]+/[a-z0-9-]+$", maxLength: 128 });

/** An answer of one form. */
export const AnswerSource = Type.Object({ form: DocumentPath, field: FieldId }, closed);

const DimensionValue = Type.Object({ code: Type.String({ minLength: 1, maxLength: 64 }), title: TextDocument }, closed);

/** What one counts by. All but `enum` are known of every declaration; `enum` reads an answer. */
export const Dimension = Type.Union([
  /** The region tree; counted by the level below the region one looks at. */
  Type.Object(
    { kind: Type.Literal("tree"), title: TextDocument, levels: Type.Array(CodeId, { minItems: 2, maxItems: 4 }) },
    closed,
  ),
  /** The report year of the round. */
  Type.Object({ kind: Type.Literal("year"), title: TextDocument }, closed),
  /** The programme, told by its kind. */
  Type.Object(
    { kind: Type.Literal("programme"), title: TextDocument, values: Type.Array(DimensionValue, { minItems: 1 }) },
    closed,
  ),
  /** The stage of the declaration, in the order of the story. */
  Type.Object(
    { kind: Type.Literal("status"), title: TextDocument, values: Type.Array(DimensionValue, { minItems: 1 }) },
    closed,
  ),
  /** The tier in the latest scoring run, by the ids of the scheme, in this order; without a tier it is not given. */
  Type.Object(
    { kind: Type.Literal("tier"), title: TextDocument, values: Type.Array(DimensionValue, { minItems: 1 }) },
    closed,
  ),
  /** A single choice or a yes/no of the forms (`true` and `false` are its codes). */
  Type.Object(
    {
      kind: Type.Literal("enum"),
      title: TextDocument,
      values: Type.Array(DimensionValue, { minItems: 1, maxItems: 60 }),
      source: Type.Array(AnswerSource, { minItems: 1, maxItems: 20 }),
    },
    closed,
  ),
]);

/** A number of a declaration. Several sources: the first that is answered counts (one form has one, another another). */
export const DatasetField = Type.Object(
  {
    title: TextDocument,
    quantity: Type.Union([
      Type.Literal("money"),
      Type.Literal("dollars"),
      Type.Literal("count"),
      Type.Literal("people"),
      Type.Literal("share"),
      Type.Literal("score"),
    ]),
    source: Type.Union([
      Type.Array(AnswerSource, { minItems: 1, maxItems: 20 }),
      /** Total of the latest scoring run. */
      Type.Object({ meta: Type.Literal("score") }, closed),
    ]),
  },
  closed,
);

/** Rows whose dimension has (or has not) one of the values. */
export const DatasetCondition = Type.Object(
  {
    dimension: CodeId,
    op: Type.Union([Type.Literal("in"), Type.Literal("not-in")]),
    values: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 60 }),
  },
  closed,
);

const common = { title: TextDocument, unit: Type.Optional(TextDocument) };
const ratio = {
  ...common,
  numerator: CodeId,
  denominator: CodeId,
  /** True for a growth: the ratio less one. */
  minusOne: Type.Optional(Type.Boolean()),
};

/** How rows become a number. A ratio of sums and a mean of ratios are two measures: they can differ in sign. */
export const Measure = Type.Union([
  Type.Object(
    { kind: Type.Literal("count"), ...common, where: Type.Optional(Type.Array(DatasetCondition, { maxItems: 6 })) },
    closed,
  ),
  Type.Object({ kind: Type.Literal("sum"), ...common, field: CodeId }, closed),
  Type.Object({ kind: Type.Literal("mean"), ...common, field: CodeId }, closed),
  Type.Object({ kind: Type.Literal("median"), ...common, field: CodeId }, closed),
  Type.Object({ kind: Type.Literal("min"), ...common, field: CodeId }, closed),
  Type.Object({ kind: Type.Literal("max"), ...common, field: CodeId }, closed),
  Type.Object({ kind: Type.Literal("ratio-of-sums"), ...ratio }, closed),
  Type.Object({ kind: Type.Literal("mean-of-ratios"), ...ratio }, closed),
  /** Share of the rows that fulfil the conditions. */
  Type.Object(
    { kind: Type.Literal("share"), ...common, where: Type.Array(DatasetCondition, { minItems: 1, maxItems: 6 }) },
    closed,
  ),
]);

/** Which declarations are counted at all: the 口径 printed on every tile. */
const Population = Type.Object({ title: TextDocument, where: Type.Array(DatasetCondition, { maxItems: 6 }) }, closed);

export const DatasetDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal("shenbao-dataset/1"),
    id: CodeId,
    title: TextDocument,
    /** Forms whose declarations are the rows. */
    forms: Type.Array(DocumentPath, { minItems: 1, maxItems: 40 }),
    dimensions: Type.Record(CodeId, Dimension),
    fields: Type.Record(CodeId, DatasetField),
    measures: Type.Record(CodeId, Measure),
    populations: Type.Record(CodeId, Population),
    defaultPopulation: CodeId,
  },
  closed,
);

export type DatasetDocument = Static<typeof DatasetDocument>;
export type Dimension = Static<typeof Dimension>;
export type DatasetField = Static<typeof DatasetField>;
export type DatasetCondition = Static<typeof DatasetCondition>;
export type AnswerSource = Static<typeof AnswerSource>;
export type Measure = Static<typeof Measure>;
