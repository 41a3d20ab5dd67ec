import { type Static, Type } from "@sinclair/typebox";
import { TextDocument } from "../problems/text-document.ts";
import { FieldId } from "./ids.ts";

/** What a form says about its sheet of paper, beyond its layout (docs/paper.md). */

const closed = { additionalProperties: false } as const;

/** A field in a row of the paper, or fields that stand under each other in one place of it. */
const RowPlace = Type.Union([FieldId, Type.Array(FieldId, { minItems: 2, maxItems: 3 })]);

/** Fields whose labels the paper gives as the head of a row and the head of a column, years across for one. */
const CrossTable = Type.Object(
  {
    across: TextDocument,
    down: TextDocument,
    columns: Type.Array(TextDocument, { minItems: 1, maxItems: 6 }),
    rows: Type.Array(
      Type.Object({ title: TextDocument, fields: Type.Array(FieldId, { minItems: 1, maxItems: 6 }) }, closed),
      { minItems: 1, maxItems: 30 },
    ),
  },
  closed,
);

/** Blanks that stand in the heads of columns of a table: `（{{period_start}}-{{period_end}}）` above 年度交易额. */
const ColumnHead = Type.Object(
  {
    table: FieldId,
    columns: Type.Array(FieldId, { minItems: 1, maxItems: 12 }),
    text: TextDocument,
  },
  closed,
);

/** How many options of a list stand on each line of the paper. */
const ChoiceLines = Type.Object(
  { field: FieldId, counts: Type.Array(Type.Integer({ minimum: 1, maximum: 6 }), { minItems: 1, maxItems: 30 }) },
  closed,
);

export const PrintDocument = Type.Object(
  {
    /** Label columns of the head table, as on paper. */
    columns: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
    /** True where the title of the head stands at the left of its rows, not across the sheet. */
    headBeside: Type.Optional(Type.Boolean()),
    /** First fields of the head that stand above the table, each on a line. */
    above: Type.Optional(Type.Array(FieldId, { minItems: 1, maxItems: 6 })),
    /** Places of one row of the paper; a place may hold fields under each other. Others fill rows as there is room. */
    rows: Type.Optional(Type.Array(Type.Array(RowPlace, { minItems: 1, maxItems: 6 }), { maxItems: 60 })),
    crossTables: Type.Optional(Type.Array(CrossTable, { maxItems: 20 })),
    columnHeads: Type.Optional(Type.Array(ColumnHead, { maxItems: 10 })),
    orientation: Type.Optional(Type.Union([Type.Literal("portrait"), Type.Literal("landscape")])),
    copies: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Ticks that stand across the sheet without a label. */
    unlabelled: Type.Optional(Type.Array(FieldId, { maxItems: 20 })),
    /** Fields whose label stands in the cell of their blank, across the sheet: `单位名称（盖章）：`. */
    openCells: Type.Optional(Type.Array(FieldId, { maxItems: 20 })),
    /** Options that stand in columns, line by line. */
    choiceLines: Type.Optional(Type.Array(ChoiceLines, { maxItems: 20 })),
    /** Choices whose options are parts of a sentence: a semicolon stands between them. */
    clauses: Type.Optional(Type.Array(FieldId, { maxItems: 20 })),
    /** Fields whose label ends with a remark that stands in the blank: `（可另附纸）`. */
    remarksInBlank: Type.Optional(Type.Array(FieldId, { maxItems: 20 })),
    /** Notes a label refers to by a raised number. */
    footnotes: Type.Optional(Type.Array(Type.Object({ field: FieldId, text: TextDocument }, closed), { maxItems: 3 })),
    notes: Type.Optional(Type.Array(TextDocument)),
  },
  closed,
);

export type CrossTable = Static<typeof CrossTable>;
export type ColumnHead = Static<typeof ColumnHead>;
